//! The ledger as a preview knows it: read again when a line was added, and not at each build.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::dates::day_label;
use crate::ledger::{self, Ledger, Snapshot, compare};
use crate::read::{Mark, mark};
use crate::serve::{Outlook, Since};

use super::pipeline::{Publications, Snapshots};

/// The ledger, as it was when it was last looked at.
#[derive(Default)]
pub struct Record {
    marks: Vec<(String, Option<Mark>)>,
    ledger: Arc<Ledger>,
    is_broken: bool,
}

/// The file that gets the lines of this year: its changes are news.
pub fn file_of(day: Date) -> String {
    format!("{}/{:04}.jsonl", ledger::FOLDER, day.year())
}

impl Record {
    /// Reads the ledger again if any of its files is another one.
    pub fn look_again(&mut self, project: &Path) {
        let marks = ledger::files(project).into_iter().map(|path| {
            let mark = mark(&project.join(&path));
            (path, mark)
        });
        let marks: Vec<_> = marks.collect();
        if marks == self.marks {
            return;
        }
        let mut mistakes = Vec::new();
        self.ledger = Arc::new(Ledger::read(project, &mut mistakes));
        self.is_broken = !mistakes.is_empty();
        self.marks = marks;
    }

    /// What is known of it. One that is broken is read again, so that its mistakes are told.
    pub fn known(&self) -> Publications {
        match self.is_broken {
            true => Publications::Read,
            false => Publications::Known(Arc::clone(&self.ledger)),
        }
    }

    /// Whether there is anything to compare with.
    pub fn wanted(&self) -> Snapshots {
        if self.ledger.lines().is_empty() { Snapshots::Skip } else { Snapshots::Take }
    }

    /// What publishing now would change.
    pub fn outlook(&self, now: &[Snapshot], day: Date) -> Outlook {
        if self.is_broken {
            return Outlook::Broken;
        }
        let since = |now: &Snapshot| {
            let audience = now.audience();
            let last = self.ledger.last(audience);
            let before = last.and_then(|line| self.ledger.edition(line));
            let publication =
                last.map(|line| format!("publication {} of {}", line.number, day_label(line.day)));
            let changes = before.map(|before| compare(&before, now, day)).unwrap_or_default();
            Since { audience, publication, changes }
        };
        // Clients first, as in the preview: theirs is the site that cannot be called back.
        Outlook::Since(now.iter().rev().map(since).collect())
    }
}
