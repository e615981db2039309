//! Watches a project's files and tells when they have changed and come to rest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use core::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps, a few milliseconds apart.
const QUIET: Duration = Duration::from_millis(12);
/// After this many rounds without rest, what is there by then is built.
const MAX_ROUNDS: u32 = 40;
/// Where the system cannot tell of changes, it is asked this often.
const POLL: Duration = Duration::from_millis(700);
/// The output folder until the settings have been read.
const DEFAULT_OUTPUT: &str = "dist";
/// Folders in which no project keeps its content, and other tools keep a lot.
const IGNORED: [&str; 2] = ["node_modules", "target"];

/// A watch over the folders of a project.
pub struct Watch {
    project: PathBuf,
    /// The first part of the output folder: what the program writes is no change.
    output: String,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    /// The folders watched with everything in them.
    folders: BTreeSet<PathBuf>,
    is_polling: bool,
}

impl Watch {
    /// Begins to watch a project, except its output folder and hidden folders.
    ///
    /// # Errors
    /// The project cannot be watched.
    pub fn new(project: &Path) -> Result<Watch, String> {
        Watch::native(project).or_else(|_| Watch::polling(project))
    }

    fn native(project: &Path) -> Result<Watch, String> {
        let (sender, events) = channel();
        let watcher = RecommendedWatcher::new(sender, Config::default());
        let watcher = Box::new(watcher.map_err(|error| error.to_string())?);
        Watch::over(project, watcher, events, false)
    }

    fn polling(project: &Path) -> Result<Watch, String> {
        let (sender, events) = channel();
        let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        let watcher = PollWatcher::new(sender, config);
        let watcher = Box::new(watcher.map_err(|error| error.to_string())?);
        Watch::over(project, watcher, events, true)
    }

    fn over(
        project: &Path,
        watcher: Box<dyn Watcher + Send>,
        events: Receiver<notify::Result<Event>>,
        is_polling: bool,
    ) -> Result<Watch, String> {
        let project = project.canonicalize().map_err(|error| error.to_string())?;
        let output = DEFAULT_OUTPUT.to_owned();
        let folders = BTreeSet::new();
        let mut watch = Watch { project, output, watcher, events, folders, is_polling };
        let project = watch.project.clone();
        watch
            .watcher
            .watch(&project, RecursiveMode::NonRecursive)
            .map_err(|error| error.to_string())?;
        watch.follow_folders().map_err(|error| error.to_string())?;
        Ok(watch)
    }

    /// Whether the files are looked at from time to time, because the system cannot tell.
    pub fn is_polling(&self) -> bool {
        self.is_polling
    }

    /// Leaves this output folder out from here on.
    pub fn set_output(&mut self, output: &str) {
        output.split('/').next().unwrap_or(output).clone_into(&mut self.output);
    }

    /// Waits until something has changed and nothing more does.
    ///
    /// # Errors
    /// The watch has ended.
    pub fn changed(&mut self) -> Result<(), String> {
        loop {
            let first = self.events.recv().map_err(|error| error.to_string())?;
            if !self.matters(&first) {
                continue;
            }
            if self.moves_folders(&first) | self.rest() {
                // A folder of the same name may be another one now, which is not watched yet.
                for folder in std::mem::take(&mut self.folders) {
                    // It may be gone, and its watch with it.
                    let _ = self.watcher.unwatch(&folder);
                }
            }
            // A folder that goes while it is looked at gives another event.
            let _ = self.follow_folders();
            return Ok(());
        }
    }

    /// Takes in events until there are none for a moment; whether one moved a folder.
    fn rest(&self) -> bool {
        let mut moved = false;
        for _ in 0..MAX_ROUNDS {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => {
                    moved |= self.moves_folders(&event);
                    while let Ok(event) = self.events.try_recv() {
                        moved |= self.moves_folders(&event);
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        moved
    }

    /// Whether what lies directly in the project came, went or was renamed.
    fn moves_folders(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let is_move = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        let is_top = |path: &PathBuf| path.parent() == Some(&self.project);
        event.need_rescan() || (is_move && event.paths.iter().any(is_top))
    }

    /// Whether the sources may have changed. Where the system has lost events, they may.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let is_change = match event.kind {
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
            EventKind::Any
            | EventKind::Other
            | EventKind::Create(_)
            | EventKind::Modify(_)
            | EventKind::Remove(_) => true,
        };
        let is_ours = |path: &PathBuf| {
            let relative = path.strip_prefix(&self.project).unwrap_or(path);
            let first = relative.components().next().map(|part| part.as_os_str().to_string_lossy());
            first.is_none_or(|first| !self.is_ignored(&first))
        };
        let paths = &event.paths;
        event.need_rescan() || (is_change && (paths.is_empty() || paths.iter().any(is_ours)))
    }

    fn is_ignored(&self, name: &str) -> bool {
        name.starts_with('.') || name == self.output || IGNORED.contains(&name)
    }

    /// Watches folders that are new in the project.
    fn follow_folders(&mut self) -> notify::Result<()> {
        let there = top_folders(&self.project, |name| !self.is_ignored(name));
        self.folders.retain(|folder| there.contains(folder));
        for folder in there {
            if !self.folders.contains(&folder) {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
                self.folders.insert(folder);
            }
        }
        Ok(())
    }
}

/// The folders directly in a project; links to folders are not followed.
fn top_folders(project: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(project).min_depth(1).max_depth(1).sort_by_file_name();
    let folders = entries
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir() && wanted(&entry.file_name().to_string_lossy()));
    folders.map(walkdir::DirEntry::into_path).collect()
}
