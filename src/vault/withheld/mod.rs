//! What an edition must not contain: searchable, unreadable.
//!
//! Collected by label from every entry and theme, hidden or shown. The texts go into a
//! [`ScanList`] and cannot be had back; what is kept is where each of them stands.

mod addresses;
mod collect;
mod common;
mod headings;
mod kind;
mod other_names;
mod pictures;
mod public;
mod seal;
mod shares;
mod shown;
mod texts;

use std::fmt;
use std::sync::Arc;

use blake3::Hash;

use crate::audience::Audience;
use crate::diagnostic::{FileId, Sources, Span};
use crate::kept::hash_of;
use crate::scan::{self, Hit, ScanList, Sought};

use super::share::Share;
use super::{KeptFiles, Vault};

pub use kind::Kind;

/// From so many words in a row on, what shown and hidden text of one document share was copied. In
/// 484 shown entries of a public project, 22 share as many; from 8 words on it would be 72.
const RESTATED_WORDS: usize = 12;

/// A sealed list of what one audience must not see.
pub struct Withheld {
    list: Arc<ScanList>,
    places: Vec<WithheldPlace>,
    /// What is split over two shown texts of one document.
    split: Vec<SplitFind>,
    /// The hash of everything that is looked for, if searches are kept.
    hash: Option<Hash>,
    /// What was not yet looked for in the last build of a preview.
    added: Option<Added>,
    kept: Arc<KeptFiles>,
}

/// Withheld words that begin in one shown text of a document and end in the next.
pub struct SplitFind {
    /// The document's file.
    pub file: FileId,
    /// What was found; its place means nothing.
    pub hit: Hit,
    words: String,
}

/// What a list looks for beside what an earlier one did.
struct Added {
    /// The hash of the earlier list.
    since: Hash,
    sought: Sought,
}

/// Where something withheld stands.
#[derive(Clone, Debug)]
pub struct WithheldPlace {
    /// What it is.
    pub kind: Kind,
    /// Where it was written.
    pub span: Span,
    /// Whether a find may be chance, by whether it begins with a capital.
    may_be_chance: [bool; 2],
    /// Whether it is only another way to say what stands there.
    is_other_name: bool,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Findings {
    /// What must not be there.
    pub leaks: Vec<Hit>,
    /// Names of one plain word: perhaps that word, and not the name.
    pub doubtful: Vec<Hit>,
    /// What allowed terms excuse.
    pub excused: Vec<Hit>,
}

impl Findings {
    fn is_empty(&self) -> bool {
        let Findings { leaks, doubtful, excused } = self;
        leaks.is_empty() && doubtful.is_empty() && excused.is_empty()
    }
}

impl fmt::Debug for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Withheld({} strings)", self.list.len())
    }
}

impl Withheld {
    /// Everything in the project that `audience` may not see, to be sealed.
    pub(in crate::vault) fn gather<'a>(
        vault: &'a Vault<'a>,
        audience: Audience,
    ) -> collect::Collector<'a> {
        collect::collect(vault, audience, None)
    }

    /// Everything in the project that the readers of a share may not see, to be sealed.
    pub(in crate::vault) fn gather_for_share<'a>(
        vault: &'a Vault<'a>,
        share: &'a Share,
    ) -> collect::Collector<'a> {
        collect::collect(vault, Audience::Client, Some(share))
    }

    /// Every place in a file where something withheld is, beyond doubt.
    pub fn scan(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.search(path, bytes, || blake3::hash(bytes)).leaks
    }

    /// Everything that was found in a file. The `hash` is that of its bytes.
    ///
    /// A few words that hidden and shown text of one document share are how people write; from
    /// [`RESTATED_WORDS`] on, a sentence was copied.
    pub fn search(&self, path: &str, bytes: &[u8], hash: impl FnOnce() -> Hash) -> Findings {
        let Some(list) = &self.hash else {
            return self.sort(self.list.scan(path, bytes));
        };
        let file = hash_of(&[path.as_bytes(), hash().as_bytes()]);
        let searched = |list: &Hash| hash_of(&[list.as_bytes(), file.as_bytes()]);
        // In what holds nothing of the earlier list, only what was added must be looked for.
        let ruled_out = || {
            let Added { since, sought } = self.added.as_ref()?;
            let trace = self.kept.searched.find(&searched(since))?;
            (!trace.may_hold(sought)).then_some(trace)
        };
        let search = || {
            if let Some(trace) = ruled_out() {
                return Ok(trace);
            }
            let (hits, trace) = self.list.scan_traced(path, bytes);
            match self.sort(hits) {
                findings if findings.is_empty() => Ok(Arc::new(trace)),
                findings => Err(findings),
            }
        };
        self.kept.searched.get_or_make(|| searched(list), search).err().unwrap_or_default()
    }

    /// Withheld words that are split over two shown texts of one document, but for those that its
    /// author shows anyway; what allowed terms excuse is among them.
    pub fn split(&self) -> impl Iterator<Item = &SplitFind> {
        let is_found = |hit: &Hit| hit.excused.is_some() || self.is_copy(hit);
        self.split.iter().filter(move |find| is_found(&find.hit))
    }

    /// Where such words stand in what is withheld.
    pub fn locate_split(&self, find: &SplitFind, sources: &Sources) -> Span {
        self.locate(&find.hit, &find.words, sources)
    }

    fn sort(&self, hits: Vec<Hit>) -> Findings {
        let mut findings = Findings::default();
        for (at, hit) in hits.iter().enumerate() {
            // `Priya Raman` within her address is found with it.
            let is_within = self.place(hit).is_other_name && self.is_named(&hits, at);
            if is_within {
                continue;
            }
            let hit = hit.clone();
            if hit.excused.is_some() {
                findings.excused.push(hit);
            } else if hit.words == 0 && self.place(&hit).may_be_chance[usize::from(hit.as_written)]
            {
                findings.doubtful.push(hit);
            } else if self.is_copy(&hit) {
                findings.leaks.push(hit);
            }
        }
        findings
    }

    /// Whether words are more than hidden and shown text of one document share by nature.
    fn is_copy(&self, hit: &Hit) -> bool {
        // The words of a share for an entry may be public, all of them, one day or for others.
        let is_long = hit.words >= RESTATED_WORDS && self.place(hit).kind != Kind::ShareText;
        !hit.restated || is_long
    }

    /// Whether a find lies in another one of the same thing.
    fn is_named(&self, hits: &[Hit], at: usize) -> bool {
        let hit = &hits[at];
        let (start, end) = hit.bytes;
        let is_same = |other: &Hit| {
            let (place, other_place) = (self.place(hit), self.place(other));
            other_place.span == place.span && other_place.kind == place.kind
        };
        let covers = |other: &Hit| {
            other.in_path == hit.in_path && other.bytes.0 <= start && end <= other.bytes.1
        };
        hits.iter().enumerate().any(|(index, other)| {
            let is_longer = other.bytes != hit.bytes || index < at;
            index != at && is_longer && covers(other) && is_same(other)
        })
    }

    /// Where the string that was found stands in the sources.
    pub fn place(&self, hit: &Hit) -> &WithheldPlace {
        &self.places[hit.id]
    }

    /// What is looked for: kinds and places, never texts.
    pub fn places(&self) -> &[WithheldPlace] {
        &self.places
    }

    /// Where exactly the words of a page, in which a hit is, stand in what is withheld.
    pub fn locate(&self, hit: &Hit, words: &str, sources: &Sources) -> Span {
        let place = self.place(hit);
        if hit.words == 0 { place.span } else { locate(words, place.span, sources) }
    }

    /// How many strings are looked for.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Vault<'_> {
    /// Where in what a file shows to an audience the words of a page stand.
    pub fn locate_shown(&self, audience: Audience, path: &str, words: &str) -> Option<Span> {
        let shown = shown::shown_spans(self, audience, path);
        shown.into_iter().find_map(|span| locate_within(words, span, self.sources))
    }
}

impl Vault<'_> {
    /// Where in the words of a share the words of its page stand.
    pub fn locate_shared(&self, share: &Share, words: &str) -> Option<Span> {
        let mut texts = share.texts.iter().map(|text| text.prose.span());
        texts.find_map(|span| locate_within(words, span, self.sources))
    }
}

/// The words in the text of a span; the whole span if they are not there in a row.
fn locate(words: &str, span: Span, sources: &Sources) -> Span {
    locate_within(words, span, sources).unwrap_or(span)
}

fn locate_within(words: &str, span: Span, sources: &Sources) -> Option<Span> {
    let range = sources.clamp(span);
    let found = scan::locate(words, &sources.text(span.file)[range.clone()])?;
    Some(Span::new(span.file, range.start + found.start..range.start + found.end))
}
