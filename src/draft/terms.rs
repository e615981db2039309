//! Allowed terms, added to the settings of a project; all other bytes stay as they are.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::diagnostic::FileId;
use crate::yaml::{self, Node, Value};

use super::scalar::scalar;

/// The key under which they stand.
const KEY: &str = "allow_terms";

/// A term to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// The words, as they stand where they are withheld.
    pub term: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// The settings with more allowed terms; `None` where there is no place for them, or where the result
/// would not read as the same settings with these terms at the end of the list.
pub fn add_terms(text: &str, file: FileId, terms: &[NewTerm]) -> Option<String> {
    let before = yaml::parse(text, file, 0).ok()?;
    let added = match value_of(&before)? {
        Some((key, Node { value: Value::List(items), .. })) => {
            add_to_list(text, key, items, &before, terms)
        }
        Some(_) => return None,
        None => add_key(text, terms),
    };
    let after = yaml::parse(&added, file, 0).ok()?;
    has_added(&before, &after, terms).then_some(added)
}

impl NewTerm {
    fn fields(&self) -> [(&'static str, String); 4] {
        let NewTerm { term, reason, owner, until } = self;
        let until = until.to_string();
        [
            ("term", term.clone()),
            ("reason", reason.clone()),
            ("owner", owner.clone()),
            ("until", until),
        ]
    }

    /// As [`plain`] writes what is read of it.
    fn plain(&self) -> String {
        let text = |text: &str| plain_value(&Value::Text(text.to_owned()));
        let fields: Vec<_> =
            self.fields().iter().map(|(key, value)| (text(key), text(value))).collect();
        format!("{fields:?}")
    }

    fn flow(&self) -> String {
        let fields = self.fields().map(|(key, value)| format!("{key}: {}", scalar(&value)));
        format!("{{ {} }}", fields.join(", "))
    }

    fn block(&self, indent: &str, line_end: &str) -> String {
        let mut out = String::new();
        for (at, (key, value)) in self.fields().iter().enumerate() {
            let start = if at == 0 { "- " } else { "  " };
            let value = if *key == "until" { value.clone() } else { scalar(value) };
            write!(out, "{indent}{start}{key}: {value}{line_end}").expect("a String takes it");
        }
        out
    }
}

/// The key and value of the list, if the settings have one; `None` if they are no mapping.
fn value_of(root: &Node) -> Option<Option<(&Node, &Node)>> {
    let Value::Map(entries) = &root.value else { return None };
    Some(entries.iter().find(|(key, _)| is_key(key)).map(|(key, value)| (key, value)))
}

fn is_key(key: &Node) -> bool {
    matches!(&key.value, Value::Text(name) if name == KEY)
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn add_key(text: &str, terms: &[NewTerm]) -> String {
    let end = line_end(text);
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    let items: String = terms.iter().map(|term| term.block("  ", end)).collect();
    format!("{text}{gap}{KEY}:{end}{items}")
}

fn add_to_list(text: &str, key: &Node, items: &[Node], root: &Node, terms: &[NewTerm]) -> String {
    let from = key.span.end as usize;
    let first = items.first().map_or(text.len(), |item| item.span.start as usize);
    // Brackets in comments are none of the list's.
    let mut is_comment = false;
    let open = text[from..first].char_indices().find(|&(_, c)| {
        is_comment = c == '#' || is_comment && c != '\n';
        c == '[' && !is_comment
    });
    match open {
        Some((open, _)) => add_within(text, from + open, items, terms),
        None => add_below(text, from..first, root, terms),
    }
}

/// Adds to a list in brackets: behind its last item, so that commas and comments after it stay.
fn add_within(text: &str, open: usize, items: &[Node], terms: &[NewTerm]) -> String {
    let flow = terms.iter().map(NewTerm::flow).collect::<Vec<_>>().join(", ");
    let Some(last) = items.last() else {
        return format!("{} {flow} {}", &text[..=open], &text[open + 1..]);
    };
    // The place of a mapping in braces may end before its brace.
    let end = last.span.end as usize;
    let rest = text[end..].trim_start();
    let end = if rest.starts_with('}') { text.len() - rest.len() + 1 } else { end };
    format!("{}, {flow}{}", &text[..end], &text[end..])
}

/// Adds to a list of lines, after its last one that is no comment.
fn add_below(
    text: &str,
    before_first: std::ops::Range<usize>,
    root: &Node,
    terms: &[NewTerm],
) -> String {
    let dash = before_first.start + text[before_first.clone()].rfind('-').unwrap_or(0);
    let line = text[..dash].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[line..dash];
    let Value::Map(entries) = &root.value else { return text.to_owned() };
    let next = entries.iter().map(|(key, _)| key.span.start as usize);
    let next = next.filter(|start| *start > before_first.end).min().unwrap_or(text.len());
    let next =
        text[..next].rfind('\n').map_or(0, |at| if next == text.len() { next } else { at + 1 });
    let mut at = next;
    for line in text[before_first.end..next].split_inclusive('\n').rev() {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            break;
        }
        at -= line.len();
    }
    let end = line_end(text);
    let gap = if text[..at].ends_with('\n') { "" } else { end };
    let items: String = terms.iter().map(|term| term.block(indent, end)).collect();
    format!("{}{gap}{items}{}", &text[..at], &text[at..])
}

/// Whether settings are those from before with more terms, and nothing else.
fn has_added(before: &Node, after: &Node, terms: &[NewTerm]) -> bool {
    let (Value::Map(before), Value::Map(after)) = (&before.value, &after.value) else {
        return false;
    };
    let others = |entries: &[(Node, Node)]| {
        let others = entries.iter().filter(|(key, _)| !is_key(key));
        others.map(|(key, value)| plain(key) + &plain(value)).collect::<Vec<_>>()
    };
    let listed = |entries: &[(Node, Node)]| -> Vec<String> {
        let list = entries.iter().find(|(key, _)| is_key(key)).map(|(_, value)| &value.value);
        match list {
            Some(Value::List(items)) => items.iter().map(plain).collect(),
            _ => Vec::new(),
        }
    };
    let added: Vec<String> = terms.iter().map(NewTerm::plain).collect();
    others(before) == others(after) && [listed(before), added].concat() == listed(after)
}

/// A value without its places.
fn plain(node: &Node) -> String {
    plain_value(&node.value)
}

fn plain_value(value: &Value) -> String {
    match value {
        Value::List(items) => format!("{:?}", items.iter().map(plain).collect::<Vec<_>>()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (plain(key), plain(value)));
            format!("{:?}", entries.collect::<Vec<_>>())
        }
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NewTerm, add_terms};
    use crate::diagnostic::Sources;

    fn term(term: &str) -> NewTerm {
        let (reason, owner) = ("Known: \"yes\"".to_owned(), "ana".to_owned());
        NewTerm { term: term.to_owned(), reason, owner, until: date(2027, 1, 31) }
    }

    #[track_caller]
    fn added(text: &str, terms: &[&str]) -> Option<String> {
        let file = Sources::default().add("roadcast.yaml", text.to_owned());
        let terms: Vec<NewTerm> = terms.iter().map(|text| term(text)).collect();
        add_terms(text, file, &terms)
    }

    const LINES: &str = "reason: \"Known: \\\"yes\\\"\"\n    owner: ana\n    until: 2027-01-31\n";

    #[test]
    fn terms_are_added_and_no_other_byte_changes() {
        let old = "{ term: a, reason: b, owner: c, until: 2027-01-01 }";
        let flow =
            "{ term: x y, reason: \"Known: \\\"yes\\\"\", owner: ana, until: \"2027-01-31\" }";
        for (before, after) in [
            ("product: A", format!("product: A\nallow_terms:\n  - term: x y\n    {LINES}")),
            (
                "product: A\n# end\n",
                format!("product: A\n# end\nallow_terms:\n  - term: x y\n    {LINES}"),
            ),
            (
                &format!("allow_terms:   # these\n  - {old}   # one\n\n# next\nproduct: A\n"),
                format!(
                    "allow_terms:   # these\n  - {old}   # one\n  - term: x y\n    {LINES}\n# next\nproduct: A\n"
                ),
            ),
            (
                &format!("product: A\nallow_terms:\n- {old}"),
                format!(
                    "product: A\nallow_terms:\n- {old}\n- term: x y\n  {}",
                    LINES.replace("\n    ", "\n  ")
                ),
            ),
            (
                "product: A\nallow_terms: []  # [none]\noutput: b\n",
                format!("product: A\nallow_terms: [ {flow} ]  # [none]\noutput: b\n"),
            ),
            (
                &format!("allow_terms: [{old}]\nproduct: A\n"),
                format!("allow_terms: [{old}, {flow}]\nproduct: A\n"),
            ),
            (
                &format!("allow_terms: [\n  {old},\n]\nproduct: A\n"),
                format!("allow_terms: [\n  {old}, {flow},\n]\nproduct: A\n"),
            ),
            (
                &format!("allow_terms: [ # [all]\n  {old}, # one ]\n]\nproduct: A\n"),
                format!("allow_terms: [ # [all]\n  {old}, {flow}, # one ]\n]\nproduct: A\n"),
            ),
            (
                "allow_terms: [ # none ]\n]\nproduct: A\n",
                format!("allow_terms: [ {flow}  # none ]\n]\nproduct: A\n"),
            ),
        ] {
            assert_eq!(added(before, &["x y"]).as_deref(), Some(after.as_str()), "{before}");
            let windows = before.replace('\n', "\r\n");
            if before.contains('\n') {
                let after = after.replace('\n', "\r\n");
                assert_eq!(added(&windows, &["x y"]), Some(after), "{windows:?}");
            }
        }
    }

    #[test]
    fn words_of_any_kind_read_back_as_they_are() {
        for words in [
            "a: b # c",
            "\"quoted\"",
            "two\nlines",
            "- item",
            "Ünïcode 猎鹰",
            "[x](y.md)",
            "1",
            "yes",
        ] {
            let text = added("product: A\n", &[words, "second"]).expect("there is a place");
            assert!(text.starts_with("product: A\nallow_terms:\n  - term: "), "{text}");
        }
    }

    #[test]
    fn settings_with_no_place_for_terms_are_left_alone() {
        for text in ["{ product: A }", "product: A\nallow_terms: none\n", "- a\n", "product: [\n"] {
            assert_eq!(added(text, &["x"]), None, "{text}");
        }
    }
}
