//! Words drawn by a seeded generator: the same on every machine.

/// Syllables of made-up words: enough for 300,000 words, so that texts differ as real ones do.
const SYLLABLES: [&str; 66] = [
    "ba", "bel", "ca", "cor", "da", "den", "dor", "el", "en", "fa", "fen", "ga", "gor", "ha",
    "hel", "in", "is", "ja", "jor", "ka", "kel", "la", "lor", "lu", "ma", "mer", "mi", "na", "nel",
    "no", "or", "pa", "pel", "po", "qua", "ra", "ren", "ro", "sa", "sel", "so", "ta", "tel", "to",
    "ul", "un", "va", "vel", "vo", "wa", "wen", "xa", "ya", "yel", "za", "zor", "bri", "cla",
    "dra", "fli", "gra", "kri", "pla", "sta", "tra", "tri",
];

/// Small words that hold sentences together, drawn often.
const COMMON: [&str; 16] = [
    "the", "of", "and", "to", "a", "in", "for", "with", "from", "that", "is", "on", "by", "at",
    "as", "it",
];

/// A source of words.
pub struct Words(u64);

impl Words {
    pub fn new(seed: u64) -> Words {
        Words(seed)
    }

    /// A number below `limit`, by SplitMix64 (Steele, Lea, Flood 2014).
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let below = (mixed ^ (mixed >> 31)) % limit as u64;
        usize::try_from(below).expect("it is below a usize")
    }

    pub fn word(&mut self) -> String {
        let count = 2 + self.below(2);
        (0..count).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    pub fn name(&mut self) -> String {
        capitalized(&self.word())
    }

    /// A title of so many words.
    pub fn title(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| self.word()).collect();
        capitalized(&words.join(" "))
    }

    /// A sentence of so many words.
    pub fn sentence(&mut self, count: usize) -> String {
        let mut words: Vec<String> = Vec::with_capacity(count);
        for _ in 0..count {
            let word = match self.below(3) {
                0 => COMMON[self.below(COMMON.len())].to_owned(),
                _ => self.word(),
            };
            words.push(word);
        }
        capitalized(&words.join(" ")) + "."
    }

    /// One of 90 people.
    pub fn person(&mut self) -> String {
        let number = self.below(90);
        let (first, last) = (SYLLABLES[number % 66], SYLLABLES[(number * 7 + 3) % 66]);
        format!("{first}{last}.{last}{first}{number}")
    }

    /// One of 30 teams.
    pub fn team(&mut self) -> String {
        let number = self.below(30);
        format!("{}{} {number}", capitalized(SYLLABLES[number]), SYLLABLES[number + 30])
    }

    /// One of 800 accounts.
    pub fn account(&mut self) -> String {
        let number = self.below(800);
        let (first, last) = (SYLLABLES[number % 66], SYLLABLES[number / 13 % 66]);
        format!("{}{last} {number} GmbH", capitalized(first))
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
