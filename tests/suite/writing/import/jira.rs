//! Jira's CSV export, with the columns, states, days and markup that it really has.

use super::{import, text};
use crate::support::{AS_OF, Project};

/// As Jira Cloud exports "all fields", shortened: columns repeat, and most are of no use.
const EXPORT: &str = "\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Assignee Id,Reporter,Created,Updated,Resolved,Fix versions,Fix versions,Due date,Labels,Labels,Description,Custom field (Story Points),Sprint,Sprint,Comment,Comment
Faster exports,NW-12,10012,Story,In Review,NW,High,,Kim Park,5b10aa,Robin Reed,02/May/26 9:14 AM,15/Nov/26 12:00 AM,,Q1 2027,,,csv,speed,\"h2. Why
* It is *slow*
** on large files

{code:sql}
select 1
{code}\",5.0,NW Sprint 4,NW Sprint 5,02/May/26 9:20 AM;5b10aa;First note,03/May/26 9:20 AM;5b10aa;Second note
Calm mode,NW-13,10013,Story,Done,NW,Medium,Done,Kim Park,5b10aa,Robin Reed,02/May/26 9:14 AM,15/Nov/26 12:00 AM,15/Nov/26 3:04 PM,,,,,,,,,,,
Old idea,NW-14,10014,Story,Closed,NW,Low,Won't Do,,,Robin Reed,02/May/26 9:14 AM,15/Nov/26 12:00 AM,15/Nov/26 3:04 PM,,,,,,,,,,,
Second sight,NW-15,10015,Story,Resolved,NW,Low,Duplicate,,,Robin Reed,02/May/26 9:14 AM,,15/Nov/26 3:04 PM,,,,,,,,,,,
Undo,NW-16,10016,Story,Done,NW,Low,Done,,,Robin Reed,02/May/26 9:14 AM,,,,,,,,,,,,,
Redo,NW-17,10017,Story,To Do,NW,Low,,,,Robin Reed,02/May/26 9:14 AM,,,2.4.1,2.5,31/Dec/26 12:00 AM,,,,,,,,
Wish,NW-18,10018,Story,Backlog,NW,Low,,,,Robin Reed,02/May/26 9:14 AM,,,,,,,,,,,,,
Chosen,NW-19,10019,Story,Selected for Development,NW,Low,,,,Robin Reed,02/May/26 9:14 AM,,,,,,,,,,,,,
Answered,NW-20,10020,Story,Closed,NW,Low,Answered,,,Robin Reed,02/May/26 9:14 AM,,15/Nov/26 3:04 PM,,,,,,,,,,,
";

fn imported(options: &[&str]) -> (Project, crate::support::Outcome) {
    let project = Project::new().file("jira.csv", EXPORT);
    let made = import(&project, &[&["jira", "jira.csv", "--as-of", AS_OF], options].concat());
    (project, made)
}

fn stage(project: &Project, id: &str) -> String {
    let text = text(project, &format!("content/{id}.md"));
    let line = text.lines().find_map(|line| line.strip_prefix("stage: "));
    line.expect("every entry has a stage").to_owned()
}

#[test]
fn the_states_and_resolutions_of_jira_become_stages() {
    let (project, made) = imported(&[]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    for (id, expected) in [
        ("faster-exports", "in-progress"),
        ("calm-mode", "shipped"),
        ("old-idea", "declined"),
        ("second-sight", "declined"),
        ("undo", "in-progress"),
        ("redo", "planned"),
        ("wish", "idea"),
        ("chosen", "planned"),
        ("answered", "idea"),
    ] {
        assert_eq!(stage(&project, id), expected, "{id}");
    }
    assert!(text(&project, "content/calm-mode.md").contains("shipped_on: 2026-11-15\n"));
    assert!(
        made.stderr.contains(
            "line 12: `Done` needs the day on which it shipped (`--map shipped_on=COLUMN`); \
             imported as `in-progress`, kept under `extra`\n"
        ),
        "{}",
        made.stderr
    );
    assert!(
        made.stderr.contains(
            "line 16: `Answered` does not say whether it was done; say so with \
             `--value \"resolution:Answered=shipped\"` (or `declined`); imported as `idea`, kept under `extra`\n"
        ),
        "{}",
        made.stderr
    );
    project.check(&[]).succeeds();
}

#[test]
fn no_repeated_column_of_jira_is_lost_and_its_markup_becomes_markdown() {
    let (project, made) = imported(&[]);
    made.succeeds();
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---\ntitle: Faster exports\nstage: in-progress\nvisibility: engineering\nowner: Kim Park\n\
         tags: [csv, speed]\ntarget: 2027-Q1\nextra:\n  Issue key: NW-12\n  Issue id: \"10012\"\n  \
         Issue Type: Story\n  Project key: NW\n  Priority: High\n  Assignee Id: \"5b10aa\"\n  \
         Reporter: Robin Reed\n  Created: \"02/May/26 9:14 AM\"\n  Updated: \"15/Nov/26 12:00 AM\"\n  \
         \"Custom field (Story Points)\": \"5.0\"\n  Sprint: [NW Sprint 4, NW Sprint 5]\n  \
         Comment: [\"02/May/26 9:20 AM;5b10aa;First note\", \"03/May/26 9:20 AM;5b10aa;Second note\"]\n\
         ---\n\n## Why\n\n- It is **slow**\n  - on large files\n\n```sql\nselect 1\n```\n"
    );
    let redo = text(&project, "content/redo.md");
    assert!(redo.contains("target: 2026-12-31\n"), "{redo}");
    assert!(redo.contains("Fix versions: [\"2.4.1\", \"2.5\"]\n"), "{redo}");
}

#[test]
fn a_value_means_what_its_importer_says() {
    let values = ["--value", "stage:To do=discovery", "--value", "resolution:Answered=declined"];
    let (project, made) = imported(&values);
    made.succeeds();
    assert_eq!(stage(&project, "redo"), "discovery");
    assert_eq!(stage(&project, "answered"), "declined");
}

#[test]
fn a_value_or_field_that_there_is_not_is_an_error_with_a_suggestion() {
    for (value, message) in [
        (
            "stage:Done=shiped",
            "there is no stage `shiped`: did you mean `shipped`? (allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`)",
        ),
        (
            "stge:Done=shipped",
            "there is no field whose values can be named `stge`: did you mean `stage`? (fields: `summary`, `stage`, `theme`, `horizon`, `target`, `shipped_on`, `reviewed_on`, `owner`, `team`, `origin`, `confidence`, `effort`, `phase`, `tags`, `resolution`)",
        ),
        (
            "stage:Dome=shipped",
            "there is no value in `Status` `Dome`: did you mean `Done`? (values: `Backlog`, `Closed`, `Done`, `In Review`, `Resolved`, `Selected for Development`, `To Do`)",
        ),
        ("effort:5=6", "`effort` is read from no column; name it with `--map effort=COLUMN`"),
    ] {
        let (project, made) = imported(&["--value", value]);
        made.fails_with(2, &format!("error: `jira.csv`: {message}"));
        assert!(crate::support::read_all(&project.path("content")).is_empty());
    }
    let (_, made) = imported(&["--value", "stage=shipped"]);
    assert_eq!(made.code, 2);
    assert!(made.stderr.contains("write it as FIELD:VALUE=MEANING"), "{}", made.stderr);
}

#[test]
fn what_is_done_on_a_day_that_has_not_come_has_not_shipped() {
    let project = Project::new().file(
        "jira.csv",
        "Summary,Issue key,Status,Resolved\nExports,NW-1,Done,12/Mar/27 9:00 AM\n",
    );
    let made = import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
    assert_eq!(stage(&project, "exports"), "in-progress");
    assert!(
        made.stderr.starts_with(
            "line 2: `Done` is said of 2027-03-12, which has not come; imported as \
             `in-progress`, kept under `extra`\n"
        ),
        "{}",
        made.stderr
    );
    let text = text(&project, "content/exports.md");
    assert!(text.contains("Resolved: \"12/Mar/27 9:00 AM\""), "{text}");
}

#[test]
fn the_key_of_jira_tells_rows_apart_and_not_the_title() {
    let project = Project::new();
    project.write("a.csv", "Summary,Issue key,Status\nExports,NW-1,To Do\n");
    import(&project, &["jira", "a.csv"]).succeeds();
    let before = text(&project, "content/exports.md");
    project.write("content/exports.md", before.replace("title: Exports", "title: Exports of all"));
    project
        .write("a.csv", "Summary,Issue key,Status\nExports renamed,NW-1,Done\nMore,NW-2,To Do\n");
    let again = import(&project, &["jira", "a.csv"]).succeeds();
    assert_eq!(again.stdout, "content/more.md\n");
    assert!(
        again.stderr.starts_with("line 2: `content/exports.md` has this row already; skipped\n"),
        "{}",
        again.stderr
    );
}
