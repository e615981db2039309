//! The timeline, by theme and by team.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::parts::{self, Part};
use crate::render::plot::timeline::{Item, days, is_later, timeline};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// Path, what a lane stands for, and what stands for a missing one.
const BY: [(&str, &str, &str); 2] =
    [("timeline.html", "Theme", "No theme"), ("timeline-teams.html", "Team", "No team")];

/// Title of a lane and address of its page.
type Lane = (String, Option<String>);

/// What all pages of one timeline share.
struct All {
    /// What a lane stands for.
    by: &'static str,
    lanes: Vec<Lane>,
    items: Vec<Item>,
    days: (Date, Date),
}

impl All {
    fn of(view: &EngineeringView, by: &'static str, none: &str) -> All {
        let lanes = lanes(view, by, none);
        let items = items(view, by, &lanes);
        let days = days(&items, facts::today(view));
        All { by, lanes, items, days }
    }
}

/// The pages of both.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    BY.into_iter().flat_map(|by| pages_by(view, cards, by)).collect()
}

fn pages_by<'a>(
    view: &'a EngineeringView,
    cards: &'a [Card],
    (path, by, none): (&'static str, &'static str, &'static str),
) -> Vec<Page<'a>> {
    let all = Arc::new(All::of(view, by, none));
    let lists = lists(view, &all);
    let total = lists.iter().map(Vec::len).sum();
    parts::pages(parts::in_turn(&lists), total, |part| {
        let here: Vec<usize> = part.lists().flat_map(|list| part.rows(list).to_vec()).collect();
        let all = Arc::clone(&all);
        Page {
            path: path.to_owned(),
            template: "timeline.html",
            title: format!("Timeline by {}", by.to_lowercase()),
            description: listing::description(&view.site),
            shows: if part.is_all() { facts::everything(view) } else { facts::shows(view, &here) },
            variables: Box::new(move || variables(view, cards, &all, &part)),
        }
    })
}

/// The lanes by name, and one for what has none.
fn lanes(view: &EngineeringView, by: &str, none: &str) -> Vec<Lane> {
    let names: BTreeSet<(String, Lane)> = (view.entries.iter())
        .filter_map(|entry| lane_of(entry, by))
        .map(|lane| (lane.0.to_lowercase(), lane))
        .collect();
    let mut lanes: Vec<Lane> = names.into_iter().map(|(_, lane)| lane).collect();
    lanes.push((none.to_owned(), None));
    lanes
}

/// Positions of the entries in each lane, first things first, and of those without a date.
fn lists(view: &EngineeringView, All { lanes, items, .. }: &All) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|at| (when(&items[*at]), *at));
    let mut lists = vec![Vec::new(); lanes.len() + 1];
    for at in order {
        match when(&items[at]) {
            Some(_) => lists[items[at].lane].push(at),
            None if facts::is_declined(&view.entries[at]) => {}
            None => lists[lanes.len()].push(at),
        }
    }
    lists
}

/// The day that it is put at; none without a date.
fn when(item: &Item) -> Option<Date> {
    item.shipped.or(item.due.map(|(_, last)| last))
}

fn lane_of(entry: &EngineeringEntry, by: &str) -> Option<Lane> {
    if by == "Theme" {
        facts::theme(entry).map(|(title, url)| (title.to_owned(), Some(url.to_owned())))
    } else {
        entry.insider.team.as_ref().map(|team| (team.get().clone(), None))
    }
}

fn variables(
    view: &EngineeringView,
    cards: &[Card],
    All { by, lanes, items, days }: &All,
    part: &Part,
) -> Variables {
    let mut order: Vec<usize> =
        (0..lanes.len()).flat_map(|lane| part.rows(lane).to_vec()).collect();
    let here: BTreeSet<usize> = order.iter().copied().collect();
    order.sort_by_key(|at| (when(&items[*at]), *at));
    let plot = timeline(lanes, items, &here, *days, facts::today(view));
    let links = |at: &usize| items[*at].depends_on.iter();
    let is_drawn = |at: &&usize| here.contains(*at);
    let left_out: usize = order
        .iter()
        .map(|at| {
            links(at).filter(|other| when(&items[**other]).is_some() && !is_drawn(other)).count()
        })
        .sum();
    let rows: Vec<Value> = order.iter().map(|at| row((view, cards), items, lanes, *at)).collect();
    let undated = part.rows(lanes.len()).iter().map(|at| cards[*at].value.clone());
    let switch =
        BY.map(|(path, title, _)| object([("path", path.into()), ("title", title.into())]));
    vec![
        ("plot", Value::from_serializable(&plot)),
        ("rows", rows.into()),
        ("undated", undated.collect::<Vec<_>>().into()),
        ("undated_count", part.length(lanes.len()).into()),
        ("left_out", left_out.into()),
        ("lane_title", (*by).into()),
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
