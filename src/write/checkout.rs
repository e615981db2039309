//! A project as it was in some revision, put into a temporary folder that goes with this value.
//!
//! The names come from a repository that anybody may have made, so each is looked at before it
//! becomes a file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder that is deleted in the end.
#[derive(Debug)]
pub struct Checkout {
    folder: TempDir,
}

impl Checkout {
    /// An empty folder, outside of any project.
    ///
    /// # Errors
    /// The machine has no room for it.
    pub fn new() -> io::Result<Checkout> {
        Ok(Checkout { folder: tempfile::Builder::new().prefix("roadcast-").tempdir()? })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether a path, with `/`, names a file within this folder and nothing else, on every system.
    pub fn is_plain(path: &str) -> bool {
        let is_part = |part: &str| {
            let is_git = part.eq_ignore_ascii_case(".git");
            !matches!(part, "" | "." | "..") && !is_git && !part.contains(['\\', ':'])
        };
        path.split('/').all(is_part) && !path.contains(char::is_control)
    }

    /// Adds a file.
    ///
    /// # Errors
    /// The path is not plain or is taken, or the machine refuses.
    pub fn add(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        File::create_new(self.place(path)?)?.write_all(bytes)
    }

    /// Adds a file of so many bytes that takes no room: enough to be refused for its size.
    ///
    /// # Errors
    /// As [`Checkout::add`].
    pub fn add_hollow(&self, path: &str, bytes: u64) -> io::Result<()> {
        File::create_new(self.place(path)?)?.set_len(bytes)
    }

    /// Adds a symbolic link that leads nowhere, whatever it was: enough to be refused as a link.
    ///
    /// # Errors
    /// As [`Checkout::add`].
    pub fn add_link(&self, path: &str) -> io::Result<()> {
        let place = self.place(path)?;
        #[cfg(unix)]
        return std::os::unix::fs::symlink(".roadcast-refuses-links", place);
        #[cfg(not(unix))]
        return Err(io::Error::other(format!("`{}` is a symbolic link", place.display())));
    }

    /// Where a file goes; the folders on the way are made.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        if !Checkout::is_plain(path) {
            return Err(io::Error::other("it is no plain path"));
        }
        let mut place = self.folder().to_owned();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            place.push(part);
            if parts.peek().is_none() {
                break;
            }
            match fs::symlink_metadata(&place) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(io::Error::other("a file or link stands where a folder is")),
                Err(_) => fs::create_dir(&place)?,
            }
        }
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::Checkout;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let checkout = Checkout::new().expect("the system has room for a test");
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "a/./b",
            ".git/hooks/post-checkout",
            "a/.GIT/config",
            "a\\b",
            "C:evil",
            "a\u{0}b",
            "a\nb",
        ] {
            assert!(!Checkout::is_plain(path), "{path:?}");
            assert!(checkout.add(path, b"x").is_err(), "{path:?}");
        }
        for path in ["a.md", "content/a b.md", "content/größe.md", ".hidden", "a/b/c.png"] {
            checkout.add(path, b"x").unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_written_by_way_of_a_link_or_over_a_file() {
        let checkout = Checkout::new().expect("the system has room for a test");
        checkout.add_link("content").expect("the name is free");
        assert!(checkout.add("content/a.md", b"x").is_err());
        checkout.add("a.md", b"x").expect("the name is free");
        assert!(checkout.add("a.md", b"y").is_err());
        assert!(checkout.add("a.md/b", b"y").is_err());
        checkout.add_hollow("b.md", 1 << 30).expect("the name is free");
        let found = std::fs::metadata(checkout.folder().join("b.md")).expect("it is there");
        assert_eq!(found.len(), 1 << 30);
    }
}
