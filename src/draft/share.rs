//! The text of a new share, and changes to one key of an old one.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::diagnostic::FileId;
use crate::yaml::{self, Value};

use super::scalar::scalar;

/// What a new share says.
pub struct ShareDraft<'a> {
    /// Whom it is for.
    pub account: &'a str,
    /// Who asks.
    pub asked_by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The last day.
    pub until: Date,
    /// Who gets a link.
    pub recipients: &'a [String],
    /// The agreement.
    pub nda: Option<&'a str>,
    /// The file stem of each entry, with the words for it.
    pub entries: &'a [(String, String)],
}

impl ShareDraft<'_> {
    /// The text of the file.
    pub fn text(&self) -> String {
        let mut out = String::from("---\n");
        let mut line = |key: &str, value: &str| {
            writeln!(out, "{key}: {value}").expect("writing to a String never fails");
        };
        line("account", &scalar(self.account));
        line("asked_by", &scalar(self.asked_by));
        line("reason", &scalar(self.reason));
        line("until", &self.until.to_string());
        line("entries", &list(self.entries.iter().map(|(id, _)| id.as_str())));
        line("recipients", &list(self.recipients.iter().map(String::as_str)));
        if let Some(nda) = self.nda {
            line("nda", &scalar(nda));
        }
        out.push_str("---\n");
        for (id, words) in self.entries {
            let words = words.trim();
            let end = if words.is_empty() { "" } else { "\n" };
            write!(out, "::: entry {id}\n{words}{end}:::\n").expect("writing never fails");
        }
        out
    }
}

/// A list on one line.
pub fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", items.map(scalar).collect::<Vec<_>>().join(", "))
}

/// One who has approved a share.
pub struct ApprovalLine<'a> {
    /// Who.
    pub by: &'a str,
    /// When.
    pub on: Date,
    /// The hash of what was approved.
    pub text: String,
}

/// The value of `approved`.
pub fn approved(approvals: &[ApprovalLine<'_>]) -> String {
    let one = |approval: &ApprovalLine<'_>| {
        format!("{{ by: {}, on: {}, text: {} }}", scalar(approval.by), approval.on, approval.text)
    };
    match approvals {
        [approval] => one(approval),
        several => {
            several.iter().map(|approval| format!("\n  - {}", one(approval))).collect::<String>()
        }
    }
}

/// The value of `generations`.
pub fn generations(numbers: &[(String, u32)]) -> String {
    let one = |(name, number): &(String, u32)| format!("{}: {number}", scalar(name));
    format!("{{ {} }}", numbers.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// The text with another value for a key of its front matter, which stands on lines of its own;
/// added as the last one if it is not there. None if the front matter cannot be read.
pub fn with_key(text: &str, file: FileId, key: &str, value: &str) -> Option<String> {
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let start = begin + text[begin..].find('\n')? + 1;
    let closing = text[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    });
    let (end, _) = closing.into_iter().find(|(_, line)| line.trim_end() == "---")?;
    let node = yaml::parse(&text[start..end], file, start).ok()?;
    let Value::Map(pairs) = &node.value else { return None };
    let is_key = |name: &yaml::Node| matches!(&name.value, Value::Text(text) if text == key);
    let breaks = if text[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let gap = if value.starts_with('\n') { "" } else { " " };
    let line = format!("{key}:{gap}{value}\n").replace('\n', breaks);
    let range = match pairs.iter().position(|(name, _)| is_key(name)) {
        Some(at) => {
            let first = pairs[at].0.span.start as usize;
            // Up to the next key, or the end: comments between belong to the key before.
            let next = pairs.get(at + 1).map_or(end, |(name, _)| name.span.start as usize);
            first..next
        }
        None => end..end,
    };
    Some([&text[..range.start], &line, &text[range.end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::with_key;
    use crate::diagnostic::Sources;

    #[test]
    fn one_key_is_changed_or_added_and_all_else_stays() {
        let file = Sources::default().add("a.md", "");
        let with = |text: &str| with_key(text, file, "b", "[x]").expect("it has front matter");
        for (text, expected) in [
            ("---\na: 1\n---\nbody\n", "---\na: 1\nb: [x]\n---\nbody\n"),
            ("---\na: 1\nb: [y, z]\nc: 2\n---\n", "---\na: 1\nb: [x]\nc: 2\n---\n"),
            ("---\nb:\n  - y\n  - z\nc: 2\n---\nb: no\n", "---\nb: [x]\nc: 2\n---\nb: no\n"),
            ("---\r\nb: [y]\r\n---\r\n", "---\r\nb: [x]\r\n---\r\n"),
            ("---\nb: {\n  y: 1,\n}\n---\n", "---\nb: [x]\n---\n"),
        ] {
            assert_eq!(with(text), expected);
        }
        assert_eq!(with_key("no front matter", file, "b", "[x]"), None);
    }
}
