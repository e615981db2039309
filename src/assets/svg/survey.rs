//! A first look at the text of a drawing, so that no parser meets one that would take it too long.
//!
//! It reads as much XML as that takes. Up to the first mistake it sees what a parser sees, and
//! there every parser stops.

use std::borrow::Cow;

use super::AssetError;

const MAX_DEPTH: usize = 256;
const MAX_ELEMENTS: usize = 50_000;
const MAX_ATTRIBUTES: usize = 200;

/// The text without a plain `<!DOCTYPE>`, which many editors write and nobody needs. One that
/// declares anything is refused.
pub(super) fn without_document_type(text: &str) -> Result<Cow<'_, str>, AssetError> {
    let mut document_type = None;
    let (mut depth, mut elements) = (0_usize, 0);
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found;
        let rest = &text[at..];
        let length = if rest.starts_with("<!--") {
            length_until(rest, "-->")
        } else if rest.starts_with("<![CDATA[") {
            length_until(rest, "]]>")
        } else if rest.starts_with("<?") {
            length_until(rest, "?>")
        } else if rest.starts_with("<!") {
            let length = length_until(rest, ">");
            if rest[..length].contains('[') {
                return Err(AssetError::DocumentType);
            }
            document_type = Some(at..at + length);
            length
        } else if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
            2
        } else {
            let tag = Tag::read(rest);
            elements += 1;
            depth += usize::from(!tag.is_closed);
            if tag.attributes > MAX_ATTRIBUTES {
                return Err(AssetError::TooComplex { what: "attributes" });
            }
            tag.length
        };
        if depth > MAX_DEPTH {
            return Err(AssetError::TooComplex { what: "nested elements" });
        }
        if elements > MAX_ELEMENTS {
            return Err(AssetError::TooComplex { what: "elements" });
        }
        at += length;
    }
    match document_type {
        Some(range) => Ok(Cow::Owned(format!("{}{}", &text[..range.start], &text[range.end..]))),
        None => Ok(Cow::Borrowed(text)),
    }
}

/// The length up to and with `end`; of everything, when there is no end.
fn length_until(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |at| at + end.len())
}

struct Tag {
    length: usize,
    attributes: usize,
    is_closed: bool,
}

impl Tag {
    /// Reads from `<` to the `>` that is not inside quotes.
    fn read(text: &str) -> Tag {
        let mut quote = None;
        let mut attributes = 0;
        for (at, byte) in text.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    let is_closed = text[..at].ends_with('/');
                    return Tag { length: at + 1, attributes, is_closed };
                }
                (None, _) => {}
            }
        }
        Tag { length: text.len(), attributes, is_closed: true }
    }
}
