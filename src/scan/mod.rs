//! Finds what is withheld in the files of a site: phrases in any spelling and encoding, and runs of
//! words copied from hidden texts. It holds the secrets and never shows them: a hit says which one
//! (the caller's number) and where, not what.

mod container;
mod doubts;
mod encoded;
mod escape;
mod index;
mod letters;
mod phrases;
mod reading;
mod runs;
mod search;
mod sought;
mod stream;
#[cfg(test)]
mod tests;
mod trace;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::{fmt, mem};

use memchr::memmem;

use phrases::{Phrases, PhrasesBuilder, Role, Shape, source_range};
use reading::Reading;
use runs::{RUN, RunMatch, Runs, RunsBuilder};
use search::{Found, Search};
use stream::{Gap, Stream};
use trace::Keys;

pub use runs::public_runs;
pub use sought::{ShownTexts, SoughtText};
pub use trace::{Sought, Trace};

/// What to look for. Built once per edition, shared between threads.
pub struct ScanList {
    phrases: Phrases,
    runs: Runs,
    texts: usize,
    /// The first letters of the phrases, by their numbers.
    initials: BTreeMap<usize, char>,
}

/// Collects what to look for. Numbers (`id`) are the caller's; of equal strings the least stands.
#[derive(Default)]
pub struct ScanListBuilder {
    phrases: PhrasesBuilder,
    runs: RunsBuilder,
    allowed: Vec<(usize, Stream)>,
    texts: usize,
    initials: BTreeMap<usize, char>,
}

/// A place where something withheld was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Whether it is in the path of the file, not in its bytes.
    pub in_path: bool,
    /// The line in the file, from 1; 0 in a path.
    pub line: u32,
    /// The character in the line, or in the path, from 1.
    pub column: u32,
    /// What was found: the number given to [`ScanListBuilder`].
    pub id: usize,
    /// How it was written.
    pub form: Form,
    /// How many consecutive words of a withheld text were found; 0 for a phrase.
    pub words: usize,
    /// Whether the same words also stand in the shown texts beside the withheld one, so that its
    /// author has shown them; never so for a phrase.
    pub restated: bool,
    /// Whether it begins as the phrase does, or with a capital: `Target`, not `target`.
    pub as_written: bool,
    /// The number of the allowed term that it lies in, if it lies in one.
    pub excused: Option<usize>,
    /// Its bytes in the file, or in the path.
    pub bytes: (usize, usize),
}

/// Finds the words of a piece of a page in a Markdown text: the bytes from the first to the last.
/// If they are not there in a row, the first [`RUN`](runs::RUN) or more of them that are.
pub fn locate(words: &str, text: &str) -> Option<Range<usize>> {
    let words = match escape::unescape(words) {
        Some(view) => Reading::of(&view.text, Gap::Hard).visible,
        None => Reading::of(words, Gap::Hard).visible,
    };
    let reading = Reading::of_markdown(text);
    // Addresses of links are in neither; there the words must stand as they are.
    let plain = Stream::plain(text);
    let streams = [&reading.visible, &reading.markup, &plain];
    // A run may be put together from several texts: of this one, the first part is found.
    let whole = 0..words.word_count();
    let starts = 0..(whole.len() + 1).saturating_sub(RUN);
    let parts = starts.map(|start| start..start + RUN);
    std::iter::once(whole).chain(parts).find_map(|part| {
        streams.iter().find_map(|stream| locate_words(&words, part.clone(), stream, text))
    })
}

/// Finds some words of one stream in another, and those that follow, as far as they are the same.
fn locate_words(
    words: &Stream,
    part: Range<usize>,
    stream: &Stream,
    text: &str,
) -> Option<Range<usize>> {
    let first = words.word(part.clone().next()?).start;
    let rest = &words.letters()[first..];
    let start = memmem::find(stream.letters(), &rest[..words.word(part.end - 1).end - first])?;
    let same = rest.iter().zip(&stream.letters()[start..]).take_while(|(a, b)| a == b).count();
    let ends = (0..words.word_count()).map(|word| words.word(word).end);
    let end = start + ends.filter(|&end| end > first && end <= first + same).max()? - first;
    let source = |at| text.floor_char_boundary(stream.source(at));
    (stream.gaps()[start] > Gap::None)
        .then(|| source(start)..text.ceil_char_boundary(stream.source(end - 1) + 1))
}

/// How something withheld was written where it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As letters, in whatever case, spacing, punctuation and markup.
    #[default]
    Plain,
    /// With characters escaped: HTML references, percent codes, backslash escapes of JSON or CSS.
    Escaped,
    /// In base64, also as part of something larger.
    Base64,
    /// In hexadecimal digits.
    Hex,
    /// Among data, or in UTF-16.
    Binary,
    /// In compressed data.
    Compressed,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Form::Plain => "in plain text",
            Form::Escaped => "in escaped text",
            Form::Base64 => "in base64",
            Form::Hex => "in hexadecimal",
            Form::Binary => "in binary data",
            Form::Compressed => "in compressed data",
        })
    }
}

impl ScanListBuilder {
    /// A phrase that must not be found where words begin and end: a hidden title, the name of a file.
    /// One of at most two letters is found only as written, one without letters or digits not at
    /// all, a number in whatever groups.
    pub fn phrase(&mut self, id: usize, text: &str) {
        self.initials.extend(initial(text).map(|initial| (id, initial)));
        self.phrases.add(Role::withheld(id), text, Shape::Words);
    }

    /// The name of somebody or something, which people write in more ways: a code name, an account,
    /// a person.
    pub fn name(&mut self, id: usize, text: &str) {
        self.initials.extend(initial(text).map(|initial| (id, initial)));
        self.phrases.add(Role::withheld(id), text, Shape::Name);
    }

    /// A name that is found even inside allowed terms.
    pub fn name_always(&mut self, id: usize, text: &str) {
        self.phrases.add(Role::withheld_always(id), text, Shape::Name);
    }

    /// Another way to say what is looked for anyway; it does not count by itself.
    pub fn other_name(&mut self, id: usize, text: &str) {
        self.initials.extend(initial(text).map(|initial| (id, initial)));
        self.phrases.add_other(Role::withheld(id), text, Shape::Name);
    }

    /// The same of a name that is found even inside allowed terms.
    pub fn other_name_always(&mut self, id: usize, text: &str) {
        self.phrases.add_other(Role::withheld_always(id), text, Shape::Name);
    }

    /// An amount of money: digits, found beside one of the currencies, which are in lower case.
    pub fn amount(&mut self, id: usize, digits: &str, currencies: &[String]) {
        let shape = Shape::Amount(currencies.to_vec());
        self.phrases.add_other(Role::withheld(id), digits, shape);
    }

    /// A text of which no run of [`RUN`](runs::RUN) words may be found. A shorter one is looked for
    /// as a whole.
    pub fn text(&mut self, id: usize, text: &SoughtText) {
        self.texts += usize::from(!text.runs.is_empty());
        self.runs.add(id, &text.runs);
        if let Some(words) = &text.whole {
            self.phrases.add_words(id, words);
        }
    }

    /// Runs of words that are no secret, wherever they stand.
    pub fn public(&mut self, runs: &[u64]) {
        self.runs.leave_out(runs);
    }

    /// A term that is allowed although it is withheld, with a number of its own: phrases and runs
    /// that lie wholly within it are excused. It may be Markdown, copied from where it stands.
    pub fn allow(&mut self, id: usize, text: &str) {
        self.phrases.allow(id, text);
        self.allowed.push((id, Stream::plain(text)));
        // Cut out of a text, it may have one backtick of two.
        self.allowed.extend(sought::otherwise(text).map(|other| (id, Stream::plain(&other))));
        let readings = sought::readings(text).into_iter();
        self.allowed.extend(readings.map(|reading| (id, reading.visible)));
        // Copied from within a list, its further items would keep their numbers.
        let lines: Vec<&str> = text.lines().map(without_number).collect();
        self.allowed.push((id, Reading::of_markdown(&lines.join("\n")).visible));
    }

    /// The finished list.
    pub fn build(self) -> ScanList {
        ScanList {
            phrases: self.phrases.build(),
            runs: self.runs.build(&self.allowed),
            texts: self.texts,
            initials: self.initials,
        }
    }
}

impl ScanList {
    /// An empty list, to be filled.
    pub fn builder() -> ScanListBuilder {
        ScanListBuilder::default()
    }

    /// How many withheld strings are looked for: different phrases, and texts.
    pub fn len(&self) -> usize {
        self.phrases.count() + self.texts
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds everything withheld in a file of the site and in its path, sorted by place, together
    /// with what allowed terms excuse.
    pub fn scan(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        self.hits(path, bytes, None)
    }

    /// The same, and what says later which other things are not in the file either.
    pub fn scan_traced(&self, path: &str, bytes: &[u8]) -> (Vec<Hit>, Trace) {
        let mut keys = Keys::new();
        let hits = self.hits(path, bytes, Some(&mut keys));
        (hits, Trace::new(&keys, self.reach()))
    }

    /// Finds runs of words that begin in one text of a document and end in the next, with their
    /// words.
    pub fn scan_joins(&self, shown: &ShownTexts) -> Vec<(Hit, String)> {
        let found = shown.joins.iter().flat_map(|join| {
            let runs = self.runs.find(&join.words, None).into_iter();
            let crosses = |run: &RunMatch| run.range.start < join.at && join.at < run.range.end;
            runs.filter(crosses).map(move |run| (run, join))
        });
        let hit = |(run, join): (RunMatch, &sought::Join)| {
            let source = source_range(&join.words, &join.text, &run.range);
            let RunMatch { id, words, restated, excused, .. } = run;
            let found = Found { id, words, restated, excused, ..Found::default() };
            (hit(found, 0, 0), join.text[source].to_owned())
        };
        found.map(hit).collect()
    }

    /// How far around an escape a text is decoded, in bytes: room for a run of words and its
    /// markup, and for the longest phrase.
    fn reach(&self) -> usize {
        search::AROUND.max(self.phrases.longest() * 4)
    }

    fn hits(&self, path: &str, bytes: &[u8], mut keys: Option<&mut Keys>) -> Vec<Hit> {
        let in_path = once_each(Search::all(self, path.as_bytes(), keys.as_deref_mut()));
        let in_bytes = once_each(Search::all(self, bytes, keys));
        let mut hits = located(path.as_bytes(), &in_path);
        for hit in &mut hits {
            (hit.in_path, hit.line) = (true, 0);
        }
        hits.extend(located(bytes, &in_bytes));
        hits.sort();
        hits
    }

    fn is_as_written(&self, id: usize, found: &str) -> bool {
        let found =
            initial(&escape::unescape(found).map_or_else(|| found.into(), |view| view.text));
        found.is_some_and(|c| c.is_uppercase() || self.initials.get(&id) == Some(&c))
    }
}

fn without_number(line: &str) -> &str {
    let rest = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")).unwrap_or(line)
}

fn initial(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric())
}

/// Secrets are not printed, by no path.
impl fmt::Debug for ScanList {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("ScanList").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ScanListBuilder {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("ScanListBuilder").finish_non_exhaustive()
    }
}

/// What several layers found at one place is reported once: a phrase in its simplest form, of runs
/// from one text the longest. What its author shows elsewhere never stands for what is shown nowhere.
fn once_each(found: Vec<Found>) -> Vec<Found> {
    let (mut excused, found): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|found| found.excused.is_some());
    let (mut runs, mut phrases): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|found| found.words > 0);
    phrases.sort_by_key(|phrase| (phrase.id, phrase.start, phrase.form));
    phrases.dedup_by(|next, last| {
        let overlap = next.id == last.id && next.start < last.end;
        last.as_written |= overlap && next.as_written;
        overlap
    });
    runs.sort_by_key(|run| (run.id, run.restated, run.start, Reverse(run.words)));
    runs.dedup_by(|next, last| {
        let same = (next.id, next.restated) == (last.id, last.restated);
        let overlap = same && next.start < last.end;
        if overlap && next.words > last.words {
            mem::swap(next, last);
        }
        overlap
    });
    excused.sort_by_key(|found| (found.excused, found.start));
    excused.dedup_by_key(|found| found.excused);
    phrases.append(&mut runs);
    phrases.append(&mut excused);
    phrases.sort();
    phrases
}

/// Turns places in bytes into lines and columns, in one pass.
fn located(bytes: &[u8], found: &[Found]) -> Vec<Hit> {
    let (mut at, mut line, mut column) = (0, 1, 1);
    let mut hits = Vec::new();
    for found in found {
        for &byte in &bytes[at..found.start.min(bytes.len())] {
            if byte == b'\n' {
                line += 1;
                column = 1;
            } else if byte & 0xc0 != 0x80 {
                column += 1;
            }
        }
        at = found.start.min(bytes.len());
        hits.push(hit(found.clone(), line, column));
    }
    hits
}

fn hit(found: Found, line: u32, column: u32) -> Hit {
    let Found { id, form, words, restated, as_written, excused, start, end } = found;
    let bytes = (start, end);
    Hit { in_path: false, line, column, id, form, words, restated, as_written, excused, bytes }
}
