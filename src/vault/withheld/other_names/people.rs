//! People: the same person as a mail address, as an account, and as people write names.

use crate::vault::withheld::kind::Certainty;

use super::OtherName;

/// A shorter word of an address is an initial; who has it cannot be told.
const NAME: usize = 2;

/// Names of more words are turned around by nobody.
const MOST_WORDS: usize = 4;

/// What stands before a name.
const TITLES: [&str; 14] = [
    "dr", "prof", "mr", "mrs", "ms", "mx", "sir", "herr", "frau", "m", "mme", "ing", "dipl-ing",
    "phd",
];

/// The other names of a person: of `priya.raman@northwind.example` they are `priya raman` (which is
/// also found as `priya.raman` and `Priya_Raman`) and `raman priya`.
pub fn names(person: &str) -> Vec<OtherName> {
    let mut names = Vec::new();
    let parts = person.split(['<', '>', '(', ')', '[', ']', ';', '|']);
    for part in parts.flat_map(each_person) {
        let part = part.trim().trim_start_matches("mailto:");
        match part.split_once('@') {
            Some(("", account)) => add(&words_of_account(account), &mut names),
            Some((account, _)) => add(&words_of_account(account), &mut names),
            None => add(&words_of_name(part), &mut names),
        }
    }
    names
}

/// Several people in one value, `Nadia Okonkwo, Tom Brightley`; each has two names at least, as
/// `Raman, Priya` and `Search & Discovery Team` do not.
fn each_person(part: &str) -> Vec<&str> {
    for sign in [",", "、", "/", "&", "+", " and ", " und ", " et ", " y "] {
        let people: Vec<&str> = part.split(sign).collect();
        let is_person = |name: &&str| name.contains('@') || name.split_whitespace().count() >= 2;
        if people.len() > 1 && people.iter().all(is_person) {
            return people.into_iter().flat_map(each_person).collect();
        }
    }
    vec![part]
}

fn add(words: &[String], names: &mut Vec<OtherName>) {
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return;
    }
    names.push(OtherName::of_kind(words.join(" ")));
    let (last, first) = words.split_last().expect("there are two");
    let text = format!("{last} {}", first.join(" "));
    // Turned around, the words of a team (`Platform Team`) meet in sentences.
    names.push(OtherName { text, certainty: Certainty::WithCapital });
}

fn words_of_account(account: &str) -> Vec<String> {
    let words = account.split(['.', '_', '-', '+']);
    let words: Vec<String> =
        words.map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()).collect();
    let is_name =
        |word: &String| word.chars().count() >= NAME && word.chars().all(char::is_alphabetic);
    if words.iter().all(is_name) { words } else { Vec::new() }
}

/// The words of a name in the usual order, without titles.
fn words_of_name(name: &str) -> Vec<String> {
    let turned = match name.split_once(',') {
        Some((last, first)) => format!("{first} {last}"),
        None => name.to_owned(),
    };
    let is_title =
        |word: &&str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let words = turned.split_whitespace().skip_while(is_title);
    let words: Vec<String> = words.map(str::to_owned).collect();
    let is_name = |word: &String| word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
    if words.iter().all(is_name) { words } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_person_has_a_name_in_both_orders() {
        for (person, expected) in [
            ("priya.raman@northwind.example", &["priya raman", "raman priya"][..]),
            ("priya_raman2@northwind.example", &["priya raman", "raman priya"]),
            ("Priya Raman", &["Priya Raman", "Raman Priya"]),
            ("Raman, Priya", &["Priya Raman", "Raman Priya"]),
            ("Dr. Priya Raman (Sales)", &["Priya Raman", "Raman Priya"]),
            (
                "P. Raman <priya.raman@northwind.example>",
                &["P. Raman", "Raman P.", "priya raman", "raman priya"],
            ),
            ("@priya.raman", &["priya raman", "raman priya"]),
            ("Ana María de Souza", &["Ana María de Souza", "Souza Ana María de"]),
            (
                "Nadia Okonkwo, Tom Brightley",
                &["Nadia Okonkwo", "Okonkwo Nadia", "Tom Brightley", "Brightley Tom"],
            ),
            (
                "Nadia Okonkwo and tom.brightley@x.example",
                &["Nadia Okonkwo", "Okonkwo Nadia", "tom brightley", "brightley tom"],
            ),
            ("Search & Discovery Team", &[]),
            ("ana@northwind.example", &[]),
            ("praman@northwind.example", &[]),
            ("p.raman@northwind.example", &[]),
            ("@ana", &[]),
            ("ana", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = names(person).into_iter().map(|other| other.text).collect();
            assert_eq!(found, expected, "{person}");
        }
    }
}
