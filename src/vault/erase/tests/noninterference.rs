//! Whatever hidden things do, what is left is the same, and is left alone the next time.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::audience::Audience;

use super::pairs::{CANARY, Shown, hidden, render, shown};
use super::{Documents, erase, read, year_of};

proptest! {

    #[test]
    fn clients_see_the_same_whatever_is_hidden(
        shown in shown(Audience::Client),
        one in hidden(Audience::Client),
        other in hidden(Audience::Client),
    ) {
        let (one, other) = (render(&shown, &one), render(&shown, &other));
        holds(&shown, Audience::Client, &one, &other)?;
    }

    #[test]
    fn sales_sees_the_same_whatever_engineering_hides(
        shown in shown(Audience::Sales),
        one in hidden(Audience::Sales),
        other in hidden(Audience::Sales),
    ) {
        let (one, other) = (render(&shown, &one), render(&shown, &other));
        holds(&shown, Audience::Sales, &one, &other)?;
    }

    #[test]
    fn no_text_makes_it_panic(
        front in "[a-z\"'{}\\[\\]:\n #|>&*!-]{0,60}",
        body in "[a:`~<>!\\[\\]()\n\r -]{0,80}",
    ) {
        let labels = "title: T\nstage: beta\nvisibility: client";
        let text = format!("---\n{labels}\n{front}\n---\n::: client\n{body}\n:::\n");
        let documents = Documents::from([("content/a.md".to_owned(), text)]);
        let _ = erase(&documents, Audience::Client, &year_of, &read);
    }
}

fn holds(
    shown: &Shown,
    audience: Audience,
    one: &Documents,
    other: &Documents,
) -> Result<(), TestCaseError> {
    let erased = |documents| {
        erase(documents, audience, &year_of, &read)
            .map(|erased| erased.documents)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{documents:#?}")))
    };
    let left = erased(one)?;
    prop_assert_eq!(&left, &erased(other)?);
    prop_assert_eq!(left.len(), shown.len());
    for (path, text) in &left {
        prop_assert!(!path.contains(CANARY) && !text.contains(CANARY), "{}", text);
    }
    prop_assert_eq!(&erased(&left)?, &left);
    for expected in shown.texts() {
        let is_left = left.values().any(|text| text.contains(expected));
        prop_assert!(is_left, "{} is gone from {:#?}", expected, left);
    }
    let titles: BTreeSet<String> = left.values().map(|text| title_of(text)).collect();
    prop_assert_eq!(titles, shown.titles());
    Ok(())
}

/// The title as the main program's YAML reader sees it.
fn title_of(document: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Titled {
        title: String,
    }
    let yaml = document.split("---\n").nth(1).expect("the eraser writes a front matter");
    serde_saphyr::from_str::<Titled>(yaml).expect("the eraser writes YAML").title
}
