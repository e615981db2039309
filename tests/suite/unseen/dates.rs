//! Days that have not come: they would tell clients what the date policy hides.

use super::assert_refused;
use crate::support::Project;

fn shipped(day: &str) -> Project {
    Project::new().entry(
        "a",
        &format!("title: A\nstage: shipped\nvisibility: client\nshipped_on: {day}\nsummary: B."),
        "",
    )
}

#[test]
fn what_has_not_shipped_yet_is_not_told_as_available() {
    shipped("2027-03-12").check(&[]).fails_with(
        1,
        "
            error[future-date]: `shipped_on` has not come yet: 12 March 2027
             --> content/a.md:5:13
              |
            3 | stage: shipped
              |        ------- the stage is given here
            4 | visibility: client
            5 | shipped_on: 2027-03-12
              |             ^^^^^^^^^^ later than 22 November 2026
              |
              = help: set the stage back until it is available, and say when in `target`
              = help: to see the sites of that day, add `--as-of 2027-03-12`

            1 error; nothing was written
            ",
    );
    assert_refused(&shipped("2026-11-23"), "future-date", 5);
}

#[test]
fn a_build_shows_this_error_though_it_counts_reminders_of_that_kind() {
    let said = shipped("2027-03-12").build(&[]).stderr;
    assert!(said.contains("error[future-date]: `shipped_on` has not come yet"), "{said}");
    assert!(!said.contains("to look after"), "{said}");
}

#[test]
fn what_ships_on_the_day_of_the_build_is_available() {
    shipped("2026-11-22").check(&[]).succeeds();
    shipped("2027-03-12").run(&["check", "--as-of", "2027-03-12"]).succeeds();
    assert_eq!(shipped("2027-03-12").run(&["check", "--as-of", "2027-03-11"]).code, 1);
}

#[test]
fn days_of_decisions_and_requests_that_have_not_come_are_reminders() {
    let front = "title: A\nstage: planned\nreviewed_on: 2027-01-01\n\
                 decision: { outcome: accepted, on: 2027-01-01 }\n\
                 requests: [{ account: B, asked_on: 2027-01-01 }, { account: C, asked_on: 2026-01-01 }]";
    let found = super::diagnostics(&Project::new().entry("a", front, ""));
    let lines: Vec<_> = found.iter().map(|found| (&found["code"], &found["line"])).collect();
    let expected = [4, 5, 6].map(|line| ("future-date".into(), line.into()));
    assert_eq!(lines, expected.iter().map(|(code, line)| (code, line)).collect::<Vec<_>>());
}
