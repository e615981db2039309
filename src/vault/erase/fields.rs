//! Which keys an outsider gets, and the one form in which they leave: the table of the format.
//!
//! A key that is not named here does not leave, whatever it is.

use super::WindowOf;
use super::error::{Cause, Fault};
use super::front_matter::FrontMatter;
use super::labels::{Labels, Outsider, Stage};
use super::places::Standpoint;
use super::yaml::{self, Node, Scalar};

/// Keys of a theme. `stage` and `confidential` are read only to refuse them.
pub const THEME_KEYS: [&str; 7] =
    ["title", "visibility", "problem", "slug", "aliases", "stage", "confidential"];

/// Keys of an entry that decide or show something; the first fifteen are all that a client needs.
const ENTRY_KEYS: [&str; 24] = [
    "title",
    "stage",
    "visibility",
    "confidential",
    "summary",
    "theme",
    "horizon",
    "target",
    "shipped_on",
    "client",
    "slug",
    "aliases",
    "search_words",
    "problem",
    "picture",
    "confidence",
    "owner",
    "team",
    "origin",
    "phase",
    "tags",
    "requests",
    "decision",
    "sales",
];

/// What is shown to salespeople of the map `client`, beside its picture.
const CLIENT_MAP: &[&str] =
    &["title", "summary", "problem", "search_words", "horizon", "availability", "slug", "aliases"];

/// Keys that sales gets as they are and clients do not, with the keys inside them.
const SALES_ALONE: [(&str, &[&str]); 10] = [
    ("confidence", &[]),
    ("confidential", &[]),
    ("owner", &[]),
    ("team", &[]),
    ("origin", &[]),
    ("phase", &[]),
    ("tags", &[]),
    ("requests", &["account", "by", "value", "blocker", "asked_on"]),
    ("decision", &["outcome", "reason", "revisit_when", "by", "on"]),
    ("sales", &["say", "note", "dont_say", "workaround"]),
];

/// What an erased entry is written from, besides its own front matter.
pub struct Surroundings<'s> {
    pub labels: Labels,
    /// The new name of its theme, when the theme survives.
    pub theme: Option<&'s str>,
    pub window_of: WindowOf<'s>,
}

/// The keys of an entry that are worth reading for this outsider.
pub fn entry_keys(outsider: Outsider) -> &'static [&'static str] {
    match outsider {
        Outsider::Sales => &ENTRY_KEYS,
        Outsider::Client => &ENTRY_KEYS[..15],
    }
}

/// The value of a key as the outsider reads it: the map `client` speaks to clients first.
pub fn shown<'f, 'a>(
    front: &'f FrontMatter<'a>,
    outsider: Outsider,
    key: &str,
) -> Option<&'f Node<'a>> {
    match outsider {
        Outsider::Sales => None,
        Outsider::Client => front.get("client").and_then(|client| client.get(key)),
    }
    .or_else(|| front.get(key))
}

/// The address that was set for the page that the outsider reads.
pub fn shown_slug<'f, 'a>(front: &'f FrontMatter<'a>, outsider: Outsider) -> Option<&'f Node<'a>> {
    of_title(front, outsider, "slug")
}

/// The value of a key that goes with the title. Beside a title of its own for clients, only a value of
/// its own may stand: the other one speaks of the other title.
fn of_title<'f, 'a>(
    front: &'f FrontMatter<'a>,
    outsider: Outsider,
    key: &str,
) -> Option<&'f Node<'a>> {
    let client = front.get("client");
    match outsider {
        Outsider::Sales => front.get(key),
        Outsider::Client => client.and_then(|client| client.get(key)).or_else(|| {
            let own_title = client.and_then(|client| client.get("title"));
            front.get(key).filter(|_| own_title.is_none())
        }),
    }
}

/// The former addresses of that page, or the words that find it, by the same rule.
fn beside_title<'f, 'a>(
    front: &'f FrontMatter<'a>,
    outsider: Outsider,
    key: &str,
) -> impl Iterator<Item = &'f Node<'a>> {
    let client = front.get("client");
    let own_title = client.and_then(|client| client.get("title"));
    let (first, second) = match outsider {
        Outsider::Sales => (front.get(key), None),
        Outsider::Client => (
            front.get(key).filter(|_| own_title.is_none()),
            client.and_then(|client| client.get(key)),
        ),
    };
    first.into_iter().chain(second)
}

/// The value of a key that can only be a text.
pub fn text<'n, 'a>(node: &'n Node<'a>, key: &'static str) -> Result<&'n Scalar<'a>, Fault> {
    node.scalar().ok_or_else(|| Fault::new(node.line(), Cause::Shape(key)))
}

/// The front matter of an erased entry, which is `here` now.
pub fn write_entry(
    front: &FrontMatter<'_>,
    outsider: Outsider,
    around: &Surroundings<'_>,
    here: &Standpoint<'_>,
) -> Result<String, Fault> {
    let stage = around.labels.stage;
    let mut out = Lines::open();
    out.value("title", shown(front, outsider, "title"), &[])?;
    out.word("stage", stage.name());
    let visibility = match outsider {
        Outsider::Sales => around.labels.outermost,
        Outsider::Client => Outsider::Client,
    };
    out.word("visibility", visibility.name());
    out.value("slug", shown_slug(front, outsider), &[])?;
    for key in ["aliases", "search_words"] {
        out.lists(key, beside_title(front, outsider, key))?;
    }
    out.value("summary", shown(front, outsider, "summary"), &[])?;
    out.value("problem", shown(front, outsider, "problem"), &[])?;
    if let Some(picture) = of_title(front, outsider, "picture") {
        out.0.extend([picture_key(picture, here)?.as_str(), "\n"]);
    }
    if let Some(theme) = around.theme {
        out.word("theme", theme);
    }
    // The format refuses a horizon for what has shipped, so a client's horizon goes as well.
    if stage != Stage::Shipped {
        out.value("horizon", shown(front, outsider, "horizon"), &[])?;
    }
    write_dates(&mut out, front, outsider, around)?;
    match outsider {
        Outsider::Sales => {
            out.client(front, here)?;
            for (key, inner) in SALES_ALONE {
                out.value(key, front.get(key), inner)?;
            }
        }
        Outsider::Client => {
            let client = front.get("client");
            let offered = client.filter(|client| client.get("availability").is_some());
            out.value("client", offered, &["availability"])?;
        }
    }
    Ok(out.close())
}

/// The front matter of an erased theme.
pub fn write_theme(front: &FrontMatter<'_>, outermost: Outsider) -> Result<String, Fault> {
    let mut out = Lines::open();
    out.value("title", front.get("title"), &[])?;
    out.word("visibility", outermost.name());
    out.value("problem", front.get("problem"), &[])?;
    out.value("slug", front.get("slug"), &[])?;
    out.value("aliases", front.get("aliases"), &[])?;
    Ok(out.close())
}

/// What a share may tell of an entry: its title for clients, how far it is, and its window.
pub fn write_shared(
    front: &FrontMatter<'_>,
    title: &Node<'_>,
    around: &Surroundings<'_>,
) -> Result<String, Fault> {
    let mut out = Lines::open();
    out.value("title", Some(title), &[])?;
    out.word("stage", around.labels.stage.name());
    out.word("visibility", Outsider::Sales.name());
    write_dates(&mut out, front, Outsider::Client, around)?;
    let mut client = String::from("{title: ");
    yaml::write(&mut client, title, &[]);
    client.push('}');
    out.0.extend(["client: ", &client, "\n"]);
    Ok(out.close())
}

/// The front matter of an erased share, with words of the eraser in the place of what its readers do
/// not get. `kept` are the keys that they do, and `entries` the new names.
pub fn write_share(
    front: &FrontMatter<'_>,
    kept: &[(&'static str, &[&str])],
    entries: &[String],
) -> Result<String, Fault> {
    let mut out = Lines::open();
    for key in ["asked_by", "reason"] {
        out.word(key, "erased");
    }
    out.word("recipients", "[erased]");
    out.word("entries", &format!("[{}]", entries.join(", ")));
    for (key, inner) in kept {
        out.value(key, front.get(key), inner)?;
    }
    Ok(out.close())
}

/// Dates leave only as windows and months: declassifiers that the design declares.
fn write_dates(
    out: &mut Lines,
    front: &FrontMatter<'_>,
    outsider: Outsider,
    around: &Surroundings<'_>,
) -> Result<(), Fault> {
    let has_window = match around.labels.stage {
        Stage::Shipped | Stage::Declined | Stage::Paused => false,
        Stage::Idea | Stage::Discovery | Stage::Planned | Stage::InProgress | Stage::Beta => true,
    };
    if let Some(target) = front.get("target").filter(|_| has_window)
        && let Some(window) = (around.window_of)(&text(target, "target")?.text)
    {
        out.plain("target", &window);
    }
    let Some(shipped) = front.get("shipped_on").filter(|_| around.labels.stage == Stage::Shipped)
    else {
        return Ok(());
    };
    match outsider {
        Outsider::Sales => out.value("shipped_on", Some(shipped), &[]),
        Outsider::Client => {
            let day = text(shipped, "shipped_on")?;
            let month = month_of(&day.text)
                .ok_or_else(|| Fault::new(day.line, Cause::Shape("shipped_on")))?;
            out.plain("shipped_on", &format!("{month}-01"));
            Ok(())
        }
    }
}

/// The key `picture`, with the file as it is reached from the new place.
fn picture_key(picture: &Node<'_>, here: &Standpoint<'_>) -> Result<String, Fault> {
    let part = |key| {
        let shape = || Fault::new(picture.line(), Cause::Shape("picture"));
        picture.get(key).and_then(Node::scalar).ok_or_else(shape)
    };
    let (file, alt) = (part("file")?, part("alt")?);
    let moved = here.rewrite(&file.text).map_err(|cause| Fault::new(file.line, cause))?;
    let moved = moved.as_deref().unwrap_or(&file.text);
    let mut out = String::from("picture: {file: ");
    yaml::write_value(&mut out, moved, file.plain);
    out.push_str(", alt: ");
    yaml::write_value(&mut out, &alt.text, alt.plain);
    out.push('}');
    Ok(out)
}

/// `2026-08` of `2026-08-12`; anything else is no date.
fn month_of(day: &str) -> Option<&str> {
    let is_date = day.len() == 10
        && day.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_date.then(|| &day[..7])
}

/// The lines of a front matter.
struct Lines(String);

impl Lines {
    fn open() -> Self {
        Self(String::from("---\n"))
    }

    fn close(mut self) -> String {
        self.0.push_str("---\n");
        self.0
    }

    /// A word that the eraser chose itself and that YAML reads as text.
    fn word(&mut self, key: &str, word: &str) {
        self.0.extend([key, ": ", word, "\n"]);
    }

    fn plain(&mut self, key: &str, text: &str) {
        self.0.extend([key, ": "]);
        yaml::write_plain(&mut self.0, text);
        self.0.push('\n');
    }

    /// A value of the document: texts and lists of texts, or maps that hold only `inner`.
    fn value(
        &mut self,
        key: &'static str,
        node: Option<&Node<'_>>,
        inner: &[&str],
    ) -> Result<(), Fault> {
        let Some(node) = node else { return Ok(()) };
        if !fits(node, inner) {
            return Err(Fault::new(node.line(), Cause::Shape(key)));
        }
        self.0.extend([key, ": "]);
        yaml::write(&mut self.0, node, inner);
        self.0.push('\n');
        Ok(())
    }
}

impl Lines {
    /// The map `client`, with its picture.
    fn client(&mut self, front: &FrontMatter<'_>, here: &Standpoint<'_>) -> Result<(), Fault> {
        let client = front.get("client");
        self.value("client", client, CLIENT_MAP)?;
        if let Some(picture) = client.and_then(|client| client.get("picture")) {
            self.0.truncate(self.0.len() - "}\n".len());
            let separator = if self.0.ends_with('{') { "" } else { ", " };
            self.0.extend([separator, picture_key(picture, here)?.as_str(), "}\n"]);
        }
        Ok(())
    }

    /// The items of several lists as one.
    fn lists<'n, 'a: 'n>(
        &mut self,
        key: &'static str,
        lists: impl Iterator<Item = &'n Node<'a>>,
    ) -> Result<(), Fault> {
        let mut written = String::new();
        for list in lists {
            let Node::List(items) = list else {
                return Err(Fault::new(list.line(), Cause::Shape(key)));
            };
            for item in items {
                if !fits(item, &[]) {
                    return Err(Fault::new(item.line(), Cause::Shape(key)));
                }
                written.push_str(if written.is_empty() { "" } else { ", " });
                yaml::write(&mut written, item, &[]);
            }
        }
        if !written.is_empty() {
            self.0.extend([key, ": [", &written, "]\n"]);
        }
        Ok(())
    }
}

fn fits(node: &Node<'_>, inner: &[&str]) -> bool {
    match node {
        Node::Scalar(_) => inner.is_empty(),
        Node::List(items) => items.iter().all(|item| fits(item, inner)),
        Node::Map(_) => !inner.is_empty(),
    }
}
