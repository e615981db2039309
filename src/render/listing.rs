//! What the pages of all editions have in common: sections, months, related entries, feeds.

use std::collections::BTreeMap;

use tera::Value;

use crate::vault::edition::{Site, View};

use super::{Page, Variables, object, ready};

/// Shown entries of the same theme on an entry's page.
pub const MAX_RELATED: usize = 4;
/// Entries in the feed.
const MAX_FEED: usize = 50;

/// Fields that contexts have beside those of the views.
pub const FIELDS: [&str; 23] = [
    "key",
    "title",
    "intro",
    "empty",
    "entries",
    "note",
    "meaning",
    "month",
    "label",
    "path",
    "description",
    "canonical",
    "has_shipped",
    "id",
    "updated",
    "body",
    "html",
    "audience",
    "requests",
    "accounts",
    "blockers",
    "url",
    "problem",
];

/// Variables that every edition has.
pub const VARIABLES: [&str; 14] = [
    "site", "page", "root", "entry", "blocks", "related", "theme", "themes", "months", "entries",
    "feed", "urls", "sitemap", "asset",
];

/// A card: an entry in lists, converted once and shared by all pages.
pub struct Card {
    /// For templates.
    pub value: Value,
    /// Address of the page.
    pub url: String,
    /// Address of the theme's page, if it has one.
    pub theme: Option<String>,
    /// Month and exact time of shipping, if shipped.
    pub shipped: Option<Shipped>,
}

/// The cards of a view in its order, and which of them have a theme in common.
pub struct Deck {
    /// All of them.
    pub cards: Vec<Card>,
    /// Their positions, by the address of the theme.
    by_theme: BTreeMap<String, Vec<usize>>,
}

impl Deck {
    /// Looks at each card once.
    pub fn new(cards: Vec<Card>) -> Deck {
        let mut by_theme: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, card) in cards.iter().enumerate() {
            if let Some(theme) = &card.theme {
                by_theme.entry(theme.clone()).or_default().push(at);
            }
        }
        Deck { cards, by_theme }
    }

    /// The cards of a theme.
    pub fn of_theme(&self, theme: &str) -> impl Iterator<Item = &Card> {
        let positions = self.by_theme.get(theme).map_or(&[][..], Vec::as_slice);
        positions.iter().map(|at| &self.cards[*at])
    }

    /// Up to [`MAX_RELATED`] other cards of the same theme.
    pub fn related(&self, card: &Card) -> Cards {
        let same = card.theme.iter().flat_map(|theme| self.of_theme(theme));
        Cards::of(same.filter(|other| other.url != card.url).take(MAX_RELATED))
    }

    /// The addresses of all cards.
    pub fn urls(&self) -> Vec<String> {
        self.cards.iter().map(|card| card.url.clone()).collect()
    }
}

/// When a card shipped.
#[derive(Clone)]
pub struct Shipped {
    /// `2026-08`.
    pub month: String,
    /// `August 2026`.
    pub label: String,
    /// RFC 3339.
    pub updated: String,
}

/// A list of cards as a value, and the addresses in it.
#[derive(Default)]
pub struct Cards {
    values: Vec<Value>,
    /// Addresses of the entries.
    pub urls: Vec<String>,
}

impl Cards {
    /// The cards that match.
    pub fn of<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Cards {
        let mut list = Cards::default();
        for card in cards {
            list.values.push(card.value.clone());
            list.urls.push(card.url.clone());
        }
        list
    }

    /// For templates.
    pub fn into_value(self) -> Value {
        self.values.into()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Shipped cards by month, newest first.
pub fn months(cards: &[Card]) -> Value {
    let mut months: Vec<(&Shipped, Vec<Value>)> = Vec::new();
    for card in shipped(cards) {
        let when = card.shipped.as_ref().expect("only shipped cards are listed");
        match months.last_mut() {
            Some((month, values)) if month.month == when.month => values.push(card.value.clone()),
            _ => months.push((when, vec![card.value.clone()])),
        }
    }
    let months = months.into_iter().map(|(when, values)| {
        object([
            ("month", when.month.clone().into()),
            ("label", when.label.clone().into()),
            ("entries", values.into()),
        ])
    });
    months.collect::<Vec<_>>().into()
}

/// Shipped cards, newest first. Views are sorted so that this is their order already.
pub fn shipped(cards: &[Card]) -> impl Iterator<Item = &Card> {
    let mut shipped: Vec<_> = cards.iter().filter(|card| card.shipped.is_some()).collect();
    shipped.sort_by_key(|card| std::cmp::Reverse(card.shipped.as_ref().map(|s| s.updated.clone())));
    shipped.into_iter()
}

/// The pages that every edition has beside its own: changelog, feed, sitemap, robots, 404.
///
/// `bodies` gives the HTML of a shipped entry for the feed.
pub fn common_pages<'a, V: View>(
    view: &'a V,
    cards: &'a [Card],
    themes: &[String],
    bodies: impl Fn(&str) -> String + Send + 'a,
) -> Vec<Page<'a>> {
    let site = view.site();
    let urls: Vec<String> = shipped(cards).map(|card| card.url.clone()).collect();
    let all: Vec<String> =
        cards.iter().map(|card| card.url.clone()).chain(themes.iter().cloned()).collect();
    let page = |path: &'static str, title: &str, variables: Box<_>, shows| Page {
        path: path.to_owned(),
        template: path,
        title: title.to_owned(),
        description: description(site),
        variables,
        shows,
    };
    let shipped = Box::new(|| vec![("months", months(cards))]);
    let feed = Box::new(move || feed(site, cards, bodies));
    let pages = all.clone();
    let sitemap = Box::new(move || vec![("urls", sitemap(site, &pages))]);
    vec![
        page("shipped.html", "Shipped", shipped, urls.clone()),
        page("feed.xml", "Shipped", feed, urls),
        page("sitemap.xml", "Sitemap", sitemap, all),
        page("robots.txt", "Robots", ready(vec![("sitemap", sitemap_url(site))]), Vec::new()),
        page("404.html", "Page not found", ready(Vec::new()), Vec::new()),
    ]
}

/// Lists pages that only one edition has in the sitemap, too.
pub fn add_to_sitemap(pages: &mut [Page<'_>], site: &Site, own: &[&str]) {
    for page in pages.iter_mut().filter(|page| page.path == "sitemap.xml") {
        let own = own.iter().map(|path| (*path).to_owned());
        let all: Vec<String> = own.chain(page.shows.iter().cloned()).collect();
        page.variables = ready(vec![("urls", sitemap(site, &all))]);
    }
}

/// The one-sentence description of a site.
pub fn description(site: &Site) -> String {
    site.tagline.clone().unwrap_or_else(|| format!("The roadmap of {}", site.product))
}

fn sitemap_url(site: &Site) -> Value {
    site.base_url.as_ref().map(|base| format!("{base}sitemap.xml")).into()
}

/// All pages, as full addresses where the base URL is known.
pub fn sitemap(site: &Site, pages: &[String]) -> Value {
    let base = site.base_url.clone().unwrap_or_default();
    let home = if base.is_empty() { "index.html".to_owned() } else { base.clone() };
    let mut urls = vec![home, format!("{base}shipped.html")];
    urls.extend(pages.iter().map(|page| format!("{base}{page}")));
    urls.into()
}

fn feed(site: &Site, cards: &[Card], bodies: impl Fn(&str) -> String) -> Variables {
    let newest: Vec<_> = shipped(cards).take(MAX_FEED).collect();
    let name = |path: &str| match &site.base_url {
        Some(base) => format!("{base}{path}"),
        None => format!("urn:roadmap:{}:{path}", slug::slugify(&site.product)),
    };
    let updated = newest
        .first()
        .and_then(|card| card.shipped.as_ref())
        .map_or_else(|| format!("{}T00:00:00Z", site.as_of.iso), |shipped| shipped.updated.clone());
    let entries: Vec<Value> = newest
        .into_iter()
        .map(|card| {
            let shipped = card.shipped.as_ref().expect("only shipped cards are listed");
            let mut map = card.value.clone().into_map().unwrap_or_default();
            map.insert("id".into(), name(&card.url).into());
            map.insert("updated".into(), shipped.updated.clone().into());
            map.insert("body".into(), Value::safe_string(&bodies(&card.url)));
            map.into()
        })
        .collect();
    let head = object([("id", name("feed.xml").into()), ("updated", updated.into())]);
    vec![("entries", entries.into()), ("feed", head)]
}
