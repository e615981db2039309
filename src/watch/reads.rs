//! What a build reads: nothing else has to be watched.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::audience::Audience;
use crate::config::{FILE_NAME, Settings};
use crate::ledger;
use crate::site_theme::HOST_FOLDER;
use crate::vault::share;
use crate::vault::{covers, enters, is_image, root_of};

/// The files and folders from which a build takes something, by path relative to the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reads {
    /// Patterns of Markdown files.
    patterns: Vec<String>,
    /// Site themes and the like: folders of which everything is read.
    themes: BTreeSet<String>,
    /// Single files, whether they are there or not.
    files: BTreeSet<String>,
    /// The folder that is written to.
    output: Option<String>,
}

/// What a path is to a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is read, or its name alone; or it is a folder on the way to what is read.
    Read,
    /// It lies in a folder that is searched. If it is a folder or a link, it matters.
    Searched,
    /// It is none of its business.
    Other,
}

impl Default for Reads {
    /// The settings alone: what a build reads that cannot use them.
    fn default() -> Reads {
        Reads {
            patterns: Vec::new(),
            themes: BTreeSet::new(),
            files: BTreeSet::from([FILE_NAME.to_owned()]),
            output: None,
        }
    }
}

impl Reads {
    /// What a build with these settings reads, pictures in texts apart.
    pub fn of(settings: &Settings) -> Reads {
        let fonts = &settings.fonts;
        let named = [&settings.logo, &fonts.text, &fonts.bold, &fonts.headings];
        let named = named.into_iter().flatten().map(|path| path.value.clone());
        let mut reads = Reads::default();
        reads.files.extend(named);
        reads.patterns = settings.content.iter().map(|pattern| pattern.value.clone()).collect();
        reads.patterns.push(share::PATTERN.to_owned());
        let theme = |audience| format!("themes/{}", settings.edition(audience).site_theme.value);
        reads.themes = Audience::ALL.into_iter().map(theme).collect();
        reads.themes.insert(HOST_FOLDER.to_owned());
        if settings.changes.show {
            reads.themes.insert(ledger::FOLDER.to_owned());
        }
        reads.output = Some(settings.output.clone());
        reads
    }

    /// The same, and further single files, such as the pictures that the texts show.
    pub fn with_files(mut self, files: BTreeSet<String>) -> Reads {
        self.files.extend(files);
        self
    }

    /// Single files, whether they are there or not.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The folders of site themes.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.iter().map(String::as_str)
    }

    /// The folders that are searched for Markdown files. The empty one is the project's own.
    pub fn roots(&self) -> BTreeSet<String> {
        self.searches().filter_map(root_of).collect()
    }

    /// Whether a build takes the bytes of this file, which lies where it searches.
    pub fn takes(&self, path: &str) -> bool {
        // Some systems write the names of files with letters and accents apart.
        let path: String = path.nfc().collect();
        let mut left_out = self.patterns.iter().filter_map(|pattern| pattern.strip_prefix('!'));
        let is_text = self.searches().any(|pattern| covers(pattern, &path));
        self.files.contains(&path) || is_text && !left_out.any(|pattern| covers(pattern, &path))
    }

    /// Whether a build that searches from `root` looks into a folder there.
    pub fn enters(&self, root: &str, folder: &str) -> bool {
        let mut from = self.searches().filter(|pattern| root_of(pattern).as_deref() == Some(root));
        !self.is_output(folder) && from.any(|pattern| enters(pattern, folder))
    }

    /// What a path is to a build.
    pub fn part(&self, path: &str) -> Part {
        let roots = self.roots();
        let starts = self.files().chain(self.themes()).chain(roots.iter().map(String::as_str));
        if starts.into_iter().any(|start| within(path, start).is_some()) {
            return Part::Read;
        }
        let in_theme = |theme: &str| within(theme, path).is_some_and(|rest| !is_aside(rest));
        // There, also names that begin with a dot are read, if only to be refused.
        if self.themes().any(in_theme) || within(HOST_FOLDER, path).is_some() {
            return Part::Read;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let searches = |root: &String| {
            within(root, path).is_some_and(|rest| !is_hidden(rest))
                && ancestors(root, folder).all(|folder| self.enters(root, folder))
        };
        if !roots.iter().any(searches) || self.is_output(path) {
            return Part::Other;
        }
        if self.takes(path) || has_telling_name(path) { Part::Read } else { Part::Searched }
    }

    /// The patterns that find files, rather than leave some out.
    fn searches(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(String::as_str).filter(|pattern| !pattern.starts_with('!'))
    }

    fn is_output(&self, path: &str) -> bool {
        self.output.as_ref().is_some_and(|output| within(output, path).is_some())
    }
}

/// The rest of a path within a folder: empty for the folder itself, none for what is not in it.
pub fn within<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// Whether a build says something of a file for its name alone: a picture that no text shows, or
/// what looks like Markdown and is not found.
pub fn has_telling_name(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    is_image(path) || matches!(extension.as_deref(), Some("md" | "markdown" | "mdx"))
}

/// The folders from below `root` down to `folder`.
fn ancestors<'a>(root: &str, folder: &'a str) -> impl Iterator<Item = &'a str> {
    let start = if root.is_empty() { 0 } else { root.len() + 1 };
    let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
    ends.filter(move |end| *end > start).map(|end| &folder[..end])
}

/// Whether a part of a path begins with a dot: builds leave those out.
pub fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

/// Whether an editor has put it beside a file of a site theme. None of these is ever used.
pub fn is_aside(path: &str) -> bool {
    let is_copy = |name: &str| name.ends_with('~') || name.starts_with('#') && name.ends_with('#');
    is_hidden(path) || path.split('/').any(is_copy)
}
