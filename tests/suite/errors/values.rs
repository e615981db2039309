//! Values of the front matter: the wrong type, an unknown word, no such day.

use crate::support::Project;

fn check(front: &str) -> crate::support::Outcome {
    Project::new().entry("a", front, "").check(&[])
}

#[test]
fn a_word_that_is_not_in_its_list_is_refused_with_the_list() {
    check(
        "title: A\nstage: discovry\nvisibility: clients\nhorizon: soon\nconfidence: sure\n\
         origin: techdebt\ndecision: { outcome: acepted }\nclient: { horizon: nxt }",
    )
    .fails_with(
        1,
        "
            error[unknown-value]: `discovry` is not a stage
             --> content/a.md:3:8
              |
            3 | stage: discovry
              |        ^^^^^^^^ not a stage
              |
              = help: did you mean `discovery`?
              = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

            error[unknown-value]: `clients` is not an audience
             --> content/a.md:4:13
              |
            4 | visibility: clients
              |             ^^^^^^^ not an audience
              |
              = help: did you mean `client`?
              = help: allowed: `engineering`, `sales`, `client`

            error[unknown-value]: `soon` is not a horizon
             --> content/a.md:5:10
              |
            5 | horizon: soon
              |          ^^^^ not a horizon
              |
              = help: allowed: `now`, `next`, `later`

            error[unknown-value]: `sure` is not a confidence
             --> content/a.md:6:13
              |
            6 | confidence: sure
              |             ^^^^ not a confidence
              |
              = help: allowed: `committed`, `likely`, `exploratory`

            error[unknown-value]: `techdebt` is not an origin
             --> content/a.md:7:9
              |
            7 | origin: techdebt
              |         ^^^^^^^^ not an origin
              |
              = help: did you mean `tech-debt`?
              = help: allowed: `sales`, `product`, `customer`, `compliance`, `tech-debt`

            error[unknown-value]: `acepted` is not an outcome
             --> content/a.md:8:22
              |
            8 | decision: { outcome: acepted }
              |                      ^^^^^^^ not an outcome
              |
              = help: did you mean `accepted`?
              = help: allowed: `accepted`, `declined`, `deferred`

            error[unknown-value]: `nxt` is not a horizon
             --> content/a.md:9:20
              |
            9 | client: { horizon: nxt }
              |                    ^^^ not a horizon
              |
              = help: did you mean `next`?
              = help: allowed: `now`, `next`, `later`

            7 errors; nothing was written
            ",
    );
}

#[test]
fn upper_case_is_not_the_same_word() {
    check("title: A\nstage: Planned\nvisibility: Client").fails_with(
        1,
        "
            error[unknown-value]: `Planned` is not a stage
             --> content/a.md:3:8
              |
            3 | stage: Planned
              |        ^^^^^^^ not a stage
              |
              = help: did you mean `planned`?
              = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

            error[unknown-value]: `Client` is not an audience
             --> content/a.md:4:13
              |
            4 | visibility: Client
              |             ^^^^^^ not an audience
              |
              = help: did you mean `client`?
              = help: allowed: `engineering`, `sales`, `client`

            2 errors; nothing was written
            ",
    );
}

#[test]
fn texts_must_be_text() {
    check(
        "title: 2026\nstage: 5\nsummary: [a]\ntheme: { a: b }\nowner: true\nteam: 1.5\n\
         tags: erp\ncodenames: [1]\ndepends_on: sap",
    )
    .fails_with(
        1,
        "
            error[wrong-type]: `title` must be text
             --> content/a.md:2:8
              |
            2 | title: 2026
              |        ^^^^ this is a number
              |
              = help: put it in quotes if it is meant as text

            error[wrong-type]: `stage` must be one of `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`
             --> content/a.md:3:8
              |
            3 | stage: 5
              |        ^ this is a number

            error[wrong-type]: `summary` must be text
             --> content/a.md:4:10
              |
            4 | summary: [a]
              |          ^^ this is a list

            error[wrong-type]: `theme` must be text
             --> content/a.md:5:8
              |
            5 | theme: { a: b }
              |        ^^^^^^ this is a mapping

            error[wrong-type]: `owner` must be text
             --> content/a.md:6:8
              |
            6 | owner: true
              |        ^^^^ this is true or false
              |
              = help: put it in quotes if it is meant as text

            error[wrong-type]: `team` must be text
             --> content/a.md:7:7
              |
            7 | team: 1.5
              |       ^^^ this is a number
              |
              = help: put it in quotes if it is meant as text

            error[wrong-type]: `tags` must be a list
             --> content/a.md:8:7
              |
            8 | tags: erp
              |       ^^^ this is text
              |
              = help: write it in brackets: `tags: [one, two]`

            error[wrong-type]: `codenames` must be text
             --> content/a.md:9:13
              |
            9 | codenames: [1]
              |             ^ this is a number
              |
              = help: put it in quotes if it is meant as text

            error[wrong-type]: `depends_on` must be a list
              --> content/a.md:10:13
               |
            10 | depends_on: sap
               |             ^^^ this is text
               |
               = help: write it in brackets: `depends_on: [one, two]`

            9 errors; nothing was written
            ",
    );
}

#[test]
fn flags_must_be_true_or_false() {
    check(
        "title: A\nstage: planned\nconfidential: yes\n\
         requests:\n  - { account: Acme, blocker: \"true\" }",
    )
    .fails_with(
        1,
        r#"
            error[wrong-type]: `confidential` must be `true` or `false`
             --> content/a.md:4:15
              |
            4 | confidential: yes
              |               ^^^ this is text

            error[wrong-type]: `blocker` must be `true` or `false`
             --> content/a.md:6:31
              |
            6 |   - { account: Acme, blocker: "true" }
              |                               ^^^^^^ this is text

            2 errors; nothing was written
            "#,
    );
}

#[test]
fn numbers_must_be_numbers_in_their_range() {
    check(
        "title: A\nstage: planned\nphase: 0\neffort: -1\n\
         rice: { reach: many, impact: -1, confidence: 1, effort: 0 }",
    )
    .fails_with(
        1,
        "
            error[wrong-type]: `phase` must be a whole number from 1 to 99
             --> content/a.md:4:8
              |
            4 | phase: 0
              |        ^ this is a number

            error[wrong-type]: `effort` must be a number of zero or more
             --> content/a.md:5:9
              |
            5 | effort: -1
              |         ^^ this is a number

            error[wrong-type]: `reach` must be a number of zero or more
             --> content/a.md:6:16
              |
            6 | rice: { reach: many, impact: -1, confidence: 1, effort: 0 }
              |                ^^^^ this is text

            error[wrong-type]: `impact` must be a number of zero or more
             --> content/a.md:6:30
              |
            6 | rice: { reach: many, impact: -1, confidence: 1, effort: 0 }
              |                              ^^ this is a number

            error[wrong-type]: `effort` must be more than zero
             --> content/a.md:6:57
              |
            6 | rice: { reach: many, impact: -1, confidence: 1, effort: 0 }
              |                                                         ^

            5 errors; nothing was written
            ",
    );
}

#[test]
fn numbers_must_be_finite() {
    check("title: A\nstage: planned\neffort: .inf").fails_with(
        1,
        "
            error[wrong-type]: `effort` must be a number of zero or more
             --> content/a.md:4:9
              |
            4 | effort: .inf
              |         ^^^^ this is a number

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_phase_is_a_whole_number() {
    check("title: A\nstage: planned\nphase: 1.5").fails_with(
        1,
        "
            error[wrong-type]: `phase` must be a whole number from 1 to 99
             --> content/a.md:4:8
              |
            4 | phase: 1.5
              |        ^^^ this is a number

            1 error; nothing was written
            ",
    );
}

#[test]
fn mappings_and_lists_must_be_such() {
    check(
        "title: A\nstage: planned\nclient: yes please\nsales: [a]\ndecision: accepted\n\
         rice: 5\nrequests: { account: Acme }\nextra: none",
    )
    .fails_with(
        1,
        "
            error[wrong-type]: `client` must be a mapping of keys and values
             --> content/a.md:4:9
              |
            4 | client: yes please
              |         ^^^^^^^^^^ this is text

            error[wrong-type]: `sales` must be a mapping of keys and values
             --> content/a.md:5:8
              |
            5 | sales: [a]
              |        ^^ this is a list

            error[wrong-type]: `decision` must be a mapping of keys and values
             --> content/a.md:6:11
              |
            6 | decision: accepted
              |           ^^^^^^^^ this is text

            error[wrong-type]: `rice` must be a mapping of keys and values
             --> content/a.md:7:7
              |
            7 | rice: 5
              |       ^ this is a number

            error[wrong-type]: `requests` must be a list
             --> content/a.md:8:11
              |
            8 | requests: { account: Acme }
              |           ^^^^^^^^^^^^^^^ this is a mapping
              |
              = help: write it in brackets: `requests: [one, two]`

            error[wrong-type]: `extra` must be a mapping of keys and values
             --> content/a.md:9:8
              |
            9 | extra: none
              |        ^^^^ this is text

            6 errors; nothing was written
            ",
    );
}

#[test]
fn a_title_is_a_single_line() {
    check("title: |\n  A\n  B\nstage: planned").fails_with(
        1,
        "
            error[wrong-type]: `title` must be a single line
             --> content/a.md:3:3
              |
            3 |   A
              |   ^
              |
              = help: remove the line breaks

            1 error; nothing was written
            ",
    );
}

#[test]
fn control_characters_written_as_escapes_are_refused() {
    check("title: \"A\\u0007\"\nstage: planned\nsummary: \"S\\u0000\"").fails_with(
        1,
        r#"
            error[bad-character]: `title` holds the control character U+0007
             --> content/a.md:2:8
              |
            2 | title: "A\u0007"
              |        ^^^^^^^^^
              |
              = help: remove it

            error[bad-character]: `summary` holds the control character U+0000
             --> content/a.md:4:10
              |
            4 | summary: "S\u0000"
              |          ^^^^^^^^^
              |
              = help: remove it

            2 errors; nothing was written
            "#,
    );
}
