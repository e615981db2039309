//! The paths that a site may hold: safe, and the same file on every operating system.
//!
//! Everything upstream makes such paths already. They are checked once more because a path that
//! climbs out of its site would break the promise of the whole tool.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use super::{Publication, WriteError};

/// No site needs more, and a deeper tree could not be deleted with few open files.
const MAX_DEPTH: usize = 32;

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// It has an empty part: it is empty, absolute, or has `//` or a final `/`.
    EmptyPart,
    /// It has a part `.` or `..`.
    DotPart,
    /// It has a backslash, a control character, or one that Windows refuses.
    Character(char),
    /// A part ends in a dot or a space, which Windows drops.
    Ending,
    /// A part is a device name on Windows.
    Reserved(String),
    /// It has more parts than any site needs.
    TooDeep,
    /// It differs from another path only in case, or is the same.
    Collision(String),
    /// It is a file here and a folder for another path.
    FileAndFolder(String),
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathFault::EmptyPart => f.write_str("a part of it is empty"),
            PathFault::DotPart => f.write_str("it has a part `.` or `..`"),
            PathFault::Character(found) => write!(f, "it has the character {found:?}"),
            PathFault::Ending => f.write_str("a part of it ends in a dot or a space"),
            PathFault::Reserved(part) => write!(f, "`{part}` is a device name on Windows"),
            PathFault::TooDeep => write!(f, "it has more than {MAX_DEPTH} parts"),
            PathFault::Collision(other) => write!(f, "it collides with `{other}`"),
            PathFault::FileAndFolder(other) => {
                write!(f, "`{other}` would be a file and a folder at once")
            }
        }
    }
}

/// Checks the names of the site folders and every path in them.
pub(super) fn check(sites: &[Publication]) -> Result<(), WriteError> {
    let mut folders = BTreeMap::new();
    for site in sites {
        check_folder(site.folder, &mut folders).map_err(|fault| WriteError::BadPath {
            folder: site.folder.to_owned(),
            path: site.folder.to_owned(),
            fault,
        })?;
        let mut seen = BTreeMap::new();
        for (path, _) in &site.files {
            check_file(path, &mut seen).map_err(|fault| WriteError::BadPath {
                folder: site.folder.to_owned(),
                path: (*path).to_owned(),
                fault,
            })?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    File(&'a str),
    Folder(&'a str),
}

/// Every file and folder so far, by its path in lower case.
type Places<'a> = BTreeMap<String, Place<'a>>;

fn check_folder<'a>(folder: &'a str, seen: &mut Places<'a>) -> Result<(), PathFault> {
    if folder.contains('/') {
        return Err(PathFault::Character('/'));
    }
    // `.roadcast` and everything like it belongs to us.
    if folder.starts_with('.') {
        return Err(PathFault::DotPart);
    }
    check_part(folder)?;
    claim_place(folder, Place::File(folder), seen)
}

fn check_file<'a>(path: &'a str, seen: &mut Places<'a>) -> Result<(), PathFault> {
    if path.split('/').count() > MAX_DEPTH {
        return Err(PathFault::TooDeep);
    }
    path.split('/').try_for_each(check_part)?;
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        claim_place(folder, Place::Folder(folder), seen)?;
    }
    claim_place(path, Place::File(path), seen)
}

fn check_part(part: &str) -> Result<(), PathFault> {
    if part.is_empty() {
        return Err(PathFault::EmptyPart);
    }
    if part == "." || part == ".." {
        return Err(PathFault::DotPart);
    }
    let refused = |c: char| c.is_control() || "\\<>:\"|?*".contains(c);
    if let Some(found) = part.chars().find(|&c| refused(c)) {
        return Err(PathFault::Character(found));
    }
    if part.ends_with(['.', ' ']) {
        return Err(PathFault::Ending);
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if is_device(stem) {
        return Err(PathFault::Reserved(part.to_owned()));
    }
    Ok(())
}

/// The names of <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_uppercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| matches!(rest, "0" | "¹" | "²" | "³") || is_digit(rest))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn claim_place<'a>(path: &str, place: Place<'a>, seen: &mut Places<'a>) -> Result<(), PathFault> {
    match seen.entry(path.to_lowercase()) {
        Entry::Vacant(entry) => {
            entry.insert(place);
            Ok(())
        }
        Entry::Occupied(entry) => match (*entry.get(), place) {
            (Place::Folder(old), Place::Folder(new)) if old == new => Ok(()),
            (Place::File(old), Place::File(_)) | (Place::Folder(old), Place::Folder(_)) => {
                Err(PathFault::Collision(old.to_owned()))
            }
            (Place::File(old), Place::Folder(_)) | (Place::Folder(old), Place::File(_)) => {
                Err(PathFault::FileAndFolder(old.to_owned()))
            }
        },
    }
}
