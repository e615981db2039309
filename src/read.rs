//! Reading a file of a project with care: ordinary, of a bounded size, and not by way of a
//! symbolic link. And how to tell from outside whether one has changed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Diagnostic, message, place};

/// What a file holds.
pub enum Contents {
    /// Everything.
    Whole(Vec<u8>),
    /// More bytes than it may.
    TooLarge(u64),
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// It cannot be read, or is a pipe or a device, which would keep the program waiting.
pub fn read_ordinary(path: &Path, limit: u64) -> std::io::Result<Contents> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() && !meta.is_dir() {
        return Err(std::io::Error::other("it is not an ordinary file"));
    }
    if meta.is_file() && meta.len() > limit {
        return Ok(Contents::TooLarge(meta.len()));
    }
    fs::read(path).map(Contents::Whole)
}

/// The names in a folder, in order; none if there is no such folder. Names that are no text are
/// left out.
///
/// # Errors
/// It cannot be read.
pub fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let names = found.map(|entry| entry.map(|entry| entry.file_name().into_string().ok()));
    let names: std::io::Result<Vec<Option<String>>> = names.collect();
    let mut names: Vec<String> = names?.into_iter().flatten().collect();
    names.sort_unstable();
    Ok(names)
}

/// What tells a file from what it was before, unless it was changed twice within one tick of the
/// clock of its file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    bytes: u64,
    modified: Option<Timestamp>,
    /// When anything about it changed last, which no program can set, and its number.
    #[cfg(unix)]
    changed: (i64, i64, u64),
}

/// The mark of a file; none if it is not there.
pub fn mark(path: &Path) -> Option<Mark> {
    #[cfg(unix)]
    use std::os::unix::fs::MetadataExt as _;

    let meta = fs::symlink_metadata(path).ok()?;
    Some(Mark {
        bytes: meta.len(),
        modified: meta.modified().ok().and_then(|time| Timestamp::try_from(time).ok()),
        #[cfg(unix)]
        changed: (meta.ctime(), meta.ctime_nsec(), meta.ino()),
    })
}

/// A name in one spelling: some systems keep the `é` of a file as `e` and an accent, which is not
/// what an author types.
pub fn composed(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.nfc().collect() }
}

/// Where the file or folder of this name lies, whichever way its letters are kept on disk.
pub fn on_disk(project: &Path, relative: &str) -> PathBuf {
    let mut path = project.to_path_buf();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        let exact = path.join(part);
        if part.is_ascii() || exact.symlink_metadata().is_ok() {
            path = exact;
            continue;
        }
        let entries = fs::read_dir(&path).into_iter().flatten().flatten();
        let same = entries
            .map(|entry| entry.file_name())
            .filter(|name| name.to_str().is_some_and(|name| name.nfc().eq(part.nfc())));
        path = same.min().map_or(exact, |name| path.join(name));
    }
    path
}

/// The first symbolic link on the way from the project to `target`, if any.
pub fn symlink_within(project: &Path, target: &Path) -> Option<String> {
    let relative = target.strip_prefix(project).unwrap_or(target);
    let mut path = project.to_path_buf();
    relative.components().find_map(|component| {
        path.push(component);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|meta| meta.file_type().is_symlink());
        is_link.then(|| slashed(path.strip_prefix(project).unwrap_or(&path)))?
    })
}

/// A mistake: symbolic links could lead out of the project.
pub fn symlink(path: &str) -> Diagnostic {
    let message = message!("`{}` is a symbolic link, which is not allowed", place(path));
    Diagnostic::unplaced("symlink", message).hint("copy the file or folder into the project")
}

/// A relative path with `/`; nothing if a name is not UTF-8 or holds a backslash.
pub fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).filter(|path| !path.contains('\\'))
}

#[cfg(test)]
mod tests {
    use super::{Contents, read_ordinary};

    #[test]
    fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
        let folder = tempfile::tempdir().expect("the system has room for a test");
        let path = folder.path().join("a");
        std::fs::write(&path, b"abc").expect("the folder is new");
        let read = |limit| read_ordinary(&path, limit).expect("it can be read");
        assert!(matches!(read(3), Contents::Whole(bytes) if bytes == b"abc"));
        assert!(matches!(read(2), Contents::TooLarge(3)));
    }
}
