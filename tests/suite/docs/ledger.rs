//! The story of the ledger, told on the sample and on the ledger that it comes with.

use serde_json::Value;

use super::document;
use crate::sample::sample;
use crate::support::{AS_OF, Outcome, Project};

/// Stands for lines that the document leaves out.
const LEFT_OUT: &str = "[…]";

/// Each command of the document with what it shows below it.
fn examples(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("```console\n$ roadcast ").skip(1);
    let example = |block: &str| {
        let block = block.split("```").next().unwrap_or_default();
        let (command, shown) = block.split_once('\n').unwrap_or((block, ""));
        (command.to_owned(), shown.to_owned())
    };
    blocks.map(example).collect()
}

/// The words of a command line: separated by spaces, unless in quotes.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// With the ledger that is committed beside the sample.
pub fn with_ledger() -> Project {
    let mut project = sample();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ledger");
    for (path, bytes) in crate::support::read_all(&root) {
        project = project.file(&format!("ledger/{path}"), bytes);
    }
    project
}

#[test]
fn the_story_of_the_ledger_happens_as_it_is_told() {
    let project = with_ledger();
    happens("docs/ledger.md", 3, "diff", |arguments| project.run_as_given(arguments));
}

/// Runs each command of a document, those named `dated` as of the day of the tests, and compares
/// what it prints with what is shown. There are so many examples at least.
pub fn happens(path: &str, least: usize, dated: &str, run: impl Fn(&[&str]) -> Outcome) {
    let examples = examples(&document(path));
    assert!(examples.len() >= least, "only {} examples", examples.len());
    for (command, shown) in examples {
        let mut arguments = words(&command);
        if command.starts_with(dated) {
            arguments.extend(["--as-of", AS_OF].map(str::to_owned));
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_shown(&command, &shown, &run(&arguments).succeeds().stdout);
    }
}

/// What a document shows below a command is what that prints, but for lines that it leaves out.
fn assert_shown(command: &str, shown: &str, printed: &str) {
    let mut rest = printed;
    for part in shown.split(&format!("{LEFT_OUT}\n")) {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("{command}\n== shown ==\n{part}\n== printed ==\n{printed}");
        };
        rest = after;
    }
    assert!(rest.is_empty() || shown.ends_with(&format!("{LEFT_OUT}\n")), "{command}: {rest}");
}

#[test]
fn the_ledger_of_the_sample_is_whole_and_shows_every_kind_of_change() {
    let project = with_ledger();
    project.check(&[]).succeeds();
    let lines = std::fs::read_to_string(project.path("ledger/2026.jsonl")).expect("it is there");
    assert_eq!(lines.lines().count(), 4);
    let seen = |entry: &str| {
        let outcome = project.run_as_given(&["seen", entry, "--format", "json"]).succeeds();
        let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        report["could_read"].as_array().expect("it is a list").len()
    };
    // Moved later, renamed, shipped, withdrawn words, and one that was there all the time.
    for (entry, sightings) in [
        ("Returns, from request to refund", 2),
        ("Gift boxes and sets", 2),
        ("single-sign-on", 2),
        ("Users added and removed automatically", 2),
        ("Safety stock per channel", 1),
    ] {
        assert_eq!(seen(entry), sightings, "{entry}");
    }
}
