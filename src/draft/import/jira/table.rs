//! Tables of Jira's markup. Those of Markdown have one row of headings, and one line for each row.

use super::inline::{BREAK, inline};
use super::list;

/// Longest link or code that a cell keeps in one piece, in bytes.
const MAX_WHOLE: usize = 4_000;

/// A cell, which may be a heading wherever it stands.
#[derive(Debug)]
struct Cell {
    is_heading: bool,
    text: String,
}

/// The table that a text begins with, and its length; none if there is none.
pub fn table(text: &str) -> Option<(String, usize)> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = 0;
    while let Some(length) = row(&text[at..]) {
        let cells = cells(text[at..at + length].trim());
        if cells.is_empty() {
            break;
        }
        rows.push(cells);
        at += length;
    }
    (!rows.is_empty()).then(|| (markdown(&rows), at))
}

/// The length of a row, which goes on over lines until one ends with `|`.
fn row(text: &str) -> Option<usize> {
    let first = text.split_inclusive('\n').next()?;
    if !first.trim_start().starts_with('|') || first.trim().len() < 2 {
        return None;
    }
    let mut length = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let line_text = line.trim();
        if line_text.is_empty() || (at > 0 && line_text.starts_with('|')) {
            break;
        }
        length += line.len();
        if line_text.ends_with('|') {
            return Some(length);
        }
    }
    // A sign at the beginning of a line alone makes no table.
    first.trim()[1..].contains('|').then_some(first.len())
}

/// The cells of a row. Links, code and macros hold a `|` of their own.
fn cells(row: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let rest = &row[at..];
        if let Some(after) = rest.strip_prefix('|') {
            let is_heading = after.starts_with('|');
            at += 1 + usize::from(is_heading);
            if at < row.len() {
                cells.push(Cell { is_heading, text: String::new() });
            }
            continue;
        }
        let length = whole(rest);
        if let Some(cell) = cells.last_mut() {
            cell.text.push_str(&rest[..length]);
        }
        at += length;
    }
    cells
}

/// The length of what a `|` does not divide.
fn whole(text: &str) -> usize {
    let one = text.chars().next().map_or(1, char::len_utf8);
    let until = |close: &str| {
        let near = &text[..text.floor_char_boundary(MAX_WHOLE)];
        let line = &near[..near.find('\n').unwrap_or(near.len())];
        line[one..].find(close).map_or(one, |end| one + end + close.len())
    };
    match text.as_bytes()[0] {
        b'\\' => one + text[one..].chars().next().map_or(0, char::len_utf8),
        b'[' => until("]"),
        b'{' if text.starts_with("{{") => until("}}"),
        b'{' => match ["{code", "{noformat"].into_iter().find(|name| text.starts_with(name)) {
            Some(name) => until(&format!("{name}}}")),
            None => until("}"),
        },
        b'!' => super::link::picture(text).map_or(one, |(_, length)| length),
        _ => one,
    }
}

fn markdown(rows: &[Vec<Cell>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let has_head = rows[0].iter().all(|cell| cell.is_heading);
    let mut lines = Vec::new();
    let line = |cells: Vec<String>| {
        let missing = std::iter::repeat_n(String::new(), width - cells.len());
        let cells: Vec<_> = cells.into_iter().chain(missing).collect();
        format!("| {} |", cells.join(" | "))
    };
    let (head, body) = if has_head { rows.split_at(1) } else { rows.split_at(0) };
    lines.push(line(head.iter().flatten().map(|cell| shown(&cell.text)).collect()));
    lines.push(line(vec!["---".to_owned(); width]));
    for row in body {
        let cells = row.iter().map(|cell| match shown(&cell.text) {
            text if cell.is_heading && !text.is_empty() => format!("<strong>{text}</strong>"),
            text => text,
        });
        lines.push(line(cells.collect()));
    }
    lines.join("\n")
}

/// A cell on one line.
fn shown(text: &str) -> String {
    let line = |line: &str| match list::item(line) {
        Some((_, text)) => format!("• {}", inline(text)),
        None => inline(line.trim()),
    };
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).map(line).collect();
    let text = lines.join("<br>").replace(BREAK, "<br>");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // What is escaped already has an odd number of backslashes before it.
        let backslashes = out.len() - out.trim_end_matches('\\').len();
        if c == '|' && backslashes.is_multiple_of(2) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
