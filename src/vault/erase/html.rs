//! Raw HTML: where the destinations of its links and images stand.

use std::borrow::Cow;
use std::ops::Range;

use super::error::Cause;

/// An `href` of a link or a `src` of an image.
#[derive(Debug)]
pub struct Attribute<'h> {
    /// The value in the HTML, with its quotes.
    pub range: Range<usize>,
    /// What the value says. `None` when it uses an entity that is not understood here.
    pub value: Option<Cow<'h, str>>,
}

/// The destinations of a piece of HTML in their order.
pub fn destinations(html: &str) -> Result<Vec<Attribute<'_>>, Cause> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        at = open + 1;
        if html[open..].starts_with("<!--") {
            at = html[open + 4..].find("-->").map_or(html.len(), |end| open + 4 + end);
            continue;
        }
        if !html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = name_at(html, at);
        let wanted = match name.to_ascii_lowercase().as_str() {
            "a" => "href",
            "img" | "image" => "src",
            _ => "",
        };
        let mut tag = Tag { html, at: at + name.len() };
        let before = found.len();
        let mut is_odd = false;
        while let Some((name, value)) = tag.next_attribute() {
            is_odd |= name.contains(['<', '"', '\'']);
            if let Some(range) = value.filter(|_| name.eq_ignore_ascii_case(wanted)) {
                found.push(Attribute { value: decode(unquoted(&html[range.clone()])), range });
            }
        }
        // A tag without an end goes on in the next piece, where nobody would look for it.
        // One with a sign of HTML in a name is a tag to browsers, and text to stricter readers.
        if (tag.at >= html.len() || is_odd) && found.len() > before {
            return Err(Cause::DestinationLost);
        }
        at = tag.at.min(html.len());
    }
    Ok(found)
}

/// A value as it is written into HTML that stands in Markdown, even in a table.
pub fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The rest of a tag after its name. When it is read to the end, `at` is at its `>`.
struct Tag<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Tag<'h> {
    fn next_attribute(&mut self) -> Option<(&'h str, Option<Range<usize>>)> {
        self.skip(|c| c.is_ascii_whitespace() || c == '/');
        if self.html[self.at..].starts_with('>') || self.at >= self.html.len() {
            return None;
        }
        let name = name_at(self.html, self.at);
        // A `=` at the start belongs to the name, says HTML.
        let name = if name.is_empty() { &self.html[self.at..=self.at] } else { name };
        self.at += name.len();
        self.skip(|c| c.is_ascii_whitespace());
        if !self.html[self.at..].starts_with('=') {
            return Some((name, None));
        }
        self.at += 1;
        self.skip(|c| c.is_ascii_whitespace());
        let start = self.at;
        match self.html[start..].chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let rest = &self.html[start + 1..];
                self.at = rest.find(quote).map_or(self.html.len(), |end| start + end + 2);
            }
            _ => self.skip(|c| !c.is_ascii_whitespace() && c != '>'),
        }
        Some((name, Some(start..self.at)))
    }

    fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        let rest = &self.html[self.at..];
        self.at += rest.find(|c| !unwanted(c)).unwrap_or(rest.len());
    }
}

/// A name of a tag or an attribute.
fn name_at(html: &str, at: usize) -> &str {
    let rest = &html[at..];
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    &rest[..rest.find(is_end).unwrap_or(rest.len())]
}

fn unquoted(value: &str) -> &str {
    let inner = match value.as_bytes() {
        [b'"', .., b'"'] | [b'\'', .., b'\''] => &value[1..value.len() - 1],
        _ => value,
    };
    inner.trim_matches(|c: char| c.is_ascii_whitespace())
}

/// Resolves the entities that occur in paths; an unknown one makes the value unreadable.
fn decode(value: &str) -> Option<Cow<'_, str>> {
    if !value.contains('&') {
        return Some(Cow::Borrowed(value));
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((text, entity)) = rest.split_once('&') {
        out.push_str(text);
        let (name, after) = entity.split_once(';')?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            name => numeric(name.strip_prefix('#')?)?,
        });
        rest = after;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}
