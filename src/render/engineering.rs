//! The engineering site: everything.

mod balance;
mod dependencies;
mod facts;
mod money;
mod people;
mod table;
mod timeline;

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tera::Value;

use crate::audience::Engineering;
use crate::vault::Edition;
use crate::vault::edition::{
    BlockView, DecisionView, EngineeringDetail, EngineeringEntry, EngineeringView, RequestView,
    Site, TalkView, ThemeView,
};

use super::fields::FieldNames;
use super::json::{self, WithPage};
use super::listing::{self, Card, Cards, Deck};
use super::plot::bars::Bars;
use super::plot::layers::Graph;
use super::plot::timeline::Timeline;
use super::{Page, Rendered, Variables, insider, object, ready};

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
    type Shared = Deck;

    fn share(edition: &Edition<Engineering>) -> Deck {
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
        pages(edition.view(), shared)
    }

    fn json(edition: &Edition<Engineering>) -> Vec<u8> {
        let view = edition.view();
        let line = |entry: &EngineeringEntry| {
            let for_sales = WithPage { card: entry, page: &entry.insider.detail };
            json::line(&WithPage { card: &for_sales, page: &entry.detail })
        };
        json::document(&view.site, &view.entries, line, &view.themes)
    }

    fn has_shipped(edition: &Edition<Engineering>) -> bool {
        edition.view().entries.iter().any(|entry| entry.insider.shipped.is_some())
    }

    fn addresses(edition: &Edition<Engineering>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.insider.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
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
            .variables(insider::VARIABLES)
            .add::<(Timeline, Graph, Bars)>()
            .fields(FIELDS)
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
    let all = deck.urls();
    let site = &view.site;
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.insider.url.get() == url);
        entry.map(|entry| insider::body(&entry.insider)).unwrap_or_default()
    };
    let mut pages = listing::common_pages(view, &deck.cards, &theme_urls, body);
    let page = |path: &'static str, variables: Box<_>, shows| Page {
        path: path.to_owned(),
        template: path,
        title: format!("{} roadmap for engineering", site.product),
        description: listing::description(site),
        variables,
        shows,
    };
    let frame = Box::new(|| vec![("stages", stages(view, deck, None))]);
    pages.push(page("embed.html", frame, all.clone()));
    let index = Box::new(|| {
        let themes: Vec<_> = view.themes.iter().map(Value::from_serializable).collect();
        let stages = stages(view, deck, None);
        vec![("stages", stages), ("themes", themes.into()), ("totals", totals(view))]
    });
    pages.push(page("index.html", index, all.into_iter().chain(theme_urls).collect()));
    pages.extend(view.entries.iter().zip(&deck.cards).map(|(entry, card)| {
        insider::entry_page(&entry.insider, card, deck, || details(&entry.detail))
    }));
    pages.extend(view.themes.iter().map(|theme| {
        let lists = || ("stages", stages(view, deck, Some(theme.url.get())));
        insider::theme_page(theme, deck, lists)
    }));
    pages.extend(overviews(view, deck));
    let listed = |page: &&Page<'_>| {
        page.path.ends_with(".html")
            && !["404.html", "embed.html", "index.html", "shipped.html"]
                .contains(&page.path.as_str())
    };
    let paths: Vec<String> = pages.iter().filter(listed).map(|page| page.path.clone()).collect();
    if let Some(page) = pages.iter_mut().find(|page| page.path == "sitemap.xml") {
        page.variables = ready(vec![("urls", listing::sitemap(&view.site, &paths))]);
    }
    pages
}

fn overviews<'a>(view: &'a EngineeringView, deck: &'a Deck) -> Vec<Page<'a>> {
    let mut pages = timeline::pages(view, &deck.cards);
    pages.extend([
        table::page(view, &deck.cards),
        balance::page(view, &deck.cards),
        dependencies::page(view, &deck.cards),
        people::page(view, &deck.cards),
    ]);
    pages
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

/// The board, or the part of it in a theme.
fn stages(view: &EngineeringView, deck: &Deck, theme: Option<&str>) -> Value {
    let stages = STAGES.into_iter().filter_map(|(key, title)| {
        let pairs = view.entries.iter().zip(&deck.cards);
        let chosen = pairs.filter(|(entry, card)| {
            entry.insider.stage.get().key == key
                && theme.is_none_or(|theme| card.theme.as_deref() == Some(theme))
        });
        let entries = Cards::of(chosen.map(|(_, card)| card));
        (theme.is_none() || !entries.is_empty()).then(|| {
            object([
                ("key", key.into()),
                ("title", title.into()),
                ("entries", entries.into_value()),
            ])
        })
    });
    stages.collect::<Vec<_>>().into()
}

fn totals(view: &EngineeringView) -> Value {
    let requests = || view.entries.iter().flat_map(|entry| &entry.insider.detail.requests);
    let accounts: BTreeSet<_> =
        requests().map(|request| request.get().account.to_lowercase()).collect();
    object([
        ("entries", view.entries.len().into()),
        ("requests", requests().count().into()),
        ("accounts", accounts.len().into()),
        ("blockers", requests().filter(|request| request.get().blocker).count().into()),
    ])
}
