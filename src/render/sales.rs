//! The sales site: what may be said, and what must not be promised.

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tera::Value;

use crate::audience::Sales;
use crate::ledger::History;
use crate::vault::Edition;
use crate::vault::edition::{
    ActiveShare, BlockView, DecisionView, InsiderEntry, RequestView, SalesView, Site, TalkView,
    ThemeView,
};

use super::changes::{self, Changes};
use super::fields::FieldNames;
use super::json::{self, WithFacts};
use super::listing::{self, Card, Cards, Deck};
use super::parts::{self, Part};
use super::requests::{self, Requests};
use super::{Page, Rendered, RenderedFile, Variables, accounts, insider, object, search};

/// Shipped entries that have a card on the index; earlier ones are listed by title.
const MAX_SHIPPED: usize = 12;

/// A section of the index.
struct Section {
    key: &'static str,
    title: &'static str,
    note: &'static str,
    empty: &'static str,
    holds: fn(&InsiderEntry<Sales>) -> bool,
}

/// In the order in which salespeople look things up.
const SECTIONS: [Section; 6] = [
    Section {
        key: "now",
        title: "Being worked on now",
        note: "In progress or in the hands of first customers.",
        empty: "Nothing is being worked on.",
        holds: |entry| has_stage(entry, &["in-progress", "beta"]),
    },
    Section {
        key: "discovery",
        title: "Asked for, and being looked into",
        note: "Problems, not solutions: nothing has been decided. Ask how it hurts, offer no cure.",
        empty: "Nothing that was asked for is being looked into.",
        holds: |entry| is_undiscovered(entry) && is_asked_for(entry),
    },
    Section {
        key: "planned",
        title: "Planned",
        note: "Decided, not begun.",
        empty: "Nothing is planned.",
        holds: |entry| has_stage(entry, &["planned"]),
    },
    Section {
        key: "future",
        title: "Further problems we look at",
        note: "Nobody has asked for these yet. Tell the owner when a customer does.",
        empty: "No further problems are being looked at.",
        holds: |entry| is_undiscovered(entry) && !is_asked_for(entry),
    },
    Section {
        key: "shipped",
        title: "Shipped lately",
        note: "Customers can use it today.",
        empty: "Nothing has shipped yet.",
        holds: |entry| has_stage(entry, &["shipped"]),
    },
    Section {
        key: "other",
        title: "Paused and declined",
        note: "Not coming for now. Give the reason and offer the workaround.",
        empty: "Nothing is paused or declined.",
        holds: |entry| has_stage(entry, &["paused", "declined"]),
    },
];

/// The list above which the themes stand, that of what shipped lately, that of what shipped before, and that of the themes.
const FUTURE: usize = 3;
const SHIPPED: usize = 4;
const EARLIER: usize = SECTIONS.len();
const THEMES: usize = EARLIER + 1;

fn has_stage(entry: &InsiderEntry<Sales>, stages: &[&str]) -> bool {
    stages.contains(&entry.stage.get().key)
}

fn is_undiscovered(entry: &InsiderEntry<Sales>) -> bool {
    has_stage(entry, &["discovery", "idea"])
}

/// Who asked for it.
fn askers(entry: &InsiderEntry<Sales>) -> String {
    let requests = entry.detail.requests.iter();
    let accounts = requests.map(|request| request.get().account.as_str());
    accounts.collect::<Vec<_>>().join(", ")
}

/// Whether the wish came from outside, by a request or by its origin.
fn is_asked_for(entry: &InsiderEntry<Sales>) -> bool {
    let origin = entry.origin.as_ref().map(|origin| origin.get().key);
    entry.request_count > 0 || matches!(origin, Some("sales" | "customer"))
}

impl Rendered for Sales {
    const TELLS_CHANGES: bool = true;
    type Shared = Shared;

    fn share(edition: &Edition<Sales>, history: &History<Sales>) -> Shared {
        let entries = &edition.view().entries;
        let changes = Changes::of(history, &edition.view().site);
        let card = |entry: &InsiderEntry<Sales>| {
            let window = entry.window.as_ref().map(|window| window.get().label());
            let card = insider::card(entry, Value::from_serializable(entry));
            card.with_news(history.of(entry.url.get()), window, changes)
        };
        let deck = Deck::new(entries.par_iter().map(card).collect());
        let requests = Requests::of(edition.view(), &deck.cards);
        Shared { deck, requests, changes }
    }

    fn cards(shared: &Shared) -> &[Card] {
        &shared.deck.cards
    }

    fn pages<'a>(edition: &'a Edition<Sales>, shared: &'a Shared) -> Vec<Page<'a>> {
        let mut pages = pages(edition.view(), shared);
        pages.extend(listing::former_pages(Self::former_addresses(edition)));
        pages
    }

    fn json(edition: &Edition<Sales>) -> Vec<u8> {
        let view = edition.view();
        let line = |entry: &InsiderEntry<Sales>| {
            json::line(&WithFacts { card: entry, facts: insider::Facts::of(&entry.detail) })
        };
        json::document(&view.site, &view.entries, line, &view.themes)
    }

    fn more_files(edition: &Edition<Sales>) -> Vec<RenderedFile> {
        let entries = edition.view().entries.par_iter();
        let entries: Vec<_> = entries.map(|entry| insider::found(entry, askers(entry))).collect();
        vec![search::file(&entries)]
    }

    fn has_shipped(edition: &Edition<Sales>) -> bool {
        edition.view().entries.iter().any(|entry| entry.shipped.is_some())
    }

    fn addresses(edition: &Edition<Sales>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
    }

    fn gathered_addresses(edition: &Edition<Sales>) -> Vec<String> {
        accounts::accounts(edition.view()).into_iter().map(|account| account.url).collect()
    }

    fn former_addresses(edition: &Edition<Sales>) -> Vec<[String; 3]> {
        let view = edition.view();
        let entries = view
            .entries
            .iter()
            .flat_map(|entry| listing::former(&entry.former, &entry.url, &entry.title));
        let themes = view.themes.iter();
        let themes = themes.flat_map(|t| listing::former(&t.former, &t.url, &t.title));
        entries.chain(themes).collect()
    }

    fn field_names() -> FieldNames {
        FieldNames::default()
            .add::<InsiderEntry<Sales>>()
            .add::<ThemeView<Sales>>()
            .add::<BlockView<Sales>>()
            .add::<(TalkView, RequestView, DecisionView)>()
            .add::<Site>()
            .add::<ActiveShare>()
            .fields(listing::FIELDS)
            .variables(listing::VARIABLES)
            .fields(changes::FIELDS)
            .variables(changes::VARIABLES)
            .variables(insider::VARIABLES)
            .fields(requests::FIELDS)
            .fields(parts::FIELDS)
            .fields(["earlier", "count"])
            .variables([
                "theme_cards",
                "sections",
                "accounts",
                "account",
                "client_home",
                "lacks_address",
                "shares",
            ])
    }
}

/// The cards, and what was asked for.
pub struct Shared {
    deck: Deck,
    requests: Requests,
    changes: Changes,
}

fn pages<'a>(view: &'a SalesView, shared: &'a Shared) -> Vec<Page<'a>> {
    let Shared { deck, requests, changes } = shared;
    let theme_urls: Vec<String> = view.themes.iter().map(|theme| theme.url.get().clone()).collect();
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.url.get() == url);
        entry.map(insider::body).unwrap_or_default()
    };
    let mut pages = listing::common_pages(view, &deck.cards, &theme_urls, *changes, body);
    pages.extend(boards(view, deck));
    pages.extend(request_pages(view, requests));
    pages.extend(account_pages(view, requests));
    pages.extend(view.entries.iter().zip(&deck.cards).map(|(entry, card)| {
        let asked = || {
            let shares = view.shares.iter().filter(|share| share.shows(&card.url));
            let shares = requests.shares(shares);
            let asked = requests.of_entry(&card.url);
            vec![("requests", asked), ("shares", shares), changes::history(card)]
        };
        insider::entry_page(entry, card, deck, &view.themes, asked)
    }));
    pages.extend(view.themes.iter().flat_map(|theme| {
        let groups = by_section(view, deck, Some(theme.url.get()));
        insider::theme_pages(theme, deck, &groups, |part| {
            let sections = part.lists().map(|at| section(deck, part, at));
            ("sections", sections.collect::<Vec<_>>().into())
        })
    }));
    listing::fill_sitemap(&mut pages, &view.site);
    pages
}

/// The index, and the list for a frame.
fn boards<'a>(view: &'a SalesView, deck: &'a Deck) -> Vec<Page<'a>> {
    let title = format!("{} roadmap for sales", view.site.product);
    let mut lists = by_section(view, deck, None);
    let latest = lists[SHIPPED].len().min(MAX_SHIPPED);
    lists[EARLIER] = lists[SHIPPED].split_off(latest);
    let first = parts::abreast(&lists).swap_remove(0);
    let shows = first.urls(0..THEMES, &deck.cards);
    let frame = move || {
        let left_out = first.left_out(0..EARLIER);
        vec![("sections", sections(deck, &first)), ("left_out", left_out.into())]
    };
    let mut pages = vec![page(view, "embed.html", title.clone(), frame, shows)];
    lists.push((0..view.themes.len()).collect());
    pages.extend(parts::pages(parts::abreast(&lists), view.entries.len(), |part| {
        let entries = part.urls(0..THEMES, &deck.cards).into_iter();
        // All themes can be chosen in the search.
        let shows =
            entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect();
        let variables = move || {
            let cards = part.rows(THEMES).iter();
            let cards = cards.map(|at| Value::from_serializable(&view.themes[*at]));
            vec![
                ("sections", sections(deck, &part)),
                ("themes", themes(view)),
                ("theme_cards", cards.collect::<Vec<_>>().into()),
                ("client_home", client_home(view).into()),
                ("lacks_address", lacks_address(view).into()),
            ]
        };
        page(view, "index.html", title.clone(), variables, shows)
    }));
    pages
}

/// The request board.
fn request_pages<'a>(view: &'a SalesView, requests: &'a Requests) -> Vec<Page<'a>> {
    parts::pages(requests.board(), requests.count(), |part| {
        let shows = requests.urls(&part);
        let board = move || vec![("requests", requests.on_board(&part)), ("themes", themes(view))];
        page(view, "requests.html", "Requests".to_owned(), board, shows)
    })
}

/// The list of accounts, and a page for each: all that a call needs. There is no link of a share
/// in them.
fn account_pages<'a>(view: &'a SalesView, requests: &'a Requests) -> Vec<Page<'a>> {
    let lists = requests.account_list();
    let mut pages = parts::pages(lists, requests.account_count(), |part| {
        let accounts = part.rows(0).iter();
        let mut shows: BTreeSet<String> =
            accounts.flat_map(|account| requests.account_urls(*account, &view.shares)).collect();
        let shares = if part.is_first() { &view.shares[..] } else { &[] };
        shows.extend(shared_urls(shares.iter()));
        let variables = move || {
            let accounts = requests.on_list(&part, &view.shares);
            vec![("accounts", accounts), ("shares", requests.shares(shares.iter()))]
        };
        let shows = shows.into_iter().collect();
        page(view, accounts::LIST, "Accounts".to_owned(), variables, shows)
    });
    pages.extend((0..requests.account_count()).flat_map(|at| account_page(view, requests, at)));
    pages
}

/// The page of one account, or its pages.
fn account_page<'a>(view: &'a SalesView, requests: &'a Requests, at: usize) -> Vec<Page<'a>> {
    let account = requests.account(at);
    let parts = requests.account_pages(at);
    let total = parts.iter().map(|part| part.rows(0).len()).sum();
    parts::pages(parts, total, |part| {
        let is_first = part.is_first();
        let shares = move || requests.shares_of(at, &view.shares).filter(move |_| is_first);
        let shows: BTreeSet<String> =
            requests.urls(&part).into_iter().chain(shared_urls(shares())).collect();
        let variables = move || {
            let [account, asked] = requests.sheet(at, &part, &view.shares);
            let shares = requests.shares(shares());
            vec![("account", account), ("requests", asked), ("shares", shares)]
        };
        Page {
            path: account.url.clone(),
            template: "account.html",
            title: account.name.clone(),
            description: listing::description(&view.site),
            variables: Box::new(variables),
            shows: shows.into_iter().collect(),
        }
    })
}

fn shared_urls<'a>(shares: impl Iterator<Item = &'a ActiveShare>) -> impl Iterator<Item = String> {
    shares.flat_map(|share| &share.entries).map(|link| link.get().url.clone())
}

fn themes(view: &SalesView) -> Value {
    view.themes.iter().map(Value::from_serializable).collect::<Vec<_>>().into()
}

fn page<'a>(
    view: &SalesView,
    path: &'static str,
    title: String,
    variables: impl FnOnce() -> Variables + Send + 'a,
    shows: Vec<String>,
) -> Page<'a> {
    let description = listing::description(&view.site);
    let variables = Box::new(variables);
    Page { path: path.to_owned(), template: path, title, description, variables, shows }
}

/// The address of the client site, if it is known and has a page.
fn client_home(view: &SalesView) -> Option<String> {
    let pages = view.entries.iter().filter_map(|entry| entry.client.as_ref());
    let mut homes = pages.filter_map(|page| page.url.as_ref()?.strip_suffix(&page.path));
    homes.next().map(str::to_owned)
}

/// Whether clients read something to which there is no link, because its site has no address yet.
fn lacks_address(view: &SalesView) -> bool {
    let mut pages = view.entries.iter().filter_map(|entry| entry.client.as_ref());
    pages.any(|page| page.url.is_none())
}

/// The sections as far as they stand on this page; that one is empty is said once.
fn sections(deck: &Deck, part: &Part) -> Value {
    let is_full = |list: usize| !part.rows(list).is_empty();
    let shown = |at: &usize| match *at {
        // The themes stand above this section.
        FUTURE => part.is_first() || is_full(FUTURE) || is_full(THEMES),
        SHIPPED => part.is_first() || is_full(SHIPPED) || is_full(EARLIER),
        other => part.is_first() || is_full(other),
    };
    (0..SECTIONS.len()).filter(shown).map(|at| section(deck, part, at)).collect::<Vec<_>>().into()
}

fn section(deck: &Deck, part: &Part, at: usize) -> Value {
    let section = &SECTIONS[at];
    let earlier = if at == SHIPPED { part.cards(EARLIER, deck) } else { Cards::default() };
    object([
        ("key", section.key.into()),
        ("title", section.title.into()),
        ("note", section.note.into()),
        ("empty", section.empty.into()),
        ("count", part.length(at).into()),
        ("entries", part.cards(at, deck).into_value()),
        ("earlier", earlier.into_value()),
    ])
}

/// Positions of the entries in each section, and an empty list for what shipped earlier.
fn by_section(view: &SalesView, deck: &Deck, theme: Option<&str>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); THEMES];
    for at in deck.positions(theme) {
        let list = SECTIONS.iter().position(|section| (section.holds)(&view.entries[at]));
        lists[list.expect("every stage has a section")].push(at);
    }
    lists
}
