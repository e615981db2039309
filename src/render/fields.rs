//! Checks templates without running them: every variable and field they name must exist in the
//! edition. Tera alone would take an unknown field in `{% if … %}` for false.

use std::collections::BTreeSet;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use crate::diagnostic::{Diagnostic, FileId, Span, did_you_mean, message, place, value};

/// The names that templates of an edition may use.
#[derive(Default)]
pub struct FieldNames {
    /// After a dot.
    fields: BTreeSet<String>,
    /// On their own.
    variables: BTreeSet<String>,
}

impl FieldNames {
    /// The fields of a type and of everything in it.
    pub fn add<T: JsonSchema>(mut self) -> FieldNames {
        let schema = SchemaGenerator::default().into_root_schema_for::<T>();
        collect(schema.as_value(), &mut self.fields);
        self
    }

    /// Further fields.
    pub fn fields<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> FieldNames {
        self.fields.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Variables.
    pub fn variables<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> FieldNames {
        self.variables.extend(names.into_iter().map(str::to_owned));
        self
    }
}

fn collect(schema: &Value, fields: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "properties"
                    && let Value::Object(properties) = value
                {
                    fields.extend(properties.keys().cloned());
                }
                collect(value, fields);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, fields)),
        _ => {}
    }
}

/// Words of the template language.
const KEYWORDS: [&str; 46] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "set_global",
    "endset",
    "block",
    "endblock",
    "extends",
    "include",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "component",
    "endcomponent",
    "and",
    "or",
    "not",
    "is",
    "true",
    "false",
    "none",
    "null",
    "loop",
    "break",
    "continue",
    "ignore",
    "missing",
    "string",
    "bool",
    "integer",
    "float",
    "number",
    "array",
    "map",
    "True",
    "False",
    "None",
    "super",
    "body",
    "any",
];

/// A word in a tag, with what stands before and after it.
struct Word<'a> {
    text: &'a str,
    at: usize,
    before: &'a str,
    after: &'a str,
}

/// Names that a template makes itself. A template that it includes may use them too.
pub fn bound_in(template: &str) -> BTreeSet<&str> {
    bound_names(&words(template))
}

/// Each field or variable that a template names and neither `names` nor `bound` knows.
pub fn unknown_fields(
    template: &str,
    file: FileId,
    names: &FieldNames,
    bound: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let words = words(template);
    let mut mistakes = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let span = Span::new(file, word.at..word.at + word.text.len());
        if word.before.ends_with('.') {
            let root_is_loop = index > 0 && words[index - 1].text == "loop";
            if !root_is_loop && !names.fields.contains(word.text) {
                let message = message!("this edition has no field `{}`", value(word.text));
                mistakes.push(
                    Diagnostic::error("unknown-field", span, message)
                        .label("unknown field")
                        .maybe_hint(did_you_mean(word.text, names.fields.iter().map(place)))
                        .hint("what an audience may not see does not exist in its templates"),
                );
            }
        } else if is_variable(word)
            && !names.variables.contains(word.text)
            && !bound.contains(word.text)
        {
            let known = names.variables.iter().map(place);
            mistakes.push(
                Diagnostic::error(
                    "unknown-field",
                    span,
                    message!("there is no variable `{}` here", value(word.text)),
                )
                .label("unknown variable")
                .maybe_hint(did_you_mean(word.text, known)),
            );
        }
    }
    mistakes
}

/// Whether a word reads a variable, rather than being a keyword, function, filter, test,
/// argument name or component.
fn is_variable(word: &Word<'_>) -> bool {
    let before = word.before.trim_end();
    let after = word.after.trim_start();
    let is_argument = after.starts_with('=') && !after.starts_with("==");
    let is_call = after.starts_with('(') && !before.ends_with("in");
    let is_filter = before.ends_with('|');
    let is_test = before.ends_with(" is") || before.ends_with(" is not");
    let is_component = before.ends_with('<') || before.ends_with("</") || before.ends_with('@');
    let is_name = ["block", "endblock", "component", "endcomponent", "filter"]
        .iter()
        .any(|keyword| before.ends_with(keyword));
    let is_typed = after.starts_with(':') && !before.ends_with('{') && !before.ends_with('?');
    !(KEYWORDS.contains(&word.text)
        || is_argument
        || is_call
        || is_filter
        || is_test
        || is_component
        || is_name
        || is_typed)
}

/// Names that a template makes itself: loop variables, `set`, and component arguments.
fn bound_names<'a>(words: &[Word<'a>]) -> BTreeSet<&'a str> {
    let mut bound = BTreeSet::new();
    let mut in_component = false;
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |previous| words[previous].text);
        let previous_tag_ended = word.before.trim_end().ends_with(['%', '-', '{']);
        if previous_tag_ended {
            in_component = word.text == "component";
        }
        let second_of_pair =
            word.before.trim_end().ends_with(',') && index >= 2 && words[index - 2].text == "for";
        if matches!(before, "for" | "set" | "set_global") || second_of_pair || in_component {
            bound.insert(word.text);
        }
    }
    bound
}

/// The words inside `{{ … }}` and `{% … %}`, strings and comments left out. A string in
/// brackets (`a["b"]`) counts as a field.
fn words(template: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(found) = template[at..].find("{") {
        let open = at + found;
        let rest = &template[open..];
        let close = match rest.as_bytes().get(1) {
            Some(b'#') => {
                at = open + rest.find("#}").map_or(rest.len(), |end| end + 2);
                continue;
            }
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        at = tag_words(template, open + 2, close, &mut words);
        if words.last().is_some_and(|word: &Word<'_>| word.text == "raw") {
            at = template[at..].find("endraw").map_or(template.len(), |end| at + end);
        }
    }
    words
}

fn tag_words<'a>(template: &'a str, start: usize, close: &str, words: &mut Vec<Word<'a>>) -> usize {
    let bytes = template.as_bytes();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let mut at = start;
    while at < bytes.len() && !template[at..].starts_with(close) {
        let byte = bytes[at];
        if matches!(byte, b'"' | b'\'' | b'`') {
            let end =
                template[at + 1..].find(char::from(byte)).map_or(bytes.len(), |end| at + 1 + end);
            if template[start..at].ends_with('[')
                && template[end..].starts_with(&format!("{}]", char::from(byte)))
            {
                words.push(Word {
                    text: &template[at + 1..end],
                    at: at + 1,
                    before: ".",
                    after: "",
                });
            }
            at = (end + 1).min(bytes.len());
        } else if is_word(byte) {
            let end =
                bytes[at..].iter().position(|b| !is_word(*b)).map_or(bytes.len(), |end| at + end);
            if !byte.is_ascii_digit() {
                let before = &template[start - 2..at];
                words.push(Word { text: &template[at..end], at, before, after: &template[end..] });
            }
            at = end;
        } else {
            at += 1;
            while !template.is_char_boundary(at) {
                at += 1;
            }
        }
    }
    (at + close.len()).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{FieldNames, unknown_fields};
    use crate::diagnostic::Sources;

    fn unknown(template: &str) -> Vec<String> {
        let file = Sources::default().add("t.html", template);
        let names = FieldNames::default()
            .fields(["title", "status", "key"])
            .variables(["entries", "entry"]);
        let mistakes = unknown_fields(template, file, &names, &super::bound_in(template));
        mistakes
            .iter()
            .map(|mistake| template[mistake.span.expect("placed").range()].to_owned())
            .collect()
    }

    #[test]
    fn unknown_fields_are_found_wherever_they_stand() {
        for (template, expected) in [
            ("{{ entry.owner }}", vec!["owner"]),
            ("{% if entry.owner %}x{% endif %}", vec!["owner"]),
            ("{%- if entry.title and not entry.status.note -%}", vec!["note"]),
            ("{{ entry[\"owner\"] }}", vec!["owner"]),
            ("{{ entry['owner'].key }}", vec!["owner"]),
            ("{% for e in entries %}{{ e.team }}{% endfor %}", vec!["team"]),
            ("{{ <card card={entry.secret} /> }}", vec!["secret"]),
            ("{% if owner %}x{% endif %}", vec!["owner"]),
            (
                "{{ entries | map(attribute=\"x\") }} {{ entry.title | default(value=entry.note) }}",
                vec!["note"],
            ),
        ] {
            assert_eq!(unknown(template), expected, "{template}");
        }
    }

    #[test]
    fn known_fields_and_the_language_itself_pass() {
        for template in [
            "{# entry.owner #}{{ entry.title }} entry.owner {{ \"entry.owner\" }}",
            "{% for e in entries %}{{ loop.index }}{{ e.status.key | upper }}{% endfor %}",
            "{% for k, v in entries %}{{ k }}{{ v.title }}{% endfor %}",
            "{% set x = entry.title %}{{ x }}{% if x is containing(pat=\"a\") %}{% endif %}",
            "{% component card(card, flag: bool = true, @entry) %}{{ card.title }}{{ flag }}{% endcomponent card %}",
            "{% block main %}{% endblock main %}{{ { \"a\": 1 } | get(key=entry.key, default=\"b\") }}",
        ] {
            assert!(unknown(template).is_empty(), "{template}: {:?}", unknown(template));
        }
    }
}
