//! What an import makes, and what there is to say about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::yaml::Choice as _;

use super::super::NewSource;
use super::super::scalar::scalar;
use super::columns::is_mechanical;
use super::record::Draft;
use super::table::{RowName, Table};

/// Numbers of rows that are named before the rest is only counted.
const MAX_NAMED: usize = 10;

/// What an import would make.
#[derive(Default)]
pub struct Imported {
    /// The entries, in the order of their rows.
    pub entries: Vec<ImportedEntry>,
    /// Whether a row could not become an entry.
    pub has_left_out: bool,
    /// Rows, by their places in the table, by what there is to say about them.
    remarks: BTreeMap<String, Vec<usize>>,
}

/// An entry made from a row.
pub struct ImportedEntry {
    /// The file.
    pub file: NewSource,
    /// Its title, which is the row's.
    pub title: String,
    /// The place of its row in the table.
    pub row: usize,
    pub(super) draft: Draft,
}

/// A part of a new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A field, by its name.
    Field(String),
    /// A column that is kept under `extra`.
    Column(String),
    /// What stands below the front matter.
    Text,
    /// The name of the file.
    FileName,
}

impl Imported {
    /// One line for each thing there is to say, in the order of the rows.
    pub fn remarks(&self, table: &Table) -> Vec<String> {
        let mut remarks: Vec<_> = self.remarks.iter().collect();
        remarks.sort_by_key(|(message, rows)| (rows.first().copied(), *message));
        let line = |(message, rows): (&String, &Vec<usize>)| {
            let names: Vec<_> = rows.iter().map(|row| &table.rows[*row].name).collect();
            format!("{}: {message}", named(&names))
        };
        remarks.into_iter().map(line).collect()
    }

    /// The columns whose values are kept under `extra`.
    pub fn kept<'a>(&'a self) -> BTreeSet<&'a str> {
        let drafts = self.entries.iter().map(|entry| &entry.draft);
        let kept = |draft: &'a Draft| {
            let columns = draft.extra.iter().map(|(column, _)| column.as_str());
            columns.filter(|column| !draft.below.contains(*column))
        };
        drafts.flat_map(kept).collect()
    }

    /// Notes what there is to say about a row.
    pub fn remark(&mut self, row: usize, message: impl Into<String>) {
        let rows = self.remarks.entry(message.into()).or_default();
        if rows.last() != Some(&row) {
            rows.push(row);
        }
    }

    /// Notes why a row does not become an entry.
    pub fn leave_out(&mut self, row: usize, message: &str) {
        self.has_left_out = true;
        self.remark(row, format!("{message}; left out"));
    }

    /// Puts the values of a column below the front matter of all entries, where only runs of words
    /// are searched for.
    pub fn move_below(&mut self, column: &str) {
        let has =
            |entry: &&mut ImportedEntry| entry.draft.extra.iter().any(|(name, _)| name == column);
        for entry in self.entries.iter_mut().filter(has) {
            entry.draft.below.insert(column.to_owned());
            if let Some(text) = entry.draft.text(&entry.title) {
                entry.file.text = text;
            }
        }
    }
}

impl ImportedEntry {
    /// Its stage, in the word of the format.
    pub fn stage(&self) -> &'static str {
        self.draft.stage.word()
    }

    /// The part of the file in which a range of its bytes lies.
    pub fn part(&self, range: Range<usize>) -> Part {
        let text = &self.file.text;
        let front = text[3..].find("\n---\n").map_or(text.len(), |end| end + 4);
        if range.start == 0 {
            return Part::FileName;
        }
        if range.start >= front {
            return Part::Text;
        }
        let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let of_line = |column: &&(String, Vec<String>)| {
            line.strip_prefix("  ")
                .is_some_and(|line| line.starts_with(&format!("{}: ", scalar(&column.0))))
        };
        match self.draft.extra.iter().find(of_line) {
            Some((column, _)) => Part::Column(column.clone()),
            None => Part::Field(line.split(':').next().unwrap_or_default().to_owned()),
        }
    }
}

impl Part {
    /// The column, if its values are words of a tool rather than of its authors.
    pub fn mechanical(&self) -> Option<&str> {
        match self {
            Part::Column(column) if is_mechanical(column) => Some(column),
            Part::Column(_) | Part::Field(_) | Part::Text | Part::FileName => None,
        }
    }
}

/// Rows as a message begins with them: `lines 2, 3 and 4 more`.
fn named(names: &[&RowName]) -> String {
    let shown: Vec<_> = names.iter().take(MAX_NAMED).collect();
    let more = match names.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for name in shown {
        match parts.last_mut() {
            Some((unit, which)) if *unit == name.unit => which.push(&name.which),
            _ => parts.push((name.unit, vec![&name.which])),
        }
    }
    let part = |(unit, which): &(&str, Vec<&str>)| {
        let plural = if which.len() > 1 || !more.is_empty() { "s" } else { "" };
        format!("{unit}{plural} {}", which.join(", "))
    };
    format!("{}{more}", parts.iter().map(part).collect::<Vec<_>>().join(", "))
}
