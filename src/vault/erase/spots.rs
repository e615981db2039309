//! Spots: where in its Markdown source a destination stands, and how one is written.

use std::ops::Range;

use super::error::Cause;

/// The destination of `[text](destination "title")`, given where the text ends.
pub fn in_link(block: &str, text_end: usize, end: usize) -> Result<Range<usize>, Cause> {
    let source = block.get(..end).ok_or(Cause::DestinationLost)?;
    let bracket = skip_space(source, text_end);
    if !source[bracket..].starts_with("](") {
        return Err(Cause::DestinationLost);
    }
    destination_at(source, skip_space(source, bracket + 2))
}

/// The destination of `[label]: destination "title"`.
pub fn in_definition(block: &str, span: Range<usize>) -> Result<Range<usize>, Cause> {
    let source = block.get(..span.end).ok_or(Cause::DestinationLost)?;
    let mut escaped = false;
    let bracket = source[span.start..].find(|c| {
        let is_end = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    let after_label = span.start + bracket.ok_or(Cause::DestinationLost)? + 1;
    if !source[after_label..].starts_with(':') {
        return Err(Cause::DestinationLost);
    }
    destination_at(source, skip_space(source, after_label + 1))
}

/// Skips blanks and at most the line ends that Markdown allows here, with the signs of quotes.
fn skip_space(source: &str, from: usize) -> usize {
    let mut in_new_line = source[..from].ends_with('\n');
    let rest = &source[from..];
    let end = rest.find(|c| {
        in_new_line |= c == '\n';
        !(matches!(c, ' ' | '\t' | '\n') || c == '>' && in_new_line)
    });
    from + end.unwrap_or(rest.len())
}

/// The bytes of the destination that begins here, with its angle brackets if it has them.
fn destination_at(source: &str, start: usize) -> Result<Range<usize>, Cause> {
    let in_brackets = source[start..].starts_with('<');
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in source[start..].char_indices().skip(usize::from(in_brackets)) {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' => escaped = true,
            '>' if in_brackets => return Ok(start..start + at + 1),
            '\n' if in_brackets => return Err(Cause::DestinationLost),
            _ if in_brackets => {}
            '(' => depth += 1,
            ')' if depth == 0 => return Ok(start..start + at),
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() => return Ok(start..start + at),
            _ => {}
        }
    }
    if in_brackets { Err(Cause::DestinationLost) } else { Ok(start..source.len()) }
}

/// A destination in the one spelling in which the eraser writes it.
pub fn in_markdown(destination: &str) -> Result<String, Cause> {
    // A comment that would begin here was none to the parser before its end was written anew.
    if destination.chars().any(char::is_control) || destination.contains("<!--") {
        return Err(Cause::DestinationLost);
    }
    let needs_brackets = destination.contains(' ');
    let mut out = String::from(if needs_brackets { "<" } else { "" });
    for c in destination.chars() {
        if matches!(c, '\\' | '<' | '>' | '(' | ')' | '&' | '|' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push_str(if needs_brackets { ">" } else { "" });
    Ok(out)
}
