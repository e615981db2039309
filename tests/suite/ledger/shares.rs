//! The ledger of shares: what one account could read beyond the client site, and until when.

use std::fs;

use serde_json::Value;

use crate::shares::{SECRET, block, front, project};
use crate::support::{Outcome, Project, read_all};

/// Records the client site and the shares of a day.
fn record(project: &Project, day: &str) -> Outcome {
    let arguments = ["publish", "--record", "--audience", "client", "--on", day];
    project.run(&[&arguments[..], &["--as-of", day]].concat()).succeeds();
    record_shares(project, day)
}

fn record_shares(project: &Project, day: &str) -> Outcome {
    project.run_with_secret(&["publish", "--record", "--shares", "--on", day, "--as-of", day])
}

/// The publications of shares in the ledger.
fn lines(project: &Project) -> Vec<Value> {
    let text = fs::read_to_string(project.path("ledger/2026.jsonl")).expect("it was written");
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("it is JSON"));
    all.filter(|line| line.get("share").is_some()).collect()
}

fn seen(project: &Project, arguments: &[&str]) -> Outcome {
    project.run_as_given(&[&["--no-redact", "seen"], arguments].concat())
}

#[test]
fn a_share_is_recorded_with_its_account_approver_and_words() {
    let project = project().approved();
    let outcome = record(&project, "2026-11-23").succeeds();
    let said = "publication 2: the share acme, on 23 November 2026\n";
    assert!(outcome.stderr.starts_with(said), "{}", outcome.stderr);
    let [line] = &lines(&project)[..] else { panic!("one line") };
    for (key, expected) in [
        ("share", "acme"),
        ("account", "Acme GmbH"),
        ("address", "https://shared.northwind.example/"),
        ("by", "ana@northwind.example"),
        ("day", "2026-11-23"),
    ] {
        assert_eq!(line[key], expected, "{key}");
    }
    let outcome = seen(&project, &["Deeper SAP integration"]).succeeds();
    assert_eq!(
        outcome.stdout,
        "Deeper SAP integration: Acme GmbH, by the share acme, could read

  since 23 November 2026 (publication 2)
    Deeper SAP integration
    Planned, Q2 2027
    text: Orders and stock go both ways, as they happen. Reports show the same.

\"Could\", not \"did\": the ledger knows what was published, not who has looked.
"
    );
    // By the name of its file, by account, and not by another account.
    for arguments in [&["sap"][..], &["sap", "--by", "acme gmbh"]] {
        assert_eq!(seen(&project, arguments).succeeds().stdout, outcome.stdout, "{arguments:?}");
    }
    assert_eq!(seen(&project, &["sap", "--by", "Globex"]).code, 2);
    project.check(&[]).succeeds();
}

#[test]
fn other_words_are_a_line_the_same_ones_are_none_and_an_end_is_one() {
    let project = project().approved();
    record(&project, "2026-11-23").succeeds();
    let again = record(&project, "2026-11-24").succeeds();
    assert!(again.stderr.contains("the ledger knows all shares as they are"), "{}", again.stderr);
    project.write(
        "shares/acme.md",
        crate::support::document(&front(&[]), &block("sap", "Orders go one way for now.")),
    );
    project.approve("acme", "ana");
    record(&project, "2026-11-25").succeeds();
    fs::remove_file(project.path("shares/acme.md")).expect("it is ours");
    let ended = record(&project, "2026-11-26").succeeds();
    assert!(ended.stderr.contains("the share acme, which has ended"), "{}", ended.stderr);
    record(&project, "2026-11-27").succeeds();
    let days: Vec<_> = lines(&project).iter().map(|line| line["day"].clone()).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-25", "2026-11-26"]);
    let outcome = seen(&project, &["Deeper SAP integration", "--on", "2026-11-24"]).succeeds();
    assert!(outcome.stdout.contains("from 23 November 2026 to 25 November 2026"));
    assert!(outcome.stdout.contains("Orders and stock go both ways"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("one way for now"), "{}", outcome.stdout);
    let later = seen(&project, &["Deeper SAP integration", "--on", "2026-11-28"]).succeeds();
    assert!(later.stdout.contains("nothing of it on that day"), "{}", later.stdout);
    project.check(&[]).succeeds();
}

#[test]
fn past_its_last_day_a_share_ends_in_the_ledger_too() {
    let project = project().approved();
    record(&project, "2026-12-30").succeeds();
    let day = ["--on", "2027-02-01", "--as-of", "2027-02-01"];
    let client = ["publish", "--record", "--audience", "client"];
    project.run(&[&client[..], &day].concat()).succeeds();
    let shares = ["publish", "--record", "--shares"];
    let outcome = project.run_with_secret(&[&shares[..], &day].concat()).succeeds();
    assert!(outcome.stderr.contains("the share acme, which has ended"), "{}", outcome.stderr);
}

#[test]
fn shares_are_recorded_only_beside_the_client_site_that_stands_on_their_pages() {
    let project = project().approved();
    let words = "record it with `--audience client`, and then the shares";
    let outcome = record_shares(&project, "2026-11-23");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    record(&project, "2026-11-23").succeeds();
    let open = fs::read_to_string(project.path("content/open.md")).expect("it is there");
    project.write("content/open.md", open.replace("They do.", "They do so now."));
    let outcome = record_shares(&project, "2026-11-24");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    assert_eq!(lines(&project).len(), 1);
}

#[test]
fn what_was_built_otherwise_or_without_the_secret_is_not_recorded() {
    let project = project().approved();
    let day = ["--on", "2026-11-23", "--as-of", "2026-11-23"];
    let client = ["publish", "--record", "--audience", "client"];
    project.run(&[&client[..], &day].concat()).succeeds();
    let shares = [&["publish", "--record", "--shares"][..], &day].concat();
    let outcome = project.run(&shares);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("the secret is not known"), "{}", outcome.stderr);
    project.run_with(&SECRET.replace("1f", "2f"), &["build", "--as-of", "2026-11-23"]).succeeds();
    let outcome = project.run_with_secret(&shares);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("holds something else"), "{}", outcome.stderr);
    assert!(lines(&project).is_empty());
}

#[test]
fn what_was_shared_is_masked_for_strangers_and_no_key_is_kept() {
    let project = project().approved();
    record(&project, "2026-11-23").succeeds();
    let outcome = project.run_as_given(&["seen", "Deeper SAP integration"]).succeeds();
    for words in ["Acme", "acme", "both ways"] {
        assert!(!outcome.stdout.contains(words), "{}", outcome.stdout);
    }
    let links = project.run_with_secret(&["share", "link", "acme"]).succeeds().stdout;
    let keys: Vec<&str> =
        links.split(['#', '\t', '\n', '/']).filter(|part| part.len() > 30).collect();
    assert!(keys.len() >= 4, "{links}");
    for (path, bytes) in read_all(&project.path("ledger")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for key in &keys {
            assert!(!text.contains(key), "{path}");
        }
    }
}
