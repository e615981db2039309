//! What the pages of all editions have in common: sections, months, related entries, feeds.

use tera::Value;

use crate::vault::edition::{Site, View};

use super::{Page, object};

/// Shown entries of the same theme on an entry's page.
pub const MAX_RELATED: usize = 6;
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

/// Up to [`MAX_RELATED`] other cards of the same theme.
pub fn related(cards: &[Card], card: &Card) -> Cards {
    let same = |other: &&Card| other.theme == card.theme && other.url != card.url;
    Cards::of(cards.iter().filter(same).filter(|_| card.theme.is_some()).take(MAX_RELATED))
}

/// The pages that every edition has beside its own: changelog, feed, sitemap, robots, 404.
///
/// `bodies` gives the HTML of a shipped entry for the feed.
pub fn common_pages<V: View>(
    view: &V,
    cards: &[Card],
    themes: &[String],
    bodies: impl Fn(&str) -> String,
) -> Vec<Page> {
    let site = view.site();
    let urls: Vec<String> = shipped(cards).map(|card| card.url.clone()).collect();
    let all: Vec<String> =
        cards.iter().map(|card| card.url.clone()).chain(themes.iter().cloned()).collect();
    let page = |path: &str, template, title: &str, context, shows| Page {
        path: path.to_owned(),
        template,
        title: title.to_owned(),
        description: description(site),
        context,
        shows,
    };
    vec![
        page(
            "shipped.html",
            "shipped.html",
            "Shipped",
            vec![("months", months(cards))],
            urls.clone(),
        ),
        page("feed.xml", "feed.xml", "Shipped", feed(site, cards, bodies), urls),
        page("sitemap.xml", "sitemap.xml", "Sitemap", vec![("urls", sitemap(site, &all))], all),
        page(
            "robots.txt",
            "robots.txt",
            "Robots",
            vec![("sitemap", sitemap_url(site))],
            Vec::new(),
        ),
        page("404.html", "404.html", "Page not found", Vec::new(), Vec::new()),
    ]
}

/// Lists pages that only one edition has in the sitemap, too.
pub fn add_to_sitemap(pages: &mut [Page], site: &Site, own: &[&str]) {
    for page in pages.iter_mut().filter(|page| page.path == "sitemap.xml") {
        let own = own.iter().map(|path| (*path).to_owned());
        let all: Vec<String> = own.chain(page.shows.iter().cloned()).collect();
        page.context = vec![("urls", sitemap(site, &all))];
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

fn feed(
    site: &Site,
    cards: &[Card],
    bodies: impl Fn(&str) -> String,
) -> Vec<(&'static str, Value)> {
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
