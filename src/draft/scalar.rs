//! Text as YAML that reads back as the same text, whatever it holds.

use std::fmt::Write as _;

/// Words that some reader of YAML takes for something else than text.
const WORDS: [&str; 11] =
    ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];

/// The text, quoted if need be. Fits a value and a key, on one line, also within brackets.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a page may hold this character. What it may not, no value may hold either.
pub fn is_printable(c: char) -> bool {
    let is_noncharacter = ('\u{fdd0}'..='\u{fdef}').contains(&c) || u32::from(c) & 0xfffe == 0xfffe;
    !is_noncharacter && (!c.is_control() || matches!(c, '\n' | '\t'))
}

/// Letters, digits and what never has a meaning in YAML. All else is quoted, needed or not.
fn is_plain(text: &str) -> bool {
    let is_harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(is_harmless)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Invisible letters and line breaks of other scripts are safer spelt out.
            '\u{80}'..='\u{a0}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                write!(out, "\\u{:04X}", u32::from(c)).expect("writing to a String never fails");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn plain_words_stay_as_they_are_and_all_else_is_quoted() {
        for plain in ["Premium SAP connector", "v2.1 on-premise", "x"] {
            assert_eq!(scalar(plain), plain);
        }
        for (text, expected) in [
            ("a: b", "\"a: b\""),
            ("a # b", "\"a # b\""),
            ("- a", "\"- a\""),
            ("Say \"hi\" \\ all", "\"Say \\\"hi\\\" \\\\ all\""),
            ("No", "\"No\""),
            ("2026", "\"2026\""),
            ("", "\"\""),
            ("a\nb", "\"a\\nb\""),
            ("a\u{202e}b", "\"a\\u202Eb\""),
            ("Größe 🚀", "\"Größe 🚀\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
