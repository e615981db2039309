//! What is wrong with a share, and how it is drawn.

use crate::support::Project;

use super::{block, front, project};

/// The codes of what a check says of a share, errors and warnings.
#[track_caller]
fn codes(project: &Project) -> Vec<String> {
    let outcome = project.check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let found = report["diagnostics"].as_array().expect("it is a list").iter();
    found.map(|mistake| mistake["code"].as_str().expect("it has a code").to_owned()).collect()
}

fn with(changes: &[(&str, &str)], body: &str) -> Project {
    project().share("acme", &front(changes), body)
}

fn words(entry: &str) -> String {
    block(entry, "Some words.")
}

#[test]
fn each_mistake_has_its_code() {
    let sap = || words("sap");
    for (project, expected) in [
        (with(&[("entries", "[spa]")], &words("spa")), "unknown-entry"),
        (with(&[("entries", "[idea]")], &words("idea")), "share-entry"),
        (with(&[("entries", "[inside]")], &words("inside")), "share-entry"),
        (with(&[("entries", "[untitled]")], &words("untitled")), "share-entry"),
        (with(&[("entries", "[secret]")], &words("secret")), "share-entry"),
        (with(&[("entries", "[sap, sap]")], &sap()), "share-entry"),
        (with(&[("entries", "[]")], ""), "empty-value"),
        (with(&[("until", "2026-11-21")], &sap()), "share-until"),
        (with(&[("until", "2027-02-21")], &sap()), "share-until"),
        (with(&[("until", "soon")], &sap()), "bad-date"),
        (with(&[], ""), "share-text"),
        (with(&[], "::: entry sap\n\n:::"), "share-text"),
        (with(&[], &[sap(), sap()].join("\n")), "share-text"),
        (with(&[], &[sap(), words("open")].join("\n")), "share-text"),
        (with(&[("recipients", "[a, A]")], &sap()), "bad-recipient"),
        (with(&[("recipients", "[\"a/b\"]")], &sap()), "bad-recipient"),
        (with(&[("generations", "{ j.webber: 2 }")], &sap()), "bad-recipient"),
        (with(&[("generations", "{ j.weber: 0 }")], &sap()), "wrong-type"),
        (with(&[("account", "[Acme]")], &sap()), "wrong-type"),
        (with(&[("acount", "Acme")], &sap()), "unknown-key"),
        (with(&[], "::: client\nx\n:::"), "bad-marker"),
        (with(&[], "::: entry sap\nx\n"), "unclosed-block"),
        (with(&[], &block("sap", "<!-- x -->")), "html-comment"),
        (with(&[], &block("sap", "<script>x</script>")), "bad-html"),
        (with(&[], &block("sap", "[x](../content/sap.md)")), "hidden-link"),
        (with(&[], &block("sap", "[x](../content/none.md)")), "broken-link"),
        (with(&[], &block("sap", "![x](../content/none.png)")), "broken-image"),
        (with(&[], &sap()), "share-unapproved"),
    ] {
        assert_eq!(codes(&project).first().map(String::as_str), Some(expected));
    }
}

#[test]
fn nobody_approves_what_they_asked_for_or_without_being_named() {
    let hash = format!("b3-{}", "0".repeat(64));
    for (by, expected) in [
        ("tom.ito@northwind.example", "bad-approval"),
        ("ana@northwind.exmple", "bad-approval"),
        ("ANA@northwind.example", "share-changed"),
    ] {
        let approved = format!("{{ by: {by}, on: 2026-11-20, text: {hash} }}");
        assert_eq!(codes(&with(&[("approved", &approved)], &words("sap"))), [expected], "{by}");
    }
    let one = format!("{{ by: ana@northwind.example, on: 2026-11-20, text: {hash} }}");
    let own = [("asked_by", "Ana@northwind.example"), ("approved", one.as_str())];
    assert_eq!(codes(&with(&own, &words("sap"))), ["bad-approval"]);
    let twice = format!("[{one}, {one}]");
    assert_eq!(codes(&with(&[("approved", &twice)], &words("sap"))), ["bad-approval"]);
}

#[test]
fn a_wrong_entry_is_drawn_with_the_way_out() {
    let project = with(&[("entries", "[idea]")], &words("idea"));
    project.check(&[]).fails_with(
        1,
        "
        error[share-entry]: an entry whose discovery is not finished is shown to nobody outside
         --> shares/acme.md:6:11
          |
        6 | entries: [idea]
          |           ^^^^ not discovered yet
          |
         ::: content/idea.md:3:8
          |
        3 | stage: idea
          |        ---- its stage
          |
          = help: show its theme's problem instead: `content/themes/t.md`

        1 error; nothing was written
        ",
    );
}

#[test]
fn whatever_was_approved_and_changes_stops_the_build_until_somebody_looks_again() {
    let read = |project: &Project, path: &str| {
        std::fs::read_to_string(project.path(path)).expect("it is there")
    };
    for (what, path, from, to) in [
        ("the words", "shares/acme.md", "go both ways", "go one way"),
        ("the account", "shares/acme.md", "account: Acme GmbH", "account: Acme Ltd"),
        ("the last day", "shares/acme.md", "2027-01-31", "2027-02-01"),
        ("the title", "content/sap.md", "Deeper SAP integration", "SAP goes deeper"),
        ("the status", "content/sap.md", "stage: planned", "stage: beta"),
        ("the window", "content/sap.md", "target: 2027-02", "target: 2027-08"),
        ("the policy", "roadcast.yaml", "slack: 1 quarter", "slack: 2 quarters"),
    ] {
        let project = project().approved();
        assert_eq!(codes(&project), [""; 0]);
        let before = read(&project, path);
        assert!(before.contains(from), "{what}");
        project.write(path, before.replace(from, to));
        assert_eq!(codes(&project), ["share-changed"], "{what}");
        let outcome = project.run_with_secret(&["build"]);
        assert_eq!((outcome.code, project.path("dist").exists()), (1, false), "{what}");
        project.approve("acme", "bo");
        assert_eq!(codes(&project), [""; 0], "{what}");
        assert!(!read(&project, "shares/acme.md").contains("ana@"), "{what}: the old one is gone");
    }
}

#[test]
fn what_readers_are_not_told_undoes_no_approval() {
    for (path, from, to) in [
        ("shares/acme.md", "Their renewal", "Another reason"),
        ("shares/acme.md", "[j.weber, m.roth]", "[j.weber]"),
        ("content/sap.md", "Falcon bridge", "Heron bridge"),
        ("content/sap.md", "target: 2027-02", "target: 2027-03"),
        ("content/sap.md", "stage: planned", "stage: planned # really"),
    ] {
        let project = project().approved();
        let text = std::fs::read_to_string(project.path(path)).expect("it is there");
        assert!(text.contains(from), "{from}");
        project.write(path, text.replace(from, to));
        assert_eq!(codes(&project), [""; 0], "{from}");
    }
}

#[test]
fn the_day_alone_undoes_no_approval() {
    let project = project().approved();
    for day in ["2026-11-20", "2026-12-31", "2027-01-31", "2027-06-30", "2030-01-01"] {
        let outcome = project.run(&["check", "--as-of", day]);
        assert_eq!(outcome.code, 0, "{day}: {}", outcome.stderr);
    }
}

#[test]
fn a_share_approved_tomorrow_is_published_tomorrow() {
    let project = project().approved();
    project.run_with_secret(&["build", "--as-of", "2026-11-19"]).succeeds();
    assert!(project.shares().is_empty());
    project.run_with_secret(&["build", "--as-of", "2026-11-20"]).succeeds();
    assert_eq!(project.pages().len(), 2);
}

#[test]
fn a_share_that_has_ended_is_a_record_and_stops_nothing() {
    let project = project().approved();
    std::fs::remove_file(project.path("content/sap.md")).expect("it is there");
    assert_eq!(codes(&project), ["unknown-entry"]);
    assert_eq!(project.run(&["check", "--as-of", "2027-02-01"]).code, 0);
}

#[test]
fn shares_are_no_content_whatever_the_patterns_say() {
    let project = project();
    let settings = std::fs::read_to_string(project.path("roadcast.yaml")).expect("it is there");
    let project = project.settings(&format!("{settings}content: [\"**/*.md\"]\n")).approved();
    assert_eq!(codes(&project), [""; 0]);
}
