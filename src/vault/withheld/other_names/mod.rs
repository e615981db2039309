//! Other ways to say what is withheld: a company without its legal form, a person as mail addresses
//! and as people write them, plurals, numbers of telephones, amounts of money.

mod amounts;
mod companies;
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

/// Whether a free text is unlike ordinary words: `red` is not searched for, `INT-1234`, `sap-basic`
/// and `00452197` are.
pub fn is_distinctive(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_marked = text.chars().any(|c| c.is_numeric() || matches!(c, '@' | '-' | '_' | ' '));
    text.chars().count() >= 6 && has_letter && is_marked
        || numbers::is_number(text)
        || !amounts(text).is_empty()
}
