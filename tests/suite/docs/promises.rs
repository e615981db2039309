//! What the documents say of the scan and of the messages is held by tests: `promises.txt` lists each
//! sentence with the tests that hold it, or with the reason why there is none. A sentence that is
//! changed, or a test that is gone, fails here until somebody has looked at both.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::document;

const LISTED: &str = include_str!("promises.txt");

/// A paragraph or item of other documents that has one of these words is about them.
const WORDS: [&str; 12] = [
    "scan", "scans", "scanned", "message", "messages", "masked", "mask", "masks", "log", "logs",
    "searched", "searches",
];

/// Sections whose rows name the command that holds them.
const OTHERWISE: (&str, &str) = ("## How it is tested", "## What is not promised");

#[test]
fn every_sentence_about_the_scan_and_the_messages_is_listed_with_what_holds_it() {
    for path in ["README.md", "SECURITY.md", "docs/scan.md"] {
        let said: BTreeSet<String> = sentences_of(path).into_iter().collect();
        let listed: BTreeSet<String> = listed(path).into_keys().collect();
        let new: Vec<_> = said.difference(&listed).collect();
        assert_eq!(new, [""; 0], "not in tests/suite/docs/promises.txt");
        let old: Vec<_> = listed.difference(&said).collect();
        assert_eq!(old, [""; 0], "no longer in {path}");
    }
}

#[test]
fn each_of_these_sentences_is_held_by_tests_that_there_are() {
    let tests = tests();
    assert!(tests.len() > 1_000, "there are {} tests", tests.len());
    let mut unheld = 0;
    for path in ["README.md", "SECURITY.md", "docs/scan.md"] {
        for (sentence, held) in listed(path) {
            assert!(!held.is_empty(), "{path}: {sentence}");
            if let Some(reason) = held[0].strip_prefix("-- ") {
                assert!(!reason.is_empty() && held.len() == 1, "{path}: {sentence}");
                unheld += 1;
                continue;
            }
            for test in held {
                assert!(tests.contains(&test), "there is no test `{test}`, for {path}: {sentence}");
            }
        }
    }
    assert!(unheld < 40, "{unheld} sentences have a reason in the place of a test");
}

/// The listed sentences of a document, each with what holds it.
fn listed(path: &str) -> BTreeMap<String, Vec<String>> {
    let from = LISTED.find(&format!("\n= {path}\n")).expect("each document is listed");
    let part = &LISTED[from + 1..];
    let part = &part[..part[1..].find("\n= ").map_or(part.len(), |end| end + 1)];
    let mut listed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in part.lines().skip(1) {
        if let Some(sentence) = line.strip_prefix("> ") {
            sentence.clone_into(&mut last);
            listed.insert(last.clone(), Vec::new());
        } else if !line.trim().is_empty() {
            let held = listed.get_mut(&last).expect("a sentence comes first");
            held.push(line.trim().to_owned());
        }
    }
    listed
}

fn sentences_of(path: &str) -> Vec<String> {
    let text = document(path);
    let (from, to) = OTHERWISE;
    let text = match text.find(from).zip(text.find(to)) {
        Some((from, to)) => format!("{}{}", &text[..from], &text[to..]),
        None => text,
    };
    let is_about = |part: &&String| {
        let mut words = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        path == "docs/scan.md" || words.any(|word| WORDS.contains(&word.to_lowercase().as_str()))
    };
    parts(&text).iter().filter(is_about).flat_map(|part| sentences(part)).collect()
}

/// Paragraphs, items of lists and rows of tables, each on one line; no headings and no code.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let (mut goes_on, mut is_code) = (false, false);
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        let line = line.trim();
        let is_rule = line.starts_with('|') && line.chars().all(|c| "|- ".contains(c));
        if is_code || line.is_empty() || line.starts_with('#') || line.starts_with("```") || is_rule
        {
            goes_on = false;
            continue;
        }
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item =
            line.starts_with("- ") || number.len() < line.len() && number.starts_with(". ");
        let is_row = line.starts_with('|');
        match parts.last_mut().filter(|_| goes_on && !is_item && !is_row) {
            Some(part) => *part = format!("{part} {line}"),
            None => parts.push(line.to_owned()),
        }
        goes_on = !is_row;
    }
    parts
}

/// A row of a table is told as a whole.
fn sentences(part: &str) -> Vec<String> {
    if part.starts_with('|') {
        return vec![part.to_owned()];
    }
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in part.match_indices(' ') {
        let ends = part[start..at].trim_end_matches([')', '*']).ends_with(['.', '!', '?']);
        let begins =
            part[at + 1..].starts_with(|c: char| c.is_ascii_uppercase() || "*`(".contains(c));
        if ends && begins {
            found.push(part[start..at].to_owned());
            start = at + 1;
        }
    }
    found.push(part[start..].to_owned());
    found
}

/// The names of all tests.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("tests")];
    let mut tests = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                let is_of_others = path.ends_with("node_modules") || path.ends_with("target");
                folders.extend((!is_of_others).then_some(path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("the sources can be read");
                let functions = text.split("#[test]\n").skip(1);
                let names = functions.filter_map(|rest| {
                    let rest = rest.trim_start().strip_prefix("fn ")?;
                    rest.split('(').next().map(str::to_owned)
                });
                tests.extend(names);
            }
        }
    }
    tests
}
