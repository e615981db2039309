//! CSV in all its dialects to a table: delimiters, byte order marks, repeated columns.

use super::super::is_printable;

/// Longest name of a column, in characters. YAML does not take longer keys than 1024.
const MAX_COLUMN: usize = 100;

/// Rows with named columns.
#[derive(Debug)]
pub struct Table {
    /// What a row is called: "row" or "issue".
    pub unit: &'static str,
    /// The names of the columns, each once.
    pub columns: Vec<String>,
    /// The rows that hold anything.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// As its tool counts.
    pub number: usize,
    /// For each column its values: none if it is empty, several if the column is repeated.
    pub cells: Vec<Vec<String>>,
}

/// Reads CSV with commas, semicolons or tabs.
///
/// # Errors
/// It is no text, or has no header.
pub fn read_csv(bytes: &[u8]) -> Result<Table, String> {
    let text = decode(bytes)?;
    let (text, delimiter) = match text.strip_prefix("sep=") {
        // Excel writes this line to tell itself.
        Some(rest) if rest.is_char_boundary(1) && rest[1..].starts_with(['\r', '\n']) => {
            (rest[1..].trim_start(), rest.as_bytes()[0])
        }
        _ => (text.as_str(), delimiter(&text)),
    };
    let mut reader = reader(text, delimiter);
    let mut records = reader.records();
    let header = match records.next() {
        Some(header) => header.map_err(|error| error.to_string())?,
        None => return Err("the file is empty".to_owned()),
    };
    let names: Vec<String> = header.iter().map(str::to_owned).collect();
    let mut columns = Columns::default();
    let mut places: Vec<usize> =
        (names.iter().enumerate()).map(|(at, name)| columns.place(name, at)).collect();
    let mut rows = Vec::new();
    for (at, record) in records.enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        while places.len() < record.len() {
            places.push(columns.place("", places.len()));
        }
        let mut cells = vec![Vec::new(); columns.names.len()];
        for (value, place) in record.iter().zip(&places) {
            if let Some(value) = clean(value) {
                cells[*place].push(value);
            }
        }
        if cells.iter().any(|values| !values.is_empty()) {
            // The header is the first row, as in a spreadsheet.
            rows.push(Row { number: at + 2, cells });
        }
    }
    let columns = columns.names;
    for row in &mut rows {
        row.cells.resize(columns.len(), Vec::new());
    }
    Ok(Table { unit: "row", columns, rows })
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

/// The delimiter that splits the header into most columns.
fn delimiter(text: &str) -> u8 {
    let columns = |delimiter: u8| {
        let first = reader(text, delimiter).into_records().next();
        first.and_then(Result::ok).map_or(0, |record| record.len())
    };
    // Of equals `max_by_key` takes the last, and a comma is the most likely.
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| columns(**delimiter)).expect("three")
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}
