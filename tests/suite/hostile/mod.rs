//! Input that means harm: a clear error or safe output, never a panic or a hang. Every run of the
//! program in these tests has a deadline.

mod addresses;
mod bombs;
mod drawings;
mod paths;
#[cfg(unix)]
mod special_files;
mod templates;
mod texts;

use crate::fuzz_targets::html;
use crate::support::{Outcome, Project};

/// Front matter of an entry that clients see.
const FRONT: &str = "title: A\nstage: planned\nvisibility: client";

/// A project with one entry, whose text clients read.
fn shown(text: &str) -> Project {
    Project::new().entry("a", FRONT, &format!("::: client\n{text}\n:::"))
}

/// The kinds of mistake that were found, each once.
fn codes(project: &Project) -> Vec<String> {
    let outcome = project.check(&["--format", "json"]);
    assert!(outcome.code < 2 && outcome.stderr.is_empty(), "{}{}", outcome.stdout, outcome.stderr);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let diagnostics = report["diagnostics"].as_array().expect("they are listed");
    let code = |found: &serde_json::Value| found["code"].as_str().expect("it has one").to_owned();
    let mut codes: Vec<String> = diagnostics.iter().map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Every file of the three sites must be one that does nothing but show.
#[track_caller]
fn assert_safe(project: &Project) {
    for audience in ["client", "sales", "engineering"] {
        let site = project.site(audience);
        assert!(!site.is_empty(), "{audience} was not built");
        for (path, bytes) in site {
            let text = || str::from_utf8(&bytes).expect("texts are UTF-8");
            match path.rsplit('.').next() {
                Some("html") => html::check_page(text()),
                Some("xml" | "svg") => {
                    let document = roxmltree::Document::parse(text());
                    assert!(document.is_ok(), "{audience}/{path}: {document:?}");
                }
                Some("json") => {
                    let data = serde_json::from_str::<serde_json::Value>(text());
                    assert!(data.is_ok(), "{audience}/{path}: {data:?}");
                }
                _ => {}
            }
        }
    }
}

/// The program must have ended by itself, with or without a mistake of the author.
#[track_caller]
fn assert_ended(outcome: &Outcome) {
    assert!(outcome.code < 2, "{}{}", outcome.stdout, outcome.stderr);
}
