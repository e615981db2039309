//! Where YAML went wrong, when the parser notices it elsewhere: a tab, a blank or a colon that only
//! looks like one, a quote or a bracket that is never closed. Looked for only in what is no valid
//! YAML.

use std::ops::Range;

use crate::diagnostic::{Message, message, place};

/// What is wrong, and where.
pub struct Suspect {
    /// In the text.
    pub range: Range<usize>,
    /// Whether a comment cuts a value off.
    pub is_cut: bool,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

/// The first thing before `limit` that cannot be YAML, although it looks like it. A tab may also
/// stand in the next line that says something: the parser is still at the value before it.
pub fn first(text: &str, limit: usize) -> Option<Suspect> {
    let mut reader = Reader { text, at: 0, open: Vec::new(), skipped: None };
    while reader.at < text.len() {
        if let Some(suspect) = reader.line() {
            let is_tab = text[suspect.range.clone()] == *"\t";
            let limit = if is_tab { end_of_next_line(text, limit) } else { limit };
            return (suspect.range.start <= limit).then_some(suspect);
        }
    }
    reader.open.last().map(|open| open.unclosed()).filter(|found| found.range.start <= limit)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Braces and brackets that are open, the innermost last.
    open: Vec<Bracket>,
    /// Lines that are indented by more than this belong to a text behind `|` or `>`.
    skipped: Option<usize>,
}

/// A brace or bracket that opens a list or a mapping.
struct Bracket {
    at: usize,
    close: char,
    /// How far the line is indented in which it stands.
    indent: usize,
}

impl Bracket {
    fn unclosed(&self) -> Suspect {
        let open = if self.close == '}' { '{' } else { '[' };
        suspect(
            self.at..self.at + 1,
            message!("this `{}` is never closed", place(open)),
            message!("write `{}` behind the last value that belongs to it", place(self.close)),
        )
    }
}

impl Reader<'_> {
    /// Reads a line, and the further lines of a text in quotes that begins in it.
    fn line(&mut self) -> Option<Suspect> {
        let start = self.at;
        let end = self.text[start..].find('\n').map_or(self.text.len(), |end| start + end);
        let line = self.text[start..end].trim_end_matches('\r');
        self.at = (end + 1).min(self.text.len());
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let words = &line[blank..];
        if words.is_empty() || self.skipped.is_some_and(|indent| blank > indent) {
            return None;
        }
        self.skipped = None;
        if words.starts_with('#') {
            return None;
        }
        let item = words.len() - words.trim_start_matches("- ").len();
        let key = key(&words[item..]);
        if let Some(tab) = line[..blank].find('\t').filter(|_| item > 0 || key.is_some()) {
            return Some(suspect(
                start + tab..start + tab + 1,
                "a tab stands before this key, and YAML is indented with blanks",
                "write blanks in the place of the tab",
            ));
        }
        if (item > 0 || key.is_some())
            && let Some(open) = self.left_open(start, blank)
        {
            return Some(open);
        }
        let key = key.map(|len| start + blank + item + len);
        if self.open.is_empty()
            && let Some(suspect) = key.and_then(|colon| self.colon(colon, start + line.len()))
        {
            return Some(suspect);
        }
        let key = key.filter(|colon| self.text[*colon..].starts_with(':'));
        if line.trim_end().ends_with(['|', '>', '+', '-']) || line.contains(" #") {
            let value = key.map_or("", |colon| self.text[colon + 1..end].trim());
            let head = value.split(" #").next().unwrap_or_default().trim_end();
            let rest = head.trim_start_matches(['|', '>']);
            let is_head = head.len() > rest.len()
                && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-'));
            if is_head || matches!(&words[item..], "|" | ">" | "|-" | ">-") {
                self.skipped = Some(blank);
                return None;
            }
        }
        self.value(key.map_or(start + blank + item, |colon| colon + 1), start + line.len(), blank)
    }

    /// The bracket that is still open where a key stands no further inside than the bracket's own
    /// line, unless a line below closes it.
    fn left_open(&self, line: usize, indent: usize) -> Option<Suspect> {
        let open = self.open.last().filter(|open| indent <= open.indent)?;
        let is_closed =
            self.text[line..].lines().any(|line| line.trim_start().starts_with(open.close));
        (!is_closed).then(|| open.unclosed())
    }

    /// What stands behind a key in the place of a colon and a blank.
    fn colon(&self, colon: usize, end: usize) -> Option<Suspect> {
        let sign = self.text[colon..].chars().next()?;
        if sign != ':' {
            let code = place(format_args!("U+{:04X}", u32::from(sign)));
            return Some(suspect(
                colon..colon + sign.len_utf8(),
                message!("this is not the colon of YAML, but {}", code),
                "write `:` and a blank",
            ));
        }
        let next = self.text[colon + 1..end].chars().next()?;
        let range = colon + 1..colon + 1 + next.len_utf8();
        if matches!(next, ' ' | '\t') {
            return None;
        }
        if next.is_whitespace() || matches!(next, '\u{200b}' | '\u{feff}' | '\u{2060}') {
            let code = place(format_args!("U+{:04X}", u32::from(next)));
            return Some(suspect(
                range,
                message!("the blank behind this key is no plain one, but {}", code),
                "delete it, and type a blank",
            ));
        }
        (next != '/' && next != ':').then(|| {
            suspect(
                range,
                "there is no blank behind the colon of this key",
                "write a blank behind `:`",
            )
        })
    }

    /// Reads a value up to the end of its line, or of the text in quotes that it is.
    fn value(&mut self, from: usize, end: usize, indent: usize) -> Option<Suspect> {
        let mut at = from;
        let mut before = ' ';
        while at < end {
            let rest = &self.text[at..];
            let c = rest.chars().next()?;
            let begins = matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':');
            match c {
                '"' | '\'' if begins && self.begins_value(from, at) => {
                    let Some(close) = closing_quote(rest, c) else { return Some(unclosed(at, c)) };
                    let close = at + close;
                    if close >= end {
                        return self.after_quote(at, c, close);
                    }
                    at = close;
                }
                '[' | '{' if begins && (!self.open.is_empty() || self.begins_value(from, at)) => {
                    let close = if c == '[' { ']' } else { '}' };
                    self.open.push(Bracket { at, close, indent });
                }
                ']' | '}' => {
                    if let Some(open) = self.open.pop().filter(|open| open.close != c) {
                        return Some(open.unclosed());
                    }
                }
                '#' if matches!(before, ' ' | '\t') => {
                    let is_cut = rest[1..].starts_with(char::is_alphanumeric);
                    return (!self.open.is_empty() && is_cut).then(|| Suspect {
                        range: at..end,
                        is_cut: true,
                        message: "a comment cuts this value off: ` #` begins one in YAML".into(),
                        hint: "put the whole value in quotes".into(),
                    });
                }
                _ => {}
            }
            before = c;
            at += self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// Whether a quote at `at` begins a value, and is not an apostrophe within a text.
    fn begins_value(&self, from: usize, at: usize) -> bool {
        let before = self.text[from..at].trim_end_matches([' ', '\t']);
        before.is_empty() || (!self.open.is_empty() && before.ends_with([':', ',', '[', '{']))
    }

    /// A text in quotes goes on over lines. If words follow its end, they were meant to be in it,
    /// and what was taken for the end opens another.
    fn after_quote(&mut self, open: usize, quote: char, close: usize) -> Option<Suspect> {
        let end = self.text[close..].find('\n').map_or(self.text.len(), |end| close + end);
        let rest = self.text[close + 1..end.max(close + 1)].trim_start();
        self.at = (end + 1).min(self.text.len());
        let is_sound = rest.is_empty() || rest.starts_with(['#', ',', ']', '}', ':']);
        (!is_sound).then(|| unclosed(open, quote))
    }
}

/// Where the next line ends that says something, behind the line in which `at` is.
fn end_of_next_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut end = at + rest.find('\n').unwrap_or(rest.len());
    for line in text[end..].split_inclusive('\n').skip(1) {
        end += line.len();
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            break;
        }
    }
    end + 1
}

/// The length of a key, up to its colon or to what looks like one.
fn key(words: &str) -> Option<usize> {
    let len = words.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))?;
    let sign = words[len..].chars().next()?;
    (len > 0 && matches!(sign, ':' | '：' | '﹕' | '︓' | '∶' | '꞉')).then_some(len)
}

fn suspect(range: Range<usize>, message: impl Into<Message>, hint: impl Into<Message>) -> Suspect {
    Suspect { range, is_cut: false, message: message.into(), hint: hint.into() }
}

fn unclosed(at: usize, quote: char) -> Suspect {
    suspect(
        at..at + 1,
        "this quote is never closed",
        message!("write `{}` at the end of the text too", place(quote)),
    )
}

/// Where a text in quotes ends, which begins `rest`.
fn closing_quote(rest: &str, quote: char) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if char::from(byte) == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first;

    fn found(text: &str) -> Option<&str> {
        first(text, text.len()).map(|suspect| &text[suspect.range])
    }

    #[test]
    fn what_only_looks_like_yaml_is_found_where_it_stands() {
        for (text, at) in [
            ("a: b\nclient:\n\ttitle: c\n", "\t"),
            ("a: b\n\tc: d\n", "\t"),
            ("list:\n\t- a\n", "\t"),
            ("a:\u{a0}b\nc: d\n", "\u{a0}"),
            ("a:\u{3000}b\n", "\u{3000}"),
            ("- a:\u{2009}b\n", "\u{2009}"),
            ("a：b\nc: d\n", "："),
            ("a:b\nc: d\n", "b"),
            ("a: \"b\nc: \"d\"\n", "\""),
            ("a: 'b\nc: d\n", "'"),
            ("a: { b: \"c }\nd: e\n", "\""),
            ("a: { b: c #2 }\nd: e\n", "#2 }"),
            ("a: [b,\n  c #2,\n  d]\n", "#2,"),
            ("a: {\n  b：c,\n  d: e #2 }\n", "#2 }"),
            ("a: { b: c\nd: e\n", "{"),
            ("a: [b, c\nd: e\n", "["),
            ("a: [b, c", "["),
            ("a: { b: [c, d }\ne: f\n", "["),
            ("a:\n  - { b: c\n  - { b: d }\ne: f\n", "{"),
        ] {
            assert_eq!(found(text), Some(at), "{text:?}");
        }
    }

    #[test]
    fn what_is_sound_is_not_suspected() {
        for text in [
            "a: b's\nc: 'd''s'\n",
            "a: \"b\n  c\"\nd: e\n",
            "a: |\n  \tb:c\n  \"d\nc: d\n",
            "a: > # x\n  'b\nc: d\n",
            "a: https://b.example\nhttp://c\n",
            "a: b # 'c\n# \"d\n",
            "a: { b: 'c', d: \"e\" }\n",
            "a:\n  - b\n  - \"c\"\n",
            "a: b\n\tc d\n",
            "a: b #2\n",
            "a: {\n  b: c,\n  d: [e,\n    f]\n}\ng: h\n",
            "a: {\nb: c\n}\ng: h\n",
            "a: see [1 and {2\nb: c\n",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
