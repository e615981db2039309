//! What the system tells of changes, in the folders from which a build reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use notify::event::{EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use crate::read::{slashed, symlink_within};

use super::reads::{Reads, is_hidden};

/// The system tells no more, or not of everything.
#[derive(Debug)]
pub struct Deaf;

/// News of a project's files.
pub struct Events {
    project: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    followed: BTreeMap<PathBuf, RecursiveMode>,
    /// A folder may be another one now than the one that is followed under its name.
    has_moved: bool,
}

impl Events {
    /// Begins to listen. Nothing is followed yet.
    pub fn new(project: &Path) -> Result<Events, Deaf> {
        let (sender, events) = channel();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(sender, config).map_err(|_| Deaf)?;
        let followed = BTreeMap::new();
        Ok(Events { project: project.to_owned(), watcher, events, followed, has_moved: false })
    }

    /// Follows the folders from which a build reads, and no others.
    pub fn follow(&mut self, reads: &Reads) -> Result<(), Deaf> {
        let wanted = folders(&self.project, reads);
        let has_moved = std::mem::take(&mut self.has_moved);
        let followed = std::mem::take(&mut self.followed);
        for (folder, mode) in followed {
            if !has_moved && wanted.get(&folder) == Some(&mode) {
                self.followed.insert(folder, mode);
            } else {
                // It may be gone, and its watch with it.
                let _ = self.watcher.unwatch(&folder);
            }
        }
        for (folder, mode) in wanted {
            if self.followed.contains_key(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, mode) {
                Ok(()) => {
                    self.followed.insert(folder, mode);
                }
                // A folder that has just gone gives another event.
                Err(error) if is_absence(&error) && folder != self.project => {}
                Err(_) => return Err(Deaf),
            }
        }
        Ok(())
    }

    /// Waits for news that may matter; the paths that they are about.
    pub fn wait(&mut self, matters: impl Fn(&str) -> bool) -> Result<Vec<String>, Deaf> {
        let mut paths = Vec::new();
        let mut is_news = false;
        while !is_news {
            is_news |= self.take(self.events.recv().map_err(|_| Deaf)?, &matters, &mut paths)?;
            while let Ok(event) = self.events.try_recv() {
                is_news |= self.take(event, &matters, &mut paths)?;
            }
        }
        Ok(paths)
    }

    /// Takes in an event; whether it may matter.
    fn take(
        &mut self,
        event: notify::Result<Event>,
        matters: &impl Fn(&str) -> bool,
        paths: &mut Vec<String>,
    ) -> Result<bool, Deaf> {
        let event = match event {
            Ok(event) => event,
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => return Err(Deaf),
            // Something was missed.
            Err(_) => {
                self.has_moved = true;
                return Ok(true);
            }
        };
        if event.need_rescan() {
            self.has_moved = true;
            return Ok(true);
        }
        let is_move = match event.kind {
            EventKind::Access(_) => return Ok(false),
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
            EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_) | ModifyKind::Any),
        };
        let mut is_news = false;
        for path in event.paths {
            let is_followed =
                |folder: &PathBuf| folder.starts_with(&path) && *folder != self.project;
            self.has_moved |= is_move && self.followed.keys().any(is_followed);
            let relative = path.strip_prefix(&self.project).ok().and_then(slashed);
            // What has no plain name is a mistake where a build finds it.
            is_news |= relative.as_deref().is_none_or(matters);
            paths.extend(relative);
        }
        Ok(is_news)
    }
}

fn is_absence(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// The folders to follow: those that are searched with everything in them, those on the way to
/// them by themselves.
fn folders(project: &Path, reads: &Reads) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut deep: BTreeSet<PathBuf> = reads.themes().map(PathBuf::from).collect();
    for root in reads.roots() {
        if root.is_empty() {
            deep.extend(top_folders(project, reads));
        } else {
            deep.insert(root.into());
        }
    }
    deep.retain(|folder| {
        symlink_within(project, folder).is_none() && project.join(folder).is_dir()
    });
    let starts =
        reads.files().map(PathBuf::from).chain(reads.roots().into_iter().map(PathBuf::from));
    let starts = starts.chain(reads.themes().map(PathBuf::from));
    let ways =
        starts.flat_map(|start| start.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>());
    let mut wanted: BTreeMap<PathBuf, RecursiveMode> = ways
        .chain([PathBuf::new()])
        .filter(|folder| symlink_within(project, folder).is_none() && project.join(folder).is_dir())
        .map(|folder| (folder, RecursiveMode::NonRecursive))
        .collect();
    wanted.extend(deep.iter().map(|folder| (folder.clone(), RecursiveMode::Recursive)));
    let is_covered = |folder: &Path| folder.ancestors().skip(1).any(|above| deep.contains(above));
    wanted.retain(|folder, _| !is_covered(folder));
    let absolute = |folder: PathBuf| {
        if folder.as_os_str().is_empty() { project.to_owned() } else { project.join(folder) }
    };
    wanted.into_iter().map(|(folder, mode)| (absolute(folder), mode)).collect()
}

/// The folders directly in a project into which a search of all of it looks.
fn top_folders(project: &Path, reads: &Reads) -> Vec<PathBuf> {
    let entries = WalkDir::new(project).min_depth(1).max_depth(1);
    let folders = entries.into_iter().filter_map(Result::ok);
    let folders = folders.filter(|entry| entry.file_type().is_dir());
    let names = folders.filter_map(|entry| entry.file_name().to_str().map(str::to_owned));
    names.filter(|name| !is_hidden(name) && reads.enters("", name)).map(PathBuf::from).collect()
}
