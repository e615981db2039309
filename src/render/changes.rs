//! What has changed, as readers are told: on a page by month, in a feed, and on each entry.
//!
//! The steps and their days come from the history of the same audience, and every word beside them
//! from the card of today.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tera::Value;

use crate::dates::{day_label, month_label};
use crate::ledger::{Happening, History, Step};
use crate::vault::edition::Site;

use super::listing::{self, Card, MAX_FEED};
use super::parts::{self, Part};
use super::{Page, Variables, object};

/// The page of what has changed.
pub const PAGE: &str = "changes.html";
/// The same as a feed.
const FEED: &str = "changes.xml";
const NEW: &str = "New";
const SHIPPED: &str = "Shipped";
/// For so many days, cards carry a mark.
const FRESH: i32 = 30;

/// Fields of what has changed.
pub const FIELDS: [&str; 7] = ["news", "on", "iso", "kind", "steps", "first", "has_changes"];
/// Variables of pages that tell what has changed.
pub const VARIABLES: [&str; 3] = ["news", "first", "change"];

/// What has become of one entry with one publication.
#[derive(Clone)]
pub struct News {
    on: Date,
    kind: &'static str,
    steps: Vec<String>,
    is_slip: bool,
}

impl News {
    /// What happened, in words; `window` is when the entry is expected.
    pub fn of(happening: &Happening, window: Option<&str>) -> News {
        let kind = match happening.steps[0] {
            Step::Added => NEW,
            Step::Shipped => SHIPPED,
            _ => "Moved",
        };
        let steps = happening.steps.iter().map(|step| words(*step, window)).collect();
        let is_slip = happening.steps.iter().any(|step| step.is_slip());
        News { on: happening.on, kind, steps, is_slip }
    }

    /// The day of the publication that told it first.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Whether it came onto the roadmap.
    pub fn is_new(&self) -> bool {
        self.kind == NEW
    }

    /// Whether it has shipped.
    pub fn has_shipped(&self) -> bool {
        self.kind == SHIPPED
    }

    /// Whether it disappoints somebody.
    pub fn is_slip(&self) -> bool {
        self.is_slip
    }

    /// What happened, in words.
    pub fn told(&self) -> String {
        self.steps.join(". ")
    }

    fn value(&self) -> Value {
        object([("on", self.day()), ("kind", self.kind.into()), ("steps", self.told().into())])
    }

    fn day(&self) -> Value {
        object([("iso", self.on.to_string().into()), ("label", day_label(self.on).into())])
    }
}

fn words(step: Step, window: Option<&str>) -> String {
    let expected = |words: &str| match window {
        Some(window) => format!("{words}: {window}"),
        None => words.to_owned(),
    };
    match step {
        Step::Added => "Added to the roadmap".to_owned(),
        Step::Shipped => "Shipped".to_owned(),
        Step::Resumed => "Taken up again".to_owned(),
        Step::Nearer(horizon) => format!("Moved to {}", horizon.label()),
        Step::Tried => "First customers try it".to_owned(),
        Step::Begun => "Work began".to_owned(),
        Step::Decided => "Planned".to_owned(),
        Step::Dated => expected("Expected"),
        Step::Earlier => expected("Expected earlier"),
        Step::Later => expected("Expected later"),
        Step::Undated => "No date any more".to_owned(),
        Step::Farther(horizon) => format!("Moved back to {}", horizon.label()),
        Step::SetBack => "Set back".to_owned(),
        Step::Paused => "Put on hold".to_owned(),
        Step::Declined => "Not planned any more".to_owned(),
    }
}

/// What has changed on a site.
#[derive(Clone, Copy)]
pub struct Changes {
    /// The first publication; none if there was none before, and then there is nothing to tell.
    first: Option<Date>,
    today: Date,
}

impl Changes {
    /// Of a site with this history.
    ///
    /// # Panics
    /// The day of the site is none.
    pub fn of<A>(history: &History<A>, site: &Site) -> Changes {
        let today = site.as_of.iso.parse().expect("a day is written as one");
        Changes { first: history.first(), today }
    }

    /// What a card carries for a while: that it is new, or has moved.
    pub fn mark(self, news: &[News]) -> Option<(&'static str, Value)> {
        let since = self.today.saturating_sub(FRESH.days());
        let newest = news.first().filter(|news| news.on > since)?;
        // Where a card stands says already that it has shipped.
        let kind = if newest.kind == SHIPPED { NEW } else { newest.kind };
        Some(("news", News { kind, ..newest.clone() }.value()))
    }
}

/// Whether an asset is of use only where changes are told.
pub fn is_for_changes(asset: &str) -> bool {
    asset.starts_with("assets/changes-")
}

/// The history of an entry, newest first, for its page.
pub fn history(card: &Card) -> (&'static str, Value) {
    ("news", card.news.iter().map(News::value).collect::<Vec<_>>().into())
}

/// The pages that tell what has changed; none if nothing was published before.
pub fn pages<'a>(site: &'a Site, cards: &'a [Card], changes: Changes) -> Vec<Page<'a>> {
    let Some(first) = changes.first else { return Vec::new() };
    let all = newest_first(cards);
    let mut months: Vec<Vec<usize>> = Vec::new();
    for (at, (_, news)) in all.iter().enumerate() {
        let month = |at: usize| all[at].1.on.first_of_month();
        match months.last_mut() {
            Some(ats) if month(ats[0]) == news.on.first_of_month() => ats.push(at),
            _ => months.push(vec![at]),
        }
    }
    let page = |path: &'static str, variables: Box<_>, shows: Vec<String>| Page {
        path: path.to_owned(),
        template: path,
        title: "What is new".to_owned(),
        description: listing::description(site),
        variables,
        shows,
    };
    let urls = |rows: &mut dyn Iterator<Item = &(&Card, &News)>| {
        let mut urls: Vec<String> = rows.map(|(card, _)| card.url.clone()).collect();
        urls.sort_unstable();
        urls.dedup();
        urls
    };
    let mut pages = parts::pages(parts::in_turn(&months), all.len(), |part| {
        let shows = urls(&mut part.lists().flat_map(|at| part.rows(at)).map(|at| &all[*at]));
        let rows = rows_of(&part, &all);
        page(PAGE, Box::new(move || by_month(&rows, first)), shows)
    });
    let newest: Vec<(&Card, &News)> = all.iter().copied().take(MAX_FEED).collect();
    let shows = urls(&mut newest.iter());
    pages.push(page(FEED, Box::new(move || feed(site, &newest, changes.today)), shows));
    pages
}

/// All news of all cards: by day, and within one in the order of the cards.
fn newest_first(cards: &[Card]) -> Vec<(&Card, &News)> {
    let all = cards.iter().flat_map(|card| card.news.iter().map(move |news| (card, news)));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, news)| std::cmp::Reverse(news.on));
    all
}

/// The rows of a page, month by month.
fn rows_of<'a>(part: &Part, all: &[(&'a Card, &'a News)]) -> Vec<Vec<(&'a Card, &'a News)>> {
    part.lists().map(|list| part.rows(list).iter().map(|at| all[*at]).collect()).collect()
}

fn by_month(months: &[Vec<(&Card, &News)>], first: Date) -> Variables {
    let month = |rows: &Vec<(&Card, &News)>| {
        let day = rows[0].1.on;
        let entries = rows.iter().map(|(card, news)| row(card, news));
        object([
            ("month", format!("{:04}-{:02}", day.year(), day.month()).into()),
            ("label", month_label(day).into()),
            ("entries", entries.collect::<Vec<_>>().into()),
        ])
    };
    let since = object([("iso", first.to_string().into()), ("label", day_label(first).into())]);
    vec![("months", months.iter().map(month).collect::<Vec<_>>().into()), ("first", since)]
}

/// A card with one of its news in place of its mark.
fn row(card: &Card, news: &News) -> Value {
    let mut map = card.value.clone().into_map().unwrap_or_default();
    map.insert("news".into(), news.value());
    map.into()
}

fn feed(site: &Site, news: &[(&Card, &News)], today: Date) -> Variables {
    let midnight = |day: Date| format!("{day}T00:00:00Z");
    let entry = |(card, news): &(&Card, &News)| {
        let mut map = row(card, news).into_map().unwrap_or_default();
        let id = format!("{}#{}", listing::id(site, &card.url), news.on);
        map.insert("id".into(), id.into());
        map.insert("updated".into(), midnight(news.on).into());
        Value::from(map)
    };
    let updated = news.first().map_or(today, |(_, news)| news.on);
    let head =
        object([("id", listing::id(site, FEED).into()), ("updated", midnight(updated).into())]);
    vec![("entries", news.iter().map(entry).collect::<Vec<_>>().into()), ("feed", head)]
}
