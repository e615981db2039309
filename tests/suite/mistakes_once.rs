//! One report for each mistake: the same words in several sites, and several runs of words that
//! were copied from one file to another.

use crate::alarms::{SHOWN, codes};
use crate::support::Project;

const ONE: &str = "our largest customer threatens to leave before the renewal in spring";
const TWO: &str = "nobody in the team believes that this date can still be kept";
const THREE: &str = "the board has decided to close the office in the north";

/// The leaks that a check of all sites reports, each with its message, hints and further places.
fn leaks(project: &Project) -> Vec<(String, Vec<String>, usize)> {
    let outcome = project.check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let all = report["diagnostics"].as_array().expect("it is a list").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("it is a text").to_owned();
    let leak = |one: &serde_json::Value| {
        let hints = one["hints"].as_array().expect("it is a list").iter().map(text).collect();
        let related = one["related"].as_array().map_or(0, Vec::len);
        (text(&one["message"]), hints, related)
    };
    all.filter(|one| one["code"] == "leak").map(leak).collect()
}

fn secret(hidden: &str) -> Project {
    let front = "title: Hidden thing\nstage: planned\ncodenames: [Zephyrine]";
    Project::new().entry("secret", front, hidden)
}

fn copied(text: &str) -> Project {
    secret(&format!("{ONE}. First.\n\n{TWO}. Second.\n\n{THREE}. Third.")).entry("a", SHOWN, text)
}

#[test]
fn the_same_words_in_two_sites_are_one_report_that_names_both() {
    let project = secret("").entry("a", SHOWN, "::: client\nThe Zephyrine plan.\n:::");
    let found = leaks(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    let (message, hints, _) = &found[0];
    assert_eq!(
        message,
        "a code name of `content/secret.md`, withheld from client and sales readers, is in their sites"
    );
    assert!(hints[0].contains("of `client/items/public.html`"), "{hints:?}");
    assert!(hints[1].contains("of `sales/items/public.html`"), "{hints:?}");
    assert!(hints[hints.len() - 1].contains("what client and sales readers see"), "{hints:?}");
}

#[test]
fn runs_of_words_copied_from_one_file_to_another_are_one_report() {
    let project = copied(&format!("::: client\nSo {ONE}, but\n\nthen {TWO}, too.\n:::"));
    let found = leaks(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    let (message, hints, related) = &found[0];
    assert!(message.starts_with("words of unmarked text of `content/secret.md`"), "{message}");
    assert!(message.contains("client and sales readers, are in their sites"), "{message}");
    let more = hints.iter().find(|hint| hint.contains("1 more run of words")).expect("it is told");
    assert!(more.contains("content/secret.md:6:1; `roadcast allow` shows each"), "{more}");
    assert_eq!(*related, 2);
}

#[test]
fn words_that_one_site_has_alone_are_told_as_that() {
    let text = format!("::: client\nSo {TWO}.\n:::\n\n::: sales\nAnd {THREE}.\n:::");
    let found = leaks(&copied(&text));
    assert_eq!(found.len(), 1, "{found:?}");
    let told = found[0].1.join("\n");
    assert!(told.contains("(sales site)") || found[0].0.contains("from sales readers"), "{told}");
}

#[test]
fn copies_in_two_files_are_two_reports() {
    let project = copied(&format!("::: client\nSo {ONE}.\n:::"));
    let other = SHOWN.replace("Public", "Other");
    let project = project.entry("b", &other, &format!("::: client\nThen {TWO}.\n:::"));
    assert_eq!(leaks(&project).len(), 2);
}

#[test]
fn the_title_and_the_name_of_a_file_that_stand_in_another_are_one_report() {
    let project = Project::new()
        .entry("heron-river-rollout", "title: Heron river rollout\nstage: planned", "")
        .entry("a", SHOWN, "::: client\nThe heron river rollout, heron-river-rollout.\n:::");
    let found = leaks(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.starts_with("the title of"), "{}", found[0].0);
}

#[test]
fn every_run_of_words_can_be_allowed_by_itself() {
    let project = copied(&format!("::: client\nSo {ONE}, but\n\nthen {TWO}, too.\n:::"));
    let all = ["--all", "--reason", "Known", "--owner", "ana", "--until", "2027-01-31"];
    let outcome = project.run(&[&["allow", "--as-of", crate::support::AS_OF], &all[..]].concat());
    assert!(outcome.stderr.contains("2 terms added"), "{}", outcome.stderr);
    assert_eq!(codes(&project), [""; 0]);
}

#[test]
fn the_last_report_counts_strings_and_places_of_all_sites() {
    let names: Vec<_> =
        ('a'..='f').flat_map(|a| ('a'..='j').map(move |b| format!("Q{a}{b}q"))).collect();
    let front = format!("title: Hidden thing\nstage: planned\ncodenames: [{}]", names.join(", "));
    let text = format!("::: client\n{}\n:::", names.join(", "));
    let project = Project::new().entry("secret", &front, "").entry("a", SHOWN, &text);
    let found = leaks(&project);
    assert_eq!(found.len(), 51);
    let last = found.iter().find(|(message, ..)| message.contains("more withheld"));
    assert_eq!(
        last.expect("the others are counted").0,
        "10 more withheld strings are in the client and sales sites (240 places in all)"
    );
}
