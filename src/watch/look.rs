//! A look at what a build would read: two builds read the same if there is no difference between two
//! looks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use blake3::Hash;
use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};
use walkdir::{DirEntry, WalkDir};

use super::reads::{Reads, has_telling_name, is_aside, is_hidden};
use crate::read::{Contents, Mark, mark, read_ordinary, slashed, symlink_within};

/// Larger files are told apart by their marks alone. None of them is used by a build.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// What was there, by path relative to the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look(BTreeMap<String, Found>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// A file with these bytes.
    Bytes(Hash),
    /// A file that cannot be read, or is too large.
    Marked(Mark),
    /// A file of which the name alone counts. Its bytes will as soon as a text shows it.
    Named(Hash),
    Folder,
    /// What a build refuses: a link, a name that is not plain, a folder that cannot be read.
    Refused,
    Absent,
}

/// Looks, and remembers the files that it has read.
pub struct Looker {
    project: PathBuf,
    known: HashMap<String, (Mark, Hash)>,
}

impl Look {
    /// The paths at which a build would read something else.
    pub fn differences(&self, other: &Look) -> Vec<String> {
        let mut paths: BTreeSet<&String> = self.0.keys().collect();
        paths.extend(other.0.keys());
        let differs = |path: &&String| match (self.0.get(*path), other.0.get(*path)) {
            (Some(Found::Named(_)), Some(Found::Named(_))) => false,
            (Some(Found::Named(one)), Some(Found::Bytes(other)))
            | (Some(Found::Bytes(one)), Some(Found::Named(other))) => one != other,
            (one, other) => one != other,
        };
        paths.into_iter().filter(differs).cloned().collect()
    }

    /// Whether anything was at this path or below it.
    pub fn holds(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.0.contains_key(path)
            || self.0.range(below.clone()..).next().is_some_and(|(at, _)| at.starts_with(&below))
    }
}

impl Looker {
    /// Nothing has been looked at yet.
    pub fn new(project: &Path) -> Looker {
        Looker { project: project.to_owned(), known: HashMap::new() }
    }

    /// Reads these files again at the next look, even if they seem to be the same.
    pub fn forget(&mut self, paths: &[String]) {
        for path in paths {
            self.known.remove(path);
        }
    }

    /// Looks at everything that a build would read.
    pub fn look(&mut self, reads: &Reads) -> Look {
        let mut found = BTreeMap::new();
        let mut files: BTreeSet<String> = reads.files().map(str::to_owned).collect();
        for root in reads.roots() {
            self.search(&root, reads, &mut found, &mut files);
        }
        let is_named = |path: &str| has_telling_name(path) && !reads.takes(path);
        let named: BTreeSet<String> = files.iter().filter(|path| is_named(path)).cloned().collect();
        for theme in reads.themes() {
            let unused = |entry: &DirEntry| is_aside(&entry.file_name().to_string_lossy());
            self.walk(
                theme,
                |entry, _| !unused(entry),
                &mut found,
                |path| {
                    files.insert(path);
                },
            );
        }
        let marked: Vec<_> = files.into_par_iter().map(|path| (self.file(&path), path)).collect();
        self.known.clear();
        for ((now, mark), path) in marked {
            if let (Found::Bytes(hash), Some(mark)) = (now, mark) {
                self.known.insert(path.clone(), (mark, hash));
            }
            let now = match now {
                Found::Bytes(hash) if named.contains(&path) => Found::Named(hash),
                now => now,
            };
            found.insert(path, now);
        }
        Look(found)
    }

    /// Searches a folder for Markdown files and pictures, as a build does.
    fn search(
        &self,
        root: &str,
        reads: &Reads,
        found: &mut BTreeMap<String, Found>,
        files: &mut BTreeSet<String>,
    ) {
        let is_wanted = |entry: &DirEntry, path: &str| {
            let is_shown = !is_hidden(&entry.file_name().to_string_lossy());
            is_shown && (!entry.file_type().is_dir() || reads.enters(root, path))
        };
        self.walk(root, is_wanted, found, |path| {
            if reads.takes(&path) || has_telling_name(&path) {
                files.insert(path);
            }
        });
    }

    /// Goes through a folder, and hands on the files in it.
    fn walk(
        &self,
        folder: &str,
        is_wanted: impl Fn(&DirEntry, &str) -> bool,
        found: &mut BTreeMap<String, Found>,
        mut file: impl FnMut(String),
    ) {
        let path = self.project.join(folder);
        if symlink_within(&self.project, Path::new(folder)).is_some() || !path.is_dir() {
            let is_there = path.symlink_metadata().is_ok();
            let state = if is_there { Found::Refused } else { Found::Absent };
            found.insert(folder.to_owned(), state);
            return;
        }
        found.insert(folder.to_owned(), Found::Folder);
        let relative = |entry: &DirEntry| {
            slashed(entry.path().strip_prefix(&self.project).unwrap_or(entry.path()))
        };
        let is_wanted = |entry: &DirEntry| {
            entry.depth() == 0 || is_wanted(entry, &relative(entry).unwrap_or_default())
        };
        for entry in WalkDir::new(&path).min_depth(1).into_iter().filter_entry(is_wanted) {
            let entry = match entry {
                Ok(entry) => entry,
                // Gone while it was looked at, as what editors write aside is.
                Err(error) if is_absence(&error) => continue,
                Err(error) => {
                    let path = error.path().unwrap_or(&path).to_string_lossy();
                    found.insert(path.into_owned(), Found::Refused);
                    continue;
                }
            };
            match relative(&entry) {
                Some(path) if entry.path_is_symlink() => {
                    found.insert(path, Found::Refused);
                }
                Some(path) if entry.file_type().is_file() => file(path),
                Some(_) => {}
                None => {
                    let path = entry.path().to_string_lossy().into_owned();
                    found.insert(path, Found::Refused);
                }
            }
        }
    }

    /// What a file is now, with its mark if it was read.
    fn file(&self, path: &str) -> (Found, Option<Mark>) {
        if symlink_within(&self.project, Path::new(path)).is_some() {
            return (Found::Refused, None);
        }
        let at = self.project.join(path);
        let Some(mark) = mark(&at) else { return (Found::Absent, None) };
        if let Some((_, hash)) = self.known.get(path).filter(|(known, _)| *known == mark) {
            return (Found::Bytes(*hash), Some(mark));
        }
        match read_ordinary(&at, MAX_BYTES) {
            Ok(Contents::Whole(bytes)) => (Found::Bytes(blake3::hash(&bytes)), Some(mark)),
            Ok(Contents::TooLarge(_)) | Err(_) => (Found::Marked(mark), None),
        }
    }
}

fn is_absence(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound)
}
