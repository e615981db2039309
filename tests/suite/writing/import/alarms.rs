//! After an import, a check raises no alarm that the project did not have before, unless a name that is
//! hidden is shown. Then the import has said so.

use std::path::Path;

use super::{import, text};
use crate::support::{AS_OF, Outcome, Project, read_all};

/// A project whose customers read ordinary words that trackers have as states, columns and versions.
fn shown() -> Project {
    Project::new().entry(
        "shown",
        "title: Reports by mail\nstage: in-progress\nvisibility: client",
        "::: client\nThe customer portal sends them. It is in review until the due date, with high \
         priority, in Release 2.5 of the spring release, as Kim Park and Robin Vale said.\n\n\
         Closed as not planned: nothing. Selected for development: all. Issue type and story points: none.\n:::",
    )
}

#[test]
fn states_labels_versions_and_priorities_raise_no_alarm() {
    let project = shown().file(
        "jira.csv",
        "Summary,Issue key,Issue Type,Status,Priority,Resolution,Component/s,Affects Version/s,Fix Version/s,Labels,Due Date,Custom field (Story Points),Custom field (Severity)\n\
         Exports,NW-1,New Feature,Parked for now,High priority,In review,Customer portal,Release 2.5,Spring release,customer-portal,soon it is,3 points,Due date\n\
         Imports,NW-2,Issue type,Closed,,Closed as not planned,Customer portal,,,,,,\n",
    );
    project.check(&[]).succeeds();
    let made = import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
    assert!(!made.stderr.contains("stops"), "{}", made.stderr);
    assert!(
        made.stderr
            .contains("kept below the front matter, since others read some of these words: "),
        "{}",
        made.stderr
    );
    let exports = text(&project, "content/exports.md");
    assert!(exports.contains("```text\nComponent/s:\n\nCustomer portal\n```\n"), "{exports}");
    project.check(&[]).succeeds();
}

/// A project whose customers read a sentence, a link, a number and an amount.
fn told() -> Project {
    Project::new().entry(
        "shown",
        "title: Reports by mail\nstage: in-progress\nvisibility: client",
        "::: client\n## Ways to get a report\n\nEvery morning at six the report of the day before goes out by mail to all. \
         See <https://portal.northwind.example/start>, ask for 00452197, and pay 120000 EUR.\n:::",
    )
}

const COPIES: &str = "Summary,Issue key,Status,Description,Custom field (Number),Custom field (Worth),Custom field (Page)\n\
     Night owls,ZZ-1,To Do,\"Text: every morning at six the report of the day before goes out by mail. And more.\",,,\n\
     Larks,ZZ-2,To Do,At https://portal.northwind.example/start it is.,00452197,120000 EUR,https://portal.northwind.example/start\n";

#[test]
fn sentences_links_numbers_and_amounts_that_others_read_before_raise_no_alarm_after_an_import() {
    let project = told().file("jira.csv", COPIES);
    let before = project.check(&[]).succeeds();
    assert_eq!(alarms(&before), [""; 0]);
    let settings = text(&project, "roadcast.yaml");
    let dry = import(&project, &["jira", "jira.csv", "--as-of", AS_OF, "--dry-run"]).succeeds();
    assert!(
        dry.stderr.contains(" would be added to `allow_terms` in `roadcast.yaml`"),
        "{}",
        dry.stderr
    );
    assert_eq!(text(&project, "roadcast.yaml"), settings);
    let made = import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
    for line in [
        "line 2: salespeople or customers read words of the text already, so `roadcast.yaml` allows them until 2027-05-",
        "line 3: salespeople or customers read words of ",
    ] {
        assert!(made.stderr.contains(line), "{line}\n{}", made.stderr);
    }
    assert!(!made.stderr.contains("stops"), "{}", made.stderr);
    assert!(made.stderr.contains(" added to `allow_terms` in `roadcast.yaml`"), "{}", made.stderr);
    let after = text(&project, "roadcast.yaml");
    assert!(after.starts_with(&settings), "{after}");
    assert!(after.contains("Others read these words before `jira.csv` was imported."), "{after}");
    let check = project.check(&[]).succeeds();
    assert_eq!(alarms(&check), [""; 0], "{after}");
    // Nothing that was imported is lost.
    let owls = text(&project, "content/night-owls.md");
    assert!(owls.contains("every morning at six the report of the day before"), "{owls}");
    // What was not read before is a leak as ever.
    project.write(
        "content/leak.md",
        "---\ntitle: Leak\nstage: planned\nvisibility: client\n---\n::: client\nAsk Larks.\n:::\n",
    );
    assert_eq!(alarms(&project.check(&[])).len(), 1);
}

#[test]
fn a_name_within_a_sentence_that_others_read_is_told_and_not_allowed_with_it() {
    let csv = "Summary,Issue key,Status,Assignee,Description\n\
               Owls,ZZ-1,To Do,Kim Park,\"We know that it is in review until the due date with high priority in release 2.5 of the spring release as Kim Park and Robin Vale said.\"\n";
    let project = shown().file("jira.csv", csv);
    let settings = text(&project, "roadcast.yaml");
    let made = import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
    assert!(made.stderr.contains("line 2: `owner` stands in what"), "{}", made.stderr);
    assert_eq!(text(&project, "roadcast.yaml"), settings);
    let check = project.check(&[]);
    assert!(check.stderr.contains("the owner of `content/owls.md`"), "{}", check.stderr);
}

#[test]
fn an_alarm_that_the_project_had_before_an_import_is_not_settled_by_it() {
    let sentence = "every morning at six the report of the day before goes out by mail";
    let project = told()
        .entry("old", "title: Old thing\nstage: planned", &format!("We say {sentence}."))
        .file("jira.csv", COPIES);
    assert_eq!(project.check(&[]).code, 1);
    import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
    let check = project.check(&[]);
    // It is told of one of the two hidden texts that have the sentence.
    assert_eq!(alarms(&check).len(), 1, "{}", check.stderr);
    assert!(check.stderr.contains("words of unmarked text of"), "{}", check.stderr);
}

#[test]
fn a_hidden_name_that_others_read_is_named_by_its_line_before_anything_is_written() {
    let csv = "Summary,Issue key,Status,Assignee,Reporter\n\
               Customer portal,NW-1,To Do,,\n\
               Exports,NW-2,To Do,Kim Park,\n\
               Search,NW-3,To Do,,Robin Vale\n";
    let project = shown().file("jira.csv", csv);
    for options in [&["--dry-run"][..], &[]] {
        let arguments = [&["jira", "jira.csv", "--as-of", AS_OF], options].concat();
        let made = import(&project, &arguments).succeeds();
        let way = "stands in what salespeople or customers read, so `roadcast check` stops: share the entry, take the words out there, or allow them with `allow_terms`";
        for line in [
            format!("line 2: `title` {way}\n"),
            format!("line 3: `owner` {way}\n"),
            format!("line 4: `Reporter` (under `extra`) {way}\n"),
        ] {
            assert!(made.stderr.contains(&line), "{line}{}", made.stderr);
        }
        let names_none = !made.stderr.contains("Kim Park") && !made.stderr.contains("Robin Vale");
        assert!(names_none, "{}", made.stderr);
    }
    let check = project.check(&[]);
    assert_eq!(check.code, 1);
}

#[test]
fn a_project_with_mistakes_is_imported_into_and_told_that_nobody_looked() {
    let project = shown()
        .entry("broken", "title: Broken\nstage: nowhere", "")
        .file("a.csv", "Title\nExports\n");
    let made = import(&project, &["csv", "a.csv"]).succeeds();
    assert_eq!(made.stdout, "content/exports.md\n");
    assert!(
        made.stderr.starts_with("the project has mistakes of its own, so nobody looked whether"),
        "{}",
        made.stderr
    );
}

/// What a real tracker says beside titles and texts.
const TRACKER: &str = "\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Affects versions,Fix versions,Component/s,Due date,Labels,Labels,Description,Sprint,Custom field (Story Points),Custom field (Epic Link)
Quieter alarms at night,ZZ-1,20001,New Feature,In Progress,ZZ,Zebra,High,,Noor Ferro,Otis Lindqvist,02/May/26 9:14 AM,15/Nov/26 12:00 AM,,1.0,Q1 2027,Reports,,in-progress,all plans,h2. Why,Now,5,ZZ-9
Weekly digest of zebras,ZZ-2,20002,Story,Done,ZZ,Zebra,Medium,Done,Noor Ferro,Otis Lindqvist,02/May/26 9:14 AM,15/Nov/26 12:00 AM,15/Nov/26 3:04 PM,,Shipped,Approvals,,available,Business and Enterprise,,In progress,3,ZZ-9
Striped themes,ZZ-3,20003,Epic,Selected for Development,ZZ,Zebra,Low,,,Otis Lindqvist,02/May/26 9:14 AM,,,,Later,,Q3 2027,being built,getting-started,,Next,8,
";

fn copied(from: &Path, project: Project) -> Project {
    for (path, bytes) in read_all(from) {
        project.write(&path, bytes);
    }
    project
}

fn alarms(outcome: &Outcome) -> Vec<&str> {
    let is_alarm =
        |line: &&str| line.starts_with("error[leak]") || line.starts_with("warning[common");
    outcome.stderr.lines().filter(is_alarm).collect()
}

#[test]
fn the_sample_and_a_first_project_take_an_export_without_an_alarm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = Project::new();
    sample.write("roadcast.yaml", std::fs::read(root.join("roadcast.yaml")).expect("it is there"));
    for (path, bytes) in read_all(&root.join("content")) {
        sample.write(&format!("content/{path}"), bytes);
    }
    let starter = Project::new();
    starter.run(&["init", "new", "--as-of", AS_OF]).succeeds();
    let starter = copied(&starter.path("new"), Project::new());
    for project in [sample, starter] {
        let before = project.check(&[]).succeeds();
        assert_eq!(alarms(&before), [""; 0]);
        project.write("jira.csv", TRACKER);
        let made = import(&project, &["jira", "jira.csv", "--as-of", AS_OF]).succeeds();
        assert_eq!(made.stdout.lines().count(), 3, "{}", made.stderr);
        let after = project.check(&[]).succeeds();
        assert_eq!(alarms(&after), [""; 0]);
    }
}
