//! The client site: now, next, later, shipped.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tera::Value;

use crate::audience::Client;
use crate::vault::Edition;
use crate::vault::declassify::PublicStatus;
use crate::vault::edition::{ClientEntry, ClientView, Site, ThemeView};

use super::fields::FieldNames;
use super::json::{self, Blocks, WithPage};
use super::listing::{self, Card, Cards, Deck, Shipped};
use super::{Page, Rendered, Variables, html, object};

/// Shipped entries that columns of everything show at once.
const MAX_SHIPPED: usize = 8;

/// Key, title, introduction, and what an empty column says.
const COLUMNS: [[&str; 4]; 4] = [
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

impl Rendered for Client {
    type Shared = Shared;

    fn share(edition: &Edition<Client>) -> Shared {
        Shared::of(edition.view())
    }

    fn cards(shared: &Shared) -> &[Card] {
        &shared.deck.cards
    }

    fn pages<'a>(edition: &'a Edition<Client>, shared: &'a Shared) -> Vec<Page<'a>> {
        pages(edition.view(), shared)
    }

    fn json(edition: &Edition<Client>) -> Vec<u8> {
        let view = edition.view();
        let line = |entry: &ClientEntry| {
            let blocks = entry.blocks.iter().collect();
            json::line(&WithPage { card: entry, page: &Blocks { blocks } })
        };
        json::document(&view.site, &view.entries, line, &view.themes)
    }

    fn has_shipped(edition: &Edition<Client>) -> bool {
        edition.view().entries.iter().any(|entry| entry.shipped.is_some())
    }

    fn addresses(edition: &Edition<Client>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
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
            .fields(["more", "count"])
            .variables(["columns", "not_planned", "statuses", "meaning"])
            .variables(["before", "after", "column_title"])
    }
}

/// The cards, and what stands before and after each in its column.
pub struct Shared {
    deck: Deck,
    neighbors: Vec<[Option<usize>; 2]>,
}

impl Shared {
    fn of(view: &ClientView) -> Shared {
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
        Shared { deck, neighbors }
    }
}

fn pages<'a>(view: &'a ClientView, shared: &'a Shared) -> Vec<Page<'a>> {
    let deck = &shared.deck;
    let theme_urls: Vec<String> = view.themes.iter().map(|theme| theme.url.get().clone()).collect();
    let all = deck.urls();
    let site = &view.site;
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.url.get() == url);
        entry
            .map(|entry| entry.blocks.iter().map(|block| block.get().as_str()).collect())
            .unwrap_or_default()
    };
    let mut pages = listing::common_pages(view, &deck.cards, &theme_urls, body);
    pages.push(Page {
        path: "index.html".to_owned(),
        template: "index.html",
        title: format!("{} roadmap", site.product),
        description: listing::description(site),
        variables: Box::new(|| index(view, deck)),
        shows: all.iter().cloned().chain(theme_urls).collect(),
    });
    pages.push(Page {
        path: "embed.html".to_owned(),
        template: "embed.html",
        title: format!("{} roadmap", site.product),
        description: listing::description(site),
        variables: Box::new(|| vec![("columns", columns(view, deck, None, false))]),
        shows: all,
    });
    pages.extend((0..view.entries.len()).map(|at| entry_page(view, shared, at)));
    pages.extend(view.themes.iter().map(|theme| theme_page(view, theme, deck)));
    pages
}

fn card(entry: &ClientEntry) -> Card {
    Card {
        value: Value::from_serializable(entry),
        url: entry.url.get().clone(),
        theme: entry.theme.as_ref().map(|theme| theme.get().url.clone()),
        shipped: entry.shipped.as_ref().map(|month| Shipped {
            month: month.get().month.clone(),
            label: month.get().label.clone(),
            // The day is not for clients: the month's first stands for it.
            updated: format!("{}-01T00:00:00Z", month.get().month),
        }),
    }
}

fn index(view: &ClientView, deck: &Deck) -> Variables {
    let themes: Vec<_> = view.themes.iter().map(Value::from_serializable).collect();
    let statuses: Vec<_> = PublicStatus::ALL
        .into_iter()
        .map(|status| {
            let (key, label, meaning) = status.words();
            object([("key", key.into()), ("label", label.into()), ("meaning", meaning.into())])
        })
        .collect();
    vec![
        ("columns", columns(view, deck, None, false)),
        ("not_planned", not_planned(view, deck, None).into_value()),
        ("themes", themes.into()),
        ("statuses", statuses.into()),
    ]
}

/// The four columns, of all entries or of one theme; without the empty ones if so wanted.
fn columns(view: &ClientView, deck: &Deck, theme: Option<&str>, only_full: bool) -> Value {
    let columns = COLUMNS.into_iter().filter_map(|[key, title, intro, empty]| {
        let in_column = |entry: &ClientEntry| column_of(entry) == Some(key);
        let chosen = select(view, &deck.cards, theme, in_column);
        let mut chosen: Vec<_> = chosen.collect();
        let count = chosen.len();
        let is_cut = key == "shipped" && theme.is_none() && count > MAX_SHIPPED;
        let more = if is_cut { chosen.split_off(MAX_SHIPPED) } else { Vec::new() };
        (!only_full || count > 0).then(|| {
            object([
                ("count", count.into()),
                ("more", Cards::of(more).into_value()),
                ("key", key.into()),
                ("title", title.into()),
                ("intro", intro.into()),
                ("empty", empty.into()),
                ("entries", Cards::of(chosen).into_value()),
            ])
        })
    });
    columns.collect::<Vec<_>>().into()
}

/// The key of the column in which an entry stands; none when it is not planned.
fn column_of(entry: &ClientEntry) -> Option<&str> {
    match &entry.shipped {
        Some(_) => Some("shipped"),
        None => entry.horizon.as_ref().map(|horizon| horizon.get().key),
    }
}

fn not_planned(view: &ClientView, deck: &Deck, theme: Option<&str>) -> Cards {
    Cards::of(select(view, &deck.cards, theme, |entry| column_of(entry).is_none()))
}

fn select<'a>(
    view: &'a ClientView,
    cards: &'a [Card],
    theme: Option<&'a str>,
    wanted: impl Fn(&ClientEntry) -> bool + 'a,
) -> impl Iterator<Item = &'a Card> + 'a {
    let pairs = view.entries.iter().zip(cards);
    pairs
        .filter(move |(entry, card)| {
            wanted(entry) && theme.is_none_or(|theme| card.theme.as_deref() == Some(theme))
        })
        .map(|(_, card)| card)
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
        ("theme", theme.map(Value::from_serializable).into()),
        ("meaning", meaning.map(|(.., meaning)| *meaning).into()),
        ("blocks", entry.blocks.iter().map(|block| html(block.get())).collect::<Vec<_>>().into()),
        ("related", related),
        ("before", before.map(|card| card.value.clone()).into()),
        ("after", after.map(|card| card.value.clone()).into()),
        ("column_title", column.map(|[_, title, ..]| *title).into()),
    ]
}

fn theme_page<'a>(view: &'a ClientView, theme: &'a ThemeView<Client>, deck: &'a Deck) -> Page<'a> {
    let url = theme.url.get().clone();
    let here = deck.of_theme(&url).map(|card| card.url.clone());
    let shows = std::iter::once(url.clone()).chain(here).collect();
    let title = theme.title.get().clone();
    Page {
        template: "theme.html",
        description: theme.problem.as_ref().map_or_else(|| title.clone(), |p| p.get().clone()),
        title,
        variables: Box::new(move || {
            let url = theme.url.get().as_str();
            let blocks: Vec<_> = theme.blocks.iter().map(|block| html(block.html.get())).collect();
            vec![
                ("theme", Value::from_serializable(theme)),
                ("blocks", blocks.into()),
                ("columns", columns(view, deck, Some(url), true)),
                ("not_planned", not_planned(view, deck, Some(url)).into_value()),
            ]
        }),
        path: url,
        shows,
    }
}
