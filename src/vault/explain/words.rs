//! The exact words that clients read of an entry, and where each of them comes from.

use serde::Serialize;

use crate::dates::{DatePolicy, Slack, day_label};
use crate::diagnostic::Span;
use crate::vault::Vault;
use crate::vault::declassify::window;
use crate::vault::edition::ClientEntry;
use crate::vault::entry::{Entry, Piece};
use crate::vault::project::{has_window, shown_to_clients};
use crate::yaml::Choice as _;

use super::Place;

/// Width of texts, in columns.
const WIDTH: usize = 80;

/// Something that clients read, or would if a rule did not keep it back.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// What it is: `title`, `window`, `text 2`.
    pub what: String,
    /// What they read; nothing if it is kept back.
    pub words: Option<String>,
    /// Which key it comes from and what was done to it, or why it is kept back.
    pub from: String,
    /// Where it was written.
    pub place: Place,
}

/// All that clients read of an entry. Taken from what is made for them, so that it cannot differ
/// from it.
pub fn client_words(vault: &Vault<'_>, entry: &Entry) -> Vec<Words> {
    let Some(shown) = shown_to_clients(vault, entry) else { return Vec::new() };
    let list = List { vault, entry };
    let mut words = list.texts(&shown);
    words.extend(list.dates(&shown));
    words.extend(list.theme(&shown));
    words.extend(list.blocks(&shown));
    words
}

struct List<'a> {
    vault: &'a Vault<'a>,
    entry: &'a Entry,
}

impl List<'_> {
    fn item(&self, what: &str, words: Option<&str>, from: String, span: Span) -> Words {
        let place = self.vault.place_of(span);
        Words { what: what.to_owned(), words: words.map(str::to_owned), from, place }
    }

    /// Title, summary, status, horizon and availability.
    fn texts(&self, shown: &ClientEntry) -> Vec<Words> {
        let entry = self.entry;
        let stage = entry.stage.inspect().word();
        let own = |is_own: bool, key: &str| match is_own {
            true => format!("`client.{key}`"),
            false => format!("`{key}`, as there is no `client.{key}`"),
        };
        let title = own(entry.client_title.is_some(), "title");
        let mut list =
            vec![self.item("title", Some(shown.title.get()), title, entry.shown_title.span())];
        if let (Some(text), Some(source)) = (&shown.summary, &entry.shown_summary) {
            let from = own(entry.client_summary.is_some(), "summary");
            list.push(self.item("summary", Some(text.get()), from, source.span()));
        }
        if let (Some(text), Some(source)) = (&shown.problem, &entry.shown_problem) {
            let from = own(entry.client_problem.is_some(), "problem");
            list.push(self.item("problem", Some(text.get()), from, source.span()));
        }
        for (word, source) in shown.search_words.iter().zip(&entry.search_words.shown) {
            let is_own = entry.search_words.client.iter().any(|it| it.span() == source.span());
            let from = if is_own { "`client.search_words`" } else { "`search_words`" };
            list.push(self.item("search word", Some(word.get()), from.to_owned(), source.span()));
        }
        if let (Some(picture), Some(source)) = (&shown.picture, &entry.pictures.shown) {
            let from = own(entry.pictures.client.is_some(), "picture");
            list.push(self.item("picture", Some(&picture.get().alt), from, source.span()));
        }
        let from = format!("`stage: {stage}`, told as a public status");
        list.push(self.item("status", Some(shown.status.get().label), from, entry.stage.span()));
        if let Some(horizon) = &shown.horizon {
            let (from, span) = match &entry.shown_horizon {
                Some(source) => (own(entry.client_horizon.is_some(), "horizon"), source.span()),
                None => (format!("`stage: {stage}`, as no horizon is given"), entry.stage.span()),
            };
            list.push(self.item("horizon", Some(horizon.get().label), from, span));
        }
        if let (Some(text), Some(source)) = (&shown.availability, &entry.availability) {
            let from = "`client.availability`".to_owned();
            list.push(self.item("availability", Some(text.get()), from, source.span()));
        }
        list
    }

    /// The window and the month in which it shipped.
    fn dates(&self, shown: &ClientEntry) -> Vec<Words> {
        let entry = self.entry;
        let mut list = Vec::new();
        if let Some(target) = &entry.target {
            let words = shown.window.as_ref().map(|window| window.get().label());
            let from = match words {
                Some(label) => format!("{}: {label}", self.window_made()),
                None => self.no_window(),
            };
            list.push(self.item("window", words, from, target.span()));
        }
        if let (Some(month), Some(day)) = (&shown.shipped, &entry.shipped_on) {
            let from = format!("`shipped_on: {}`, told as its month", day.inspect());
            list.push(self.item("shipped", Some(&month.get().label), from, day.span()));
        }
        list
    }

    /// How a window comes about: `target 2026-11-15 + 1 quarter, rounded up to a quarter`.
    fn window_made(&self) -> String {
        let DatePolicy { precision, slack } = self.vault.settings.dates;
        let target = self.entry.target.as_ref().map(|target| target.inspect().written());
        let target = target.unwrap_or_default();
        let period = precision.map_or("day", |precision| precision.name());
        format!("target {target}{}, rounded up to a {period}", slack_words(slack))
    }

    fn no_window(&self) -> String {
        let stage = *self.entry.stage.inspect();
        let target = self.entry.target.as_ref();
        let told = target.and_then(|target| window(*target.inspect(), self.vault.settings.dates));
        match told {
            None => "the settings tell clients no dates (`dates.precision`)".to_owned(),
            Some(_) if !has_window(stage) => format!("`stage: {}` tells no window", stage.word()),
            Some(window) => format!(
                "{}: {}, which has passed on {}",
                self.window_made(),
                window.label(),
                day_label(self.vault.as_of)
            ),
        }
    }

    fn theme(&self, shown: &ClientEntry) -> Option<Words> {
        let id = self.entry.theme.as_ref()?;
        let name = id.inspect();
        let link = shown.theme.as_ref();
        let from = match (link, self.vault.theme(name)) {
            (Some(_), _) => format!("`theme: {name}`"),
            (None, Some(theme)) => format!(
                "the theme `{name}` has visibility `{}`: see `roadcast explain {name}`",
                theme.visibility.value
            ),
            (None, None) => format!("there is no usable theme `{name}`"),
        };
        Some(self.item("theme", link.map(|link| link.get().title.as_str()), from, id.span()))
    }

    fn blocks(&self, shown: &ClientEntry) -> Vec<Words> {
        let pieces = self.entry.body.iter().enumerate().filter(|(_, piece)| match piece {
            Piece::Client(_) => true,
            Piece::Sales(_) | Piece::Engineering(_) => false,
        });
        let blocks = pieces.zip(&shown.blocks).map(|((index, piece), html)| {
            // Stars around bold words are no words that clients read.
            let text = html2text::config::plain_no_decorate()
                .link_footnotes(true)
                .string_from_read(html.get().as_str().as_bytes(), WIDTH)
                .unwrap_or_else(|_| html.get().as_str().to_owned());
            let from = "a block `::: client`".to_owned();
            self.item(&super::piece_name(index), Some(text.trim_end()), from, piece.span())
        });
        blocks.collect()
    }
}

/// ` + 1 quarter`, in the longest unit that fits.
fn slack_words(slack: Slack) -> String {
    let Slack { months, days } = slack;
    let units = [(months, 12, "year"), (months, 3, "quarter"), (months, 1, "month")];
    let units = units.into_iter().chain([(days, 7, "week"), (days, 1, "day")]);
    // Whichever of months and days is given has a first unit that divides it.
    let found = units.into_iter().find(|(count, unit, _)| *count > 0 && count % unit == 0);
    match found {
        Some((count, unit, name)) => {
            let number = count / unit;
            format!(" + {number} {name}{}", if number == 1 { "" } else { "s" })
        }
        None => String::new(),
    }
}
