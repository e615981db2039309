//! The timeline, by theme and by team.

use std::collections::BTreeSet;

use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::plot::timeline::{Item, is_later, timeline};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// Path, what a lane stands for, and what stands for a missing one.
const BY: [(&str, &str, &str); 2] =
    [("timeline.html", "Theme", "No theme"), ("timeline-teams.html", "Team", "No team")];

/// Title of a lane and address of its page.
type Lane = (String, Option<String>);

/// Both pages.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    let page = |(path, by, none): (&str, &'static str, &'static str)| Page {
        path: path.to_owned(),
        template: "timeline.html",
        title: format!("Timeline by {}", by.to_lowercase()),
        description: listing::description(&view.site),
        variables: Box::new(move || variables(view, cards, by, none)),
        shows: facts::everything(view),
    };
    BY.map(page).into()
}

fn lane_of(entry: &EngineeringEntry, by: &str) -> Option<Lane> {
    if by == "Theme" {
        facts::theme(entry).map(|(title, url)| (title.to_owned(), Some(url.to_owned())))
    } else {
        entry.insider.team.as_ref().map(|team| (team.get().clone(), None))
    }
}

fn variables(view: &EngineeringView, cards: &[Card], by: &'static str, none: &str) -> Variables {
    let names: BTreeSet<(String, Lane)> = (view.entries.iter())
        .filter_map(|entry| lane_of(entry, by))
        .map(|lane| (lane.0.to_lowercase(), lane))
        .collect();
    let mut lanes: Vec<Lane> = names.into_iter().map(|(_, lane)| lane).collect();
    lanes.push((none.to_owned(), None));
    let items = items(view, by, &lanes);
    let plot = timeline(&lanes, &items, facts::today(view));
    let has_date = |item: &Item| item.due.is_some() || item.shipped.is_some();
    let mut order: Vec<usize> = (0..items.len()).filter(|at| has_date(&items[*at])).collect();
    let when = |at: &usize| {
        let item = &items[*at];
        item.shipped.or(item.due.map(|(_, last)| last))
    };
    order.sort_by_key(|at| (when(at), *at));
    let rows: Vec<Value> = order.iter().map(|at| row((view, cards), &items, &lanes, *at)).collect();
    let undated = (0..items.len())
        .filter(|at| !has_date(&items[*at]) && !facts::is_declined(&view.entries[*at]))
        .map(|at| cards[at].value.clone());
    let switch =
        BY.map(|(path, title, _)| object([("path", path.into()), ("title", title.into())]));
    vec![
        ("plot", Value::from_serializable(&plot)),
        ("rows", rows.into()),
        ("undated", undated.collect::<Vec<_>>().into()),
        ("lane_title", by.into()),
        ("switch", switch.to_vec().into()),
    ]
}

fn items(view: &EngineeringView, by: &str, lanes: &[Lane]) -> Vec<Item> {
    let today = facts::today(view);
    let dependencies = facts::dependencies(view);
    let item = |(entry, depends_on): (&EngineeringEntry, Vec<usize>)| {
        let stage = entry.insider.stage.get();
        let lane = lane_of(entry, by);
        let is_shown = !facts::is_declined(entry);
        Item {
            title: entry.insider.title.get().clone(),
            url: entry.insider.url.get().clone(),
            key: stage.key,
            note: facts::note(entry, today),
            lane: lanes.iter().position(|l| Some(l) == lane.as_ref()).unwrap_or(lanes.len() - 1),
            due: facts::due(entry).filter(|_| is_shown),
            shipped: facts::shipped(entry),
            depends_on,
        }
    };
    view.entries.iter().zip(dependencies).map(item).collect()
}

/// An entry in the table: the same facts as in the drawing.
fn row(
    (view, cards): (&EngineeringView, &[Card]),
    items: &[Item],
    lanes: &[Lane],
    at: usize,
) -> Value {
    let (entry, item) = (&view.entries[at], &items[at]);
    let waits = item.depends_on.iter().map(|other| {
        let dependency = &items[*other];
        object([
            ("title", dependency.title.clone().into()),
            ("url", dependency.url.clone().into()),
            ("is_late", is_later(dependency, item).into()),
        ])
    });
    object([
        ("entry", cards[at].value.clone()),
        ("lane", lanes[item.lane].0.clone().into()),
        ("slip", facts::slip(entry, facts::today(view)).into()),
        ("waits_for", waits.collect::<Vec<_>>().into()),
    ])
}
