//! All entries in one table.

use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::parts;
use crate::render::{Page, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::{STAGES, facts};

/// The pages of the table.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    let mut order: Vec<usize> = (0..cards.len()).collect();
    // The view's own order is that of the dates; stages come first, as on the board.
    order.sort_by_key(|at| rank(&view.entries[*at]));
    parts::pages(parts::abreast(&[order]), cards.len(), |part| Page {
        path: "table.html".to_owned(),
        template: "table.html",
        title: "All entries".to_owned(),
        description: listing::description(&view.site),
        shows: facts::shows(view, part.rows(0)),
        variables: Box::new(move || {
            let rows = part.rows(0).iter().map(|at| row(&view.entries[*at], &cards[*at]));
            vec![("rows", rows.collect::<Vec<_>>().into())]
        }),
    })
}

/// The position of its stage on the board.
fn rank(entry: &EngineeringEntry) -> usize {
    let stage = entry.insider.stage.get().key;
    STAGES.iter().position(|(key, _)| *key == stage).unwrap_or(0)
}

fn row(entry: &EngineeringEntry, card: &Card) -> Value {
    let day = facts::shipped(entry).or(facts::due(entry).map(|(_, last)| last));
    object([
        ("entry", card.value.clone()),
        ("rank", rank(entry).into()),
        ("day", day.map(|day| day.to_string()).into()),
        ("rice", Value::from_serializable(&entry.detail.rice)),
    ])
}
