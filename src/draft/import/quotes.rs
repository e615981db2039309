//! Quotes of CSV: one that is not closed swallows the rows after it without a word.

/// Looks whether every quote that begins a cell ends it as well.
///
/// # Errors
/// One does not; the message names the line on which it begins.
pub fn check(text: &str, start: usize, delimiter: u8) -> Result<(), String> {
    let bytes = text.as_bytes();
    let line_of = |at: usize| bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    let mut at = start;
    let mut begins_cell = true;
    while at < bytes.len() {
        if begins_cell && bytes[at] == b'"' {
            let end = quoted_end(bytes, at).ok_or_else(|| never_closed(line_of(at)))?;
            let spaces =
                bytes[end..].iter().take_while(|b| **b == b' ' && **b != delimiter).count();
            let after = end + spaces;
            let is_end = |b: &u8| *b == delimiter || matches!(*b, b'\r' | b'\n');
            if !bytes.get(after).is_none_or(is_end) {
                return Err(closed_within(line_of(at), line_of(end)));
            }
            at = after;
            begins_cell = false;
            continue;
        }
        begins_cell = bytes[at] == delimiter || matches!(bytes[at], b'\r' | b'\n');
        at += 1;
    }
    Ok(())
}

/// Where a quoted cell ends. Two quotes in it are one of its text.
fn quoted_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += bytes[at..].iter().position(|b| *b == b'"')? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

fn never_closed(line: usize) -> String {
    format!(
        "line {line}: a quote begins here that is never closed, so all that follows would be one \
         cell; close it, or write it twice if it is part of the text"
    )
}

fn closed_within(line: usize, end: usize) -> String {
    format!(
        "line {line}: the quote that begins here ends in the middle of a cell on line {end}; close \
         it where its cell ends, and write a quote within a text twice"
    )
}
