//! The client site: now, next, later, shipped.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tera::Value;

use crate::audience::Client;
use crate::ledger::History;
use crate::vault::Edition;
use crate::vault::declassify::PublicStatus;
use crate::vault::edition::{ClientEntry, ClientView, PictureView, Site, ThemeView};

use super::changes::{self, Changes};
use super::fields::FieldNames;
use super::json;
use super::listing::{self, Card, Cards, Deck, Shipped};
use super::parts::{self, Part};
use super::{Page, Rendered, RenderedFile, Variables, html, object, preview, search};

/// Shipped entries that columns of everything show at once.
const MAX_SHIPPED: usize = 8;

/// Key, title, introduction, and what an empty column says.
pub const COLUMNS: [[&str; 4]; 4] = [
    [
        "now",
        "Now",
        "What we are working on.",
        "Nothing is in the works that we can show today. Please look again soon.",
    ],
    ["next", "Next", "What we take up after that.", "We are still deciding what comes next."],
    [
        "later",
        "Later",
        "What we intend to do further on.",
        "Nothing here yet. Tell us what you would like to see.",
    ],
    [
        "shipped",
        "Shipped",
        "What you can use today.",
        "Nothing has shipped yet. The first release will appear here.",
    ],
];

/// The list of what is not planned, after those of the columns, and that of the themes.
const NOT_PLANNED: usize = COLUMNS.len();
const THEMES: usize = NOT_PLANNED + 1;

impl Rendered for Client {
    const TELLS_CHANGES: bool = true;
    type Shared = Shared;

    fn share(edition: &Edition<Client>, history: &History<Client>) -> Shared {
        Shared::of(edition.view(), history)
    }

    fn cards(shared: &Shared) -> &[Card] {
        &shared.deck.cards
    }

    fn pages<'a>(edition: &'a Edition<Client>, shared: &'a Shared) -> Vec<Page<'a>> {
        let mut pages = pages(edition.view(), shared);
        pages.extend(listing::former_pages(Self::former_addresses(edition)));
        pages
    }

    fn json(edition: &Edition<Client>) -> Vec<u8> {
        let view = edition.view();
        json::document(&view.site, &view.entries, json::line, &view.themes)
    }

    fn more_files(edition: &Edition<Client>) -> Vec<RenderedFile> {
        let entries: Vec<_> = edition.view().entries.par_iter().map(found).collect();
        vec![search::file(&entries)]
    }

    fn previews(edition: &Edition<Client>) -> Vec<preview::Words> {
        preview::of_clients(edition.view())
    }

    fn own_previews(edition: &Edition<Client>) -> BTreeMap<String, PictureView> {
        preview::own_of_clients(edition.view())
    }

    fn has_shipped(edition: &Edition<Client>) -> bool {
        edition.view().entries.iter().any(|entry| entry.shipped.is_some())
    }

    fn addresses(edition: &Edition<Client>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
    }

    fn former_addresses(edition: &Edition<Client>) -> Vec<[String; 3]> {
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
            .add::<ClientEntry>()
            .add::<ThemeView<Client>>()
            .add::<Site>()
            .fields(listing::FIELDS.into_iter().filter(|name| {
                !matches!(
                    *name,
                    "note" | "audience" | "html" | "requests" | "accounts" | "blockers"
                )
            }))
            .variables(listing::VARIABLES)
            .fields(changes::FIELDS)
            .variables(changes::VARIABLES)
            .fields(parts::FIELDS)
            .fields(["more", "count", "plans", "themes", "statuses"])
            .variables(["choices"])
            .variables(["columns", "not_planned", "statuses", "meaning"])
            .variables(["before", "after", "column_title"])
    }
}

/// The cards, and what stands before and after each in its column.
pub struct Shared {
    deck: Deck,
    neighbors: Vec<[Option<usize>; 2]>,
    changes: Changes,
}

impl Shared {
    fn of(view: &ClientView, history: &History<Client>) -> Shared {
        let changes = Changes::of(history, &view.site);
        let card = |entry| card(entry, history, changes);
        let deck = Deck::new(view.entries.par_iter().map(card).collect());
        let mut neighbors = vec![[None; 2]; view.entries.len()];
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, entry) in view.entries.iter().enumerate() {
            let Some(column) = column_of(entry) else { continue };
            if let Some(before) = last.insert(column, at) {
                neighbors[before][1] = Some(at);
                neighbors[at][0] = Some(before);
            }
        }
        Shared { deck, neighbors, changes }
    }
}

fn pages<'a>(view: &'a ClientView, shared: &'a Shared) -> Vec<Page<'a>> {
    let deck = &shared.deck;
    let theme_urls: Vec<String> = view.themes.iter().map(|theme| theme.url.get().clone()).collect();
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.url.get() == url);
        entry
            .map(|entry| entry.blocks.iter().map(|block| block.get().as_str()).collect())
            .unwrap_or_default()
    };
    let mut pages = listing::common_pages(view, &deck.cards, &theme_urls, shared.changes, body);
    pages.extend(boards(view, deck));
    pages.extend((0..view.entries.len()).map(|at| entry_page(view, shared, at)));
    pages.extend(view.themes.iter().flat_map(|theme| theme_pages(view, theme, deck)));
    listing::fill_sitemap(&mut pages, &view.site);
    pages
}

/// The index, and the board for a frame.
fn boards<'a>(view: &'a ClientView, deck: &'a Deck) -> Vec<Page<'a>> {
    let page = |path: &'static str, variables: Box<_>, shows| Page {
        path: path.to_owned(),
        template: path,
        title: format!("{} roadmap", view.site.product),
        description: listing::description(&view.site),
        variables,
        shows,
    };
    let mut lists = lists(view, deck, None);
    let first = parts::abreast(&lists).swap_remove(0);
    lists.push((0..view.themes.len()).collect());
    let mut pages = parts::pages(parts::abreast(&lists), view.entries.len(), |part| {
        let themes = part.rows(THEMES).iter().map(|at| view.themes[*at].url.get().clone());
        let shows = part.urls(0..THEMES, &deck.cards).into_iter().chain(themes).collect();
        page("index.html", Box::new(move || index(view, deck, &part)), shows)
    });
    let shows = first.urls(0..THEMES, &deck.cards);
    let frame = move || {
        // What has shipped has a link of its own.
        let left_out = first.left_out(0..COLUMNS.len() - 1);
        vec![("columns", columns(deck, &first, Some(MAX_SHIPPED))), ("left_out", left_out.into())]
    };
    pages.push(page("embed.html", Box::new(frame), shows));
    pages
}

fn card(entry: &ClientEntry, history: &History<Client>, changes: Changes) -> Card {
    let window = entry.window.as_ref().map(|window| window.get().label());
    let card = Card {
        value: Value::from_serializable(entry),
        url: entry.url.get().clone(),
        theme: entry.theme.as_ref().map(|theme| theme.get().url.clone()),
        shipped: entry.shipped.as_ref().map(|month| Shipped {
            month: month.get().month.clone(),
            label: month.get().label.clone(),
            // The day is not for clients: the month's first stands for it.
            updated: format!("{}-01T00:00:00Z", month.get().month),
        }),
        news: Vec::new(),
    };
    card.with_news(history.of(entry.url.get()), window, changes)
}

/// What clients find it by: what its card shows, they read there.
fn found(entry: &ClientEntry) -> search::Found {
    search::Found {
        url: entry.url.get().clone(),
        words: search::joined(&entry.search_words),
        facts: entry.problem.as_ref().map_or_else(String::new, |problem| problem.get().clone()),
        text: search::words_in(entry.blocks.iter().map(|block| block.get().as_str())),
        accounts: String::new(),
    }
}

fn index(view: &ClientView, deck: &Deck, part: &Part) -> Variables {
    let themes = part.rows(THEMES).iter().map(|at| Value::from_serializable(&view.themes[*at]));
    let statuses: Vec<_> = PublicStatus::ALL
        .into_iter()
        .map(|status| {
            let (key, label, meaning) = status.words();
            object([("key", key.into()), ("label", label.into()), ("meaning", meaning.into())])
        })
        .collect();
    vec![
        ("choices", choices(view, part)),
        ("columns", columns(deck, part, part.is_all().then_some(MAX_SHIPPED))),
        ("not_planned", part.cards(NOT_PLANNED, deck).into_value()),
        ("themes", themes.collect::<Vec<_>>().into()),
        ("statuses", statuses.into()),
    ]
}

/// What can be chosen where a page does not have all cards, of which the script would learn it.
fn choices(view: &ClientView, part: &Part) -> Value {
    let choice = |(label, key): (&str, &str)| {
        object([("key", key.to_owned().into()), ("label", label.to_owned().into())])
    };
    let entries = if part.is_all() { &[] } else { &view.entries[..] };
    let theme = |entry: &'_ ClientEntry| {
        let theme = entry.theme.as_ref()?.get();
        let name = theme.url.rsplit('/').next()?.trim_end_matches(".html");
        Some((theme.title.clone(), name.to_owned()))
    };
    let themes: BTreeSet<(String, String)> = entries.iter().filter_map(theme).collect();
    let plans = entries.iter().filter_map(|entry| entry.availability.as_ref());
    let plans: BTreeSet<&str> = plans.map(|plan| plan.get().as_str()).collect();
    let used: BTreeSet<&str> = entries.iter().map(|entry| entry.status.get().key).collect();
    let statuses = PublicStatus::ALL.map(PublicStatus::words);
    let statuses = statuses.iter().filter(|(key, ..)| used.contains(key));
    let list = |choices: Vec<Value>| Value::from(choices);
    object([
        ("themes", list(themes.iter().map(|(label, key)| choice((label, key))).collect())),
        ("statuses", list(statuses.map(|(key, label, _)| choice((label, key))).collect())),
        ("plans", list(plans.into_iter().map(|plan| choice((plan, plan))).collect())),
    ])
}

/// The four columns, as far as they stand on this page; that a column is empty is said once.
fn columns(deck: &Deck, part: &Part, max_shipped: Option<usize>) -> Value {
    let shown = |at: &usize| part.is_first() || !part.rows(*at).is_empty();
    let columns = (0..COLUMNS.len()).filter(shown).map(|at| column(deck, part, at, max_shipped));
    columns.collect::<Vec<_>>().into()
}

/// A column. Shipped cards beyond `max_shipped` are there for the search alone.
fn column(deck: &Deck, part: &Part, at: usize, max_shipped: Option<usize>) -> Value {
    let [key, title, intro, empty] = COLUMNS[at];
    let rows = part.rows(at);
    let limit = max_shipped.filter(|_| key == "shipped").unwrap_or(usize::MAX);
    let (shown, more) = rows.split_at(limit.min(rows.len()));
    let cards = |ats: &[usize]| Cards::of(ats.iter().map(|at| &deck.cards[*at])).into_value();
    object([
        ("count", part.length(at).into()),
        ("more", cards(more)),
        ("key", key.into()),
        ("title", title.into()),
        ("intro", intro.into()),
        ("empty", empty.into()),
        ("entries", cards(shown)),
    ])
}

/// Positions of the entries in each column and, after them, of those that are not planned.
fn lists(view: &ClientView, deck: &Deck, theme: Option<&str>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); THEMES];
    for at in deck.positions(theme) {
        let column = column_of(&view.entries[at]);
        let column = COLUMNS.iter().position(|[key, ..]| column == Some(key));
        lists[column.unwrap_or(NOT_PLANNED)].push(at);
    }
    lists
}

/// The key of the column in which an entry stands; none when it is not planned.
pub fn column_of(entry: &ClientEntry) -> Option<&str> {
    match &entry.shipped {
        Some(_) => Some("shipped"),
        None => entry.horizon.as_ref().map(|horizon| horizon.get().key),
    }
}

/// The page of the entry at this position.
fn entry_page<'a>(view: &'a ClientView, shared: &'a Shared, at: usize) -> Page<'a> {
    let (entry, card) = (&view.entries[at], &shared.deck.cards[at]);
    let related = shared.deck.related(card);
    let neighbors = shared.neighbors[at].map(|at| at.map(|at| &shared.deck.cards[at]));
    let mut shows = vec![card.url.clone()];
    shows.extend(related.urls.iter().cloned());
    shows.extend(card.theme.clone());
    shows.extend(neighbors.into_iter().flatten().map(|card| card.url.clone()));
    let title = entry.title.get().clone();
    Page {
        path: card.url.clone(),
        template: "entry.html",
        description: entry.summary.as_ref().map_or_else(|| title.clone(), |s| s.get().clone()),
        title,
        variables: Box::new(move || {
            entry_variables(view, entry, card, related.into_value(), neighbors)
        }),
        shows,
    }
}

fn entry_variables(
    view: &ClientView,
    entry: &ClientEntry,
    card: &Card,
    related: Value,
    [before, after]: [Option<&Card>; 2],
) -> Variables {
    let theme = view.themes.iter().find(|theme| card.theme.as_ref() == Some(theme.url.get()));
    let status = PublicStatus::ALL.map(PublicStatus::words);
    let meaning = status.iter().find(|(key, ..)| *key == entry.status.get().key);
    let column = COLUMNS.iter().find(|[key, ..]| column_of(entry) == Some(key));
    vec![
        ("entry", card.value.clone()),
        ("problem", Value::from_serializable(&entry.problem)),
        ("theme", theme.map(Value::from_serializable).into()),
        ("meaning", meaning.map(|(.., meaning)| *meaning).into()),
        ("blocks", entry.blocks.iter().map(|block| html(block.get())).collect::<Vec<_>>().into()),
        ("related", related),
        ("before", before.map(|card| card.value.clone()).into()),
        ("after", after.map(|card| card.value.clone()).into()),
        ("column_title", column.map(|[_, title, ..]| *title).into()),
        changes::history(card),
    ]
}

fn theme_pages<'a>(
    view: &'a ClientView,
    theme: &'a ThemeView<Client>,
    deck: &'a Deck,
) -> Vec<Page<'a>> {
    let url = theme.url.get().as_str();
    let lists = lists(view, deck, Some(url));
    let total = lists.iter().map(Vec::len).sum();
    let title = theme.title.get();
    parts::pages(parts::in_turn(&lists), total, |part| Page {
        path: url.to_owned(),
        template: "theme.html",
        title: title.clone(),
        description: theme.problem.as_ref().map_or_else(|| title.clone(), |p| p.get().clone()),
        shows: std::iter::once(url.to_owned()).chain(part.urls(0..THEMES, &deck.cards)).collect(),
        variables: Box::new(move || theme_variables(theme, deck, &part)),
    })
}

fn theme_variables(theme: &ThemeView<Client>, deck: &Deck, part: &Part) -> Variables {
    let blocks = theme.blocks.iter().filter(|_| part.is_first());
    let full = part.lists().filter(|list| *list != NOT_PLANNED);
    let columns = full.map(|list| column(deck, part, list, None));
    vec![
        ("theme", Value::from_serializable(theme)),
        ("blocks", blocks.map(|block| html(block.html.get())).collect::<Vec<_>>().into()),
        ("columns", columns.collect::<Vec<_>>().into()),
        ("not_planned", part.cards(NOT_PLANNED, deck).into_value()),
    ]
}
