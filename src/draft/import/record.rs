//! One row as the draft of an entry.

use std::fmt::Write as _;

use crate::vault::Outline;
use crate::vault::vocabulary::Stage;
use crate::yaml::Choice as _;

use super::super::scalar::scalar;
use super::body;
use super::fields::{list, one_line, tags, value};
use super::mapping::{FIELDS, Mapping};
use super::table::{Row, Table};

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
    /// A stage's word.
    pub stage: &'static str,
    /// What did not fit, for the author.
    pub remarks: Vec<String>,
    /// Columns without a field, with their values.
    pub extra: Vec<(String, Vec<String>)>,
    /// Fields with their values as YAML.
    fields: Vec<(&'static str, String)>,
    body: Option<String>,
}

/// Reads a row.
pub fn read(table: &Table, row: &Row, mapping: &Mapping, outline: &Outline) -> Draft {
    let mut draft = Draft {
        title: None,
        stage: "idea",
        remarks: Vec::new(),
        extra: Vec::new(),
        fields: Vec::new(),
        body: None,
    };
    for (at, values) in row.cells.iter().enumerate() {
        if !mapping.uses(at) && !values.is_empty() {
            draft.extra.push((table.columns[at].clone(), values.clone()));
        }
    }
    for field in FIELDS {
        let Some(at) = mapping.column(field) else { continue };
        let (column, values) = (&table.columns[at], &row.cells[at]);
        let Some((first, more)) = values.split_first() else { continue };
        let is_list = matches!(field, "tags" | "body");
        if !is_list && !more.is_empty() {
            draft.keep(column, more);
        }
        match field {
            "title" => draft.read_title(column, first),
            "body" => draft.body = Some(values.join("\n\n")),
            "tags" => draft.fields.push(("tags", tags(values))),
            _ => match value(field, first, outline) {
                Ok(yaml) => draft.fields.push((field, yaml)),
                Err(remark) => {
                    draft.remarks.push(format!("{remark}; kept under `extra`"));
                    draft.keep(column, std::slice::from_ref(first));
                }
            },
        }
    }
    draft.settle_stage();
    draft
}

impl Draft {
    /// The text of the file; none if its fields are larger than the format allows.
    pub fn text(&self, title: &str) -> Option<String> {
        let mut front = format!("---\ntitle: {}\nstage: {}\n", scalar(title), self.stage);
        front.push_str("visibility: engineering\n");
        for (field, value) in &self.fields {
            writeln!(front, "{field}: {value}").expect("writing to a String never fails");
        }
        let size: usize = self.extra.iter().map(|(_, values)| values.concat().len()).sum();
        let is_short = |values: &[String]| {
            size <= MAX_EXTRAS && values.iter().all(|value| value.len() <= MAX_EXTRA)
        };
        let (short, long): (Vec<_>, Vec<_>) =
            self.extra.iter().partition(|(_, values)| is_short(values));
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
            text.push_str(&body::safe(body));
        }
        for (column, values) in long {
            for value in values {
                text.push('\n');
                text.push_str(&body::fenced(&format!("{column}:\n\n{value}")));
            }
        }
        Some(text)
    }

    fn read_title(&mut self, column: &str, written: &str) {
        let title = one_line(written);
        if title.is_empty() {
            return;
        }
        if title.chars().count() <= MAX_TITLE {
            self.title = Some(title);
            return;
        }
        let cut: String = title.chars().take(MAX_TITLE - 1).collect();
        self.title = Some(format!("{}…", cut.trim_end()));
        self.remarks.push("the title is long and was cut; kept whole under `extra`".to_owned());
        self.keep(column, &[title]);
    }

    /// What shipped needs a day, and what did not has none.
    fn settle_stage(&mut self) {
        let position =
            |fields: &[(&str, String)], name| fields.iter().position(|(field, _)| *field == name);
        let stage = position(&self.fields, "stage").map(|at| self.fields.remove(at).1);
        let shipped_on = position(&self.fields, "shipped_on");
        self.stage = match (stage.as_deref(), shipped_on) {
            (Some("shipped"), Some(_)) => "shipped",
            (Some("shipped"), None) => {
                let remark =
                    "`shipped` needs a day (`--map shipped_on=COLUMN`); imported as `idea`";
                self.remarks.push(format!("{remark}, kept under `extra`"));
                self.keep("stage", &["shipped".to_owned()]);
                "idea"
            }
            (other, shipped_on) => {
                if let Some(at) = shipped_on {
                    let (_, day) = self.fields.remove(at);
                    self.keep("shipped_on", &[day]);
                }
                other.and_then(known_stage).unwrap_or("idea")
            }
        };
        // What is over has no horizon.
        if matches!(self.stage, "shipped" | "declined")
            && let Some(at) = position(&self.fields, "horizon")
        {
            let (_, horizon) = self.fields.remove(at);
            self.keep("horizon", &[horizon]);
        }
    }

    fn keep(&mut self, column: &str, values: &[String]) {
        match self.extra.iter_mut().find(|(name, _)| name == column) {
            Some((_, kept)) => kept.extend_from_slice(values),
            None => self.extra.push((column.to_owned(), values.to_vec())),
        }
    }
}

fn known_stage(word: &str) -> Option<&'static str> {
    Stage::ALL.iter().map(|stage| stage.word()).find(|known| *known == word)
}
