//! A withheld text, read once for every list that looks for it.

use std::collections::HashSet;

use memchr::memmem;

use super::reading::Reading;
use super::runs;
use super::stream::Stream;

/// A text too short to hold a run is looked for as a whole, if it has so many words, and so many
/// different ones that say something: `Ask Tom before promising this`.
const FEWEST_WORDS: usize = 4;
const FEWEST_TELLING: usize = 3;

/// What is looked for of a text: its runs of words, or, if it is too short to have one, all of it.
pub struct SoughtText {
    /// The hash of each run, with whether the text is restated there.
    pub(super) runs: Vec<(u64, bool)>,
    pub(super) whole: Option<Stream>,
}

impl SoughtText {
    /// Reads a text (plain or Markdown). `beside` are the texts that its own entry shows: what they
    /// say too is restated.
    pub fn of(text: &str, beside: &[&str]) -> SoughtText {
        let reading = Reading::of_markdown(text);
        let beside: Vec<Stream> =
            beside.iter().map(|text| Reading::of_markdown(text).visible).collect();
        let shown: HashSet<u64> = beside.iter().flat_map(runs::hashes).collect();
        let words = &reading.visible;
        let hashes = [words, &reading.markup].into_iter().flat_map(runs::hashes);
        let runs: Vec<_> = hashes.map(|hash| (hash, shown.contains(&hash))).collect();
        let says_enough =
            || words.word_count() >= FEWEST_WORDS && runs::telling(words) >= FEWEST_TELLING;
        let restates = |shown: &Stream| memmem::find(shown.letters(), words.letters()).is_some();
        let is_sought = runs.is_empty() && says_enough() && !beside.iter().any(restates);
        SoughtText { runs, whole: is_sought.then_some(reading.visible) }
    }
}
