//! One row as the draft of an entry.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::vault::Outline;
use crate::vault::vocabulary::Stage;
use crate::yaml::Choice as _;

use super::super::scalar::scalar;
use super::fields::{list, one_line, shown, tags, value};
use super::mapping::{FIELDS, Mapping, Origin};
use super::table::{Row, Table};
use super::{body, days, jira, stage};

/// Longest title, in characters.
const MAX_TITLE: usize = 200;
/// Longest value that is kept under `extra`, in bytes. Longer ones go below the front matter.
const MAX_EXTRA: usize = 1_000;
/// Most bytes of front matter. The format allows 64 KiB.
const MAX_FRONT: usize = 60 * 1024;
/// Bytes of `extra` beyond which all values go below.
const MAX_EXTRAS: usize = 32 * 1024;

/// What a row says.
#[derive(Debug)]
pub struct Draft {
    /// One line, unless it is missing.
    pub title: Option<String>,
    /// The address of its page, if it is not made of its title.
    pub slug: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// The column that tells rows apart, with what it says of this one.
    pub key: Option<(String, String)>,
    /// What did not fit, for the author.
    pub remarks: Vec<String>,
    /// Columns without a field, with their values.
    pub extra: Vec<(String, Vec<String>)>,
    /// Columns of `extra` whose values go below the front matter.
    pub below: BTreeSet<String>,
    /// Fields with their values as YAML.
    pub fields: Vec<(&'static str, String)>,
    body: Option<String>,
}

/// What rows are read with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// All rows.
    pub table: &'a Table,
    /// Which column is which field.
    pub mapping: &'a Mapping,
    /// What the project has.
    pub outline: &'a Outline,
    /// The day of the import.
    pub today: Date,
}

/// Reads a row.
pub fn read(reading: Reading<'_>, row: &Row) -> Draft {
    let Reading { table, mapping, .. } = reading;
    let mut draft = Draft {
        title: None,
        slug: None,
        stage: Stage::Idea,
        key: None,
        remarks: row.remarks.clone(),
        extra: Vec::new(),
        below: BTreeSet::new(),
        fields: Vec::new(),
        body: None,
    };
    for (at, values) in row.cells.iter().enumerate() {
        if !mapping.uses(at) && !values.is_empty() {
            draft.extra.push((table.columns[at].clone(), values.clone()));
        }
    }
    draft.key = mapping.columns("key").find_map(|at| {
        let value = row.cells[at].first()?;
        Some((table.columns[at].clone(), one_line(value)))
    });
    for field in FIELDS.into_iter().filter(|field| !matches!(*field, "stage" | "shipped_on")) {
        draft.read_field(reading, row, field);
    }
    if !draft.has("target") {
        draft.read_window(reading, row);
    } else {
        for at in mapping.columns("window") {
            draft.keep(&table.columns[at], &row.cells[at]);
        }
    }
    stage::settle(&mut draft, reading, row);
    draft
}

impl Draft {
    /// The text of the file; none if its fields are larger than the format allows.
    pub fn text(&self, title: &str) -> Option<String> {
        let mut front = format!("---\ntitle: {}\n", scalar(title));
        let mut line = |key: &str, value: &str| {
            writeln!(front, "{key}: {value}").expect("writing to a String never fails");
        };
        if let Some(slug) = &self.slug {
            line("slug", slug);
        }
        line("stage", self.stage.word());
        line("visibility", "engineering");
        for (field, value) in &self.fields {
            line(field, value);
        }
        let size: usize = self.extra.iter().map(|(_, values)| values.concat().len()).sum();
        let is_short = |(column, values): &&(String, Vec<String>)| {
            size <= MAX_EXTRAS
                && !self.below.contains(column)
                && values.iter().all(|value| value.len() <= MAX_EXTRA)
        };
        let (short, long): (Vec<_>, Vec<_>) = self.extra.iter().partition(is_short);
        if !short.is_empty() {
            front.push_str("extra:\n");
        }
        for (column, values) in short {
            let value = if let [one] = values.as_slice() { scalar(one) } else { list(values) };
            writeln!(front, "  {}: {value}", scalar(column))
                .expect("writing to a String never fails");
        }
        front.push_str("---\n");
        let mut text = front;
        if text.len() > MAX_FRONT {
            return None;
        }
        if let Some(body) = &self.body {
            text.push('\n');
            text.push_str(body);
        }
        for (column, values) in long {
            for value in values {
                text.push('\n');
                text.push_str(&body::fenced(&format!("{column}:\n\n{value}")));
            }
        }
        Some(text)
    }

    /// Keeps values under the name of their column.
    pub fn keep(&mut self, column: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        match self.extra.iter_mut().find(|(name, _)| name == column) {
            Some((_, kept)) => kept.extend_from_slice(values),
            None => self.extra.push((column.to_owned(), values.to_vec())),
        }
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// Reads a field from the first of its columns that says anything. The others are kept.
    fn read_field(&mut self, reading: Reading<'_>, row: &Row, field: &'static str) {
        let Reading { table, mapping, .. } = reading;
        let mut columns = mapping.columns(field).filter(|at| !row.cells[*at].is_empty());
        let Some(at) = columns.next() else { return };
        let (column, values) = (&table.columns[at], row.cells[at].as_slice());
        let others: Vec<usize> = columns.collect();
        let (first, more) = values.split_first().expect("the cell is not empty");
        if !matches!(field, "tags" | "body") {
            self.keep(column, more);
        }
        match field {
            "title" => self.read_title(column, first),
            "body" => self.body = Some(markdown(mapping.origin(), &values.join("\n\n"))),
            "tags" => self.fields.push(("tags", tags(values, divider(mapping.origin())))),
            _ => {
                let meant = mapping.meant(field, first);
                match value(field, meant.unwrap_or(first), reading.outline) {
                    Ok(yaml) => {
                        if matches!(field, "owner" | "team") {
                            self.note_joined(field, first);
                        }
                        self.fields.push((field, yaml));
                    }
                    Err(remark) => {
                        self.remarks.push(format!("{remark}; kept under `extra`"));
                        self.keep(column, std::slice::from_ref(first));
                    }
                }
            }
        }
        for at in others {
            self.keep(&table.columns[at], &row.cells[at]);
        }
    }

    /// A version, milestone or the like may be named after the time at which it is due.
    fn read_window(&mut self, reading: Reading<'_>, row: &Row) {
        let Reading { table, mapping, .. } = reading;
        for at in mapping.columns("window") {
            let values = &row.cells[at];
            let window = match values.as_slice() {
                [one] if !self.has("target") => days::window(&one_line(one)),
                _ => None,
            };
            match window {
                Some(window) => self.fields.push(("target", window.written())),
                None => self.keep(&table.columns[at], values),
            }
        }
    }

    /// Says that a value does not stand as it was written.
    fn note_joined(&mut self, field: &str, written: &str) {
        if one_line(written) != written.trim() {
            self.remarks.push(format!(
                "`{field}` stands on one line, with single blanks for its line breaks and other blanks"
            ));
        }
    }

    fn read_title(&mut self, column: &str, written: &str) {
        let title = one_line(written);
        if title.is_empty() {
            return;
        }
        self.note_joined("title", written);
        if title.chars().count() <= MAX_TITLE {
            self.title = Some(title);
            return;
        }
        let cut: String = title.chars().take(MAX_TITLE - 1).collect();
        self.title = Some(format!("{}…", cut.trim_end()));
        self.remarks.push(format!(
            "the title is long and was cut to `{}`; kept whole under `extra`",
            shown(&title)
        ));
        self.keep(column, &[title]);
    }
}

/// A text in the markup of the tool that it comes from.
fn markdown(origin: Origin, text: &str) -> String {
    match origin {
        Origin::Csv | Origin::GitHub => body::safe(text),
        Origin::Jira => body::fitted(&jira::markdown(text)),
    }
}

/// What stands between two tags in one cell. GitHub lists them, and a comma is part of one.
fn divider(origin: Origin) -> fn(char) -> bool {
    match origin {
        Origin::Csv => |c| matches!(c, ',' | ';' | '\n'),
        Origin::GitHub => |_| false,
        // A label of Jira holds no space.
        Origin::Jira => |c| c.is_whitespace(),
    }
}
