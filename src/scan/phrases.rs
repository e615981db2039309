//! Finds withheld phrases, in any case, spacing and punctuation, where words begin and end.

mod noted;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::escape::{self, spelled};
use super::index::{Index, load, mix};
use super::stream::{Gap, Stream};

pub use noted::note;

/// From this many letters on, a phrase is also found with its words run together
/// (`projectfalcon`). Shorter ones would be found inside other words: `SAP I` in `sapi`.
const JOINED: usize = 8;

/// From this many letters on, a change from letter to digit is a word boundary. In shorter ones it
/// would be found in hexadecimal digests (`9cafe3`).
const BESIDE_DIGITS: usize = 6;

/// From this many letters on, a capital is a word boundary in words of letters up to a length;
/// others are data (base64, digests), whose capitals mean nothing.
const BESIDE_CAPITALS: usize = 4;
const LONGEST_WORD: usize = 24;

/// From this many letters on, a phrase is believed where bytes may be noise: six given letters, in
/// either case, come by chance once in 2^42 places.
const IN_NOISE: usize = 6;

/// Up to this many letters, a phrase is found only as written, as a word of its own.
const SHORT: usize = 2;

/// How far around a match its signs are looked for, in bytes: a few characters, each an escape.
const REACH: usize = 48;

/// A transcription into ASCII with fewer letters says too little.
const TRANSCRIBED: usize = 4;

/// The phrases of one list, and the allowed terms.
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// Phrases by their beginnings.
    beginnings: Index<u32>,
    /// The lengths of those beginnings.
    lengths: Vec<usize>,
    longest: usize,
    count: usize,
}

/// Collects phrases, each once.
#[derive(Default)]
pub struct PhrasesBuilder {
    phrases: Numbered,
    /// The same phrases as slugs write them, where letters differ.
    transcribed: Numbered,
}

type Numbered = BTreeMap<Spelling, Role>;

/// What a spelling stands for. Of several withheld phrases those that nothing allows come first,
/// then the smallest number; of allowed terms the smallest number.
#[derive(Clone, Copy, Default)]
struct Role {
    withheld: Option<Withheld>,
    allowed: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Withheld {
    may_be_allowed: bool,
    id: usize,
}

/// A phrase found in a stream.
pub struct PhraseMatch {
    /// The number it was given.
    pub id: usize,
    /// Its bytes in the stream.
    pub range: Range<usize>,
    /// The number of the allowed term that it lies in.
    pub excused: Option<usize>,
}

/// What a stream was read from, which decides what counts as a find.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Text that a reader sees.
    Visible,
    /// Text that may be names and values of tags.
    Markup,
    /// Bytes that are perhaps no text at all.
    Noise,
}

struct Phrase {
    spelling: Spelling,
    role: Role,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Spelling {
    letters: Vec<u8>,
    gaps: Vec<Gap>,
    /// Signs that belong to a one-word phrase: the `@` of `@ana`, the `++` of `C++`.
    before: String,
    after: String,
    /// A short phrase as written.
    exact: Option<String>,
}

impl PhrasesBuilder {
    /// Adds a phrase. One without letters or digits has nothing to be compared and is left out.
    pub fn add(&mut self, id: usize, text: &str) {
        self.insert(Role::withheld(id, true), text);
    }

    /// Adds a phrase that no allowed term excuses.
    pub fn add_always(&mut self, id: usize, text: &str) {
        self.insert(Role::withheld(id, false), text);
    }

    /// Adds a term inside which nothing is found.
    pub fn allow(&mut self, id: usize, text: &str) {
        self.insert(Role { withheld: None, allowed: Some(id) }, text);
    }

    /// Adds a phrase by its letters alone.
    pub fn add_words(&mut self, id: usize, words: &Stream) {
        let (letters, gaps) = (words.letters().to_owned(), words.gaps().to_owned());
        let (before, after) = (String::new(), String::new());
        let spelling = Spelling { letters, gaps, before, after, exact: None };
        number(&mut self.phrases, spelling, Role::withheld(id, true));
    }

    /// The finished phrases.
    pub fn build(self) -> Phrases {
        let count = self.phrases.values().filter(|role| role.is_looked_for()).count();
        let mut spellings = self.phrases;
        self.transcribed
            .into_iter()
            .for_each(|(spelling, role)| number(&mut spellings, spelling, role));
        let phrases: Vec<Phrase> =
            spellings.into_iter().map(|(spelling, role)| Phrase { spelling, role }).collect();
        let beginning = |phrase: &Phrase| {
            let length = beginning_length(phrase.spelling.letters.len());
            hash_beginning(&phrase.spelling.letters, length)
        };
        let lengths = phrases.iter().map(|phrase| phrase.spelling.letters.len());
        let beginnings: BTreeSet<usize> = lengths.clone().map(beginning_length).collect();
        Phrases {
            count,
            longest: lengths.max().unwrap_or(0),
            lengths: beginnings.into_iter().collect(),
            beginnings: Index::new(phrases.iter().map(beginning).zip(0..).collect()),
            phrases,
        }
    }

    fn insert(&mut self, role: Role, text: &str) {
        let Some(spelling) = Spelling::of(text) else { return };
        number(&mut self.phrases, spelling, role);
        if !text.is_ascii()
            && let Some(spelling) = Spelling::of(&slug::slugify(text))
            && spelling.letters.len() >= TRANSCRIBED
        {
            number(&mut self.transcribed, spelling, role);
        }
    }
}

fn number(phrases: &mut Numbered, spelling: Spelling, role: Role) {
    let known = phrases.entry(spelling).or_default();
    known.withheld = known.withheld.into_iter().chain(role.withheld).min();
    known.allowed = known.allowed.into_iter().chain(role.allowed).min();
}

impl Role {
    fn withheld(id: usize, may_be_allowed: bool) -> Role {
        Role { withheld: Some(Withheld { may_be_allowed, id }), allowed: None }
    }

    fn is_looked_for(&self) -> bool {
        self.withheld.is_some_and(|withheld| self.allowed.is_none() || !withheld.may_be_allowed)
    }
}

impl Phrases {
    /// How many different phrases are withheld.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The letters of the longest phrase, in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Finds every phrase in a stream that was read from `text`.
    pub fn find(&self, stream: &Stream, text: &str, place: Place) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        let mut allowed = Vec::new();
        for start in stream.starts() {
            for phrase in self.beginning_at(&stream.letters()[start..]) {
                let range = start..start + phrase.spelling.letters.len();
                if !phrase.spelling.fits(stream, text, place, &range) {
                    continue;
                }
                if let Some(id) = phrase.role.allowed {
                    allowed.push((range.clone(), id));
                }
                if let Some(withheld) = phrase.role.withheld {
                    found.push((withheld, range));
                }
            }
        }
        let excuse = |(withheld, range): (Withheld, Range<usize>)| {
            let covering = || allowed.iter().rev().find(|(allowed, _)| covers(allowed, &range));
            let excused =
                if withheld.may_be_allowed { covering().map(|(_, id)| *id) } else { None };
            PhraseMatch { id: withheld.id, range, excused }
        };
        found.into_iter().map(excuse).collect()
    }

    /// The phrases whose letters `bytes` begin with.
    fn beginning_at<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = &'a Phrase> {
        let lengths = self.lengths.iter().take_while(|&&length| length <= bytes.len());
        lengths
            .flat_map(|&length| self.beginnings.get(hash_beginning(bytes, length)))
            .map(|&index| &self.phrases[index as usize])
            .filter(|phrase| bytes.starts_with(&phrase.spelling.letters))
    }
}

impl Spelling {
    fn of(text: &str) -> Option<Spelling> {
        let stream = Stream::plain(text);
        if stream.letters().is_empty() {
            return None;
        }
        let (letters, gaps) = (stream.letters().to_owned(), stream.gaps().to_owned());
        let first = stream.source(0);
        let last = stream.source(letters.len() - 1);
        let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
        let one_word = !gaps[1..letters.len()].contains(&Gap::Hard);
        let before = if one_word { signs_before(&text[..first]) } else { "" };
        let after = if one_word { signs_after(&text[end..]) } else { "" };
        let unspaced = gaps[1..].contains(&Gap::Unspaced) || gaps[0] == Gap::Unspaced;
        let count = stream.letter_count();
        let short = if unspaced { count < SHORT } else { count <= SHORT };
        let exact = short.then(|| text[first - before.len()..end + after.len()].to_owned());
        let (before, after) = (before.to_owned(), after.to_owned());
        Some(Spelling { letters, gaps, before, after, exact })
    }

    /// Whether letters that are equal are this phrase, by what stands around and between them.
    fn fits(&self, stream: &Stream, text: &str, place: Place, range: &Range<usize>) -> bool {
        let gaps = &stream.gaps()[range.start..=range.end];
        if place == Place::Noise && self.letters.len() < IN_NOISE {
            return false;
        }
        if let Some(exact) = &self.exact {
            return self.fits_exactly(exact, stream, text, place, range);
        }
        self.ends_at(stream, range.start)
            && (self.ends_at(stream, range.end) || self.takes_suffixes())
            && self.fits_between(gaps)
            && self.fits_around(stream, text, range)
    }

    fn ends_at(&self, stream: &Stream, at: usize) -> bool {
        match stream.gaps()[at] {
            Gap::None => false,
            Gap::Digit => self.letters.len() >= BESIDE_DIGITS,
            Gap::Camel => {
                let enough = self.letters.len() >= BESIDE_CAPITALS && is_in_a_word(stream, at);
                enough || self.letters.len() >= BESIDE_DIGITS
            }
            Gap::Tag | Gap::Unspaced | Gap::Hard => true,
        }
    }

    /// Korean hangs particles on a word without a space.
    fn takes_suffixes(&self) -> bool {
        let letters = str::from_utf8(&self.letters).expect("folded letters are UTF-8");
        letters.ends_with(|c| matches!(c, '\u{1100}'..='\u{11ff}'))
    }

    fn fits_between(&self, gaps: &[Gap]) -> bool {
        let inner = 1..self.letters.len();
        let mut joined = false;
        for (ours, theirs) in self.gaps[inner.clone()].iter().zip(&gaps[inner]) {
            match (ours, theirs) {
                (Gap::None | Gap::Tag, Gap::Hard) => return false,
                (Gap::Hard, Gap::None) => joined = true,
                _ => {}
            }
        }
        !joined || self.letters.len() >= JOINED
    }

    fn fits_around(&self, stream: &Stream, text: &str, range: &Range<usize>) -> bool {
        if self.before.is_empty() && self.after.is_empty() {
            return true;
        }
        let Range { start, end } = source_range(stream, text, range);
        spelled(text, start.saturating_sub(REACH), start).ends_with(&self.before)
            && spelled(text, end, end + REACH).starts_with(&self.after)
    }

    fn fits_exactly(
        &self,
        exact: &str,
        stream: &Stream,
        text: &str,
        place: Place,
        range: &Range<usize>,
    ) -> bool {
        let alone =
            stream.gaps()[range.start] == Gap::Hard && stream.gaps()[range.end] == Gap::Hard;
        // Tags are full of single letters: `<a>`, `d="M 1 2 L 3 4"`.
        let too_short = place == Place::Markup && self.letters.len() < SHORT;
        if !alone || too_short || !self.fits_around(stream, text, range) {
            return false;
        }
        let Range { start, end } = source_range(stream, text, range);
        let inner = &exact[self.before.len()..exact.len() - self.after.len()];
        let bytes = text.as_bytes();
        let is_name = place == Place::Markup
            && (bytes.get(end) == Some(&b'=') || start == 0 || b"</".contains(&bytes[start - 1]));
        !is_name && spelled(text, start, end) == inner
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// How much of a phrase is looked up, by its length: enough to tell nearly all apart.
fn beginning_length(letters: usize) -> usize {
    match letters {
        16.. => 16,
        8..16 => 8,
        4..8 => 4,
        _ => letters,
    }
}

fn hash_beginning(bytes: &[u8], length: usize) -> u64 {
    let hash = mix(load(bytes, length) ^ length as u64);
    if length > 8 { mix(hash ^ load(&bytes[8..], length - 8)) } else { hash }
}

/// The bytes of `text` that a range of a stream came from.
pub fn source_range(stream: &Stream, text: &str, range: &Range<usize>) -> Range<usize> {
    let start = stream.source(range.start);
    let last = stream.source(range.end - 1);
    let rest = &text[last..];
    let length = match escape::reference(rest.as_bytes()).filter(|_| rest.starts_with('&')) {
        Some(reference) => reference.length,
        None => rest.chars().next().map_or(0, char::len_utf8),
    };
    start..last + length
}

/// Whether the letters around a place, up to the next gaps, may be a word.
fn is_in_a_word(stream: &Stream, at: usize) -> bool {
    let is_edge = |gap: &Gap| *gap == Gap::Hard;
    let (before, after) = stream.gaps().split_at(at);
    let before = before.iter().rev().take(LONGEST_WORD).position(is_edge);
    let after = after.iter().take(LONGEST_WORD).position(is_edge);
    let word = before.zip(after).map(|(before, after)| at - before - 1..at + after);
    word.is_some_and(|word| {
        word.len() <= LONGEST_WORD && !stream.letters()[word].iter().any(u8::is_ascii_digit)
    })
}

fn signs_before(text: &str) -> &str {
    &text[text.trim_end_matches(is_sign).len()..]
}

fn signs_after(text: &str) -> &str {
    let rest = text.trim_start_matches(|c| is_sign(c) && c != '.');
    &text[..text.len() - rest.len()]
}

/// Signs that make another word of one: `.NET`, `C#`, `@ana`. Not quotes, brackets, or stops.
fn is_sign(c: char) -> bool {
    "@#$%&+.".contains(c)
}
