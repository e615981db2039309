//! The fourth layer: defects that the compiler refuses, each at the place where it is.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::catalogue;
use super::copy;
use super::judge::target;

#[test]
fn the_compiler_refuses_what_the_types_forbid() {
    for defect in catalogue::types() {
        let copy = copy::with("types", std::slice::from_ref(&defect));
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--lib", "--message-format=json"])
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", target())
            .output()
            .expect("cargo runs");
        assert!(!output.status.success(), "{} compiles", defect.name);
        let places = errors(&String::from_utf8_lossy(&output.stdout));
        let edit = &defect.edits[0];
        let text = fs::read_to_string(copy.join(&edit.file)).expect("it was just written");
        let at = text.find("/* true */").expect("every one of these defects is marked");
        let first = text[..at].lines().count();
        let is_here = |(file, line): &(String, usize)| {
            *file == edit.file && (first..first + 3).contains(line)
        };
        assert!(places.iter().any(is_here), "{}: line {first} of {places:?}", defect.name);
    }
}

/// Files and lines at which the compiler found errors.
fn errors(messages: &str) -> BTreeSet<(String, usize)> {
    let mut places = BTreeSet::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        if message["message"]["level"] != "error" {
            continue;
        }
        for span in message["message"]["spans"].as_array().into_iter().flatten() {
            let file = span["file_name"].as_str().unwrap_or_default().to_owned();
            let line = span["line_start"].as_u64().unwrap_or_default();
            places.insert((file, usize::try_from(line).expect("files are short")));
        }
    }
    places
}
