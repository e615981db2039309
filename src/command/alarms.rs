//! What a check would say of imported entries before they are written: names that stand in what others
//! read already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::Detail;
use crate::diagnostic::{Diagnostic, Message, Severity, Sources, message, quoted_list, value};
use crate::draft::{Imported, NewSource, Part};
use crate::vault::{self, SourceFile};

use super::pipeline::{self, Failure, Request};
use super::progress::Progress;

/// A name of an imported entry that others read.
struct Alarm {
    /// The place of the entry among the imported ones.
    entry: usize,
    part: Part,
    severity: Severity,
}

/// Puts the words of other tools where they raise no alarm, and notes which names of which rows will.
/// What there is to say about all of them comes back.
pub fn settle(project: &Path, today: Date, imported: &mut Imported) -> Vec<Message> {
    let mut moved = BTreeSet::new();
    let alarms = loop {
        if imported.entries.is_empty() {
            return Vec::new();
        }
        let Some(alarms) = find(project, today, imported) else { return vec![UNCHECKED.into()] };
        let columns = alarms.iter().filter_map(|alarm| alarm.part.mechanical());
        let columns: BTreeSet<String> = columns.map(str::to_owned).collect();
        let new: Vec<_> = columns.difference(&moved).cloned().collect();
        if new.is_empty() {
            break alarms;
        }
        for column in new {
            imported.move_below(&column);
            moved.insert(column);
        }
    };
    for Alarm { entry, part, severity } in alarms {
        let row = imported.entries[entry].row;
        imported.remark(row, format!("{}: {WAY_OUT}", told(&part, severity)));
    }
    let mut said = Vec::new();
    if !moved.is_empty() {
        said.push(message!(
            "kept below the front matter, since others read some of these words: {}",
            quoted_list(moved.iter().map(value))
        ));
    }
    said
}

/// What may be done about a name that others read.
const WAY_OUT: &str = "share the entry, take the words out there, or allow them with `allow_terms`";

fn told(part: &Part, severity: Severity) -> String {
    let what = match part {
        Part::Field(field) => format!("`{field}`"),
        Part::Column(column) => format!("`{column}` (under `extra`)"),
        Part::Text => "words of the text".to_owned(),
        Part::FileName => "the name of the file".to_owned(),
    };
    match severity {
        Severity::Error => format!(
            "{what} stands in what salespeople or customers read, so `roadcast check` stops"
        ),
        Severity::Warning => format!("{what} may stand in what salespeople or customers read"),
    }
}

const UNCHECKED: &str = "the project has mistakes of its own, so nobody looked whether names of imported \
    entries stand in what others read; `roadcast check` will, once they are mended";

/// The alarms of a check with the imported entries; none if it cannot be made.
fn find(project: &Path, today: Date, imported: &Imported) -> Option<Vec<Alarm>> {
    let files: Vec<&NewSource> = imported.entries.iter().map(|entry| &entry.file).collect();
    let mut sources = Sources::default();
    let found = check(project, today, &files, &mut sources)?;
    let mut alarms: Vec<Alarm> = Vec::new();
    let places: BTreeMap<&str, usize> =
        files.iter().enumerate().map(|(at, file)| (file.path.as_str(), at)).collect();
    for diagnostic in &found {
        let Some(span) = diagnostic.span else { continue };
        let Some(entry) = places.get(sources.path(span.file)).copied() else { continue };
        let part = imported.entries[entry].part(span.range());
        let severity = diagnostic.severity;
        let is_new = |alarm: &Alarm| (alarm.entry, &alarm.part) != (entry, &part);
        if alarms.iter().all(is_new) {
            alarms.push(Alarm { entry, part, severity });
        }
    }
    Some(alarms)
}

/// What a check says of leaks into the sites that do not show everything.
fn check(
    project: &Path,
    today: Date,
    files: &[&NewSource],
    sources: &mut Sources,
) -> Option<Vec<Diagnostic>> {
    let audiences = vec![Audience::Sales, Audience::Client];
    let request = Request { detail: Detail::Each, ..Request::of_sites(project, audiences, today) };
    let progress = Progress::hidden();
    let mut input = pipeline::read(&request, sources, &progress).ok()?;
    for file in files {
        let bytes = file.text.clone().into_bytes();
        let added = vault::add_text(&file.path, bytes, sources, &mut input.mistakes)?;
        input.files.readable.push(SourceFile { file: added, path: file.path.clone() });
    }
    input.files.readable.sort_by(|a, b| a.path.cmp(&b.path));
    let made = pipeline::make_of(input, &request, sources, &progress, |made| Ok(made.warnings));
    let mut found = match made {
        Ok(warnings) => warnings,
        Err(Failure::Content(mistakes)) => mistakes,
        Err(Failure::Machine(_)) => return None,
    };
    let is_leak = |diagnostic: &Diagnostic| matches!(diagnostic.code, "leak" | "common-name");
    let is_other =
        |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error && !is_leak(diagnostic);
    if found.iter().any(is_other) {
        return None;
    }
    found.retain(is_leak);
    Some(found)
}
