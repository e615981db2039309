//! What a check would say of imported entries before they are written: names, and copies of words,
//! that stand in what others read already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::Detail;
use crate::config::{self, FILE_NAME};
use crate::diagnostic::{
    Diagnostic, Message, Severity, Sources, Span, message, place, quoted_list, value,
};
use crate::draft::{Imported, NewSource, NewTerm, Part, add_terms, is_printable};
use crate::vault::{self, Kind, SourceFile};

use super::allow::DAYS;
use super::pipeline::{self, Failure, Input, Request};
use super::progress::Progress;

/// Allowing some words may bring others to light; after so many rounds, somebody should look.
const ROUNDS: usize = 8;

/// Who answers for a term that an import adds, until somebody else does.
const OWNER: &str = "roadcast import";

/// Something of an imported entry that others read.
struct Alarm {
    /// The place of the entry among the imported ones.
    entry: usize,
    part: Part,
    severity: Severity,
    /// What stands there.
    text: String,
    /// Whether it is no name, but words, an address, a number or an amount.
    is_copy: bool,
}

/// The settings before and after terms are allowed.
pub struct Rewritten {
    /// As they stand in the file.
    pub before: String,
    /// With the terms.
    pub after: String,
}

/// What there is to say and to write beside the entries.
#[derive(Default)]
pub struct Settled {
    /// About all of them.
    pub said: Vec<Message>,
    /// The settings, if terms are to be allowed.
    pub settings: Option<Rewritten>,
    /// How many terms these are.
    pub terms: usize,
}

/// Puts the words of other tools where they raise no alarm, allows copies of what others read before,
/// and notes which names of which rows will raise one.
pub fn settle(project: &Path, file: &str, today: Date, imported: &mut Imported) -> Settled {
    let mut settled = Settled::default();
    let mut moved = BTreeSet::new();
    let found = loop {
        if imported.entries.is_empty() {
            return settled;
        }
        let Some(found) = find(project, today, imported, &[]) else {
            settled.said.push(UNCHECKED.into());
            return settled;
        };
        let columns = found.alarms.iter().filter_map(|alarm| alarm.part.mechanical());
        let columns: BTreeSet<String> = columns.map(str::to_owned).collect();
        let new: Vec<_> = columns.difference(&moved).cloned().collect();
        if new.is_empty() {
            break found;
        }
        for column in new {
            imported.move_below(&column);
            moved.insert(column);
        }
    };
    let (terms, alarms) = allow(project, file, today, imported, found, &mut settled);
    for Alarm { entry, part, severity, .. } in first_of_each_part(alarms) {
        let row = imported.entries[entry].row;
        imported.remark(row, format!("{}: {WAY_OUT}", told(&part, severity)));
    }
    if !moved.is_empty() {
        settled.said.push(message!(
            "kept below the front matter, since others read some of these words: {}",
            quoted_list(moved.iter().map(value))
        ));
    }
    settled.terms = terms;
    settled
}

/// Allows what others read before the import and what is no name. Returns how many terms were added,
/// and the alarms that are left.
fn allow(
    project: &Path,
    file: &str,
    today: Date,
    imported: &mut Imported,
    first: Found,
    settled: &mut Settled,
) -> (usize, Vec<Alarm>) {
    let alarms = first.alarms;
    if !alarms.iter().any(|alarm| alarm.is_copy) {
        return (0, alarms);
    }
    // What the project withheld, and showed, before, stays an alarm.
    let Some(before) = without(project, today, &[]) else { return (0, alarms) };
    let known: Vec<String> = before.values().map(|text| normal(text)).collect();
    let is_known = |text: &str| {
        let text = normal(text);
        known.iter().any(|known| known.contains(&text) || text.contains(known.as_str()))
    };
    let names: BTreeSet<String> = names(&alarms).collect();
    let until = today.checked_add(DAYS.days()).unwrap_or(today);
    let mut terms: Vec<NewTerm> = Vec::new();
    let mut rows: Vec<(usize, Part)> = Vec::new();
    let (mut left, mut allowed) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let Some(found) = find(project, today, imported, &terms) else {
            settled.settings = None;
            return (0, alarms);
        };
        // A term that excused a name, or what was an alarm before, would hide that others read it.
        let left_names: BTreeSet<String> = self::names(&found.alarms).collect();
        let still = without(project, today, &terms).unwrap_or_default();
        let is_still = |place: &(String, usize)| still.contains_key(place);
        if !names.is_subset(&left_names) || !before.keys().all(is_still) {
            settled.settings = None;
            return (0, alarms);
        }
        let copies = found.alarms.iter().filter(|alarm| alarm.is_copy);
        let holds_name = |text: &str| names.iter().any(|name| normal(text).contains(name.as_str()));
        let new: Vec<&Alarm> = copies
            .filter(|alarm| !holds_name(&alarm.text))
            .filter(|alarm| !is_known(&alarm.text))
            .filter(|alarm| terms.iter().all(|term| term.term != alarm.text))
            .collect();
        rows.extend(new.iter().map(|alarm| (alarm.entry, alarm.part.clone())));
        let texts: BTreeSet<&String> = new.iter().map(|alarm| &alarm.text).collect();
        let is_done = texts.is_empty();
        allowed = terms.len();
        let reason = format!("Others read these words before {file} was imported.");
        terms.extend(texts.into_iter().map(|text| {
            let (term, reason, owner) = (text.clone(), reason.clone(), OWNER.to_owned());
            NewTerm { term, reason, owner, until }
        }));
        settled.settings = found.settings;
        left = found.alarms;
        if is_done {
            break;
        }
    }
    say_allowed(rows, until, imported);
    (allowed, left)
}

/// Says of each row what of it others read already.
fn say_allowed(mut rows: Vec<(usize, Part)>, until: Date, imported: &mut Imported) {
    rows.sort_by_key(|(entry, part)| (*entry, format!("{part:?}")));
    rows.dedup();
    for (entry, part) in rows {
        let row = imported.entries[entry].row;
        imported.remark(
            row,
            format!("{}, so `{FILE_NAME}` allows them until {until}", read_before(&part)),
        );
    }
}

/// The names among the alarms, as they are compared.
fn names(alarms: &[Alarm]) -> impl Iterator<Item = String> {
    alarms.iter().filter(|alarm| !alarm.is_copy).map(|alarm| normal(&alarm.text))
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn first_of_each_part(alarms: Vec<Alarm>) -> Vec<Alarm> {
    let mut first: Vec<Alarm> = Vec::new();
    for alarm in alarms {
        let is_new = |other: &Alarm| (other.entry, &other.part) != (alarm.entry, &alarm.part);
        if first.iter().all(is_new) {
            first.push(alarm);
        }
    }
    first
}

/// What may be done about a name that others read.
const WAY_OUT: &str = "share the entry, take the words out there, or allow them with `allow_terms`";

fn told(part: &Part, severity: Severity) -> String {
    let what = named(part);
    match severity {
        Severity::Error => format!(
            "{what} stands in what salespeople or customers read, so `roadcast check` stops"
        ),
        Severity::Warning => format!("{what} may stand in what salespeople or customers read"),
    }
}

fn read_before(part: &Part) -> String {
    match part {
        Part::Text => "salespeople or customers read words of the text already".to_owned(),
        part => format!("salespeople or customers read words of {} already", named(part)),
    }
}

fn named(part: &Part) -> String {
    match part {
        Part::Field(field) => format!("`{field}`"),
        Part::Column(column) => format!("`{column}` (under `extra`)"),
        Part::Text => "words of the text".to_owned(),
        Part::FileName => "the name of the file".to_owned(),
    }
}

const UNCHECKED: &str = "the project has mistakes of its own, so nobody looked whether names of imported \
    entries stand in what others read; `roadcast check` will, once they are mended";

/// What a check finds.
struct Found {
    alarms: Vec<Alarm>,
    /// The settings, if terms are allowed.
    settings: Option<Rewritten>,
}

/// The alarms of a check with the imported entries, these terms allowed; none if it cannot be made.
fn find(project: &Path, today: Date, imported: &Imported, terms: &[NewTerm]) -> Option<Found> {
    let files: Vec<&NewSource> = imported.entries.iter().map(|entry| &entry.file).collect();
    let mut sources = Sources::default();
    let (found, settings) = check(project, today, &files, terms, &mut sources)?;
    let mut alarms = Vec::new();
    let places: BTreeMap<&str, usize> =
        files.iter().enumerate().map(|(at, file)| (file.path.as_str(), at)).collect();
    for diagnostic in &found {
        let Some(span) = diagnostic.span else { continue };
        let Some(entry) = places.get(sources.path(span.file)).copied() else { continue };
        let part = imported.entries[entry].part(span.range());
        let severity = diagnostic.severity;
        let text = match part {
            Part::FileName => vault::stem(sources.path(span.file)),
            _ => sources.text(span.file)[sources.clamp(span)].trim(),
        };
        let text = text.to_owned();
        let is_copy = part != Part::FileName && is_copy(diagnostic, &text);
        alarms.push(Alarm { entry, part, severity, text, is_copy });
    }
    Some(Found { alarms, settings })
}

/// The places and words of the alarms of the project without the import, these terms allowed.
fn without(
    project: &Path,
    today: Date,
    terms: &[NewTerm],
) -> Option<BTreeMap<(String, usize), String>> {
    let mut sources = Sources::default();
    let (found, _) = check(project, today, &[], terms, &mut sources)?;
    let place = |span: Span| {
        let text = sources.text(span.file)[sources.clamp(span)].trim().to_owned();
        ((sources.path(span.file).to_owned(), span.start as usize), text)
    };
    Some(found.iter().filter_map(|one| one.span).map(place).collect())
}

/// Whether an alarm is about words, an address, a number or an amount, and about no name.
fn is_copy(diagnostic: &Diagnostic, text: &str) -> bool {
    let message = diagnostic.message.in_full();
    let is_of = |kind: Kind| message.starts_with(&kind.to_string());
    let is_number = || {
        let is_digit = |c: char| c.is_ascii_digit();
        let word = text.trim_start_matches(|c: char| !is_digit(c));
        // A currency may stand before it, but no letters that are part of it, as in `NW-12`.
        let before = text[..text.len() - word.len()].trim_end_matches(['(', '+']);
        before.is_empty()
            || before.len() <= 6
                && before.ends_with(|c: char| !"-_#".contains(c) && !c.is_ascii_alphanumeric())
    };
    message.starts_with("words of ")
        || is_of(Kind::Address)
        || is_of(Kind::Heading)
        || is_of(Kind::ExtraValue) && text.contains(|c: char| c.is_ascii_digit()) && is_number()
}

/// What a check says of leaks into the sites that do not show everything.
fn check(
    project: &Path,
    today: Date,
    files: &[&NewSource],
    terms: &[NewTerm],
    sources: &mut Sources,
) -> Option<(Vec<Diagnostic>, Option<Rewritten>)> {
    let audiences = vec![Audience::Sales, Audience::Client];
    let request = Request { detail: Detail::Each, ..Request::of_sites(project, audiences, today) };
    let progress = Progress::hidden();
    let mut input = pipeline::read(&request, sources, &progress).ok()?;
    let settings = match terms {
        [] => None,
        terms => Some(with_terms(&mut input, terms, sources)?),
    };
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
    Some((found, settings))
}

/// Exchanges the settings for the same with more allowed terms.
fn with_terms(input: &mut Input, terms: &[NewTerm], sources: &mut Sources) -> Option<Rewritten> {
    let before = sources.find(FILE_NAME)?;
    let text = sources.text(before).to_owned();
    let after = add_terms(&text, before, terms)?;
    let file = sources.add(FILE_NAME, after.clone());
    input.settings = config::read(file, sources, &mut input.mistakes)?;
    Some(Rewritten { before: text, after })
}

/// The name of what is imported, for the reason of a term.
pub fn name_of(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name: String =
        name.unwrap_or_default().chars().filter(|c| is_printable(*c) && *c != '\n').collect();
    match name.as_str() {
        "" | "-" => "a table".to_owned(),
        name => format!("`{name}`"),
    }
}

/// What is said of terms that were, or would be, allowed.
pub fn allowed(count: usize, is_dry: bool) -> Option<Message> {
    let terms = if count == 1 { "term" } else { "terms" };
    let done = if is_dry { "would be added" } else { "added" };
    (count > 0).then(|| {
        message!(
            "{} {} {} to `allow_terms` in `{}`, since others read these words already: look at them, \
             and put the name of somebody who answers for them as `owner`",
            count,
            terms,
            done,
            place(FILE_NAME)
        )
    })
}
