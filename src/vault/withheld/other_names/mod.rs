//! Other ways to say what is withheld: a company without its legal form, a person as mail addresses
//! and as people write them, plurals, numbers of telephones, amounts of money.

mod amounts;
mod companies;
mod forms;
mod numbers;
mod people;
mod plurals;

use super::kind::{Certainty, Kind};

pub use amounts::{amounts, in_words};

/// Another name for something withheld.
pub struct OtherName {
    pub text: String,
    /// How certainly a find of it means a leak.
    pub certainty: Certainty,
}

impl OtherName {
    fn of_kind(text: String) -> OtherName {
        OtherName { text, certainty: Certainty::OfKind }
    }
}

/// The other names of something withheld, without the one that it has.
pub fn other_names(kind: Kind, text: &str) -> Vec<OtherName> {
    let mut names = match kind {
        Kind::Account | Kind::ShareAccount => companies::brand(text)
            .map(|text| OtherName { text, certainty: Certainty::UnlessPlainWord })
            .into_iter()
            .collect(),
        person if person.is_person() => people::names(text),
        Kind::CodeName | Kind::NeverPublish => {
            plurals::plurals(text).into_iter().chain(numbers::telephone(text)).collect()
        }
        Kind::ExtraValue | Kind::RequestValue => numbers::telephone(text),
        _ => Vec::new(),
    };
    names.retain(|other| other.text.to_lowercase() != text.to_lowercase());
    names
}

/// Whether a free text is unlike ordinary words: `red` and `1.10` are not searched for, `INT-1234`,
/// `NW-12`, `0x1F`, `sap-basic` and `00452197` are.
pub fn is_distinctive(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_marked = text.chars().any(|c| c.is_numeric() || matches!(c, '@' | '-' | '_' | ' '));
    text.chars().count() >= 6 && has_letter && is_marked
        || numbers::is_number(text)
        || is_key(text)
        || is_written_oddly(text)
        || !amounts(text).is_empty()
}

/// The key of a ticket, `NW-12`: two capitals at least, and a number.
fn is_key(text: &str) -> bool {
    text.split_once('-').is_some_and(|(project, number)| {
        let is_project = project.len() >= 2
            && project.starts_with(|c: char| c.is_ascii_uppercase())
            && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        is_project && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A number as nobody writes one in a sentence: `0x1F`, `01234`, `1_000`.
fn is_written_oddly(text: &str) -> bool {
    let is_hex = |digits: &str| digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    text.strip_prefix("0x").is_some_and(is_hex)
        || is_digits && text.len() >= 5 && (text.starts_with('0') || text.contains('_'))
}

#[cfg(test)]
mod tests {
    use super::is_distinctive;

    #[test]
    fn keys_and_odd_numbers_are_unlike_words_however_short() {
        for text in ["NW-12", "SEC-9", "B2B-9", "0x1F", "01234", "1_000", "INT-1234", "$1.2M"] {
            assert!(is_distinctive(text), "{text}");
        }
        for text in ["red", "1.10", "2026", "A-1", "e-2", "-", "", "ipv6", "12"] {
            assert!(!is_distinctive(text), "{text}");
        }
    }
}
