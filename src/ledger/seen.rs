//! Who could read which words of an entry, and on which days.
//!
//! "Could", never "did": the ledger knows what was published, not who has looked.

use jiff::civil::Date;

use super::changes::{Pair, Subject, pairs};
use super::line::Readers;
use super::record::Ledger;
use super::snapshot::{Document, Snapshot};

/// The words of an entry or theme as they stood for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Who could read them.
    pub readers: Readers,
    /// Entry or theme.
    pub subject: Subject,
    /// The day on which they were published.
    pub from: Date,
    /// The day on which others took their place, or none; they could still be read on it. None if
    /// they are what is published now.
    pub until: Option<Date>,
    /// The first and the last publication that has them.
    pub publications: (u64, u64),
    /// The words.
    pub document: Document,
}

impl Sighting {
    /// Whether they could be read at some time of a day.
    pub fn is_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What one entry or theme said to the same readers, from its first publication to its last,
/// whatever its title and address were meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story(Vec<Sighting>);

impl Story {
    /// In order of time.
    pub fn sightings(&self) -> &[Sighting] {
        &self.0
    }

    /// Its last words.
    pub fn last(&self) -> Option<&Sighting> {
        self.0.last()
    }

    /// Whether somebody who says this means it: by title, address, or for those who know it, by id.
    pub fn is_meant_by(&self, name: &str) -> bool {
        let wanted = name.to_lowercase();
        self.0.iter().any(|sighting| {
            let document = &sighting.document;
            document.title.to_lowercase() == wanted
                || document.path == name
                || slug(&document.path) == name
                || document.id.as_deref() == Some(name)
        })
    }

    fn end(&mut self, day: Date) {
        if let Some(last) = self.0.last_mut() {
            last.until.get_or_insert(day);
        }
    }
}

/// The address without folder, mark and extension.
fn slug(path: &str) -> &str {
    let name = path.rsplit(['/', '#']).next().unwrap_or(path);
    name.strip_suffix(".html").unwrap_or(name)
}

/// The stories of all entries and themes that these readers could ever read.
pub fn stories(ledger: &Ledger, readers: &Readers) -> Vec<Story> {
    let mut told = Told::default();
    let mut last = (Vec::new(), Vec::new());
    let (mut of_entries, mut of_themes) = (Vec::new(), Vec::new());
    for line in ledger.lines().iter().filter(|line| line.readers == *readers) {
        let Some(Snapshot { entries, themes, .. }) = ledger.edition(line) else { continue };
        let at = At { readers, day: line.day, number: line.number };
        of_entries = told.follow(Subject::Entry, &at, (&last.0, &of_entries), &entries);
        of_themes = told.follow(Subject::Theme, &at, (&last.1, &of_themes), &themes);
        last = (entries, themes);
    }
    told.stories
}

/// Everybody who could read anything.
pub fn all_readers(ledger: &Ledger) -> Vec<Readers> {
    let mut readers: Vec<Readers> = ledger.lines().iter().map(|it| it.readers.clone()).collect();
    readers.sort_unstable();
    readers.dedup();
    readers
}

/// A publication, for one kind of readers.
struct At<'a> {
    readers: &'a Readers,
    day: Date,
    number: u64,
}

/// The stories so far.
#[derive(Default)]
struct Told {
    stories: Vec<Story>,
}

impl Told {
    /// Goes on with what is published next. Returns the story of each of its documents.
    fn follow(
        &mut self,
        subject: Subject,
        at: &At<'_>,
        (old, stories): (&[Document], &[usize]),
        new: &[Document],
    ) -> Vec<usize> {
        let mut story_of = vec![0; new.len()];
        for pair in pairs(old, new) {
            match pair {
                Pair::Both(before, now) => {
                    story_of[now] = stories[before];
                    self.go_on(stories[before], subject, at, &new[now]);
                }
                Pair::New(now) => {
                    let story = self.ended(subject, &new[now]).unwrap_or_else(|| {
                        self.stories.push(Story::default());
                        self.stories.len() - 1
                    });
                    story_of[now] = story;
                    self.go_on(story, subject, at, &new[now]);
                }
                Pair::Gone(before) => self.stories[stories[before]].end(at.day),
            }
        }
        story_of
    }

    fn go_on(&mut self, story: usize, subject: Subject, at: &At<'_>, document: &Document) {
        let story = &mut self.stories[story];
        if let Some(last) = story.0.last_mut()
            && last.until.is_none()
            && last.document == *document
        {
            last.publications.1 = at.number;
            return;
        }
        story.end(at.day);
        story.0.push(Sighting {
            readers: at.readers.clone(),
            subject,
            from: at.day,
            until: None,
            publications: (at.number, at.number),
            document: document.clone(),
        });
    }

    /// A story that has ended and goes on here: something was withdrawn, and comes back.
    fn ended(&self, subject: Subject, document: &Document) -> Option<usize> {
        self.stories.iter().rposition(|story| {
            story.last().is_some_and(|last| {
                let was = &last.document;
                let is_same = was.path == document.path
                    || was.id.is_some() && was.id == document.id
                    || document.former.contains(&was.path)
                    || was.title.to_lowercase() == document.title.to_lowercase();
                last.until.is_some() && last.subject == subject && is_same
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::super::snapshot::tests::{entry, published, snapshot};
    use super::{Document, Ledger, Readers, Story, stories};
    use crate::audience::Audience;

    const TEXT: &str = "Orders and stock travel both ways between the shop and the warehouse.";

    /// The stories of what was published on the first days of a month.
    fn told(editions: Vec<Vec<Document>>) -> Vec<Story> {
        let mut ledger = Ledger::default();
        for (at, entries) in editions.into_iter().enumerate() {
            let day = date(2026, 11, i8::try_from(at).expect("a few") + 1);
            let addition =
                ledger.add(&snapshot(entries), published(day, Audience::Client)).expect("in order");
            ledger.take(&addition);
        }
        stories(&ledger, &Readers::Audience(Audience::Client))
    }

    fn days(story: &Story) -> Vec<(i8, Option<i8>)> {
        let day = |day: Date| day.day();
        story.sightings().iter().map(|it| (day(it.from), it.until.map(day))).collect()
    }

    #[test]
    fn the_same_words_in_several_publications_are_one_sighting() {
        let a = || vec![entry("A", "b", TEXT)];
        let stories = told(vec![a(), a(), a()]);
        assert_eq!(stories.len(), 1);
        assert_eq!(days(&stories[0]), [(1, None)]);
        assert_eq!(stories[0].sightings()[0].publications, (1, 3));
    }

    #[test]
    fn other_words_a_new_title_and_a_return_belong_to_one_story() {
        let a = |title: &str, summary: &str| vec![entry(title, summary, TEXT)];
        let editions = vec![
            a("A", "one"),
            a("A", "two"),
            a("B", "two"),
            Vec::new(),
            Vec::new(),
            a("B", "two"),
        ];
        let stories = told(editions);
        assert_eq!(stories.len(), 1, "{stories:?}");
        assert_eq!(days(&stories[0]), [(1, Some(2)), (2, Some(3)), (3, Some(4)), (6, None)]);
        for name in ["A", "a", "B", "items/a.html", "b"] {
            assert!(stories[0].is_meant_by(name), "{name}");
        }
        assert!(!stories[0].is_meant_by("C"));
    }

    #[test]
    fn on_the_day_of_a_change_both_could_be_read() {
        let stories = told(vec![vec![entry("A", "one", TEXT)], vec![entry("A", "two", TEXT)]]);
        let on = |day| {
            let day = date(2026, 11, day);
            stories[0].sightings().iter().filter(|it| it.is_on(day)).count()
        };
        assert_eq!([on(1), on(2), on(3)], [1, 2, 1]);
        assert!(!stories[0].sightings()[0].is_on(date(2026, 10, 31)));
    }
}
