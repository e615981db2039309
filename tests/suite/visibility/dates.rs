//! Dates: exact for engineering, a padded and rounded window for everybody else.

use crate::support::{Files, Project, files_with};

const FRONT: &str = "title: A\nstage: planned\nvisibility: client\ntarget: 2027-02-10";

fn build(dates: &str, front: &str) -> Project {
    let project =
        Project::new().settings(&format!("product: Acme\n{dates}\n")).entry("a", front, "");
    project.build(&[]).succeeds();
    project
}

/// A site without the files of its site theme, in which digits stand for colors.
fn pages(project: &Project, audience: &str) -> Files {
    let site = project.site(audience);
    site.into_iter().filter(|(path, _)| !path.starts_with("assets/")).collect()
}

#[test]
fn clients_and_sales_read_a_window_that_is_padded_and_rounded_up() {
    for (policy, window) in [
        ("{ precision: month, slack: 0 days }", "February 2027"),
        ("{ precision: month, slack: 3 weeks }", "March 2027"),
        ("{ precision: quarter, slack: 1 quarter }", "Q2 2027"),
        ("{ precision: quarter }", "Q2 2027"),
        ("{ precision: half, slack: 1 half }", "Second half of 2027"),
        ("{ precision: year, slack: 1 year }", "2028"),
    ] {
        let project = build(&format!("dates: {policy}"), FRONT);
        for audience in ["client", "sales", "engineering"] {
            let roadmap = project.page(audience, "roadmap.json");
            let line = format!("\"label\":\"{window}\"");
            assert!(roadmap.contains(&line), "{policy}, {audience}: {roadmap}");
        }
        for exact in ["2027-02-10", "10 February 2027"] {
            assert_eq!(files_with(&pages(&project, "client"), exact), [""; 0], "{policy}");
            assert_eq!(files_with(&pages(&project, "sales"), exact), [""; 0], "{policy}");
        }
        assert!(!files_with(&pages(&project, "engineering"), "2027-02-10").is_empty(), "{policy}");
    }
}

#[test]
fn nobody_outside_reads_a_window_of_what_is_on_hold() {
    let paused = FRONT.replace("planned", "paused");
    let project = build("dates: { precision: quarter }", &paused);
    for audience in ["client", "sales"] {
        let site = pages(&project, audience);
        assert_eq!(files_with(&site, "2027"), [""; 0], "{audience}");
    }
}

#[test]
fn without_a_precision_nobody_outside_reads_any_date() {
    for dates in ["", "dates: { precision: none, slack: 1 year }"] {
        let project = build(dates, FRONT);
        for audience in ["client", "sales"] {
            for year in ["2027", "2028"] {
                assert_eq!(
                    files_with(&pages(&project, audience), year),
                    [""; 0],
                    "{dates} {audience}"
                );
            }
        }
    }
}

#[test]
fn a_window_that_has_passed_is_not_shown() {
    let project = build(
        "dates: { precision: month, slack: 0 days }",
        "title: A\nstage: planned\nvisibility: client\ntarget: 2025-02-10",
    );
    assert_eq!(files_with(&pages(&project, "client"), "2025"), [""; 0]);
}

#[test]
fn a_target_of_what_is_shipped_or_declined_is_not_shown() {
    for stage in ["shipped\nshipped_on: 2026-08-12", "declined"] {
        let front = format!("title: A\nvisibility: client\ntarget: 2027-02-10\nstage: {stage}");
        let project = build("dates: { precision: month, slack: 0 days }", &front);
        assert_eq!(files_with(&pages(&project, "client"), "2027"), [""; 0], "{stage}");
    }
}

#[test]
fn clients_read_the_month_in_which_something_shipped() {
    let front = "title: A\nstage: shipped\nvisibility: client\nshipped_on: 2026-08-12";
    let project = build("", front);
    assert!(project.page("client", "shipped.html").contains("August 2026"));
    assert!(project.page("client", "feed.xml").contains("<updated>2026-08-01T00:00:00Z</updated>"));
    assert!(project.page("sales", "feed.xml").contains("<updated>2026-08-12T00:00:00Z</updated>"));
    for exact in ["2026-08-12", "12 August"] {
        assert_eq!(files_with(&pages(&project, "client"), exact), [""; 0]);
    }
}

#[test]
fn the_days_of_one_month_give_clients_one_and_the_same_site() {
    let site = |day| {
        let front = format!("title: A\nstage: shipped\nvisibility: client\nshipped_on: {day}");
        build("", &front).site("client")
    };
    assert!(site("2026-08-01") == site("2026-08-31"));
    assert!(site("2026-08-31") != site("2026-09-01"));
}
