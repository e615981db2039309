//! Names inside the identifiers of programs: `isFalOn`, `useR2Now`, `useFal2`.

use std::ops::Range;

/// The longest identifier that is looked into; what is longer is data.
const LONGEST: usize = 32;

/// Up to so many digits behind a word number what it names.
const DIGITS: usize = 3;

/// From so many letters on, a name may have a number: `h2` is a heading.
const NUMBERED: usize = 3;

/// Whether what was found is one of the words that an identifier is made of, each with a capital and
/// perhaps a number. Base64 and digests are hardly ever made of words of two letters or more alone.
pub fn holds(text: &str, found: &Range<usize>) -> bool {
    let whole = around(text, found);
    let (before, after) = (&text[whole.start..found.start], &text[found.end..whole.end]);
    let name = &text[found.clone()];
    let before = without_number(before, name);
    let after = &after[number_behind(name, after)..];
    let begins = before.is_empty() || name.starts_with(|c: char| !c.is_ascii_lowercase());
    let ends = after.is_empty() || after.starts_with(|c: char| c.is_ascii_uppercase());
    whole.len() > found.len()
        && whole.len() <= LONGEST
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && begins
        && ends
        && is_made_of_words(before)
        && is_made_of_words(after)
}

/// Whether what was found is, or is in, the name of a tag or an attribute.
pub fn names_markup(text: &str, found: &Range<usize>) -> bool {
    let whole = around(text, found);
    let bytes = text.as_bytes();
    bytes.get(whole.end) == Some(&b'=')
        || whole.start == 0
        || b"</".contains(&bytes[whole.start - 1])
}

fn around(text: &str, found: &Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_part = |b: &&u8| b.is_ascii_alphanumeric();
    let before = bytes[..found.start].iter().rev().take(LONGEST).take_while(is_part).count();
    let after = bytes[found.end..].iter().take(LONGEST).take_while(is_part).count();
    found.start - before..found.end + after
}

/// How many digits behind a name are a number of it.
fn number_behind(name: &str, after: &str) -> usize {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let may_have_one = name.len() >= NUMBERED && name.bytes().all(|b| b.is_ascii_alphabetic());
    if may_have_one && digits <= DIGITS { digits } else { 0 }
}

/// The words before a name without the number of the last one: `v2` in `v2Fal`.
fn without_number<'a>(before: &'a str, name: &str) -> &'a str {
    let words = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_number = name.len() >= NUMBERED
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.len() >= 2
        && before.len() - words.len() <= DIGITS;
    if is_number { words } else { before }
}

/// Whether a text is words of two letters or more, each after the first with a capital.
fn is_made_of_words(text: &str) -> bool {
    let capitals = text.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at);
    let mut start = 0;
    let mut are_long = capitals.filter(|at| *at > 0).chain([text.len()]).map(|end| {
        let length = end - start;
        start = end;
        length >= 2
    });
    text.is_empty() || text.bytes().all(|b| b.is_ascii_alphabetic()) && are_long.all(|long| long)
}
