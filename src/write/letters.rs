//! Letters to files of a folder that is not ours: nothing in it is deleted, and each file is replaced
//! as a whole.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use crate::audit::AuditedLetter;

use super::WriteError;
use super::beside::{beside, create};
use super::claim::{is_file, is_folder};

/// Writes each letter to a file that only its owner can read, and returns their paths.
///
/// All of them are whole on disk before the first one takes its place.
///
/// # Errors
/// Something is in the way, or the machine refuses.
pub fn write(folder: &Path, letters: &[&AuditedLetter]) -> Result<Vec<PathBuf>, WriteError> {
    let failed = |doing, path: &Path, done, source| WriteError::Letters {
        doing,
        path: path.to_owned(),
        done,
        source,
    };
    if !is_folder(folder)? {
        fs::create_dir_all(folder).map_err(|error| failed("make the folder", folder, 0, error))?;
    }
    let paths: Vec<PathBuf> = letters.iter().map(|letter| folder.join(letter.path())).collect();
    for path in &paths {
        is_file(path)?;
    }
    let fresh: Vec<PathBuf> = paths.iter().map(|path| beside(path)).collect();
    for (at, (path, letter)) in fresh.iter().zip(letters).enumerate() {
        if let Err(error) = create(path, letter.bytes(), &mut private()) {
            for begun in &fresh[..=at] {
                // The first error is the one to report.
                let _ = fs::remove_file(begun);
            }
            return Err(failed("write", path, 0, error));
        }
    }
    for (done, (from, to)) in fresh.iter().zip(&paths).enumerate() {
        fs::rename(from, to).map_err(|error| failed("replace", to, done, error))?;
    }
    Ok(paths)
}

/// What only the owner of a new file can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
