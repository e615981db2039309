//! How that which an audience can read came to be so, from publication to publication.
//!
//! Computed from published editions of that audience and from what it can read now, and told in days
//! and in words of Roadcast's own. No word of an earlier edition is in it, because it may be the
//! mistake that was withdrawn: what is gone is not told, and neither is a step that was taken back.

mod steps;

use std::collections::BTreeMap;
use std::marker::PhantomData;

use jiff::civil::Date;

use crate::audience::Audience;

use super::changes::{Pair, pairs};
use super::line::{Line, Readers};
use super::record::Ledger;
use super::snapshot::Snapshot;
use super::take::Recorded;

use steps::Told;
pub use steps::{Slips, Step};

/// What happened to the entries of an edition since it was first published.
pub struct History<A> {
    /// The first publication; none if there was none before the day that is told of.
    first: Option<Date>,
    /// By address of the page; newest first.
    entries: BTreeMap<String, Vec<Happening>>,
    audience: PhantomData<fn() -> A>,
}

/// What happened to an entry with one publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The day that the publication is of.
    pub on: Date,
    /// What it was, the weightiest first; at least one.
    pub steps: Vec<Step>,
}

impl<A> History<A> {
    /// That of an edition of which nothing was published yet.
    pub fn none() -> History<A> {
        History { first: None, entries: BTreeMap::new(), audience: PhantomData }
    }

    /// The day of the first publication; none if there was none before.
    pub fn first(&self) -> Option<Date> {
        self.first
    }

    /// What happened to the entry with this address, newest first.
    pub fn of(&self, path: &str) -> &[Happening] {
        self.entries.get(path).map_or(&[], Vec::as_slice)
    }
}

impl<A: Recorded> History<A> {
    /// The way to what the audience reads on a day.
    ///
    /// Publications of later days are not looked at, so that a day has the same history for ever. A
    /// publication of the day itself is one with what is read now, whether it is recorded already
    /// or not.
    ///
    /// # Panics
    /// `now` is of another audience, or not all of the ledger is there.
    pub fn trace(ledger: &Ledger, now: &Snapshot, day: Date, slips: Slips) -> History<A> {
        assert_eq!(now.audience(), A::AUDIENCE, "each audience has a history of its own");
        let lines = publications(ledger, A::AUDIENCE, day);
        let Some(first) = lines.first().map(|line| line.as_of).filter(|first| *first < day) else {
            return History::none();
        };
        let mut traces: Vec<Trace> = now.entries.iter().map(|_| Trace::default()).collect();
        for (at, trace) in traces.iter_mut().enumerate() {
            trace.place = Some(at);
            trace.told = Told::of(&now.entries[at], slips);
        }
        let mut newer = Dated { day, edition: now.clone() };
        for line in lines.into_iter().rev() {
            let edition = ledger.edition(line).expect("a ledger is read whole or not at all");
            let older = Dated { day: line.as_of, edition };
            if older.edition != newer.edition {
                go_back(&mut traces, &older, &newer);
            }
            newer = older;
        }
        let paths = now.entries.iter().map(|entry| entry.path.clone());
        let entries = paths.zip(traces.into_iter().map(|trace| trace.happenings)).collect();
        History { first: Some(first), entries, audience: PhantomData }
    }
}

/// The publications for an audience up to a day, one for each edition in a row.
fn publications(ledger: &Ledger, audience: Audience, day: Date) -> Vec<&Line> {
    let readers = Readers::Audience(audience);
    let lines = ledger.lines().iter();
    let mut lines: Vec<&Line> =
        lines.filter(|line| line.readers == readers && line.as_of <= day).collect();
    // What is published every day and stays the same has been so since the first of these days.
    lines.dedup_by(|later, earlier| later.edition == earlier.edition);
    lines
}

/// An edition and the day it is of.
struct Dated {
    day: Date,
    edition: Snapshot,
}

/// An entry on the way back through the editions.
#[derive(Default)]
struct Trace {
    /// Its place in the edition that was reached; none before its first one.
    place: Option<usize>,
    told: Told,
    happenings: Vec<Happening>,
}

/// Goes on from an edition to the one before it.
fn go_back(traces: &mut [Trace], older: &Dated, newer: &Dated) {
    // What the days between them alone have done is no news.
    let before = older.edition.on(newer.day);
    let mut place_before = vec![None; newer.edition.entries.len()];
    for pair in pairs(&before.entries, &newer.edition.entries) {
        if let Pair::Both(old, new) = pair {
            place_before[new] = Some(old);
        }
    }
    for trace in traces {
        let Some(place) = trace.place else { continue };
        let now = &newer.edition.entries[place];
        let was = place_before[place].map(|old| &before.entries[old]);
        let steps = trace.told.steps(was, now);
        if !steps.is_empty() {
            trace.happenings.push(Happening { on: newer.day, steps });
        }
        trace.place = place_before[place];
    }
}

#[cfg(test)]
mod tests;
