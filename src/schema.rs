//! JSON Schema (draft 2020-12) of front matter and settings, made from the list of all keys and
//! from the words that the readers accept, so that it says what they say.

use serde_json::{Map, Value, json};

use crate::audience::Audience;
use crate::config::{PrecisionWord, ShareMode};
use crate::format::{ENTRY, Key, Kind, Reach, SETTINGS, SHARE, THEME, Words};
use crate::vault::vocabulary::{Confidence, Horizon, Origin, Outcome, Stage};
use crate::yaml::Choice;

/// The years that a date may have, as a part of a regular expression.
const YEAR: &str = "(199[0-9]|2[01][0-9]{2})";
const MONTH: &str = "(0[1-9]|1[0-2])";
const DAY: &str = "(0[1-9]|[12][0-9]|3[01])";

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of an entry.
    Entry,
    /// The front matter of a theme.
    Theme,
    /// The front matter of a share.
    Share,
    /// `roadcast.yaml`.
    Settings,
}

/// The schema.
pub fn schema(subject: Subject) -> Value {
    let (title, keys): (_, &[Key]) = match subject {
        Subject::Entry => ("Front matter of a Roadcast entry", &ENTRY),
        Subject::Theme => ("Front matter of a Roadcast theme", &THEME),
        Subject::Share => ("Front matter of a Roadcast share", &SHARE),
        Subject::Settings => ("roadcast.yaml", &SETTINGS),
    };
    let mut schema = mapping(keys, "");
    let fields = schema.as_object_mut().expect("it was made as an object");
    fields.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    fields.insert("title".to_owned(), json!(title));
    schema
}

/// The mapping whose keys begin with a path such as `client.` or `requests[].`.
fn mapping(keys: &[Key], within: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for key in keys {
        let Some(name) = key.path.strip_prefix(within).filter(|rest| !rest.contains('.')) else {
            continue;
        };
        let mut value = value(keys, key);
        let fields = value.as_object_mut().expect("it was made as an object");
        fields.insert("description".to_owned(), json!(description(key)));
        properties.insert(name.to_owned(), value);
        if key.required {
            required.push(name);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn value(keys: &[Key], key: &Key) -> Value {
    // Every line of a text is a line of its own for `^` and `$`, so lines are told by their letters.
    let line = || match key.pattern {
        Some(pattern) => json!({ "type": "string", "pattern": pattern }),
        None => json!({ "type": "string", "pattern": r"^[^\n]*[^\s][^\n]*$" }),
    };
    match key.kind {
        Kind::Line => line(),
        Kind::Text => json!({ "type": "string", "pattern": r"[^\s]" }),
        Kind::Lines => json!({ "type": "array", "items": line() }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "number", "minimum": 0, "maximum": 1e12 }),
        Kind::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Kind::Word(Words::Audience) => {
            let word = json!({ "enum": words_of::<Audience>() });
            json!({ "anyOf": [word, { "type": "array", "items": word, "minItems": 1 }] })
        }
        Kind::Word(words) => json!({ "enum": words_in(words) }),
        Kind::Day => json!({ "type": "string", "pattern": format!("^{YEAR}-{MONTH}-{DAY}$") }),
        Kind::Target => {
            let pattern = format!("^{YEAR}(-(H[12]|Q[1-4]|{MONTH}|{MONTH}-{DAY}))?$");
            // A year alone is a number to YAML.
            let year = json!({ "type": "integer", "minimum": 1990, "maximum": 2199 });
            json!({ "anyOf": [{ "type": "string", "pattern": pattern }, year] })
        }
        // One mapping, or a list of them.
        Kind::Map if key.path == "approved" => {
            let approval = mapping(keys, "approved.");
            json!({ "anyOf": [approval, { "type": "array", "items": approval }] })
        }
        Kind::Map => mapping(keys, &format!("{}.", key.path)),
        Kind::Maps => {
            json!({ "type": "array", "items": mapping(keys, &format!("{}[].", key.path)) })
        }
        Kind::Free => json!({ "type": "object" }),
    }
}

fn words_in(words: Words) -> Vec<&'static str> {
    match words {
        Words::Stage => words_of::<Stage>(),
        Words::Audience => words_of::<Audience>(),
        Words::Horizon => words_of::<Horizon>(),
        Words::Confidence => words_of::<Confidence>(),
        Words::Origin => words_of::<Origin>(),
        Words::Outcome => words_of::<Outcome>(),
        Words::Precision => words_of::<PrecisionWord>(),
        Words::ShareMode => words_of::<ShareMode>(),
    }
}

fn words_of<T: Choice>() -> Vec<&'static str> {
    T::ALL.iter().map(|word| word.word()).collect()
}

/// What a key means and who reads it, as editors show it.
fn description(key: &Key) -> String {
    let about = key.about;
    let readers = match key.reach {
        Reach::To(Audience::Client) => "everybody reads it",
        Reach::To(Audience::Sales) => "sales and engineering read it",
        Reach::To(Audience::Engineering) => "engineering reads it",
        Reach::UnlessGiven(other) => {
            return format!(
                "{about}; sales and engineering read it, and clients without `{other}`"
            );
        }
        Reach::Coarser(Audience::Engineering) => "engineering reads it, others something coarser",
        Reach::Coarser(_) => "sales and engineering read it, clients something coarser",
        Reach::Nobody => return about.to_owned(),
    };
    format!("{about}; {readers}")
}
