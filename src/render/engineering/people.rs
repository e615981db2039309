//! Who does what and who asked for what: owners, teams, accounts, decisions, code names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::Value;

use crate::render::listing::{self, Card, Cards};
use crate::render::money::Sums;
use crate::render::parts::{self, Part};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;

/// The sections of the page, from top to bottom.
const SECTIONS: [&str; 5] = ["owners", "teams", "accounts", "decisions", "codenames"];
/// The one that is a single list; the others have one for each name.
const DECISIONS: usize = 3;

/// A name, its entries, and what is said beside it.
struct Group {
    section: usize,
    name: String,
    entries: Vec<usize>,
    requests: Option<Requests>,
}

/// What an account asked for.
#[derive(Default)]
struct Requests {
    name: String,
    count: usize,
    blockers: usize,
    money: Sums,
    entries: Vec<usize>,
}

/// The pages.
pub fn pages<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Vec<Page<'a>> {
    let groups = Arc::new(groups(&view.entries));
    let lists: Vec<Vec<usize>> = groups.iter().map(|group| group.entries.clone()).collect();
    let total = lists.iter().map(Vec::len).sum();
    let parts = parts::in_turn(&lists);
    let begins = Arc::new(begins(&groups, &parts));
    parts::pages(parts, total, |part| {
        let here: BTreeSet<usize> =
            part.lists().flat_map(|list| part.rows(list)).copied().collect();
        let here: Vec<usize> = here.into_iter().collect();
        let (groups, begins) = (Arc::clone(&groups), Arc::clone(&begins));
        Page {
            path: "people.html".to_owned(),
            template: "people.html",
            title: "People, requests and decisions".to_owned(),
            description: listing::description(&view.site),
            shows: if part.is_all() { facts::everything(view) } else { facts::shows(view, &here) },
            variables: Box::new(move || variables(view, cards, &groups, &begins, &part)),
        }
    })
}

/// On which page each section begins; an empty one is said to be so on the first.
fn begins(groups: &[Group], parts: &[Part]) -> [usize; SECTIONS.len()] {
    let mut begins = [0; SECTIONS.len()];
    for (at, part) in parts.iter().enumerate().rev() {
        part.lists().for_each(|list| begins[groups[list].section] = at);
    }
    begins
}

fn variables(
    view: &EngineeringView,
    cards: &[Card],
    groups: &[Group],
    begins: &[usize; SECTIONS.len()],
    part: &Part,
) -> Variables {
    let (mut counts, mut places) = (Vec::new(), Vec::new());
    let mut variables: Variables = Vec::new();
    for (at, section) in SECTIONS.into_iter().enumerate() {
        let in_section = |list: &usize| groups[*list].section == at;
        let lists = part.lists().filter(in_section);
        let shown: Vec<Value> = if at == DECISIONS {
            let entries = lists.flat_map(|list| part.rows(list));
            entries.map(|at| decision(&view.entries[*at], &cards[*at])).collect()
        } else {
            lists.map(|list| group(&groups[list], cards, part, list)).collect()
        };
        let all = (0..groups.len()).filter(in_section);
        let count: usize =
            if at == DECISIONS { all.map(|list| part.length(list)).sum() } else { all.count() };
        let place = if part.is_on(begins[at]) {
            String::new()
        } else {
            parts::path("people.html", begins[at])
        };
        counts.push((section, Value::from(count)));
        places.push((section, Value::from(place)));
        variables.push((section, shown.into()));
    }
    let fields = |fields: Vec<(&'static str, Value)>| {
        let fields: [(&'static str, Value); SECTIONS.len()] =
            fields.try_into().expect("there is one for each section");
        object(fields)
    };
    variables.extend([("counts", fields(counts)), ("places", fields(places))]);
    variables
}

fn group(group: &Group, cards: &[Card], part: &Part, list: usize) -> Value {
    let rows = part.rows(list);
    let requests = group.requests.as_ref();
    object([
        ("name", group.name.clone().into()),
        ("entries", Cards::of(rows.iter().map(|at| &cards[*at])).into_value()),
        ("count", part.length(list).into()),
        ("is_continued", (rows.first() != group.entries.first()).into()),
        ("requests", requests.map(|requests| requests.count).into()),
        ("blockers", requests.map(|requests| requests.blockers).into()),
        ("money", requests.and_then(|requests| requests.money.words()).into()),
    ])
}

fn decision(entry: &EngineeringEntry, card: &Card) -> Value {
    let decision = entry.insider.detail.decision.as_ref().map(|decision| decision.get());
    object([("decision", Value::from_serializable(&decision)), ("entry", card.value.clone())])
}

/// All groups, section by section.
fn groups(entries: &[EngineeringEntry]) -> Vec<Group> {
    let owners =
        by_name(0, entries, |entry| entry.insider.owner.iter().map(|o| o.get().clone()).collect());
    let teams =
        by_name(1, entries, |entry| entry.insider.team.iter().map(|t| t.get().clone()).collect());
    let codenames =
        by_name(4, entries, |entry| entry.codenames.iter().map(|c| c.get().clone()).collect());
    let mut groups: Vec<Group> = owners;
    groups.extend(teams);
    groups.extend(accounts(entries));
    let decisions = decisions(entries);
    if !decisions.is_empty() {
        let (name, requests) = (String::new(), None);
        groups.push(Group { section: DECISIONS, name, entries: decisions, requests });
    }
    groups.extend(codenames);
    groups
}

/// Entries by name, in order of the name whatever its case.
fn by_name(
    section: usize,
    entries: &[EngineeringEntry],
    names: impl Fn(&EngineeringEntry) -> Vec<String>,
) -> Vec<Group> {
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for name in names(entry) {
            groups.entry((name.to_lowercase(), name)).or_default().push(at);
        }
    }
    let group = |((_, name), entries)| Group { section, name, entries, requests: None };
    groups.into_iter().map(group).collect()
}

/// Accounts with what they asked for; those with most requests first.
fn accounts(entries: &[EngineeringEntry]) -> Vec<Group> {
    let mut accounts: BTreeMap<String, Requests> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for request in entry.insider.detail.requests.iter().map(|request| request.get()) {
            let account = accounts.entry(request.account.to_lowercase()).or_default();
            account.name.clone_from(&request.account);
            account.count += 1;
            account.blockers += usize::from(request.blocker);
            account.money.add(request.value.as_ref());
            if account.entries.last() != Some(&at) {
                account.entries.push(at);
            }
        }
    }
    let mut accounts: Vec<Requests> = accounts.into_values().collect();
    accounts.sort_by_key(|account| std::cmp::Reverse(account.count));
    let group = |mut account: Requests| Group {
        section: 2,
        name: std::mem::take(&mut account.name),
        entries: std::mem::take(&mut account.entries),
        requests: Some(account),
    };
    accounts.into_iter().map(group).collect()
}

/// Positions of the entries with a decision, newest first; those without a day at the end.
fn decisions(entries: &[EngineeringEntry]) -> Vec<usize> {
    let decided = entries.iter().enumerate();
    let decided =
        decided.filter_map(|(at, entry)| Some((at, entry.insider.detail.decision.as_ref()?.get())));
    let mut decided: Vec<_> = decided.collect();
    decided.sort_by_key(|(_, decision)| {
        std::cmp::Reverse(decision.on.as_ref().map(|day| day.iso.clone()))
    });
    decided.into_iter().map(|(at, _)| at).collect()
}
