//! All entries in one table.

use tera::Value;

use crate::render::{Page, listing, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::{STAGES, facts};

/// The page.
pub fn page(view: &EngineeringView) -> Page {
    let row = |entry: &EngineeringEntry| {
        let stage = entry.insider.stage.get().key;
        let day = facts::shipped(entry).or(facts::due(entry).map(|(_, last)| last));
        object([
            ("entry", Value::from_serializable(entry)),
            ("rank", STAGES.iter().position(|(key, _)| *key == stage).unwrap_or(0).into()),
            ("day", day.map(|day| day.to_string()).into()),
            ("rice", Value::from_serializable(&entry.detail.rice)),
        ])
    };
    let mut entries: Vec<&EngineeringEntry> = view.entries.iter().collect();
    // The view's own order is that of the dates; stages come first, as on the board.
    entries.sort_by_key(|entry| {
        STAGES.iter().position(|(key, _)| *key == entry.insider.stage.get().key)
    });
    Page {
        path: "table.html".to_owned(),
        template: "table.html",
        title: "All entries".to_owned(),
        description: listing::description(&view.site),
        shows: facts::everything(view),
        context: vec![("rows", entries.into_iter().map(row).collect::<Vec<_>>().into())],
    }
}
