//! Who does what and who asked for what: owners, teams, accounts, decisions, code names.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use crate::render::listing::{self, Card};
use crate::render::{Page, Variables, object};
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::facts;
use super::money::Sums;

/// An entry and its card.
type Shown<'a> = (&'a EngineeringEntry, &'a Card);

/// The page.
pub fn page<'a>(view: &'a EngineeringView, cards: &'a [Card]) -> Page<'a> {
    Page {
        path: "people.html".to_owned(),
        template: "people.html",
        title: "People, requests and decisions".to_owned(),
        description: listing::description(&view.site),
        shows: facts::everything(view),
        variables: Box::new(move || variables(&view.entries.iter().zip(cards).collect::<Vec<_>>())),
    }
}

fn variables(shown: &[Shown<'_>]) -> Variables {
    let owners =
        groups(shown, |entry| entry.insider.owner.iter().map(|o| o.get().clone()).collect());
    let teams = groups(shown, |entry| entry.insider.team.iter().map(|t| t.get().clone()).collect());
    let codenames =
        groups(shown, |entry| entry.codenames.iter().map(|c| c.get().clone()).collect());
    vec![
        ("owners", owners),
        ("teams", teams),
        ("codenames", codenames),
        ("accounts", accounts(shown)),
        ("decisions", decisions(shown)),
    ]
}

/// Entries by name, in order of the name whatever its case.
fn groups(shown: &[Shown<'_>], names: impl Fn(&EngineeringEntry) -> Vec<String>) -> Value {
    let mut groups: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for (entry, card) in shown {
        for name in names(entry) {
            let group = groups.entry((name.to_lowercase(), name)).or_default();
            group.push(card.value.clone());
        }
    }
    let groups = groups
        .into_iter()
        .map(|((_, name), entries)| object([("name", name.into()), ("entries", entries.into())]));
    groups.collect::<Vec<_>>().into()
}

/// Accounts with what they asked for; those with most requests first.
fn accounts(shown: &[Shown<'_>]) -> Value {
    #[derive(Default)]
    struct Account {
        name: String,
        requests: usize,
        blockers: usize,
        money: Sums,
        urls: BTreeSet<String>,
        entries: Vec<Value>,
    }
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    for (entry, card) in shown {
        for request in entry.insider.detail.requests.iter().map(|request| request.get()) {
            let account = accounts.entry(request.account.to_lowercase()).or_default();
            account.name.clone_from(&request.account);
            account.requests += 1;
            account.blockers += usize::from(request.blocker);
            account.money.add(request.value.as_ref());
            if account.urls.insert(entry.insider.url.get().clone()) {
                account.entries.push(card.value.clone());
            }
        }
    }
    let mut accounts: Vec<Account> = accounts.into_values().collect();
    accounts.sort_by_key(|account| std::cmp::Reverse(account.requests));
    let accounts = accounts.into_iter().map(|account| {
        object([
            ("name", account.name.into()),
            ("requests", account.requests.into()),
            ("blockers", account.blockers.into()),
            ("money", account.money.words().into()),
            ("entries", account.entries.into()),
        ])
    });
    accounts.collect::<Vec<_>>().into()
}

/// Decisions, newest first; those without a day at the end.
fn decisions(shown: &[Shown<'_>]) -> Value {
    let mut decisions: Vec<_> = shown
        .iter()
        .filter_map(|(entry, card)| Some((entry.insider.detail.decision.as_ref()?.get(), card)))
        .collect();
    decisions.sort_by_key(|(decision, _)| {
        std::cmp::Reverse(decision.on.as_ref().map(|day| day.iso.clone()))
    });
    let decisions = decisions.into_iter().map(|(decision, card)| {
        object([("decision", Value::from_serializable(decision)), ("entry", card.value.clone())])
    });
    decisions.collect::<Vec<_>>().into()
}
