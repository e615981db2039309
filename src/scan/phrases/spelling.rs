//! One way to write a phrase, and what counts as finding it.

use std::ops::Range;

use crate::scan::escape::{self, spelled};
use crate::scan::stream::{Gap, Stream, count_letters};

use super::{Place, grouped, identifier, respelled};

/// From this many letters on, a phrase is also found with its words run together
/// (`projectfalcon`). Shorter ones would be found inside other words: `SAP I` in `sapi`.
const JOINED: usize = 8;

/// From so many letters on, the parts of a name that signs alone join are found without the signs:
/// `tmobile` for `T-Mobile`.
const WITHOUT_SIGNS: usize = 4;

/// From so many letters on, a phrase, and a name, is also found with a word of it in parts (`Blue
/// Moon` for `Bluemoon`), each of so many letters: with shorter ones, `to get her` were `together`.
const PARTED: usize = 8;
const PARTED_NAME: usize = 6;
const PART: usize = 3;

/// From so many letters on, a phrase is also found with every letter by itself: `A.c.m.e`. One
/// letter less will do between full stops alone: `I.B.M.`
const SPACED: usize = 4;

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

/// What a phrase is, which decides in how many ways people write it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Words of a language.
    Words,
    /// The name of somebody or something.
    Name,
    /// Six digits or more, in whatever groups.
    Number,
    /// Digits beside one of these currencies.
    Amount(Vec<String>),
    /// A name with `ae` for `ä` and the like, found where it is written with such letters; these
    /// are its own.
    WrittenOut(Vec<u8>),
}

/// The letters of a phrase, and what must stand between and around them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    pub letters: Vec<u8>,
    gaps: Vec<Gap>,
    /// Signs that belong to a one-word phrase: the `@` of `@ana`, the `++` of `C++`.
    before: String,
    after: String,
    /// A short phrase as written.
    exact: Option<String>,
    shape: Shape,
}

impl Spelling {
    /// The spelling of a text; `None` if it has no letter or digit to compare.
    pub fn of(text: &str, shape: Shape) -> Option<Spelling> {
        let stream = Stream::plain(text);
        if stream.letters().is_empty() {
            return None;
        }
        let (letters, mut gaps) = (stream.letters().to_owned(), stream.gaps().to_owned());
        let first = stream.source(0);
        let last = stream.source(letters.len() - 1);
        let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
        let one_word = !gaps[1..letters.len()].contains(&Gap::Hard);
        let before = if one_word { signs_before(&text[..first]) } else { "" };
        let after = if one_word { signs_after(&text[end..]) } else { "" };
        let unspaced = gaps[1..].contains(&Gap::Unspaced) || gaps[0] == Gap::Unspaced;
        let count = stream.letter_count();
        let short = if unspaced { count < SHORT } else { count <= SHORT };
        let short = (short || is_host(text)) && !matches!(shape, Shape::Amount(_));
        let exact = short.then(|| text[first - before.len()..end + after.len()].to_owned());
        let (before, after) = (before.to_owned(), after.to_owned());
        let shape =
            if grouped::is_number(&letters) && shape.is_free() { Shape::Number } else { shape };
        if shape == Shape::Name && count >= WITHOUT_SIGNS {
            loosen(&stream, text, &mut gaps);
        }
        Some(Spelling { letters, gaps, before, after, exact, shape })
    }

    /// The spelling of something by its letters alone.
    pub fn of_words(words: &Stream) -> Spelling {
        let (letters, gaps) = (words.letters().to_owned(), words.gaps().to_owned());
        let (before, after) = (String::new(), String::new());
        Spelling { letters, gaps, before, after, exact: None, shape: Shape::Words }
    }

    /// A name that is found only as it is written here, as a word of its own.
    pub fn exactly(text: &str) -> Option<Spelling> {
        let spelling = Spelling::of(text, Shape::Name)?;
        Some(Spelling { exact: Some(text.to_owned()), ..spelling })
    }

    /// Whether letters that are equal are this phrase, by what stands around and between them.
    pub fn fits(&self, stream: &Stream, text: &str, place: Place, range: &Range<usize>) -> bool {
        if place == Place::Noise && self.letters.len() < IN_NOISE {
            return false;
        }
        if let Some(exact) = &self.exact {
            return self.fits_exactly(exact, stream, text, place, range);
        }
        match &self.shape {
            Shape::Number => {
                let ends = self.ends_at(stream, range.start) && self.ends_at(stream, range.end);
                ends && grouped::is_whole(stream, text, range)
            }
            Shape::Amount(currencies) => {
                let ends = [range.start, range.end].map(|at| stream.gaps()[at] != Gap::None);
                let amount = (currencies.as_slice(), self.decimals());
                ends == [true; 2] && grouped::is_amount(stream, text, range, amount)
            }
            Shape::WrittenOut(letters) => {
                self.fits_as_words(stream, text, range)
                    && respelled::is_written_out(letters, text, &source_range(stream, text, range))
            }
            Shape::Words | Shape::Name => {
                self.fits_as_words(stream, text, range)
                    || self.shape == Shape::Name
                        && self.fits_between(stream, text, range)
                        && is_in_identifier(text, place, &source_range(stream, text, range))
            }
        }
    }

    /// How many digits stand behind the point of an amount.
    fn decimals(&self) -> usize {
        let digits = self.letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
        let point = self.gaps[..digits].iter().rposition(|gap| *gap != Gap::None);
        point.filter(|at| *at > 0).map_or(0, |at| digits - at)
    }

    fn fits_as_words(&self, stream: &Stream, text: &str, range: &Range<usize>) -> bool {
        self.ends_at(stream, range.start)
            && (self.ends_at(stream, range.end) || self.takes_suffixes())
            && self.fits_between(stream, text, range)
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

    fn fits_between(&self, stream: &Stream, text: &str, range: &Range<usize>) -> bool {
        let theirs = &stream.gaps()[range.start..range.end];
        let inner = 1..self.letters.len();
        let (mut joined, mut parted) = (false, false);
        for (ours, theirs) in self.gaps[inner.clone()].iter().zip(&theirs[inner]) {
            match (ours, theirs) {
                (Gap::None | Gap::Tag, Gap::Hard) => parted = true,
                (Gap::Hard, Gap::None) => joined = true,
                _ => {}
            }
        }
        (!joined || self.letters.len() >= JOINED)
            && (!parted
                || self.fits_in_parts(theirs)
                || self.fits_spaced(theirs, stream, text, range))
    }

    /// Whether every part that a word is found in has letters enough.
    fn fits_in_parts(&self, theirs: &[Gap]) -> bool {
        let least = if self.shape == Shape::Name { PARTED_NAME } else { PARTED };
        if count_letters(&self.letters) < least {
            return false;
        }
        let mut start = 0;
        let mut after_parting = false;
        let hard = |at: &usize| *at == self.letters.len() || theirs[*at] == Gap::Hard;
        for at in (1..=self.letters.len()).filter(hard) {
            let parts = at < self.letters.len() && matches!(self.gaps[at], Gap::None | Gap::Tag);
            if (parts || after_parting) && count_letters(&self.letters[start..at]) < PART {
                return false;
            }
            (start, after_parting) = (at, parts);
        }
        true
    }

    /// Whether every letter stands by itself.
    fn fits_spaced(
        &self,
        theirs: &[Gap],
        stream: &Stream,
        text: &str,
        range: &Range<usize>,
    ) -> bool {
        let begins_letter = |at: usize| self.letters[at] & 0xc0 != 0x80;
        let spaced =
            (1..self.letters.len()).all(|at| !begins_letter(at) || theirs[at] == Gap::Hard);
        let count = count_letters(&self.letters);
        let dotted = || {
            let found = source_range(stream, text, range);
            let found = spelled(text, found.start, found.end);
            found.chars().skip(1).step_by(2).all(|c| c == '.')
        };
        spaced && (count >= SPACED || count + 1 == SPACED && dotted())
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
        let found = source_range(stream, text, range);
        let alone =
            stream.gaps()[range.start] == Gap::Hard && stream.gaps()[range.end] == Gap::Hard;
        let is_within = || self.shape == Shape::Name && identifier::holds(text, &found);
        // Tags are full of single letters: `<a>`, `d="M 1 2 L 3 4"`.
        let too_short = place == Place::Markup && self.letters.len() < SHORT;
        if too_short || !(alone || is_within()) || !self.fits_around(stream, text, range) {
            return false;
        }
        let inner = &exact[self.before.len()..exact.len() - self.after.len()];
        let is_name = place == Place::Markup && identifier::names_markup(text, &found);
        !is_name && is_spelled(inner, &spelled(text, found.start, found.end))
    }
}

impl Shape {
    /// Whether digits alone make a number of it.
    fn is_free(&self) -> bool {
        matches!(self, Shape::Words | Shape::Name)
    }
}

/// Whether what was found is a word of an identifier, and that no name of a tag or attribute.
fn is_in_identifier(text: &str, place: Place, found: &Range<usize>) -> bool {
    let is_markup = place == Place::Markup && identifier::names_markup(text, found);
    !is_markup && identifier::holds(text, found)
}

/// Whether it is the number of a host: in other groups it would be another one.
fn is_host(text: &str) -> bool {
    text.matches('.').count() == 3 && text.chars().all(|c| c.is_ascii_digit() || ".:".contains(c))
}

/// Whether a short name is written so: `H & M` is `H&M`, and `3 M` is `3M`, but `A I` is not `AI`.
/// Between words, a path has other signs: `H/and/M`, `H-and-M`.
fn is_spelled(name: &str, found: &str) -> bool {
    let is_marked = name.chars().any(|c| !c.is_alphabetic());
    let has_words = name.contains(|c: char| c.is_whitespace() || c == '&');
    let is_gap = |c: char| c.is_whitespace() || has_words && "/\\-_.+".contains(c);
    let together = |text: &str| text.chars().filter(|c| !is_gap(*c)).collect::<String>();
    name == found || is_marked && together(name) == together(found)
}

/// Lets go of the signs inside a name: what they part may stand together.
fn loosen(stream: &Stream, text: &str, gaps: &mut [Gap]) {
    for at in 1..stream.letters().len() {
        let between = || {
            let before = stream.source(at - 1);
            let before = before + text[before..].chars().next().map_or(0, char::len_utf8);
            &text[before..stream.source(at)]
        };
        if gaps[at] == Gap::Hard && !between().contains(char::is_whitespace) {
            gaps[at] = Gap::Unspaced;
        }
    }
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
