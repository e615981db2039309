//! Requests with their answers, for the board, for each account and for each entry. Computed from
//! the sales view alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use crate::audience::Sales;
use crate::vault::edition::{InsiderEntry, RequestView};

use super::listing::Card;
use super::money::{Money, total};
use super::object;
use super::parts::{self, Part};

/// Fields that contexts have beside those of the views.
pub const FIELDS: [&str; 15] = [
    "account_id",
    "account_page",
    "is_continued",
    "count",
    "answer",
    "entry",
    "talk",
    "decision",
    "order_account",
    "order_value",
    "order_blocker",
    "order_asked",
    "order_answer",
    "total",
    "name",
];

/// The page of the accounts, or the first of them.
pub const ACCOUNTS: &str = "accounts.html";

/// Stages from the best answer to the worst: key, what the answer is, and how it is worded.
const ANSWERS: [(&str, &str, &str); 8] = [
    ("shipped", "yes", "Yes: shipped"),
    ("beta", "yes", "Yes: in beta"),
    ("in-progress", "coming", "Coming: being built"),
    ("planned", "coming", "Coming: planned"),
    ("discovery", "open", "Open: being looked into"),
    ("idea", "open", "Open: an idea"),
    ("paused", "no", "On hold"),
    ("declined", "no", "No: declined"),
];

/// All requests of a view.
pub struct Requests {
    rows: Vec<Row>,
    accounts: Vec<Account>,
    /// Positions of the rows, by the address of the entry.
    by_entry: BTreeMap<String, Vec<usize>>,
    /// Positions of the rows of each account.
    by_account: Vec<Vec<usize>>,
}

/// One request of one entry.
struct Row {
    /// Address of the entry.
    url: String,
    /// Position of the account.
    account: usize,
    blocker: bool,
    asked_on: Option<String>,
    money: Option<Money>,
    value: Value,
}

/// Everyone who asked under one name, however it is capitalized.
struct Account {
    key: String,
    name: String,
    id: String,
    /// Page on which its requests begin.
    page: String,
}

impl Requests {
    /// The requests of `entries`; `cards` are theirs, in the same order.
    pub fn of(entries: &[InsiderEntry<Sales>], cards: &[Card]) -> Requests {
        let accounts = accounts(entries);
        let mut rows = Vec::new();
        for (entry, card) in entries.iter().zip(cards) {
            for request in &entry.detail.requests {
                let key = account_key(&request.get().account);
                let account = accounts
                    .binary_search_by(|account| account.key.cmp(&key))
                    .expect("the accounts are collected from these requests");
                rows.push(row(entry, card, request.get(), (account, &accounts[account])));
            }
        }
        // What a sale hangs on comes first, then what was asked last.
        rows.sort_by_key(|row| {
            (Reverse(row.blocker), Reverse(row.asked_on.clone()), row.account, row.url.clone())
        });
        let mut by_entry: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_account = vec![Vec::new(); accounts.len()];
        for (at, row) in rows.iter().enumerate() {
            by_entry.entry(row.url.clone()).or_default().push(at);
            by_account[row.account].push(at);
        }
        Requests { rows, accounts, by_entry, by_account }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// How many have asked.
    pub fn account_count(&self) -> usize {
        self.accounts.len()
    }

    /// The pages of the board.
    pub fn board(&self) -> Vec<Part> {
        parts::abreast(&[(0..self.rows.len()).collect()])
    }

    /// Those on one page of the board, for templates.
    pub fn on_board(&self, part: &Part) -> Value {
        part.rows(0).iter().map(|at| self.rows[*at].value.clone()).collect::<Vec<_>>().into()
    }

    /// The pages of the accounts.
    pub fn account_parts(&self) -> Vec<Part> {
        parts::in_turn(&self.by_account)
    }

    /// Those of one entry.
    pub fn of_entry(&self, url: &str) -> Value {
        let rows = self.by_entry.get(url).into_iter().flatten();
        rows.map(|at| self.rows[*at].value.clone()).collect::<Vec<_>>().into()
    }

    /// The accounts on one page in order of name, each with its requests and what all of them,
    /// also those on other pages, come to.
    pub fn accounts(&self, part: &Part) -> Value {
        let accounts = part.lists().map(|list| {
            let account = &self.accounts[list];
            let rows = || self.by_account[list].iter().map(|at| &self.rows[*at]);
            let here = part.rows(list);
            let shown = here.iter().map(|at| self.rows[*at].value.clone());
            object([
                ("name", account.name.clone().into()),
                ("id", account.id.clone().into()),
                ("count", part.length(list).into()),
                ("is_continued", (here.first() != self.by_account[list].first()).into()),
                ("requests", shown.collect::<Vec<_>>().into()),
                ("blockers", rows().filter(|row| row.blocker).count().into()),
                ("total", total(rows().map(|row| row.money.as_ref())).into()),
            ])
        });
        accounts.collect::<Vec<_>>().into()
    }

    /// Addresses of the entries that somebody asked for in the lists of this page.
    pub fn urls(&self, part: &Part) -> Vec<String> {
        let rows = part.lists().flat_map(|list| part.rows(list));
        let urls: BTreeSet<&String> = rows.map(|at| &self.rows[*at].url).collect();
        urls.into_iter().cloned().collect()
    }
}

fn row(
    entry: &InsiderEntry<Sales>,
    card: &Card,
    request: &RequestView,
    (index, account): (usize, &Account),
) -> Row {
    let money = request.value.as_deref().and_then(Money::parse);
    let asked_on = request.asked_on.as_ref().map(|day| day.iso.clone());
    let (rank, answer) = answer(entry);
    let shown = money.as_ref().map(Money::to_string).or_else(|| request.value.clone());
    let by_value = money.as_ref().map(|money| format!("{} {:020}", money.currency, money.amount));
    let end = entry.window.as_ref().map(|window| window.get().end().to_string());
    let value = object([
        ("account", account.name.clone().into()),
        ("account_id", account.id.clone().into()),
        ("account_page", account.page.clone().into()),
        ("by", request.by.clone().into()),
        ("value", shown.into()),
        ("blocker", request.blocker.into()),
        ("asked_on", Value::from_serializable(&request.asked_on)),
        ("answer", answer),
        ("entry", card.value.clone()),
        ("talk", Value::from_serializable(&entry.detail.talk)),
        ("decision", Value::from_serializable(&entry.detail.decision)),
        ("order_account", account.key.clone().into()),
        ("order_value", by_value.unwrap_or_default().into()),
        ("order_blocker", if request.blocker { "1" } else { "" }.into()),
        ("order_asked", asked_on.clone().unwrap_or_default().into()),
        ("order_answer", format!("{rank} {}", end.unwrap_or_else(|| "9999".to_owned())).into()),
    ]);
    let url = card.url.clone();
    Row { url, account: index, blocker: request.blocker, asked_on, money, value }
}

/// Whether what was asked for comes: its rank among the answers, and the answer.
fn answer(entry: &InsiderEntry<Sales>) -> (usize, Value) {
    let stage = entry.stage.get().key;
    let rank = ANSWERS.iter().position(|(key, ..)| *key == stage);
    let rank = rank.expect("every stage has an answer");
    let (_, key, label) = ANSWERS[rank];
    (rank, object([("key", key.into()), ("label", label.into())]))
}

/// The accounts that asked, in order of their keys, each with an anchor of its own.
fn accounts(entries: &[InsiderEntry<Sales>]) -> Vec<Account> {
    let mut names: BTreeMap<String, (&String, Vec<usize>)> = BTreeMap::new();
    for (at, request) in entries.iter().flat_map(|entry| &entry.detail.requests).enumerate() {
        let name = &request.get().account;
        names.entry(account_key(name)).or_insert_with(|| (name, Vec::new())).1.push(at);
    }
    let requests: Vec<Vec<usize>> = names.values().map(|(_, ats)| ats.clone()).collect();
    let mut pages = vec![String::new(); names.len()];
    for (at, part) in parts::in_turn(&requests).iter().enumerate().rev() {
        part.lists().for_each(|account| pages[account] = parts::path(ACCOUNTS, at));
    }
    let mut anchors: BTreeMap<String, usize> = BTreeMap::new();
    for key in names.keys() {
        *anchors.entry(slug::slugify(key)).or_default() += 1;
    }
    let accounts = names.into_iter().zip(pages).map(|((key, (name, _)), page)| {
        let anchor = slug::slugify(&key);
        // Names that differ only in punctuation are two accounts, and a name may have no letter.
        let id = if anchors[&anchor] > 1 || anchor.is_empty() {
            format!("account-{anchor}-{}", &blake3::hash(key.as_bytes()).to_hex()[..8])
        } else {
            format!("account-{anchor}")
        };
        Account { key, name: name.clone(), id, page }
    });
    accounts.collect()
}

/// What makes two names the same account: all but capitals and spacing.
fn account_key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::account_key;

    #[test]
    fn an_account_is_one_however_it_is_capitalized() {
        assert_eq!(account_key("ACME  GmbH"), account_key("Acme GmbH"));
        assert_ne!(account_key("Acme, GmbH"), account_key("Acme GmbH"));
    }
}
