//! What differs between two editions of one audience, in the words of its readers.
//!
//! Computed from two snapshots and nothing else: not from sources, file names or history. So it
//! says nothing that those readers could not have read, then or now.

mod details;
mod pairs;
mod words;

use jiff::civil::Date;

use super::snapshot::{Document, SiteWords, Snapshot};

pub use details::Detail;
pub(super) use pairs::{Pair, pairs};
pub use words::Piece;

/// In which way something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Readers see it for the first time.
    New,
    /// Readers see it no longer.
    Lost,
    /// It is expected sooner.
    Earlier,
    /// It is expected later.
    Later,
    /// When it is expected is told for the first time.
    Dated,
    /// When it is expected is told no longer.
    Undated,
    /// Its status, horizon or theme is another one, or it has shipped.
    Moved,
    /// It is told in other words.
    Reworded,
    /// Another value differs.
    Changed,
}

impl Kind {
    /// All, in the order in which they are told.
    pub const ALL: [Kind; 9] = [
        Kind::New,
        Kind::Lost,
        Kind::Earlier,
        Kind::Later,
        Kind::Dated,
        Kind::Undated,
        Kind::Moved,
        Kind::Reworded,
        Kind::Changed,
    ];

    /// The word for it, on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Lost => "lost",
            Kind::Earlier => "earlier",
            Kind::Later => "later",
            Kind::Dated => "dated",
            Kind::Undated => "undated",
            Kind::Moved => "moved",
            Kind::Reworded => "reworded",
            Kind::Changed => "changed",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entry.
    Entry,
    /// A theme.
    Theme,
    /// What stands on every page.
    Site,
}

impl Subject {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Entry => "entry",
            Subject::Theme => "theme",
            Subject::Site => "site",
        }
    }
}

/// What differs about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub subject: Subject,
    /// Its title now, or the last one it had.
    pub title: String,
    /// Its page now, or the last one it had; none for what stands on every page.
    pub path: Option<String>,
    /// What happened to it.
    pub event: Event,
}

/// What happened to an entry or theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is there now.
    Appeared(Document),
    /// It is there no longer.
    Vanished(Document),
    /// It is told in another way.
    Changed(Vec<Detail>),
}

impl Change {
    /// The kinds of all that differs, each with whether the date alone has done it.
    pub fn kinds(&self) -> Vec<(Kind, bool)> {
        match &self.event {
            Event::Appeared(_) => vec![(Kind::New, false)],
            Event::Vanished(_) => vec![(Kind::Lost, false)],
            Event::Changed(details) => {
                details.iter().map(|detail| (detail.kind, detail.by_date)).collect()
            }
        }
    }
}

/// Everything that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries in the order in which they are shown, then what is gone, themes, and the site.
    pub list: Vec<Change>,
}

impl Changes {
    /// How many changes there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        let of_kind = |change: &Change| change.kinds().iter().any(|(found, _)| *found == kind);
        self.list.iter().filter(|change| of_kind(change)).count()
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Compares two editions of one audience, the second of which is of this day.
///
/// What the days between them alone have done is marked.
///
/// # Panics
/// They are of different audiences.
pub fn compare(old: &Snapshot, new: &Snapshot, day: Date) -> Changes {
    assert_eq!(old.audience(), new.audience(), "each audience is compared with itself");
    let later = old.on(day);
    let mut list = of_documents(Subject::Entry, (old.entries(), later.entries()), new.entries());
    list.extend(of_documents(Subject::Theme, (old.themes(), later.themes()), new.themes()));
    list.extend(of_site(old.site(), new.site()));
    Changes { list }
}

fn of_documents(
    subject: Subject,
    (old, later): (&[Document], &[Document]),
    new: &[Document],
) -> Vec<Change> {
    let change = |document: &Document, event: Event| Change {
        subject,
        title: document.title.clone(),
        path: Some(document.path.clone()),
        event,
    };
    let paired = pairs(old, new);
    let changes = paired.into_iter().filter_map(|pair| match pair {
        Pair::New(at) => Some(change(&new[at], Event::Appeared(new[at].clone()))),
        Pair::Gone(at) => Some(change(&old[at], Event::Vanished(old[at].clone()))),
        Pair::Both(before, now) => {
            let lasting = details::of(&later[before], &new[now]);
            let mut found = details::of(&old[before], &new[now]);
            for detail in &mut found {
                detail.by_date = lasting.iter().all(|other| other.field != detail.field);
            }
            (!found.is_empty()).then(|| change(&new[now], Event::Changed(found)))
        }
    });
    changes.collect()
}

fn of_site(old: &SiteWords, new: &SiteWords) -> Option<Change> {
    let found = details::of_site(old, new);
    (!found.is_empty()).then(|| Change {
        subject: Subject::Site,
        title: "Every page".to_owned(),
        path: None,
        event: Event::Changed(found),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::super::snapshot::Span;
    use super::super::snapshot::tests::{entry, snapshot};
    use super::{Changes, Event, Kind, compare};
    use crate::ledger::{Document, Word};

    const DAY: Date = date(2026, 11, 22);

    fn kinds(old: Document, new: Document) -> Vec<(Kind, bool)> {
        let changes = compare(&snapshot(vec![old]), &snapshot(vec![new]), DAY);
        changes.list.iter().flat_map(super::Change::kinds).collect()
    }

    fn with_window(label: &str, until: Date) -> Document {
        let window = Some(Span { label: label.to_owned(), until });
        Document { window, ..entry("A", "b", "c") }
    }

    fn with_horizon(key: &str) -> Document {
        let horizon = Some(Word { key: key.to_owned(), label: key.to_uppercase() });
        Document { horizon, ..entry("A", "b", "c") }
    }

    #[test]
    fn nothing_differs_from_itself() {
        let dated = with_window("Q1 2027", date(2027, 3, 31));
        let one = snapshot(vec![entry("B", "b", "c"), dated]);
        assert_eq!(compare(&one, &one.clone(), DAY), Changes::default());
    }

    #[test]
    fn a_window_is_earlier_later_dated_or_undated() {
        let q1 = || with_window("Q1 2027", date(2027, 3, 31));
        let q2 = || with_window("Q2 2027", date(2027, 6, 30));
        let none = || entry("A", "b", "c");
        for (old, new, kind) in [
            (q1(), q2(), Kind::Later),
            (q2(), q1(), Kind::Earlier),
            (none(), q1(), Kind::Dated),
            (q1(), none(), Kind::Undated),
            (q1(), with_window("First quarter", date(2027, 3, 31)), Kind::Changed),
        ] {
            assert_eq!(kinds(old, new), [(kind, false)]);
        }
    }

    #[test]
    fn a_window_that_has_passed_is_gone_by_the_date_alone() {
        let passed = with_window("Q3 2026", date(2026, 9, 30));
        assert_eq!(kinds(passed.clone(), entry("A", "b", "c")), [(Kind::Undated, true)]);
        let kept = with_window("Q4 2026", date(2026, 12, 31));
        assert_eq!(kinds(kept, entry("A", "b", "c")), [(Kind::Undated, false)]);
        // What is told anew is no doing of the date.
        let new = with_window("Q4 2026", date(2026, 12, 31));
        assert_eq!(kinds(passed, new), [(Kind::Later, false)]);
    }

    #[test]
    fn words_horizons_and_titles_differ_in_their_own_ways() {
        for (old, new, kind) in [
            (with_horizon("later"), with_horizon("now"), Kind::Moved),
            (entry("A", "b c", "d"), entry("A", "b e", "d"), Kind::Reworded),
            (entry("A", "b", "c d"), entry("A", "b", "c e"), Kind::Reworded),
            (entry("A", "b", "c"), entry("A", "", "c"), Kind::Reworded),
        ] {
            assert_eq!(kinds(old, new), [(kind, false)]);
        }
    }

    #[test]
    fn what_appears_and_vanishes_is_told_with_its_words() {
        let (old, new) = (entry("Old", "one", "two"), entry("New", "three", "four"));
        let changes = compare(&snapshot(vec![old.clone()]), &snapshot(vec![new.clone()]), DAY);
        let events: Vec<_> = changes.list.iter().map(|change| &change.event).collect();
        assert_eq!(events, [&Event::Appeared(new), &Event::Vanished(old)]);
        assert_eq!((changes.count(Kind::New), changes.count(Kind::Lost)), (1, 1));
    }
}
