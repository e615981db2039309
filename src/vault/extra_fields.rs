//! `extra`: free keys, whose values become text as they were written.

use crate::diagnostic::{Diagnostic, Located};
use crate::yaml::{Fields, Node, Value, cut_off, unprintable};

/// Reads `extra`: each key with its value as text.
pub fn read_extra(fields: &mut Fields<'_>) -> Vec<Located<(String, String)>> {
    let mut extra = Vec::new();
    for (name, value) in fields.named("extra") {
        let text = plain(value);
        let mistake = unprintable(&name.value, "extra", name.span)
            .or_else(|| unprintable(&text, "extra", value.span))
            .or_else(|| first_cut(value));
        match mistake {
            Some(mistake) => fields.mistake(mistake),
            None => extra.push(Located::new((name.value, text), value.span)),
        }
    }
    extra
}

/// The first free value in this one that a comment cuts off.
fn first_cut(node: &Node) -> Option<Diagnostic> {
    let inside = match &node.value {
        Value::List(items) => items.iter().find_map(first_cut),
        Value::Map(pairs) => pairs.iter().find_map(|(_, value)| first_cut(value)),
        _ => None,
    };
    inside.or_else(|| cut_off(node, "extra"))
}

/// A free value as one text; a number as it was written, since a version `1.10` is not `1.1`.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            node.written.clone().unwrap_or_default()
        }
        Value::Text(value) => value.clone(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Map(pairs) => {
            let pairs =
                pairs.iter().map(|(key, value)| format!("{}: {}", plain(key), plain(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}
