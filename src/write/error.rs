//! Why sites could not be written, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::PathFault;

const RECORDING: &str = "another publication is being recorded; wait until that has ended, and \
                         record this one again";

const UNRECORDED: &str = "the publication is not in the ledger; mend this and record it again";

const WRITE_AGAIN: &str = "are written; mend this and write them again";

/// Why sites could not be written.
#[derive(Debug)]
#[allow(missing_docs, reason = "a variant's text says what its fields hold")]
pub enum WriteError {
    /// The output folder holds things, and nothing says that Roadcast made it.
    Foreign { output: PathBuf },
    /// The output folder was made by a version that keeps it in another way.
    Layout { output: PathBuf, found: String },
    /// A symbolic link or a file stands where a folder must be.
    NotAFolder { path: PathBuf },
    /// A symbolic link or a folder stands where a file must be.
    NotAFile { path: PathBuf },
    /// Another process is writing to this folder.
    Locked { output: PathBuf },
    /// A path that must not be written, or not on every system: a defect upstream of here.
    BadPath { folder: String, path: String, fault: PathFault },
    /// Something failed before any site was replaced.
    Io { doing: &'static str, path: PathBuf, source: io::Error },
    /// A site could not be replaced; those in `done` are new already.
    Swap { folder: String, done: Vec<String>, source: io::Error },
    /// All sites were replaced, but the old copies could not be deleted.
    Cleanup { path: PathBuf, source: io::Error },
    /// Something failed while the ledger was added to.
    Ledger { doing: &'static str, path: PathBuf, source: io::Error },
    /// Somebody else is adding to the ledger.
    Recording,
    /// Letters could not be written; those in `done` are.
    Letters { doing: &'static str, path: PathBuf, done: usize, source: io::Error },
}

impl WriteError {
    /// For `map_err`: what was being done, and to which path.
    pub(super) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.into();
        move |source| WriteError::Io { doing, path, source }
    }

    /// The same for the ledger.
    pub(super) fn ledger(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.into();
        move |source| WriteError::Ledger { doing, path, source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Foreign { output } => write!(
                f,
                "`{}` is not empty and was not made by Roadcast, so nothing was written to it; \
                 empty it, or name another folder under `output` in roadcast.yaml",
                output.display()
            ),
            WriteError::Layout { output, found } => write!(
                f,
                "`{}` was made by another version of Roadcast (`{found}`); \
                 delete the folder and build again",
                output.display()
            ),
            WriteError::NotAFolder { path } => {
                misplaced(f, path, "must be a folder, not a file or a symbolic link")
            }
            WriteError::NotAFile { path } => {
                misplaced(f, path, "must be a plain file, not a folder or a symbolic link")
            }
            WriteError::Locked { output } => write!(
                f,
                "another build is writing to `{}`; wait until it has finished, or stop it",
                output.display()
            ),
            WriteError::BadPath { folder, path, fault } => write!(
                f,
                "the site `{folder}` holds a file `{path}` that must not be written: {fault}; \
                 nothing was written, please report this"
            ),
            WriteError::Io { doing, path, source } => write!(
                f,
                "cannot {doing} `{}`: {source}; the sites are as they were; {}",
                path.display(),
                advice(source)
            ),
            WriteError::Swap { folder, done, source } => {
                let others = match done.as_slice() {
                    [] => "like all others".to_owned(),
                    done => format!("new are `{}`", done.join("` and `")),
                };
                let advice = advice(source);
                write!(
                    f,
                    "cannot replace the site `{folder}`: {source}; it is as it was, {others}; {advice}"
                )
            }
            WriteError::Cleanup { path, source } => write!(
                f,
                "the sites are in place, but what they replaced could not be deleted: {source}; \
                 delete `{}` before you copy the output folder anywhere",
                path.display()
            ),
            WriteError::Ledger { doing, path, source } => {
                cannot(f, doing, path, source, UNRECORDED)
            }
            WriteError::Recording => f.write_str(RECORDING),
            WriteError::Letters { doing, path, done, source } => {
                cannot(f, doing, path, source, &format!("{done} of the letters {WRITE_AGAIN}"))
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { source, .. }
            | WriteError::Swap { source, .. }
            | WriteError::Cleanup { source, .. }
            | WriteError::Ledger { source, .. }
            | WriteError::Letters { source, .. } => Some(source),
            WriteError::Foreign { .. }
            | WriteError::Layout { .. }
            | WriteError::NotAFolder { .. }
            | WriteError::NotAFile { .. }
            | WriteError::Locked { .. }
            | WriteError::BadPath { .. }
            | WriteError::Recording => None,
        }
    }
}

fn cannot(
    f: &mut fmt::Formatter<'_>,
    doing: &str,
    path: &Path,
    source: &io::Error,
    what: &str,
) -> fmt::Result {
    write!(f, "cannot {doing} `{}`: {source}; {what}", path.display())
}

fn misplaced(f: &mut fmt::Formatter<'_>, path: &Path, what: &str) -> fmt::Result {
    write!(f, "`{}` {what}; move it away and build again", path.display())
}

fn advice(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space and build again"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "make the folder writable or name another under `output` in roadcast.yaml"
        }
        _ => "mend this and build again",
    }
}
