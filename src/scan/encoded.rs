//! Finds what may be data in base64 or hexadecimal inside a text, and text inside data.

use std::ops::Range;

use super::escape::View;

/// The fewest bytes in which a phrase is looked for; what is shorter comes by chance.
pub const SHORTEST: usize = 6;

/// Lines of at least so many characters are continued on the next one (MIME breaks at 76, PEM at
/// 64).
const LINE: usize = 60;

/// What is no digit of base64.
const NONE: u8 = 0xff;

/// The values of the digits of base64, in the standard alphabet and in the one for URLs.
const DIGITS: [u8; 256] = digits();

const fn digits() -> [u8; 256] {
    let mut digits = [NONE; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = 0;
    while value < alphabet.len() {
        digits[alphabet[value] as usize] = value as u8;
        value += 1;
    }
    digits[b'-' as usize] = 62;
    digits[b'_' as usize] = 63;
    digits
}

/// In UTF-8, how many bytes must follow a byte; or that it follows one; or that it is no text.
const NEEDS: [u8; 256] = needs();
const CONTINUES: u8 = 4;
const NO_TEXT: u8 = 5;

const fn needs() -> [u8; 256] {
    let mut needs = [NO_TEXT; 256];
    let mut byte = 0;
    while byte < 256 {
        needs[byte] = match byte {
            0x09 | 0x0a | 0x0d | 0x20..=0x7e => 0,
            0x80..=0xbf => CONTINUES,
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            _ => NO_TEXT,
        };
        byte += 1;
    }
    needs
}

/// The rows of characters in a text that may be base64 or hexadecimal digits. A row without a
/// capital or a figure is taken for words: of 38,000 words of six or seven letters, at three
/// alignments, one becomes such base64, and none of eight letters or more.
pub fn rows(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let mut row = at..at + digits_at(&bytes[at..]);
        at = row.end + 1;
        if row.len() * 6 < SHORTEST * 8 || bytes[row.clone()].iter().all(|&b| is_of_words(b)) {
            continue;
        }
        let mut line = row.clone();
        while let Some(next) = next_line(bytes, &line) {
            row.end = next.end;
            line = next;
        }
        at = row.end + 1;
        rows.push(row);
    }
    rows
}

/// Calls `visit` with the bytes that a row of base64 stands for. Where the data begins in the row
/// is not known, so it is read from its first, second, third and fourth digit on.
pub fn base64(row: &[u8], mut visit: impl FnMut(&[u8])) {
    let values: Vec<u8> =
        row.iter().map(|&byte| DIGITS[usize::from(byte)]).filter(|&value| value != NONE).collect();
    (0..4).for_each(|skipped| visit(&decode(&values[skipped..])));
}

/// Calls `visit` with the bytes that the hexadecimal digits in a row stand for, read from the first
/// and from the second digit on.
pub fn hexadecimal(row: &[u8], mut visit: impl FnMut(&[u8])) {
    for digits in row.split(|byte| !byte.is_ascii_hexdigit()) {
        if digits.len() >= SHORTEST * 2 {
            (0..2).for_each(|skipped| visit(&decode_hex(&digits[skipped..])));
        }
    }
}

/// The parts of some data that can be read as text: UTF-8 without control characters, of at least
/// [`SHORTEST`] bytes.
pub fn text_runs(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    // How many more bytes the character at hand needs.
    let mut owed = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let needs = NEEDS[usize::from(byte)];
        if owed > 0 && needs == CONTINUES {
            owed -= 1;
        } else if owed == 0 && needs < CONTINUES {
            owed = needs;
        } else {
            add_run(bytes, start..at, &mut runs);
            (start, owed) = if needs < CONTINUES { (at, needs) } else { (at + 1, 0) };
        }
    }
    add_run(bytes, start..bytes.len(), &mut runs);
    runs
}

fn add_run(bytes: &[u8], range: Range<usize>, runs: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    if range.len() < SHORTEST {
        return;
    }
    for chunk in bytes[range].utf8_chunks() {
        let end = start + chunk.valid().len();
        if end - start >= SHORTEST {
            runs.push(start..end);
        }
        start = end + chunk.invalid().len();
    }
}

/// The upper byte of the last alphabet (Hebrew) that is told from chance in UTF-16.
const ALPHABETS: u8 = 5;

/// The parts of some data that can be read as UTF-16 in an alphabet (Latin, Greek, Cyrillic …), in
/// either byte order.
pub fn utf16_runs(bytes: &[u8]) -> Vec<View> {
    // Each such character has a byte of the few that number the alphabets.
    if bytes.iter().filter(|&&byte| byte <= ALPHABETS).count() < SHORTEST {
        return Vec::new();
    }
    let mut runs = vec![View::default()];
    for decode in [u16::from_le_bytes, u16::from_be_bytes] {
        for start in 0..2.min(bytes.len()) {
            let (pairs, _) = bytes[start..].as_chunks::<2>();
            for (index, pair) in pairs.iter().enumerate() {
                let run = runs.last_mut().expect("never empty");
                match decode(*pair) {
                    unit @ (0x20..=0x7e | 0xa0..=0x5ff) => {
                        let c = char::from_u32(u32::from(unit)).expect("not a surrogate");
                        run.push(c, start + 2 * index);
                    }
                    _ if run.text.len() < SHORTEST => *run = View::default(),
                    _ => runs.push(View::default()),
                }
            }
            runs.push(View::default());
        }
    }
    runs.retain(|run| run.text.len() >= SHORTEST);
    runs
}

fn next_line(bytes: &[u8], line: &Range<usize>) -> Option<Range<usize>> {
    if line.len() < LINE {
        return None;
    }
    let rest = &bytes[line.end..];
    let breaks = rest.iter().take_while(|byte| b"\r\n \t".contains(byte)).count();
    let start = line.end + breaks;
    let length = digits_at(&bytes[start..]);
    (rest[..breaks].contains(&b'\n') && length > 0).then_some(start..start + length)
}

fn digits_at(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| DIGITS[usize::from(byte)] != NONE).count()
}

/// Whether a byte is one that file names and classes are made of.
fn is_of_words(byte: u8) -> bool {
    !(byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'+')
}

fn decode(values: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() / 4 * 3 + 2);
    let (quads, rest) = values.as_chunks::<4>();
    for [a, b, c, d] in quads {
        bytes.extend([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
    }
    match rest {
        [a, b] => bytes.push(a << 2 | b >> 4),
        [a, b, c] => bytes.extend([a << 2 | b >> 4, b << 4 | c >> 2]),
        _ => {}
    }
    bytes
}

fn decode_hex(digits: &[u8]) -> Vec<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16).unwrap_or(0) as u8;
    let (pairs, _) = digits.as_chunks::<2>();
    pairs.iter().map(|&[high, low]| value(high) << 4 | value(low)).collect()
}
