//! What a search rules out for later ones: never what is there, and nearly all that is not.

use std::ops::Range;

use proptest::prelude::*;

use super::super::{Hit, ScanList, Sought};
use super::encoders::base64;
use super::{phrases, rules_out, sought};

const WORDS: [&str; 20] = [
    "alder",
    "birch",
    "cedar",
    "hazel",
    "maple",
    "larch",
    "rowan",
    "aspen",
    "beech",
    "elm",
    "willow",
    "yew",
    "Über-Ulme",
    "oak2",
    "poplar",
    "linden",
    "spruce",
    "juniper",
    "holly",
    "plum",
];

/// Some of the words in a row, always in the same order, so that texts often share a run.
fn words(count: Range<usize>) -> impl Strategy<Value = String> {
    let longest = count.end - 1;
    (0..=WORDS.len() - longest, count).prop_map(|(from, count)| WORDS[from..from + count].join(" "))
}

/// Something withheld, with what is shown beside it if it is a text.
fn fact() -> impl Strategy<Value = (String, Option<String>)> {
    prop_oneof![
        words(1..4).prop_map(|phrase| (phrase, None)),
        (words(3..16), words(0..14)).prop_map(|(text, beside)| (text, Some(beside))),
    ]
}

fn page() -> impl Strategy<Value = String> {
    let passage = prop_oneof![words(1..16), Just("of no tree at all".to_owned())];
    let page = proptest::collection::vec(passage.clone(), 0..3).prop_map(|parts| parts.join(". "));
    (page, passage, 0..3).prop_map(|(page, title, form)| match (form, page.split_once(' ')) {
        (0, _) => base64(page.as_bytes()),
        // What a title says stands within what the page says.
        (1, Some((first, rest))) => format!("<p>{first} <a title=\"{title}\">{rest}</a></p>"),
        _ => format!("<p>{page}</p>"),
    })
}

fn list(facts: &[(String, Option<String>)], allowed: &[String]) -> ScanList {
    let mut builder = ScanList::builder();
    for (id, (text, beside)) in facts.iter().enumerate() {
        match beside {
            Some(beside) => builder.text(id, &sought(text, &[beside])),
            None => builder.phrase(id, text),
        }
    }
    allowed.iter().enumerate().for_each(|(id, term)| builder.allow(id, term));
    builder.build()
}

/// Whether nothing of what was found is a leak: a few words that an entry shows itself are none.
fn is_clean(hits: &[Hit]) -> bool {
    hits.iter().all(|hit| hit.excused.is_some() || (hit.restated && hit.words < 12))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// The claim on which a preview rests: of a file in which nothing of a list is, only what
    /// another list adds to it must be asked.
    #[test]
    fn what_is_ruled_out_is_not_there(
        common in proptest::collection::vec(fact(), 0..3),
        removed in proptest::collection::vec(fact(), 0..3),
        added in proptest::collection::vec(fact(), 0..3),
        allowed_before in proptest::collection::vec(words(1..13), 0..2),
        allowed_after in proptest::collection::vec(words(1..13), 0..2),
        turn in 0..4usize,
        page in page(),
    ) {
        let before = list(&[&common[..], &removed].concat(), &allowed_before);
        let mut facts = [&common[..], &added].concat();
        let turn = turn.min(facts.len());
        facts.rotate_left(turn);
        let after = list(&facts, &allowed_after);
        let (hits, trace) = before.scan_traced("index.html", page.as_bytes());
        let sought = Sought::of(&list(&added, &[]), &after);
        let is_ruled_out = sought.is_some_and(|sought| !trace.may_hold(&sought));
        let later = after.scan("index.html", page.as_bytes());
        // A file in which a term excuses something is searched again.
        let is_kept = is_clean(&hits) && hits.iter().all(|hit| hit.excused.is_none());
        prop_assert!(!is_kept || !is_ruled_out || is_clean(&later), "{later:?}");
    }
}

#[test]
fn what_is_not_there_is_ruled_out() {
    let page = "<p>Alder and birch stand by the river.</p>";
    for absent in ["Project Falcon", "cedar", "Acme GmbH", "river by the birch"] {
        assert!(rules_out("index.html", page.as_bytes(), &phrases(&[absent])), "{absent}");
    }
    for present in ["birch", "by the river", "Alder"] {
        assert!(!rules_out("index.html", page.as_bytes(), &phrases(&[present])), "{present}");
    }
}

#[test]
fn a_phrase_too_short_to_be_ruled_out_is_not() {
    assert!(!rules_out("index.html", b"<p>Nothing of it.</p>", &phrases(&["SAP"])));
    assert!(!rules_out("index.html", b"<p>Nothing of it.</p>", &phrases(&["Falcon", "SAP"])));
}
