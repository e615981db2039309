//! A withheld text, read once for every list that looks for it, and the shown texts beside it.

use std::collections::HashSet;

use memchr::memmem;

use super::doubts;
use super::phrases::written_out;
use super::reading::Reading;
use super::runs;
use super::stream::{Gap, Stream};

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

/// The texts that one document shows.
#[derive(Default)]
pub struct ShownTexts {
    letters: Vec<Vec<u8>>,
    pub(super) runs: HashSet<u64>,
    /// The words around the places where one text ends and the next begins.
    pub(super) joins: Vec<Join>,
}

/// The last words of a text, and those before it, with the first ones of the next.
pub(super) struct Join {
    pub text: String,
    pub words: Stream,
    /// Where the next text begins, in letters.
    pub at: usize,
}

/// So many words are enough on either side of a join: of a script without spaces, letters.
const BESIDE_JOIN: usize = 2 * runs::RUN;

impl ShownTexts {
    /// Reads texts (plain or Markdown), in the order in which a page shows them: what begins in one
    /// and ends in the next is shown too.
    pub fn of(texts: &[impl AsRef<str>]) -> ShownTexts {
        let readings: Vec<Vec<Reading>> =
            texts.iter().map(|text| readings(text.as_ref())).collect();
        let joins = joins(readings.iter().map(|readings| &readings[0].visible));
        let streams = || readings.iter().flatten().map(|reading| &reading.visible);
        let all = streams().chain(joins.iter().map(|join| &join.words));
        let runs = all.flat_map(runs::hashes).collect();
        ShownTexts { letters: streams().map(|it| it.letters().to_owned()).collect(), runs, joins }
    }

    fn restates(&self, words: &Stream) -> bool {
        self.letters.iter().any(|shown| memmem::find(shown, words.letters()).is_some())
    }
}

fn joins<'a>(texts: impl Iterator<Item = &'a Stream>) -> Vec<Join> {
    let mut joins = Vec::new();
    let mut before: Vec<&str> = Vec::new();
    for stream in texts {
        let letters = str::from_utf8(stream.letters()).expect("letters are UTF-8");
        let words: Vec<&str> =
            (0..stream.word_count()).map(|word| &letters[stream.word(word)]).collect();
        if !before.is_empty() && !words.is_empty() {
            let next = &words[..words.len().min(BESIDE_JOIN)];
            let text = [before.join(" "), next.join(" ")].join(" ");
            let at = Stream::plain(&before.join(" ")).letters().len();
            joins.push(Join { words: Stream::plain(&text), text, at });
        }
        before.extend(words);
        before.drain(..before.len().saturating_sub(BESIDE_JOIN));
    }
    joins
}

impl SoughtText {
    /// Reads a text (plain or Markdown). What its own document shows too is restated.
    pub fn of(text: &str, shown: &ShownTexts) -> SoughtText {
        let mut readings = readings(text);
        let hashes = readings
            .iter()
            .flat_map(|reading| [&reading.visible, &reading.markup])
            .flat_map(runs::hashes);
        let mut runs: Vec<_> = hashes.map(|hash| (hash, shown.runs.contains(&hash))).collect();
        runs.sort_unstable();
        runs.dedup();
        let words = &readings[0].visible;
        let says_enough =
            || words.word_count() >= FEWEST_WORDS && runs::telling(words) >= FEWEST_TELLING;
        let is_sought = runs.is_empty() && says_enough() && !shown.restates(words);
        SoughtText { runs, whole: is_sought.then(|| readings.swap_remove(0).visible) }
    }
}

/// A text as it stands, and as it can also be read: a word in two at the end of a line made whole,
/// letters written out.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut readings = vec![Reading::of_markdown(text)];
    let others = otherwise(text).into_iter().chain(written_out(text));
    readings.extend(others.map(|other| Reading::of_markdown(&other)));
    readings
}

/// A text read in the other way, if there is one.
pub(super) fn otherwise(text: &str) -> Option<String> {
    let noticed = Reading::of(text, Gap::Hard).noticed;
    let read = || doubts::read_otherwise(text, &(0..text.len()), &noticed.doubts).text;
    (!noticed.doubts.is_empty()).then(read)
}
