//! Finds withheld phrases, in any case, spacing and punctuation, where words begin and end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::escape;
use super::index::{Index, load, mix};
use super::letters;
use super::stream::{Gap, Stream};

/// From this many letters on, a phrase is also found with its words run together
/// (`projectfalcon`). Shorter ones would be found inside other words: `SAP I` in `sapi`.
const JOINED: usize = 8;

/// From this many letters on, a change from letter to digit is a word boundary. In shorter ones it
/// would be found in hexadecimal digests (`9cafe3`).
const BESIDE_DIGITS: usize = 6;

/// Longer words are data (base64, digests), whose capitals mean nothing.
const LONGEST_WORD: usize = 32;

/// From this many letters on, a phrase is believed where bytes may be noise: six given letters, in
/// either case, come by chance once in 2^42 places.
const IN_NOISE: usize = 6;

/// Up to this many letters, a phrase is found only as written, as a word of its own.
const SHORT: usize = 2;

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
}

/// Collects phrases, each once.
#[derive(Default)]
pub struct PhrasesBuilder {
    /// The smallest number a phrase was given; none if it is allowed, which comes before any.
    phrases: BTreeMap<Spelling, Option<usize>>,
}

/// A phrase found in a stream.
pub struct PhraseMatch {
    pub id: usize,
    /// Its bytes in the stream.
    pub range: Range<usize>,
}

/// What a stream was read from, which decides what counts as a find.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Visible,
    Markup,
    /// Bytes that are perhaps no text at all.
    Noise,
}

struct Phrase {
    spelling: Spelling,
    id: Option<usize>,
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
        self.insert(Some(id), text);
    }

    /// Adds a term inside which nothing is found.
    pub fn allow(&mut self, text: &str) {
        self.insert(None, text);
    }

    pub fn build(self) -> Phrases {
        let phrases: Vec<Phrase> =
            self.phrases.into_iter().map(|(spelling, id)| Phrase { spelling, id }).collect();
        let beginning = |phrase: &Phrase| {
            let length = beginning_length(phrase.spelling.letters.len());
            hash_beginning(&phrase.spelling.letters, length)
        };
        let lengths: BTreeSet<usize> =
            phrases.iter().map(|phrase| beginning_length(phrase.spelling.letters.len())).collect();
        let longest = phrases.iter().map(|phrase| phrase.spelling.letters.len()).max();
        Phrases {
            beginnings: Index::new(phrases.iter().map(beginning).zip(0..).collect()),
            lengths: lengths.into_iter().collect(),
            longest: longest.unwrap_or(0),
            phrases,
        }
    }

    /// Adds a phrase by its letters alone.
    pub fn add_words(&mut self, id: usize, words: &Stream) {
        let signs = (String::new(), String::new());
        let (letters, gaps) = (words.bytes.clone(), words.gaps.clone());
        let (before, after) = signs;
        let spelling = Spelling { letters, gaps, before, after, exact: None };
        self.phrases.entry(spelling).or_insert(Some(id));
    }

    fn insert(&mut self, id: Option<usize>, text: &str) {
        let transcribed = (!text.is_ascii()).then(|| slug::slugify(text));
        let transcribed = transcribed.as_deref().and_then(Spelling::of);
        let transcribed = transcribed.filter(|spelling| spelling.letters.len() >= TRANSCRIBED);
        for spelling in Spelling::of(text).into_iter().chain(transcribed) {
            let known = self.phrases.entry(spelling).or_insert(id);
            *known = id.min(*known);
        }
    }
}

impl Phrases {
    /// The number of withheld phrases.
    pub fn len(&self) -> usize {
        self.phrases.iter().filter(|phrase| phrase.id.is_some()).count()
    }

    /// The letters of the longest phrase, in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Finds every phrase in a stream that was read from `text`.
    pub fn find(&self, stream: &Stream, text: &str, place: Place) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        let mut allowed = Vec::new();
        for &start in &stream.starts {
            let start = start as usize;
            for phrase in self.beginning_at(&stream.bytes[start..]) {
                let range = start..start + phrase.spelling.letters.len();
                if !phrase.spelling.fits(stream, text, place, &range) {
                    continue;
                }
                match phrase.id {
                    Some(id) => found.push(PhraseMatch { id, range }),
                    None => allowed.push(range),
                }
            }
        }
        if !allowed.is_empty() {
            let covers = |outer: &Range<usize>, inner: &Range<usize>| {
                outer.start <= inner.start && inner.end <= outer.end
            };
            found.retain(|hit| !allowed.iter().any(|range| covers(range, &hit.range)));
        }
        found
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
        let Stream { bytes: letters, gaps, sources, .. } = Stream::plain(text);
        let first = *sources.first()? as usize;
        let last = *sources.last()? as usize;
        let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
        let one_word = !gaps[1..letters.len()].contains(&Gap::Hard);
        let before = if one_word { signs_before(&text[..first]) } else { "" };
        let after = if one_word { signs_after(&text[end..]) } else { "" };
        let unspaced = gaps[1..].contains(&Gap::Unspaced) || gaps[0] == Gap::Unspaced;
        let count = String::from_utf8_lossy(&letters).chars().count();
        let short = if unspaced { count < SHORT } else { count <= SHORT };
        let exact = short.then(|| text[first - before.len()..end + after.len()].to_owned());
        let (before, after) = (before.to_owned(), after.to_owned());
        Some(Spelling { letters, gaps, before, after, exact })
    }

    /// Whether letters that are equal are this phrase, by what stands around and between them.
    fn fits(&self, stream: &Stream, text: &str, place: Place, range: &Range<usize>) -> bool {
        let gaps = &stream.gaps[range.start..=range.end];
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
        match stream.gaps[at] {
            Gap::None => false,
            Gap::Digit => self.letters.len() >= BESIDE_DIGITS,
            Gap::Camel => self.letters.len() >= BESIDE_DIGITS || is_in_a_word(stream, at),
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
        let alone = stream.gaps[range.start] == Gap::Hard && stream.gaps[range.end] == Gap::Hard;
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

/// How far around a match its signs are looked for, in bytes: a few characters, each an escape.
const REACH: usize = 48;

/// The bytes of `text` that a range of a stream came from.
pub fn source_range(stream: &Stream, text: &str, range: &Range<usize>) -> Range<usize> {
    let start = stream.sources[range.start] as usize;
    let last = stream.sources[range.end - 1] as usize;
    let rest = &text[last..];
    let length = match escape::reference(rest.as_bytes()).filter(|_| rest.starts_with('&')) {
        Some(reference) => reference.length,
        None => rest.chars().next().map_or(0, char::len_utf8),
    };
    start..last + length
}

/// Part of a text, decoded, without what cannot be seen.
fn spelled(text: &str, from: usize, to: usize) -> String {
    let part = &text[text.ceil_char_boundary(from)..text.floor_char_boundary(to.min(text.len()))];
    let decoded = escape::unescape(part).map_or_else(|| part.to_owned(), |view| view.text);
    decoded.chars().filter(|&c| !letters::is_invisible(c)).collect()
}

/// Whether the word around a place is short enough to be one.
fn is_in_a_word(stream: &Stream, at: usize) -> bool {
    let is_edge = |gap: &&Gap| **gap == Gap::Hard;
    let before = stream.gaps[..=at].iter().rev().take(LONGEST_WORD).position(|gap| is_edge(&gap));
    let after = stream.gaps[at..].iter().take(LONGEST_WORD).position(|gap| is_edge(&gap));
    before.zip(after).is_some_and(|(before, after)| before + after <= LONGEST_WORD)
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
