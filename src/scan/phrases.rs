//! Finds withheld phrases, in any case, spacing and punctuation, where words begin and end.

mod grouped;
mod identifier;
mod noted;
mod respelled;
mod spelling;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::index::{Index, load, mix};
use super::stream::Stream;

use spelling::Spelling;

pub use noted::note;
pub use respelled::written_out;
pub use spelling::{Shape, source_range};

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
    /// The same phrases in other spellings, which are not counted.
    respelled: Numbered,
}

type Numbered = BTreeMap<Spelling, Role>;

/// What a spelling stands for. Of several withheld phrases those that nothing allows come first,
/// then the smallest number; of allowed terms the smallest number.
#[derive(Clone, Copy, Default)]
pub struct Role {
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

impl PhrasesBuilder {
    /// Adds a phrase. One without letters or digits has nothing to be compared and is left out.
    pub fn add(&mut self, role: Role, text: &str, shape: Shape) {
        self.respell(role, text, &shape);
        if let Some(spelling) = Spelling::of(text, shape) {
            number(&mut self.phrases, spelling, role);
        }
    }

    /// Adds what is only another way to write or name something that is looked for anyway.
    pub fn add_other(&mut self, role: Role, text: &str, shape: Shape) {
        self.respell(role, text, &shape);
        if let Some(spelling) = Spelling::of(text, shape) {
            number(&mut self.respelled, spelling, role);
        }
    }

    /// Adds a phrase by its letters alone.
    pub fn add_words(&mut self, id: usize, words: &Stream) {
        number(&mut self.phrases, Spelling::of_words(words), Role::withheld(id));
    }

    /// The finished phrases.
    pub fn build(self) -> Phrases {
        let sought = self.phrases.iter().filter(|(_, role)| role.is_looked_for());
        let count = sought.map(|(spelling, _)| &spelling.letters).collect::<BTreeSet<_>>().len();
        let mut spellings = self.phrases;
        self.respelled
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

    /// Adds a term inside which nothing is found.
    pub fn allow(&mut self, id: usize, text: &str) {
        let role = Role { withheld: None, allowed: Some(id) };
        // As far as what it excuses is found.
        [Shape::Words, Shape::Name].into_iter().for_each(|shape| self.add(role, text, shape));
    }

    fn respell(&mut self, role: Role, text: &str, shape: &Shape) {
        for spelling in respelled::spellings(text, shape) {
            number(&mut self.respelled, spelling, role);
        }
    }
}

fn number(phrases: &mut Numbered, spelling: Spelling, role: Role) {
    let known = phrases.entry(spelling).or_default();
    known.withheld = known.withheld.into_iter().chain(role.withheld).min();
    known.allowed = known.allowed.into_iter().chain(role.allowed).min();
}

impl Role {
    /// Something that must not be found.
    pub fn withheld(id: usize) -> Role {
        Role { withheld: Some(Withheld { may_be_allowed: true, id }), allowed: None }
    }

    /// The same, which no allowed term excuses.
    pub fn withheld_always(id: usize) -> Role {
        Role { withheld: Some(Withheld { may_be_allowed: false, id }), allowed: None }
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
        // Of names that are one in letters, the first stands for all.
        found.sort_by_key(|(withheld, range)| (range.start, range.end, *withheld));
        found.dedup_by(|(_, next), (_, last)| next == last);
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
