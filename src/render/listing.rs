//! What the pages of all editions have in common: sections, months, related entries, feeds.

use std::collections::BTreeMap;

use tera::Value;

use crate::audience::Reader;
use crate::ledger::Happening;
use crate::vault::Cleared;
use crate::vault::edition::{Site, View};

use super::changes::{self, Changes, News};
use super::{Page, Variables, object, parts, ready};

/// Shown entries of the same theme on an entry's page.
pub const MAX_RELATED: usize = 3;
/// Entries in the feed.
pub const MAX_FEED: usize = 50;

/// Fields that contexts have beside those of the views.
pub const FIELDS: [&str; 27] = [
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
    "picture",
    "alt",
    "width",
    "height",
];

/// Variables that every edition has.
pub const VARIABLES: [&str; 20] = [
    "site",
    "page",
    "root",
    "entry",
    "blocks",
    "related",
    "theme",
    "themes",
    "months",
    "entries",
    "feed",
    "urls",
    "sitemap",
    "asset",
    "parts",
    "left_out",
    "leads_to",
    "problem",
    "client_picture",
    "picture_note",
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
    /// What has become of it, newest first.
    pub news: Vec<News>,
}

impl Card {
    /// The same, with what became of it and, while that is fresh, a mark of it; `window` is when it is
    /// expected.
    pub fn with_news(
        mut self,
        happenings: &[Happening],
        window: Option<&str>,
        changes: Changes,
    ) -> Card {
        let news: Vec<News> = happenings.iter().map(|it| News::of(it, window)).collect();
        if let Some((key, mark)) = changes.mark(&news) {
            let mut map = self.value.into_map().unwrap_or_default();
            map.insert(key.into(), mark);
            self.value = map.into();
        }
        Card { news, ..self }
    }
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

    /// The positions of all cards, or of those of a theme.
    pub fn positions(&self, theme: Option<&str>) -> Vec<usize> {
        match theme {
            Some(theme) => self.by_theme.get(theme).cloned().unwrap_or_default(),
            None => (0..self.cards.len()).collect(),
        }
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

/// Positions of the shipped cards by month, newest first.
fn months(cards: &[Card]) -> Vec<Vec<usize>> {
    let mut months: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, when) in shipped_at(cards) {
        match months.last_mut() {
            Some((month, ats)) if *month == when.month => ats.push(at),
            _ => months.push((&when.month, vec![at])),
        }
    }
    months.into_iter().map(|(_, ats)| ats).collect()
}

/// Cards of a month, or some of them.
fn month(cards: &[Card], ats: &[usize]) -> Value {
    let entries = ats.iter().map(|at| &cards[*at]);
    let when = entries.clone().find_map(|card| card.shipped.as_ref());
    object([
        ("month", when.map(|when| when.month.clone()).into()),
        ("label", when.map(|when| when.label.clone()).into()),
        ("entries", Cards::of(entries).into_value()),
    ])
}

/// Shipped cards, newest first. Views are sorted so that this is their order already.
fn shipped(cards: &[Card]) -> impl Iterator<Item = &Card> {
    shipped_at(cards).map(|(at, _)| &cards[at])
}

fn shipped_at(cards: &[Card]) -> impl Iterator<Item = (usize, &Shipped)> {
    let all = cards.iter().enumerate();
    let mut shipped: Vec<_> =
        all.filter_map(|(at, card)| Some((at, card.shipped.as_ref()?))).collect();
    shipped.sort_by_key(|(_, shipped)| std::cmp::Reverse(&shipped.updated));
    shipped.into_iter()
}

/// The pages that every edition has beside its own: changelog, what has changed, feeds, sitemap,
/// robots, 404.
///
/// `bodies` gives the HTML of a shipped entry for the feed.
pub fn common_pages<'a, V: View>(
    view: &'a V,
    cards: &'a [Card],
    themes: &[String],
    changes: Changes,
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
    let feed = Box::new(move || feed(site, cards, bodies));
    let mut pages = changelog(site, cards);
    pages.extend(changes::pages(site, cards, changes));
    pages.extend([
        page("feed.xml", "Shipped", feed, urls),
        page("sitemap.xml", "Sitemap", ready(Vec::new()), all),
        page("robots.txt", "Robots", ready(vec![("sitemap", sitemap_url(site))]), Vec::new()),
        page("404.html", "Page not found", ready(Vec::new()), Vec::new()),
    ]);
    pages
}

/// What shipped, by month; a page ends with a month where it can.
fn changelog<'a>(site: &'a Site, cards: &'a [Card]) -> Vec<Page<'a>> {
    let months = months(cards);
    let total = months.iter().map(Vec::len).sum();
    parts::pages(parts::in_turn(&months), total, |part| Page {
        path: "shipped.html".to_owned(),
        template: "shipped.html",
        title: "Shipped".to_owned(),
        description: description(site),
        shows: part.lists().flat_map(|at| part.rows(at)).map(|at| cards[*at].url.clone()).collect(),
        variables: Box::new(move || {
            let months = part.lists().map(|list| month(cards, part.rows(list)));
            vec![("months", months.collect::<Vec<_>>().into())]
        }),
    })
}

/// A small page at each former address, which leads to the page of today. Not in the sitemap.
pub fn former_pages<'a>(former: Vec<[String; 3]>) -> impl Iterator<Item = Page<'a>> {
    former.into_iter().map(|[path, url, title]| Page {
        path,
        template: "moved.html",
        description: title.clone(),
        title,
        variables: ready(vec![("leads_to", url.clone().into())]),
        shows: vec![url],
    })
}

/// The former addresses of one page.
pub fn former<A: Reader>(
    former: &[Cleared<String, A>],
    url: &Cleared<String, A>,
    title: &Cleared<String, A>,
) -> Vec<[String; 3]> {
    let paths = former.iter().map(|path| path.get().clone());
    paths.map(|path| [path, url.get().clone(), title.get().clone()]).collect()
}

/// Lists in the sitemap what stands among the pages for people: all but a few that every site has.
pub fn fill_sitemap(pages: &mut [Page<'_>], site: &Site) {
    let own = ["404.html", "embed.html", "index.html", "shipped.html"];
    let paths = pages.iter().map(|page| &page.path);
    let listed = paths.filter(|path| path.ends_with(".html") && !own.contains(&path.as_str()));
    let listed: Vec<String> = listed.cloned().collect();
    for page in pages.iter_mut().filter(|page| page.path == "sitemap.xml") {
        page.variables = ready(vec![("urls", sitemap(site, &listed))]);
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

/// The name of a page in feeds, which stays the same.
pub fn id(site: &Site, path: &str) -> String {
    match &site.base_url {
        Some(base) => format!("{base}{path}"),
        None => format!("urn:roadmap:{}:{path}", slug::slugify(&site.product)),
    }
}

fn feed(site: &Site, cards: &[Card], bodies: impl Fn(&str) -> String) -> Variables {
    let newest: Vec<_> = shipped(cards).take(MAX_FEED).collect();
    let updated = newest
        .first()
        .and_then(|card| card.shipped.as_ref())
        .map_or_else(|| format!("{}T00:00:00Z", site.as_of.iso), |shipped| shipped.updated.clone());
    let entries: Vec<Value> = newest
        .into_iter()
        .map(|card| {
            let shipped = card.shipped.as_ref().expect("only shipped cards are listed");
            let mut map = card.value.clone().into_map().unwrap_or_default();
            map.insert("id".into(), id(site, &card.url).into());
            map.insert("updated".into(), shipped.updated.clone().into());
            map.insert("body".into(), Value::safe_string(&bodies(&card.url)));
            map.into()
        })
        .collect();
    let head = object([("id", id(site, "feed.xml").into()), ("updated", updated.into())]);
    vec![("entries", entries.into()), ("feed", head)]
}
