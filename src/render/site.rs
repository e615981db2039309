//! A rendered site, in memory.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, message, place};
use crate::kept::HashedBytes;
use crate::vault::{Edition, HasView, Withheld};

/// The variables of a page beside those that every page has.
pub type Variables = Vec<(&'static str, tera::Value)>;

/// A page to render.
pub struct Page<'a> {
    /// Relative to the site's root.
    pub path: String,
    /// Name of the template, without folder.
    pub template: &'static str,
    /// For `<title>` and cards.
    pub title: String,
    /// For search engines and cards.
    pub description: String,
    /// Makes the variables, when the page is rendered and not before: those of all pages together
    /// take more memory than the site.
    pub variables: Box<dyn FnOnce() -> Variables + Send + 'a>,
    /// Addresses of the entries and themes that are on it.
    pub shows: Vec<String>,
}

/// A file of a site.
pub struct RenderedFile {
    /// Relative to the site's root.
    pub path: String,
    /// Its bytes.
    pub bytes: HashedBytes,
    /// Why it is there.
    pub reason: Reason,
}

/// Why a file is in a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It shows these entries and themes, by address. May be none: an empty index is a page.
    Shows(Vec<String>),
    /// It belongs to the site theme.
    SiteTheme,
    /// It is an image that shown text refers to.
    Image,
    /// The project has it for the host.
    Host,
}

/// A rendered edition. Made by [`super::render`] alone; not to be written before it is audited.
pub struct Site<A: HasView> {
    edition: Edition<A>,
    files: Vec<RenderedFile>,
    tells_changes: bool,
}

impl<A: HasView> Site<A> {
    pub(super) fn new(
        edition: Edition<A>,
        mut files: Vec<RenderedFile>,
        tells_changes: bool,
    ) -> Site<A> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Site { edition, files, tells_changes }
    }

    /// The edition that it shows.
    pub fn edition(&self) -> &Edition<A> {
        &self.edition
    }

    /// Whether it has a history that it tells.
    pub fn tells_changes(&self) -> bool {
        self.tells_changes
    }

    /// Its files, by path.
    pub fn files(&self) -> &[RenderedFile] {
        &self.files
    }

    /// The same, with a project's files for the host, by path.
    ///
    /// # Errors
    /// One would take the place of a page.
    pub fn with_host_files(
        mut self,
        added: &[(String, Vec<u8>)],
    ) -> Result<Site<A>, Vec<Diagnostic>> {
        if added.is_empty() {
            return Ok(self);
        }
        let taken: BTreeSet<String> =
            self.files.iter().map(|file| file.path.to_lowercase()).collect();
        let is_taken = |path: &str| {
            let (path, folder) = (path.to_lowercase(), format!("{}/", path.to_lowercase()));
            let is_within = |other: &String| {
                other.starts_with(&folder) || path.starts_with(&format!("{other}/"))
            };
            taken.contains(&path) || taken.iter().any(is_within)
        };
        let mut mistakes = Vec::new();
        for (path, bytes) in added {
            if is_taken(path) {
                let message = message!(
                    "the file for the host `{}` would replace a part of the site",
                    place(path)
                );
                let mistake = Diagnostic::unplaced("bad-name", message);
                mistakes.push(mistake.hint("delete it, or give it another name"));
            }
            let bytes = bytes.as_slice().into();
            self.files.push(RenderedFile { path: path.clone(), bytes, reason: Reason::Host });
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        if mistakes.is_empty() { Ok(self) } else { Err(mistakes) }
    }

    /// The files, to be written, and what copies of them are searched for.
    pub fn into_parts(self) -> (Vec<RenderedFile>, Withheld) {
        (self.files, self.edition.into_withheld())
    }

    /// Adds or replaces a file, to see what the audit says.
    #[cfg(test)]
    pub fn plant(&mut self, file: RenderedFile) {
        self.files.retain(|other| other.path != file.path);
        self.files.push(file);
    }

    /// Removes a file, to see what the audit says.
    #[cfg(test)]
    pub fn lose(&mut self, path: &str) {
        self.files.retain(|file| file.path != path);
    }
}
