//! What was exported, as a table: rows with named columns.

use std::fmt;

use super::super::is_printable;

/// Longest name of a column, in characters. YAML does not take longer keys than 1024.
const MAX_COLUMN: usize = 100;

/// Rows with named columns.
#[derive(Debug, Default)]
pub struct Table {
    /// The names of the columns, each once.
    pub columns: Vec<String>,
    /// The rows that hold anything.
    pub rows: Vec<Row>,
    /// What there is to say about the whole.
    pub remarks: Vec<String>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// How it is named to its author.
    pub name: RowName,
    /// For each column its values: none if it is empty, several if the column is repeated.
    pub cells: Vec<Vec<String>>,
    /// What is odd about it.
    pub remarks: Vec<String>,
}

/// A row as its author finds it again: `line 12`, `issue acme/app#3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowName {
    /// What it is.
    pub unit: &'static str,
    /// Which of them.
    pub which: String,
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.unit, self.which)
    }
}

impl Table {
    /// A table whose rows all have as many cells as it has columns.
    pub fn new(columns: Columns, mut rows: Vec<Row>, remarks: Vec<String>) -> Table {
        let columns = columns.names;
        for row in &mut rows {
            row.cells.resize(columns.len(), Vec::new());
        }
        Table { columns, rows, remarks }
    }
}

/// The columns so far: those of one name are one column with several values.
#[derive(Default)]
pub struct Columns {
    pub names: Vec<String>,
}

impl Columns {
    /// The place of a column, which is made if need be.
    pub fn place(&mut self, name: &str, at: usize) -> usize {
        let is_kept = |c: char| is_printable(c) && !matches!(c, '\n' | '\t');
        let name: String = name.trim().chars().filter(|c| is_kept(*c)).take(MAX_COLUMN).collect();
        let name = match name.trim() {
            "" => format!("column {}", at + 1),
            name => name.to_owned(),
        };
        self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

/// A value without what no page may hold; none if nothing is left.
pub fn clean(value: &str) -> Option<String> {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let value: String = value.chars().filter(|c| is_printable(*c)).collect();
    let value = value.trim_end().trim_start_matches(['\n', '\u{feff}']);
    (!value.trim().is_empty()).then(|| value.to_owned())
}

/// The text of a file, whose encoding its first bytes may tell.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| "the file is not valid UTF-16".to_owned())
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|error| {
                let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                format!("line {line} is not UTF-8 text; save or export the file as UTF-8")
            })?;
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}
