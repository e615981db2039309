//! Stages as each audience reads them: public status and horizon, or stage and badge.

use serde_json::Value;

use crate::support::Project;

/// The one entry of a site's `roadmap.json`; null if there is none.
fn entry(project: &Project, audience: &str) -> Value {
    let roadmap: Value =
        serde_json::from_str(&project.page(audience, "roadmap.json")).expect("it is JSON");
    roadmap["entries"][0].clone()
}

fn build(front: &str) -> Project {
    let project = Project::new().entry("a", &format!("title: A\n{front}"), "");
    project.build(&[]).succeeds();
    project
}

/// A key of an entry, or `-` where there is none.
fn key<'a>(entry: &'a Value, field: &str) -> &'a str {
    entry[field]["key"].as_str().unwrap_or("-")
}

#[test]
fn clients_read_a_public_status_and_a_horizon_in_place_of_the_stage() {
    for (stage, status, horizon) in [
        ("planned", "planned", "next"),
        ("in-progress", "in-progress", "now"),
        ("beta", "early-access", "now"),
        ("shipped\nshipped_on: 2026-08-12", "available", "-"),
        ("paused", "on-hold", "later"),
        ("declined", "not-planned", "-"),
    ] {
        let project = build(&format!("visibility: client\nstage: {stage}"));
        let entry = entry(&project, "client");
        assert_eq!((key(&entry, "status"), key(&entry, "horizon")), (status, horizon), "{stage}");
        assert_eq!(entry["stage"], Value::Null, "{stage}");
    }
}

#[test]
fn insiders_read_the_stage_and_a_badge_that_says_what_may_be_said() {
    for (front, stage, badge) in [
        ("visibility: client\nstage: planned", "planned", "share"),
        ("visibility: client\nstage: in-progress", "in-progress", "share"),
        ("visibility: client\nstage: beta", "beta", "share"),
        ("visibility: client\nstage: shipped\nshipped_on: 2026-08-12", "shipped", "share"),
        ("visibility: client\nstage: paused", "paused", "no"),
        ("visibility: client\nstage: declined", "declined", "no"),
        ("visibility: sales\nstage: planned", "planned", "ask"),
        ("visibility: sales\nstage: beta", "beta", "ask"),
        ("visibility: sales\nstage: idea", "idea", "no"),
        ("visibility: sales\nstage: discovery", "discovery", "no"),
        ("visibility: sales\nstage: planned\nconfidential: true", "planned", "no"),
    ] {
        let project = build(front);
        for audience in ["sales", "engineering"] {
            let entry = entry(&project, audience);
            assert_eq!((key(&entry, "stage"), key(&entry, "badge")), (stage, badge), "{front}");
        }
    }
}

#[test]
fn a_horizon_that_is_named_wins_over_the_stage_and_that_for_clients_over_both() {
    let project =
        build("visibility: client\nstage: planned\nhorizon: later\nclient: { horizon: now }");
    assert_eq!(key(&entry(&project, "client"), "horizon"), "now");
    assert_eq!(key(&entry(&project, "sales"), "horizon"), "later");
    assert_eq!(key(&entry(&project, "engineering"), "horizon"), "later");
    let project = build("visibility: client\nstage: planned\nhorizon: later");
    assert_eq!(key(&entry(&project, "client"), "horizon"), "later");
}
