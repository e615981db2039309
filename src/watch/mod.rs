//! Watches what a build reads, and tells when that has changed and come to rest.
//!
//! The system only says when to look: whether anything changed is told by a look at the files
//! themselves. So a log file, another program's database or a changed date never lead to a build,
//! and where the system says nothing at all, looking now and then is enough. (`notify` can look
//! too, but it would read all files of a folder whole, and what surrounds a roadmap may be large.)

mod events;
mod look;
mod reads;

use std::path::{Path, PathBuf};
use std::thread;

use core::time::Duration;

use events::{Deaf, Events};
use look::{Look, Looker};

pub use reads::{Part, Reads};

/// Where the system cannot tell of changes, there is a look this often.
pub const USUAL_INTERVAL: Duration = Duration::from_secs(1);

/// Editors write a file in several steps, a few milliseconds apart.
const QUIET: Duration = Duration::from_millis(12);
/// What changes many files, such as `git checkout`, takes longer between two of them.
const QUIET_OF_MANY: Duration = Duration::from_millis(150);
/// So many files are many.
const MANY: usize = 8;
/// After waiting so long for rest, what is there by then is built.
const PATIENCE: Duration = Duration::from_secs(3);

/// A watch over a project.
pub struct Watch {
    project: PathBuf,
    /// None where there is a look every so often.
    events: Option<Events>,
    interval: Duration,
    looker: Looker,
    reads: Reads,
    /// What was there before the last build began to read.
    seen: Look,
}

impl Watch {
    /// Begins to watch a project: by a look every so often, or by what the system tells.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn new(project: &Path, poll: Option<Duration>) -> Result<Watch, String> {
        let project = project.canonicalize().map_err(|error| error.to_string())?;
        let events = if poll.is_some() { None } else { Events::new(&project).ok() };
        let looker = Looker::new(&project);
        let interval = poll.unwrap_or(USUAL_INTERVAL);
        let (reads, seen) = (Reads::default(), Look::default());
        Ok(Watch { project, events, interval, looker, reads, seen })
    }

    /// How often there is a look, if the system does not tell of changes.
    pub fn polls(&self) -> Option<Duration> {
        self.events.is_none().then_some(self.interval)
    }

    /// Takes note of what is there. Call it before the first build, which reads this.
    pub fn begin(&mut self, reads: Reads) {
        self.reads = reads;
        self.follow();
        self.seen = self.looker.look(&self.reads);
    }

    /// Waits until a build would read something else than the last one did, which read what
    /// `reads` says. What it read for the first time counts as changed: nobody has watched it.
    pub fn changed(&mut self, reads: Reads) {
        self.reads = reads;
        loop {
            self.follow();
            let now = self.looker.look(&self.reads);
            if !now.differences(&self.seen).is_empty() && self.settle(now) {
                return;
            }
            self.wait();
        }
    }

    /// Looks until nothing changes any more; whether anything is left that has.
    fn settle(&mut self, mut now: Look) -> bool {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            let changed = now.differences(&self.seen);
            let quiet = if changed.len() > MANY { QUIET_OF_MANY } else { QUIET };
            thread::park_timeout(quiet);
            waited += quiet;
            // Two changes within one tick of a file system's clock leave the same mark.
            self.looker.forget(&changed);
            let again = self.looker.look(&self.reads);
            if again == now {
                break;
            }
            now = again;
        }
        let differs = !now.differences(&self.seen).is_empty();
        self.seen = now;
        differs
    }

    fn follow(&mut self) {
        if let Some(Err(Deaf)) = self.events.as_mut().map(|events| events.follow(&self.reads)) {
            self.events = None;
        }
    }

    /// Waits until it is time for another look.
    fn wait(&mut self) {
        let (project, reads, seen) = (&self.project, &self.reads, &self.seen);
        let matters = |path: &str| match reads.part(path) {
            Part::Read => true,
            Part::Searched => {
                let at = project.join(path);
                at.is_dir() || at.is_symlink() || seen.holds(path)
            }
            Part::Other => false,
        };
        match self.events.as_mut().map(|events| events.wait(matters)) {
            Some(Ok(paths)) => self.looker.forget(&paths),
            Some(Err(Deaf)) => self.events = None,
            None => thread::park_timeout(self.interval),
        }
    }
}
