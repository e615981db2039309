//! Text as the scan compares it: the letters alone, and beside each how it is parted from the one
//! before and where it came from.

use std::ops::Range;

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

/// Letters, folded to UTF-8, with a gap and a source position for each byte. `gaps` is one longer:
/// its last is the gap after the last letter.
#[derive(Default)]
pub struct Stream {
    pub bytes: Vec<u8>,
    pub gaps: Vec<Gap>,
    pub sources: Vec<u32>,
    /// Where words begin in `bytes`; in an unspaced script every letter is a word.
    pub words: Vec<u32>,
    /// Where anything but nothing is before a letter.
    pub starts: Vec<u32>,
    state: State,
}

struct State {
    pending: Gap,
    last: Kind,
    before_last: Kind,
    unspaced: bool,
}

impl Default for State {
    fn default() -> State {
        State { pending: Gap::Hard, last: Kind::Gap, before_last: Kind::Gap, unspaced: false }
    }
}

/// What a byte is when nothing is known of its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Gap,
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
    /// A stream whose text may have been cut inside a word, so that its start is no word's start.
    pub fn cut() -> Stream {
        let mut stream = Stream::default();
        stream.state.pending = Gap::None;
        stream
    }

    /// The folded letters of a text taken as it is, without looking for escapes in it.
    pub fn plain(text: &str) -> Stream {
        let mut stream = Stream::default();
        text.char_indices().for_each(|(at, c)| stream.push(c, at));
        stream.close(Gap::Hard);
        stream
    }

    /// Reads part of a text, with its character references decoded. The places where something
    /// may have to be decoded before it can be read go to `escapes`.
    pub fn read(&mut self, text: &str, range: Range<usize>, escapes: &mut Vec<u32>) {
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
                Kind::Gap => self.separate(Gap::Hard),
                Kind::Invisible => {}
                kind @ (Kind::Upper | Kind::Digit) => {
                    self.push_byte(bytes[at].to_ascii_lowercase(), kind, at);
                }
                Kind::Escape => {
                    if escape::may_begin(&bytes[at..]) {
                        escapes.push(offset(at));
                    }
                    self.separate(Gap::Hard);
                }
                Kind::Ampersand => {
                    at += self.read_reference(bytes, at..range.end, escapes);
                    continue;
                }
                Kind::Wide => {
                    let c = text[at..].chars().next().expect("a character begins before the end");
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
                _ => self.separate(Gap::Hard),
            };
        }
        if c == '\u{200b}' {
            return self.separate(Gap::Tag);
        }
        let kind = wide_kind(c);
        letters::fold(c, |folded| match folded {
            Folded::Gap => self.separate(Gap::Hard),
            Folded::Letter(letter) => self.push_wide(letter, kind, false, source),
            Folded::Unspaced(letter) => self.push_wide(letter, kind, true, source),
        });
    }

    /// Ends the stream; a text cut inside a word ends without a gap.
    pub fn close(&mut self, gap: Gap) {
        let end = self.state.pending.max(gap);
        self.gaps.push(end);
    }

    /// The words as ranges of `bytes`.
    pub fn word(&self, index: usize) -> Range<usize> {
        let end = self.words.get(index + 1).map_or(self.bytes.len(), |&next| next as usize);
        self.words[index] as usize..end
    }

    fn reserve(&mut self, length: usize) {
        self.bytes.reserve(length);
        self.gaps.reserve(length + 1);
        self.sources.reserve(length);
    }

    fn read_reference(
        &mut self,
        bytes: &[u8],
        range: Range<usize>,
        escapes: &mut Vec<u32>,
    ) -> usize {
        let Some(reference) = escape::reference(&bytes[range.clone()]) else {
            self.separate(Gap::Hard);
            return 1;
        };
        // Without its semicolon it may be no reference, and what one stands for can begin an
        // escape itself (`&amp;#70;`, `&#92;u0046`): both are read again, decoded.
        let next = bytes.get(range.start + reference.length);
        if !reference.certain || reference.begins_escape(next.copied()) {
            escapes.push(offset(range.start));
        }
        if !reference.certain {
            self.separate(Gap::Hard);
            return 1;
        }
        reference.characters().for_each(|c| self.push(c, range.start));
        reference.length
    }

    fn push_lower(&mut self, run: &[u8], source: usize) {
        self.push_byte(run[0], Kind::Lower, source);
        if run.len() > 1 {
            self.bytes.extend_from_slice(&run[1..]);
            self.gaps.resize(self.bytes.len(), Gap::None);
            self.sources.extend(offset(source + 1)..offset(source + run.len()));
            self.state.before_last = Kind::Lower;
        }
    }

    fn push_byte(&mut self, byte: u8, kind: Kind, source: usize) {
        self.begin_letter(kind, false);
        self.bytes.push(byte);
        self.sources.push(offset(source));
    }

    fn push_wide(&mut self, letter: char, kind: Kind, unspaced: bool, source: usize) {
        self.begin_letter(kind, unspaced);
        let mut buffer = [0; 4];
        self.bytes.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
        self.gaps.resize(self.bytes.len(), Gap::None);
        self.sources.resize(self.bytes.len(), offset(source));
    }

    /// Decides the gap before a letter that is about to be added.
    fn begin_letter(&mut self, kind: Kind, unspaced: bool) {
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
            self.starts.push(offset(self.bytes.len() - 1));
        }
        let script = if unspaced || state.unspaced { Gap::Unspaced } else { Gap::None };
        let gap = state.pending.max(seen).max(script);
        state.before_last = state.last;
        state.last = kind;
        state.unspaced = unspaced;
        state.pending = Gap::None;
        if gap >= Gap::Unspaced || self.bytes.is_empty() {
            self.words.push(offset(self.bytes.len()));
        }
        if gap > Gap::None {
            self.starts.push(offset(self.bytes.len()));
        }
        self.gaps.push(gap);
    }
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
