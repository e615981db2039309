//! Mistakes in YAML that its parser notices a line too late: they are shown where they were made.

use serde_json::Value;

use crate::support::Project;

fn found(front: &str) -> Vec<(u64, u64, String)> {
    let outcome = Project::new().entry("a", front, "").check(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let listed = report["diagnostics"].as_array().expect("it is a list");
    let number = |found: &Value, key: &str| found[key].as_u64().unwrap_or(0);
    let message = |found: &Value| found["message"].as_str().unwrap_or_default().to_owned();
    let place = |found: &Value| (number(found, "line"), number(found, "column"), message(found));
    listed.iter().map(place).collect()
}

#[test]
fn a_tab_before_a_key_is_shown_where_it_stands() {
    Project::new()
        .entry("a", "title: A\nstage: planned\nclient:\n\ttitle: B", "")
        .check(&[])
        .fails_with(
            1,
            "
            error[yaml-syntax]: a tab stands before this key, and YAML is indented with blanks
             --> content/a.md:5:1
              |
            5 |     title: B
              | ^
              |
              = help: write blanks in the place of the tab

            1 error; nothing was written
            ",
        );
}

#[test]
fn what_only_looks_like_yaml_is_shown_where_it_stands() {
    for (front, line, column) in [
        ("title: A\nstage:\u{a0}planned\nowner: ana", 3, 7),
        ("title:\u{a0}A\nstage: planned", 2, 7),
        ("title:\u{3000}A\nstage: planned", 2, 7),
        ("title:\u{202f}A\nstage: planned", 2, 7),
        ("title: A\nclient:\n  title:\u{2009}B\nstage: planned", 4, 9),
        ("title：A\nstage: planned", 2, 6),
        ("title:A\nstage: planned", 2, 7),
        ("title: \"A\nstage: planned", 2, 8),
        ("title: \"A\nsummary: \"B\"\nstage: planned", 2, 8),
        ("title: 'A\nstage: planned", 2, 8),
        ("title: A\nstage: planned\ntags: [a, \"b]\nowner: c", 4, 11),
        ("title: A\nstage: planned\nclient: { title: \"B }\nowner: c", 4, 18),
        ("title: A\nstage: planned\ntags:\n\t- a", 5, 1),
        ("title: A\nstage: planned\n \towner: a", 4, 2),
    ] {
        assert_found(front, line, column);
    }
}

#[test]
fn a_tab_before_a_key_of_an_entry_is_not_reported_a_line_early() {
    for (front, line) in [
        ("\ttitle: A\nstage: planned", 2),
        ("title: A\n\tstage: planned", 3),
        ("title: A\nstage: planned\n\towner: a\nteam: b", 4),
        ("title: A\nstage: planned\n\n# Who\n\towner: a", 6),
        ("title: A\nstage: planned\ntags: [a]\n\towner: a", 5),
        ("title: A\nstage: planned\nclient:\n  title: B\n\towner: a", 6),
    ] {
        assert_found(front, line, 1);
    }
}

#[test]
fn a_bracket_that_is_never_closed_is_not_reported_a_line_late() {
    for (front, line, column) in [
        ("title: A\nstage: planned\ntags: [a, b\nowner: c", 4, 7),
        ("title: A\ntags: [a, b\nstage: planned\nowner: c", 3, 7),
        ("title: A\nstage: planned\ntags: [a, b", 4, 7),
        ("title: A\nstage: planned\ntags: [a,\n  b\nowner: c", 4, 7),
        ("title: A\nstage: planned\nclient: { title: B\nowner: c", 4, 9),
        ("title: A\nstage: planned\nclient: { title: B", 4, 9),
        ("title: A\nstage: planned\nrequests:\n  - { account: B\n  - { account: C }", 5, 5),
        ("title: A\nstage: planned\nextra: { a: [b, c }\nowner: d", 4, 13),
        ("title: A\nstage: planned\nextra: { a: [b, c]\nowner: d", 4, 8),
        ("title: A\nstage: planned\ntags: [a, b}\nowner: c", 4, 7),
    ] {
        assert_found(front, line, column);
    }
}

/// One mistake, at this place.
#[track_caller]
fn assert_found(front: &str, line: u64, column: u64) {
    let found = found(front);
    assert_eq!(found.len(), 1, "{front:?}: {found:?}");
    assert_eq!((found[0].0, found[0].1), (line, column), "{front:?}: {found:?}");
}

#[test]
fn a_blank_that_is_none_in_braces_is_named() {
    let found = found("title: A\nstage: planned\nclient: {title:\u{a0}B}");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, 4);
}

#[test]
fn texts_in_quotes_over_lines_and_texts_with_apostrophes_are_sound() {
    for front in [
        "title: \"A\n  B\"\nstage: planned",
        "title: Ana's \"plan\"\nstage: planned",
        "title: 'Ana''s'\nstage: planned",
        "title: A\nstage: planned\nsummary: |\n  \tx:y\n  \"open",
        "title:\tA\nstage: planned",
        "title: A\nstage: planned\nclient: {\n  title: B,\n  summary: C\n  }",
        "title: A [1\nstage: planned\ntags: [\n    a,\n    b\n  ]",
    ] {
        assert_eq!(found(front), [], "{front:?}");
    }
}
