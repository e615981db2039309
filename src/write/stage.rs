//! Puts the next state of a site together beside the old one, sharing every file that is the same.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File, FileTimes};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::claim::{Claim, is_file, is_folder};
use super::{Outcome, Publication, WriteError};

/// A site that is complete and only needs to be moved into its place.
pub(super) struct Staged {
    pub(super) outcome: Outcome,
    /// Whether there is a fresh site; without one the old site is right as it is.
    pub(super) fresh_site: bool,
    /// Whether there is a fresh manifest; without one the old manifest is right as it is.
    pub(super) fresh_manifest: bool,
}

/// Completes `site` in the claim's fresh folder, unless the old one is the same.
pub(super) fn stage(claim: &Claim, site: &Publication) -> Result<Staged, WriteError> {
    let live = claim.live(site.folder);
    let old = if is_folder(&live)? { Some(Inventory::take(&live)?) } else { None };
    let kept = compare(&live, old.as_ref(), &site.files);
    let outcome = count(old.as_ref(), &kept);
    let folders = folders_of(site.files.iter().map(|(path, _)| *path));
    let same = old.as_ref().is_some_and(|old| {
        outcome.written == 0 && outcome.removed == 0 && !old.holds_others(&folders)
    });
    if !same {
        let fresh = claim.fresh(site.folder);
        make_folders(&fresh, &folders)?;
        fill(&fresh, &live, &site.files, &kept)?;
    }
    let fresh_manifest = stage_manifest(claim, site)?;
    Ok(Staged { outcome, fresh_site: !same, fresh_manifest })
}

/// What lies in the folder of an old site. Links are not followed.
#[derive(Default)]
pub(super) struct Inventory {
    pub(super) files: HashSet<String>,
    folders: HashSet<String>,
    /// Symbolic links, devices, and names that are not text.
    oddities: usize,
}

impl Inventory {
    pub(super) fn take(root: &Path) -> Result<Inventory, WriteError> {
        let mut found = Inventory::default();
        let mut open = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = open.pop() {
            found
                .list(&folder, &prefix, &mut open)
                .map_err(WriteError::io("read the folder", &folder))?;
        }
        Ok(found)
    }

    fn list(
        &mut self,
        folder: &Path,
        prefix: &str,
        open: &mut Vec<(PathBuf, String)>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Ok(name) = entry.file_name().into_string() else {
                self.oddities += 1;
                continue;
            };
            let path = format!("{prefix}{name}");
            if kind.is_file() {
                self.files.insert(path);
            } else if kind.is_dir() {
                open.push((entry.path(), format!("{path}/")));
                self.folders.insert(path);
            } else {
                self.oddities += 1;
            }
        }
        Ok(())
    }

    /// Whether there is anything besides files that does not belong to a site with `folders`.
    pub(super) fn holds_others(&self, folders: &BTreeSet<&str>) -> bool {
        self.oddities > 0 || self.folders.iter().any(|folder| !folders.contains(folder.as_str()))
    }
}

/// How a file of the next site stands to the old one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Changed,
    Same,
}

fn compare(live: &Path, old: Option<&Inventory>, files: &[(&str, &[u8])]) -> Vec<State> {
    let Some(old) = old else {
        return vec![State::New; files.len()];
    };
    let state = |buffer: &mut Vec<u8>, &(path, bytes): &(&str, &[u8])| {
        if !old.files.contains(path) {
            return State::New;
        }
        // A file that cannot be read is written anew.
        match has_bytes(&live.join(path), bytes, buffer) {
            Ok(true) => State::Same,
            Ok(false) | Err(_) => State::Changed,
        }
    };
    files.par_iter().map_init(|| vec![0; 1 << 16], state).collect()
}

fn has_bytes(path: &Path, mut bytes: &[u8], buffer: &mut [u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    loop {
        let count = file.read(buffer)?;
        if count == 0 {
            return Ok(bytes.is_empty());
        }
        let Some(rest) = bytes.strip_prefix(&buffer[..count]) else {
            return Ok(false);
        };
        bytes = rest;
    }
}

fn count(old: Option<&Inventory>, states: &[State]) -> Outcome {
    let number = |state| states.iter().filter(|&&found| found == state).count();
    let unchanged = number(State::Same);
    let stayed = unchanged + number(State::Changed);
    Outcome {
        written: states.len() - unchanged,
        unchanged,
        removed: old.map_or(0, |old| old.files.len() - stayed),
    }
}

/// Every folder that holds a file or a folder of the site, each after the one it lies in.
pub(super) fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let parents = |path: &'a str| path.match_indices('/').map(move |(end, _)| &path[..end]);
    paths.flat_map(parents).collect()
}

fn make_folders(fresh: &Path, folders: &BTreeSet<&str>) -> Result<(), WriteError> {
    for folder in [""].iter().chain(folders) {
        let path = fresh.join(folder);
        fs::create_dir(&path).map_err(WriteError::io("make the folder", path))?;
    }
    Ok(())
}

fn fill(
    fresh: &Path,
    live: &Path,
    files: &[(&str, &[u8])],
    states: &[State],
) -> Result<(), WriteError> {
    files.par_iter().zip(states).try_for_each(|(&(path, bytes), state)| {
        let target = fresh.join(path);
        match state {
            State::Same => share(&live.join(path), &target, bytes),
            State::New | State::Changed => write_new(&target, bytes).map(drop),
        }
        .map_err(WriteError::io("write", target))
    })
}

/// The old file under another name. Where that cannot be, a copy that looks as old.
fn share(old: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::hard_link(old, target).is_ok() {
        return Ok(());
    }
    copy_as_old(old, target, bytes)
}

/// For file systems without hard links, and files that belong to somebody else.
pub(super) fn copy_as_old(old: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let modified = fs::metadata(old)?.modified()?;
    write_new(target, bytes)?.set_times(FileTimes::new().set_modified(modified))
}

fn write_new(target: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = File::create_new(target)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Writes the manifest beside the fresh site and says whether it differs from the old one.
fn stage_manifest(claim: &Claim, site: &Publication) -> Result<bool, WriteError> {
    let old = claim.manifest(site.folder);
    if is_file(&old)? && fs::read(&old).is_ok_and(|bytes| bytes == site.manifest) {
        return Ok(false);
    }
    let fresh = claim.fresh_manifest(site.folder);
    fs::write(&fresh, site.manifest).map_err(WriteError::io("write", fresh))?;
    Ok(true)
}
