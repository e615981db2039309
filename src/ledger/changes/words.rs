//! Two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// In the old one alone.
    Gone(String),
    /// In the new one alone.
    New(String),
}

/// Longer texts are compared line by line: the time grows with the product of what differs.
const MAX_WORDS: usize = 6_000;

/// The words of both texts in their order, each said to be in one or in both.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (mut before, mut after) = (split(old), split(new));
    if before.len().max(after.len()) > MAX_WORDS {
        (before, after) =
            (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    }
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    let mut pieces = Pieces::default();
    for op in ops {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => pieces.same(&old.concat()),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                pieces.gone.push_str(&old.concat());
                pieces.new.push_str(&new.concat());
            }
        }
    }
    pieces.finish()
}

/// Words, the spaces between them, and signs, each by itself.
fn split(text: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Class {
        Word,
        Space,
        Sign,
    }
    let class = |c: char| match c {
        _ if c.is_alphanumeric() || matches!(c, '\'' | '’' | '_' | '-') => Class::Word,
        '\n' => Class::Sign,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Sign,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last: Option<Class> = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if last.is_some_and(|last| last != now || now == Class::Sign) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Pieces as they are put together: what changed on both sides of no more than a space is one change.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    gone: String,
    new: String,
    /// What is in both, after a change, and may yet prove to be no more than a space.
    gap: String,
}

impl Pieces {
    fn same(&mut self, text: &str) {
        let is_open = !self.gone.is_empty() || !self.new.is_empty();
        if is_open && !text.contains(|c: char| c.is_alphanumeric() || c == '\n') {
            self.gone.push_str(text);
            self.new.push_str(text);
            self.gap.push_str(text);
            return;
        }
        self.close();
        self.done.push(Piece::Same(text.to_owned()));
    }

    /// Ends a change. The space after it belongs to what is in both.
    fn close(&mut self) {
        let common = common_end(&self.gone, &self.new).to_owned();
        let cut = |text: &str| text[..text.len() - common.len()].to_owned();
        let (gone, new) = (cut(&self.gone), cut(&self.new));
        self.done.extend((!gone.is_empty()).then_some(Piece::Gone(gone)));
        self.done.extend((!new.is_empty()).then_some(Piece::New(new)));
        self.done.extend((!common.is_empty()).then_some(Piece::Same(common)));
        self.gone.clear();
        self.new.clear();
        self.gap.clear();
    }

    fn finish(mut self) -> Vec<Piece> {
        self.close();
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in self.done {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Same(before)), Piece::Same(text)) => before.push_str(&text),
                (_, piece) => pieces.push(piece),
            }
        }
        pieces
    }
}

/// The spaces and signs with which both end.
fn common_end<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().rev().zip(other.chars().rev());
    let same = same.take_while(|(a, b)| a == b && !a.is_alphanumeric() && *a != '\n');
    let bytes: usize = same.map(|(c, _)| c.len_utf8()).sum();
    &one[one.len() - bytes..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

    use super::{Piece, words};

    /// `[-old-]` and `{+new+}` within what stayed.
    fn drawn(old: &str, new: &str) -> String {
        let draw = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("{{+{text}+}}"),
        };
        words(old, new).iter().map(draw).collect()
    }

    #[test]
    fn words_are_exchanged_as_wholes() {
        for (old, new, expected) in [
            ("one two three", "one four three", "one [-two-]{+four+} three"),
            ("one two", "one two three", "one two{+ three+}"),
            ("one two.", "one.", "one[- two-]."),
            ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),
            ("", "new words", "{+new words+}"),
            ("old words", "", "[-old words-]"),
            ("same", "same", "same"),
            ("Größe", "Grösse", "[-Größe-]{+Grösse+}"),
        ] {
            assert_eq!(drawn(old, new), expected);
        }
    }

    #[test]
    fn a_text_of_many_thousand_words_is_compared_by_lines_and_in_time() {
        let lines = |word: &str| format!("{word} is one of many lines of words.\n").repeat(20_000);
        let pieces = words(&lines("one"), &lines("two"));
        assert!(pieces.len() <= 2, "{} pieces", pieces.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn the_pieces_make_both_texts_again(old in "[ab .\n-]{0,40}", new in "[ab .\n-]{0,40}") {
            let (mut before, mut after) = (String::new(), String::new());
            for piece in words(&old, &new) {
                match piece {
                    Piece::Same(text) => { before.push_str(&text); after.push_str(&text); }
                    Piece::Gone(text) => before.push_str(&text),
                    Piece::New(text) => after.push_str(&text),
                }
            }
            prop_assert_eq!(before, old);
            prop_assert_eq!(after, new);
        }
    }
}
