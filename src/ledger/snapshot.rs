//! An edition in the form in which it is kept and compared: every word that its readers can read.
//!
//! Its canonical JSON is a short list that names each entry and theme by the first signs of the hash
//! of its own JSON, and holds one hash of all these hashes. So an entry that did not change from one
//! publication to the next is kept once, and the list stays short.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;

/// Raised when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// What the readers of one audience can read.
///
/// Made of an edition by [`Snapshot::take`](super::Recorded), or of what the ledger keeps of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) audience: Audience,
    pub(super) site: SiteWords,
    pub(super) entries: Vec<Document>,
    pub(super) themes: Vec<Document>,
}

/// What stands on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteWords {
    /// Name of the product.
    pub product: String,
    /// One sentence of intent.
    pub tagline: Option<String>,
    /// HTML.
    pub disclaimer: String,
    /// Where to send feedback.
    pub feedback: Option<String>,
}

/// What can be read of an entry or a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its page, relative to the site's root.
    pub path: String,
    /// Its file stem, for those who know it: engineering.
    pub id: Option<String>,
    /// Former addresses of its page.
    pub former: Vec<String>,
    /// Title.
    pub title: String,
    /// Now, next or later.
    pub horizon: Option<Word>,
    /// When it is expected.
    pub window: Option<Span>,
    /// Everything else that is a value, in this audience's words, by the name of the field.
    pub facts: BTreeMap<String, Vec<String>>,
    /// The texts.
    pub texts: Vec<Text>,
}

/// A word for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// For programs: `next`.
    pub key: String,
    /// For people: `Next`.
    pub label: String,
}

/// A period in which something is expected, as its readers are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// For people: `Q1 2027`.
    pub label: String,
    /// Its last day.
    pub until: Date,
}

/// A text on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// For whom it is marked, for readers who are told.
    pub readers: Option<String>,
    /// HTML.
    pub html: String,
}

/// The list that stands for an edition.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index {
    pub version: u32,
    pub audience: String,
    pub site: SiteWords,
    /// The beginning of the hash of each.
    pub entries: Vec<String>,
    pub themes: Vec<String>,
    /// The hash of the whole hashes of all of them.
    pub parts: String,
}

/// So many signs of a hash find what it is of. That it is this is proven by the hash of all.
pub(super) const SHORT: usize = 16;

/// The hash of the hashes of all parts of an edition, in order.
pub(super) fn hash_of_parts<'a>(hashes: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    hashes.for_each(|hash| {
        hasher.update(hash.as_bytes());
    });
    hasher.finalize().to_hex().to_string()
}

/// The facts of all audiences, with the words for them, in the order in which they are told.
const FACTS: [(&str, &str); 40] = [
    ("status", "status"),
    ("stage", "stage"),
    ("badge", "what may be said"),
    ("shipped", "shipped"),
    ("theme", "theme"),
    ("summary", "summary"),
    ("problem", "problem"),
    ("search_words", "search words"),
    ("picture", "picture"),
    ("availability", "availability"),
    ("confidence", "confidence"),
    ("confidential", "confidential"),
    ("owner", "owner"),
    ("team", "team"),
    ("origin", "origin"),
    ("phase", "phase"),
    ("tags", "tags"),
    ("say", "say"),
    ("note", "note"),
    ("dont_say", "do not say"),
    ("workaround", "workaround"),
    ("requests", "requests"),
    ("decision", "decision"),
    ("client_page", "page for clients"),
    ("client_title", "title for clients"),
    ("client_summary", "summary for clients"),
    ("client_problem", "problem for clients"),
    ("client_search_words", "search words for clients"),
    ("client_picture", "picture for clients"),
    ("client_slug", "address for clients"),
    ("client_aliases", "former addresses for clients"),
    ("client_horizon", "horizon for clients"),
    ("visibility", "visibility"),
    ("target", "target"),
    ("effort", "effort"),
    ("rice", "RICE"),
    ("depends_on", "depends on"),
    ("codenames", "code names"),
    ("reviewed_on", "reviewed"),
    ("extra", "further fields"),
];

impl Document {
    /// The facts in the order in which they are told, each with the words for it.
    pub fn told(&self) -> Vec<(&str, &[String])> {
        let mut facts: Vec<(&String, &Vec<String>)> = self.facts.iter().collect();
        facts.sort_by_key(|(key, _)| order(key));
        facts.into_iter().map(|(key, words)| (fact_name(key), words.as_slice())).collect()
    }
}

/// The words for a fact.
pub fn fact_name(key: &str) -> &str {
    FACTS.iter().find(|(known, _)| *known == key).map_or(key, |(_, name)| name)
}

/// Facts in the order in which they are told.
pub(super) fn order(key: &str) -> usize {
    FACTS.iter().position(|(known, _)| *known == key).unwrap_or(FACTS.len())
}

impl Snapshot {
    /// The audience.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// What stands on every page.
    pub fn site(&self) -> &SiteWords {
        &self.site
    }

    /// The entries, in the order in which they are shown.
    pub fn entries(&self) -> &[Document] {
        &self.entries
    }

    /// The themes, in order of title.
    pub fn themes(&self) -> &[Document] {
        &self.themes
    }

    /// The same edition when nothing of it can be read any more.
    pub fn withdrawn(self) -> Snapshot {
        Snapshot { entries: Vec::new(), themes: Vec::new(), ..self }
    }

    /// Whether nothing of it can be read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.themes.is_empty()
    }

    /// The same edition as it would be on a later day, if nothing else changed: a window that has
    /// passed is told no longer.
    ///
    /// This is the only thing that a day does to what readers read, and a test holds it against
    /// builds for several days.
    pub fn on(&self, day: Date) -> Snapshot {
        let mut later = self.clone();
        for entry in &mut later.entries {
            entry.window.take_if(|window| window.until < day);
        }
        later
    }

    /// The canonical JSON: the list, and the part that each hash in it stands for.
    pub(super) fn canonical(&self) -> (Vec<u8>, Vec<Part>) {
        let part = |document: &Document| {
            let bytes = json(document);
            Part { hash: blake3::hash(&bytes).to_hex().to_string(), bytes }
        };
        let entries: Vec<Part> = self.entries.iter().map(part).collect();
        let themes: Vec<Part> = self.themes.iter().map(part).collect();
        let short = |part: &Part| part.hash[..SHORT].to_owned();
        let all = entries.iter().chain(&themes).map(|part| part.hash.as_str());
        let parts = hash_of_parts(all);
        let index = Index {
            version: VERSION,
            audience: self.audience.name().to_owned(),
            site: self.site.clone(),
            entries: entries.iter().map(short).collect(),
            themes: themes.iter().map(short).collect(),
            parts,
        };
        (json(&index), entries.into_iter().chain(themes).collect())
    }
}

/// The JSON of an entry or theme, under its hash.
pub(super) struct Part {
    pub hash: String,
    pub bytes: Vec<u8>,
}

/// JSON in one line, with the keys in the order of the fields.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("it is plain data with text keys")
}

/// Documents for tests of this room.
#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::Date;

    use super::super::line::Readers;
    use super::super::record::Published;
    use super::{Document, SiteWords, Snapshot, Text};
    use crate::audience::Audience;

    /// An entry with a title, a summary and a text.
    pub fn entry(title: &str, summary: &str, text: &str) -> Document {
        let summary = (!summary.is_empty()).then(|| vec![summary.to_owned()]);
        let html = format!("<p>{text}</p>");
        Document {
            path: format!("items/{}.html", title.to_lowercase().replace(' ', "-")),
            id: None,
            former: Vec::new(),
            title: title.to_owned(),
            horizon: None,
            window: None,
            facts: summary.map(|summary| ("summary".to_owned(), summary)).into_iter().collect(),
            texts: vec![Text { readers: None, html }],
        }
    }

    /// What clients can read.
    pub fn snapshot(entries: Vec<Document>) -> Snapshot {
        let site = SiteWords {
            product: "Acme".to_owned(),
            tagline: None,
            disclaimer: "<p>No promise.</p>".to_owned(),
            feedback: None,
        };
        Snapshot { audience: Audience::Client, site, entries, themes: Vec::new() }
    }

    /// A publication for an audience, of a day and on it.
    pub fn published(day: Date, audience: Audience) -> Published {
        Published {
            readers: Readers::Audience(audience),
            day,
            address: None,
            commit: None,
            version: "0".to_owned(),
            as_of: day,
            manifest: Vec::new(),
            by: None,
        }
    }

    #[test]
    fn the_canonical_form_depends_on_every_word_and_on_nothing_else() {
        let one = snapshot(vec![entry("A", "b", "c"), entry("D", "e", "f")]);
        assert_eq!(one.canonical().0, one.clone().canonical().0);
        for other in [
            snapshot(vec![entry("A", "b", "c"), entry("D", "e", "g")]),
            snapshot(vec![entry("A", "b", "c")]),
            snapshot(vec![entry("D", "e", "f"), entry("A", "b", "c")]),
        ] {
            assert_ne!(one.canonical().0, other.canonical().0);
        }
        let sales = Snapshot { audience: Audience::Sales, ..one.clone() };
        assert_ne!(one.canonical().0, sales.canonical().0);
    }
}
