//! `roadmap.json`: the edition for programs. Versioned; fields are added, never changed.

use serde::Serialize;
use serde_json::{Value, json};

use crate::audience::Reader;
use crate::vault::edition::{Site, ThemeView};

use super::{Reason, RenderedFile};

/// Raised when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The whole document.
pub fn document<A: Reader>(site: &Site, entries: Vec<Value>, themes: &[ThemeView<A>]) -> Value {
    let themes: Vec<_> = themes
        .iter()
        .map(|theme| {
            let blocks: Vec<_> = theme.blocks.iter().map(|block| &block.html).collect();
            with_blocks(theme, &blocks)
        })
        .collect();
    json!({ "version": VERSION, "site": site, "entries": entries, "themes": themes })
}

/// A card with the HTML of its page. Links in it start from the page's folder.
pub fn with_blocks(card: &impl Serialize, blocks: &impl Serialize) -> Value {
    let mut value = to_value(card);
    value["blocks"] = to_value(blocks);
    value
}

/// A card with everything its page shows.
pub fn with_page(card: &impl Serialize, details: impl IntoIterator<Item = Value>) -> Value {
    let mut value = to_value(card);
    for detail in details {
        if let (Value::Object(card), Value::Object(more)) = (&mut value, detail) {
            card.extend(more);
        }
    }
    value
}

/// The file.
pub fn file(document: Value, shows: Vec<String>) -> RenderedFile {
    let bytes = format!("{document:#}\n").into_bytes();
    RenderedFile { path: "roadmap.json".to_owned(), bytes, reason: Reason::Shows(shows) }
}

/// Any part of a view as JSON.
pub fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("views have text keys and finite numbers")
}
