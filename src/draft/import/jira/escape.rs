//! Text as Markdown that shows the same text.

/// Marks with which Markdown begins something, wherever they stand.
const MARKS: [char; 8] = ['\\', '`', '*', '[', ']', '<', '~', '|'];

/// Adds a character of a text, which stands between these two.
pub fn push(out: &mut String, c: char, before: Option<char>, after: Option<char>) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_mark = match c {
        // Within a word it means nothing.
        '_' => !(is_word(before) && is_word(after)),
        '!' => after == Some('['),
        c => MARKS.contains(&c),
    };
    if is_mark {
        out.push('\\');
    }
    out.push(c);
}

/// A whole text, whose marks of Jira mean nothing.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        push(&mut out, c, before, chars.peek().copied());
        before = Some(c);
    }
    out
}

/// A line of Markdown whose beginning makes neither a heading, a list, a quote nor a rule of it.
fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_word_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let at = match line.chars().next() {
        Some('#' | '>' | '=') => 0,
        Some(c @ ('-' | '+')) => {
            let rest = line.trim_start_matches(c);
            if is_word_end(&line[1..]) || rest.trim().is_empty() { 0 } else { line.len() }
        }
        Some('0'..='9')
            if line[digits..].starts_with(['.', ')']) && is_word_end(&line[digits + 1..]) =>
        {
            digits
        }
        _ => line.len(),
    };
    if at == line.len() {
        return line.to_owned();
    }
    format!("{}\\{}", &line[..at], &line[at..])
}

/// The same for each line of a block.
pub fn line_starts(markdown: &str) -> String {
    markdown.split('\n').map(line_start).collect::<Vec<_>>().join("\n")
}

/// A text in backticks, which nothing in it can end.
pub fn code_span(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let is_padded = |c: char| c == '`' || c == ' ';
    let pad = if text.starts_with(is_padded) || text.ends_with(is_padded) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
