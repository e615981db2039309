//! `roadcast import`: whatever other tools write, the project stays valid and nothing gets out.

mod alarms;
mod github;
mod jira;
mod rows;

use crate::support::{Outcome, Project, read_all};

const HOSTILE: &str = include_str!("hostile.md");

fn import(project: &Project, arguments: &[&str]) -> Outcome {
    project.run(&[&["import"], arguments].concat())
}

fn text(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.path(path)).expect("the file was made")
}

/// A cell in quotes, as CSV has it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn rows_become_entries_for_engineering_and_what_has_no_field_is_kept() {
    let project = Project::new().theme("reporting", "title: Reports", "").file(
        "wishes.csv",
        "Wish,Stage,Due date,Theme,Tags,Priority,Notes\n\
         Faster exports,In Progress,2027-Q1,reporting,\"csv, speed\",High,Many ask.\n\
         \"Dark, calm mode\",,15/Nov/26 9:00 AM,Reports,,Low,\n",
    );
    let options = [
        "csv",
        "wishes.csv",
        "--map",
        "title=Wish",
        "--map",
        "target=due date",
        "--map",
        "body=Notes",
    ];
    let made = import(&project, &options).succeeds();
    assert_eq!(made.stdout, "content/faster-exports.md\ncontent/dark-calm-mode.md\n");
    assert_eq!(
        made.stderr,
        "kept under `extra`, for engineering alone: `Priority`\n\
         2 entries made, for engineering alone; next:\n  roadcast check\n"
    );
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---\ntitle: Faster exports\nstage: in-progress\nvisibility: engineering\n\
         theme: reporting\ntarget: 2027-Q1\ntags: [csv, speed]\nextra:\n  Priority: High\n---\n\n\
         Many ask.\n"
    );
    assert_eq!(
        text(&project, "content/dark-calm-mode.md"),
        "---\ntitle: \"Dark, calm mode\"\nstage: idea\nvisibility: engineering\n\
         theme: reporting\ntarget: 2026-11-15\nextra:\n  Priority: Low\n---\n"
    );
    project.check(&[]).succeeds();
}

#[test]
fn a_dry_run_lists_what_would_be_made_and_writes_nothing() {
    let project = Project::new().file("a.csv", "Title,Stage\nFaster exports,planned\nCalm mode,\n");
    let listed = import(&project, &["csv", "a.csv", "--dry-run"]).succeeds();
    assert_eq!(
        listed.stdout,
        "content/faster-exports.md  planned      Faster exports\n\
         content/calm-mode.md       idea         Calm mode\n"
    );
    assert_eq!(listed.stderr, "2 entries would be made; nothing was written\n");
    assert!(read_all(&project.path("content")).is_empty());
}

#[test]
fn every_row_with_something_odd_is_named_once() {
    let project = Project::new().entry("calm-mode", "title: Calm mode\nstage: idea", "").file(
        "a.csv",
        "Title,Stage,Shipped on,Effort\n\
         Exports,Parked,,\n\
         ,planned,,\n\
         Exports,Parked,,\n\
         Exporters,,,three\n\
         Calm mode,,,\n\
         ,,,\n\
         Search,shipped,,\n\
         Filters,shipped,2026-10-01,\n\
         Sorting,planned,2026-10-01,\n\
         Undo,,2026-10-01,\n",
    );
    let before = text(&project, "content/calm-mode.md");
    let made = import(&project, &["csv", "a.csv"]);
    assert_eq!(
        made.stderr,
        "line 2: `Parked` is not a stage; allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`; say what it means with `--value \"stage:Parked=STAGE\"`; kept under `extra`
line 3: there is no title; left out
line 4: the same as line 2; skipped
line 5: `three` is not a number of person-weeks; kept under `extra`
line 6: `content/calm-mode.md` has this title already; skipped
line 8: `shipped` needs the day on which it shipped (`--map shipped_on=COLUMN`); imported as `in-progress`, kept under `extra`
line 11: `Shipped on` has a day; imported as `shipped`
kept under `extra`, for engineering alone: `Effort`, `Shipped on`, `Stage`
6 entries made, for engineering alone; next:
  roadcast check
"
    );
    assert_eq!(made.code, 1, "a row was left out");
    assert_eq!(text(&project, "content/calm-mode.md"), before);
    assert!(text(&project, "content/filters.md").contains("stage: shipped\n"));
    project.check(&[]).succeeds();
}

#[test]
fn an_import_can_be_repeated() {
    let project = Project::new().file("a.csv", "Title,N\nExports,1\nImports,2\nSearch,3\n");
    import(&project, &["csv", "a.csv"]).succeeds();
    let before = project.state("content");
    assert_eq!(before.len(), 3);
    let again = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(again.stdout, "");
    assert_eq!(
        again.stderr,
        "line 2: `content/exports.md` has this title already; skipped\n\
         line 3: `content/imports.md` has this title already; skipped\n\
         line 4: `content/search.md` has this title already; skipped\n\
         nothing new was found; nothing was written\n"
    );
    assert_eq!(project.state("content"), before);
}

#[test]
fn every_dialect_of_csv_is_read() {
    let expected = "---\ntitle: \"Größe; \\\"quoted\\\"\"\nstage: planned\nvisibility: engineering\n---\n\n\
                    one\n\nthree\n";
    let plain = "Title,Stage,Body\n\"Größe; \"\"quoted\"\"\",planned,\"one\n\nthree\"\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(plain.encode_utf16());
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        units.flat_map(bytes).collect()
    };
    let quoted = "\"Größe; \"\"quoted\"\"\"";
    for (what, bytes) in [
        ("plain", plain.as_bytes().to_vec()),
        ("byte order mark", format!("\u{feff}{plain}").into_bytes()),
        ("windows line ends", plain.replace('\n', "\r\n").into_bytes()),
        (
            "semicolons",
            format!("Title;Stage;Body\n{quoted};planned;\"one\n\nthree\"\n").into_bytes(),
        ),
        ("tabs", format!("Title\tStage\tBody\n{quoted}\tplanned\t\"one\n\nthree\"").into_bytes()),
        (
            "a line for Excel",
            format!("sep=;\r\nTitle;Stage;Body\r\n{quoted};planned;\"one\n\nthree\"\n")
                .into_bytes(),
        ),
        ("UTF-16, little end first", utf16(false)),
        ("UTF-16, big end first", utf16(true)),
    ] {
        let project = Project::new().file("a.csv", bytes);
        let made = import(&project, &["csv", "a.csv"]).succeeds();
        assert_eq!(made.stdout, "content/grosse-quoted.md\n", "{what}");
        assert_eq!(text(&project, "content/grosse-quoted.md"), expected, "{what}");
    }
}

#[test]
fn issues_of_github_are_read() {
    let project = Project::new().file(
        "issues.json",
        r#"[{"number": 12, "title": "Faster exports", "body": "Too slow.\r\n\r\n![shot](https://x.example/a.png)",
             "labels": [{"id": "L1", "name": "speed", "color": "fff"}, {"name": "csv"}],
             "state": "OPEN", "milestone": {"number": 1, "title": "Winter", "dueOn": "2026-12-18T00:00:00Z"},
             "assignees": [{"login": "kim", "name": ""}, {"login": "robin"}],
             "createdAt": "2026-05-02T09:00:00Z", "url": "https://github.example/issues/12"},
            {"number": 13, "title": "", "body": null, "labels": [], "milestone": null}]"#,
    );
    let made = import(&project, &["github", "issues.json"]);
    assert_eq!(made.code, 1);
    assert_eq!(
        made.stderr,
        "issue 13: there is no title; left out
kept under `extra`, for engineering alone: `assignees`, `createdAt`, `milestone.number`, `milestone.title`, `number`, `url`
1 entry made, for engineering alone; next:
  roadcast check
"
    );
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---\ntitle: Faster exports\nstage: idea\nvisibility: engineering\n\
         target: 2026-12-18\nowner: kim\ntags: [speed, csv]\nextra:\n  \
         createdAt: \"2026-05-02T09:00:00Z\"\n  milestone.number: \"1\"\n  \
         number: \"12\"\n  url: \"https://github.example/issues/12\"\n  assignees: robin\n  \
         milestone.title: Winter\n---\n\n\
         Too slow.\n\n<https://x.example/a.png>\n"
    );
    project.check(&[]).succeeds();
}

/// Pieces that a project refuses somewhere else, each in a body and each in a title.
#[test]
fn whatever_stands_in_a_row_the_project_stays_valid_and_the_client_site_as_it_was() {
    let project = Project::new().entry(
        "shown",
        "title: Shown\nstage: planned\nvisibility: client",
        "::: client\nWhat clients read.\n:::",
    );
    project.build(&[]).succeeds();
    let before = project.site("client");
    let pieces: Vec<&str> = HOSTILE.split("\n%%\n").collect();
    assert!(pieces.len() > 40, "{}", pieces.len());
    let mut csv = "Title,Body,Extra,\"::: client\nodd: 'column\"\n".to_owned();
    for (at, piece) in pieces.iter().enumerate() {
        let [quoted, title] = [cell(piece), cell(&format!("{at} {piece}"))];
        csv.push_str(&format!("Body {at},{quoted},{quoted},{quoted}\n{title},text,,\n"));
    }
    csv.push_str(&format!("All,{},,\n", cell(&pieces.join("\n\n"))));
    csv.push_str(&format!(
        "All turned,{},,\n",
        cell(&pieces.iter().rev().copied().collect::<Vec<_>>().join("\n"))
    ));
    let project = project.file("a.csv", csv);
    import(&project, &["csv", "a.csv"]).succeeds();
    let entries = read_all(&project.path("content"));
    assert_eq!(entries.len(), 2 * pieces.len() + 3);
    for (path, bytes) in &entries {
        let text = String::from_utf8(bytes.clone()).expect("it was written as text");
        let visibility = text.lines().find(|line| line.starts_with("visibility:"));
        let expected = if path == "shown.md" { "client" } else { "engineering" };
        assert_eq!(visibility, Some(format!("visibility: {expected}").as_str()), "{path}");
    }
    project.build(&[]).succeeds();
    assert_eq!(project.site("client"), before);
}

#[test]
fn text_that_roadcast_takes_stays_as_it_is_and_only_what_it_refuses_becomes_code() {
    let body = "## Why\n\nSee [the docs](https://x.example).\n\n- one\n- two <ns>\n\n[here](other.md)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let project = Project::new().file("a.csv", format!("Title,Body\nA,{}\n", cell(body)));
    import(&project, &["csv", "a.csv"]).succeeds();
    let made = text(&project, "content/a.md");
    let (_, kept) = made.split_once("---\n\n").expect("it has a body");
    assert_eq!(
        kept,
        "## Why\n\nSee [the docs](https://x.example).\n\n- one\n- two \\<ns>\n\n```text\n[here](other.md)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    );
}

#[test]
fn long_cells_go_below_and_rows_that_are_too_large_are_left_out() {
    let long = "word ".repeat(1_000);
    let project = Project::new().file(
        "a.csv",
        format!("Title,Comment\nA,{long}\n{long},short\nB,{}\n", "x".repeat(600_000)),
    );
    let made = import(&project, &["csv", "a.csv"]);
    assert_eq!(made.code, 1);
    assert!(
        made.stderr.contains("line 4: it is too large for an entry; left out\n"),
        "{}",
        made.stderr
    );
    assert!(made.stderr.contains("line 3: the title is long and was cut to `"), "{}", made.stderr);
    assert!(text(&project, "content/a.md").contains("---\n\n```text\nComment:\n\nword word"));
    assert_eq!(read_all(&project.path("content")).len(), 2);
    project.check(&[]).succeeds();
}

#[test]
fn ten_thousand_rows_are_imported_even_if_all_have_one_title() {
    let rows: String = (0..10_000).map(|row| format!("The same,{row}\n")).collect();
    let project = Project::new().file("a.csv", format!("Title,Key\n{rows}"));
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(made.stdout.lines().count(), 10_000);
    assert_eq!(made.stdout.lines().last(), Some("content/the-same-10000.md"));
    assert_eq!(read_all(&project.path("content")).len(), 10_000);
}

#[test]
fn wrong_maps_and_files_are_refused_and_nothing_is_written() {
    let project = Project::new()
        .file("a.csv", "Wish,Due\nExports,2027\n")
        .file("empty.csv", "")
        .file("latin.csv", b"Title\nGr\xf6\xdfe\n".as_slice())
        .file("a.json", "{\"message\": \"Not Found\"}")
        .file("b.json", "[1]");
    for (arguments, message) in [
        (
            ["csv", "a.csv"].as_slice(),
            "error: `a.csv`: no column is known to hold the titles; name it with `--map title=COLUMN`; columns: `Wish`, `Due`",
        ),
        (
            &["csv", "a.csv", "--map", "title=Wihs"],
            "error: `a.csv`: there is no column `Wihs`: did you mean `Wish`? (columns: `Wish`, `Due`)",
        ),
        (
            &["csv", "a.csv", "--map", "titel=Wish"],
            "error: `a.csv`: there is no field to import `titel`: did you mean `title`? (fields: `title`, `body`, `summary`, `stage`, `theme`, `horizon`, `target`, `shipped_on`, `reviewed_on`, `owner`, `team`, `origin`, `confidence`, `effort`, `phase`, `tags`, `key`, `resolution`)",
        ),
        (
            &["csv", "a.csv", "--map", "title=Wish", "--map", "title=Due"],
            "error: `a.csv`: `title` is mapped twice; remove one `--map`",
        ),
        (&["csv", "empty.csv"], "error: `empty.csv`: the file is empty"),
        (
            &["csv", "latin.csv"],
            "error: `latin.csv`: line 2 is not UTF-8 text; save or export the file as UTF-8",
        ),
        (
            &["github", "b.json"],
            "error: `b.json`: item 1 is not an issue; export them with `gh issue list --json number,title,body,labels,state,stateReason,milestone,assignees,createdAt,closedAt,url`",
        ),
    ] {
        import(&project, arguments).fails_with(2, message);
    }
    for arguments in [
        ["csv", "nowhere.csv"].as_slice(),
        &["csv", "content"],
        &["github", "a.json"],
        &["csv", "a.csv", "--map", "title"],
        &["xls", "a.csv"],
    ] {
        let outcome = import(&project, arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
    }
    assert!(read_all(&project.path("content")).is_empty());
}
