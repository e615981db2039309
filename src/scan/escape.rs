//! Decodes what stands for other characters: HTML references, percent codes, backslash escapes.

use std::ops::Range;

use memchr::memchr3;
use unicode_normalization::UnicodeNormalization as _;
use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

use super::letters;

/// A text made from another one, and where each part of it came from.
#[derive(Default)]
pub struct View {
    pub text: String,
    /// Pairs of a position here and the position it came from, at every break in the step.
    marks: Vec<(usize, usize)>,
}

impl View {
    /// Where the byte at a position of this text came from.
    pub fn origin(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|&(here, _)| here <= at);
        let mark = next.checked_sub(1).map(|index| self.marks[index]);
        mark.map_or(at, |(here, there)| there + (at - here))
    }

    /// Adds a character that came from a place.
    pub fn push(&mut self, c: char, source: usize) {
        self.mark(source);
        self.text.push(c);
    }

    /// Adds a part of the text that it is made from.
    pub fn copy(&mut self, text: &str, part: Range<usize>) {
        self.mark(part.start);
        self.text.push_str(&text[part]);
    }

    fn mark(&mut self, source: usize) {
        self.marks.push((self.text.len(), source));
    }
}

/// A character reference (`&amp;`, `&#70;`, `&#x46`).
pub struct Reference {
    first: char,
    second: Option<char>,
    /// Its length in bytes.
    pub length: usize,
    /// False where the text may mean itself: `&copy=2` in a URL.
    pub certain: bool,
}

impl Reference {
    /// The one or two characters it stands for.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        [Some(self.first), self.second].into_iter().flatten()
    }

    /// Whether what it stands for may be part of something that is encoded itself, given the byte
    /// after it: of another escape, a tag, or base64.
    pub fn is_part_of_code(&self, next: Option<u8>) -> bool {
        let next = next.unwrap_or(b' ');
        match self.first {
            '\\' | '#' | ';' | '+' | '/' | '-' | '_' | '=' => true,
            '&' => next == b'#' || next == b'&' || next.is_ascii_alphabetic(),
            '%' => next == b'&' || next == b'u' || next.is_ascii_hexdigit(),
            '<' => matches!(next, b'/' | b'!' | b'&') || next.is_ascii_alphabetic(),
            c => c.is_ascii_alphanumeric(),
        }
    }
}

/// Part of a text, decoded, in its usual letters and without what cannot be seen.
pub fn spelled(text: &str, from: usize, to: usize) -> String {
    let part = &text[text.ceil_char_boundary(from)..text.floor_char_boundary(to.min(text.len()))];
    let part = without_tags(part);
    let decoded = unescape(&part).map_or_else(|| part.clone(), |view| view.text);
    decoded.chars().filter(|&c| !letters::is_invisible(c)).nfkc().collect()
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive('>') {
        let tag = part.rfind('<').filter(|_| part.ends_with('>'));
        out.push_str(&part[..tag.unwrap_or(part.len())]);
    }
    out
}

/// Whether an escape may begin here, with `%` or a backslash, once references are decoded.
pub fn may_begin(bytes: &[u8]) -> bool {
    bytes[0] == b'\\'
        || bytes.get(1).is_some_and(|next| b"uU&\\".contains(next) || next.is_ascii_hexdigit())
}

/// Decodes the reference at the start of `bytes`, which begin with `&`. Follows the HTML standard,
/// in which the semicolon of a number and of the oldest names may be missing.
pub fn reference(bytes: &[u8]) -> Option<Reference> {
    match bytes.get(1)? {
        b'#' => numeric_reference(bytes),
        byte if byte.is_ascii_alphabetic() => named_reference(bytes),
        _ => None,
    }
}

/// Decodes every escape of a text once; `None` where there is none.
pub fn unescape(text: &str) -> Option<View> {
    let bytes = text.as_bytes();
    let mut view = View::default();
    let mut at = 0;
    let mut copied = 0;
    let mut next = memchr3(b'&', b'%', b'\\', bytes);
    while let Some(found) = next {
        at += found;
        let escape = match bytes[at] {
            b'&' => reference(&bytes[at..])
                .map(|reference| (reference.characters().collect(), reference.length)),
            b'%' => percent(&bytes[at..]),
            _ => backslash(&bytes[at..]),
        };
        if let Some((decoded, length)) = escape {
            view.mark(copied);
            view.text.push_str(&text[copied..at]);
            view.mark(at);
            view.text.push_str(&decoded);
            at += length;
            copied = at;
        } else {
            at += 1;
        }
        next = memchr3(b'&', b'%', b'\\', &bytes[at..]);
    }
    if copied == 0 {
        return None;
    }
    view.mark(copied);
    view.text.push_str(&text[copied..]);
    Some(view)
}

/// Reads bytes that should be UTF-8: what is not is taken as Windows-1252, and an overlong ASCII
/// character as that character.
pub fn lenient(bytes: &[u8]) -> View {
    let mut view = View::default();
    let mut at = 0;
    loop {
        view.mark(at);
        let rest = &bytes[at..];
        let valid = match str::from_utf8(rest) {
            Ok(text) => {
                view.text.push_str(text);
                return view;
            }
            Err(error) => error.valid_up_to(),
        };
        view.text.push_str(str::from_utf8(&rest[..valid]).expect("valid up to here"));
        at += valid;
        view.mark(at);
        match bytes[at..] {
            [lead @ 0xc0..=0xc1, trail @ 0x80..=0xbf, ..] => {
                view.text.push(char::from(((lead & 1) << 6) | (trail & 0x3f)));
                at += 2;
            }
            [byte @ 0x80..=0x9f, ..] => {
                view.text.push(C1_REPLACEMENTS[usize::from(byte - 0x80)].unwrap_or(' '));
                at += 1;
            }
            [byte, ..] => {
                view.text.push(char::from(byte));
                at += 1;
            }
            [] => return view,
        }
    }
}

fn numeric_reference(bytes: &[u8]) -> Option<Reference> {
    let (start, radix) = match bytes.get(2)? {
        b'x' | b'X' => (3, 16),
        _ => (2, 10),
    };
    let mut value: u32 = 0;
    let mut end = start;
    while let Some(digit) = bytes.get(end).and_then(|&byte| char::from(byte).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let first = match value {
        0x80..=0x9f => C1_REPLACEMENTS[value as usize - 0x80].unwrap_or(' '),
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    };
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    Some(Reference { first, second: None, length, certain: true })
}

fn named_reference(bytes: &[u8]) -> Option<Reference> {
    const LONGEST: usize = 32;
    const LONGEST_WITHOUT_SEMICOLON: usize = 6;
    let letters = bytes[1..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(1 + letters) == Some(&b';')
        && let Some((first, second)) = named(&bytes[1..letters + 2])
    {
        return Some(Reference { first, second, length: letters + 2, certain: true });
    }
    let longest = letters.min(LONGEST_WITHOUT_SEMICOLON);
    (2..=longest).rev().find_map(|length| {
        let (first, second) = named(&bytes[1..=length])?;
        Some(Reference { first, second, length: length + 1, certain: false })
    })
}

fn named(name: &[u8]) -> Option<(char, Option<char>)> {
    // The table also holds beginnings of names, as zeros.
    let &(first, second) = NAMED_ENTITIES.get(str::from_utf8(name).ok()?)?;
    let first = char::from_u32(first).filter(|&c| c != '\0')?;
    Some((first, char::from_u32(second).filter(|&c| c != '\0')))
}

/// Decodes a row of percent codes (`%C3%BC`) or one of the old JavaScript form (`%u00FC`).
fn percent(bytes: &[u8]) -> Option<(String, usize)> {
    if let Some(b'u' | b'U') = bytes.get(1) {
        let unit = hex(bytes.get(2..6)?)?;
        return Some((char::from_u32(unit)?.to_string(), 6));
    }
    let mut decoded = Vec::new();
    let mut at = 0;
    while bytes.get(at) == Some(&b'%')
        && let Some(value) = bytes.get(at + 1..at + 3).and_then(hex)
    {
        decoded.push(value as u8);
        at += 3;
    }
    (at > 0).then(|| (lenient(&decoded).text, at))
}

/// Decodes one backslash escape of JSON, JavaScript or CSS.
fn backslash(bytes: &[u8]) -> Option<(String, usize)> {
    let byte = *bytes.get(1)?;
    if !byte.is_ascii() {
        return None;
    }
    let (decoded, length) = match byte {
        b'u' => return unicode_escape(bytes),
        b'x' => (char::from_u32(hex(bytes.get(2..4)?)?)?, 4),
        b'\n' => return Some((String::new(), 2)),
        _ if byte.is_ascii_hexdigit() => return Some(css_escape(bytes)),
        // A line may break inside a word: `bro-\nker`.
        b'n' | b'r' => ('\n', 2),
        b't' | b'v' => (' ', 2),
        _ => (char::from(byte), 2),
    };
    Some((decoded.to_string(), length))
}

/// `\u0046`, `\u{46}`, or two halves of a surrogate pair.
fn unicode_escape(bytes: &[u8]) -> Option<(String, usize)> {
    if bytes.get(2) == Some(&b'{') {
        let digits = bytes[3..].iter().take(8).take_while(|b| b.is_ascii_hexdigit()).count();
        let closed = bytes.get(3 + digits) == Some(&b'}');
        let c = hex(&bytes[3..3 + digits]).filter(|_| closed).and_then(char::from_u32)?;
        return Some((c.to_string(), digits + 4));
    }
    let unit = hex(bytes.get(2..6)?)?;
    if let Some(c) = char::from_u32(unit) {
        return Some((c.to_string(), 6));
    }
    let low = match bytes.get(6..8)? {
        b"\\u" => hex(bytes.get(8..12)?)?,
        _ => return None,
    };
    let pair = [u16::try_from(unit).ok()?, u16::try_from(low).ok()?];
    Some((String::from_utf16(&pair).ok()?, 12))
}

/// `\26 ` and `\000026`: up to six digits and one white space. A lone digit can only be a control
/// character (`\a` in CSS, `\b` and `\f` in JSON), which parts words.
fn css_escape(bytes: &[u8]) -> (String, usize) {
    let digits = bytes[1..].iter().take(6).take_while(|b| b.is_ascii_hexdigit()).count();
    let c = hex(&bytes[1..=digits]).filter(|_| digits > 1).and_then(char::from_u32).unwrap_or(' ');
    let space = matches!(bytes.get(1 + digits), Some(b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'));
    (c.to_string(), 1 + digits + usize::from(space))
}

fn hex(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}
