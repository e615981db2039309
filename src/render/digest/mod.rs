//! Digests: letters that tell what has moved, for whom it was asked, and what may be said.
//!
//! Made of an edition's view and of its history, like the pages that tell what is new, and with
//! their words for each step. Sending them is left to others.

mod client;
mod engineering;
mod format;
mod mail;
mod sales;

use jiff::civil::Date;

use crate::dates::day_label;
use crate::diagnostic::Message;
use crate::ledger::{History, Recorded, plain};
use crate::vault::Edition;
use crate::vault::edition::{DecisionView, Site};

use super::changes::News;
use super::{Rendered, one_line};

pub use format::Format;

/// What letters are asked for.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What came after this day.
    pub since: Date,
    /// About what this account asked for.
    pub account: Option<String>,
    /// About what this person passed on.
    pub by: Option<String>,
}

/// An audience for which letters can be written.
pub trait Digested: Rendered + Recorded {
    /// The letters of a view, one for each who gets one.
    ///
    /// # Errors
    /// Nobody is called as was asked for.
    fn letters(
        view: &Self::View,
        history: &History<Self>,
        scope: &Scope,
    ) -> Result<Vec<Letter>, Message>;
}

/// A letter for one recipient, before it has a form.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who gets it, as the name of a file says it: `client`, `sales-tom-northwind-example`.
    pub name: String,
    /// The address of the recipient, if it is known.
    pub to: Option<String>,
    /// Its title.
    pub title: String,
    /// What stands below it.
    pub opening: Vec<String>,
    /// What has moved.
    pub sections: Vec<Section>,
    /// What stands below that.
    pub closing: Vec<Line>,
    /// Addresses of the entries in it.
    pub shows: Vec<String>,
    /// Where replies go.
    pub from: Option<String>,
    /// The day it is of.
    pub day: Date,
    /// What the name of a letter in the mail ends with.
    pub host: String,
    /// The language of the pages.
    pub lang: &'static str,
}

impl Letter {
    /// Whether it says that anything has moved.
    pub fn has_news(&self) -> bool {
        !self.sections.is_empty()
    }
}

/// Entries under one heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The entries.
    pub items: Vec<Item>,
}

/// An entry in a letter.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its title.
    pub title: String,
    /// Its page in full, if the site has an address.
    pub url: Option<String>,
    /// What happened, newest first.
    pub news: Vec<String>,
    /// What is said of it: a name, which may be empty, and the words.
    pub facts: Vec<(&'static str, String)>,
}

/// Entries with the addresses of their pages, by what became of them.
#[derive(Default)]
struct Sorted {
    shipped: Vec<(String, Item)>,
    new: Vec<(String, Item)>,
    moved: Vec<(String, Item)>,
}

impl Sorted {
    fn add(&mut self, news: &[News], item: (String, Item)) {
        let group = if news.iter().any(News::has_shipped) {
            &mut self.shipped
        } else if news.iter().any(News::is_new) {
            &mut self.new
        } else {
            &mut self.moved
        };
        group.push(item);
    }
}

/// A line with at most one address.
#[derive(Clone, Debug)]
pub struct Line {
    /// The words.
    pub words: String,
    /// What follows them.
    pub url: Option<String>,
}

/// A letter in its form. Made by [`write()`] alone; nobody may read it before it is audited.
pub struct WrittenLetter {
    path: String,
    bytes: Vec<u8>,
    texts: Vec<String>,
    shows: Vec<String>,
    has_news: bool,
}

impl WrittenLetter {
    /// The name of its file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All words in it, as they are before they are encoded for their way.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Addresses of the entries in it.
    pub fn shows(&self) -> &[String] {
        &self.shows
    }

    /// Whether it says that anything has moved.
    pub fn has_news(&self) -> bool {
        self.has_news
    }

    /// A letter with these words, to see what the audit says.
    #[cfg(test)]
    pub fn planted(bytes: &str, text: &str, shows: &str) -> WrittenLetter {
        WrittenLetter {
            path: "digest-2026-11-22-client.eml".to_owned(),
            bytes: bytes.as_bytes().to_vec(),
            texts: vec![text.to_owned()],
            shows: vec![shows.to_owned()],
            has_news: true,
        }
    }
}

/// Writes the letters of an edition.
///
/// # Errors
/// Nobody is called as was asked for.
pub fn write<A: Digested>(
    edition: &Edition<A>,
    history: &History<A>,
    scope: &Scope,
    format: Format,
) -> Result<Vec<WrittenLetter>, Message> {
    let letters = A::letters(edition.view(), history, scope)?;
    let written = |letter: Letter| {
        let (bytes, texts) = format.write(&letter);
        WrittenLetter {
            path: format!("digest-{}-{}.{}", letter.day, letter.name, format.extension()),
            bytes,
            texts,
            has_news: letter.has_news(),
            shows: letter.shows,
        }
    };
    Ok(letters.into_iter().map(written).collect())
}

/// What all letters of one edition have in common.
struct Desk<'a> {
    site: &'a Site,
    since: Date,
    day: Date,
}

impl Desk<'_> {
    fn new<'a, A>(site: &'a Site, history: &History<A>, scope: &Scope) -> Desk<'a> {
        let day = site.as_of.iso.parse().expect("a day is written as one");
        // Before the first publication, nothing can have moved.
        let first = history.first().unwrap_or(scope.since);
        Desk { site, since: scope.since.max(first), day }
    }

    /// What is told of an entry, newest first; nothing if it is older than what is asked for.
    fn news<A>(&self, history: &History<A>, url: &str, window: Option<&str>) -> Vec<News> {
        let happenings = history.of(url).iter().filter(|it| it.on > self.since);
        happenings.map(|it| News::of(it, window)).collect()
    }

    /// An entry with what happened to it.
    fn item(&self, title: &str, url: &str, news: &[News]) -> Item {
        let told = |news: &News| format!("{}: {}", day_label(news.on()), news.told());
        Item {
            title: title.to_owned(),
            url: self.site.base_url.as_ref().map(|base| format!("{base}{url}")),
            news: news.iter().map(told).collect(),
            facts: Vec::new(),
        }
    }

    fn period(&self) -> String {
        format!("From {} to {}.", day_label(self.since), day_label(self.day))
    }

    /// A letter that has no sections yet.
    fn letter(&self, name: String, title: String) -> Letter {
        let base = self.site.base_url.as_ref();
        let mut closing = Vec::new();
        if let Some(base) = base {
            closing.push(Line { words: "The whole roadmap:".to_owned(), url: Some(base.clone()) });
        }
        let mail = self.site.feedback.as_ref().and_then(|it| it.strip_prefix("mailto:"));
        let host = base.and_then(|base| base.split('/').nth(2)).map(str::to_owned);
        Letter {
            name,
            to: None,
            title: format!("{title}: {}", self.site.product),
            opening: vec![self.period()],
            sections: Vec::new(),
            closing,
            shows: Vec::new(),
            from: mail.and_then(address),
            day: self.day,
            host: host.unwrap_or_else(|| "roadmap.invalid".to_owned()),
            lang: self.site.lang,
        }
    }

    /// What no letter leaves without.
    fn disclaimer(&self) -> Option<Line> {
        let words = one_line(&plain(self.site.disclaimer.as_str()));
        (!words.is_empty()).then_some(Line { words, url: None })
    }
}

impl Letter {
    /// Adds entries under a heading, if there are any; `url` is the address of each in its site.
    fn add(&mut self, title: &str, items: Vec<(String, Item)>) {
        if items.is_empty() {
            return;
        }
        let (urls, items): (Vec<String>, Vec<Item>) = items.into_iter().unzip();
        for url in urls {
            if !self.shows.contains(&url) {
                self.shows.push(url);
            }
        }
        self.sections.push(Section { title: title.to_owned(), items });
    }

    /// Adds entries under the headings of what became of them.
    fn add_sorted(&mut self, Sorted { shipped, new, moved }: Sorted) {
        self.add("Shipped", shipped);
        self.add("New on the roadmap", new);
        self.add("Moved", moved);
    }

    /// Says so if nothing has moved, and ends the letter.
    fn end(mut self, disclaimer: Option<Line>) -> Letter {
        if self.sections.is_empty() {
            self.opening.push("Nothing has moved.".to_owned());
        }
        self.closing.extend(disclaimer);
        self
    }
}

/// An address for letters; none if it is no plain one.
fn address(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let is_plain = |part: &str| {
        let good = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        !part.is_empty() && part.chars().all(good)
    };
    (is_plain(name) && is_plain(host)).then(|| text.to_owned())
}

/// A decision in words, for those who may read it.
fn decision(decision: &DecisionView) -> String {
    let mut words = decision.outcome.label.to_owned();
    if let Some(on) = &decision.on {
        words.push_str(&format!(" on {}", on.label));
    }
    if let Some(reason) = &decision.reason {
        words.push_str(&format!(": {reason}"));
    }
    if let Some(when) = &decision.revisit_when {
        words.push_str(&format!(" To be looked at again: {when}"));
    }
    words
}
