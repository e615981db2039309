//! A folder as a target: the root of a web server, or a checkout of a branch of pages.
//!
//! A file is written aside and then moved into its place, so that readers never get a part of it.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::audit::LEFT_ALONE;

use super::target::{Headers, Listed, Target, TargetError};

/// Where files are written before they are moved: on the same disk, and in no site.
const ASIDE: &str = ".roadcast-upload";

/// What keeps others out, in there.
const LOCK: &str = "lock";

/// A folder.
pub struct Folder {
    root: PathBuf,
    next: AtomicU64,
}

/// The right to change a folder, for as long as this lives.
pub struct FolderLock {
    aside: PathBuf,
    _lock: File,
}

impl Folder {
    /// The folder at this path, which need not be there yet.
    pub fn at(root: &Path) -> Folder {
        Folder { root: root.to_owned(), next: AtomicU64::new(0) }
    }

    /// Keeps others from publishing here at the same time, and clears what a killed upload left.
    ///
    /// # Errors
    /// Somebody publishes here now, or the folder cannot be written to.
    pub fn lock(&self) -> Result<FolderLock, TargetError> {
        let error = |error: io::Error| TargetError::of_target("write to", self.name(), error);
        let aside = self.root.join(ASIDE);
        fs::create_dir_all(&aside).map_err(error)?;
        if is_link(&aside) {
            let why = "`.roadcast-upload` in it is a symbolic link";
            return Err(TargetError::of_target("write to", self.name(), why));
        }
        let file = File::create(aside.join(LOCK)).map_err(error)?;
        let is_ours = match file.try_lock() {
            // Whoever had it before may have deleted it meanwhile; then it keeps out nobody.
            Ok(()) => is_at(&file, &aside.join(LOCK)),
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(why)) => return Err(error(why)),
        };
        if !is_ours {
            let why = "somebody else publishes to it now; wait until that has ended";
            return Err(TargetError::of_target("write to", self.name(), why));
        }
        for entry in fs::read_dir(&aside).map_err(error)? {
            let entry = entry.map_err(error)?;
            if entry.file_name() != LOCK {
                fs::remove_file(entry.path()).map_err(error)?;
            }
        }
        Ok(FolderLock { aside, _lock: file })
    }

    fn place(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Adds the files below a folder to `found`.
    fn walk(
        &self,
        folder: &Path,
        prefix: &str,
        found: &mut BTreeMap<String, Listed>,
    ) -> Result<(), TargetError> {
        let error = |error: io::Error| match prefix {
            "" => TargetError::of_target("read", self.name(), error),
            _ => TargetError::new("read", prefix, error),
        };
        for entry in fs::read_dir(folder).map_err(error)? {
            let entry = entry.map_err(error)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(TargetError::new("read", prefix, "a name in it is no text"));
            };
            let is_foreign = LEFT_ALONE.contains(&name.as_str()) || name == ASIDE;
            if prefix.is_empty() && is_foreign {
                continue;
            }
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(error)?;
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"), found)?;
            } else if kind.is_file() {
                found.insert(path, listed(&entry.metadata().map_err(error)?));
            } else {
                return Err(TargetError::new("read", path, "it is neither a file nor a folder"));
            }
        }
        Ok(())
    }
}

impl Target for Folder {
    fn name(&self) -> String {
        self.root.display().to_string()
    }

    fn lanes(&self) -> usize {
        4
    }

    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError> {
        let mut found = BTreeMap::new();
        match fs::metadata(&self.root) {
            Ok(meta) if meta.is_dir() => self.walk(&self.root, "", &mut found)?,
            Ok(_) => return Err(TargetError::of_target("read", self.name(), "it is no folder")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(TargetError::of_target("read", self.name(), error)),
        }
        Ok(found)
    }

    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        match fs::read(self.place(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(TargetError::new("read", path, error)),
        }
    }

    fn put(&self, path: &str, bytes: &[u8], _headers: Headers) -> Result<(), TargetError> {
        let place = self.place(path);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let fresh = self.root.join(ASIDE).join(number.to_string());
        let write = || {
            fs::create_dir_all(place.parent().unwrap_or(&self.root))?;
            fs::create_dir_all(self.root.join(ASIDE))?;
            fs::write(&fresh, bytes)?;
            fs::rename(&fresh, &place)
        };
        write().map_err(|error| TargetError::new("write", path, error))
    }

    /// The lock keeps others out; where two machines share a disk, it may not.
    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError> {
        let is_as_it_was = self.find(path)?.as_deref() == was;
        if is_as_it_was {
            self.put(path, bytes, headers)?;
        }
        Ok(is_as_it_was)
    }

    fn delete(&self, path: &str) -> Result<(), TargetError> {
        match fs::remove_file(self.place(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(TargetError::new("delete", path, error));
            }
            _ => {}
        }
        // A folder that holds nothing any more goes too; one that does stays, which is no error.
        let mut folder = Path::new(path).parent();
        while let Some(inner) = folder.filter(|inner| !inner.as_os_str().is_empty()) {
            if fs::remove_dir(self.root.join(inner)).is_err() {
                break;
            }
            folder = inner.parent();
        }
        Ok(())
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // What stays is cleared by the next publication.
        let _ = fs::remove_file(self.aside.join(LOCK));
        let _ = fs::remove_dir(&self.aside);
    }
}

/// Each time a file is published it is another one, moved into the place of the last.
fn listed(meta: &fs::Metadata) -> Listed {
    #[cfg(unix)]
    let stamp = {
        use std::os::unix::fs::MetadataExt as _;
        Some(format!("{} {} {} {}", meta.ino(), meta.mtime(), meta.mtime_nsec(), meta.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let stamp = None;
    Listed { bytes: meta.len(), stamp }
}

/// Whether an open file is the one of this path.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let number = |meta: fs::Metadata| (meta.dev(), meta.ino());
        let (open, named) = (file.metadata().map(number), fs::metadata(path).map(number));
        matches!((open, named), (Ok(open), Ok(named)) if open == named)
    }
    #[cfg(not(unix))]
    {
        file.metadata().is_ok() && path.exists()
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink())
}
