//! Source lines as anybody may read them: what is Roadcast's own stays, and all else is masked. No
//! label is looked at: in a file with a mistake, labels are what may be wrong.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::format::{ENTRY, SETTINGS, SHARE, THEME};

use super::message::MASK;

/// Every word that the format lets an author choose from. Chosen, it says what can be chosen.
pub const CHOICES: [&str; 33] = [
    "engineering",
    "sales",
    "client",
    "idea",
    "discovery",
    "planned",
    "in-progress",
    "beta",
    "shipped",
    "paused",
    "declined",
    "now",
    "next",
    "later",
    "committed",
    "likely",
    "exploratory",
    "product",
    "customer",
    "compliance",
    "tech-debt",
    "accepted",
    "deferred",
    "none",
    "year",
    "half",
    "quarter",
    "month",
    "encrypted",
    "plain",
    "file",
    "true",
    "false",
];

/// The names of all keys.
static KEYS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let keys = ENTRY.iter().chain(&THEME).chain(&SHARE).chain(&SETTINGS);
    keys.flat_map(|key| key.path.split('.')).map(|name| name.trim_end_matches("[]")).collect()
});

/// Whether a word is the name of a key, or one to choose from.
pub fn is_own(word: &str) -> bool {
    KEYS.contains(word) || CHOICES.contains(&word)
}

/// A few lines in which nothing is left but what anybody may read.
pub struct Masked {
    /// The lines, as many as there were.
    pub text: String,
    lines: Vec<Line>,
}

/// Where a line stands, before and after, and how many bytes from its start are as they were.
struct Line {
    before: usize,
    after: usize,
    kept: usize,
    is_masked: bool,
}

impl Masked {
    /// Masks each line.
    pub fn of(text: &str) -> Masked {
        let mut masked = Masked { text: String::with_capacity(text.len()), lines: Vec::new() };
        let mut before = 0;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\r', '\n']);
            let kept = kept(line);
            let is_masked = kept < line.len();
            masked.lines.push(Line { before, after: masked.text.len(), kept, is_masked });
            masked.text.push_str(&line[..kept]);
            masked.text.push_str(if is_masked { MASK } else { "" });
            masked.text.push_str(&whole[line.len()..]);
            before += whole.len();
        }
        masked
    }

    /// Where a range within one line has come to; what lies in a mask is all of it.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let at = self.lines.partition_point(|line| line.before <= range.start);
        let Some(line) = at.checked_sub(1).and_then(|at| self.lines.get(at)) else { return 0..0 };
        let (start, end) = (range.start - line.before, range.end.max(range.start) - line.before);
        if !line.is_masked || end < line.kept {
            return line.after + start..line.after + end;
        }
        let is_before = end == line.kept && start < end;
        let mask_end = line.kept + if is_before { 0 } else { MASK.len() };
        line.after + start.min(line.kept)..line.after + mask_end
    }
}

/// How many bytes of a line, from its start, anybody may read.
fn kept(line: &str) -> usize {
    let words = line.trim_end();
    let indent = words.len() - words.trim_start_matches([' ', '\t']).len();
    let item = &words[indent..];
    let item = item.strip_prefix("- ").unwrap_or(item);
    if is_marker(words) || item.is_empty() || is_chosen(item) {
        return line.len();
    }
    match item.split_once(':') {
        Some((key, rest)) if KEYS.contains(key) && is_separate(rest) => {
            let value = rest.trim_start_matches(' ');
            if value.is_empty() || is_chosen(value) {
                line.len()
            } else {
                words.len() - value.len()
            }
        }
        _ => 0,
    }
}

/// Whether what follows a colon is the value of a key.
fn is_separate(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// A line that begins or ends front matter or a block.
fn is_marker(line: &str) -> bool {
    match line.strip_prefix(":::") {
        Some(name) => name.is_empty() || CHOICES.contains(&name.trim()),
        None => line == "---",
    }
}

/// A word to choose from, or a list of such words.
fn is_chosen(value: &str) -> bool {
    let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    list.unwrap_or(value).split(',').all(|word| CHOICES.contains(&word.trim()))
}

#[cfg(test)]
mod tests {
    use super::Masked;

    #[test]
    fn a_line_keeps_its_key_and_what_can_be_chosen() {
        for (line, expected) in [
            ("title: Falcon", "title: ███"),
            ("  title: Falcon", "  title: ███"),
            ("  - account: Acme GmbH", "  - account: ███"),
            ("stage: planned", "stage: planned"),
            ("visibility: [engineering, sales]", "visibility: [engineering, sales]"),
            ("  - client", "  - client"),
            ("stage: planned # as Falcon", "stage: ███"),
            ("stage: betta", "stage: ███"),
            ("visibility: [engineering, Falcon]", "visibility: ███"),
            ("client: { title: Falcon }", "client: ███"),
            ("client:", "client:"),
            ("title:Falcon", "███"),
            ("falcon: planned", "███"),
            ("Falcon: title: planned", "███"),
            ("  - Falcon", "███"),
            ("\u{a0}title: Falcon", "███"),
            ("Text about Falcon.", "███"),
            ("---", "---"),
            (":::", ":::"),
            ("::: client", "::: client"),
            ("::: falcon", "███"),
            ("::: client Falcon", "███"),
            (":::: client", "███"),
            ("", ""),
        ] {
            assert_eq!(Masked::of(line).text, expected, "{line}");
        }
    }

    #[test]
    fn a_caret_stays_under_what_it_pointed_at() {
        let text = "---\ntitle: Falcon lands\nA body.\nstage: planned\n";
        let masked = Masked::of(text);
        assert_eq!(masked.text, "---\ntitle: ███\n███\nstage: planned\n");
        for (pointed, shown) in [
            ("title", "title"),
            ("title:", "title:"),
            ("title: Fal", "title: ███"),
            ("Falcon", "███"),
            ("lands", "███"),
            ("A", "███"),
            ("body", "███"),
            ("---", "---"),
            ("planned", "planned"),
        ] {
            let at = text.find(pointed).expect("it is in the text");
            let range = masked.range(at..at + pointed.len());
            assert_eq!(&masked.text[range], shown, "{pointed}");
        }
        let at = text.find("Falcon").expect("it is in the text");
        assert_eq!(&masked.text[masked.range(at..at)], "███");
        assert_eq!(masked.range(text.len()..text.len()).len(), 0);
    }
}
