//! The right to write to an output folder: it is ours, nobody else writes now, no leftovers.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{WriteError, record};

/// How each marker file begins. The number grows when the folder is kept in another way.
const MARK: &str = "Roadcast output folder, layout ";
const LAYOUT: &str = "1";

const README: &str = "

This folder belongs to Roadcast, which writes it again with each build.

Each folder beside `.roadcast` that is named after an edition is replaced as a whole: whatever you
put into one of them is gone after the next build. Other files and folders beside them are left
alone. Publish single editions, never this whole folder: the manifests here name internal entries.

Nothing in `.roadcast` needs to be kept. Without this file Roadcast takes the folder for somebody
else's and refuses to write to it.

`tmp` holds sites that are being written. What a killed build left there, the next one deletes.
";

/// An output folder that this process alone may write to, for as long as this lives.
pub(super) struct Claim {
    output: PathBuf,
    /// The kernel lets go of the lock when the process ends, however it ends.
    _lock: File,
}

/// Makes sure that `output` is ours or new, locks it, and clears what killed builds left.
pub(super) fn claim(output: &Path) -> Result<Claim, WriteError> {
    // A final `/` would make a symbolic link look like a folder.
    let output: PathBuf = output.components().collect();
    survey(&output)?;
    let state = output.join(".roadcast");
    fs::create_dir_all(&state).map_err(WriteError::io("make the folder", &state))?;
    let claim = Claim { _lock: lock(&output)?, output };
    // Before the lock was held, another build could make the folder, or somebody move it away.
    if survey(&claim.output)? == Owner::Nobody {
        claim.write_marker()?;
    }
    claim.rescue()?;
    claim.remove_tmp().map_err(WriteError::io("delete", claim.tmp()))?;
    Ok(claim)
}

/// Holds an output folder that is complete: Roadcast made it, nobody writes to it now, and no build
/// was killed in the middle of that. Others cannot write for as long as the result lives.
pub(super) fn hold(output: &Path) -> Option<File> {
    let is_ours = survey(output).is_ok_and(|owner| owner == Owner::Roadcast);
    let lock = if is_ours { lock(output).ok()? } else { return None };
    (!output.join(".roadcast").join("tmp").exists()).then_some(lock)
}

impl Claim {
    /// Where visitors find the site.
    pub(super) fn live(&self, folder: &str) -> PathBuf {
        self.output.join(folder)
    }

    /// Where the next state of the site is put together.
    pub(super) fn fresh(&self, folder: &str) -> PathBuf {
        self.tmp().join("sites").join(folder)
    }

    /// Where the old site waits when two folders cannot be exchanged in one step.
    pub(super) fn aside(&self, folder: &str) -> PathBuf {
        self.tmp().join("old").join(folder)
    }

    pub(super) fn manifest(&self, folder: &str) -> PathBuf {
        self.state().join(format!("{folder}.json"))
    }

    pub(super) fn fresh_manifest(&self, folder: &str) -> PathBuf {
        self.tmp().join("manifests").join(format!("{folder}.json"))
    }

    pub(super) fn record(&self) -> PathBuf {
        self.state().join(record::NAME)
    }

    pub(super) fn fresh_record(&self) -> PathBuf {
        self.tmp().join(record::NAME)
    }

    /// Makes the folders that sites are put together in.
    pub(super) fn prepare(&self) -> Result<(), WriteError> {
        for name in ["sites", "manifests", "old"] {
            let folder = self.tmp().join(name);
            fs::create_dir_all(&folder).map_err(WriteError::io("make the folder", &folder))?;
        }
        Ok(())
    }

    /// Deletes what is put together or was replaced.
    pub(super) fn clear(&self) -> Result<(), WriteError> {
        self.remove_tmp().map_err(|source| WriteError::Cleanup { path: self.tmp(), source })
    }

    fn state(&self) -> PathBuf {
        self.output.join(".roadcast")
    }

    fn tmp(&self) -> PathBuf {
        self.state().join("tmp")
    }

    /// The marker appears whole: a kill here leaves a folder that still counts as nobody's.
    fn write_marker(&self) -> Result<(), WriteError> {
        let readme = self.state().join("README");
        let unfinished = self.state().join("README.new");
        fs::write(&unfinished, format!("{MARK}{LAYOUT}{README}"))
            .and_then(|()| fs::rename(&unfinished, &readme))
            .map_err(WriteError::io("write", readme))
    }

    /// Puts back a site that a build was killed over between moving the old one away and the new
    /// one in, which takes two steps where folders cannot be exchanged.
    fn rescue(&self) -> Result<(), WriteError> {
        if !is_folder(&self.tmp())? || !is_folder(&self.tmp().join("old"))? {
            return Ok(());
        }
        let aside = self.tmp().join("old");
        let doing = "read the folder";
        for entry in fs::read_dir(&aside).map_err(WriteError::io(doing, &aside))? {
            let entry = entry.map_err(WriteError::io(doing, &aside))?;
            let live = self.output.join(entry.file_name());
            if !is_folder(&live)? {
                fs::rename(entry.path(), &live).map_err(WriteError::io("put back", live))?;
            }
        }
        Ok(())
    }

    fn remove_tmp(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.tmp()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Whether `path` is a folder; that nothing is there is fine, a link or a file is not.
pub(super) fn is_folder(path: &Path) -> Result<bool, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => Err(WriteError::NotAFolder { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(WriteError::io("look at", path)(error)),
    }
}

/// Whether `path` is a plain file; that nothing is there is fine, a link or a folder is not.
pub(super) fn is_file(path: &Path) -> Result<bool, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(_) => Err(WriteError::NotAFile { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(WriteError::io("look at", path)(error)),
    }
}

#[derive(PartialEq, Eq)]
enum Owner {
    Roadcast,
    Nobody,
}

/// Who the folder belongs to. Somebody else's is an error.
fn survey(output: &Path) -> Result<Owner, WriteError> {
    let foreign = || WriteError::Foreign { output: output.to_owned() };
    if !is_folder(output)? {
        return Ok(Owner::Nobody);
    }
    let state = output.join(".roadcast");
    if !is_folder(&state)? {
        return match names_in(output)?.as_slice() {
            [] => Ok(Owner::Nobody),
            // Another build is making it right now.
            names if names.iter().any(|name| name == ".roadcast") => survey(output),
            _ => Err(foreign()),
        };
    }
    let readme = state.join("README");
    if is_file(&readme)? {
        let mark = first_line(&readme).map_err(WriteError::io("read", readme))?;
        return match mark.strip_prefix(MARK) {
            Some(LAYOUT) => Ok(Owner::Roadcast),
            Some(_) => Err(WriteError::Layout { output: output.to_owned(), found: mark }),
            None => Err(foreign()),
        };
    }
    // A build was killed, or is about to write the marker, if there is nothing but its first steps.
    let begun = names_in(output)? == [".roadcast"]
        && names_in(&state)?.iter().all(|name| name == "lock" || name == "README.new");
    match begun {
        true => Ok(Owner::Nobody),
        // Another build has written the marker right now.
        false if is_file(&readme)? => survey(output),
        false => Err(foreign()),
    }
}

fn names_in(folder: &Path) -> Result<Vec<String>, WriteError> {
    let name = |entry: io::Result<fs::DirEntry>| {
        entry.map(|entry| entry.file_name().to_string_lossy().into_owned())
    };
    fs::read_dir(folder)
        .and_then(|entries| entries.map(name).collect())
        .map_err(WriteError::io("read the folder", folder))
}

fn first_line(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(file)?.take(200).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn lock(output: &Path) -> Result<File, WriteError> {
    let path = output.join(".roadcast").join("lock");
    is_file(&path)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(WriteError::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(WriteError::Locked { output: output.to_owned() }),
        Err(TryLockError::Error(error)) => Err(WriteError::io("lock", path)(error)),
    }
}
