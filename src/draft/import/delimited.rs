//! CSV in all its dialects to a table. Rows are named by the lines of the file.

use super::quotes;
use super::table::{Columns, Row, RowName, Table, clean, decode};

/// Reads a table with a header.
///
/// # Errors
/// It is no text, has no header, or a quote in it is not closed.
pub fn read_csv(bytes: &[u8], delimiter: Option<u8>) -> Result<Table, String> {
    let text = decode(bytes)?;
    // An old Mac ends lines with what others put before the end.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    let (start, said) = said_delimiter(&text);
    let text = &text[..];
    let delimiter = delimiter.or(said).unwrap_or_else(|| likely_delimiter(&text[start..]));
    quotes::check(text, start, delimiter)?;
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut records = reader(&text[start..], delimiter).into_records();
    let header = match records.next() {
        Some(header) => header.map_err(|error| error.to_string())?,
        None => return Err("the file is empty".to_owned()),
    };
    let mut columns = Columns::default();
    let mut places: Vec<usize> =
        header.iter().enumerate().map(|(at, name)| columns.place(name, at)).collect();
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|error| error.to_string())?;
        let begun = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(start + usize::try_from(begun).unwrap_or(usize::MAX));
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
            let name = RowName { unit: "line", which: line.to_string() };
            let remarks = odd_length(record.len(), header.len()).into_iter().collect();
            rows.push(Row { name, cells, remarks });
        }
    }
    Ok(Table::new(columns, rows, Vec::new()))
}

/// The numbers of lines, for places that come in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The number of the line on which the record begins that is read from here on.
    fn of(&mut self, from: usize) -> usize {
        // Empty lines before a record are part of none.
        let blank = self.text[from..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let start = from + blank;
        self.line += self.text[self.at..start].matches('\n').count();
        self.at = start;
        self.line
    }
}

/// A break or a delimiter in a cell without quotes makes other rows of one.
fn odd_length(cells: usize, columns: usize) -> Option<String> {
    let counted = |count| format!("{count} cell{}", if count == 1 { "" } else { "s" });
    let why = match cells {
        more if more > columns => "is there a delimiter in a cell without quotes?",
        less if less < columns => "is there a line break in a cell without quotes?",
        _ => return None,
    };
    Some(format!("it has {} where the header has {columns}; {why}", counted(cells)))
}

/// The delimiter that a first line `sep=;` names, and where the table begins.
fn said_delimiter(text: &str) -> (usize, Option<u8>) {
    // Excel writes this line to tell itself.
    match text.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter, b'\r', b'\n', ..]) => ("sep=;\r\n".len(), Some(*delimiter)),
        Some([delimiter, b'\n', ..]) => ("sep=;\n".len(), Some(*delimiter)),
        _ => (0, None),
    }
}

/// The delimiter that splits the header into most columns.
fn likely_delimiter(text: &str) -> u8 {
    let columns = |delimiter: u8| {
        let first = reader(text, delimiter).into_records().next();
        first.and_then(Result::ok).map_or(0, |record| record.len())
    };
    // Of equals `max_by_key` takes the last, and a comma is the most likely.
    *[b'|', b'\t', b';', b','].iter().max_by_key(|sign| columns(**sign)).expect("there are four")
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}
