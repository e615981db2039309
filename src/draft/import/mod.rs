//! What other tools export, as entries: always for engineering alone, never over anything.

mod body;
mod fields;
mod issues;
mod mapping;
mod record;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Located;
use crate::vault::{self, MAX_FILE_BYTES, Outline};

use super::{Kind, NewSource, place};

pub use issues::read_issues;
pub use mapping::{Mapping, Origin};
pub use table::{Table, read_csv};

/// Numbers of rows that are named before the rest is only counted.
const MAX_NAMED: usize = 10;

/// What an import would make.
#[derive(Debug, Default)]
pub struct Imported {
    /// The entries, in the order of their rows.
    pub entries: Vec<ImportedEntry>,
    /// Columns whose values are kept under `extra`.
    pub kept: BTreeSet<String>,
    /// Whether a row could not become an entry.
    pub has_left_out: bool,
    /// Numbers of rows by what there is to say about them.
    remarks: BTreeMap<String, Vec<usize>>,
}

/// An entry made from a row.
#[derive(Debug)]
pub struct ImportedEntry {
    /// The file.
    pub file: NewSource,
    /// Its title, which may differ from the row's by a number.
    pub title: String,
    /// Its stage.
    pub stage: &'static str,
}

impl Imported {
    /// One line for each thing there is to say, in the order of the rows.
    pub fn remarks(&self, unit: &str) -> Vec<String> {
        let mut remarks: Vec<_> = self.remarks.iter().collect();
        remarks.sort_by_key(|(message, rows)| (rows.first().copied(), *message));
        let line = |(message, rows): (&String, &Vec<usize>)| {
            let named: Vec<_> = rows.iter().take(MAX_NAMED).map(usize::to_string).collect();
            let more = match rows.len() - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let plural = if rows.len() == 1 { "" } else { "s" };
            format!("{unit}{plural} {}{more}: {message}", named.join(", "))
        };
        remarks.into_iter().map(line).collect()
    }

    fn remark(&mut self, row: usize, message: impl Into<String>) {
        self.remarks.entry(message.into()).or_default().push(row);
    }

    fn leave_out(&mut self, row: usize, message: &str) {
        self.has_left_out = true;
        self.remark(row, format!("{message}; left out"));
    }
}

/// Makes entries of all rows that can be entries.
///
/// # Errors
/// No pattern of the settings would find a new entry.
pub fn import(
    table: &Table,
    mapping: &Mapping,
    globs: &[Located<String>],
    outline: &Outline,
) -> Result<Imported, &'static str> {
    let mut imported = Imported::default();
    let mut seen: BTreeMap<&Vec<Vec<String>>, usize> = BTreeMap::new();
    let mut names = Names { outline, ids: BTreeSet::new(), last: BTreeMap::new() };
    for row in &table.rows {
        if let Some(first) = seen.get(&row.cells) {
            imported.remark(row.number, format!("the same as {} {first}; skipped", table.unit));
            continue;
        }
        seen.insert(&row.cells, row.number);
        let draft = record::read(table, row, mapping, outline);
        let Some(written) = draft.title.as_deref() else {
            imported.leave_out(row.number, "there is no title");
            continue;
        };
        let Some((title, id)) = names.take(written) else {
            let path = names.existing(written).unwrap_or_default();
            imported.remark(row.number, format!("`{path}` has this title already; skipped"));
            continue;
        };
        let path = place(globs, Kind::Entry, &id).ok_or(
            "no pattern under `content` in `roadcast.yaml` would find a new entry in a folder of \
             its own; add one, such as `content/**/*.md`",
        )?;
        let Some(text) = draft.text(&title).filter(|text| text.len() as u64 <= MAX_FILE_BYTES)
        else {
            imported.leave_out(row.number, "it is too large for an entry");
            continue;
        };
        if title != *written {
            imported.remark(row.number, format!("the title is taken; imported as `{title}`"));
        }
        for remark in draft.remarks {
            imported.remark(row.number, remark);
        }
        imported.kept.extend(draft.extra.into_iter().map(|(column, _)| column));
        let file = NewSource::new(path, text);
        imported.entries.push(ImportedEntry { file, title, stage: draft.stage });
    }
    Ok(imported)
}

/// File names and addresses, those of the project and those of this import.
struct Names<'a> {
    outline: &'a Outline,
    ids: BTreeSet<String>,
    /// The last number given to each name, so that many equal titles stay cheap.
    last: BTreeMap<String, usize>,
}

impl Names<'_> {
    /// The entry that the project has under this title.
    fn existing(&self, title: &str) -> Option<&str> {
        let entries = &self.outline.entries;
        entries.by_name(&vault::slug(title)).or_else(|| entries.by_title(title))
    }

    /// A title and a file name that nothing else has; none if the project has the entry already,
    /// so that an import can be repeated.
    fn take(&mut self, title: &str) -> Option<(String, String)> {
        if self.existing(title).is_some() {
            return None;
        }
        let id = vault::slug(title);
        if self.ids.insert(id.clone()) {
            return Some((title.to_owned(), id));
        }
        let mut number = self.last.get(&id).copied().unwrap_or(1);
        loop {
            number += 1;
            let mut numbered = format!("{title} ({number})");
            // The end of a long title is not part of its address.
            if vault::slug(&numbered) == id {
                numbered = format!("({number}) {title}");
            }
            let new = vault::slug(&numbered);
            if self.existing(&numbered).is_none() && self.ids.insert(new.clone()) {
                self.last.insert(id, number);
                return Some((numbered, new));
            }
        }
    }
}
