//! Letters for salespeople: what moved among the things that their accounts asked for, and what may
//! be said of it.

use std::collections::BTreeMap;

use crate::audience::Sales;
use crate::diagnostic::{Message, did_you_mean, message, value};
use crate::ledger::History;
use crate::vault::edition::{InsiderEntry, RequestView, SalesView};

use super::super::accounts::{self, key};
use super::super::changes::News;
use super::super::requests::answer_label;
use super::{Desk, Digested, Item, Letter, Scope, address, decision};

impl Digested for Sales {
    fn letters(
        view: &SalesView,
        history: &History<Sales>,
        scope: &Scope,
    ) -> Result<Vec<Letter>, Message> {
        let requests = requests(view);
        let named = Named::find(&requests, scope)?;
        let desk = Desk::new(&view.site, history, scope);
        let news: Vec<Vec<News>> = view.entries.iter().map(|it| news(&desk, it, history)).collect();
        // By whom, and of these by account, in the order of their names.
        let mut rows: BTreeMap<Option<String>, BTreeMap<String, Vec<Row>>> = BTreeMap::new();
        for row in requests.iter().filter(|row| named.is_meant(row.request)) {
            // About one account, its salesperson or another one gets all.
            let reader = match (&named.account, &row.request.by) {
                (Some(_), _) => named.by.clone(),
                (None, by) => by.as_deref().map(key),
            };
            let account = key(&row.request.account);
            rows.entry(reader).or_default().entry(account).or_default().push(*row);
        }
        let letter = |(_, accounts): (_, BTreeMap<String, Vec<Row>>)| {
            letter(&desk, &named, &news, accounts.into_values())
        };
        Ok(rows.into_iter().map(letter).collect())
    }
}

/// A request of an entry.
#[derive(Clone, Copy)]
struct Row<'a> {
    at: usize,
    entry: &'a InsiderEntry<Sales>,
    request: &'a RequestView,
}

fn requests(view: &SalesView) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (at, entry) in view.entries.iter().enumerate() {
        for request in &entry.detail.requests {
            rows.push(Row { at, entry, request: request.get() });
        }
    }
    rows
}

/// Who is asked about, as they are found in the requests.
struct Named {
    account: Option<String>,
    by: Option<String>,
}

impl Named {
    fn find(rows: &[Row<'_>], scope: &Scope) -> Result<Named, Message> {
        let accounts = || rows.iter().map(|row| row.request.account.as_str());
        let people = || rows.iter().filter_map(|row| row.request.by.as_deref());
        let account = match &scope.account {
            Some(name) => Some(known(name, &accounts().collect::<Vec<_>>(), "the account")?),
            None => None,
        };
        let by = match &scope.by {
            Some(name) => Some(known(name, &people().collect::<Vec<_>>(), "anybody called")?),
            None => None,
        };
        let named = Named { account, by };
        if scope.account.is_some() && !rows.iter().any(|row| named.is_meant(row.request)) {
            return Err("nothing that this account asked for was passed on by this person".into());
        }
        Ok(named)
    }

    fn is_meant(&self, request: &RequestView) -> bool {
        let is = |wanted: &Option<String>, name: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| name.is_some_and(|name| key(name) == *wanted))
        };
        is(&self.account, Some(&request.account)) && is(&self.by, request.by.as_deref())
    }
}

/// What makes this the same name as one of those that are known.
fn known(name: &str, all: &[&str], what: &'static str) -> Result<String, Message> {
    let wanted = key(name);
    if all.iter().any(|other| key(other) == wanted) {
        return Ok(wanted);
    }
    let message = message!("no request that sales reads names {} `{}`", what, value(name));
    Err(match did_you_mean(name, all.iter().map(value)) {
        Some(hint) => message.and("; ").and(hint),
        None => message,
    })
}

fn news(desk: &Desk<'_>, entry: &InsiderEntry<Sales>, history: &History<Sales>) -> Vec<News> {
    let window = entry.window.as_ref().map(|window| window.get().label());
    desk.news(history, entry.url.get(), window)
}

/// The letter about some requests, account by account.
fn letter<'a>(
    desk: &Desk<'_>,
    named: &Named,
    news: &[Vec<News>],
    accounts: impl Iterator<Item = Vec<Row<'a>>>,
) -> Letter {
    let accounts: Vec<Vec<Row<'a>>> = accounts.collect();
    let first = accounts[0][0].request;
    let reader = first.by.as_ref().filter(|_| named.account.is_none() || named.by.is_some());
    let whom = match (&named.account, reader) {
        (Some(account), None) => format!("sales-{}", accounts::stem(account)),
        (Some(account), Some(by)) => {
            format!("sales-{}-{}", accounts::stem(account), accounts::stem(&key(by)))
        }
        (None, Some(by)) => format!("sales-{}", accounts::stem(&key(by))),
        (None, None) => "sales".to_owned(),
    };
    let title = match &named.account {
        Some(_) => format!("What moved for {}", first.account),
        None => "What moved for your accounts".to_owned(),
    };
    let mut letter = desk.letter(whom, title);
    letter.to = reader.and_then(|by| address(by));
    letter.opening.push(match reader {
        Some(by) => format!("For {by}, about what was asked through you."),
        None if named.account.is_some() => "About what this account asked for.".to_owned(),
        None => "About what was asked for and passed on by nobody in particular.".to_owned(),
    });
    letter.opening.push(
        "For sales alone: do not forward this. Each entry says whether it may be talked about."
            .to_owned(),
    );
    for rows in accounts {
        let mut moved: Vec<&Row<'a>> = rows.iter().filter(|it| !news[it.at].is_empty()).collect();
        // Who asked twice reads it once.
        moved.dedup_by_key(|row| row.at);
        let is_blocker = |at| rows.iter().any(|row| row.at == at && row.request.blocker);
        let item = |row: &Row<'a>| {
            let item = item(desk, row.entry, &news[row.at], is_blocker(row.at));
            (row.entry.url.get().clone(), item)
        };
        letter.add(&rows[0].request.account, moved.into_iter().map(item).collect());
    }
    letter.end(desk.disclaimer())
}

fn item(desk: &Desk<'_>, entry: &InsiderEntry<Sales>, news: &[News], is_blocker: bool) -> Item {
    let mut item = desk.item(entry.title.get(), entry.url.get(), news);
    let facts = &mut item.facts;
    facts.push(("Answer", answer_label(entry).to_owned()));
    let badge = entry.badge.get();
    // No window where nothing may be promised, as on the site.
    let window = entry.window.as_ref().filter(|_| badge.key != "no");
    facts.extend(window.map(|window| ("Expected", window.get().label().to_owned())));
    if is_blocker {
        facts.push(("Note", "a sale hangs on it".to_owned()));
    }
    facts.push(("Talk about it", badge.label.to_owned()));
    if let Some(talk) = entry.detail.talk.as_ref().map(|talk| talk.get()) {
        let said = [
            ("Say", &talk.say),
            ("For you", &talk.note),
            ("Do not say", &talk.dont_say),
            ("Until then", &talk.workaround),
        ];
        for (name, words) in said {
            facts.extend(words.as_ref().map(|words| (name, words.clone())));
        }
    }
    let decided = entry.detail.decision.as_ref().map(|it| decision(it.get()));
    facts.extend(decided.map(|words| ("Decision", words)));
    let page = entry.client.as_ref().and_then(|page| page.url.clone());
    facts.extend(page.map(|url| ("Page for customers", url)));
    item
}
