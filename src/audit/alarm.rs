//! Alarms of the scan: what is withheld and was found, in which sites, and where in them. What
//! belongs to one mistake becomes one alarm, whichever sites it got into.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::audience::Audience;
use crate::diagnostic::{FileId, Message, Severity, Span};
use crate::vault::Kind;

/// Places of an alarm that are kept for each site; more are counted.
pub const PLACES: usize = 5;

/// Something withheld that readers of a site may see.
#[derive(Clone)]
pub struct Alarm {
    /// Whether it stops the build.
    pub severity: Severity,
    /// What was found.
    pub kind: Kind,
    /// Whose sites it is in, clients first.
    pub audiences: Vec<Audience>,
    /// Where it stands in what is withheld.
    pub withheld: Span,
    /// Where it stands in what is shown, if it stands in a text.
    pub shown: Option<Span>,
    /// The file of the page on which it stands, if one file makes it.
    pub shown_file: Option<FileId>,
    /// How many words were copied; 0 for a name.
    pub words: usize,
    /// Where in the sites, the first few of each.
    pub places: Vec<(Audience, Message)>,
    /// How many places there are in all.
    pub count: usize,
    /// What to do, if it is not to mend the project.
    pub advice: Option<Message>,
    /// More copies from the one file to the other, longest first.
    pub more: Vec<Alarm>,
}

impl Alarm {
    /// Whether both say that the same is withheld; where it is shown may differ.
    fn is_of_the_same(&self, other: &Alarm) -> bool {
        (self.severity, self.kind, self.withheld) == (other.severity, other.kind, other.withheld)
    }

    /// The places to be named: of each site the first, then the others.
    pub fn first_places(&self) -> Vec<&Message> {
        let ranked = self.audiences.iter().flat_map(|audience| {
            let own = self.places.iter().filter(move |(of, _)| of == audience);
            own.enumerate().map(|(rank, (_, place))| (rank, place))
        });
        let mut ranked: Vec<(usize, &Message)> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().take(PLACES).map(|(_, place)| place).collect()
    }

    /// How many withheld strings it stands for.
    pub fn strings(&self) -> usize {
        1 + self.more.len()
    }

    /// How many places it stands for.
    pub fn all_places(&self) -> usize {
        self.count + self.more.iter().map(|alarm| alarm.count).sum::<usize>()
    }

    /// Takes in what was found elsewhere.
    fn take(&mut self, mut other: Alarm) {
        // A page on whose own text it stands says more than a list with parts of many.
        if self.shown_file.is_none() && other.shown_file.is_some() {
            std::mem::swap(self, &mut other);
        }
        self.count += other.count;
        for audience in other.audiences {
            if !self.audiences.contains(&audience) {
                self.audiences.push(audience);
            }
        }
        self.audiences.sort_by(|a, b| b.cmp(a));
        for (audience, place) in other.places {
            if self.places.iter().filter(|(of, _)| *of == audience).count() < PLACES {
                self.places.push((audience, place));
            }
        }
    }
}

/// One alarm for each withheld string and site, in the order of the first finds.
pub fn once_each(found: impl IntoIterator<Item = Alarm>) -> Vec<Alarm> {
    let key = |alarm: &Alarm| {
        let Alarm { severity, kind, audiences, withheld, .. } = alarm;
        (*severity, *kind, audiences.clone(), *withheld)
    };
    take_equal(found, key)
}

/// One alarm for each mistake, of alarms of all sites.
pub fn of_all_sites(found: Vec<Alarm>) -> Vec<Alarm> {
    let (copies, names): (Vec<_>, Vec<_>) = found.into_iter().partition(|alarm| alarm.words > 0);
    let mut alarms = take_equal(names, |alarm| (alarm.severity, alarm.kind, alarm.withheld));
    // Copies in the lists of a site are parts of those on the pages that belong to one file.
    let (placed, unplaced): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|alarm| alarm.shown_file.is_some());
    let mut by_files: BTreeMap<(FileId, Option<FileId>), Vec<Alarm>> = BTreeMap::new();
    for alarm in placed {
        by_files.entry((alarm.withheld.file, alarm.shown_file)).or_default().push(alarm);
    }
    let mut copies: Vec<Alarm> = by_files.into_values().flat_map(of_two_files).collect();
    for alarm in unplaced {
        let is_part = |whole: &&mut Alarm| {
            whole.withheld.file == alarm.withheld.file
                && alarm.audiences.iter().all(|audience| whole.audiences.contains(audience))
                && is_within(&alarm.withheld.range(), &whole.withheld.range())
        };
        match copies.iter_mut().find(is_part) {
            Some(whole) => whole.take(alarm),
            None => copies.push(alarm),
        }
    }
    alarms.extend(take_equal(copies, |alarm| {
        (alarm.severity, alarm.kind, alarm.withheld, alarm.shown_file)
    }));
    alarms
}

/// One alarm for each mistake: for the copies from one file to another, the longest with the others;
/// for the title, the address and the name of one file that stand in another, the first.
pub fn one_for_each_mistake(alarms: Vec<Alarm>) -> Vec<Alarm> {
    let mut mistakes: Vec<Alarm> = Vec::new();
    let mut known: BTreeMap<(Severity, What, FileId, FileId), usize> = BTreeMap::new();
    for alarm in alarms {
        let what = What::of(&alarm);
        let key = alarm
            .shown_file
            .zip(what)
            .map(|(file, what)| (alarm.severity, what, alarm.withheld.file, file));
        match key.and_then(|key| known.get(&key)) {
            Some(&at) => mistakes[at].more.push(alarm),
            None => {
                known.extend(key.map(|key| (key, mistakes.len())));
                mistakes.push(alarm);
            }
        }
    }
    for mistake in mistakes.iter_mut().filter(|mistake| !mistake.more.is_empty()) {
        let mut all = std::mem::take(&mut mistake.more);
        all.push(mistake.clone());
        all.sort_by_key(|alarm| (usize::MAX - alarm.words, alarm.kind, alarm.withheld));
        *mistake = all.remove(0);
        mistake.more = all;
    }
    mistakes
}

/// What is told once, however often it stands in one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Copy,
    /// Titles, and the addresses and names of files that are made of them.
    Title,
}

impl What {
    fn of(alarm: &Alarm) -> Option<What> {
        let is_title =
            matches!(alarm.kind, Kind::Title | Kind::ClientTitle | Kind::Slug | Kind::FileName);
        match alarm.words {
            0 => is_title.then_some(What::Title),
            _ => Some(What::Copy),
        }
    }
}

/// Alarms of the copies from one file to another, those of the same words in several sites put
/// together: where the shown text is the same, one change mends all.
fn of_two_files(mut alarms: Vec<Alarm>) -> Vec<Alarm> {
    alarms.sort_by_key(|alarm| (alarm.shown, alarm.withheld));
    let mut merged: Vec<Alarm> = Vec::new();
    for alarm in alarms {
        let is_same = |other: &Alarm| {
            let shown = other.shown.zip(alarm.shown);
            let is_shown = shown.map_or(other.is_of_the_same(&alarm), |(other, shown)| {
                overlap(&other.range(), &shown.range())
            });
            is_shown
                && other.audiences != alarm.audiences
                && overlap(&other.withheld.range(), &alarm.withheld.range())
        };
        match merged.last_mut().filter(|last| is_same(last)) {
            Some(last) if last.words >= alarm.words => last.take(alarm),
            Some(last) => {
                let shorter = std::mem::replace(last, alarm);
                last.take(shorter);
            }
            None => merged.push(alarm),
        }
    }
    merged
}

fn take_equal<K: Ord>(
    found: impl IntoIterator<Item = Alarm>,
    key: impl Fn(&Alarm) -> K,
) -> Vec<Alarm> {
    let mut alarms: Vec<Alarm> = Vec::new();
    let mut known: BTreeMap<K, usize> = BTreeMap::new();
    for alarm in found {
        match known.get(&key(&alarm)) {
            Some(&at) => alarms[at].take(alarm),
            None => {
                known.insert(key(&alarm), alarms.len());
                alarms.push(alarm);
            }
        }
    }
    alarms
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn is_within(part: &Range<usize>, whole: &Range<usize>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}
