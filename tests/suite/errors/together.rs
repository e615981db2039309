//! Many mistakes at once: all of them, in order of place, each once.

use crate::support::Project;

fn project() -> Project {
    Project::new()
        .entry("b", "title: B\nstage: planed\nthem: t", "::: clint\n[x](javascript:y)\n:::")
        .entry(
            "a",
            "title: A\nstage: planned\ntheme: none\ndepends_on: [b, c]",
            "[b](b.md) [c](c.md)",
        )
        .theme("t", "title: T\nvisibility: public", "")
        .entry("d", "title: [\nstage: planned", "")
        .file("content/c.txt", "")
}

#[test]
fn every_mistake_of_every_file_is_reported_in_order() {
    project().check(&[]).fails_with(
        1,
        "
            error[unknown-theme]: there is no theme `none`
             --> content/a.md:4:8
              |
            4 | theme: none
              |        ^^^^ unknown theme
              |
              = help: a theme is a file in a `themes` folder: `content/themes/none.md`

            error[unknown-dependency]: there is no entry `c`
             --> content/a.md:5:17
              |
            5 | depends_on: [b, c]
              |                 ^ unknown entry
              |
              = help: `depends_on` takes file names without `.md`

            error[broken-link]: there is no entry or theme `content/c.md`
             --> content/a.md:7:15
              |
            7 | [b](b.md) [c](c.md)
              |               ^^^^
              |
              = help: did you mean `content/a.md`?
              = help: the path starts from the folder of this file

            error[unknown-value]: `planed` is not a stage
             --> content/b.md:3:8
              |
            3 | stage: planed
              |        ^^^^^^ not a stage
              |
              = help: did you mean `planned`?
              = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

            error[unknown-key]: `them` is not a key of an entry
             --> content/b.md:4:1
              |
            4 | them: t
              | ^^^^ unknown key
              |
              = help: did you mean `theme`?

            error[unknown-block]: `clint` is not a block
             --> content/b.md:6:1
              |
            6 | ::: clint
              | ^^^^^^^^^
              |
              = help: did you mean `client`?
              = help: allowed: `::: sales`, `::: client`

            error[yaml-syntax]: this `[` is never closed
             --> content/d.md:2:8
              |
            2 | title: [
              |        ^
              |
              = help: write `]` behind the last value that belongs to it

            error[unknown-value]: `public` is not an audience
             --> content/themes/t.md:3:13
              |
            3 | visibility: public
              |             ^^^^^^ not an audience
              |
              = help: did you mean `client`?
              = help: allowed: `engineering`, `sales`, `client`

            8 errors; nothing was written
            ",
    );
}

#[test]
fn nothing_is_written() {
    let project = project();
    assert_eq!(project.build(&[]).code, 1);
    assert!(!project.path("dist").exists());
}

#[test]
fn the_order_is_the_same_in_every_run() {
    let project = project();
    let first = project.check(&[]).stderr;
    for _ in 0..5 {
        assert_eq!(project.check(&[]).stderr, first);
    }
}

#[test]
fn a_mistake_in_one_file_is_no_mistake_of_the_files_that_refer_to_it() {
    Project::new()
        .entry("a", "title: A\nstage: planed\nvisibility: client", "# H\n\ntext")
        .entry("b", "title: B\nstage: planned\ndepends_on: [a]\ntheme: t", "[a](a.md) [h](a.md#h)")
        .theme("t", "titel: T", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[unknown-value]: `planed` is not a stage
                 --> content/a.md:3:8
                  |
                3 | stage: planed
                  |        ^^^^^^ not a stage
                  |
                  = help: did you mean `planned`?
                  = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

                error[missing-key]: a theme needs `title`
                 --> content/themes/t.md:1:1
                  |
                1 | ---
                  | ^^^
                  |
                  = help: add `title: …`

                error[unknown-key]: `titel` is not a key of a theme
                 --> content/themes/t.md:2:1
                  |
                2 | titel: T
                  | ^^^^^ unknown key
                  |
                  = help: did you mean `title`?

                3 errors; nothing was written
                ",
        );
}

#[test]
fn mistakes_beyond_a_thousand_in_a_file_are_counted() {
    let lines: String = (0..1200).map(|number| format!("k{number}: 1\n")).collect();
    let outcome =
        Project::new().entry("a", &format!("title: A\nstage: planned\n{lines}"), "").check(&[]);
    assert_eq!(outcome.stderr.matches("error[unknown-key]").count(), 1000);
    assert!(
        outcome.stderr.contains("error[too-many-mistakes]: `content/a.md` has 200 more mistakes\n")
    );
}

#[test]
fn mistakes_are_reported_as_data_too() {
    let outcome = Project::new()
        .entry("a", "title: Größe\nstage: idea\nvisibility: client", "")
        .check(&["--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&outcome.stdout).expect("the report is JSON");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    assert_eq!(report["ok"], false);
    assert_eq!(
        report["diagnostics"],
        serde_json::json!([{
            "severity": "error",
            "code": "contradiction",
            "message": "clients may never see an entry whose discovery is not finished, but this entry is visible to them",
            "path": "content/a.md",
            "line": 4, "column": 13, "end_line": 4, "end_column": 19,
            "label": "visible to clients",
            "related": [{
                "path": "content/a.md",
                "line": 3, "column": 8, "end_line": 3, "end_column": 12,
                "label": "not discovered yet",
            }],
            "hints": ["set `visibility: sales` (or `engineering`), or change the other line"],
        }])
    );
}
