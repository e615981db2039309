//! Numbers and amounts of money: the same digits, in whatever groups.

use std::ops::Range;

use crate::scan::escape::spelled;
use crate::scan::stream::{Gap, Stream};

use super::spelling::source_range;

/// From so many digits on, a number says something by itself.
const DIGITS: usize = 6;

/// From so many digits on, a number is believed to be one although other digits stand before it.
const LONG: usize = 8;

/// How far around an amount its currency is looked for, in bytes.
const REACH: usize = 32;

/// Whether the letters of a phrase are a number to be found in any groups.
pub fn is_number(letters: &[u8]) -> bool {
    letters.len() >= DIGITS && letters.iter().all(u8::is_ascii_digit)
}

/// Whether digits that were found are a number of their own: its groups are parted as people part
/// them, and it is not the end of a longer one.
pub fn is_whole(stream: &Stream, text: &str, range: &Range<usize>) -> bool {
    are_groups(stream, text, range)
        && (range.len() >= LONG || !continues(stream, text, range.start))
}

/// Whether digits that were found are an amount in one of the currencies.
///
/// `decimals` are those of the amount: `1.2` million is not `12` million.
pub fn is_amount(
    stream: &Stream,
    text: &str,
    range: &Range<usize>,
    (currencies, decimals): (&[String], usize),
) -> bool {
    let found = source_range(stream, text, range);
    if decimals_of(&spelled(text, found.start, found.end)) != decimals {
        return false;
    }
    let before = spelled(text, found.start.saturating_sub(REACH), found.start).to_lowercase();
    let after = spelled(text, found.end, found.end + REACH).to_lowercase();
    let (before, after) = (before.trim_end(), without_cents(&after).trim_start());
    let stands_before = |currency: &String| {
        before.strip_suffix(currency.as_str()).is_some_and(|rest| {
            !starts_with_letter(currency) || !rest.ends_with(char::is_alphabetic)
        })
    };
    let stands_after = |currency: &String| {
        after.strip_prefix(currency.as_str()).is_some_and(|rest| {
            !currency.ends_with(char::is_alphabetic) || !starts_with_letter(rest)
        })
    };
    let is_beside = currencies.iter().any(|it| stands_before(it) || stands_after(it));
    is_beside && are_groups(stream, text, range) && !continues(stream, text, range.start)
}

/// How many digits stand behind the point or comma of a number.
fn decimals_of(written: &str) -> usize {
    let number = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let is_point = number[..number.len() - digits].ends_with(['.', ',']);
    if is_point && digits < 3 { digits } else { 0 }
}

/// What follows an amount, without its cents: `.00`, `,50`, `,-`.
fn without_cents(after: &str) -> &str {
    let Some(rest) = after.strip_prefix(['.', ',']) else { return after };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        0 => rest.strip_prefix(['-', '–', '—']).unwrap_or(after),
        1 | 2 => &rest[digits..],
        _ => after,
    }
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

fn are_groups(stream: &Stream, text: &str, range: &Range<usize>) -> bool {
    let parts = range.start + 1..range.end;
    parts
        .into_iter()
        .all(|at| stream.gaps()[at] != Gap::Hard || is_separator(&between(stream, text, at)))
}

/// Whether the letter before is the last digit of the same number.
fn continues(stream: &Stream, text: &str, start: usize) -> bool {
    start > 0
        && stream.letters()[start - 1].is_ascii_digit()
        && (stream.gaps()[start] == Gap::None || is_separator(&between(stream, text, start)))
}

/// What stands in the text between a letter and the one before it.
fn between(stream: &Stream, text: &str, at: usize) -> String {
    let before = source_range(stream, text, &(at - 1..at));
    spelled(text, before.end, stream.source(at))
}

/// Whether people part the groups of a number so: `12 34`, `12-34`, `1.234`, `(030) 12`.
fn is_separator(text: &str) -> bool {
    let signs = text.trim();
    let is_sign = |c: char| " -‐‑‒–.,'’/()_".contains(c);
    (1..=3).contains(&text.chars().count())
        && text.chars().all(is_sign)
        && !(signs.starts_with(',') && text.ends_with(' '))
}
