//! Labels that contradict each other: both places are shown, and the old sites stay as they were.

use crate::support::Project;

/// A project that was built, and then got one entry that contradicts itself.
fn rebuilt_with(front: &str) -> (Project, crate::support::Outcome) {
    let project = Project::new().entry("a", "title: A\nstage: planned\nvisibility: client", "");
    project.build(&[]).succeeds();
    project.age("dist");
    let before = project.state("dist");
    project.write("content/b.md", crate::support::document(front, ""));
    let outcome = project.build(&[]);
    assert_eq!(project.state("dist"), before, "the old sites were touched");
    (project, outcome)
}

#[test]
fn an_undiscovered_entry_cannot_be_visible_to_clients() {
    for stage in ["idea", "discovery"] {
        let (_, outcome) = rebuilt_with(&format!("title: B\nstage: {stage}\nvisibility: client"));
        let line = "-".repeat(stage.len());
        outcome.fails_with(
            1,
            &format!(
                "
                error[contradiction]: clients may never see an entry whose discovery is not finished, but this entry is visible to them
                 --> content/b.md:4:13
                  |
                3 | stage: {stage}
                  |        {line} not discovered yet
                4 | visibility: client
                  |             ^^^^^^ visible to clients
                  |
                  = help: set `visibility: sales` (or `engineering`), or change the other line

                1 error; nothing was written
                "
            ),
        );
    }
}

#[test]
fn a_confidential_entry_cannot_be_visible_to_clients() {
    let (_, outcome) =
        rebuilt_with("title: B\nstage: planned\nvisibility: [client, sales]\nconfidential: true");
    outcome.fails_with(
        1,
        "
            error[contradiction]: clients may never see a confidential entry, but this entry is visible to them
             --> content/b.md:4:13
              |
            4 | visibility: [client, sales]
              |             ^^^^^^^^^^^^^^ visible to clients
            5 | confidential: true
              |               ---- confidential
              |
              = help: set `visibility: sales` (or `engineering`), or change the other line

            1 error; nothing was written
            ",
    );
}

#[test]
fn every_contradiction_of_an_entry_is_reported() {
    let (_, outcome) = rebuilt_with(
        "title: B\nconfidential: true\nvisibility: client\nsummary: |\n  One.\n  Two.\nstage: idea",
    );
    outcome.fails_with(
        1,
        "
            error[contradiction]: clients may never see a confidential entry, but this entry is visible to them
             --> content/b.md:4:13
              |
            3 | confidential: true
              |               ---- confidential
            4 | visibility: client
              |             ^^^^^^ visible to clients
              |
              = help: set `visibility: sales` (or `engineering`), or change the other line

            error[contradiction]: clients may never see an entry whose discovery is not finished, but this entry is visible to them
             --> content/b.md:4:13
              |
            4 | visibility: client
              |             ^^^^^^ visible to clients
            ...
            8 | stage: idea
              |        ---- not discovered yet
              |
              = help: set `visibility: sales` (or `engineering`), or change the other line

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_confidential_or_undiscovered_entry_may_be_visible_to_sales() {
    Project::new()
        .entry("a", "title: A\nstage: idea\nvisibility: sales\nconfidential: true", "")
        .entry("b", "title: B\nstage: planned\nvisibility: client\nconfidential: false", "")
        .check(&[])
        .succeeds();
}

#[test]
fn what_is_shipped_needs_its_day() {
    Project::new().entry("a", "title: A\nstage: shipped", "").check(&[]).fails_with(
        1,
        "
            error[missing-key]: an entry needs `shipped_on` when `stage` is `shipped`
             --> content/a.md:3:8
              |
            3 | stage: shipped
              |        ^^^^^^^
              |
              = help: add a line `shipped_on: …`

            1 error; nothing was written
            ",
    );
}

#[test]
fn what_is_not_shipped_has_no_such_day() {
    Project::new()
        .entry("a", "title: A\nstage: beta\nshipped_on: 2026-08-12", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[contradiction]: `shipped_on` is given, but `stage` is not `shipped`
                 --> content/a.md:4:13
                  |
                3 | stage: beta
                  |        ---- the stage is given here
                4 | shipped_on: 2026-08-12
                  |             ^^^^^^^^^^
                  |
                  = help: set `stage: shipped`, or remove `shipped_on`

                1 error; nothing was written
                ",
        );
}

#[test]
fn what_is_shipped_or_declined_has_no_horizon() {
    Project::new()
        .entry("a", "title: A\nstage: shipped\nshipped_on: 2026-08-12\nhorizon: now", "")
        .entry("b", "title: B\nstage: declined\nclient: { horizon: later }", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[contradiction]: an entry that is `shipped` has no horizon
                 --> content/a.md:5:10
                  |
                3 | stage: shipped
                  |        ------- the stage is given here
                4 | shipped_on: 2026-08-12
                5 | horizon: now
                  |          ^^^
                  |
                  = help: remove `horizon`

                error[contradiction]: an entry that is `declined` has no horizon
                 --> content/b.md:4:20
                  |
                3 | stage: declined
                  |        -------- the stage is given here
                4 | client: { horizon: later }
                  |                    ^^^^^
                  |
                  = help: remove `horizon`

                2 errors; nothing was written
                ",
        );
}
