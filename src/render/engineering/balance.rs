//! The balance page: where the work comes from, what it is for, and what needs a second look.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tera::Value;

use crate::render::listing::{self, Card, Cards};
use crate::render::money::Sums;
use crate::render::parts::{self, Part};
use crate::render::plot::bars::{Bars, Row, bars, number};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// Where work comes from: key and label, and what stands for a missing one.
const ORIGINS: [(&str, &str); 6] = [
    ("sales", "Sales"),
    ("product", "Product"),
    ("customer", "Customer"),
    ("compliance", "Compliance"),
    ("tech-debt", "Tech debt"),
    ("none", "Not given"),
];
const DEMAND: [(&str, &str); 2] = [("blockers", "Blockers"), ("requests", "Other requests")];
const NO_THEME: &str = "No theme";
const NO_DATE: &str = "No date";

/// The lists of what needs a second look.
const WATCHED: [&str; 3] = ["single", "overdue", "unreviewed"];

/// The pages. The plots, which are of everything, are on the first.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    let lists = watched(view);
    let total = lists.iter().map(Vec::len).sum();
    parts::pages(parts::abreast(&lists), total, |part| {
        let here: BTreeSet<usize> =
            (0..WATCHED.len()).flat_map(|list| part.rows(list)).copied().collect();
        let shows = if part.is_first() {
            facts::everything(view)
        } else {
            facts::shows(view, &here.into_iter().collect::<Vec<_>>())
        };
        Page {
            path: "balance.html".to_owned(),
            template: "balance.html",
            title: "Balance".to_owned(),
            description: listing::description(&view.site),
            shows,
            variables: Box::new(move || variables(view, cards, &part)),
        }
    })
}

/// Positions of the entries in each of the lists.
fn watched(view: &EngineeringView) -> [Vec<usize>; 3] {
    let today = facts::today(view);
    let chosen = |wanted: &dyn Fn(&EngineeringEntry) -> bool| -> Vec<usize> {
        let entries = view.entries.iter().enumerate();
        let chosen = entries.filter(|(_, entry)| !facts::is_declined(entry) && wanted(entry));
        chosen.map(|(at, _)| at).collect()
    };
    [
        chosen(&|entry| entry.insider.account_count == 1),
        chosen(&|entry| facts::is_overdue(entry, today)),
        chosen(&|entry| entry.reviewed_on.is_none() && entry.insider.stage.get().key != "shipped"),
    ]
}

fn variables(view: &EngineeringView, cards: &[Card], part: &Part) -> Variables {
    let lists = WATCHED.into_iter().enumerate().map(|(list, name)| {
        let cards = Cards::of(part.rows(list).iter().map(|at| &cards[*at]));
        (name, cards.into_value())
    });
    let counts = [0, 1, 2].map(|list| (WATCHED[list], part.length(list).into()));
    let mut variables: Variables = lists.collect();
    variables.push(("counts", object(counts)));
    if part.is_first() {
        variables.extend(plots(view));
    }
    variables
}

fn plots(view: &EngineeringView) -> Variables {
    let work: Vec<&EngineeringEntry> =
        view.entries.iter().filter(|entry| !facts::is_declined(entry)).collect();
    let in_weeks = work.iter().any(|entry| entry.effort.is_some());
    let theme = |entry: &EngineeringEntry| {
        facts::theme(entry).map_or_else(|| NO_THEME.to_owned(), |(title, _)| title.to_owned())
    };
    vec![
        ("in_weeks", in_weeks.into()),
        ("without_effort", work.iter().filter(|entry| entry.effort.is_none()).count().into()),
        ("origins", series(&ORIGINS)),
        ("demand_series", series(&DEMAND)),
        ("by_theme", share(&work, in_weeks, |entry| (theme(entry) == NO_THEME, theme(entry)))),
        ("by_quarter", share(&work, in_weeks, quarter)),
        ("demand", demand(&work, theme)),
    ]
}

fn series(series: &[(&'static str, &'static str)]) -> Value {
    let values = series
        .iter()
        .map(|(key, label)| object([("key", (*key).into()), ("label", (*label).into())]));
    values.collect::<Vec<_>>().into()
}

/// The quarter in which it shipped, or in which its target ends; none at the end.
fn quarter(entry: &EngineeringEntry) -> (bool, String) {
    let day: Option<Date> = facts::shipped(entry).or(facts::due(entry).map(|(_, last)| last));
    match day {
        Some(day) => (false, format!("{:04} Q{}", day.year(), (day.month() - 1) / 3 + 1)),
        None => (true, NO_DATE.to_owned()),
    }
}

fn origin(entry: &EngineeringEntry) -> usize {
    let key = entry.insider.origin.as_ref().map_or("none", |origin| origin.get().key);
    ORIGINS.iter().position(|(known, _)| *known == key).unwrap_or(ORIGINS.len() - 1)
}

/// Work by origin in each group: as a plot, and as a table.
fn share(
    work: &[&EngineeringEntry],
    in_weeks: bool,
    group: impl Fn(&EngineeringEntry) -> (bool, String),
) -> Value {
    let mut groups: BTreeMap<(bool, String), (Vec<f64>, usize)> = BTreeMap::new();
    for entry in work {
        let (values, count) =
            groups.entry(group(entry)).or_insert_with(|| (vec![0.0; ORIGINS.len()], 0));
        let effort = entry.effort.as_ref().map_or(0.0, |effort| effort.get().0);
        values[origin(entry)] += if in_weeks { effort } else { 1.0 };
        *count += 1;
    }
    let rows: Vec<Row> = groups
        .into_iter()
        .map(|((_, label), (values, count))| {
            let total = number(values.iter().sum());
            let entries = if count == 1 { "entry" } else { "entries" };
            let note = if in_weeks { format!("{total} weeks, {count} {entries}") } else { total };
            Row { label, values, note }
        })
        .collect();
    plot(&rows, |row| vec![number(row.values.iter().sum())])
}

/// Requests for each theme: as a plot, and as a table.
fn demand(work: &[&EngineeringEntry], theme: impl Fn(&EngineeringEntry) -> String) -> Value {
    #[derive(Default)]
    struct Demand {
        requests: usize,
        blockers: usize,
        accounts: BTreeSet<String>,
        money: Sums,
    }
    let mut themes: BTreeMap<String, Demand> = BTreeMap::new();
    for entry in work {
        let found = themes.entry(theme(entry)).or_default();
        for request in entry.insider.detail.requests.iter().map(|request| request.get()) {
            found.requests += 1;
            found.blockers += usize::from(request.blocker);
            found.accounts.insert(request.account.to_lowercase());
            found.money.add(request.value.as_ref());
        }
    }
    let mut themes: Vec<(String, Demand)> =
        themes.into_iter().filter(|(_, found)| found.requests > 0).collect();
    themes.sort_by_key(|(_, found)| std::cmp::Reverse(found.requests));
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    for (label, found) in themes {
        let count = found.accounts.len();
        let accounts = if count == 1 { "account" } else { "accounts" };
        #[allow(clippy::cast_precision_loss, reason = "counts of requests are small")]
        let values = vec![found.blockers as f64, (found.requests - found.blockers) as f64];
        columns.push(vec![
            found.requests.to_string(),
            count.to_string(),
            found.money.words().unwrap_or_else(|| "–".to_owned()),
        ]);
        rows.push(Row { label, values, note: format!("{count} {accounts}") });
    }
    let mut columns = columns.into_iter();
    plot(&rows, |_| columns.next().unwrap_or_default())
}

/// Bars, and for each bar the row of the table beneath: its numbers and further columns.
fn plot(rows: &[Row], mut more: impl FnMut(&Row) -> Vec<String>) -> Value {
    let drawing: Bars = bars(rows);
    let table = rows.iter().map(|row| {
        let numbers: Vec<Value> = row.values.iter().map(|value| number(*value).into()).collect();
        let more: Vec<Value> = more(row).into_iter().map(Value::from).collect();
        object([
            ("label", row.label.clone().into()),
            ("numbers", numbers.into()),
            ("more", more.into()),
            ("note", row.note.clone().into()),
        ])
    });
    object([
        ("table", table.collect::<Vec<_>>().into()),
        ("plot", Value::from_serializable(&drawing)),
    ])
}
