//! Requests with their answers, for the board, for each account and for each entry. Computed from
//! the sales view alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use crate::audience::Sales;
use crate::vault::edition::{ActiveShare, InsiderEntry, RequestView, SalesView};

use super::accounts::{self, Account};
use super::listing::Card;
use super::money::{Money, total};
use super::parts::{self, Part};
use super::{extended, object};

/// Fields that contexts have beside those of the views.
pub const FIELDS: [&str; 16] = [
    "account_page",
    "shared_until",
    "titles",
    "until",
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
    /// Positions of the rows of each account; none where it is only shown something.
    by_account: Vec<Vec<usize>>,
}

/// One request of one entry.
struct Row {
    /// Address and title of the entry.
    url: String,
    title: String,
    /// Position of the account.
    account: usize,
    blocker: bool,
    asked_on: Option<String>,
    money: Option<Money>,
    value: Value,
}

impl Requests {
    /// The requests of a view; `cards` are those of its entries, in the same order.
    pub fn of(view: &SalesView, cards: &[Card]) -> Requests {
        let accounts = accounts::accounts(view);
        let mut rows = Vec::new();
        for (entry, card) in view.entries.iter().zip(cards) {
            for request in &entry.detail.requests {
                let account = accounts::position(&accounts, &request.get().account)
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

    /// The pages of the list of accounts.
    pub fn account_list(&self) -> Vec<Part> {
        parts::abreast(&[(0..self.accounts.len()).collect()])
    }

    /// The pages of one account: nearly always a single one.
    pub fn account_pages(&self, account: usize) -> Vec<Part> {
        parts::in_turn(&self.by_account[account..=account])
    }

    /// Who it is, by position.
    pub fn account(&self, account: usize) -> &Account {
        &self.accounts[account]
    }

    /// Those of one entry.
    pub fn of_entry(&self, url: &str) -> Value {
        let rows = self.by_entry.get(url).into_iter().flatten();
        rows.map(|at| self.rows[*at].value.clone()).collect::<Vec<_>>().into()
    }

    /// The accounts on one page of the list, a line each.
    pub fn on_list(&self, part: &Part, shares: &[ActiveShare]) -> Value {
        let line = |account: &usize| self.line(*account, shares);
        part.rows(0).iter().map(line).collect::<Vec<_>>().into()
    }

    /// What all requests of an account come to.
    fn line(&self, account: usize, shares: &[ActiveShare]) -> Value {
        let of = &self.accounts[account];
        let rows = || self.by_account[account].iter().map(|at| &self.rows[*at]);
        let shares = self.shares_of(account, shares);
        let until = shares.map(|share| share.until.get()).max();
        object([
            ("name", of.name.clone().into()),
            ("id", of.anchor().into()),
            ("url", of.url.clone().into()),
            ("count", rows().count().into()),
            ("blockers", rows().filter(|row| row.blocker).count().into()),
            ("total", total(rows().map(|row| row.money.as_ref())).into()),
            ("titles", rows().map(|row| row.title.clone()).collect::<Vec<_>>().into()),
            ("until", Value::from_serializable(&until)),
        ])
    }

    /// An account with its requests on one of its pages: where each stands, and until when it is
    /// shown to them in confidence.
    pub fn sheet(&self, account: usize, part: &Part, shares: &[ActiveShare]) -> [Value; 2] {
        let request = |at: &usize| {
            let row = &self.rows[*at];
            let shown = self.shares_of(account, shares).filter(|share| share.shows(&row.url));
            let until = shown.map(|share| share.until.get()).max();
            let mut value = row.value.clone().into_map().unwrap_or_default();
            value.insert("shared_until".into(), Value::from_serializable(&until));
            value.into()
        };
        let requests: Vec<Value> = part.rows(0).iter().map(request).collect();
        [self.line(account, shares), requests.into()]
    }

    /// The shares of an account.
    pub fn shares_of<'a>(
        &self,
        account: usize,
        shares: &'a [ActiveShare],
    ) -> impl Iterator<Item = &'a ActiveShare> {
        let key = &self.accounts[account].key;
        shares.iter().filter(move |share| accounts::key(share.account.get()) == *key)
    }

    /// Shares for templates, each with the page of its account.
    pub fn shares<'a>(&self, shares: impl Iterator<Item = &'a ActiveShare>) -> Value {
        let value = |share: &ActiveShare| {
            let account = accounts::position(&self.accounts, share.account.get());
            let page = account.map(|account| self.accounts[account].url.clone());
            extended(share, [("account_page", page.into())])
        };
        shares.map(value).collect::<Vec<_>>().into()
    }

    /// Addresses of the entries that an account asked for or is shown.
    pub fn account_urls(&self, account: usize, shares: &[ActiveShare]) -> BTreeSet<String> {
        let asked = self.by_account[account].iter().map(|at| self.rows[*at].url.clone());
        let shown = self.shares_of(account, shares).flat_map(|share| &share.entries);
        asked.chain(shown.map(|link| link.get().url.clone())).collect()
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
        ("account_page", account.url.clone().into()),
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
    let (url, title) = (card.url.clone(), entry.title.get().clone());
    Row { url, title, account: index, blocker: request.blocker, asked_on, money, value }
}

/// Whether what was asked for comes: its rank among the answers, and the answer.
fn answer(entry: &InsiderEntry<Sales>) -> (usize, Value) {
    let rank = rank(entry);
    let (_, key, label) = ANSWERS[rank];
    (rank, object([("key", key.into()), ("label", label.into())]))
}

/// The answer in words.
pub fn answer_label(entry: &InsiderEntry<Sales>) -> &'static str {
    ANSWERS[rank(entry)].2
}

fn rank(entry: &InsiderEntry<Sales>) -> usize {
    let stage = entry.stage.get().key;
    let rank = ANSWERS.iter().position(|(key, ..)| *key == stage);
    rank.expect("every stage has an answer")
}
