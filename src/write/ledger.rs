//! Adds a publication to the ledger: the edition first, then the line, each of them whole.
//!
//! A kill in between leaves an edition that no line names. The next publication of the same edition
//! takes it; until then `check` says what to do. What was published is not published again soon, so
//! both are synced.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::ledger::Addition;

use super::WriteError;
use super::beside::{beside, create};
use super::claim::{is_file, is_folder};

/// Adds publications to the ledger of a project, one after the other.
///
/// `lock` is a file of the project that is always there: while it is held, nobody else adds. `make`
/// reads the ledger and says what to add.
///
/// # Errors
/// What `make` says; or the ledger cannot be written, and has the first of them at most, and perhaps
/// an edition that no line names yet.
pub fn record<E: From<WriteError>>(
    project: &Path,
    lock: &str,
    make: impl FnOnce() -> Result<Vec<Addition>, E>,
) -> Result<Vec<Addition>, E> {
    let _held = hold(&project.join(lock))?;
    let additions = make()?;
    for addition in &additions {
        write(project, addition)?;
    }
    Ok(additions)
}

fn write(project: &Path, addition: &Addition) -> Result<(), WriteError> {
    let ledger = project.join(crate::ledger::FOLDER);
    for folder in [ledger.clone(), ledger.join("editions")] {
        if !is_folder(&folder)? {
            fs::create_dir(&folder).map_err(WriteError::ledger("make the folder", &folder))?;
        }
    }
    if let Some((path, bytes)) = &addition.edition {
        replace(&project.join(path), bytes)?;
    }
    let year = project.join(&addition.year);
    let mut bytes = Vec::new();
    if is_file(&year)? {
        bytes = fs::read(&year).map_err(WriteError::ledger("read", &year))?;
    }
    bytes.extend(&addition.bytes);
    replace(&year, &bytes)
}

/// Puts a whole file in the place of another one, or of none.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    is_file(path)?;
    let fresh = beside(path);
    let write = || -> io::Result<()> {
        // Whoever holds the lock may clear what a killed publication left.
        create(&fresh, bytes, &mut OpenOptions::new())?;
        fs::rename(&fresh, path)?;
        sync_folder(path)
    };
    write().map_err(WriteError::ledger("write", path))
}

/// Makes a rename last, where folders can be synced.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn hold(path: &Path) -> Result<File, WriteError> {
    let file = File::open(path).map_err(WriteError::ledger("open", path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(WriteError::Recording),
        Err(TryLockError::Error(error)) => Err(WriteError::ledger("lock", path)(error)),
    }
}
