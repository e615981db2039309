//! Words that their author could not see: nobody gets them without a word from the program.

mod comments;
mod conflicts;
mod cut_values;
mod dates;
mod dialects;
mod html;

use serde_json::Value;

use crate::support::Project;

/// Front matter of an entry that clients see. The body begins at line 6.
const FRONT: &str = "title: A\nstage: planned\nvisibility: client";

/// A project with one block for an audience, whose text begins at line 7.
fn block(audience: &str, text: &str) -> Project {
    Project::new().entry("a", FRONT, &format!("::: {audience}\n{text}\n:::"))
}

/// The code and the line of each mistake.
fn mistakes(project: &Project) -> Vec<(String, u64)> {
    let mistakes = diagnostics(project);
    let place = |found: &Value| {
        let code = found["code"].as_str().unwrap_or_default().to_owned();
        (code, found["line"].as_u64().unwrap_or(0))
    };
    mistakes.iter().filter(|found| found["severity"] == "error").map(place).collect()
}

/// The hints of all mistakes.
fn hints(project: &Project) -> Vec<String> {
    let hints = |found: &Value| found["hints"].as_array().cloned().unwrap_or_default();
    let hints = diagnostics(project).iter().flat_map(hints).collect::<Vec<_>>();
    hints.iter().filter_map(|hint| hint.as_str().map(str::to_owned)).collect()
}

/// Everything that a check reports. The exit code must be right for it.
fn diagnostics(project: &Project) -> Vec<Value> {
    let outcome = project.check(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let found = report["diagnostics"].as_array().expect("it is a list").clone();
    let has_errors = found.iter().any(|found| found["severity"] == "error");
    assert_eq!(outcome.code, i32::from(has_errors), "{}", outcome.stdout);
    found
}

/// The one mistake that a check finds.
#[track_caller]
fn assert_refused(project: &Project, code: &str, line: u64) {
    assert_eq!(mistakes(project), [(code.to_owned(), line)]);
}
