//! A rendered site, in memory.

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
}

/// A rendered edition. Made by [`super::render`] alone; not to be written before it is audited.
pub struct Site<A: HasView> {
    edition: Edition<A>,
    files: Vec<RenderedFile>,
}

impl<A: HasView> Site<A> {
    pub(super) fn new(edition: Edition<A>, mut files: Vec<RenderedFile>) -> Site<A> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Site { edition, files }
    }

    /// The edition that it shows.
    pub fn edition(&self) -> &Edition<A> {
        &self.edition
    }

    /// Its files, by path.
    pub fn files(&self) -> &[RenderedFile] {
        &self.files
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
