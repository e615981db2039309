//! Finds runs of words that were copied from a withheld text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use super::index::{Index, load, mix};
use super::letters::is_unspaced;
use super::sought::{ShownTexts, SoughtText};
use super::stream::{Stream, count_letters};
use super::trace::Keys;

/// So many consecutive words in common are a copy. On 609 real entries (568,000 hidden words, 62,000
/// shown ones), of the different runs shared by two entries 65 % were copies at six words, 83 % at
/// seven, 95 % at eight; at nine all were, but a sixth of the copies was lost.
pub const RUN: usize = 8;

/// A word weighs two, a letter of a script without spaces one: about two of them make a word.
const WORD: usize = 2;

/// So many different words of a run must say something.
const TELLING: usize = 4;

/// Shorter words (`the`, `and`) and numbers say nothing by themselves.
const TELLING_LETTERS: usize = 4;

/// The windows of all withheld texts, each with its text, and whether the text's own entry shows
/// the same words. Two million windows against the twenty million words of a large site meet by
/// chance, at 64 bits, once in 400,000 builds; so a hash found is taken for the words found.
pub struct Runs {
    windows: Index<(bool, u32)>,
    /// The windows that lie in allowed terms, each with the number of its text and of its term.
    excused: Index<(u32, u32)>,
}

/// Collects the windows of texts.
#[derive(Default)]
pub struct RunsBuilder {
    /// Of equal windows the least stands: one that is not restated comes before one that is.
    windows: Vec<(u64, (bool, u32))>,
    /// Windows that are no secret, in ascending order.
    public: Vec<u64>,
}

/// Consecutive words of a stream that stand in a withheld text.
pub struct RunMatch {
    /// The number of the text.
    pub id: usize,
    /// How many words they are.
    pub words: usize,
    /// Whether all of it is also in the shown text beside the withheld one.
    pub restated: bool,
    /// Its bytes in the stream.
    pub range: Range<usize>,
    /// The number of the allowed term that it lies in.
    pub excused: Option<usize>,
}

impl RunsBuilder {
    /// Adds the windows of a withheld text, each with whether it is restated.
    pub fn add(&mut self, id: usize, windows: &[(u64, bool)]) {
        let id = u32::try_from(id).expect("fewer than 2^32 texts are withheld");
        self.windows.extend(windows.iter().map(|&(hash, restated)| (hash, (restated, id))));
    }

    /// Leaves out windows that are no secret.
    pub fn leave_out(&mut self, public: &[u64]) {
        self.public.extend_from_slice(public);
        self.public.sort_unstable();
    }

    /// Builds the table. Windows that lie in allowed terms are kept apart.
    pub fn build(self, allowed: &[(usize, Stream)]) -> Runs {
        let number = |id: usize| u32::try_from(id).expect("fewer than 2^32 terms are allowed");
        let hashed = |(id, text): &(usize, Stream)| {
            let id = number(*id);
            hashes(text).into_iter().map(move |hash| (hash, id))
        };
        let allowed: BTreeMap<u64, u32> = allowed.iter().rev().flat_map(hashed).collect();
        let mut windows = self.windows;
        windows.par_sort_unstable();
        windows.dedup_by_key(|(hash, _)| *hash);
        windows.retain(|(hash, _)| self.public.binary_search(hash).is_err());
        let (excused, windows): (Vec<_>, Vec<_>) =
            windows.into_iter().partition(|(hash, _)| allowed.contains_key(hash));
        let excused = excused.into_iter().map(|(hash, (_, id))| (hash, (id, allowed[&hash])));
        Runs { windows: Index::new(windows), excused: Index::new(excused.collect()) }
    }
}

impl Runs {
    /// The windows of all texts, but for allowed ones.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.windows.hashes()
    }

    /// Finds every longest run of withheld words in a stream, and notes all of its runs in `keys`.
    pub fn find(&self, stream: &Stream, keys: Option<&mut Keys>) -> Vec<RunMatch> {
        let nothing = self.windows.is_empty() && self.excused.is_empty();
        if (nothing && keys.is_none()) || stream.word_count() < RUN {
            return Vec::new();
        }
        let words = Words::of(stream);
        if let Some(keys) = keys {
            words.windows().for_each(|window| keys.note(words.hash(&window)));
        }
        let mut found: Vec<Run> = Vec::new();
        // The filter is asked for all windows first: so its memory accesses overlap.
        let hashed = words.windows().map(|window| (words.hash(&window), window));
        let likely: Vec<_> = hashed.filter(|(hash, _)| self.windows.may_hold(*hash)).collect();
        for (hash, window) in likely {
            let Some(&(restated, id)) = self.windows.get(hash).next() else { continue };
            match found.last_mut().filter(|run| window.start < run.words.end) {
                Some(run) => run.extend(window, id, restated),
                None => found.push(Run { words: window, ids: vec![(id, 1)], restated }),
            }
        }
        found.retain(|run| count_telling(stream, &run.words) >= TELLING);
        let mut found: Vec<_> = found.iter().map(|run| run.in_stream(stream, &words)).collect();
        found.extend(self.find_excused(stream, &words));
        found
    }

    fn find_excused(&self, stream: &Stream, words: &Words) -> Vec<RunMatch> {
        if self.excused.is_empty() {
            return Vec::new();
        }
        let hashed = words.windows().map(|window| (words.hash(&window), window));
        let known = hashed.filter_map(|(hash, window)| {
            let &(id, term) = self.excused.get(hash).next()?;
            let run = Run { words: window, ids: vec![(id, 1)], restated: false };
            Some(RunMatch { excused: Some(term as usize), ..run.in_stream(stream, words) })
        });
        known.collect()
    }
}

/// From so many documents on whose authors show a run of words, it is public.
const SHOWN: usize = 3;

/// So is one that stands in so many documents, shown or hidden: it is of a form that they fill in.
const SHARED: usize = 10;

/// The runs of withheld texts that are no secret, in ascending order. `documents` has for each
/// document its withheld texts and those that it shows; one that repeats itself counts once.
pub fn public_runs(documents: &[(Vec<&SoughtText>, &ShownTexts)]) -> Vec<u64> {
    if documents.len() < SHOWN.min(SHARED) {
        return Vec::new();
    }
    let in_document = |(hidden, shown): &(Vec<&SoughtText>, &ShownTexts)| {
        let hidden = hidden.iter().flat_map(|text| &text.runs).map(|(hash, _)| (*hash, false));
        let mut runs: Vec<(u64, bool)> =
            hidden.chain(shown.runs.iter().map(|hash| (*hash, true))).collect();
        runs.sort_unstable();
        // Of a run that is hidden and shown, that it is shown counts.
        runs.dedup_by(|next, last| {
            let is_same = next.0 == last.0;
            last.1 |= is_same && next.1;
            is_same
        });
        runs
    };
    let mut runs: Vec<(u64, bool)> = documents.par_iter().flat_map_iter(in_document).collect();
    runs.par_sort_unstable();
    let groups = runs.chunk_by(|(one, _), (other, _)| one == other);
    let is_public = |group: &&[(u64, bool)]| {
        group.len() >= SHARED || group.iter().filter(|(_, shown)| *shown).count() >= SHOWN
    };
    groups.filter(is_public).map(|group| group[0].0).collect()
}

/// The hashes of all windows of a text.
pub fn hashes(text: &Stream) -> Vec<u64> {
    let words = Words::of(text);
    words.windows().map(|window| words.hash(&window)).collect()
}

/// How many different words of a text say something.
pub fn telling(text: &Stream) -> usize {
    count_telling(text, &(0..text.word_count()))
}

fn count_telling(stream: &Stream, words: &Range<usize>) -> usize {
    let words = words.clone().map(|index| &stream.letters()[stream.word(index)]);
    let says_something = |word: &&[u8]| {
        let is_number = word.iter().all(u8::is_ascii_digit);
        (count_letters(word) >= TELLING_LETTERS && !is_number) || weigh(word) < WORD as u32
    };
    words.filter(says_something).collect::<BTreeSet<_>>().len()
}

/// A run being put together from windows.
struct Run {
    words: Range<usize>,
    /// How many windows each text has in it.
    ids: Vec<(u32, usize)>,
    restated: bool,
}

impl Run {
    fn extend(&mut self, window: Range<usize>, id: u32, restated: bool) {
        self.words.end = window.end;
        self.restated &= restated;
        match self.ids.iter_mut().find(|(known, _)| *known == id) {
            Some((_, windows)) => *windows += 1,
            None => self.ids.push((id, 1)),
        }
    }

    fn in_stream(&self, stream: &Stream, words: &Words) -> RunMatch {
        // The text that most of it comes from; of several, the first.
        let most = self.ids.iter().min_by_key(|&&(id, windows)| (usize::MAX - windows, id));
        let &(id, _) = most.expect("a run has a window");
        RunMatch {
            id: id as usize,
            words: words.weight(&self.words) / WORD,
            restated: self.restated,
            range: stream.word(self.words.start).start..stream.word(self.words.end - 1).end,
            excused: None,
        }
    }
}

/// The words of a stream, added up so that any row of them has its hash and weight at once.
struct Words {
    hashes: Vec<u64>,
    weights: Vec<u32>,
    powers: [u64; RUN * WORD + 1],
}

/// The base of the polynomial that hashes a row of words: any odd number without a pattern.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl Words {
    fn of(stream: &Stream) -> Words {
        let mut words = Words {
            hashes: Vec::with_capacity(stream.word_count() + 1),
            weights: Vec::with_capacity(stream.word_count() + 1),
            powers: [1; RUN * WORD + 1],
        };
        for power in 1..words.powers.len() {
            words.powers[power] = words.powers[power - 1].wrapping_mul(BASE);
        }
        let (mut hash, mut weight) = (0u64, 0);
        words.hashes.push(hash);
        words.weights.push(weight);
        for index in 0..stream.word_count() {
            let word = stream.word(index);
            let bytes = &stream.letters()[word.start..];
            hash = hash.wrapping_mul(BASE).wrapping_add(hash_word(bytes, word.len()));
            weight += weigh(&bytes[..word.len()]);
            words.hashes.push(hash);
            words.weights.push(weight);
        }
        words
    }

    /// The shortest rows of words that weigh as much as a run, one from each word on.
    fn windows(&self) -> impl Iterator<Item = Range<usize>> {
        let enough = u32::try_from(RUN * WORD).expect("a small number");
        let mut end = 0;
        (0..self.weights.len() - 1).map_while(move |start| {
            while *self.weights.get(end)? < self.weights[start] + enough {
                end += 1;
            }
            Some(start..end)
        })
    }

    fn hash(&self, words: &Range<usize>) -> u64 {
        let before = self.hashes[words.start].wrapping_mul(self.powers[words.len()]);
        self.hashes[words.end].wrapping_sub(before)
    }

    fn weight(&self, words: &Range<usize>) -> usize {
        (self.weights[words.end] - self.weights[words.start]) as usize
    }
}

fn weigh(word: &[u8]) -> u32 {
    // The first such letter is U+0E01, which begins with 0xE0 in UTF-8.
    let is_letter = word[0] >= 0xe0
        && str::from_utf8(word).is_ok_and(|word| word.chars().next().is_some_and(is_unspaced));
    if is_letter { 1 } else { WORD as u32 }
}

/// The hash of the word of a length that `bytes` begin with.
fn hash_word(bytes: &[u8], length: usize) -> u64 {
    let mut hash = (length as u64).wrapping_mul(BASE);
    for at in (0..length).step_by(8) {
        hash = mix(hash ^ load(&bytes[at..], length - at));
    }
    hash
}
