//! What `roadcast diff` prints, in four forms, of the same report.

mod github;
mod human;
mod json;
mod markdown;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::dates::day_label;
use crate::diagnostic::{MASK, Readers};
use crate::ledger::{Change, Changes, Detail, Document, Event, Kind, Piece, plain};

pub use github::github;
pub use human::human;
pub use json::json_report;
pub use markdown::markdown;

/// Words of what stayed that are shown on each side of what changed.
const CONTEXT: usize = 8;
/// Words of a new text that are shown.
const EXCERPT: usize = 60;

/// One of the two editions that were compared.
#[derive(Clone, Debug)]
pub struct Side {
    /// As people call it.
    pub name: String,
    /// Its commit, if it is one.
    pub commit: Option<String>,
    /// When it was published, if it was.
    pub published: Option<Date>,
    /// The day it was built for.
    pub as_of: Date,
}

impl Side {
    /// Its name, with the day on which it was published.
    fn title(&self) -> String {
        match self.published {
            Some(day) => format!("{} of {}", self.name, day_label(day)),
            None => self.name.clone(),
        }
    }
}

/// What differs, for those who read the report.
pub struct Report {
    audience: Audience,
    from: Side,
    to: Side,
    changes: Changes,
    readers: Readers,
}

impl Report {
    /// A report. For readers who may be anybody, nothing of what was written is left in it.
    pub fn new(
        audience: Audience,
        from: Side,
        to: Side,
        changes: Changes,
        readers: Readers,
    ) -> Report {
        let changes = match readers {
            Readers::Authors => changes,
            Readers::Anybody => masked(changes),
        };
        Report { audience, from, to, changes, readers }
    }

    /// Whether words are masked.
    pub fn is_masked(&self) -> bool {
        self.readers == Readers::Anybody && !self.changes.is_empty()
    }

    /// Kinds of changes that must not be, with how many there are.
    pub fn failing(&self, kinds: &[Kind]) -> Vec<(Kind, usize)> {
        let count = |kind: Kind| {
            let is_so = |change: &&Change| change.kinds().contains(&(kind, false));
            self.changes.list.iter().filter(is_so).count()
        };
        let listed = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
        listed.map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }

    /// `clients`, `sales` or `engineering`.
    fn whom(&self) -> &'static str {
        match self.audience {
            Audience::Engineering => "engineering",
            Audience::Sales => "sales",
            Audience::Client => "clients",
        }
    }

    fn counts(&self) -> String {
        counts(&self.changes)
    }

    /// For which day or days.
    fn days(&self) -> String {
        if self.from.as_of == self.to.as_of {
            return format!("both for {}", day_label(self.to.as_of));
        }
        format!("for {} and for {}", day_label(self.from.as_of), day_label(self.to.as_of))
    }
}

/// `2 new, 1 lost, 3 reworded`.
pub fn counts(changes: &Changes) -> String {
    let counts = Kind::ALL.into_iter().map(|kind| (kind, changes.count(kind)));
    let counts = counts.filter(|(_, count)| *count > 0);
    let counts: Vec<_> = counts.map(|(kind, count)| format!("{count} {}", kind.name())).collect();
    counts.join(", ")
}

/// Where a document stands and when it is expected: `Now, In progress, Q2 2027`.
pub fn standing(document: &Document) -> String {
    let fact = |key: &str| document.facts.get(key).and_then(|words| words.first().cloned());
    let words = [
        document.horizon.as_ref().map(|horizon| horizon.label.clone()),
        fact("status").or(fact("stage")),
        document.window.as_ref().map(|window| window.label.clone()),
        fact("shipped"),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The words of a document: its summary, then the beginning of its texts.
fn excerpt(document: &Document) -> Vec<String> {
    let fact = |key: &str| document.facts.get(key).and_then(|words| words.first().cloned());
    let texts = document.texts.iter().map(|text| plain(&text.html));
    let text = texts.collect::<Vec<_>>().join("\n");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut shown = words[..words.len().min(EXCERPT)].join(" ");
    if words.len() > EXCERPT {
        shown.push_str(" …");
    }
    let summary = fact("summary").or(fact("problem"));
    summary.into_iter().chain((!shown.is_empty()).then_some(shown)).collect()
}

/// Pieces in which what stayed is cut down to a few words beside what changed.
fn shortened(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, &Piece)| match piece {
        Piece::Same(text) => Piece::Same(shorten(text, at == 0, at == last)),
        Piece::Gone(text) => Piece::Gone(in_one_line(text)),
        Piece::New(text) => Piece::New(in_one_line(text)),
    };
    pieces.iter().enumerate().map(cut).collect()
}

/// Pieces in one line, for where there are no colors: `[-old-]{+new+}`.
fn in_brackets(pieces: &[Piece]) -> String {
    let draw = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Gone(text) => format!("[-{text}-]"),
        Piece::New(text) => format!("{{+{text}+}}"),
    };
    shortened(pieces).iter().map(draw).collect()
}

fn shorten(text: &str, is_first: bool, is_last: bool) -> String {
    let text = in_one_line(text);
    let tokens: Vec<&str> = text.split_inclusive(' ').collect();
    let (head, tail) = (if is_first { 0 } else { CONTEXT }, if is_last { 0 } else { CONTEXT });
    if tokens.len() <= head + tail + 2 {
        return text;
    }
    let head = tokens[..head].concat();
    let tail = tokens[tokens.len() - tail..].concat();
    format!("{head}… {tail}").trim_end_matches(|c| is_last && c == ' ').to_owned()
}

fn in_one_line(text: &str) -> String {
    text.replace('\n', " ¶ ")
}

/// The same changes without anything that somebody wrote.
fn masked(changes: Changes) -> Changes {
    let mask = |text: Option<String>| text.map(|_| MASK.to_owned());
    let detail = |detail: Detail| Detail {
        from: mask(detail.from),
        to: mask(detail.to),
        pieces: Vec::new(),
        ..detail
    };
    let event = |event: Event| match event {
        Event::Appeared(_) => Event::Appeared(nothing()),
        Event::Vanished(_) => Event::Vanished(nothing()),
        Event::Changed(details) => Event::Changed(details.into_iter().map(detail).collect()),
    };
    let change = |change: Change| Change {
        title: MASK.to_owned(),
        path: None,
        event: event(change.event),
        ..change
    };
    Changes { list: changes.list.into_iter().map(change).collect() }
}

fn nothing() -> Document {
    Document {
        path: String::new(),
        id: None,
        former: Vec::new(),
        title: MASK.to_owned(),
        horizon: None,
        window: None,
        facts: Default::default(),
        texts: Vec::new(),
    }
}
