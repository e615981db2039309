//! What a new file must not clash with: the names and addresses that a project has taken.

use std::collections::{BTreeMap, BTreeSet};

use crate::audience::Audience;
use crate::diagnostic::Sources;

use super::document_path::{folder, is_theme_folder, stem};
use super::entry::Document;
use super::load::SourceFiles;
use super::{parse, slug};

/// The names that entries or themes have taken. Holds paths, addresses, and what tells entries
/// apart; it is never printed.
#[derive(Default)]
pub struct Taken {
    /// Paths by file name, in lower case.
    names: BTreeMap<String, String>,
    /// Paths by the address of a page.
    addresses: BTreeMap<String, String>,
    /// Paths by title, as written.
    titles: BTreeMap<String, String>,
    /// Paths by key and value of `extra`.
    extras: BTreeMap<(String, String), String>,
}

/// The names that a project has taken.
#[derive(Default)]
pub struct Outline {
    /// By entries.
    pub entries: Taken,
    /// By themes.
    pub themes: Taken,
    /// File names of the themes, as written.
    pub theme_ids: BTreeSet<String>,
}

impl Outline {
    /// The outline of a project, mistakes and all: a broken file has its name nevertheless.
    pub fn of(files: &SourceFiles, sources: &Sources) -> Outline {
        let mut outline = Outline::default();
        let paths = files.readable.iter().map(|file| file.path.as_str());
        for path in paths.chain(files.unreadable.iter().map(String::as_str)) {
            let (stem, is_theme) = (stem(path), is_theme_folder(folder(path)));
            if is_theme {
                outline.theme_ids.insert(stem.to_owned());
            }
            let taken = if is_theme { &mut outline.themes } else { &mut outline.entries };
            taken.names.entry(stem.to_lowercase()).or_insert_with(|| path.to_owned());
        }
        let documents =
            parse::parse(&files.readable, sources, &files.kept.documents, &mut Vec::new());
        for entry in &documents.entries {
            outline.entries.read(entry, sources);
            let path = || sources.path(entry.file).to_owned();
            for extra in &entry.extra {
                outline.entries.extras.entry(extra.inspect().clone()).or_insert_with(path);
            }
        }
        for theme in &documents.themes {
            outline.themes.read(theme, sources);
        }
        outline
    }
}

impl Taken {
    fn read(&mut self, document: &dyn Document, sources: &Sources) {
        for audience in Audience::ALL {
            let path = || sources.path(document.file()).to_owned();
            let former = document.aliases_for(audience).into_iter();
            let former = former.map(|(alias, _)| alias.to_owned());
            for address in former.chain([document.slug_for(audience)]) {
                self.addresses.entry(address).or_insert_with(path);
            }
            self.titles.entry(document.title_for(audience).to_owned()).or_insert_with(path);
        }
    }

    /// The file that has this name, upper and lower case being equal.
    pub fn by_name(&self, id: &str) -> Option<&str> {
        self.names.get(&id.to_lowercase()).map(String::as_str)
    }

    /// The file whose page has the address that this title would get.
    pub fn by_title(&self, title: &str) -> Option<&str> {
        self.addresses.get(&slug::slug(title)).map(String::as_str)
    }

    /// The file whose page has this address.
    pub fn by_address(&self, slug: &str) -> Option<&str> {
        self.addresses.get(slug).map(String::as_str)
    }

    /// The file that has exactly this title.
    pub fn by_exact_title(&self, title: &str) -> Option<&str> {
        self.titles.get(title).map(String::as_str)
    }

    /// The file that says this under `extra`.
    pub fn by_extra(&self, key: &str, value: &str) -> Option<&str> {
        self.extras.get(&(key.to_owned(), value.to_owned())).map(String::as_str)
    }

    /// Takes a name and the address of a title for a file that is going to be made.
    pub fn take(&mut self, id: &str, title: &str, path: &str) {
        self.names.insert(id.to_lowercase(), path.to_owned());
        self.addresses.insert(slug::slug(title), path.to_owned());
    }
}
