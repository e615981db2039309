//! `roadcast allow`: alarms settled in bulk, and the settings otherwise untouched.

use crate::alarms::{SHOWN, codes, project};
use crate::support::{AS_OF, Outcome, Project};

const ALL: [&str; 7] =
    ["--all", "--reason", "Known to everybody", "--owner", "ana", "--until", "2027-01-31"];

fn allow(project: &Project, arguments: &[&str]) -> Outcome {
    project.run(&[&["allow", "--as-of", AS_OF], arguments].concat())
}

fn settings(project: &Project) -> String {
    std::fs::read_to_string(project.path("roadcast.yaml")).expect("it is there")
}

fn alarmed() -> Project {
    let hidden = "requests: [{ account: Wintermute GmbH }]\ncodenames: [Zephyrine]";
    project(hidden, "The Zephyrine plan is for Wintermute.")
}

#[test]
fn every_alarm_is_allowed_at_once_and_no_other_byte_of_the_settings_changes() {
    let before = "# Our roadmap\r\nproduct: Acme   # the name\r\nallow_terms:\r\n- term: x\r\n  reason: y\r\n  owner: z\r\n  until: 2027-01-01   # soon\r\n# end\r\n";
    let project = alarmed().settings(before);
    let outcome = allow(&project, &ALL).succeeds();
    assert!(outcome.stderr.contains("2 terms added to `roadcast.yaml`"), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
    let after = settings(&project);
    let (head, tail) = before.split_at(before.find("# end").expect("it was written"));
    assert!(after.starts_with(head) && after.ends_with(tail), "{after}");
    let added = &after[head.len()..after.len() - tail.len()];
    assert!(
        added.contains("- term: Zephyrine\r\n  reason: Known to everybody\r\n  owner: ana\r\n")
    );
    assert!(added.contains("- term: Wintermute GmbH\r\n"), "{added}");
    let codes = codes(&project);
    assert!(!codes.contains(&"leak".to_owned()), "{codes:?}");
}

#[test]
fn in_a_script_no_withheld_word_is_printed() {
    let outcome = allow(&alarmed(), &ALL).succeeds();
    let said = outcome.stdout + &outcome.stderr;
    assert!(said.contains("content/secret.md:"), "{said}");
    for word in ["Zephyrine", "Wintermute"] {
        assert!(!said.contains(word), "{said}");
    }
}

#[test]
fn without_a_terminal_it_asks_nobody_and_says_what_a_script_must_give() {
    let project = alarmed();
    let before = settings(&project);
    let outcome = allow(&project, &[]);
    assert!(outcome.code == 2 && outcome.stderr.contains("--all --reason"), "{}", outcome.stderr);
    assert_eq!(settings(&project), before);
    assert_eq!(allow(&project, &["--all", "--reason", "x"]).code, 2);
    assert_eq!(allow(&project, &["--reason", "x"]).code, 2);
}

#[test]
fn what_must_never_be_published_is_not_allowed() {
    let settings = "product: Acme\nnever_publish: [Zephyrine]\n";
    let project = project("owner: ana", "The Zephyrine plan.").settings(settings);
    let outcome = allow(&project, &ALL);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("no setting may allow it"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 alarm left open"), "{}", outcome.stderr);
    assert_eq!(super::allow::settings(&project), settings);
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = alarmed();
    let before = settings(&project);
    let outcome = allow(&project, &[&ALL[..], &["--dry-run"]].concat()).succeeds();
    assert!(outcome.stderr.contains("2 terms would be added; nothing was written"));
    assert_eq!(settings(&project), before);
}

#[test]
fn mistakes_come_first_and_nothing_is_written() {
    let project = alarmed().entry("broken", "title: B\nstage: betta", "");
    let before = settings(&project);
    let outcome = allow(&project, &ALL);
    assert!(outcome.code == 1 && outcome.stderr.contains("unknown-value"), "{}", outcome.stderr);
    assert_eq!(settings(&project), before);
}

#[test]
fn settings_without_a_place_for_terms_are_left_alone() {
    let project = alarmed().settings("{ product: Acme }\n");
    let outcome = allow(&project, &ALL);
    assert!(
        outcome.code == 2 && outcome.stderr.contains("no place for terms"),
        "{}",
        outcome.stderr
    );
    assert_eq!(settings(&project), "{ product: Acme }\n");
}

#[test]
fn where_nothing_is_wrong_there_is_nothing_to_allow() {
    let outcome = allow(&project("owner: ana", "Nothing."), &ALL).succeeds();
    assert_eq!(outcome.stderr, "there is nothing to allow\n");
}

#[test]
fn more_alarms_than_a_check_lists_are_all_settled() {
    let names: Vec<_> =
        ('a'..='f').flat_map(|a| ('a'..='j').map(move |b| format!("Q{a}{b}q"))).collect();
    let project = project(&format!("codenames: [{}]", names.join(", ")), &names.join(", "));
    let outcome = allow(&project, &ALL).succeeds();
    assert!(outcome.stderr.contains("60 terms added"), "{}", outcome.stderr);
    assert_eq!(codes(&project), [""; 0]);
}

/// Whatever the settings look like, all of their bytes stay, and the new ones stand in one place.
#[test]
fn settings_in_any_style_keep_their_bytes() {
    let old = "{ term: q, reason: r, owner: o, until: 2027-01-01 }";
    for before in [
        "product: Acme".to_owned(),
        "---\nproduct: Acme\n".to_owned(),
        "\u{feff}product: Acme\n# end".to_owned(),
        "product: Acme\r\nallow_terms: []   # [none]\r\n".to_owned(),
        "product: Acme\nallow_terms: [ # none ]\n]\n".to_owned(),
        format!("allow_terms: # all\n  [ # open\n    {old}, # one ]\n  ]\nproduct: Acme\n"),
        format!("\"allow_terms\":\n- {old}\n\n# next\nproduct: Acme\n"),
        format!("allow_terms:\n  # first\n  - {old} # last\nproduct: Acme\n"),
    ] {
        let project = alarmed().settings(&before);
        allow(&project, &ALL).succeeds();
        let after = settings(&project);
        let same = |(a, b): &(char, char)| a == b;
        let head: usize =
            before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        assert!(after.ends_with(&before[head..]), "{before:?}: {after:?}");
        assert!(!codes(&project).contains(&"leak".to_owned()), "{after}");
    }
}

#[test]
fn copies_with_words_run_together_are_settled_too() {
    let plain =
        "MaxEBSVolumeCount, MaxGCEPDVolumeCount, MaxAzureDiskVolumeCount and MaxCinderVolumeCount";
    let in_code = plain.replace(", ", "`, `").replace(" and ", "` and `");
    for text in [plain.to_owned(), format!("`{in_code}`")] {
        let project = Project::new()
            .entry("secret", "title: Hidden thing\nstage: planned", &format!("See {text}."))
            .entry("a", SHOWN, &format!("::: client\nSo: {text}, too.\n:::"));
        assert_eq!(codes(&project), ["leak"]);
        allow(&project, &ALL).succeeds();
        assert_eq!(codes(&project), [""; 0], "{text}");
    }
}

#[test]
fn a_code_name_that_must_never_be_published_is_left_open() {
    let project = Project::new()
        .settings("product: Acme\nnever_publish: [Kestrelline]\n")
        .entry(
            "a",
            "title: Open plan\nstage: planned\nvisibility: sales",
            "::: sales\nWe do Kestrelline.\n:::",
        )
        .entry("b", "title: Other\nstage: idea\ncodenames: [Kestrelline]", "");
    let before = std::fs::read(project.path("roadcast.yaml")).expect("it is there");
    let outcome = project.run(&[
        "allow",
        "--all",
        "--reason",
        "public",
        "--owner",
        "ana",
        "--until",
        "2027-01-31",
    ]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("no setting may allow it"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 alarm left open"), "{}", outcome.stderr);
    assert_eq!(std::fs::read(project.path("roadcast.yaml")).expect("it is there"), before);
    assert!(!project.check(&[]).stderr.contains("contradiction"));
}

#[test]
fn a_day_that_has_passed_is_no_day_until_which_words_are_allowed() {
    let project = Project::new()
        .entry(
            "a",
            "title: Open plan\nstage: planned\nvisibility: client",
            "::: client\nKestrelline.\n:::",
        )
        .entry("b", "title: Other\nstage: idea\ncodenames: [Kestrelline]", "");
    let before = std::fs::read(project.path("roadcast.yaml")).expect("it is there");
    let until = |day| allow(&project, &[&ALL[..6], &[day]].concat());
    let outcome = until("2026-11-21");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("2026-11-21, which has passed"), "{}", outcome.stderr);
    assert_eq!(std::fs::read(project.path("roadcast.yaml")).expect("it is there"), before);
    until("2026-11-22").succeeds();
}
