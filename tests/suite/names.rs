//! Names that stand in shown text by chance or by mistake: which of them stop a build.

use crate::support::{Outcome, Project};

const SHOWN: &str = "title: A\nstage: planned\nvisibility: client";

fn shown(text: &str) -> Project {
    Project::new().entry("a", SHOWN, &format!("::: client\n{text}\n:::"))
}

/// The codes and messages of all errors, each once.
fn errors(outcome: &Outcome) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let diagnostics = report["diagnostics"].as_array().expect("it is a list");
    let text = |value: &serde_json::Value| value.as_str().expect("it is text").to_owned();
    let mut errors: Vec<_> = diagnostics
        .iter()
        .map(|error| format!("{}: {}", text(&error["code"]), text(&error["message"])))
        .collect();
    errors.dedup();
    errors
}

#[test]
fn the_file_name_of_a_hidden_entry_is_stopped() {
    let project =
        shown("Continues merger-2027.").entry("merger-2027", "title: Other\nstage: idea", "");
    let outcome = project.check(&["--format", "json", "--audience", "client"]);
    let expected = "leak: the file name of `content/merger-2027.md`, withheld from client readers, \
                    is in their site";
    assert_eq!((outcome.code, errors(&outcome)), (1, vec![expected.to_owned()]));
}

#[test]
fn a_file_name_like_any_word_is_not_looked_for() {
    let project = shown("Continues the merger.").entry("merger", "title: Other\nstage: idea", "");
    project.check(&["--audience", "client"]).succeeds();
}

#[test]
fn a_hidden_title_that_every_page_says_anyway_is_no_leak() {
    let project = shown("Text.").entry("b", "title: Later\nstage: idea", "");
    project.check(&[]).succeeds();
}

#[test]
fn a_code_name_is_stopped_even_if_every_page_says_it() {
    let project = shown("Text.").entry("b", "title: B\nstage: idea\ncodenames: [Later]", "");
    let outcome = project.check(&["--format", "json", "--audience", "client"]);
    let expected =
        "leak: a code name of `content/b.md`, withheld from client readers, is in their site";
    assert_eq!((outcome.code, errors(&outcome)), (1, vec![expected.to_owned()]));
}

/// Of equal names the strictest counts, whichever comes first.
#[test]
fn a_name_that_is_two_things_is_stopped_as_the_stricter() {
    let check = |project: Project| {
        let outcome = project.check(&["--format", "json", "--audience", "client"]);
        (outcome.code, errors(&outcome))
    };
    let leak = |what: &str| (1, vec![format!("leak: {what} is in the client site")]);
    let title = "title: Later\nstage: idea";
    let term = shown("Text.").settings("product: Acme\nnever_publish: [Later]\n");
    let term = term.entry("b", title, "");
    assert_eq!(check(term), leak("a term that must never be published"));
    let withheld = |what: &str| {
        let message = format!("leak: {what}, withheld from client readers, is in their site");
        (1, vec![message])
    };
    for (first, second) in [("b", "c"), ("c", "b")] {
        let code = shown("Text.").entry(first, title, "").entry(
            second,
            "title: Other\nstage: idea\ncodenames: [Later]",
            "",
        );
        let expected = withheld(&format!("a code name of `content/{second}.md`"));
        assert_eq!(check(code), expected);
        // The style sheet says `-apple-system`, which excuses a title everywhere.
        let account = shown("As Apple asked us.")
            .entry(first, "title: Apple\nstage: idea", "")
            .entry(second, "title: Other\nstage: idea\nrequests: [{ account: Apple }]", "");
        let expected = withheld(&format!("the account of a request of `content/{second}.md`"));
        assert_eq!(check(account), expected);
    }
}
