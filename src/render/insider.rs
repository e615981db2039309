//! What the sales and the engineering site share: cards, entry pages and theme pages.

use serde::Serialize;
use tera::Value;

use crate::audience::Reader;
use crate::dates::month_label;
use crate::vault::Cleared;
use crate::vault::edition::{
    BlockView, DecisionView, InsiderDetail, InsiderEntry, PictureView, RequestView, TalkView,
    ThemeView,
};

use super::listing::{Card, Deck, Shipped};
use super::parts::{self, Part};
use super::search;
use super::{Page, Variables, html, object};

/// The card of an entry; `value` holds all that lists may show.
pub fn card<A: Reader>(entry: &InsiderEntry<A>, value: Value) -> Card {
    Card {
        value,
        url: entry.url.get().clone(),
        theme: entry.theme.as_ref().map(|theme| theme.get().url.clone()),
        shipped: entry.shipped.as_ref().map(|day| {
            let day = day.get();
            let date: Option<jiff::civil::Date> = day.date.parse().ok();
            Shipped {
                month: day.month.clone(),
                label: date.map_or_else(|| day.month.clone(), month_label),
                updated: format!("{}T00:00:00Z", day.date),
            }
        }),
        news: Vec::new(),
    }
}

/// What insiders find it by.
pub fn found<A: Reader>(entry: &InsiderEntry<A>, accounts: String) -> search::Found {
    let detail = &entry.detail;
    let texts = [entry.summary.as_ref(), detail.problem.as_ref()].into_iter().flatten();
    let mut facts: Vec<&str> = texts.chain(&entry.tags).map(|text| text.get().as_str()).collect();
    if let Some(talk) = detail.talk.as_ref().map(|talk| talk.get()) {
        let texts = [&talk.say, &talk.note, &talk.dont_say, &talk.workaround].into_iter().flatten();
        facts.extend(texts.map(String::as_str));
    }
    let words = [search::joined(&detail.search_words), search::joined(&detail.client_search_words)];
    search::Found {
        url: entry.url.get().clone(),
        words: words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", "),
        facts: facts.join(" "),
        text: search::words_in(detail.blocks.iter().map(|block| block.html.get().as_str())),
        accounts,
    }
}

/// What `roadmap.json` has of an entry beside its card.
#[derive(Serialize)]
#[serde(bound = "")]
pub struct Facts<'a, A: Reader> {
    problem: &'a Option<Cleared<String, A>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    search_words: &'a [Cleared<String, A>],
    talk: &'a Option<Cleared<TalkView, A>>,
    requests: &'a [Cleared<RequestView, A>],
    decision: &'a Option<Cleared<DecisionView, A>>,
    client_title: &'a Option<Cleared<String, A>>,
    client_summary: &'a Option<Cleared<String, A>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_problem: &'a Option<Cleared<String, A>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_picture: &'a Option<Cleared<PictureView, A>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    client_search_words: &'a [Cleared<String, A>],
    #[serde(skip_serializing_if = "Option::is_none")]
    client_slug: &'a Option<Cleared<String, A>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    client_aliases: &'a [Cleared<String, A>],
}

impl<A: Reader> Facts<'_, A> {
    /// All but the texts, which stand on the page.
    pub fn of(detail: &InsiderDetail<A>) -> Facts<'_, A> {
        let InsiderDetail {
            problem,
            search_words,
            talk,
            requests,
            decision,
            client_title,
            client_summary,
            client_problem,
            client_picture,
            client_search_words,
            client_slug,
            client_aliases,
            blocks: _,
        } = detail;
        Facts {
            problem,
            search_words,
            talk,
            requests,
            decision,
            client_title,
            client_summary,
            client_problem,
            client_picture,
            client_search_words,
            client_slug,
            client_aliases,
        }
    }
}

/// Blocks for templates.
pub fn blocks<A: Reader>(blocks: &[BlockView<A>]) -> Value {
    let values = blocks.iter().map(|block| {
        object([
            ("audience", Value::from_serializable(&block.audience)),
            ("html", html(block.html.get())),
        ])
    });
    values.collect::<Vec<_>>().into()
}

/// What insiders are told of a picture that clients do not see.
fn picture_note<A: Reader>(entry: &InsiderEntry<A>) -> Option<&'static str> {
    let client = entry.client.as_ref()?;
    match (entry.detail.client_picture.is_some(), client.has_picture) {
        (true, _) => Some("Internal: clients see another picture"),
        (false, false) => Some("Internal: clients do not see this picture"),
        (false, true) => None,
    }
}

/// An entry's page; `more` makes what one edition adds.
pub fn entry_page<'a, A: Reader>(
    entry: &'a InsiderEntry<A>,
    card: &'a Card,
    deck: &Deck,
    themes: &'a [ThemeView<A>],
    more: impl FnOnce() -> Variables + Send + 'a,
) -> Page<'a> {
    let related = deck.related(card);
    let mut shows = vec![card.url.clone()];
    shows.extend(related.urls.iter().cloned());
    shows.extend(card.theme.clone());
    let detail = &entry.detail;
    let theme = themes.iter().find(|theme| card.theme.as_ref() == Some(theme.url.get()));
    let title = entry.title.get().clone();
    let variables = move || {
        let mut variables = vec![
            ("entry", card.value.clone()),
            ("blocks", blocks(&detail.blocks)),
            ("related", related.into_value()),
            ("problem", Value::from_serializable(&detail.problem)),
            ("picture_note", picture_note(entry).into()),
            ("client_picture", Value::from_serializable(&detail.client_picture)),
            ("theme", Value::from_serializable(&theme)),
            ("talk", Value::from_serializable(&detail.talk)),
            ("requests", Value::from_serializable(&detail.requests)),
            ("decision", Value::from_serializable(&detail.decision)),
            ("client_title", Value::from_serializable(&detail.client_title)),
            ("client_summary", Value::from_serializable(&detail.client_summary)),
        ];
        variables.extend(more());
        variables
    };
    Page {
        path: card.url.clone(),
        template: "entry.html",
        description: entry.summary.as_ref().map_or_else(|| title.clone(), |s| s.get().clone()),
        title,
        variables: Box::new(variables),
        shows,
    }
}

/// Variables of [`entry_page`].
pub const VARIABLES: [&str; 5] = ["talk", "requests", "decision", "client_title", "client_summary"];

/// A theme's pages; `groups` are the positions of its entries in the order of the edition, and
/// `value` makes of them what a page shows.
pub fn theme_pages<'a, A: Reader>(
    theme: &'a ThemeView<A>,
    deck: &'a Deck,
    groups: &[Vec<usize>],
    value: impl Fn(&Part) -> (&'static str, Value) + Copy + Send + 'a,
) -> Vec<Page<'a>> {
    let url = theme.url.get();
    let title = theme.title.get();
    let total = groups.iter().map(Vec::len).sum();
    let lists = 0..groups.len();
    parts::pages(parts::in_turn(groups), total, |part| Page {
        path: url.clone(),
        template: "theme.html",
        description: theme.problem.as_ref().map_or_else(|| title.clone(), |p| p.get().clone()),
        title: title.clone(),
        shows: std::iter::once(url.clone()).chain(part.urls(lists.clone(), &deck.cards)).collect(),
        variables: Box::new(move || {
            let shown = if part.is_first() { &theme.blocks[..] } else { &[] };
            vec![
                ("theme", Value::from_serializable(theme)),
                ("blocks", blocks(shown)),
                value(&part),
            ]
        }),
    })
}

/// The HTML of an entry for the feed.
pub fn body<A: Reader>(entry: &InsiderEntry<A>) -> String {
    entry.detail.blocks.iter().map(|block| block.html.get().as_str()).collect()
}
