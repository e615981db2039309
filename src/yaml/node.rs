//! The tree: values, keys and their places.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::diagnostic::{FileId, Span};

/// A value in the tree and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands. A list or mapping spans from its first key to its last value.
    pub span: Span,
    /// How a value without quotes is written, if it is a number, `true`, `~` or the like; the
    /// value itself no longer knows that `1.10` was not `1.1`.
    pub written: Option<String>,
    /// The comment behind a value without quotes, if it looks like the rest of the value.
    pub cut: Option<Span>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// `true` or `false`, exactly so.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in source order, duplicates kept.
    Map(Vec<(Node, Node)>),
}

impl Value {
    /// What a person would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// The tree as the parser gives it: offsets relative to the parsed text.
pub(super) struct Raw {
    value: RawValue,
    start: usize,
    len: usize,
}

enum RawValue {
    Plain(Value),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl Raw {
    /// Turns relative offsets into places in a file.
    pub(super) fn place(self, file: FileId, base: usize, text: &str) -> Node {
        let start = text.floor_char_boundary(self.start.min(text.len()));
        let mut end = text.floor_char_boundary((start + self.len).min(text.len()));
        let (mut written, mut cut) = (None, None);
        let value = match self.value {
            RawValue::Plain(value) => {
                let source = text[start..end].trim_end();
                if !source.starts_with(['"', '\'', '|', '>']) {
                    let is_text = matches!(value, Value::Text(_));
                    written = (!is_text).then(|| source.to_owned());
                    cut = cut_off(text, start + source.len())
                        .map(|range| Span::new(file, base + range.start..base + range.end));
                }
                value
            }
            RawValue::List(items) => {
                let items: Vec<_> =
                    items.into_iter().map(|item| item.place(file, base, text)).collect();
                end = items.last().map_or(end, |item| end.max(item.span.end as usize - base));
                Value::List(items)
            }
            RawValue::Map(pairs) => {
                let pairs: Vec<_> = pairs
                    .into_iter()
                    .map(|(k, v)| (k.place(file, base, text), v.place(file, base, text)))
                    .collect();
                end = pairs.last().map_or(end, |(_, v)| end.max(v.span.end as usize - base));
                Value::Map(pairs)
            }
        };
        Node { value, span: Span::new(file, base + start..base + end), written, cut }
    }
}

/// A comment right behind a value without quotes that begins with a letter or a digit: `#2` of
/// `queue #2`. One that is meant as a comment has a blank there.
fn cut_off(text: &str, end: usize) -> Option<Range<usize>> {
    let line = text[end..].lines().next().unwrap_or_default();
    let comment = line.trim_start_matches([' ', '\t']);
    let inner = comment.strip_prefix('#').filter(|_| comment.len() < line.len())?;
    let start = end + line.len() - comment.len();
    inner.starts_with(char::is_alphanumeric).then(|| start..start + comment.trim_end().len())
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<RawValue>::deserialize(deserializer)?;
        let span = spanned.referenced.span();
        let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        Ok(Raw {
            value: spanned.value,
            start: number(span.byte_offset()),
            len: number(span.byte_len()),
        })
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Int(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<RawValue, E> {
        // Larger than any count, phase or year; kept as a number so that it is refused as one.
        Ok(RawValue::Plain(i64::try_from(value).map_or(Value::Float(f64::MAX), Value::Int)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Text(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Null))
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Plain(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawValue, D::Error> {
        RawValue::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<RawValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(RawValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<RawValue, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = access.next_entry()? {
            pairs.push(pair);
        }
        Ok(RawValue::Map(pairs))
    }
}
