//! Ways to write a text so that a reader, or a program, can still read it.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

/// A way to write a text.
pub type Form = (&'static str, fn(&str) -> String);

/// All of them.
pub const FORMS: [Form; 49] = [
    ("as it is", |text| text.to_owned()),
    ("decimal references", |text| each(text, |c| format!("&#{};", u32::from(c)))),
    ("hexadecimal references", |text| each(text, |c| format!("&#x{:x};", u32::from(c)))),
    ("named references between words", |text| text.replace(' ', "&nbsp;")),
    ("mixed references", mixed_references),
    ("references in references", |text| each(text, |c| format!("&amp;#{};", u32::from(c)))),
    ("percent codes", percent),
    ("percent codes twice", |text| percent(text).replace('%', "%25")),
    ("plus signs for spaces", |text| text.replace(' ', "+")),
    ("base64", |text| base64(text.as_bytes())),
    ("base64, one byte later", |text| base64(format!("\t{text}").as_bytes())),
    ("base64 in a text", |text| base64(format!("<p>{text}</p>").as_bytes())),
    ("base64, two bytes later", |text| base64(format!("\n\t{text}").as_bytes())),
    ("base64 for addresses", |text| {
        base64(format!(" {text} ").as_bytes()).replace('+', "-").replace('/', "_")
    }),
    ("base64 in base64", |text| base64(base64(text.as_bytes()).as_bytes())),
    ("hexadecimal", |text| text.bytes().map(|byte| format!("{byte:02x}")).collect()),
    ("JSON escapes", |text| each(text, |c| format!("\\u{:04x}", u32::from(c)))),
    ("JavaScript byte escapes", |text| each(text, byte_escape)),
    ("JavaScript code point escapes", |text| each(text, |c| format!("\\u{{{:x}}}", u32::from(c)))),
    ("CSS escapes", |text| each(text, |c| format!("\\{:x} ", u32::from(c)))),
    ("a slug", |text| slug::slugify(text)),
    ("upper case", |text| text.to_uppercase()),
    ("lower case", |text| text.to_lowercase()),
    ("small and large letters", alternating),
    ("zero-width joiners", |text| each(text, |c| format!("{c}\u{200d}"))),
    ("zero-width spaces", |text| each(text, |c| format!("{c}\u{200b}"))),
    ("soft hyphens", |text| each(text, |c| format!("{c}\u{ad}"))),
    ("a direction mark", |text| text.replace(' ', " \u{202e}")),
    ("NFC", |text| text.nfc().collect()),
    ("NFD", |text| text.nfd().collect()),
    ("NFKD", |text| text.nfkd().collect()),
    ("full width", |text| each(text, |c| wide(c).to_string())),
    ("markup between letters", markup_between_letters),
    ("markup between words", |text| text.replace(' ', "</b> <i class=\"x\">")),
    ("a comment inside", |text| text.replacen(' ', " <!-- x --> ", 1)),
    ("line breaks between words", |text| text.replace(' ', "\r\n\t")),
    ("breaks between words", |text| text.replace(' ', "<br>\n")),
    ("hyphens between words", |text| text.replace(' ', "-")),
    ("underscores between words", |text| text.replace(' ', "_")),
    ("letters that look alike", |text| each(text, |c| look_alike(c).to_string())),
    ("small capitals", |text| each(text, |c| small_capital(c).to_string())),
    ("letters written out", |text| text.replace('ü', "ue")),
    ("empty tags between words", |text| text.replace(' ', "<sub></sub>")),
    ("possible breaks between words", |text| text.replace(' ', "<wbr>")),
    ("a part of a drawing for each word", |text| {
        let part = |word: &str| format!("<tspan x=\"0\" y=\"9\">{word}</tspan>");
        text.split(' ').map(part).collect()
    }),
    ("a word broken at the end of a line", |text| broken(text, "-\n")),
    ("a word with a hyphen at the end of a line", |text| broken(text, "\u{2010}\r\n  ")),
    ("a mark of a footnote inside", |text| text.replacen(' ', "[1] ", 1)),
    ("the path of an address", |text| {
        format!("https://a.example/blog/{}/", text.replace([' ', '/'], "-"))
    }),
];

/// The same with a break in the middle of its longest word.
fn broken(text: &str, sign: &str) -> String {
    let longest = text.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
    let middle = longest.floor_char_boundary(longest.len() / 2);
    let (head, tail) = longest.split_at(middle);
    text.replacen(longest, &format!("{head}{sign}{tail}"), 1)
}

/// A letter of another alphabet, where there is one.
fn look_alike(c: char) -> char {
    match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'ο',
        'x' => 'х',
        'i' => 'і',
        'A' => 'Α',
        'O' => 'О',
        _ => c,
    }
}

fn small_capital(c: char) -> char {
    match c {
        'b' => 'ʙ',
        'e' => 'ᴇ',
        'k' => 'ᴋ',
        'l' => 'ʟ',
        'n' => 'ɴ',
        'r' => 'ʀ',
        'v' => 'ᴠ',
        _ => c,
    }
}

fn each(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

fn byte_escape(c: char) -> String {
    let number = u32::from(c);
    if number < 0x100 { format!("\\x{number:02x}") } else { format!("\\u{number:04x}") }
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn mixed_references(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        match at % 4 {
            0 => write!(out, "&#{};", u32::from(c)),
            1 => write!(out, "&#X{:X};", u32::from(c)),
            2 => write!(out, "{c}&shy;"),
            _ => write!(out, "{c}"),
        }
        .expect("writing to a String never fails");
    }
    out
}

fn alternating(text: &str) -> String {
    let case = |(at, c): (usize, char)| match at % 2 {
        0 => c.to_uppercase().to_string(),
        _ => c.to_lowercase().to_string(),
    };
    text.chars().enumerate().map(case).collect()
}

fn wide(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).expect("these have a wide form"),
        _ => c,
    }
}

fn markup_between_letters(text: &str) -> String {
    let tag = |(at, c): (usize, char)| match (at % 3, c) {
        (_, ' ') => " ".to_owned(),
        (1, _) => format!("<b>{c}</b>"),
        (2, _) => format!("<span title='a > b'>{c}</span>"),
        _ => c.to_string(),
    };
    text.chars().enumerate().map(tag).collect()
}

/// Base64 with padding.
pub fn base64(bytes: &[u8]) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            let is_padding = digit > group.len();
            text.push(if is_padding { '=' } else { char::from(alphabet[value as usize]) });
        }
    }
    text
}
