//! What `diff` says of two revisions, two folders, or what was published.

use serde_json::Value;

use super::{SHOWN, diff, project, record, reworded};
use crate::support::{Project, document};

fn json(project: &Project, arguments: &[&str]) -> Value {
    let outcome = diff(project, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.stderr))
}

/// The kinds of all changes, each with whether the date alone has done it.
fn kinds(report: &Value) -> Vec<(String, bool)> {
    let changes = report["changes"].as_array().expect("it is a list").iter();
    let of = |change: &Value| match change["event"].as_str().expect("it is a word") {
        "changed" => {
            let details = change["details"].as_array().expect("it is a list").iter();
            let kind = |detail: &Value| detail["kind"].as_str().unwrap_or_default().to_owned();
            details.map(|it| (kind(it), it["by_date"] == true)).collect()
        }
        event => vec![(event.to_owned(), false)],
    };
    changes.flat_map(of).collect()
}

#[test]
fn a_diff_says_what_readers_newly_see_lose_and_read_in_other_words() {
    let dated = "product: Acme\ndates: { precision: quarter, slack: 0 days }\n";
    let fields = "title: Old maps\nstage: planned\nvisibility: client\ntarget: 2027-02";
    let project = project().settings(dated).entry("maps", fields, "");
    project.commit("one");
    reworded(&project, "Large exports run at noon, and in parts.");
    project.write("content/maps.md", document(&fields.replace("2027-02", "2027-05"), ""));
    let new = "title: A phone app\nstage: beta\nvisibility: client\nsummary: Stock in your pocket.";
    project.write("content/app.md", document(new, ""));
    let base = project.git(&["rev-parse", "--short=10", "HEAD"]);
    let outcome = diff(&project, &["main"]).succeeds();
    let expected = format!(
        "What changes for clients: 1 new, 1 later, 1 reworded
from main ({base}) to this folder, both for 22 November 2026

+ A phone app  items/a-phone-app.html
    new       Now, Early access
              Stock in your pocket.

~ Old maps  items/old-maps.html
    later     Q1 2027 → Q2 2027

~ Faster exports  items/faster-exports.html
    reworded  text: Large exports run at [-night-]{{+noon, and in parts+}}.
"
    );
    let sorted = |text: &str| {
        let mut blocks: Vec<String> = text.trim_end().split("\n\n").map(str::to_owned).collect();
        blocks.sort();
        blocks
    };
    assert_eq!(sorted(&outcome.stdout), sorted(&expected), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
    // The other way round.
    project.commit("two");
    let back = diff(&project, &["HEAD..HEAD~1"]).succeeds().stdout;
    assert!(back.contains("1 lost, 1 earlier, 1 reworded"), "{back}");
    assert!(back.contains("- A phone app"), "{back}");
}

#[test]
fn a_comment_for_a_pull_request_is_markdown_that_calls_nobody() {
    let project = project();
    project.commit("one");
    reworded(&project, "Ask \\@octocat or see #12, <b>*now*</b>.");
    let comment = diff(&project, &["main", "--format", "markdown"]).succeeds().stdout;
    assert!(comment.starts_with("<!-- roadcast diff clients -->\n### What changes"), "{comment}");
    assert!(comment.contains("- **Faster exports**\n  - reworded text: "), "{comment}");
    assert!(comment.contains("@<!-- -->octocat") && comment.contains("#<!-- -->12"), "{comment}");
    let nothing = diff(&project, &["main..main", "--format", "markdown"]).succeeds().stdout;
    assert!(nothing.contains("Nothing: they read the same words."), "{nothing}");
}

#[test]
fn a_long_comment_is_cut_where_github_would_refuse_it() {
    let project = project();
    project.commit("one");
    for number in 0..400 {
        let summary = "Some thing that is new to all of them. ".repeat(8);
        let front = format!("title: Entry {number}\nstage: planned\nvisibility: client");
        project.write(
            &format!("content/e{number}.md"),
            document(&format!("{front}\nsummary: {}", summary.trim_end()), ""),
        );
    }
    let comment = diff(&project, &["main", "--format", "markdown"]).succeeds().stdout;
    assert!(comment.chars().count() < 65_536);
    assert!(comment.contains(" more: `roadcast diff` prints all of them."));
}

#[test]
fn a_window_that_has_passed_is_no_doing_of_the_author() {
    let dated = "product: Acme\ndates: { precision: quarter, slack: 0 days }\n";
    let maps = "title: Old maps\nstage: planned\nvisibility: client\ntarget: 2026-08";
    let project = project().settings(dated).entry("maps", maps, "");
    project.commit("one");
    let then = ["main", "--base-as-of", "2026-09-01"];
    assert_eq!(kinds(&json(&project, &then)), [("undated".to_owned(), true)]);
    let said = diff(&project, &then).succeeds().stdout;
    assert!(said.contains("undated   Q3 2026, now nothing (by the date alone)"), "{said}");
    assert!(said.contains("for 1 September 2026 and for 22 November 2026"), "{said}");
    let fails = [&then[..], &["--fail-on", "undated,lost"]].concat();
    diff(&project, &fails).succeeds();
    // For one day on both sides, nothing differs; and what an author has done is not excused.
    assert_eq!(kinds(&json(&project, &["main"])), []);
    project.write("content/maps.md", document(&maps.replace("2026-08", "2027-01"), ""));
    assert_eq!(kinds(&json(&project, &then)), [("later".to_owned(), false)]);
}

#[test]
fn what_must_not_change_fails_by_its_kind() {
    let project = project();
    project.commit("one");
    reworded(&project, "Large exports run at noon.");
    diff(&project, &["main", "--fail-on", "new,lost,later"]).succeeds();
    for format in ["human", "markdown", "json", "github"] {
        let outcome = diff(&project, &["main", "--fail-on", "lost,reworded", "--format", format]);
        assert_eq!(outcome.code, 1, "{format}");
        assert_eq!(outcome.stderr, "error: 1 change by `--fail-on`: reworded\n", "{format}");
        assert!(!outcome.stdout.is_empty(), "{format}");
    }
    let report = json(&project, &["main", "--fail-on", "reworded"]);
    assert_eq!((&report["ok"], &report["failed_on"][0]), (&false.into(), &"reworded".into()));
    let notes = diff(&project, &["main", "--format", "github", "--fail-on", "reworded"]).stdout;
    let expected = "::error title=reworded for clients::Faster exports%0Atext: Large exports run \
                    at [-night-]{+noon+}.\n";
    assert_eq!(notes, expected);
    assert_eq!(diff(&project, &["main", "--fail-on", "worse"]).code, 2);
}

#[test]
fn two_folders_are_compared_without_git() {
    let (old, new) = (project(), project());
    reworded(&new, "Large exports run at noon.");
    let path = |project: &Project| project.path("").display().to_string();
    let outcome = diff(&old, &[&path(&old), &path(&new)]).succeeds();
    assert!(outcome.stdout.contains("[-night-]{+noon+}"), "{}", outcome.stdout);
    let none = diff(&old, &["main", "feature"]);
    assert_eq!(none.code, 2);
    let hint = "`main` is no folder; to compare two revisions, write `main..feature`";
    assert!(none.stderr.contains(hint), "{}", none.stderr);
}

#[test]
fn without_a_revision_it_compares_with_the_last_publication() {
    let project = project();
    let none = diff(&project, &[]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("no publication of the client edition"), "{}", none.stderr);
    record(&project, "2026-10-01", &[]).succeeds();
    record(&project, "2026-11-01", &[]).succeeds();
    reworded(&project, "Large exports run at noon.");
    let outcome = diff(&project, &[]).succeeds();
    let from = "from publication 2 of 1 November 2026 to this folder, for 1 November 2026 and for \
                22 November 2026";
    assert!(outcome.stdout.contains(from), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("[-night-]{+noon+}"), "{}", outcome.stdout);
    assert_eq!(diff(&project, &["--audience", "sales"]).code, 2);
    // It was built for one day, which is known.
    assert_eq!(diff(&project, &["--base-as-of", "2026-10-01"]).code, 2);
}

#[test]
fn a_branch_is_compared_with_where_it_began() {
    let project = project();
    project.commit("one");
    project.git(&["checkout", "-q", "-b", "feature"]);
    reworded(&project, "Large exports run at noon.");
    project.commit("two");
    project.git(&["checkout", "-q", "main"]);
    let maps = "title: Old maps\nstage: planned\nvisibility: client";
    project.write("content/maps.md", document(maps, ""));
    project.commit("three");
    assert_eq!(kinds(&json(&project, &["main...feature"])), [("reworded".to_owned(), false)]);
    let both = [("reworded".to_owned(), false), ("lost".to_owned(), false)];
    assert_eq!(kinds(&json(&project, &["main..feature"])), both);
}

#[test]
fn a_project_in_a_folder_of_its_repository_is_found_there() {
    let project = Project::new();
    std::fs::remove_file(project.path("roadcast.yaml")).expect("it has settings");
    project.write("docs/road map/roadcast.yaml", "product: Acme\n");
    project.write("docs/road map/content/a.md", document(SHOWN, ""));
    project.write("elsewhere/content/b.md", "no entry");
    project.commit("one");
    project.write("docs/road map/content/a.md", document(&SHOWN.replace("minute", "second"), ""));
    let outcome = diff(&project, &["-C", "docs/road map", "HEAD"]).succeeds();
    assert!(outcome.stdout.contains("[-minute-]{+second+}"), "{}", outcome.stdout);
}

#[test]
fn a_base_with_mistakes_is_named_and_nothing_is_compared() {
    let project = project();
    project.write("content/exp.md", document("title: A\nstage: plannd", ""));
    project.commit("one");
    reworded(&project, "Large exports run at noon.");
    let outcome = diff(&project, &["main"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.contains("error[unknown-value]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 error in `main ("), "{}", outcome.stderr);
    let report = json(&project, &["main"]);
    assert_eq!(report["ok"], false);
    assert_eq!(report["diagnostics"][0]["code"], "unknown-value");
    // The other way round, it is the project at hand that has to be mended.
    project.commit("two");
    project.write("content/exp.md", document("title: A\nstage: plannd", ""));
    let outcome = diff(&project, &["main"]);
    assert!(outcome.stderr.ends_with("1 error; nothing was compared\n"), "{}", outcome.stderr);
}

#[test]
fn a_leak_on_either_side_stops_the_comparison() {
    let project = project();
    project.commit("one");
    reworded(&project, "Zephyrine runs at night.");
    for arguments in [&["main"][..], &["main", "--format", "markdown"]] {
        let outcome = diff(&project, arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
        assert!(outcome.stderr.contains("error[leak]"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("Zephyrine"), "{}", outcome.stderr);
    }
}

#[test]
fn the_day_does_to_an_edition_what_the_snapshot_says() {
    let dated = "product: Acme\ndates: { precision: month, slack: 0 days }\n";
    let mut project = project().settings(dated);
    for month in 1..=12 {
        let front = format!("title: M{month}\nstage: planned\nvisibility: client");
        project =
            project.entry(&format!("m{month}"), &format!("{front}\ntarget: 2026-{month:02}"), "");
    }
    project.commit("one");
    for day in ["2026-01-01", "2026-04-30", "2026-05-01", "2026-12-31"] {
        let from = ["main", "--base-as-of", "2025-12-31", "--as-of", day];
        let outcome = project.run_as_given(&[&["diff", "--format", "json"], &from[..]].concat());
        let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        let passed = day[5..7].parse::<usize>().expect("it is a month") - 1;
        assert_eq!(kinds(&report), vec![("undated".to_owned(), true); passed], "{day}");
    }
}
