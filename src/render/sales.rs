//! The sales site: what may be said, and what must not be promised.

use tera::Value;

use crate::audience::Sales;
use crate::vault::Edition;
use crate::vault::edition::{
    BlockView, DecisionView, InsiderEntry, RequestView, SalesView, Site, TalkView, ThemeView,
};

use super::fields::FieldNames;
use super::listing::{self, Card, Cards};
use super::{Page, Rendered, insider, json, object};

/// Shipped entries on the index; the changelog has all.
const MAX_SHIPPED: usize = 12;

/// A section of the index.
struct Section {
    key: &'static str,
    title: &'static str,
    note: &'static str,
    empty: &'static str,
    stages: &'static [&'static str],
}

/// In the order in which salespeople look things up.
const SECTIONS: [Section; 5] = [
    Section {
        key: "now",
        title: "Being worked on now",
        note: "In progress or in the hands of first customers.",
        empty: "Nothing is being worked on.",
        stages: &["in-progress", "beta"],
    },
    Section {
        key: "discovery",
        title: "Asked for, and being looked into",
        note: "Talk about the problem, never about a solution: none has been decided.",
        empty: "Nothing is being looked into.",
        stages: &["discovery", "idea"],
    },
    Section {
        key: "planned",
        title: "Planned",
        note: "Decided, not begun.",
        empty: "Nothing is planned.",
        stages: &["planned"],
    },
    Section {
        key: "shipped",
        title: "Shipped lately",
        note: "Customers can use it today.",
        empty: "Nothing has shipped yet.",
        stages: &["shipped"],
    },
    Section {
        key: "other",
        title: "Paused and declined",
        note: "Not coming. Offer the workaround.",
        empty: "Nothing is paused or declined.",
        stages: &["paused", "declined"],
    },
];

impl Rendered for Sales {
    fn pages(edition: &Edition<Sales>) -> Vec<Page> {
        pages(edition.view())
    }

    fn json(edition: &Edition<Sales>) -> serde_json::Value {
        let view = edition.view();
        let entries = view
            .entries
            .iter()
            .map(|entry| json::with_page(entry, [json::to_value(&entry.detail)]));
        json::document(&view.site, entries.collect(), &view.themes)
    }

    fn has_shipped(edition: &Edition<Sales>) -> bool {
        edition.view().entries.iter().any(|entry| entry.shipped.is_some())
    }

    fn addresses(edition: &Edition<Sales>) -> Vec<String> {
        let view = edition.view();
        let entries = view.entries.iter().map(|entry| entry.url.get().clone());
        entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
    }

    fn field_names() -> FieldNames {
        FieldNames::default()
            .add::<InsiderEntry<Sales>>()
            .add::<ThemeView<Sales>>()
            .add::<BlockView<Sales>>()
            .add::<(TalkView, RequestView, DecisionView)>()
            .add::<Site>()
            .fields(listing::FIELDS)
            .variables(listing::VARIABLES)
            .variables(insider::VARIABLES)
            .variables(["sections"])
    }
}

fn pages(view: &SalesView) -> Vec<Page> {
    let cards: Vec<Card> = (view.entries.iter())
        .map(|entry| insider::card(entry, Value::from_serializable(entry)))
        .collect();
    let theme_urls: Vec<String> = view.themes.iter().map(|theme| theme.url.get().clone()).collect();
    let all: Vec<String> = cards.iter().map(|card| card.url.clone()).collect();
    let site = &view.site;
    let body = |url: &str| {
        let entry = view.entries.iter().find(|entry| entry.url.get() == url);
        entry.map(insider::body).unwrap_or_default()
    };
    let themes: Vec<_> = view.themes.iter().map(Value::from_serializable).collect();
    let mut pages = listing::common_pages(view, &cards, &theme_urls, body);
    let page = |path: &'static str, context, shows| Page {
        path: path.to_owned(),
        template: path,
        title: format!("{} roadmap for sales", site.product),
        description: listing::description(site),
        context,
        shows,
    };
    let sections = sections(view, &cards, None);
    pages.push(page("embed.html", vec![("sections", sections.clone())], all.clone()));
    let shows = all.into_iter().chain(theme_urls).collect();
    pages.push(page("index.html", vec![("sections", sections), ("themes", themes.into())], shows));
    pages.extend(
        (view.entries.iter().zip(&cards))
            .map(|(entry, card)| insider::entry_page(entry, card, &cards, Vec::new())),
    );
    pages.extend(view.themes.iter().map(|theme| {
        let sections = self::sections(view, &cards, Some(theme.url.get()));
        insider::theme_page(theme, &cards, ("sections", sections))
    }));
    pages
}

/// The sections of the index, or those of a theme that are not empty.
fn sections(view: &SalesView, cards: &[Card], theme: Option<&str>) -> Value {
    let sections = SECTIONS.iter().filter_map(|section| {
        let limit =
            if section.key == "shipped" && theme.is_none() { MAX_SHIPPED } else { usize::MAX };
        let pairs = view.entries.iter().zip(cards);
        let chosen = pairs.filter(|(entry, card)| {
            section.stages.contains(&entry.stage.get().key)
                && theme.is_none_or(|theme| card.theme.as_deref() == Some(theme))
        });
        let entries = Cards::of(chosen.map(|(_, card)| card).take(limit));
        (theme.is_none() || !entries.is_empty()).then(|| {
            object([
                ("key", section.key.into()),
                ("title", section.title.into()),
                ("note", section.note.into()),
                ("empty", section.empty.into()),
                ("entries", entries.into_value()),
            ])
        })
    });
    sections.collect::<Vec<_>>().into()
}
