//! The attributes of an element that may pass, each with a value that may pass.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use roxmltree::Node;

use super::style::Style;
use super::value::Value;
use super::vocabulary::{Content, FILTER_SOURCES, PATH_LETTERS, UNITS, content, holds};
use crate::assets::{AssetError, Kind, clean_kind};

const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The names of filter steps, numbered in the order in which they appear.
#[derive(Default)]
pub(super) struct Names {
    known: Vec<String>,
}

impl Names {
    fn short(&mut self, name: &str) -> String {
        let name = name.trim();
        if holds(FILTER_SOURCES, name) {
            return name.to_owned();
        }
        let known = self.known.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.known.push(name.to_owned());
            self.known.len() - 1
        });
        format!("n{place}")
    }
}

/// The attributes that may pass, apart from ids and references. Where a style says otherwise, the
/// style holds.
pub(super) fn all(
    node: Node,
    style: &Style,
    names: &mut Names,
    mut rename: impl FnMut(&str) -> Option<String>,
) -> BTreeMap<String, String> {
    let mut passed = BTreeMap::new();
    for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
        let (name, value) = (attribute.name(), attribute.value());
        let value = match content(name) {
            Some(Content::Property) if style.get(name).is_some() => None,
            Some(Content::Property | Content::Keywords) => {
                Value::of_attribute(name, value).and_then(|value| value.written(&mut rename))
            }
            Some(Content::Numbers) => numbers(value),
            Some(Content::Path) => path(value),
            Some(Content::Name) => Some(names.short(value)),
            None => None,
        };
        passed.extend(value.map(|value| (name.to_owned(), value)));
    }
    passed
}

/// The style attribute of an element whose style sheets are resolved.
pub(super) fn style(
    node: Node,
    style: &Style,
    may_pass: impl Fn(&str) -> bool,
    mut rename: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    // What XML once said about spaces, in today's words, and overruled by them.
    let spaces = match node.attribute((XML, "space")) {
        Some("preserve") => Some("white-space:pre".to_owned()),
        Some(_) => Some("white-space:normal".to_owned()),
        None => None,
    };
    let properties = style
        .iter()
        .filter(|(name, _)| may_pass(name))
        .filter_map(|(name, value)| Some(format!("{name}:{}", value.written(&mut rename)?)));
    let written: Vec<String> = spaces.into_iter().chain(properties).collect();
    (!written.is_empty()).then(|| written.join(";"))
}

/// The id that an element refers to with `href`.
pub(super) fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    href(node)?.trim().strip_prefix('#')
}

/// The picture in an `<image>`, cleaned. One that lies elsewhere would not be loaded, so it is left
/// out.
pub(super) fn picture(node: Node) -> Result<Option<String>, AssetError> {
    let Some(data) = href(node).and_then(|href| href.trim().strip_prefix("data:")) else {
        return Ok(None);
    };
    let embedded = |error| AssetError::Embedded { error: Box::new(error) };
    let unreadable = |reason: &str| embedded(AssetError::Broken { reason: reason.to_owned() });
    let (media_type, data) = data.split_once(',').ok_or_else(|| unreadable("it has no data"))?;
    let mut parameters = media_type.split(';').map(str::trim);
    let kind = match parameters.next().unwrap_or_default() {
        "image/png" => Kind::Png,
        "image/jpeg" | "image/jpg" => Kind::Jpeg,
        "image/gif" => Kind::Gif,
        "image/webp" => Kind::Webp,
        _ => return Err(unreadable("it is not PNG, JPEG, GIF or WebP")),
    };
    if !parameters.any(|parameter| parameter == "base64") {
        return Err(unreadable("it is not in base64"));
    }
    let data: String = data.split_ascii_whitespace().collect();
    let bytes = BASE64.decode(data).map_err(|error| unreadable(&error.to_string()))?;
    let (bytes, _) = clean_kind(kind, &bytes).map_err(embedded)?;
    let media_type = if kind == Kind::Jpeg { "jpeg" } else { kind.extension() };
    Ok(Some(format!("data:image/{media_type};base64,{}", BASE64.encode(bytes))))
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href")))
}

/// Numbers with their units, and nothing that spells another word.
fn numbers(value: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "+-.,%() \t\r\n".contains(c);
    let mut words = value.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let may_pass = value.chars().all(is_plain)
        && words.all(|word| holds(UNITS, word) || holds(UNITS, &word.to_ascii_lowercase()));
    may_pass.then(|| single_spaces(value))
}

fn path(value: &str) -> Option<String> {
    let is_path =
        |c: char| c.is_ascii_digit() || "+-., \t\r\n".contains(c) || PATH_LETTERS.contains(c);
    value.chars().all(is_path).then(|| single_spaces(value))
}

fn single_spaces(value: &str) -> String {
    value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
