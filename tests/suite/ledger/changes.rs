//! What the sites tell of what has changed, and that it holds nothing but today's words.

use super::{SHOWN, project, record, reworded};
use crate::support::{AS_OF, Outcome, Project, differing, document, files_with};

const LEDGER_PAGES: [&str; 2] = ["changes.html", "changes.xml"];

/// The entry of [`project`], as it may be on another day.
fn changed(project: &Project, edits: &[(&str, &str)], text: &str) {
    let front = edits.iter().fold(SHOWN.to_owned(), |front, (from, to)| {
        assert!(front.contains(from), "{front}");
        front.replace(from, to)
    });
    project.write("content/exp.md", document(&front, &format!("::: client\n{text}\n:::")));
}

fn record_for(project: &Project, audience: &str, day: &str) -> Outcome {
    project.run_as_given(&["publish", "--record", "--audience", audience, "--on", day]).succeeds()
}

/// A project whose entry began as planned, and of which an entry was withdrawn since.
fn moved() -> Project {
    let project = project();
    let gone = "title: Vanished comet\nstage: planned\nvisibility: client";
    project.write("content/gone.md", document(gone, "::: client\nA comet.\n:::"));
    changed(&project, &[("Exports take a minute at most.", "An old promise.")], "Old words.");
    record(&project, "2026-10-05", &[]).succeeds();
    std::fs::remove_file(project.path("content/gone.md")).expect("it was written");
    changed(&project, &[("stage: planned", "stage: in-progress")], "New words.");
    project
}

#[test]
fn nothing_is_told_before_something_was_published() {
    let project = project();
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        let site = project.site(audience);
        assert!(site.keys().all(|path| !path.contains("changes")), "{audience}");
        assert_eq!(files_with(&site, "changes.html"), [""; 0], "{audience}");
    }
    // Not even on the day of the first publication, whether it is recorded already or not.
    let before = project.site("client");
    record(&project, AS_OF, &[]).succeeds();
    project.build(&[]).succeeds();
    assert_eq!(differing(&before, &project.site("client")), [""; 0]);
}

#[test]
fn what_moved_is_told_on_a_page_in_a_feed_on_the_card_and_on_the_page_of_the_entry() {
    let project = moved();
    project.build(&[]).succeeds();
    let page = project.page("client", "changes.html");
    for words in [
        "<time datetime=\"2026-11\">November 2026</time>",
        "<li data-on=\"2026-11-22\">",
        "<b>Moved</b>",
        "<a href=\"items/faster-exports.html\" dir=\"auto\">Faster exports</a>",
        "<p dir=\"auto\">Moved to Now. Work began</p>",
        "since <time datetime=\"2026-10-05\">5 October 2026</time>",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let feed = project.page("client", "changes.xml");
    assert!(feed.contains("<title>Moved: Faster exports</title>"), "{feed}");
    assert!(feed.contains("<summary>Moved to Now. Work began</summary>"), "{feed}");
    assert!(feed.contains("<updated>2026-11-22T00:00:00Z</updated>"), "{feed}");
    let entry = project.page("client", "items/faster-exports.html");
    let told =
        "<li><time datetime=\"2026-11-22\">22 November 2026</time> Moved to Now. Work began</li>";
    assert!(entry.contains(told), "{entry}");
    let index = project.page("client", "index.html");
    assert!(index.contains("<b data-on=\"2026-11-22\">Moved</b>"), "{index}");
    assert!(index.contains("<a href=\"changes.html\">"), "{index}");
}

#[test]
fn no_word_of_an_earlier_edition_and_nothing_that_was_withdrawn_is_told() {
    let project = moved();
    project.build(&[]).succeeds();
    for words in ["Vanished", "comet", "An old promise", "Old words", "Lost", "withdrawn"] {
        assert_eq!(files_with(&project.site("client"), words), [""; 0], "{words}");
    }
    // An entry whose words alone changed is not said to have changed.
    let project = self::project();
    reworded(&project, "Old words.");
    record(&project, "2026-10-05", &[]).succeeds();
    reworded(&project, "New words.");
    project.build(&[]).succeeds();
    let page = project.page("client", "changes.html");
    assert!(page.contains("Nothing has changed since then."), "{page}");
}

#[test]
fn recording_a_publication_changes_no_byte_of_it() {
    let project = moved();
    project.build(&[]).succeeds();
    let before = project.site("client");
    record(&project, AS_OF, &[]).succeeds();
    project.build(&[]).succeeds();
    assert_eq!(differing(&before, &project.site("client")), [""; 0]);
    project.run(&["verify", "dist/client"]).succeeds();
}

#[test]
fn delays_are_told_only_where_the_settings_say_so() {
    let settings = |slips: bool| {
        format!(
            "product: Acme\ndates: {{ precision: quarter, slack: 0 days }}\n\
             changes: {{ show_slips: {slips} }}\n"
        )
    };
    let project = project().settings(&settings(false));
    let target = |target: &str| format!("stage: planned\ntarget: {target}");
    changed(&project, &[("stage: planned", &target("2027-02"))], "Soon.");
    record(&project, "2026-10-05", &[]).succeeds();
    changed(&project, &[("stage: planned", &target("2027-08"))], "Soon.");
    project.build(&[]).succeeds();
    let page = project.page("client", "changes.html");
    assert!(page.contains("Nothing has changed since then."), "{page}");
    assert_eq!(files_with(&project.site("client"), "Q1 2027"), [""; 0]);
    let project = project.settings(&settings(true));
    project.build(&[]).succeeds();
    let page = project.page("client", "changes.html");
    assert!(page.contains("<p dir=\"auto\">Expected later: Q3 2027</p>"), "{page}");
    assert_eq!(files_with(&project.site("client"), "Q1 2027"), [""; 0]);
}

#[test]
fn a_project_may_tell_nothing_of_what_has_changed() {
    let project = moved().settings("product: Acme\nchanges: { show: false }\n");
    project.build(&[]).succeeds();
    let with_ledger = project.site("client");
    assert!(LEDGER_PAGES.iter().all(|path| !with_ledger.contains_key(*path)));
    std::fs::remove_dir_all(project.path("ledger")).expect("it is there");
    project.build(&[]).succeeds();
    assert_eq!(differing(&with_ledger, &project.site("client")), [""; 0]);
}

#[test]
fn what_is_hidden_changes_nothing_between_two_publications() {
    let site = |first: &str, second: &str| {
        let project = moved();
        let quiet = |words: &str| {
            let front = format!("title: Quiet {words}\nstage: idea\nvisibility: engineering");
            project.write("content/quiet.md", document(&front, words));
        };
        quiet(first);
        record(&project, "2026-10-20", &[]).succeeds();
        quiet(second);
        if second == "Marsh" {
            project.write("content/more.md", document("title: More\nstage: idea", ""));
            record(&project, "2026-11-10", &["--as-of", "2026-10-20"]).succeeds();
        }
        project.build(&[]).succeeds();
        project.site("client")
    };
    assert_eq!(differing(&site("Lagoon", "Reef"), &site("Harbor", "Marsh")), [""; 0]);
}

#[test]
fn each_audience_has_the_history_of_its_own_publications() {
    let project = moved();
    project.build(&[]).succeeds();
    assert!(!project.site("sales").contains_key("changes.html"), "only clients had something");
    let stage = |stage: &str| {
        let front = format!("title: Quiet Lagoon\nstage: {stage}\nvisibility: sales");
        project.write("content/quiet.md", document(&front, ""));
    };
    stage("discovery");
    // What is built for another day is not taken for this one.
    std::fs::remove_dir_all(project.path("dist")).expect("it was built");
    record_for(&project, "sales", "2026-11-02");
    stage("in-progress");
    project.build(&[]).succeeds();
    let page = project.page("sales", "changes.html");
    assert!(page.contains("Quiet Lagoon"), "{page}");
    assert!(page.contains("Work began"), "{page}");
    assert!(project.page("sales", "changes.xml").contains("<title>Internal: "));
    assert_eq!(files_with(&project.site("client"), "Lagoon"), [""; 0]);
    assert!(!project.site("engineering").contains_key("changes.html"));
}

#[test]
fn a_broken_ledger_stops_a_build() {
    let project = moved();
    project.build(&[]).succeeds();
    let path = project.path("ledger/2026.jsonl");
    let text = std::fs::read_to_string(&path).expect("it was written");
    std::fs::write(&path, text.replace("2026-10-05", "2026-10-06")).expect("it is ours");
    let before = project.site("client");
    let outcome = project.build(&[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("line 1 of `ledger/2026.jsonl` was rewritten"));
    assert_eq!(differing(&before, &project.site("client")), [""; 0], "nothing is written");
}

/// The client index has it in its one script, so that a visit costs no further request.
#[test]
fn the_script_of_the_client_index_keeps_the_day_of_a_visit_as_all_pages_do() {
    let project = moved();
    project.build(&[]).succeeds();
    let site = project.site("client");
    let script = |name: &str| {
        let found = site.iter().find(|(path, _)| path.starts_with(name));
        String::from_utf8_lossy(found.expect("it is there").1).into_owned()
    };
    let visit = script("assets/changes-visit-");
    assert!(visit.contains("localStorage"), "{visit}");
    assert!(script("assets/script-").ends_with(&visit));
}
