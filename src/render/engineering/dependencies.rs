//! The graph of what waits for what.

use tera::Value;

use crate::render::plot::layers::{Node, graph};
use crate::render::{Page, listing, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// The page.
pub fn page(view: &EngineeringView) -> Page {
    let dependencies = facts::dependencies(view);
    let is_linked = |entry: &&EngineeringEntry| {
        !entry.detail.depends_on.is_empty() || !entry.detail.needed_by.is_empty()
    };
    let node = |(entry, depends_on): (&EngineeringEntry, Vec<usize>)| Node {
        title: entry.insider.title.get().clone(),
        url: entry.insider.url.get().clone(),
        key: entry.insider.stage.get().key,
        note: facts::note(entry, facts::today(view)),
        depends_on,
    };
    let nodes: Vec<Node> = view.entries.iter().zip(dependencies).map(node).collect();
    let rows = view.entries.iter().filter(is_linked).map(|entry| {
        object([
            ("entry", Value::from_serializable(entry)),
            ("depends_on", Value::from_serializable(&entry.detail.depends_on)),
            ("needed_by", Value::from_serializable(&entry.detail.needed_by)),
        ])
    });
    let linked = view.entries.iter().filter(is_linked);
    Page {
        path: "dependencies.html".to_owned(),
        template: "dependencies.html",
        title: "Dependencies".to_owned(),
        description: listing::description(&view.site),
        shows: linked.map(|entry| entry.insider.url.get().clone()).collect(),
        context: vec![
            ("rows", rows.collect::<Vec<_>>().into()),
            ("plot", Value::from_serializable(&graph(&nodes))),
        ],
    }
}
