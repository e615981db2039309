//! Days, targets and audiences in the front matter: what does not exist is refused.

use crate::support::Project;

fn check(front: &str) -> crate::support::Outcome {
    Project::new().entry("a", front, "").check(&[])
}

#[test]
fn days_that_do_not_exist_are_refused() {
    check(
        "title: A\nstage: shipped\nshipped_on: 2026-02-30\nreviewed_on: 2026-9-1\n\
         requests:\n  - { account: Acme, asked_on: yesterday }\n\
         decision: { outcome: accepted, on: 2026-13-01 }",
    )
    .fails_with(
        1,
        "
            error[bad-date]: `shipped_on` is not a day that exists
             --> content/a.md:4:13
              |
            4 | shipped_on: 2026-02-30
              |             ^^^^^^^^^^
              |
              = help: write it as year, month and day: `2026-11-15`

            error[bad-date]: `reviewed_on` is not a day that exists
             --> content/a.md:5:14
              |
            5 | reviewed_on: 2026-9-1
              |              ^^^^^^^^
              |
              = help: write it as year, month and day: `2026-11-15`

            error[bad-date]: `asked_on` is not a day that exists
             --> content/a.md:7:32
              |
            7 |   - { account: Acme, asked_on: yesterday }
              |                                ^^^^^^^^^
              |
              = help: write it as year, month and day: `2026-11-15`

            error[bad-date]: `on` is not a day that exists
             --> content/a.md:8:36
              |
            8 | decision: { outcome: accepted, on: 2026-13-01 }
              |                                    ^^^^^^^^^^
              |
              = help: write it as year, month and day: `2026-11-15`

            4 errors; nothing was written
            ",
    );
}

#[test]
fn a_target_that_is_no_period_is_refused_with_the_forms() {
    check("title: A\nstage: planned\ntarget: 2026-Q5").fails_with(
        1,
        "
            error[bad-date]: this is not a target date
             --> content/a.md:4:9
              |
            4 | target: 2026-Q5
              |         ^^^^^^^ not a target date
              |
              = help: allowed: `2026`, `2026-H2`, `2026-Q4`, `2026-11` or `2026-11-15`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_target_that_is_no_text_is_refused() {
    check("title: A\nstage: planned\ntarget: [2026-11]").fails_with(
        1,
        "
            error[bad-date]: this is not a target date
             --> content/a.md:4:9
              |
            4 | target: [2026-11]
              |         ^^^^^^^^ not a target date
              |
              = help: allowed: `2026`, `2026-H2`, `2026-Q4`, `2026-11` or `2026-11-15`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_visibility_with_a_gap_is_refused_with_the_missing_audience() {
    check("title: A\nstage: planned\nvisibility: [engineering, client]").fails_with(
        1,
        "
            error[visibility-gap]: this list leaves out `sales`
             --> content/a.md:4:13
              |
            4 | visibility: [engineering, client]
              |             ^^^^^^^^^^^^^^^^^^^^ sales is missing
              |
              = help: whoever is further inside sees it too: write `visibility: client`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_visibility_that_names_nobody_is_refused() {
    check("title: A\nstage: planned\nvisibility: []").fails_with(
        1,
        "
            error[empty-value]: `visibility` names nobody
             --> content/a.md:4:13
              |
            4 | visibility: []
              |             ^
              |
              = help: name an audience, or remove the line: then only engineering sees it

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_visibility_by_another_word_is_refused_with_the_one_that_is_meant() {
    for (word, meant) in [("customer", "client"), ("Public", "client"), ("internal", "engineering")]
    {
        let outcome = check(&format!("title: A\nstage: planned\nvisibility: {word}"));
        assert_eq!(outcome.code, 1, "{word}");
        let hint = format!("= help: did you mean `{meant}`?");
        assert!(outcome.stderr.contains(&hint), "{word}: {}", outcome.stderr);
    }
}

#[test]
fn a_visibility_list_with_an_unknown_audience_is_refused() {
    check("title: A\nstage: planned\nvisibility: [sales, custmer, client]").fails_with(
        1,
        "
            error[unknown-value]: `custmer` is not an audience
             --> content/a.md:4:21
              |
            4 | visibility: [sales, custmer, client]
              |                     ^^^^^^^ not an audience
              |
              = help: allowed: `engineering`, `sales`, `client`

            1 error; nothing was written
            ",
    );
}
