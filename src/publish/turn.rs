//! A turn at a target: one run changes it until it has ended, or until another one has begun.
//!
//! A run puts its name into the marker first, and looks again and again whether it is still there.
//! It need not ask whether the last run has ended: one that was killed never says so. So whoever
//! comes later goes on, and whoever was there stops, and deletes nothing any more.

use crate::audit::{MARKER, Marker, Run};

use super::PublishError;
use super::plan::{Found, Plan};
use super::target::{Headers, Target};

/// So often a note is tried to be left, where others write at the same moment.
const TRIES: usize = 3;

/// The right to change a target, for as long as no other run begins there.
pub struct Turn<'t> {
    target: &'t dyn Target,
    run: Run,
    before: Option<Vec<u8>>,
}

impl<'t> Turn<'t> {
    /// Takes the turn. The marker names the files of both sites from now on, and `more`.
    ///
    /// # Errors
    /// Somebody else has taken it since the plan was made; or the target cannot be written to.
    pub fn begin(
        target: &'t dyn Target,
        plan: &Plan<'_>,
        run: &Run,
        more: &[&str],
    ) -> Result<Turn<'t>, PublishError> {
        let before = plan.found.as_ref().map(|found| found.bytes.clone());
        let turn = Turn { target, run: run.clone(), before };
        let marker = meanwhile(plan, more).in_run(run);
        match turn.swap(turn.before.as_deref(), &marker.bytes())? {
            true => Ok(turn),
            false => Err(turn.taken()?),
        }
    }

    /// Where the turn was taken.
    pub fn target(&self) -> &'t dyn Target {
        self.target
    }

    /// Fails if another run has begun. `sent` was sent since this was asked last: the other one may
    /// not know of it, so its name is left for whoever publishes next.
    ///
    /// # Errors
    /// Another run has begun, or the marker cannot be read.
    pub fn go_on<'p>(&self, sent: impl Iterator<Item = &'p str>) -> Result<(), PublishError> {
        if self.is_ours(self.target.find(MARKER)?.as_deref()) {
            return Ok(());
        }
        self.leave(&sent.collect::<Vec<_>>())?;
        Err(self.taken()?)
    }

    /// Ends the turn with this marker.
    ///
    /// # Errors
    /// Another run has begun, or the marker cannot be written.
    pub fn end(self, marker: &Marker) -> Result<(), PublishError> {
        let there = self.target.find(MARKER)?;
        let bytes = marker.bytes();
        let is_done = self.is_ours(there.as_deref()) && self.swap(there.as_deref(), &bytes)?;
        match is_done && self.target.find(MARKER)?.as_deref() == Some(bytes.as_slice()) {
            true => Ok(()),
            false => Err(self.taken()?),
        }
    }

    /// Ends the turn with the marker that was there before.
    ///
    /// # Errors
    /// Those of [`Turn::end`].
    pub fn give_back(self) -> Result<(), PublishError> {
        let there = self.target.find(MARKER)?;
        if !self.is_ours(there.as_deref()) {
            return Err(self.taken()?);
        }
        match &self.before {
            Some(before) => match self.swap(there.as_deref(), before)? {
                true => Ok(()),
                false => Err(self.taken()?),
            },
            None => Ok(self.target.delete(MARKER)?),
        }
    }

    fn swap(&self, was: Option<&[u8]>, bytes: &[u8]) -> Result<bool, PublishError> {
        Ok(self.target.swap(MARKER, was, bytes, Headers::of(MARKER))?)
    }

    fn is_ours(&self, bytes: Option<&[u8]>) -> bool {
        bytes.and_then(Marker::read).is_some_and(|marker| marker.run() == Some(&self.run))
    }

    /// Adds these files to the marker of the other run, which deletes what it does not need, or to
    /// the one that it has left at its end, by which the next run does.
    fn leave(&self, sent: &[&str]) -> Result<(), PublishError> {
        for _ in 0..TRIES {
            let there = self.target.find(MARKER)?;
            let Some(marker) = there.as_deref().and_then(Marker::read) else { return Ok(()) };
            if sent.iter().all(|path| marker.has(path))
                || self.swap(there.as_deref(), &marker.with_files(sent).bytes())?
            {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Who has the turn now, as far as the marker tells.
    fn taken(&self) -> Result<PublishError, PublishError> {
        let there = self.target.find(MARKER)?;
        let marker = there.as_deref().and_then(Marker::read);
        let begun = marker.as_ref().and_then(Marker::run).map(|run| run.begun().to_owned());
        Ok(PublishError::Taken { name: self.target.name(), begun })
    }
}

/// The marker while the files of two sites lie together.
fn meanwhile(plan: &Plan<'_>, more: &[&str]) -> Marker {
    let ours = plan.marker.clone().with_files(more);
    match &plan.found {
        Some(Found { marker, .. }) => ours.with_files_of(marker),
        None => ours,
    }
}
