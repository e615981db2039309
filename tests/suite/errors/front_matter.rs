//! Keys of the front matter: unknown, missing, twice, or none at all.

use crate::support::Project;

fn check(front: &str) -> crate::support::Outcome {
    Project::new().entry("a", front, "").check(&[])
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_one() {
    check("title: A\nstage: planned\nconfidental: true").fails_with(
        1,
        "
            error[unknown-key]: `confidental` is not a key of an entry
             --> content/a.md:4:1
              |
            4 | confidental: true
              | ^^^^^^^^^^^ unknown key
              |
              = help: did you mean `confidential`?

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_unknown_key_that_resembles_none_is_refused_with_all_of_them() {
    check("title: A\nstage: planned\nxyzzy: 1").fails_with(
        1,
        "
            error[unknown-key]: `xyzzy` is not a key of an entry
             --> content/a.md:4:1
              |
            4 | xyzzy: 1
              | ^^^^^ unknown key
              |
              = help: allowed: `aliases`, `client`, `codenames`, `confidence`, `confidential`, `decision`, `depends_on`, `effort`, `extra`, `horizon`, `origin`, `owner`, `phase`, `picture`, `problem`, `requests`, `reviewed_on`, `rice`, `sales`, `search_words`, `shipped_on`, `slug`, `stage`, `summary`, `tags`, `target`, `team`, `theme`, `title`, `visibility`

            1 error; nothing was written
            ",
    );
}

#[test]
fn unknown_keys_inside_other_keys_are_refused() {
    check(
        "title: A\nstage: planned\n\
         client: { titel: B }\n\
         sales: { dontsay: B }\n\
         decision: { outcome: accepted, when: 2026-01-01 }\n\
         rice: { reach: 1, impact: 1, confidence: 1, effort: 1, score: 9 }\n\
         requests:\n  - account: Acme\n    amount: 5",
    )
    .fails_with(
        1,
        "
            error[unknown-key]: `titel` is not a key of `client`
             --> content/a.md:4:11
              |
            4 | client: { titel: B }
              |           ^^^^^ unknown key
              |
              = help: did you mean `title`?

            error[unknown-key]: `dontsay` is not a key of `sales`
             --> content/a.md:5:10
              |
            5 | sales: { dontsay: B }
              |          ^^^^^^^ unknown key
              |
              = help: did you mean `dont_say`?

            error[unknown-key]: `when` is not a key of `decision`
             --> content/a.md:6:32
              |
            6 | decision: { outcome: accepted, when: 2026-01-01 }
              |                                ^^^^ unknown key
              |
              = help: allowed: `by`, `on`, `outcome`, `reason`, `revisit_when`

            error[unknown-key]: `score` is not a key of `rice`
             --> content/a.md:7:56
              |
            7 | rice: { reach: 1, impact: 1, confidence: 1, effort: 1, score: 9 }
              |                                                        ^^^^^ unknown key
              |
              = help: allowed: `confidence`, `effort`, `impact`, `reach`

            error[unknown-key]: `amount` is not a key of an item of `requests`
              --> content/a.md:10:5
               |
            10 |     amount: 5
               |     ^^^^^^ unknown key
               |
               = help: did you mean `account`?

            5 errors; nothing was written
            ",
    );
}

#[test]
fn keys_of_entries_are_unknown_in_themes() {
    Project::new().theme("t", "title: T\nstage: planned\nsummary: S", "").check(&[]).fails_with(
        1,
        "
                error[unknown-key]: `stage` is not a key of a theme
                 --> content/themes/t.md:3:1
                  |
                3 | stage: planned
                  | ^^^^^ unknown key
                  |
                  = help: allowed: `aliases`, `problem`, `slug`, `title`, `visibility`

                error[unknown-key]: `summary` is not a key of a theme
                 --> content/themes/t.md:4:1
                  |
                4 | summary: S
                  | ^^^^^^^ unknown key
                  |
                  = help: allowed: `aliases`, `problem`, `slug`, `title`, `visibility`

                2 errors; nothing was written
                ",
    );
}

#[test]
fn title_and_stage_are_required() {
    check("visibility: client").fails_with(
        1,
        "
            error[missing-key]: an entry needs `stage`
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: add `stage: …`

            error[missing-key]: an entry needs `title`
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: add `title: …`

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_theme_needs_a_title() {
    Project::new().theme("t", "problem: P", "").check(&[]).fails_with(
        1,
        "
            error[missing-key]: a theme needs `title`
             --> content/themes/t.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: add `title: …`

            1 error; nothing was written
            ",
    );
}

#[test]
fn keys_inside_other_keys_may_be_required() {
    check(
        "title: A\nstage: planned\n\
         decision: { reason: B }\n\
         rice: { reach: 1, impact: 1 }\n\
         requests:\n  - by: tom@acme.example",
    )
    .fails_with(
        1,
        "
            error[missing-key]: `decision` needs `outcome`
             --> content/a.md:4:11
              |
            4 | decision: { reason: B }
              |           ^^^^^^^^^^^
              |
              = help: add `outcome: …`

            error[missing-key]: `rice` needs `confidence`
             --> content/a.md:5:7
              |
            5 | rice: { reach: 1, impact: 1 }
              |       ^^^^^^^^^^^^^^^^^^^^^
              |
              = help: add `confidence: …`

            error[missing-key]: `rice` needs `effort`
             --> content/a.md:5:7
              |
            5 | rice: { reach: 1, impact: 1 }
              |       ^^^^^^^^^^^^^^^^^^^^^
              |
              = help: add `effort: …`

            error[missing-key]: an item of `requests` needs `account`
             --> content/a.md:7:5
              |
            7 |   - by: tom@acme.example
              |     ^^^^^^^^^^^^^^^^^^^^
              |
              = help: add `account: …`

            4 errors; nothing was written
            ",
    );
}

#[test]
fn a_key_that_is_given_twice_is_refused_with_both_places() {
    check("title: A\nvisibility: engineering\nstage: planned\nvisibility: client").fails_with(
        1,
        "
            error[duplicate-key]: `visibility` is given twice
             --> content/a.md:5:1
              |
            3 | visibility: engineering
              | ---------- first here
            4 | stage: planned
            5 | visibility: client
              | ^^^^^^^^^^ again here
              |
              = help: keep one of the two

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_key_inside_another_that_is_given_twice_is_refused_with_both_places() {
    check("title: A\nstage: planned\nclient:\n  title: B\n  summary: S\n  title: C").fails_with(
        1,
        "
            error[duplicate-key]: `title` is given twice
             --> content/a.md:7:3
              |
            5 |   title: B
              |   ----- first here
            6 |   summary: S
            7 |   title: C
              |   ^^^^^ again here
              |
              = help: keep one of the two

            1 error; nothing was written
            ",
    );
}

#[test]
fn keys_without_a_value_are_refused() {
    check("title: \"  \"\nstage: planned\nsummary:\nowner: ~\ntags: []\ncodenames: [\"\"]")
        .fails_with(
            1,
            r#"
                error[empty-value]: `title` is blank
                 --> content/a.md:2:8
                  |
                2 | title: "  "
                  |        ^^^^
                  |
                  = help: write a text, or remove the line with `title`

                error[empty-value]: `summary` has no value
                 --> content/a.md:4:1
                  |
                4 | summary:
                  | ^^^^^^^
                  |
                  = help: write a value, or remove the line with `summary`
                  = help: a value that begins with `#` must be in quotes

                error[empty-value]: `owner` has no value
                 --> content/a.md:5:1
                  |
                5 | owner: ~
                  | ^^^^^
                  |
                  = help: write a value, or remove the line with `owner`
                  = help: a value that begins with `#` must be in quotes

                error[empty-value]: `codenames` is blank
                 --> content/a.md:7:13
                  |
                7 | codenames: [""]
                  |             ^^
                  |
                  = help: write a text, or remove the line with `codenames`

                4 errors; nothing was written
                "#,
        );
}
