//! Plurals and genitives of code names and of what must never be published.

use super::OtherName;

/// Shorter words take other endings, or are other words with one (`it`, `its`).
const WORD: usize = 3;

/// The phrase with an ending on one of its words: `Falcons`, `costs to serve`. A genitive with an
/// apostrophe needs none, since the word ends before it.
pub fn plurals(text: &str) -> Vec<OtherName> {
    let mut names = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let (before, after) = (&text[..start], &text[start + letters.len()..]);
        for with_ending in endings(letters) {
            names.push(OtherName::of_kind(format!("{before}{with_ending}{after}")));
        }
        start += word.len();
    }
    names
}

fn endings(word: &str) -> Vec<String> {
    // Scripts without cases have no such endings either.
    let has_cases = word.chars().all(|c| c.is_lowercase() || c.is_uppercase());
    if word.chars().count() < WORD || !has_cases {
        return Vec::new();
    }
    let lower = word.to_lowercase();
    let mut forms = vec![format!("{word}s"), format!("{word}es")];
    if let Some(stem) = word.strip_suffix(['y', 'Y']).filter(|_| lower.ends_with('y')) {
        forms.push(format!("{stem}ies"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::plurals;

    #[test]
    fn each_word_takes_an_ending() {
        let of = |text| plurals(text).into_iter().map(|other| other.text).collect::<Vec<_>>();
        assert_eq!(of("Falcon"), ["Falcons", "Falcones"]);
        assert_eq!(of("Delivery"), ["Deliverys", "Deliveryes", "Deliveries"]);
        assert_eq!(
            of("cost to serve"),
            ["costs to serve", "costes to serve", "cost to serves", "cost to servees"]
        );
        assert_eq!(of("R2"), [""; 0]);
        assert_eq!(of("猎鹰"), [""; 0]);
    }
}
