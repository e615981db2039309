//! Text as the scan compares it: the letters alone, and beside each how it is parted from the one
//! before and where it came from.

use std::ops::Range;

use super::doubts::Noticed;
use super::escape;
use super::letters::{self, Folded};

/// What stands between a letter and the one before it, from nothing to a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing, or nothing visible.
    None,
    /// A letter meets a digit: `falcon2`.
    Digit,
    /// A capital begins a word inside a word: `FalconUI`.
    Camel,
    /// An inline tag or a zero-width space: `Fal<b>con</b>`.
    Tag,
    /// A letter of a script that puts no spaces between words.
    Unspaced,
    /// White space, punctuation, the edge of a block or of the text.
    Hard,
}

/// So many capitals within a word may begin words that are run together.
const HUMPS: u8 = 3;

/// Letters, folded, in UTF-8, each byte with a gap before it and the place it came from.
#[derive(Default)]
pub struct Stream {
    letters: Vec<u8>,
    /// One more than letters: the last is the gap at the end.
    gaps: Vec<Gap>,
    sources: Vec<u32>,
    words: Vec<u32>,
    starts: Vec<u32>,
    /// Letters in the middle of words that may be run together.
    humps: Vec<u32>,
    state: State,
}

struct State {
    pending: Gap,
    last: Kind,
    before_last: Kind,
    /// [`Gap::Unspaced`] beside a letter of such a script.
    script: Gap,
    address: Address,
    /// Capitals within the word at hand.
    capitals: u8,
}

/// How much of `://` was read, or that an address goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    No,
    Colon,
    Slash,
    Inside,
}

impl Default for State {
    fn default() -> State {
        State {
            pending: Gap::Hard,
            last: Kind::Gap,
            before_last: Kind::Gap,
            script: Gap::None,
            address: Address::No,
            capitals: 0,
        }
    }
}

/// What a byte is when nothing is known of its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Gap,
    Hyphen,
    Bracket,
    Ampersand,
    Escape,
    Invisible,
    Wide,
}

const KINDS: [Kind; 256] = kinds();

const fn kinds() -> [Kind; 256] {
    let mut kinds = [Kind::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => Kind::Lower,
            b'A'..=b'Z' => Kind::Upper,
            b'0'..=b'9' => Kind::Digit,
            b'&' => Kind::Ampersand,
            b'-' => Kind::Hyphen,
            b'[' => Kind::Bracket,
            b'%' | b'\\' => Kind::Escape,
            0..=8 | 0xe..=0x1f | 0x7f => Kind::Invisible,
            0x80..=0xff => Kind::Wide,
            _ => Kind::Gap,
        };
        byte += 1;
    }
    kinds
}

impl Stream {
    /// An empty stream that begins after a gap: [`Gap::None`] if its text may have been cut inside
    /// a word.
    pub fn after(gap: Gap) -> Stream {
        let mut stream = Stream::default();
        stream.state.pending = gap;
        stream
    }

    /// A text taken as it is, without looking for escapes in it.
    pub fn plain(text: &str) -> Stream {
        let mut stream = Stream::default();
        text.char_indices().for_each(|(at, c)| stream.push(c, at));
        stream.close(Gap::Hard);
        stream
    }

    /// All letters, in UTF-8.
    pub fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// How many letters there are.
    pub fn letter_count(&self) -> usize {
        count_letters(&self.letters)
    }

    /// The gap before each byte of the letters, and the one at the end.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Where in the letters there is any gap, the end apart.
    pub fn starts(&self) -> impl Iterator<Item = usize> {
        self.starts.iter().map(|&start| start as usize)
    }

    /// Where in its text a byte of the letters came from.
    pub fn source(&self, at: usize) -> usize {
        self.sources[at] as usize
    }

    /// How many words there are. In an unspaced script every letter is a word; an address
    /// (`https://…`) is one up to its query, for many share their beginnings.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The letters of a word.
    pub fn word(&self, index: usize) -> Range<usize> {
        let end = self.words.get(index + 1).map_or(self.letters.len(), |&next| next as usize);
        self.words[index] as usize..end
    }

    /// Letters of the text in the middle of words that may be run together.
    pub fn humps(&self) -> &[u32] {
        &self.humps
    }

    /// Reads part of a text, with its character references decoded. The places where something
    /// may have to be decoded before it can be read, or read in another way, are noticed.
    pub fn read(&mut self, text: &str, range: Range<usize>, noticed: &mut Noticed) {
        let bytes = text.as_bytes();
        let mut at = range.start;
        self.reserve(range.len());
        while at < range.end {
            match KINDS[usize::from(bytes[at])] {
                Kind::Lower => {
                    let length = lower_run(&bytes[at..range.end]);
                    self.push_lower(&bytes[at..at + length], at);
                    at += length;
                    continue;
                }
                Kind::Gap => self.part(bytes[at]),
                Kind::Hyphen => {
                    noticed.hyphen(text, at..at + 1);
                    self.part(b'-');
                }
                Kind::Bracket => {
                    noticed.bracket(text, at);
                    self.part(b'[');
                }
                Kind::Invisible => {}
                kind @ (Kind::Upper | Kind::Digit) => {
                    self.push_byte(bytes[at].to_ascii_lowercase(), kind, at);
                }
                Kind::Escape => {
                    if escape::may_begin(&bytes[at..]) {
                        noticed.escapes.push(offset(at));
                    }
                    self.separate(Gap::Hard);
                }
                Kind::Ampersand => {
                    at += self.read_reference(text, at..range.end, noticed);
                    continue;
                }
                Kind::Wide => {
                    let c = text[at..].chars().next().expect("a character begins before the end");
                    noticed.wide(text, c, at);
                    self.push(c, at);
                    at += c.len_utf8();
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Parts what was read from what will be read.
    pub fn separate(&mut self, gap: Gap) {
        if gap == Gap::Hard {
            self.state.last = Kind::Gap;
            self.state.address = Address::No;
        }
        self.state.pending = self.state.pending.max(gap);
    }

    /// Adds one character, folded.
    pub fn push(&mut self, c: char, source: usize) {
        if c.is_ascii() {
            let byte = c as u8;
            return match KINDS[usize::from(byte)] {
                kind @ (Kind::Lower | Kind::Upper | Kind::Digit) => {
                    self.push_byte(byte.to_ascii_lowercase(), kind, source);
                }
                Kind::Invisible => {}
                _ => self.part(byte),
            };
        }
        if c == '\u{200b}' {
            return self.separate(Gap::Tag);
        }
        let kind = wide_kind(c);
        letters::fold(c, |folded| match folded {
            Folded::Gap => self.separate(Gap::Hard),
            Folded::Letter(letter) => self.push_wide(letter, kind, Gap::None, source),
            Folded::Unspaced(letter) => self.push_wide(letter, kind, Gap::Unspaced, source),
        });
    }

    /// Ends the stream; a text cut inside a word ends without a gap.
    pub fn close(&mut self, gap: Gap) {
        let end = self.state.pending.max(gap);
        self.gaps.push(end);
    }

    /// Passes over an ASCII character that is no letter.
    fn part(&mut self, byte: u8) {
        let address = match (self.state.address, byte) {
            (Address::No, b':') => Address::Colon,
            (Address::Colon, b'/') => Address::Slash,
            (Address::Slash, b'/') => Address::Inside,
            (Address::Inside, b'.' | b'/' | b'-' | b'_' | b'~' | b':') => Address::Inside,
            _ => Address::No,
        };
        self.separate(Gap::Hard);
        self.state.address = address;
    }

    fn reserve(&mut self, length: usize) {
        self.letters.reserve(length);
        self.gaps.reserve(length + 1);
        self.sources.reserve(length);
    }

    fn read_reference(&mut self, text: &str, range: Range<usize>, noticed: &mut Noticed) -> usize {
        let bytes = text.as_bytes();
        let Some(reference) = escape::reference(&bytes[range.clone()]) else {
            self.separate(Gap::Hard);
            return 1;
        };
        // Without its semicolon it may be no reference, and what one stands for can belong to an
        // escape itself (`&amp;#70;`, `&#92;u0046`): both are read again, decoded.
        let next = bytes.get(range.start + reference.length);
        if !reference.certain || reference.is_part_of_code(next.copied()) {
            noticed.escapes.push(offset(range.start));
        }
        if !reference.certain {
            self.separate(Gap::Hard);
            return 1;
        }
        // A soft hyphen at the end of a line, a space of no width.
        let whole = range.start..range.start + reference.length;
        reference.characters().for_each(|c| match c {
            '\u{ad}' => noticed.hyphen(text, whole.clone()),
            '\u{200b}' => noticed.may_part(whole.start),
            // Decoded, its word may be read in other letters.
            c if letters::may_look_alike(c) => noticed.escapes.push(offset(whole.start)),
            _ => {}
        });
        reference.characters().for_each(|c| self.push(c, range.start));
        reference.length
    }

    fn push_lower(&mut self, run: &[u8], source: usize) {
        self.push_byte(run[0], Kind::Lower, source);
        if run.len() > 1 {
            self.letters.extend_from_slice(&run[1..]);
            self.gaps.resize(self.letters.len(), Gap::None);
            self.sources.extend(offset(source + 1)..offset(source + run.len()));
            self.state.before_last = Kind::Lower;
        }
    }

    fn push_byte(&mut self, byte: u8, kind: Kind, source: usize) {
        self.begin_letter(kind, Gap::None, source);
        self.letters.push(byte);
        self.sources.push(offset(source));
    }

    fn push_wide(&mut self, letter: char, kind: Kind, script: Gap, source: usize) {
        self.begin_letter(kind, script, source);
        let mut buffer = [0; 4];
        self.letters.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
        self.gaps.resize(self.letters.len(), Gap::None);
        self.sources.resize(self.letters.len(), offset(source));
    }

    /// Decides the gap before a letter that is about to be added.
    fn begin_letter(&mut self, kind: Kind, script: Gap, source: usize) {
        let state = &mut self.state;
        let seen = match (state.last, kind) {
            (Kind::Lower, Kind::Upper) => Gap::Camel,
            (Kind::Lower | Kind::Upper, Kind::Digit) | (Kind::Digit, Kind::Lower | Kind::Upper) => {
                Gap::Digit
            }
            _ => Gap::None,
        };
        // In `SAPFalcon` the word begins at the last capital, one letter back.
        if (state.before_last, state.last, kind) == (Kind::Upper, Kind::Upper, Kind::Lower)
            && let Some(gap @ Gap::None) = self.gaps.last_mut()
        {
            *gap = Gap::Camel;
            self.starts.push(offset(self.letters.len() - 1));
        }
        let gap = state.pending.max(seen).max(script).max(state.script);
        match gap {
            Gap::Camel => {
                state.capitals = state.capitals.saturating_add(1);
                if state.capitals == HUMPS {
                    self.humps.push(offset(source));
                }
            }
            Gap::Hard => state.capitals = 0,
            Gap::None | Gap::Digit | Gap::Tag | Gap::Unspaced => {}
        }
        state.before_last = state.last;
        state.last = kind;
        state.script = script;
        state.pending = Gap::None;
        if state.address != Address::Inside {
            state.address = Address::No;
            if gap >= Gap::Unspaced || self.letters.is_empty() {
                self.words.push(offset(self.letters.len()));
            }
        }
        if gap > Gap::None {
            self.starts.push(offset(self.letters.len()));
        }
        self.gaps.push(gap);
    }
}

/// The number of characters in UTF-8.
pub fn count_letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Positions are kept in 32 bits, half the memory traffic of the hottest loop.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("longer texts are scanned in pieces")
}

fn lower_run(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(bytes.len())
}

fn wide_kind(c: char) -> Kind {
    if c.is_uppercase() {
        Kind::Upper
    } else if c.is_numeric() {
        Kind::Digit
    } else {
        Kind::Lower
    }
}
