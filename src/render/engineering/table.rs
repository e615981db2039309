//! All entries in one table.

use crate::render::listing::{self, Card};
use crate::render::{Page, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::{STAGES, facts};

/// The page.
pub fn page<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Page<'a> {
    let row = |(entry, card): (&EngineeringEntry, &Card)| {
        let stage = entry.insider.stage.get().key;
        let day = facts::shipped(entry).or(facts::due(entry).map(|(_, last)| last));
        object([
            ("entry", card.value.clone()),
            ("rank", STAGES.iter().position(|(key, _)| *key == stage).unwrap_or(0).into()),
            ("day", day.map(|day| day.to_string()).into()),
            ("rice", tera::Value::from_serializable(&entry.detail.rice)),
        ])
    };
    Page {
        path: "table.html".to_owned(),
        template: "table.html",
        title: "All entries".to_owned(),
        description: listing::description(&view.site),
        shows: facts::everything(view),
        variables: Box::new(move || {
            let mut entries: Vec<_> = view.entries.iter().zip(cards).collect();
            // The view's own order is that of the dates; stages come first, as on the board.
            entries.sort_by_key(|(entry, _)| {
                STAGES.iter().position(|(key, _)| *key == entry.insider.stage.get().key)
            });
            vec![("rows", entries.into_iter().map(row).collect::<Vec<_>>().into())]
        }),
    }
}
