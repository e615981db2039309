//! Other ways in which people write the same name: letters written out, and words for signs.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::scan::escape::spelled;
use crate::scan::letters;
use crate::scan::stream::Stream;

use super::spelling::{Shape, Spelling};

/// Words for `&`, in the languages of names.
const AND: [&str; 9] = ["and", "und", "et", "y", "e", "en", "och", "og", "i"];

/// Two letters that stand for one, as in `Mueller`.
const PAIRS: [&str; 4] = ["ae", "oe", "ue", "aa"];

/// A name with so many such pairs is tried in all ways.
const MOST_PAIRS: usize = 4;

/// A transcription into ASCII, or a spelling with other letters, with fewer letters says too little.
const TELLING: usize = 4;

/// All further spellings of a phrase.
pub fn spellings(text: &str, shape: &Shape) -> Vec<Spelling> {
    let mut found = Vec::new();
    if !text.is_ascii() {
        let others = [Some(slug::slugify(text)), written_out(text), letters::latin(text)];
        let others = others.into_iter().flatten().chain(letters::mixed(text));
        found.extend(others.filter_map(|other| telling(&other, shape)));
    }
    found.extend(contracted(text));
    if *shape == Shape::Name {
        for other in other_ands(text) {
            let written_out = written_out(&other.text).and_then(|text| telling(&text, shape));
            found.extend(other.spelling().into_iter().chain(written_out));
        }
        found.extend(without_signs(text));
    }
    found
}

/// The text with `ae` for `ä`, `oe` for `ø` and the like; `None` if there is nothing to write out.
pub fn written_out(text: &str) -> Option<String> {
    let pair = |c: char| {
        Some(match c {
            'ä' => "ae",
            'ö' | 'ø' => "oe",
            'ü' => "ue",
            'å' => "aa",
            'Ä' => "Ae",
            'Ö' | 'Ø' => "Oe",
            'Ü' => "Ue",
            'Å' => "Aa",
            _ => return None,
        })
    };
    if text.is_ascii() {
        return None;
    }
    let composed: String = text.nfc().collect();
    composed.contains(|c| pair(c).is_some()).then(|| {
        composed.chars().fold(String::new(), |mut out, c| {
            match pair(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
            out
        })
    })
}

/// Whether what was found, written out, has these letters.
pub fn is_written_out(letters: &[u8], text: &str, found: &Range<usize>) -> bool {
    written_out(&spelled(text, found.start, found.end))
        .is_some_and(|found| Stream::plain(&found).letters() == letters)
}

fn telling(text: &str, shape: &Shape) -> Option<Spelling> {
    Spelling::of(text, shape.clone()).filter(|spelling| spelling.letters.len() >= TELLING)
}

/// `Muller` for `Mueller`, to be found where the text has `Müller`.
fn contracted(text: &str) -> Vec<Spelling> {
    let lower = text.to_lowercase();
    let mut pairs: Vec<usize> =
        PAIRS.iter().flat_map(|pair| lower.match_indices(pair)).map(|(at, _)| at).collect();
    pairs.sort_unstable();
    let letters = Stream::plain(text).letters().to_owned();
    if pairs.is_empty() || pairs.len() > MOST_PAIRS || lower.len() != text.len() {
        return Vec::new();
    }
    let ways = 1..1u32 << pairs.len();
    let way = |way: u32| {
        let is_cut = |at: usize| {
            let pair = pairs.iter().position(|pair| pair + 1 == at);
            pair.is_some_and(|pair| way >> pair & 1 == 1)
        };
        let cut: String =
            text.char_indices().filter(|(at, _)| !is_cut(*at)).map(|(_, c)| c).collect();
        telling(&cut, &Shape::WrittenOut(letters.clone()))
    };
    ways.filter_map(way).collect()
}

/// A name in which a word or sign for "and" was exchanged.
struct OtherAnd {
    text: String,
    /// Two letters and an "and" are found only as written.
    is_short: bool,
}

impl OtherAnd {
    fn spelling(&self) -> Option<Spelling> {
        match self.is_short {
            true => Spelling::exactly(&self.text),
            false => Spelling::of(&self.text, Shape::Name),
        }
    }
}

fn other_ands(text: &str) -> Vec<OtherAnd> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ").replace('&', " & ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    let is_and = |word: &str| word == "&" || AND.contains(&word.to_lowercase().as_str());
    let inner = 1..words.len().saturating_sub(1);
    let Some(at) = inner.into_iter().find(|at| is_and(words[*at])) else { return Vec::new() };
    let letters: usize = words
        .iter()
        .enumerate()
        .filter(|(word, _)| *word != at)
        .map(|(_, word)| word.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    let others = AND.into_iter().chain(["&"]).filter(|other| *other != words[at]);
    let other = |and: &str| {
        let mut words = words.clone();
        words[at] = and;
        OtherAnd { text: words.join(" "), is_short: letters < TELLING }
    };
    others.map(other).collect()
}

/// `EON` for `E.ON`: capitals that were parted by signs alone, found as they are.
fn without_signs(text: &str) -> Option<Spelling> {
    let is_sign = |c: char| ".-/'’".contains(c);
    let together: String = text.chars().filter(|c| !is_sign(*c)).collect();
    let is_short = together.chars().count() < TELLING && together.len() >= 3;
    let is_name = together.chars().all(char::is_alphanumeric);
    (together != text && is_short && is_name).then(|| Spelling::exactly(&together)).flatten()
}
