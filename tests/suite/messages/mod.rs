//! What messages show to whoever can read a log: places, keys and words to choose from; never a
//! value or a line that clients may not read.

mod mistakes;
mod options;

use std::collections::BTreeSet;

use rayon::prelude::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};
use roadcast::audience::Audience;
use roadcast::diagnostic::{CHOICES, CODES};
use roadcast::format::{ENTRY, Key, Kind, SETTINGS, THEME};
use serde_json::Value;

use crate::canaries::project::{Aviary, aviary};
use crate::support::{AS_OF, Outcome, Project};
use mistakes::{CANARY, NEVER_IN_A_PROJECT};

const FORMATS: [&str; 4] = ["human", "json", "github", "sarif"];

/// A check whose messages go to a file, with nothing said about who reads them.
fn check(project: &Project, format: &str) -> Outcome {
    project.run_as_given(&["check", "--as-of", AS_OF, "--format", format])
}

fn said(outcome: &Outcome) -> String {
    format!("{}{}", outcome.stdout, outcome.stderr)
}

/// Nothing that was said holds the text, in whatever case.
#[track_caller]
fn assert_silent(outcome: &Outcome, text: &str, what: &str) {
    let said = said(outcome);
    assert!(!said.to_lowercase().contains(&text.to_lowercase()), "{what}: {text} is in\n{said}");
}

#[test]
fn no_mistake_of_any_kind_shows_a_value_to_anybody() {
    let all = mistakes::all();
    all.par_iter().enumerate().for_each(|(number, (code, project))| {
        let what = format!("{code}, number {number}");
        let full = project.check(&[]);
        assert!(full.stderr.contains(&format!("[{code}]")), "{what}:\n{}", full.stderr);
        for format in FORMATS {
            let outcome = check(project, format);
            let is_there = match format {
                "github" => format!("title={code}::"),
                "human" => format!("[{code}]"),
                _ => format!("\"{code}\""),
            };
            assert!(said(&outcome).contains(&is_there), "{what}, {format}:\n{}", said(&outcome));
            assert_silent(&outcome, CANARY, &format!("{what}, {format}"));
            assert_eq!(outcome.code, full.code, "{what}, {format}");
        }
    });
    let made: BTreeSet<&str> = all.iter().map(|(code, _)| *code).collect();
    let never: BTreeSet<&str> = NEVER_IN_A_PROJECT.iter().map(|(code, _)| *code).collect();
    assert_eq!(made.intersection(&never).collect::<Vec<_>>(), [&""; 0]);
    let known: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(made.union(&never).copied().collect::<BTreeSet<_>>(), known);
}

/// Otherwise the test above would prove nothing: the values stand where the messages look.
#[test]
fn authors_see_the_values_of_nearly_every_mistake() {
    let all = mistakes::all();
    let shows = |project: &Project| said(&project.check(&[])).to_lowercase().contains("vexatron");
    let shown: BTreeSet<&str> =
        all.par_iter().filter(|(_, project)| shows(project)).map(|(code, _)| *code).collect();
    let made: BTreeSet<&str> = all.iter().map(|(code, _)| *code).collect();
    let silent: Vec<&str> = made.difference(&shown).copied().collect();
    let expected = [
        "common-name",
        "dependency-cycle",
        "doubtful",
        "leak",
        "ledger",
        "passed-over",
        "stray-marker",
        "symlink",
        "too-large",
        "unclosed-block",
        "unreadable",
        "unused-image",
        "yaml-depth",
    ];
    assert_eq!(silent, expected);
}

/// The key in a mapping, with a value.
fn front(path: &str, value: &str) -> String {
    match path.split_once('.') {
        Some((outer, inner)) if outer.ends_with("[]") => {
            format!("{}: [{{ {inner}: {value} }}]", outer.trim_end_matches("[]"))
        }
        Some((outer, inner)) => match inner.split_once('.') {
            Some((middle, inner)) => format!("{outer}: {{ {middle}: {{ {inner}: {value} }} }}"),
            None => format!("{outer}: {{ {inner}: {value} }}"),
        },
        None => format!("{path}: {value}"),
    }
}

/// Values that are wrong for many keys; for the others, the rest of the file is.
const WRONG: [&str; 4] = [
    "Vexatron",
    "[Vexatron, { Vexatron: Vexatron }]",
    "{ Vexatron: Vexatron }",
    "\"Vexatron\\n\\nVexatron\"",
];

#[test]
fn no_key_of_entries_and_themes_shows_its_wrong_value() {
    let mut project = Project::new();
    let mut lines = 0;
    for (folder, keys) in [("", ENTRY.as_slice()), ("themes/", &THEME)] {
        for (at, key) in keys.iter().enumerate() {
            for (number, value) in WRONG.iter().enumerate() {
                let line = front(key.path, value);
                let front = format!("{line}\nzzz: 1\nzzz: 2");
                project = project.entry(&format!("{folder}e{at}-{number}"), &front, "::: x");
                lines += 1;
            }
        }
    }
    let full = project.check(&[]);
    assert!(full.stderr.matches("Vexatron").count() > lines, "every line is wrong");
    for format in FORMATS {
        let outcome = check(&project, format);
        assert_eq!(outcome.code, 1);
        assert_silent(&outcome, CANARY, format);
    }
}

#[test]
fn no_key_of_the_settings_shows_its_wrong_value() {
    let is_leaf = |key: &&Key| !matches!(key.kind, Kind::Map | Kind::Maps);
    let wrong = |key: &Key, value: &&str| front(key.path, value);
    let lines = SETTINGS.iter().filter(is_leaf);
    let lines: Vec<String> =
        lines.flat_map(|key| WRONG.iter().map(move |value| wrong(key, value))).collect();
    lines.par_iter().for_each(|line| {
        let project = Project::new().settings(&format!("{line}\nzzz: Vexatron\nzzz: Vexatron\n"));
        assert!(said(&project.check(&[])).contains(CANARY), "{line}");
        for format in ["human", "json"] {
            let outcome = check(&project, format);
            assert_eq!(outcome.code, 1);
            assert_silent(&outcome, CANARY, line);
        }
    });
}

/// What no message about the project may hold: all that clients may not read, but for names of files.
fn hidden(aviary: &Aviary) -> Vec<&str> {
    let is_name = |key: &str| {
        matches!(key, "file name" | "the name of a picture")
            || key.starts_with("fonts.")
            || key.ends_with("picture.file")
    };
    let hidden = aviary.canaries.iter().filter(|canary| canary.is_hidden_from(Audience::Client));
    let texts = hidden.filter(|canary| !is_name(canary.key));
    texts.map(|canary| canary.text.as_str()).collect()
}

#[test]
fn a_project_without_mistakes_shows_nothing_whatever_is_done_with_it() {
    let aviary = aviary();
    let project = &aviary.project;
    let mut outcomes: Vec<(String, Outcome)> = Vec::new();
    for format in FORMATS {
        outcomes.push((format!("check {format}"), check(project, format)));
    }
    for format in ["human", "human", "json"] {
        let outcome = project.run_as_given(&["build", "--as-of", AS_OF, "--format", format]);
        outcomes.push((format!("build {format}"), outcome));
    }
    for site in ["engineering", "sales", "client"] {
        project.write(&format!("dist/{site}/index.html"), "changed");
    }
    for format in ["human", "json"] {
        let outcome = project.run_as_given(&["verify", "dist", "--format", format]);
        outcomes.push((format!("verify {format}"), outcome));
    }
    for (what, outcome) in &outcomes {
        for text in hidden(&aviary) {
            assert_silent(outcome, text, what);
            assert_silent(outcome, &slug::slugify(text), what);
        }
    }
}

#[test]
fn the_ids_of_a_circle_are_counted_and_masked() {
    let mut project = Project::new();
    for number in 0..40 {
        let next = (number + 1) % 40;
        let front = format!("title: E{number}\nstage: planned\ndepends_on: [e{next}]");
        project = project.entry(&format!("e{number}"), &front, "");
    }
    let message = |readers: &str| {
        let outcome = project.check(&[readers, "--format", "json"]);
        let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        report["diagnostics"][0]["message"].as_str().expect("it has one").to_owned()
    };
    let around = "these entries depend on each other: ";
    assert_eq!(message("--redact"), format!("{around}███"));
    let full = message("--no-redact");
    assert!(full.starts_with(around) && full.contains("→ 34 more →"), "{full}");
    assert!(full.len() < 200, "{full}");
}

#[test]
fn a_redacted_message_keeps_places_keys_and_words_to_choose_from() {
    let project = Project::new().entry(
        "a",
        "title: Vexatron\nstage: planed\nvisibility: client\ntheme: falcon\nonwer: falcon\nstage: beta",
        "Falcon\n::: falcon\n:::",
    );
    let outcome = project.run_as_given(&["check", "--as-of", AS_OF]);
    outcome.fails_with(
        1,
        "
        error[unknown-value]: `███` is not a stage
         --> content/a.md:3:8
          |
        3 | stage: ███
          |        ^^^ not a stage
          |
          = help: did you mean `planned`?
          = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

        error[unknown-key]: `███` is not a key of an entry
         --> content/a.md:6:1
          |
        6 | ███
          | ^^^ unknown key
          |
          = help: did you mean `owner`?

        error[duplicate-key]: `stage` is given twice
         --> content/a.md:7:1
          |
        3 | stage: ███
          | ----- first here
        ...
        7 | stage: beta
          | ^^^^^ again here
          |
          = help: keep one of the two

        error[unknown-block]: `███` is not a block
          --> content/a.md:10:1
           |
        10 | ███
           | ^^^
           |
           = help: allowed: `::: sales`, `::: client`

        note: ███ is text that not everybody may read; `--no-redact` shows it

        4 errors; nothing was written
        ",
    );
}

#[test]
fn a_caret_stays_under_the_mask_and_the_column_is_that_of_the_file() {
    let project = Project::new().entry(
        "a",
        "title: A\nstage: planned",
        "Some text with a [link](javascript:alert) in it.",
    );
    project.run_as_given(&["check", "--as-of", AS_OF]).fails_with(
        1,
        "
        error[bad-link]: links with this scheme are not allowed
         --> content/a.md:5:25
          |
        5 | ███
          | ^^^
          |
          = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

        note: ███ is text that not everybody may read; `--no-redact` shows it

        1 error; nothing was written
        ",
    );
}

#[test]
fn every_word_to_choose_from_is_known_to_the_masks() {
    let mut words = BTreeSet::from(["true".to_owned(), "false".to_owned()]);
    for subject in ["entry", "theme", "settings"] {
        let outcome = Project::new().run(&["schema", subject]).succeeds();
        let schema: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        collect(&schema, &mut words);
    }
    assert_eq!(words, CHOICES.iter().map(|word| (*word).to_owned()).collect());
}

/// The words of every `enum` in a schema.
fn collect(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("enum", Value::Array(members)) => {
                        words.extend(
                            members.iter().filter_map(|word| word.as_str().map(str::to_owned)),
                        );
                    }
                    _ => collect(value, words),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}
