//! No row is lost, invented or renamed without a message that names its line.

use super::{import, text};
use crate::support::{AS_OF, Project, read_all};

#[test]
fn a_quote_that_is_never_closed_is_an_error_that_names_its_line() {
    for (csv, message) in [
        (
            "Title,Notes\nExports,\"Too slow\nSearch,fine\nSorting,fine\n",
            "line 2: a quote begins here that is never closed, so all that follows would be one cell; close it, or write it twice if it is part of the text",
        ),
        (
            "Title,Notes\nExports,\"Too slow\nSearch,\"Find it\"\n",
            "line 2: the quote that begins here ends in the middle of a cell on line 3; close it where its cell ends, and write a quote within a text twice",
        ),
        (
            "sep=;\r\nTitle;Notes\r\n\"a\r\nb\";x\r\nExports;\"He said \"no\"\"\r\n",
            "line 5: the quote that begins here ends in the middle of a cell on line 5; close it where its cell ends, and write a quote within a text twice",
        ),
        (
            "\"Title,Notes\nExports,x\n",
            "line 1: a quote begins here that is never closed, so all that follows would be one cell; close it, or write it twice if it is part of the text",
        ),
    ] {
        let project = Project::new().file("a.csv", csv);
        import(&project, &["csv", "a.csv"]).fails_with(2, &format!("error: `a.csv`: {message}"));
        assert!(read_all(&project.path("content")).is_empty());
    }
}

#[test]
fn quotes_that_are_closed_or_part_of_a_text_are_no_error() {
    let csv = "Title,Notes\n\"A \"\"b\"\" c\",\"1\n2\"\nScreens of 5\" and more,x \"y\" z\n\"Last\" ,\"\"\n";
    let project = Project::new().file("a.csv", csv);
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(
        made.stdout,
        "content/a-b-c.md\ncontent/screens-of-5-and-more.md\ncontent/last.md\n"
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let project = Project::new().file(
        "a.csv",
        "sep=,\r\nTitle,Notes,Effort\r\n\r\n\"Two\r\nlines\",\"a\r\nb\",x\r\n\r\nNext,\"c\",y\r\n,z,\r\n",
    );
    let made = import(&project, &["csv", "a.csv"]);
    assert_eq!(made.code, 1);
    let lines: Vec<_> = made.stderr.lines().take(4).collect();
    assert_eq!(
        lines,
        [
            "line 4: `title` stands on one line, with single blanks for its line breaks and other blanks",
            "line 4: `x` is not a number of person-weeks; kept under `extra`",
            "line 8: `y` is not a number of person-weeks; kept under `extra`",
            "line 9: there is no title; left out",
        ]
    );
}

#[test]
fn a_row_with_too_many_or_too_few_cells_is_named() {
    let project = Project::new().file(
        "a.csv",
        "Title,Stage,Notes\nExports,planned,slow, very\nSearch and\nfind,planned,x\n",
    );
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert!(
        made.stderr.starts_with(
            "line 2: it has 4 cells where the header has 3; is there a delimiter in a cell without quotes?\n\
             line 3: it has 1 cell where the header has 3; is there a line break in a cell without quotes?\n"
        ),
        "{}",
        made.stderr
    );
    assert!(text(&project, "content/exports.md").contains("column 4: \" very\"\n"));
}

#[test]
fn the_delimiter_can_be_named() {
    for (name, sign) in [("|", '|'), ("tab", '\t'), ("semicolon", ';'), (":", ':')] {
        let csv = format!("Title{sign}Notes, and / more\nExports{sign}x\n");
        let project = Project::new().file("a.csv", csv);
        import(&project, &["csv", "a.csv", "--delimiter", name]).succeeds();
        let made = text(&project, "content/exports.md");
        assert!(made.contains("\"Notes, and / more\": x"), "{name}: {made}");
    }
    let project = Project::new().file("a.json", "[]").file("a.csv", "Title\n");
    for arguments in
        [["csv", "a.csv", "--delimiter", "ab"], ["github", "a.json", "--delimiter", ";"]]
    {
        let outcome = import(&project, &arguments);
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    }
}

#[test]
fn titles_that_differ_in_signs_are_not_the_same_title() {
    let project = Project::new()
        .entry("c-export", "title: C++ export\nstage: planned", "")
        .file("a.csv", "Title\nC# export\nPlan A\nPlan A+\nc++ export\n");
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(
        made.stdout,
        "content/c-export-2.md\ncontent/plan-a.md\ncontent/plan-a-2.md\ncontent/c-export-3.md\n"
    );
    assert!(
        made.stderr.starts_with(
            "lines 2, 5: its page would have the address of `content/c-export.md`; `slug` gives it another\n\
             line 4: its page would have the address of line 3; `slug` gives it another\n"
        ),
        "{}",
        made.stderr
    );
    let text = text(&project, "content/c-export-2.md");
    assert!(
        text.starts_with("---\ntitle: \"C# export\"\nslug: c-export-2\nstage: idea\n"),
        "{text}"
    );
    project.check(&[]).succeeds();
    let again = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(again.stdout, "", "{}", again.stderr);
}

#[test]
fn the_address_of_a_long_title_that_is_taken_is_no_longer_than_another() {
    let long = "word ".repeat(30);
    let project = Project::new().file("a.csv", format!("Title,N\n{long},1\n{long},2\n"));
    import(&project, &["csv", "a.csv"]).succeeds();
    project.check(&[]).succeeds();
}

#[test]
fn the_name_of_a_file_is_numbered_and_its_title_stays_as_it_is() {
    let project = Project::new()
        .entry("exports", "title: Something else\nstage: planned", "")
        .file("a.csv", "Title\nExports\n");
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(made.stdout, "content/exports-2.md\n");
    assert!(text(&project, "content/exports-2.md").starts_with("---\ntitle: Exports\n"));
    project.check(&[]).succeeds();
}

#[test]
fn a_title_whose_lines_and_blanks_are_joined_is_named_by_its_line() {
    let csv = "Title,Owner\n\"Reports\nby mail\",Ana\nTwo  blanks,Ana\nPlain title, Ana \n\"A\ttab\",\"Ana\nHolt\"\n";
    let project = Project::new().file("a.csv", csv);
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    let joined = "stands on one line, with single blanks for its line breaks and other blanks";
    assert!(
        made.stderr
            .starts_with(&format!("lines 2, 4, 6: `title` {joined}\nline 6: `owner` {joined}\n")),
        "{}",
        made.stderr
    );
    assert!(text(&project, "content/reports-by-mail.md").contains("title: Reports by mail\n"));
    assert!(text(&project, "content/plain-title.md").contains("title: Plain title\n"));
}

#[test]
fn a_key_that_stands_twice_is_named_and_only_what_is_the_same_is_skipped() {
    let project = Project::new()
        .file("a.csv", "ID,Title,N\n1,Exports,a\n1,Exports,b\n1,Search,c\n2,Sorting,d\n");
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(made.stdout, "content/exports.md\ncontent/search.md\ncontent/sorting.md\n");
    assert!(
        made.stderr.starts_with(
            "line 3: `ID` and the title are those of line 2; skipped\n\
             line 4: `ID` is that of line 2; imported all the same\n"
        ),
        "{}",
        made.stderr
    );
    let again = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(again.stdout, "");
}

#[test]
fn a_column_can_be_named_as_the_key() {
    let map = ["csv", "a.csv", "--map", "key=Wish no"];
    let project = Project::new().file("a.csv", "Wish no,Title\n7,Exports\n");
    import(&project, &map).succeeds();
    project.write("a.csv", "Wish no,Title\n7,Exports of all kinds\n8,Exports by night\n");
    let again = import(&project, &map).succeeds();
    assert_eq!(again.stdout, "content/exports-by-night.md\n");
}

#[test]
fn days_and_windows_are_read_as_people_write_them_and_what_may_be_two_days_is_not() {
    let cases = [
        ("15/Nov/26 00:00", "2026-11-15"),
        ("15/Nov/26 3:04 PM", "2026-11-15"),
        ("15/Dez/26", "2026-12-15"),
        ("Nov 15, 2026", "2026-11-15"),
        ("November 15 2026", "2026-11-15"),
        ("15 Nov 2026", "2026-11-15"),
        ("15. November 2026", "2026-11-15"),
        ("Nov 15th, 2026", "2026-11-15"),
        ("2026-11-15T10:00:00Z", "2026-11-15"),
        ("2026-11-15 10:00", "2026-11-15"),
        ("2026/11/15", "2026-11-15"),
        ("15.11.2026", "2026-11-15"),
        ("15.11.26", "2026-11-15"),
        ("15/11/2026", "2026-11-15"),
        ("11/15/2026", "2026-11-15"),
        ("11/11/2026", "2026-11-11"),
        ("Sun Nov 15 2026 10:00:00 GMT+0000 (GMT)", "2026-11-15"),
        ("Sunday, 15 November 2026", "2026-11-15"),
        ("Q4 2026", "2026-Q4"),
        ("q4/2026", "2026-Q4"),
        ("2026Q4", "2026-Q4"),
        ("2026 Q4", "2026-Q4"),
        ("Q4 '26", "2026-Q4"),
        ("4Q 2026", "2026-Q4"),
        ("H2 2026", "2026-H2"),
        ("First half of 2027", "2027-H1"),
        ("Nov 2026", "2026-11"),
        ("November 2026", "2026-11"),
        ("11/2026", "2026-11"),
        ("2026", "2026"),
    ];
    let rows: String =
        cases.iter().enumerate().map(|(at, (said, _))| format!("Row {at},\"{said}\"\n")).collect();
    let project = Project::new().file("a.csv", format!("Title,Due\n{rows}"));
    import(&project, &["csv", "a.csv"]).succeeds();
    for (at, (said, expected)) in cases.iter().enumerate() {
        let made = text(&project, &format!("content/row-{at}.md"));
        assert!(made.contains(&format!("target: {expected}\n")), "{said}: {made}");
    }
    let refused = [
        "11/12/2026",
        "11-12-2026",
        "15/11/26",
        "Nov 26",
        "Nov-26",
        "soon",
        "2026-02-30",
        "31/Nov/26",
        "Q4 FY26",
        "Q5 2026",
        "13/2026",
        "15 Nov",
        "2.4.1",
        "2026.4",
    ];
    let rows: String =
        refused.iter().enumerate().map(|(at, said)| format!("No {at},{said}\n")).collect();
    project.write("a.csv", format!("Title,Due\n{rows}"));
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    for (at, said) in refused.iter().enumerate() {
        let entry = text(&project, &format!("content/no-{at}.md"));
        assert!(!entry.contains("target:") && entry.contains("  Due: "), "{said}: {entry}");
    }
    assert!(
        made.stderr.starts_with(
            "line 2: `11/12/2026` is two days, depending on who reads it; write it like `2026-11-15`; kept under `extra`\n"
        ),
        "{}",
        made.stderr
    );
}

#[test]
fn exports_of_other_trackers_need_no_map() {
    for (what, csv, expected) in [
        (
            "Linear",
            "ID,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,Created,Completed,Due Date\n\
             ENG-1,Platform,Exports,Slow.,Done,3,High,Winter,robin@acme.example,kim@acme.example,\"csv, speed\",Sun Nov 01 2026 09:00:00 GMT+0000 (GMT),Sun Nov 15 2026 10:00:00 GMT+0000 (GMT),\n",
            "stage: shipped\nvisibility: engineering\nowner: \"kim@acme.example\"\nteam: Platform\ntags: [csv, speed]\nshipped_on: 2026-11-15\n",
        ),
        (
            "Asana",
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects\n\
             1201,2026-05-02,,2026-11-01,Exports,Doing,Kim,kim@acme.example,,2027-02-01,csv,Slow.,Roadmap\n",
            "stage: in-progress\nvisibility: engineering\ntarget: 2027-02-01\nowner: Kim\ntags: [csv]\n",
        ),
        (
            "Trello",
            "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Board Name\n\
             6a1,Exports,https://trello.example/c/6a1,Slow.,csv (red),kim,,5b2,Backlog,Roadmap\n",
            "stage: idea\nvisibility: engineering\ntags: [\"csv (red)\"]\n",
        ),
        (
            "Productboard",
            "Feature name,Feature description,Status,Owner,Timeframe,Release\n\
             Exports,Slow.,Planned,kim@acme.example,Q1 2027,Winter\n",
            "stage: planned\nvisibility: engineering\nowner: \"kim@acme.example\"\ntarget: 2027-Q1\n",
        ),
        (
            "Aha!",
            "Feature reference #,Feature name,Feature description,Feature status,Assigned to,Feature due date,Release name\n\
             APP-1,Exports,Slow.,Ready to ship,Kim,02/28/2027,R1\n",
            "stage: in-progress\nvisibility: engineering\ntarget: 2027-02-28\nowner: Kim\n",
        ),
    ] {
        let project = Project::new().file("a.csv", csv);
        let made = import(&project, &["csv", "a.csv", "--as-of", AS_OF]).succeeds();
        assert_eq!(made.stdout, "content/exports.md\n", "{what}");
        let entry = text(&project, "content/exports.md");
        assert!(entry.contains(expected) && entry.ends_with("\nSlow.\n"), "{what}: {entry}");
        project.check(&[]).succeeds();
        let again = import(&project, &["csv", "a.csv", "--as-of", AS_OF]).succeeds();
        assert_eq!(again.stdout, "", "{what}: {}", again.stderr);
    }
}
