//! Days and periods as other tools and people write them. What two people would read as two days is
//! none.

use jiff::civil::Date;

use crate::dates::{Target, parse_day};

/// Months as English and German tools name them.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jän", "jänner"],
    &["feb", "february", "februar"],
    &["mar", "march", "mär", "märz", "mrz"],
    &["apr", "april"],
    &["may", "mai"],
    &["jun", "june", "juni"],
    &["jul", "july", "juli"],
    &["aug", "august"],
    &["sep", "sept", "september"],
    &["oct", "october", "okt", "oktober"],
    &["nov", "november"],
    &["dec", "december", "dez", "dezember"],
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a text says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// It names one.
    Is(Date),
    /// It names two, depending on who reads it: `11/12/2026`.
    IsEither,
    /// It names none.
    No,
}

/// Reads a day, with or without a time: `2026-11-15T10:00:00Z`, `15/Nov/26 3:04 PM`,
/// `November 15, 2026`, `Sun Nov 15 2026 10:00:00 GMT+0000 (UTC)`, `15.11.2026`.
pub fn day(words: &str) -> Day {
    let plain = words.replace(',', " ");
    let mut tokens: Vec<&str> = plain.split_whitespace().collect();
    if tokens.first().is_some_and(|first| is_weekday(first)) {
        tokens.remove(0);
    }
    let Some(first) = tokens.first().copied() else { return Day::No };
    if let Some((date, time)) = first.split_once('T')
        && starts_time(time)
        && let Some(day) = parse_day(date)
    {
        return Day::Is(day);
    }
    let divided = ['/', '.', '-'].into_iter().find_map(|sign| {
        let parts: Vec<&str> = first.split(sign).collect();
        (parts.len() == 3 && !parts.contains(&"")).then_some((parts, sign))
    });
    let (parts, sign, rest) = match divided {
        Some((parts, sign)) => (parts, sign, &tokens[1..]),
        None if tokens.len() >= 3 => (tokens[..3].to_vec(), ' ', &tokens[3..]),
        None => return Day::No,
    };
    if rest.first().is_some_and(|rest| !starts_time(rest)) {
        return Day::No;
    }
    of_parts([parts[0], parts[1], parts[2]], sign)
}

/// Reads a period as a target: `Q4 2026`, `2026Q4`, `H2/2026`, `Nov 2026`, `first half of 2027`.
pub fn window(words: &str) -> Option<Target> {
    let upper = words.trim().to_uppercase();
    if let Some(target) = Target::parse(&upper) {
        return Some(target);
    }
    let has_apostrophe = upper.contains(['\'', '’']);
    let plain = upper.replace([',', '/', '-', '.', '\'', '’'], " ");
    let plain = plain.replace("FIRST HALF", "H1").replace("SECOND HALF", "H2");
    let parts: Vec<&str> = plain.split_whitespace().filter(|part| *part != "OF").collect();
    let (period, year) = match parts.as_slice() {
        [one] => joined(one)?,
        [a, b] if is_year(a) => (*b, *a),
        [a, b] => (*a, *b),
        _ => return None,
    };
    let is_month = month(period).is_some();
    // `Nov 26` is a day of this year as well.
    let may_be_short = has_apostrophe || !is_month;
    let year = match year.len() {
        2 if may_be_short && is_number(year) => format!("20{year}"),
        4 if is_number(year) => year.to_owned(),
        _ => return None,
    };
    let period = match (quarter_or_half(period), month(period)) {
        (Some(period), _) => period,
        (None, Some(month)) => format!("{month:02}"),
        // `11/2026`, but no year before a single digit: `2026.4` is a version.
        (None, None) if is_number(period) && (period.len() == 2 || parts[1].len() == 4) => {
            format!("{period:0>2}")
        }
        (None, None) => return None,
    };
    Target::parse(&format!("{year}-{period}"))
}

/// `2026Q4` and `Q42026` in two.
fn joined(word: &str) -> Option<(&str, &str)> {
    if word.len() != 6 || !word.is_ascii() {
        return None;
    }
    let (start, end) = (word.split_at(2), word.split_at(4));
    let is_period = |word: &str| quarter_or_half(word).is_some();
    if is_period(start.0) { Some(start) } else { is_period(end.1).then_some((end.1, end.0)) }
}

/// `Q4`, also written `4Q`.
fn quarter_or_half(word: &str) -> Option<String> {
    match word.as_bytes() {
        [letter @ (b'Q' | b'H'), digit @ b'1'..=b'4']
        | [digit @ b'1'..=b'4', letter @ (b'Q' | b'H')] => {
            Some(format!("{}{}", char::from(*letter), char::from(*digit)))
        }
        _ => None,
    }
}

/// Three parts in the order of the tool that wrote them.
fn of_parts(parts: [&str; 3], sign: char) -> Day {
    let [a, b, c] = parts;
    let by_name = match (month(a), month(b)) {
        (None, Some(month)) if is_number(a) || ordinal(a).is_some() => Some((c, month, a)),
        (Some(month), None) => Some((c, month, b)),
        _ => None,
    };
    if let Some((year, month, day)) = by_name {
        // A year first: `2026-Nov-15`.
        let (year, day) = if is_year(day) { (day, year) } else { (year, day) };
        let date = ordinal(day).and_then(|day| date(year, month, day));
        return date.map_or(Day::No, Day::Is);
    }
    let numbers = [number(a), number(b), number(c)];
    let [Some(first), Some(second), Some(third)] = numbers else { return Day::No };
    let is = |date: Option<Date>| date.map_or(Day::No, Day::Is);
    match sign {
        ' ' => Day::No,
        _ if a.len() == 4 => is(date(a, second, third)),
        '.' => is(date(c, second, first)),
        _ if c.len() != 4 => Day::No,
        _ if first == second || first > 12 => is(date(c, second, first)),
        _ if second > 12 => is(date(c, first, second)),
        _ => Day::IsEither,
    }
}

fn date(year: &str, month: i8, day: i8) -> Option<Date> {
    let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    parse_day(&format!("{year}-{month:02}-{day:02}"))
}

/// `15`, `15.` and `15th`.
fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let suffix = word[digits.len()..].to_lowercase();
    if !["", ".", "st", "nd", "rd", "th"].contains(&suffix.as_str()) {
        return None;
    }
    number(digits)
}

fn number(word: &str) -> Option<i8> {
    let is_small = is_number(word) && word.len() <= 2;
    if is_small { word.parse().ok() } else { is_number(word).then_some(0) }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_number(word)
}

fn month(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&lower.as_str()))?;
    i8::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    WEEKDAYS.iter().any(|name| lower == *name || (lower.len() == 3 && name.starts_with(&lower)))
}

/// Whether a word is a time of day: `10:00:00Z`, `3:04`.
fn starts_time(word: &str) -> bool {
    let (hour, rest) = word.split_once(':').unwrap_or_default();
    (1..=2).contains(&hour.len())
        && is_number(hour)
        && rest.len() >= 2
        && rest.bytes().take(2).all(|b| b.is_ascii_digit())
}
