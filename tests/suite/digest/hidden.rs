//! Nothing withheld is in a letter, and a letter that would hold it is not written.

use super::{EXPORTS, QUIET, digest, project, record, write};
use crate::canaries::project::aviary;
use crate::support::{AS_OF, Project, document, read_all};

use roadcast::audience::Audience;

const FORMATS: [&str; 4] = ["markdown", "html", "eml", "slack"];

fn letters(project: &Project, audience: &str) -> Vec<Vec<u8>> {
    let letter = |format| {
        let folder = format!("letters-{format}");
        let asked = ["--audience", audience, "--format", format, "--out", &folder];
        digest(project, &asked).succeeds();
        read_all(&project.path(&folder)).into_values()
    };
    FORMATS.into_iter().flat_map(letter).collect()
}

#[test]
fn a_hidden_change_changes_no_letter() {
    let project = project();
    let before = letters(&project, "client");
    assert_eq!(before.len(), 4);
    let edits = [
        ("stage: planned", "stage: in-progress"),
        ("Globex Holding", "Umbrella Corp"),
        ("It comes in spring.", "It comes in summer."),
        ("ana@northwind.example", "zoe@northwind.example"),
        ("Two asked for it.", "Nobody asked for it."),
    ];
    write(&project, "exports", EXPORTS, &edits);
    write(
        &project,
        "quiet",
        QUIET,
        &[("stage: planned", "stage: shipped\nshipped_on: 2026-11-01")],
    );
    // Publications for others are nothing to customers.
    record(&project, "sales", "2026-11-10");
    record(&project, "engineering", "2026-11-11");
    assert_eq!(before, letters(&project, "client"));
}

#[test]
fn no_word_of_an_earlier_edition_and_nothing_that_was_withdrawn_is_told() {
    let project = project();
    for audience in ["client", "engineering"] {
        for letter in letters(&project, audience) {
            let letter = String::from_utf8(letter).expect("letters are UTF-8").to_lowercase();
            assert!(letter.contains("faster exports"), "{letter}");
            assert!(!letter.contains("vanished"), "{letter}");
        }
    }
}

#[test]
fn no_canary_gets_into_a_letter_for_those_who_may_not_read_it() {
    let aviary = aviary();
    let project = &aviary.project;
    for audience in [Audience::Client, Audience::Sales] {
        // What is published first is none of it, so that all of it is new.
        let content: Vec<_> = read_all(&project.path("content")).into_iter().collect();
        std::fs::remove_dir_all(project.path("content")).expect("it is ours");
        let other = "title: Other\nstage: planned\nvisibility: client\nsummary: Other words.";
        project.write("content/other.md", document(other, ""));
        let settings = std::fs::read(project.path("roadcast.yaml")).expect("it is there");
        project.write("roadcast.yaml", "product: Acme\n");
        record(project, audience.name(), "2026-10-05");
        std::fs::remove_file(project.path("content/other.md")).expect("it is ours");
        project.write("roadcast.yaml", settings);
        for (path, bytes) in content {
            project.write(&format!("content/{path}"), bytes);
        }
        let hidden = aviary.canaries.iter().filter(|canary| canary.is_hidden_from(audience));
        let hidden: Vec<String> = hidden.map(|canary| canary.text.to_lowercase()).collect();
        assert!(hidden.len() > 20, "only {} texts", hidden.len());
        for format in FORMATS {
            let folder = format!("letters-{audience}-{format}");
            let asked = ["--audience", audience.name(), "--format", format, "--out", &folder];
            let said = digest(project, &asked).succeeds().stderr.to_lowercase();
            let letters = read_all(&project.path(&folder));
            assert!(!letters.is_empty(), "{audience} {format}: {said}");
            for (path, bytes) in letters {
                let letter = String::from_utf8(bytes).expect("letters are UTF-8").to_lowercase();
                for text in &hidden {
                    let is_there = letter.contains(text.as_str()) || path.contains(text.as_str());
                    assert!(!is_there, "{audience} {format} {path}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_leak_writes_no_letter() {
    let project = project();
    let edits = [
        ("stage: planned", "stage: in-progress"),
        ("Exports take a minute at most.", "Exports for Globex Holding take a minute."),
    ];
    write(&project, "exports", EXPORTS, &edits);
    let asked = ["digest", "--since", "2026-10-05", "--as-of", AS_OF, "--audience", "client"];
    let outcome = project.run_as_given(&[&asked[..], &["--out", "letters"]].concat());
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("[leak]"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("Globex"), "{}", outcome.stderr);
    assert!(!project.path("letters").exists());
    let outcome = project.run_as_given(&asked);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
}
