//! What `publish --record` adds to the ledger, and when it refuses.

use std::fs;

use serde_json::Value;

use super::{diff, project, record, reworded};
use crate::support::{AS_OF, Project, read_all};

fn lines(project: &Project) -> Vec<Value> {
    let text = fs::read_to_string(project.path("ledger/2026.jsonl")).expect("it was written");
    text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

fn editions(project: &Project) -> usize {
    read_all(&project.path("ledger/editions")).len()
}

#[test]
fn a_publication_is_a_line_and_an_edition_that_is_kept_once() {
    let project = project();
    project.run(&["build", "--as-of", "2026-11-02"]).succeeds();
    let address = "https://roadmap.acme.example/";
    let outcome =
        record(&project, "2026-11-02", &["--by", "ana@acme.example", "--address", address])
            .succeeds();
    assert!(outcome.stderr.starts_with("publication 1: the client site, on 2 November 2026\n"));
    let first = &lines(&project)[0];
    for (key, expected) in [
        ("day", "2026-11-02"),
        ("audience", "client"),
        ("address", address),
        ("as_of", "2026-11-02"),
        ("by", "ana@acme.example"),
        ("version", env!("CARGO_PKG_VERSION")),
    ] {
        assert_eq!(first[key], expected, "{key}");
    }
    assert_eq!((&first["number"], &first["before"]), (&1.into(), &Value::Null));
    // The same words once more: a line and nothing else.
    fs::remove_dir_all(project.path("dist")).expect("it was built");
    record(&project, "2026-11-09", &[]).succeeds();
    assert_eq!((lines(&project).len(), editions(&project)), (2, 1));
    assert_eq!(lines(&project)[1]["edition"], first["edition"]);
    reworded(&project, "Large exports run at noon.");
    let outcome = record(&project, "2026-11-16", &[]).succeeds();
    let words = "changed for its readers since publication 2: 1 reworded";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    assert_eq!((lines(&project).len(), editions(&project)), (3, 2));
    project.check(&[]).succeeds();
}

#[test]
fn a_new_year_begins_a_new_file_that_follows_the_old_one() {
    let project = project();
    record(&project, "2026-12-30", &["--as-of", AS_OF]).succeeds();
    record(&project, "2027-01-04", &["--as-of", AS_OF]).succeeds();
    let text = fs::read_to_string(project.path("ledger/2027.jsonl")).expect("it was written");
    let line: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(line["number"], 2);
    assert!(line["before"].is_string());
    project.check(&[]).succeeds();
    fs::remove_file(project.path("ledger/2026.jsonl")).expect("it was written");
    assert_eq!(project.check(&[]).code, 1);
}

#[test]
fn a_commit_is_named_only_if_it_makes_this_very_site() {
    let project = project();
    record(&project, "2026-11-01", &[]).succeeds();
    project.commit("one");
    let commit = project.git(&["rev-parse", "HEAD"]);
    record(&project, "2026-11-02", &[]).succeeds();
    // A hidden change makes the same site for clients.
    project.write("content/quiet.md", "---\ntitle: Loud\nstage: idea\n---\n");
    record(&project, "2026-11-03", &[]).succeeds();
    reworded(&project, "Large exports run at noon.");
    let outcome = record(&project, "2026-11-04", &[]).succeeds();
    assert!(outcome.stderr.contains("no commit is named: "), "{}", outcome.stderr);
    let commits: Vec<Value> = lines(&project).iter().map(|it| it["commit"].clone()).collect();
    assert_eq!(commits, [Value::Null, commit.clone().into(), commit.into(), Value::Null]);
}

#[test]
fn what_was_built_is_recorded_and_nothing_else() {
    let project = project();
    project.run(&["build", "--as-of", "2026-11-02"]).succeeds();
    reworded(&project, "Large exports run at noon.");
    let outcome = record(&project, "2026-11-03", &[]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("holds something else"), "{}", outcome.stderr);
    assert!(!project.path("ledger").exists());
    // The day is that of the build, unless another one is named.
    project.run(&["build", "--as-of", "2026-11-02"]).succeeds();
    record(&project, "2026-11-03", &[]).succeeds();
    assert_eq!(lines(&project)[0]["as_of"], "2026-11-02");
}

#[test]
fn an_earlier_day_a_broken_ledger_and_a_leak_are_refused() {
    let project = project();
    record(&project, "2026-11-02", &[]).succeeds();
    let outcome = record(&project, "2026-11-01", &[]);
    assert_eq!(outcome.code, 2);
    let words = "has a publication of 2026-11-02 already, so none of 2026-11-01 can follow it";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    reworded(&project, "Zephyrine runs at night.");
    let outcome = record(&project, "2026-11-03", &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[leak]"), "{}", outcome.stderr);
    reworded(&project, "Large exports run at noon.");
    let path = project.path("ledger/2026.jsonl");
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.replace("2026-11-02", "2026-11-01")).expect("it is ours");
    for outcome in [record(&project, "2026-11-03", &[]), diff(&project, &[])] {
        assert_eq!(outcome.code, 1);
        let words = "line 1 of `ledger/2026.jsonl` was rewritten";
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
    assert_eq!(project.check(&[]).code, 1);
}

#[test]
fn what_a_killed_publication_left_does_not_stand_in_the_way() {
    let project = project();
    record(&project, "2026-11-02", &[]).succeeds();
    reworded(&project, "Large exports run at noon.");
    fs::write(project.path("ledger/2026.jsonl.new"), "half a li").expect("it is ours");
    project.check(&[]).succeeds();
    record(&project, "2026-11-03", &[]).succeeds();
    assert!(!project.path("ledger/2026.jsonl.new").exists());
    project.check(&[]).succeeds();
}

#[test]
fn two_publications_at_the_same_time_do_not_get_in_each_others_way() {
    let project = project();
    let held = fs::File::open(project.path("roadcast.yaml")).expect("it has settings");
    held.lock().expect("nobody else has it");
    let outcome = record(&project, "2026-11-02", &[]);
    assert_eq!(outcome.code, 2);
    let words = "another publication is being recorded";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    drop(held);
    record(&project, "2026-11-02", &[]).succeeds();
}

#[test]
fn a_ledger_behind_a_link_is_neither_read_nor_written() {
    let project = project();
    let elsewhere = tempfile::tempdir().expect("the system has room for a test");
    std::os::unix::fs::symlink(elsewhere.path(), project.path("ledger")).expect("it is free");
    for outcome in [record(&project, "2026-11-02", &[]), project.check(&[])] {
        assert_eq!(outcome.code, 1);
        assert!(outcome.stderr.contains("error[symlink]: `ledger`"), "{}", outcome.stderr);
    }
    assert_eq!(read_all(elsewhere.path()).len(), 0);
}

#[test]
fn who_approved_and_where_it_is_are_plain_words() {
    let project = project();
    for odd in [
        &["--by", ""][..],
        &["--by", "a\nb"],
        &["--address", "roadmap.example"],
        &["--address", "https://"],
        &["--address", "https://a.example/\u{1b}"],
        &["--on", "2026-13-01"],
    ] {
        let all = [&["publish", "--record", "--audience", "client"], odd].concat();
        assert_eq!(project.run_as_given(&all).code, 2, "{odd:?}");
    }
    assert_eq!(project.run_as_given(&["publish", "--audience", "client"]).code, 2);
}
