//! Creates files that are not there yet: all of them or none.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource {
    /// Relative to the project, with `/`.
    pub path: String,
    /// What it will hold.
    pub text: String,
}

impl NewSource {
    /// A file at a path relative to the project.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> NewSource {
        NewSource { path: path.into(), text: text.into() }
    }
}

/// Why nothing was created.
#[derive(Debug)]
#[allow(missing_docs, reason = "a variant's text says what its fields hold")]
pub enum CreateError {
    /// These are there already.
    Exists { paths: Vec<PathBuf> },
    /// A symbolic link or a file stands where a folder must be.
    NotAFolder { path: PathBuf },
    /// Somebody else has written it meanwhile.
    Changed { path: PathBuf },
    /// The machine refused.
    Io { path: PathBuf, source: io::Error },
}

/// Creates all of these files below `root`, and the folders that they need.
///
/// # Errors
/// Something is in the way, or the machine refuses. Then nothing is left of what was begun.
pub fn create(root: &Path, files: &[NewSource]) -> Result<(), CreateError> {
    survey(root, files)?;
    let mut begun = Begun::default();
    begun.folder(root)?;
    for file in files {
        let path = within(root, &file.path);
        if let Some(folder) = path.parent() {
            begun.folder(folder)?;
        }
        begun.file(&path, &file.text)?;
    }
    begun.keep();
    Ok(())
}

/// Creates a file that nobody but its owner can read.
///
/// # Errors
/// It is there already, or the machine refuses.
pub fn create_private(path: &Path, text: &str) -> Result<(), CreateError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => CreateError::Exists { paths: vec![path.to_owned()] },
        _ => CreateError::Io { path: path.to_owned(), source },
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)
}

/// Exchanges the text of a file for another in one step, if it is still the one that was read.
///
/// # Errors
/// Somebody changed it since, or the machine refuses. Then it is as it was.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), CreateError> {
    let refused = |source| CreateError::Io { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(refused)?;
    let head = bytes.len().saturating_sub(before.len());
    // A byte order mark is no part of the text.
    if &bytes[head..] != before.as_bytes()
        || !["", "\u{feff}"].map(str::as_bytes).contains(&&bytes[..head])
    {
        return Err(CreateError::Changed { path: path.to_owned() });
    }
    let permissions = fs::metadata(path).map_err(refused)?.permissions();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let mut begun = Begun::default();
    begun.file(&beside, &[&String::from_utf8_lossy(&bytes[..head]), after].concat())?;
    fs::set_permissions(&beside, permissions).map_err(refused)?;
    fs::rename(&beside, path).map_err(refused)?;
    begun.keep();
    Ok(())
}

/// Looks whether anything is in the way. Links are looked at, not through.
///
/// # Errors
/// Something is, or the machine refuses to say.
pub fn survey(root: &Path, files: &[NewSource]) -> Result<(), CreateError> {
    let folders: BTreeSet<&str> = files.iter().flat_map(|file| folders(&file.path)).collect();
    for folder in folders {
        let path = within(root, folder);
        match fs::symlink_metadata(&path) {
            Ok(meta) if !meta.is_dir() => return Err(CreateError::NotAFolder { path }),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(CreateError::Io { path, source }),
        }
    }
    let there = files.iter().map(|file| within(root, &file.path));
    let there: Vec<_> = there.filter(|path| fs::symlink_metadata(path).is_ok()).collect();
    if there.is_empty() { Ok(()) } else { Err(CreateError::Exists { paths: there }) }
}

/// A path of a project as it can be typed from here.
pub fn within(root: &Path, path: &str) -> PathBuf {
    root.join(path).components().skip_while(|part| part.as_os_str() == ".").collect()
}

/// Whether a folder is there and holds anything.
pub fn is_occupied(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut found| found.next().is_some())
}

/// The folders on the way to a file, outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What was created so far. Taken back unless it is kept.
#[derive(Default)]
struct Begun {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Begun {
    fn folder(&mut self, path: &Path) -> Result<(), CreateError> {
        // The empty path is the folder we are in.
        let missing = path
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err());
        for path in missing.collect::<Vec<_>>().into_iter().rev() {
            fs::create_dir(path)
                .map_err(|source| CreateError::Io { path: path.to_owned(), source })?;
            self.folders.push(path.to_owned());
        }
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        Err(CreateError::NotAFolder { path: path.to_owned() })
    }

    fn file(&mut self, path: &Path, text: &str) -> Result<(), CreateError> {
        let refused = |source: io::Error| match source.kind() {
            // Somebody made it since we looked. It is theirs.
            io::ErrorKind::AlreadyExists => CreateError::Exists { paths: vec![path.to_owned()] },
            _ => CreateError::Io { path: path.to_owned(), source },
        };
        // `create_new` neither follows a link nor opens what is there.
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(path).map_err(refused)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes()).map_err(refused)
    }

    fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // Whatever cannot be removed was changed by somebody else meanwhile.
        for path in self.files.iter().rev() {
            fs::remove_file(path).ok();
        }
        for path in self.folders.iter().rev() {
            fs::remove_dir(path).ok();
        }
    }
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CreateError::Exists { paths } => {
                let names: Vec<_> =
                    paths.iter().map(|path| format!("`{}`", path.display())).collect();
                let verb = if names.len() == 1 { "is" } else { "are" };
                write!(f, "{} {verb} there already; nothing was written", names.join(", "))
            }
            CreateError::NotAFolder { path } => write!(
                f,
                "`{}` must be a folder, not a file or a symbolic link; nothing was written",
                path.display()
            ),
            CreateError::Changed { path } => {
                write!(f, "`{}` has changed meanwhile; nothing was written", path.display())
            }
            CreateError::Io { path, source } => {
                write!(f, "cannot write `{}`: {source}; nothing was left behind", path.display())
            }
        }
    }
}

impl std::error::Error for CreateError {}

#[cfg(test)]
mod tests {
    use super::{CreateError, NewSource, create};

    #[test]
    fn when_one_file_fails_none_is_left_and_no_folder_either() {
        let outside = tempfile::tempdir().expect("the system has room for a test");
        let root = outside.path().join("new/project");
        let too_long = "x".repeat(300);
        let files = [NewSource::new("content/a.md", "a"), NewSource::new(too_long, "b")];
        let outcome = create(&root, &files);
        assert!(matches!(outcome, Err(CreateError::Io { .. })), "{outcome:?}");
        assert!(!outside.path().join("new").exists());
        create(&root, &files[..1]).expect("the first file alone can be made");
        let outcome = create(&root, &files[..1]);
        assert!(matches!(outcome, Err(CreateError::Exists { .. })), "{outcome:?}");
        assert_eq!(std::fs::read(root.join("content/a.md")).expect("it is there"), b"a");
    }
}
