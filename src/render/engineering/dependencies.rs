//! The graph of what waits for what.

use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::plot::layers::{Node, graph};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// The page.
pub fn page<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Page<'a> {
    let linked = view.entries.iter().filter(|entry| is_linked(entry));
    Page {
        path: "dependencies.html".to_owned(),
        template: "dependencies.html",
        title: "Dependencies".to_owned(),
        description: listing::description(&view.site),
        shows: linked.map(|entry| entry.insider.url.get().clone()).collect(),
        variables: Box::new(|| variables(view, cards)),
    }
}

fn is_linked(entry: &EngineeringEntry) -> bool {
    !entry.detail.depends_on.is_empty() || !entry.detail.needed_by.is_empty()
}

fn variables(view: &EngineeringView, cards: &[Card]) -> Variables {
    let dependencies = facts::dependencies(view);
    let node = |(entry, depends_on): (&EngineeringEntry, Vec<usize>)| Node {
        title: entry.insider.title.get().clone(),
        url: entry.insider.url.get().clone(),
        key: entry.insider.stage.get().key,
        note: facts::note(entry, facts::today(view)),
        depends_on,
    };
    let nodes: Vec<Node> = view.entries.iter().zip(dependencies).map(node).collect();
    let linked = view.entries.iter().zip(cards).filter(|(entry, _)| is_linked(entry));
    let rows = linked.map(|(entry, card)| {
        object([
            ("entry", card.value.clone()),
            ("depends_on", Value::from_serializable(&entry.detail.depends_on)),
            ("needed_by", Value::from_serializable(&entry.detail.needed_by)),
        ])
    });
    let rows: Vec<_> = rows.collect();
    vec![("rows", rows.into()), ("plot", Value::from_serializable(&graph(&nodes)))]
}
