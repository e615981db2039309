//! YAML values as they were written, and the one spelling in which they leave.

use std::borrow::Cow;

/// A value of the front matter.
#[derive(Debug)]
pub enum Node<'a> {
    Scalar(Scalar<'a>),
    List(Vec<Node<'a>>),
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// A single value. `plain` tells `3` from `"3"`, which YAML reads as different types.
#[derive(Debug)]
pub struct Scalar<'a> {
    pub text: Cow<'a, str>,
    pub plain: bool,
    pub line: usize,
}

impl<'a> Node<'a> {
    pub fn into_owned(self) -> Node<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Scalar(Scalar { text, plain, line }) => {
                Node::Scalar(Scalar { text: own(text), plain, line })
            }
            Self::List(items) => Node::List(items.into_iter().map(Node::into_owned).collect()),
            Self::Map(fields) => {
                let fields = fields.into_iter();
                Node::Map(fields.map(|(key, value)| (own(key), value.into_owned())).collect())
            }
        }
    }

    pub fn scalar(&self) -> Option<&Scalar<'a>> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The value of a key of a mapping; a null is no value.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        match self {
            Self::Map(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            Self::Scalar(_) | Self::List(_) => None,
        }
        .filter(|node| !node.is_null())
    }

    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| {
            scalar.plain && matches!(&*scalar.text, "" | "~" | "null" | "Null" | "NULL")
        })
    }

    /// The line of the first scalar, for a message.
    pub fn line(&self) -> usize {
        match self {
            Self::Scalar(scalar) => scalar.line,
            Self::List(items) => items.first().map_or(1, Node::line),
            Self::Map(fields) => fields.first().map_or(1, |(_, node)| node.line()),
        }
    }
}

/// Writes a value on one line. Of mappings, at any depth, only `keys` are written, in that order.
pub fn write(out: &mut String, node: &Node<'_>, keys: &[&str]) {
    match node {
        Node::Scalar(scalar) => write_value(out, &scalar.text, scalar.plain),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                write(out, item, keys);
            }
            out.push(']');
        }
        Node::Map(_) => {
            let mut separator = "{";
            for key in keys {
                if let Some(value) = node.get(key) {
                    out.push_str(separator);
                    out.push_str(key);
                    out.push_str(": ");
                    write(out, value, keys);
                    separator = ", ";
                }
            }
            out.push_str(if separator == "{" { "{}" } else { "}" });
        }
    }
}

/// Writes a text that came from a scalar, plain or in quotes.
pub fn write_value(out: &mut String, text: &str, plain: bool) {
    if plain { write_plain(out, text) } else { write_quoted(out, text) }
}

/// Writes a text that came from a plain scalar, keeping the type that YAML gives it.
pub fn write_plain(out: &mut String, text: &str) {
    if is_typed(text) { out.push_str(text) } else { write_quoted(out, text) }
}

fn write_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => write_escape(out, c),
            '\u{a0}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => write_escape(out, c),
        }
    }
    out.push('"');
}

fn write_escape(out: &mut String, c: char) {
    out.push_str(&format!("\\U{:08X}", u32::from(c)));
}

/// Whether YAML could read this plain scalar as something else than text: such a value is
/// repeated as it was written, because quotes would change its type.
fn is_typed(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["~", "null", "true", "false", "yes", "no", "on", "off", ".inf", "-.inf", ".nan"];
    if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let starts_like_a_number = text.starts_with(|c: char| "+-.0123456789".contains(c));
    starts_like_a_number
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.ends_with(':')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-._:".contains(c))
}
