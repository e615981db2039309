//! Who could read which words, and when.

use serde_json::Value;

use super::{SHOWN, project, record, reworded};
use crate::support::{Outcome, Project, document};

fn seen(project: &Project, arguments: &[&str]) -> Outcome {
    project.run_as_given(&[&["seen"], arguments].concat())
}

/// Two texts, another title, and then nothing more of it.
fn published() -> Project {
    let project = project();
    record(&project, "2026-09-01", &[]).succeeds();
    reworded(&project, "Large exports run at noon.");
    record(&project, "2026-09-15", &[]).succeeds();
    let renamed = SHOWN.replace("Faster exports", "Exports in a minute");
    project
        .write("content/exp.md", document(&renamed, "::: client\nLarge exports run at noon.\n:::"));
    record(&project, "2026-10-01", &[]).succeeds();
    project.write("content/exp.md", document(&renamed.replace(": client", ": sales"), ""));
    record(&project, "2026-10-15", &[]).succeeds();
    project
}

#[test]
fn words_that_were_withdrawn_are_told_with_their_days() {
    let project = published();
    let outcome = seen(&project, &["Faster exports"]).succeeds();
    assert_eq!(
        outcome.stdout,
        "Exports in a minute: clients could read

  from 1 September 2026 to 15 September 2026 (publication 1)
    Faster exports
    Next, Planned
    summary: Exports take a minute at most.
    text: Large exports run at night.

  from 15 September 2026 to 1 October 2026 (publication 2)
    Faster exports
    Next, Planned
    summary: Exports take a minute at most.
    text: Large exports run at noon.

  from 1 October 2026 to 15 October 2026 (publication 3)
    Exports in a minute
    Next, Planned
    summary: Exports take a minute at most.
    text: Large exports run at noon.

\"Could\", not \"did\": the ledger knows what was published, not who has looked.
"
    );
    for name in ["faster-exports", "items/exports-in-a-minute.html", "EXPORTS in a minute"] {
        assert_eq!(seen(&project, &[name]).succeeds().stdout, outcome.stdout, "{name}");
    }
}

#[test]
fn on_a_day_of_change_both_could_be_read_and_on_others_one_or_none() {
    let project = published();
    let on = |day: &str| {
        let outcome = seen(&project, &["exp", "--on", day, "--format", "json"]).succeeds();
        let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        report["could_read"].as_array().expect("it is a list").len()
    };
    // By the name of its file: the project knows to which address that leads today.
    project.write("content/exp.md", document(&SHOWN.replace("Faster", "Fast"), ""));
    project.write(
        "content/exp.md",
        document(&SHOWN.replace("Faster exports", "Exports in a minute"), ""),
    );
    for (day, expected) in
        [("2026-08-31", 0), ("2026-09-01", 1), ("2026-09-15", 2), ("2026-09-20", 1)]
    {
        assert_eq!(on(day), expected, "{day}");
    }
    assert_eq!((on("2026-10-15"), on("2026-10-16")), (1, 0));
    let nothing = seen(&project, &["exp", "--on", "2026-08-31"]).succeeds();
    assert!(nothing.stdout.contains("nothing of it on that day"), "{}", nothing.stdout);
}

#[test]
fn an_account_could_read_what_clients_could_and_its_own_shares() {
    let project = published();
    let all = seen(&project, &["faster-exports"]).succeeds().stdout;
    assert_eq!(seen(&project, &["faster-exports", "--by", "Acme GmbH"]).succeeds().stdout, all);
    let sales = ["publish", "--record", "--audience", "sales", "--on", "2026-11-01"];
    project.run_as_given(&sales).succeeds();
    assert_eq!(seen(&project, &["faster-exports", "--by", "Acme GmbH"]).succeeds().stdout, all);
}

#[test]
fn words_for_insiders_are_masked_where_anybody_may_read_the_log() {
    let project = project();
    let sales = ["publish", "--record", "--audience", "sales", "--on", "2026-11-01"];
    project.run_as_given(&sales).succeeds();
    for format in ["human", "json"] {
        let asked = ["quiet-lagoon", "--audience", "sales", "--format", format];
        let outcome = seen(&project, &asked).succeeds();
        assert!(!outcome.stdout.to_lowercase().contains("lagoon"), "{}", outcome.stdout);
        let full = seen(&project, &[&asked[..], &["--no-redact"]].concat()).succeeds();
        assert!(full.stdout.contains("Quiet Lagoon"), "{}", full.stdout);
    }
    let near = seen(&project, &["Quiet Lagon"]);
    assert_eq!(near.code, 2);
    assert!(!near.stderr.contains("Lagoon"), "{}", near.stderr);
    let full = seen(&project, &["Quiet Lagon", "--no-redact"]);
    assert!(full.stderr.contains("did you mean `Quiet Lagoon`?"), "{}", full.stderr);
}

#[test]
fn without_a_ledger_there_is_nothing_to_say() {
    let project = project();
    let outcome = seen(&project, &["exp"]);
    outcome.fails_with(
        2,
        "
        error: there is no ledger yet: `roadcast publish --record` begins one
        ",
    );
}
