//! Nothing withheld gets into a comparison, a comment, or the ledger.

use std::collections::BTreeSet;

use roadcast::audience::Audience;

use super::{diff, record};
use crate::canaries::project::{aviary, is_shown_to_engineering};
use crate::support::{AS_OF, Outcome, Project, document, read_all};

const FORMATS: [&str; 4] = ["human", "markdown", "json", "github"];

fn said(outcome: &Outcome) -> String {
    format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase()
}

/// Every hidden text of the aviary, in small letters.
fn hidden_from(audience: Audience) -> Vec<String> {
    let aviary = aviary();
    let hidden = aviary.canaries.iter().filter(|canary| canary.is_hidden_from(audience));
    hidden.map(|canary| canary.text.to_lowercase()).collect()
}

#[test]
fn a_word_that_is_withheld_on_either_side_is_never_printed() {
    let aviary = aviary();
    let project = &aviary.project;
    project.commit("with everything");
    // Each shown text is gone on the other side, and all that is hidden too.
    for path in read_all(&project.path("content")).keys().filter(|path| path.ends_with(".md")) {
        std::fs::remove_file(project.path(&format!("content/{path}"))).expect("it is ours");
    }
    project.write(
        "content/other.md",
        document("title: Other\nstage: planned\nvisibility: client\nsummary: Other words.", ""),
    );
    std::fs::write(project.path("roadcast.yaml"), "product: Acme\n").expect("it is ours");
    project.commit("with nothing");
    for audience in [Audience::Client, Audience::Sales] {
        let hidden = hidden_from(audience);
        assert!(hidden.len() > 20, "only {} texts", hidden.len());
        for range in ["HEAD~1..HEAD", "HEAD..HEAD~1"] {
            for format in FORMATS {
                let whom = ["--audience", audience.name(), "--no-redact"];
                let asked = [&[range, "--format", format][..], &whom].concat();
                let said = said(&diff(project, &asked).succeeds());
                assert!(said.contains("other"), "{audience} {range} {format}: {said}");
                for text in &hidden {
                    assert!(!said.contains(text.as_str()), "{audience} {range} {format}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_hidden_change_is_no_change() {
    let project = super::project();
    project.commit("one");
    project.write(
        "content/quiet.md",
        document("title: Loud Lagoon\nstage: idea\nvisibility: sales\nowner: tom", "Amaranth."),
    );
    let body = "Amaranth.\n::: client\nLarge exports run at night.\n:::";
    let fields = format!("{}\nowner: zoe@northwind.example\neffort: 9", super::SHOWN);
    project.write("content/exp.md", document(&fields, body));
    for format in FORMATS {
        let before = diff(&project, &["main..main", "--format", format]).succeeds();
        let after = diff(&project, &["main", "--format", format]).succeeds();
        let plain = |text: &str| text.replace("this folder", "").replace("main", "");
        let words = |text: &str| plain(text).split('(').next().unwrap_or_default().len() > 5;
        assert!(words(&before.stdout) && words(&after.stdout), "{format}");
        let said = said(&after);
        for word in ["lagoon", "amaranth", "zoe", "tom"] {
            assert!(!said.contains(word), "{format}: {said}");
        }
        let expected = match format {
            "json" => "\"changes\": []",
            "markdown" => "nothing: they read the same words",
            _ => "nothing changes for clients",
        };
        assert!(said.contains(expected), "{format}: {said}");
    }
}

#[test]
fn words_for_insiders_are_masked_where_anybody_may_read_the_log() {
    let project = super::project();
    project.commit("one");
    let fields = "title: Loud Lagoon\nstage: planned\nvisibility: sales\nowner: zoe";
    project.write("content/quiet.md", document(fields, ""));
    for audience in ["sales", "engineering"] {
        for format in FORMATS {
            let arguments = ["main", "--audience", audience, "--format", format];
            let outcome = diff(&project, &arguments).succeeds();
            for word in ["lagoon", "zoe", "zephyrine", "content/quiet"] {
                assert!(!said(&outcome).contains(word), "{audience} {format}: {word}");
            }
            assert!(said(&outcome).contains("███"), "{audience} {format}");
            let full = diff(&project, &[&arguments[..], &["--no-redact"]].concat()).succeeds();
            assert!(said(&full).contains("lagoon"), "{audience} {format}");
        }
    }
}

#[test]
fn the_ledger_keeps_what_readers_can_read_and_no_more() {
    let aviary = aviary();
    let project = &aviary.project;
    for audience in Audience::ALL {
        let arguments = ["publish", "--record", "--on", AS_OF, "--audience", audience.name()];
        project.run_as_given(&arguments).succeeds();
        let kept = read_all(&project.path("ledger"));
        let kept: String =
            kept.values().map(|bytes| String::from_utf8_lossy(bytes).to_lowercase()).collect();
        // HTML and JSON write some signs in other ways, words never.
        let word = |text: &str| {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words.max_by_key(|word| word.len()).unwrap_or_default().to_lowercase()
        };
        let mut missing = BTreeSet::new();
        for canary in &aviary.canaries {
            let is_hidden = canary.is_hidden_from(audience);
            let found = kept.contains(&word(&canary.text));
            assert!(!(is_hidden && found), "{audience}: {} is kept", canary.place);
            let is_told = !is_hidden && is_shown_to_engineering(canary);
            missing.extend((is_told && !found).then_some(canary.key));
        }
        let not_kept = NOT_KEPT.iter().map(|(key, _)| *key);
        missing.retain(|key| not_kept.clone().all(|known| known != *key));
        assert_eq!(missing, BTreeSet::new(), "{audience}");
        std::fs::remove_dir_all(project.path("ledger")).expect("it was just written");
    }
}

/// What a reader can see, and no edition keeps, each with its reason.
const NOT_KEPT: [(&str, &str); 0] = [];

#[test]
fn the_publication_of_the_day_changes_no_byte_of_any_site() {
    let project = super::project();
    let sites = || ["client", "sales", "engineering"].map(|audience| project.site(audience));
    project.build(&[]).succeeds();
    let before = sites();
    record(&project, AS_OF, &[]).succeeds();
    project.build(&[]).succeeds();
    assert!(sites() == before, "a site has changed");
    let fresh = super::project();
    fresh.build(&[]).succeeds();
    assert!(fresh.site("client") == project.site("client"), "a site has changed");
}

#[test]
fn the_output_never_lies_in_the_ledger() {
    for output in ["ledger", "ledger/site", "shares"] {
        let project = Project::new().settings(&format!("product: Acme\noutput: {output}\n"));
        let outcome = project.build(&[]);
        assert_eq!(outcome.code, 1, "{output}");
        assert!(outcome.stderr.contains("error[bad-output]"), "{output}: {}", outcome.stderr);
    }
}
