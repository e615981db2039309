//! Made-up words: distinct, of one length, so that none is part of another.

const SYLLABLES: [&str; 20] = [
    "zor", "vex", "qui", "bal", "nym", "dru", "kef", "pox", "lir", "wug", "jam", "fid", "hux",
    "gob", "cye", "myr", "tul", "sek", "rav", "nok",
];

/// Letters that change in other ways than those of ASCII do.
const LETTERS: [&str; 5] = ["o", "é", "ß", "ü", "ı"];

/// Gives out words, each once.
#[derive(Default)]
pub struct Words {
    given: usize,
}

impl Words {
    /// A word in ASCII.
    pub fn plain(&mut self) -> String {
        self.given += 1;
        let digits = [self.given / 400 % 20, self.given / 20 % 20, self.given % 20];
        digits.map(|digit| SYLLABLES[digit]).concat()
    }

    /// A word with a letter that is not ASCII, in most cases.
    pub fn word(&mut self) -> String {
        let word = self.plain();
        format!("{}{}{}", &word[..4], LETTERS[self.given % LETTERS.len()], &word[4..])
    }

    /// Two words, each with a capital.
    pub fn name(&mut self) -> String {
        format!("{} {}", capitalized(&self.word()), capitalized(&self.word()))
    }

    /// A sentence of nine words.
    pub fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..9).map(|_| self.word()).collect();
        format!("{}.", capitalized(&words.join(" ")))
    }
}

/// The same with a capital at its beginning.
pub fn capitalized(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}
