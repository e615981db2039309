//! A ledger is only added to: every other change of it is an error.

use std::fs;

use roadcast::ledger::Line;

use super::{project, record, reworded};
use crate::support::{Project, read_all};

/// A ledger of four publications, of three editions.
fn published() -> Project {
    let project = project();
    for (day, text) in [(2, "One."), (3, "Two words."), (4, "Two words."), (5, "Three more words.")]
    {
        reworded(&project, text);
        record(&project, &format!("2026-11-0{day}"), &["--by", "ana"]).succeeds();
    }
    project.check(&[]).succeeds();
    project
}

const YEAR: &str = "ledger/2026.jsonl";

fn lines(project: &Project) -> Vec<String> {
    let text = fs::read_to_string(project.path(YEAR)).expect("it was written");
    text.lines().map(str::to_owned).collect()
}

/// What `check` says of other lines; it must say something.
#[track_caller]
fn refuses(project: &Project, lines: &[String], words: &str) {
    let before = fs::read(project.path(YEAR)).expect("it was written");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fs::write(project.path(YEAR), text).expect("it is ours");
    let outcome = project.check(&[]);
    assert_eq!(outcome.code, 1, "{words}");
    assert!(outcome.stderr.contains("error[ledger]: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains(words), "{words}:\n{}", outcome.stderr);
    fs::write(project.path(YEAR), before).expect("it is ours");
}

#[test]
fn a_missing_moved_or_repeated_line_is_refused() {
    let project = published();
    let all = lines(&project);
    for lost in 0..3 {
        let mut left = all.clone();
        left.remove(lost);
        refuses(&project, &left, "a line is missing, or the order is another one");
    }
    let swapped = [&all[1], &all[0], &all[2], &all[3]].map(String::clone);
    refuses(&project, &swapped, "line 1 of `ledger/2026.jsonl` is publication 2");
    let repeated = [&all[..], &all[3..]].concat();
    refuses(&project, &repeated, "is publication 4, and 5 should stand there");
    // The last line is missed by the edition that it names.
    refuses(&project, &all[..3], "no line of the ledger names the edition in");
    refuses(&project, &[], "does not end with a whole line");
    refuses(&project, &[String::new()], "is no line that Roadcast writes");
}

#[test]
fn a_line_with_any_other_byte_is_refused() {
    let project = published();
    let all = lines(&project);
    for at in (0..all[1].len()).step_by(29) {
        let mut changed = all[1].clone().into_bytes();
        changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
        let mut other = all.clone();
        other[1] = String::from_utf8(changed).expect("it is ASCII");
        refuses(&project, &other, "line 2 of `ledger/2026.jsonl` ");
    }
}

#[test]
fn a_line_that_was_sealed_anew_is_refused_by_the_next_one() {
    let project = published();
    let all = lines(&project);
    let mut line = Line::read(all[1].as_bytes()).expect("it was written by the program");
    line.by = Some("somebody else".to_owned());
    let mut other = all.clone();
    other[1] = String::from_utf8(line.written()).expect("JSON is text");
    refuses(&project, &other, "line 3 of `ledger/2026.jsonl` does not follow the line before it");
}

#[test]
fn a_line_that_names_an_edition_of_others_is_refused() {
    let project = published();
    let arguments = ["publish", "--record", "--audience", "sales", "--on", "2026-11-06"];
    project.run_as_given(&arguments).succeeds();
    let mut all = lines(&project);
    let read = |text: &str| Line::read(text.as_bytes()).expect("it was written by the program");
    let (mut last, first) = (read(&all[4]), read(&all[0]));
    last.edition = first.edition;
    all[4] = String::from_utf8(last.written()).expect("JSON is text");
    refuses(&project, &all, "publication 5 is of another audience");
}

#[test]
fn a_line_of_an_earlier_day_or_another_year_is_refused() {
    let project = published();
    let all = lines(&project);
    for (day, words) in [("2026-11-01", "is of an earlier day"), ("2027-01-01", "of another year")]
    {
        let mut last = Line::read(all[3].as_bytes()).expect("it was written by the program");
        last.day = day.parse().expect("it is a day");
        let mut other = all.clone();
        other[3] = String::from_utf8(last.written()).expect("JSON is text");
        refuses(&project, &other, words);
    }
}

#[test]
fn half_a_line_is_refused() {
    let project = published();
    let path = project.path(YEAR);
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.trim_end()).expect("it is ours");
    let outcome = project.check(&[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("does not end with a whole line"), "{}", outcome.stderr);
}

#[test]
fn an_edition_that_is_missing_or_has_another_byte_is_refused() {
    let project = published();
    let editions = read_all(&project.path("ledger/editions"));
    assert_eq!(editions.len(), 3);
    for (name, bytes) in &editions {
        let path = project.path(&format!("ledger/editions/{name}"));
        fs::remove_file(&path).expect("it was written");
        let said = project.check(&[]);
        assert_eq!(said.code, 1, "{name}");
        assert!(said.stderr.contains("not all of the edition in"), "{}", said.stderr);
        for at in [0, bytes.len() / 2, bytes.len() - 2] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&path, changed).expect("it is ours");
            let said = project.check(&[]);
            assert_eq!(said.code, 1, "{name}, byte {at}");
            assert!(said.stderr.contains("was changed"), "{}", said.stderr);
        }
        fs::write(&path, bytes).expect("it is ours");
    }
    project.check(&[]).succeeds();
}

#[test]
fn a_file_that_is_no_part_of_the_ledger_is_left_alone() {
    let project = published();
    project.write("ledger/README.md", "What this is.");
    project.write("ledger/editions/.gitattributes", "*.jsonl -diff\n");
    project.check(&[]).succeeds();
    // Where no site tells what has changed, a build does not ask the ledger.
    project.write(YEAR, "{}\n");
    assert_eq!((project.build(&[]).code, project.check(&[]).code), (1, 1));
    let project = project.settings("product: Acme\nchanges: { show: false }\n");
    project.build(&[]).succeeds();
    assert_eq!(project.check(&[]).code, 1);
}
