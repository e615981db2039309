//! The steps of an entry from one edition to the next, and which of them are told.

use crate::vault::declassify::PublicStatus;
use crate::vault::vocabulary::{Horizon, Stage};
use crate::yaml::Choice as _;

use super::super::snapshot::{Document, Span};

/// Something that happened to an entry. In the order of their weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Readers see it for the first time, or again.
    Added,
    /// Everybody has it.
    Shipped,
    /// It was laid aside or declined, and is no more.
    Resumed,
    /// Its horizon is a nearer one.
    Nearer(Horizon),
    /// Customers try it.
    Tried,
    /// It is being built.
    Begun,
    /// It is decided.
    Decided,
    /// When it is expected is told for the first time.
    Dated,
    /// It is expected sooner.
    Earlier,
    /// It is expected later.
    Later,
    /// When it is expected is told no longer.
    Undated,
    /// Its horizon is a farther one.
    Farther(Horizon),
    /// It is less far than it was.
    SetBack,
    /// It was laid aside.
    Paused,
    /// It was decided against.
    Declined,
}

impl Step {
    /// Whether it disappoints somebody.
    pub fn is_slip(self) -> bool {
        self >= Step::Later
    }
}

/// Whether steps that disappoint somebody are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slips {
    /// They are left out.
    #[default]
    Hidden,
    /// They are told like others.
    Shown,
}

impl Slips {
    /// Shown, or hidden.
    pub fn shown(are_shown: bool) -> Slips {
        if are_shown { Slips::Shown } else { Slips::Hidden }
    }
}

/// How far an entry has come, in the words of any audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Declined,
    Undecided,
    Paused,
    Decided,
    Begun,
    Tried,
    Shipped,
}

impl Progress {
    /// As far as the words of this version say it.
    fn of(entry: &Document) -> Option<Progress> {
        let label = |key: &str| entry.facts.get(key).and_then(|words| words.first());
        if let Some(label) = label("status") {
            let all = PublicStatus::ALL.into_iter();
            return all.into_iter().find(|it| it.words().1 == label).map(Progress::of_status);
        }
        let label = label("stage")?;
        Stage::ALL
            .iter()
            .find(|stage| stage.label() == label)
            .map(|stage| Progress::of_stage(*stage))
    }

    fn of_status(status: PublicStatus) -> Progress {
        match status {
            PublicStatus::NotPlanned => Progress::Declined,
            PublicStatus::OnHold => Progress::Paused,
            PublicStatus::Planned => Progress::Decided,
            PublicStatus::InProgress => Progress::Begun,
            PublicStatus::EarlyAccess => Progress::Tried,
            PublicStatus::Available => Progress::Shipped,
        }
    }

    fn of_stage(stage: Stage) -> Progress {
        match stage {
            Stage::Declined => Progress::Declined,
            Stage::Idea | Stage::Discovery => Progress::Undecided,
            Stage::Paused => Progress::Paused,
            Stage::Planned => Progress::Decided,
            Stage::InProgress => Progress::Begun,
            Stage::Beta => Progress::Tried,
            Stage::Shipped => Progress::Shipped,
        }
    }

    fn is_at_rest(self) -> bool {
        matches!(self, Progress::Declined | Progress::Paused)
    }
}

/// What the way back has met so far of an entry, and so what may still be told of earlier times.
///
/// A step forward is told as long as nothing that came after it took it back. What may be told in
/// more than one value, such as a window, is told in the present one alone.
#[derive(Debug, Default)]
pub(super) struct Told {
    slips: Slips,
    /// No farther has it been ever since.
    progress: Option<Progress>,
    /// No nearer has it been ever since.
    horizon: Option<Horizon>,
    /// Whether the present horizon, progress and window are explained by what was met.
    is_explained: [bool; 3],
}

const HORIZON: usize = 0;
const PROGRESS: usize = 1;
const WINDOW: usize = 2;

impl Told {
    /// Of an entry as it is.
    pub(super) fn of(now: &Document, slips: Slips) -> Told {
        let (progress, horizon) = (Progress::of(now), horizon(now));
        Told { slips, progress, horizon, is_explained: [false; 3] }
    }

    /// What is told of a change from one edition to the next, the weightiest first. Each is asked
    /// after those that came later.
    pub(super) fn steps(&mut self, was: Option<&Document>, now: &Document) -> Vec<Step> {
        let Some(was) = was else { return vec![Step::Added] };
        let mut steps: Vec<Step> = Vec::new();
        steps.extend(self.progress(was, now));
        steps.extend(self.horizon(was, now));
        steps.extend(self.window(was, now));
        steps.retain(|step| self.slips == Slips::Shown || !step.is_slip());
        steps.sort_unstable();
        // That it lies ahead no longer needs no words.
        if steps.first() == Some(&Step::Shipped) {
            steps.truncate(1);
        }
        steps
    }

    fn progress(&mut self, was: &Document, now: &Document) -> Option<Step> {
        let (was, now) = (Progress::of(was), Progress::of(now));
        let since = self.progress;
        self.progress = since.min(now);
        if was == now {
            return None;
        }
        let is_last = !std::mem::replace(&mut self.is_explained[PROGRESS], true);
        let (was, now) = (was?, now?);
        // A step that was taken back is not told; nor one of which nothing is known since.
        let lasts = since.is_some_and(|since| now <= since);
        match now {
            Progress::Declined => is_last.then_some(Step::Declined),
            Progress::Paused => is_last.then_some(Step::Paused),
            _ if now < was => is_last.then_some(Step::SetBack),
            _ if !lasts => None,
            _ if was.is_at_rest() => {
                Some(if now == Progress::Shipped { Step::Shipped } else { Step::Resumed })
            }
            Progress::Shipped => Some(Step::Shipped),
            Progress::Tried => Some(Step::Tried),
            Progress::Begun => Some(Step::Begun),
            Progress::Decided => Some(Step::Decided),
            Progress::Undecided => None,
        }
    }

    fn horizon(&mut self, was: &Document, now: &Document) -> Option<Step> {
        let (was, now) = (horizon(was), horizon(now));
        let since = self.horizon;
        // What lies ahead no longer has no horizon; where it has one, the farther one counts.
        self.horizon = since.max(now);
        if was == now {
            return None;
        }
        let is_last = !std::mem::replace(&mut self.is_explained[HORIZON], true);
        let (was, now) = (was?, now?);
        // Horizons are in order of distance.
        if now > was {
            return is_last.then_some(Step::Farther(now));
        }
        since.is_none_or(|since| now >= since).then_some(Step::Nearer(now))
    }

    fn window(&mut self, was: &Document, now: &Document) -> Option<Step> {
        let end = |window: &Option<Span>| window.as_ref().map(|window| window.until);
        let (was, now) = (end(&was.window), end(&now.window));
        if was == now || std::mem::replace(&mut self.is_explained[WINDOW], true) {
            return None;
        }
        match (was, now) {
            (None, _) => Some(Step::Dated),
            (Some(_), None) => Some(Step::Undated),
            (Some(was), Some(now)) => Some(if now < was { Step::Earlier } else { Step::Later }),
        }
    }
}

fn horizon(entry: &Document) -> Option<Horizon> {
    let key = entry.horizon.as_ref()?.key.as_str();
    Horizon::ALL.iter().copied().find(|horizon| horizon.word() == key)
}
