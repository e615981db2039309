//! The engineering site: everything.

mod balance;
mod dependencies;
mod facts;
mod people;
mod table;
mod timeline;

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;
use tera::Value;

use crate::audience::Engineering;
use crate::ledger::History;
use crate::vault::edition::{
    BlockView, DecisionView, EngineeringDetail, EngineeringEntry, EngineeringView, ExtraView,
    RelatedEntry, RequestView, RiceView, Site, Tag, TalkView, ThemeView,
};
use crate::vault::{Cleared, Edition};

use super::changes::{self, Changes};
use super::fields::FieldNames;
use super::json::{self, WithFacts};
use super::listing::{self, Card, Deck};
use super::parts::{self, Part};
use super::plot::bars::Bars;
use super::plot::layers::Graph;
use super::plot::timeline::Timeline;
use super::{Page, Rendered, RenderedFile, Variables, insider, object, search};

/// Stages in the order of the board: key and title.
const STAGES: [(&str, &str); 8] = [
    ("in-progress", "In progress"),
    ("beta", "Beta"),
    ("planned", "Planned"),
    ("discovery", "Discovery"),
    ("idea", "Idea"),
    ("paused", "Paused"),
    ("shipped", "Shipped"),
    ("declined", "Declined"),
];

/// The list of the themes, after those of the stages.
const THEMES: usize = STAGES.len();

/// Fields that the overviews have beside those of the view and the plots.
const FIELDS: [&str; 17] = [
    "entry",
    "lane",
    "slip",
    "waits_for",
    "is_late",
    "rank",
    "day",
    "rice",
    "table",
    "plot",
    "numbers",
    "more",
    "name",
    "money",
    "decision",
    "depends_on",
    "needed_by",
];

/// Variables of the overviews.
const VARIABLES: [&str; 20] = [
    "plot",
    "rows",
    "undated",
    "lane_title",
    "switch",
    "in_weeks",
    "without_effort",
    "origins",
    "demand_series",
    "by_theme",
    "by_quarter",
    "demand",
    "single",
    "unreviewed",
    "overdue",
    "owners",
    "teams",
    "codenames",
    "accounts",
    "decisions",
];

impl Rendered for Engineering {
    /// Its readers have the history of the sources.
    const TELLS_CHANGES: bool = false;
    type Shared = Deck;

    fn share(edition: &Edition<Engineering>, _history: &History<Engineering>) -> Deck {
        let entries = edition.view().entries.par_iter();
        let card = |entry: &EngineeringEntry| {
            insider::card(&entry.insider, Value::from_serializable(entry))
        };
        Deck::new(entries.map(card).collect())
    }

    fn cards(shared: &Deck) -> &[Card] {
        &shared.cards
    }

    fn pages<'a>(edition: &'a Edition<Engineering>, shared: &'a Deck) -> Vec<Page<'a>> {
        let mut pages = pages(edition.view(), shared);
        pages.extend(listing::former_pages(Self::former_addresses(edition)));
        pages
    }

    fn json(edition: &Edition<Engineering>) -> Vec<u8> {
        let view = edition.view();
        let line = |entry: &EngineeringEntry| {
            let for_sales = insider::Facts::of(&entry.insider.detail);
            let for_sales = WithFacts { card: entry, facts: for_sales };
            json::line(&WithFacts { card: &for_sales, facts: Facts::of(&entry.detail) })
        };
        json::document(&view.site, &view.entries, line, &view.themes)
    }

    fn more_files(edition: &Edition<Engineering>) -> Vec<RenderedFile> {
        let entries = edition.view().entries.par_iter();
        // Here the accounts have pages of their own.
        let found = |entry: &EngineeringEntry| insider::found(&entry.insider, String::new());
        vec![search::file(&entries.map(found).collect::<Vec<_>>())]
    }

    fn has_shipped(edition: &Edition<Engineering>) -> bool {
        edition.view().entries.iter().any(|entry| entry.insider.shipped.is_some())
    }

    fn addresses(edition: &Edition<Engineering>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.insider.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
    }

    fn former_addresses(edition: &Edition<Engineering>) -> Vec<[String; 3]> {
        let view = edition.view();
        let entries = view.entries.iter().flat_map(|entry| {
            listing::former(&entry.insider.former, &entry.insider.url, &entry.insider.title)
        });
        let themes = view.themes.iter();
        let themes = themes.flat_map(|t| listing::former(&t.former, &t.url, &t.title));
        entries.chain(themes).collect()
    }

    fn field_names() -> FieldNames {
        FieldNames::default()
            .add::<EngineeringEntry>()
            .add::<EngineeringDetail>()
            .add::<ThemeView<Engineering>>()
            .add::<BlockView<Engineering>>()
            .add::<(TalkView, RequestView, DecisionView)>()
            .add::<Site>()
            .fields(listing::FIELDS)
            .variables(listing::VARIABLES)
            .fields(changes::FIELDS)
            .variables(changes::VARIABLES)
            .variables(insider::VARIABLES)
            .add::<(Timeline, Graph, Bars)>()
            .fields(FIELDS)
            .fields(parts::FIELDS)
            .fields(["count", "themes", "is_continued", "links", "depth"])
            .fields(["owners", "teams", "decisions", "codenames"])
            .fields(["single", "overdue", "unreviewed"])
            .variables(["counts", "places", "whole", "undated_count"])
            .variables(VARIABLES)
            .variables([
                "stages",
                "totals",
                "rice",
                "depends_on",
                "needed_by",
                "client_horizon",
                "extra",
                "who_sees_what",
            ])
    }
}

fn pages<'a>(view: &'a EngineeringView, deck: &'a Deck) -> Vec<Page<'a>> {
    let theme_urls: Vec<String> = view.themes.iter().map(|theme| theme.url.get().clone()).collect();
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.insider.url.get() == url);
        entry.map(|entry| insider::body(&entry.insider)).unwrap_or_default()
    };
    let changes = Changes::of(&History::<Engineering>::none(), &view.site);
    let mut pages = listing::common_pages(view, &deck.cards, &theme_urls, changes, body);
    pages.extend(boards(view, deck));
    pages.extend(view.entries.iter().zip(&deck.cards).map(|(entry, card)| {
        insider::entry_page(&entry.insider, card, deck, &view.themes, || details(&entry.detail))
    }));
    pages.extend(view.themes.iter().flat_map(|theme| {
        let groups = by_stage(view, deck, Some(theme.url.get()));
        insider::theme_pages(theme, deck, &groups, |part| {
            let stages = part.lists().map(|at| stage(deck, part, at));
            ("stages", stages.collect::<Vec<_>>().into())
        })
    }));
    pages.extend(overviews(view, deck));
    listing::fill_sitemap(&mut pages, &view.site);
    pages
}

/// The index, and the board for a frame.
fn boards<'a>(view: &'a EngineeringView, deck: &'a Deck) -> Vec<Page<'a>> {
    let page = |path: &'static str, variables: Box<_>, shows| Page {
        path: path.to_owned(),
        template: path,
        title: format!("{} roadmap for engineering", view.site.product),
        description: listing::description(&view.site),
        variables,
        shows,
    };
    let mut lists = by_stage(view, deck, None);
    let first = parts::abreast(&lists).swap_remove(0);
    let shows = first.urls(0..THEMES, &deck.cards);
    let frame = Box::new(move || {
        let left_out: usize = first.left_out(0..THEMES);
        vec![("stages", stages(deck, &first)), ("left_out", left_out.into())]
    });
    let mut pages = vec![page("embed.html", frame, shows)];
    lists.push((0..view.themes.len()).collect());
    let totals = totals(view);
    pages.extend(parts::pages(parts::abreast(&lists), view.entries.len(), |part| {
        let totals = totals.clone();
        let themes = part.rows(THEMES).iter().map(|at| view.themes[*at].url.get().clone());
        let shows = part.urls(0..THEMES, &deck.cards).into_iter().chain(themes).collect();
        let variables = move || {
            let themes = part.rows(THEMES).iter();
            let themes = themes.map(|at| Value::from_serializable(&view.themes[*at]));
            vec![
                ("stages", stages(deck, &part)),
                ("themes", themes.collect::<Vec<_>>().into()),
                ("totals", totals),
            ]
        };
        page("index.html", Box::new(variables), shows)
    }));
    pages
}

fn overviews<'a>(view: &'a EngineeringView, deck: &'a Deck) -> Vec<Page<'a>> {
    let mut pages = timeline::pages(view, &deck.cards);
    pages.extend(table::pages(view, &deck.cards));
    pages.extend(balance::pages(view, &deck.cards));
    pages.extend(dependencies::pages(view, &deck.cards));
    pages.extend(people::pages(view, &deck.cards));
    pages
}

/// What `roadmap.json` has of an entry beside what sales get.
#[derive(Serialize)]
struct Facts<'a> {
    rice: &'a Option<Cleared<RiceView, Engineering>>,
    depends_on: &'a [RelatedEntry],
    needed_by: &'a [RelatedEntry],
    client_horizon: &'a Option<Cleared<Tag, Engineering>>,
    extra: &'a [Cleared<ExtraView, Engineering>],
}

impl Facts<'_> {
    fn of(detail: &EngineeringDetail) -> Facts<'_> {
        // Who sees what follows from the rules; `roadcast explain` gives it to programs.
        let EngineeringDetail {
            rice,
            depends_on,
            needed_by,
            client_horizon,
            extra,
            who_sees_what: _,
        } = detail;
        Facts { rice, depends_on, needed_by, client_horizon, extra }
    }
}

/// What the page of an entry shows beside what sales see.
fn details(detail: &EngineeringDetail) -> Variables {
    vec![
        ("rice", Value::from_serializable(&detail.rice)),
        ("depends_on", Value::from_serializable(&detail.depends_on)),
        ("needed_by", Value::from_serializable(&detail.needed_by)),
        ("client_horizon", Value::from_serializable(&detail.client_horizon)),
        ("extra", Value::from_serializable(&detail.extra)),
        ("who_sees_what", Value::from_serializable(&detail.who_sees_what)),
    ]
}

/// The board, as far as it stands on this page; that a stage is empty is said once.
fn stages(deck: &Deck, part: &Part) -> Value {
    let shown = |at: &usize| part.is_first() || !part.rows(*at).is_empty();
    (0..STAGES.len()).filter(shown).map(|at| stage(deck, part, at)).collect::<Vec<_>>().into()
}

fn stage(deck: &Deck, part: &Part, at: usize) -> Value {
    let (key, title) = STAGES[at];
    object([
        ("key", key.into()),
        ("title", title.into()),
        ("count", part.length(at).into()),
        ("entries", part.cards(at, deck).into_value()),
    ])
}

/// Positions of the entries in each stage.
fn by_stage(view: &EngineeringView, deck: &Deck, theme: Option<&str>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); STAGES.len()];
    for at in deck.positions(theme) {
        let stage = view.entries[at].insider.stage.get().key;
        let list = STAGES.iter().position(|(key, _)| *key == stage);
        lists[list.expect("every stage is on the board")].push(at);
    }
    lists
}

fn totals(view: &EngineeringView) -> Value {
    let requests = || view.entries.iter().flat_map(|entry| &entry.insider.detail.requests);
    let accounts: BTreeSet<_> =
        requests().map(|request| request.get().account.to_lowercase()).collect();
    object([
        ("entries", view.entries.len().into()),
        ("themes", view.themes.len().into()),
        ("requests", requests().count().into()),
        ("accounts", accounts.len().into()),
        ("blockers", requests().filter(|request| request.get().blocker).count().into()),
    ])
}
