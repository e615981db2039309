//! The graph of what waits for what.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::parts::{self, Part};
use crate::render::plot::layers::{Node, depth, graph, reached};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// The pages of the graph. What hangs together stays on one page where it fits.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    let all = Arc::new(nodes(view));
    let groups = reached(&all);
    let numbers = [
        groups.iter().map(Vec::len).sum(),
        all.iter().map(|node| node.depends_on.len()).sum(),
        depth(&all),
    ];
    parts::pages(parts::in_turn(&groups), numbers[0], |part| {
        let all = Arc::clone(&all);
        Page {
            path: "dependencies.html".to_owned(),
            template: "dependencies.html",
            title: "Dependencies".to_owned(),
            description: listing::description(&view.site),
            shows: here(&part).into_iter().map(|at| cards[at].url.clone()).collect(),
            variables: Box::new(move || variables((view, cards), &all, &here(&part), numbers)),
        }
    })
}

/// The entries of a page, in the order of the view.
fn here(part: &Part) -> Vec<usize> {
    let mut here: Vec<usize> = part.lists().flat_map(|list| part.rows(list).to_vec()).collect();
    here.sort_unstable();
    here
}

fn nodes(view: &EngineeringView) -> Vec<Node> {
    let node = |(entry, depends_on): (&EngineeringEntry, Vec<usize>)| Node {
        title: entry.insider.title.get().clone(),
        url: entry.insider.url.get().clone(),
        key: entry.insider.stage.get().key,
        note: facts::note(entry, facts::today(view)),
        depends_on,
    };
    view.entries.iter().zip(facts::dependencies(view)).map(node).collect()
}

fn variables(
    (view, cards): (&EngineeringView, &[Card]),
    all: &[Node],
    here: &[usize],
    [entries, links, depth]: [usize; 3],
) -> Variables {
    let places: BTreeMap<usize, usize> =
        here.iter().enumerate().map(|(to, at)| (*at, to)).collect();
    let mut drawn: Vec<Node> = here.iter().map(|at| all[*at].clone()).collect();
    let mut left_out = 0;
    for node in &mut drawn {
        let all = node.depends_on.len();
        node.depends_on = node.depends_on.iter().filter_map(|at| places.get(at).copied()).collect();
        left_out += all - node.depends_on.len();
    }
    let rows = here.iter().map(|at| {
        let detail = &view.entries[*at].detail;
        object([
            ("entry", cards[*at].value.clone()),
            ("depends_on", Value::from_serializable(&detail.depends_on)),
            ("needed_by", Value::from_serializable(&detail.needed_by)),
        ])
    });
    let whole = [("entries", entries.into()), ("links", links.into()), ("depth", depth.into())];
    vec![
        ("rows", rows.collect::<Vec<_>>().into()),
        ("plot", Value::from_serializable(&graph(&drawn))),
        ("whole", object(whole)),
        ("left_out", left_out.into()),
    ]
}
