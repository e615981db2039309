//! Reminders: what is no mistake, but forgotten. Each is a warning, and an error with `--strict`.

use serde_json::Value;

use crate::support::{Project, png};

/// The code and line of every warning.
fn warnings(project: &Project) -> Vec<(String, String, u64)> {
    let outcome = project.check(&["--format", "json"]).succeeds();
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let word = |warning: &Value, key: &str| warning[key].as_str().unwrap_or_default().to_owned();
    let listed = report["diagnostics"].as_array().expect("it is a list");
    let warnings = listed.iter().map(|warning| {
        assert_eq!(warning["severity"], "warning");
        (word(warning, "code"), word(warning, "path"), warning["line"].as_u64().unwrap_or(0))
    });
    warnings.collect()
}

/// The codes of the warnings about one entry.
fn codes(front: &str) -> Vec<String> {
    let project = Project::new().entry("a", &format!("title: A\n{front}"), "");
    warnings(&project).into_iter().map(|(code, ..)| code).collect()
}

#[test]
fn markdown_in_a_value_that_is_shown_as_written_is_a_reminder() {
    Project::new()
        .entry(
            "a",
            "title: A\nstage: planned\nvisibility: client\nsummary: A **bold** plan",
            "",
        )
        .check(&["--strict"])
        .fails_with(
            1,
            "
            warning[markdown-in-value]: `summary` is plain text, and readers would see the signs of bold words
             --> content/a.md:5:10
              |
            5 | summary: A **bold** plan
              |          ^^^^^^^^^^^^^^^ shown as it is written
              |
              = help: write it without them, or move the words into a block, such as `::: client`
              = help: blocks, and `disclaimer` in the settings, are Markdown; every value is plain text

            1 warning, and `--strict` allows none
            ",
        );
    for front in [
        "summary: See [x](https://a.example)",
        "summary: The `export` command",
        "summary: One <b>bold</b> word",
        "client: { title: A **bold** plan }",
        "client: { summary: \"A *slanted* plan\", availability: Pro }",
        "client: { availability: \"**Pro**\" }",
        "sales: { say: It is **nearly** done }",
        "tags: [\"**new**\"]",
        "decision: { outcome: accepted, reason: \"Because [x](y)\" }",
        "requests: [{ account: \"**Globex**\" }]",
        "summary: R&amp;D",
    ] {
        let front = format!("stage: planned\nvisibility: sales\n{front}");
        assert_eq!(codes(&front), ["markdown-in-value"], "{front}");
        // Only those who write it read it.
        assert_eq!(codes(&front.replace("visibility: sales\n", "")), [""; 0], "{front}");
    }
    let theme = "title: Area\nvisibility: sales\nproblem: A **bold** problem";
    let project = Project::new()
        .settings("product: Acme\ntagline: One <br> line\n")
        .theme("area", theme, "")
        .entry("a", "title: A\nstage: planned\ntheme: area", "");
    let found: Vec<_> =
        warnings(&project).into_iter().map(|(code, path, _)| (code, path)).collect();
    let code = || "markdown-in-value".to_owned();
    assert_eq!(
        found,
        [(code(), "content/themes/area.md".to_owned()), (code(), "roadcast.yaml".to_owned())]
    );
}

#[test]
fn every_reminder_says_where_and_what_to_do() {
    Project::new()
        .settings("product: Acme\nhygiene: { review_days: 90 }\n")
        .theme("area", "title: Area", "")
        .file("content/pictures/old.png", png([1, 2, 3]))
        .entry(
            "a",
            "title: A\nstage: planned\nvisibility: client\nclient: { horizon: now }\n\
             target: 2026-09\nreviewed_on: 2026-08-23",
            "",
        )
        .entry(
            "b",
            "title: B\nstage: declined\ndecision: { outcome: declined, on: 2026-11-23 }",
            "",
        )
        .entry("c", "title: C\nstage: beta\ntarget: 2028", "")
        .check(&["--strict"])
        .fails_with(
            1,
            "
            warning[unused-image]: no text shows the image `content/pictures/old.png`
             |
             = help: show it with `![…](…)`, or delete the file

            warning[no-client-text]: clients see this entry, but there is nothing for them to read
             --> content/a.md:4:13
              |
            4 | visibility: client
              |             ^^^^^^ visible to clients
              |
              = help: add `client: { summary: … }`, a `summary`, or a block `::: client`

            warning[client-earlier]: clients are told `now`, but inside it is `next`
             --> content/a.md:5:20
              |
            3 | stage: planned
              |        ------- this says `next`
            4 | visibility: client
            5 | client: { horizon: now }
              |                    ^^^ earlier than planned
              |
              = help: set `client.horizon` to `next` or later, or remove it

            warning[past-target]: the target of this entry passed on 30 September 2026
             --> content/a.md:6:9
              |
            3 | stage: planned
              |        ------- not shipped yet
            ...
            6 | target: 2026-09
              |         ^^^^^^^ 53 days ago
              |
              = help: set a new `target`; or `stage: shipped` with `shipped_on`, if it is done

            warning[not-reviewed]: this entry was not reviewed for more than 90 days
             --> content/a.md:7:14
              |
            7 | reviewed_on: 2026-08-23
              |              ^^^^^^^^^^ 91 days ago
              |
              = help: read it again, mend what changed, and set `reviewed_on: 2026-11-22`

            warning[future-date]: `decision.on` has not come yet: 23 November 2026
             --> content/b.md:4:11
              |
            4 | decision: { outcome: declined, on: 2026-11-23 }
              |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ later than 22 November 2026
              |
              = help: write the day on which it was decided

            warning[not-reviewed]: nobody has reviewed this entry; every 90 days is the rule
             --> content/c.md:2:8
              |
            2 | title: C
              |        ^ no `reviewed_on`
              |
              = help: read it again, mend what changed, and set `reviewed_on: 2026-11-22`

            warning[horizon-differs]: the target says something else than the horizon `now`
             --> content/c.md:4:9
              |
            3 | stage: beta
              |        ---- this says `now`
            4 | target: 2028
              |         ^^^^ the target of `now` begins within 6 months
              |
              = help: change `target` or `horizon`

            warning[empty-theme]: no entry belongs to this theme
             --> content/themes/area.md:2:8
              |
            2 | title: Area
              |        ^^^^
              |
              = help: write `theme: area` in an entry, or delete the file

            9 warnings, and `--strict` allows none
            ",
        );
}

#[test]
fn many_reminders_of_one_kind_are_counted_for_people_and_listed_for_programs() {
    let mut project = Project::new();
    for number in 1..=5 {
        let front = format!("title: Entry {number}\nstage: planned\ntarget: 2026-0{number}");
        project = project.entry(&format!("e{number}"), &front, "");
    }
    let outcome = project.check(&[]).succeeds();
    assert_eq!(outcome.stderr.matches("warning[past-target]: the target").count(), 3);
    let end = "\
warning[past-target]: and 2 more; `--format json` lists all

engineering      5 entries; 28 files
sales            0 entries, 5 withheld (5 by visibility); 18 files
                   no leaks: 18 files scanned for 5 withheld strings
client           0 entries, 5 withheld (5 by visibility); 17 files
                   no leaks: 17 files scanned for 5 withheld strings
who sees an entry, and why: roadcast explain ENTRY
checked; nothing was written in … s
";
    assert!(outcome.stderr.ends_with(end), "{}", outcome.stderr);
    assert_eq!(warnings(&project).len(), 5);
}

#[test]
fn a_build_reminds_and_writes_all_the_same() {
    let project = Project::new()
        .theme("area", "title: Area", "")
        .entry("a", "title: A\nstage: planned\ntarget: 2026-01", "")
        .entry("b", "title: B\nstage: planned\ntarget: 2026-02", "");
    let outcome = project.build(&[]).succeeds();
    let first = "warning: to look after: 1 empty-theme, 2 past-target; `roadcast check` shows \
                 them\n\nengineering ";
    assert!(outcome.stderr.starts_with(first), "{}", outcome.stderr);
    assert!(!project.site("client").is_empty());
    for quiet in [project.build(&["-q"]), project.check(&["-q"])] {
        assert_eq!(quiet.succeeds().stderr, "");
    }
}

#[test]
fn nothing_is_reminded_of_while_there_are_errors() {
    Project::new()
        .entry("a", "title: A\nstage: planned\ntarget: 2026-01\ntheme: none", "")
        .check(&[])
        .fails_with(
            1,
            "
            error[unknown-theme]: there is no theme `none`
             --> content/a.md:5:8
              |
            5 | theme: none
              |        ^^^^ unknown theme
              |
              = help: a theme is a file in a `themes` folder: `content/themes/none.md`

            1 error; nothing was written
            ",
        );
}

#[test]
fn a_target_has_passed_on_the_day_after_its_last_one_unless_the_entry_is_done() {
    assert_eq!(codes("stage: planned\ntarget: 2026-11-22"), [""; 0]);
    assert_eq!(codes("stage: planned\ntarget: 2026-11-21"), ["past-target"]);
    assert_eq!(codes("stage: paused\ntarget: 2026"), [""; 0]);
    assert_eq!(codes("stage: paused\ntarget: 2025"), ["past-target"]);
    assert_eq!(codes("stage: declined\ntarget: 2025"), [""; 0]);
    assert_eq!(codes("stage: shipped\nshipped_on: 2026-01-02\ntarget: 2025"), [""; 0]);
}

#[test]
fn a_review_is_asked_for_only_where_the_settings_say_how_often_and_the_entry_is_open() {
    let reviewed = |settings: &str, front: &str| {
        let project = Project::new().settings(&format!("product: Acme\n{settings}"));
        warnings(&project.entry("a", &format!("title: A\n{front}"), "")).len()
    };
    let days = "hygiene: { review_days: 30 }";
    assert_eq!(reviewed("", "stage: planned"), 0);
    assert_eq!(reviewed(days, "stage: planned"), 1);
    assert_eq!(reviewed(days, "stage: planned\nreviewed_on: 2026-10-23"), 0);
    assert_eq!(reviewed(days, "stage: planned\nreviewed_on: 2026-10-22"), 1);
    assert_eq!(reviewed(days, "stage: declined"), 0);
    assert_eq!(reviewed(days, "stage: shipped\nshipped_on: 2026-01-02"), 0);
}

#[test]
fn a_review_that_is_still_to_come_is_no_review() {
    assert_eq!(codes("stage: planned\nreviewed_on: 2026-11-22"), [""; 0]);
    assert_eq!(codes("stage: planned\nreviewed_on: 2026-11-23"), ["future-date"]);
}

#[test]
fn one_text_of_any_kind_is_enough_for_clients() {
    let client = "stage: planned\nvisibility: client";
    assert_eq!(codes(client), ["no-client-text"]);
    assert_eq!(codes(&format!("{client}\nsummary: S.")), [""; 0]);
    assert_eq!(codes(&format!("{client}\nclient: {{ summary: S. }}")), [""; 0]);
    assert_eq!(codes("stage: planned\nvisibility: sales"), [""; 0]);
    let front = format!("title: A\n{client}");
    let block = |name: &str| {
        let body = format!("::: {name}\nText.\n:::");
        warnings(&Project::new().entry("a", &front, &body)).len()
    };
    assert_eq!((block("client"), block("sales")), (0, 1));
}

#[test]
fn a_horizon_and_a_target_agree_within_their_months() {
    let differs = |horizon: &str, target: &str| {
        let front = format!("stage: planned\nhorizon: {horizon}\ntarget: {target}");
        codes(&front) == ["horizon-differs"]
    };
    assert_eq!([differs("now", "2027-05-22"), differs("now", "2027-05-23")], [false, true]);
    assert_eq!([differs("next", "2027-11-22"), differs("next", "2027-11-23")], [false, true]);
    assert_eq!([differs("later", "2027-02-22"), differs("later", "2027-02-21")], [false, true]);
    // A half year may be the nearest of it.
    assert!(!differs("now", "2027-H1") && differs("later", "2026-H2"));
    assert_eq!(codes("stage: paused\ntarget: 2026-12"), [""; 0]);
}

#[test]
fn an_earlier_horizon_is_reported_only_where_clients_read_it() {
    let told = "client: { summary: S., horizon: now }";
    let of = |front: &str| codes(&format!("{front}\n{told}"));
    assert_eq!(of("stage: planned\nvisibility: client"), ["client-earlier"]);
    assert_eq!(of("stage: planned\nvisibility: client\nhorizon: now"), [""; 0]);
    assert_eq!(of("stage: in-progress\nvisibility: client"), [""; 0]);
    assert_eq!(of("stage: planned\nvisibility: sales"), [""; 0]);
}

#[test]
fn an_image_is_used_by_any_text_or_as_the_logo() {
    let project = Project::new()
        .settings("product: Acme\nlogo: content/logo.png\n")
        .file("content/logo.png", png([1, 2, 3]))
        .file("content/inside.png", png([4, 5, 6]))
        .file("content/old.PNG", png([7, 8, 9]))
        .file("content/.hidden.png", png([7, 8, 9]))
        .file("content/notes.txt", "no image")
        .file("elsewhere/other.png", png([7, 8, 9]))
        .entry("a", "title: A\nstage: planned", "![Inside](inside.png)");
    let outcome = project.check(&[]).succeeds();
    let first = "warning[unused-image]: no text shows the image `content/old.PNG`\n";
    assert!(outcome.stderr.starts_with(first), "{}", outcome.stderr);
    assert_eq!(warnings(&project).len(), 1);
}

#[test]
fn the_sample_has_nothing_to_remind_of() {
    let repository = env!("CARGO_MANIFEST_DIR");
    let outcome = Project::new().run(&[
        "check",
        "--strict",
        "-q",
        "-C",
        repository,
        "--as-of",
        crate::support::AS_OF,
    ]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}
