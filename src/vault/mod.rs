//! The vault: the only room that holds full text. What leaves it is an [`Edition`].

mod counterparts;
pub mod declassify;
pub mod edition;
pub mod entry;
pub mod explain;
pub mod hygiene;
pub mod policy;
pub mod share;
pub mod vocabulary;

mod address;
mod body;
mod document_path;
mod erase;
mod extra_fields;
mod front_matter;
mod images;
mod kept_files;
mod known;
mod label;
mod load;
mod markdown;
mod nested_fields;
mod outline;
mod parse;
mod patterns;
mod picture;
mod plain_text;
mod project;
mod search_words;
mod slug;
#[cfg(test)]
pub mod test_project;
mod twin;
mod unique;
mod validate;
mod values;
mod withheld;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Sources, message, value};

pub use counterparts::Counterparts;
pub use document_path::{is_theme_folder, stem};
pub use edition::{Edition, HasView, View};
pub use images::hash_of_file as hash_of_image;
pub use kept_files::KeptFiles;
pub use label::{Cleared, Labeled};
pub use load::{MAX_FILE_BYTES, SourceFile, SourceFiles, add_text, is_image, load, too_large};
pub use outline::{Outline, Taken};
pub use patterns::{covers, enters, root_of};
pub use plain_text::is_plain_text;
pub use project::{Projected, card_id, data_address};
pub use slug::{is_address as is_page_address, slug};
pub use twin::TwinDifference;
pub use withheld::{Findings, Kind, SplitFind, Withheld, WithheldPlace};

use entry::{Entry, Theme};
use images::Images;
use parse::Documents;
use share::Share;

/// A project in full: every entry, theme and image.
///
/// Nothing in it can be read from outside the vault except through [`Vault::edition`].
pub struct Vault<'a> {
    settings: &'a Settings,
    sources: &'a Sources,
    as_of: Date,
    entries: Vec<Arc<Entry>>,
    themes: Vec<Arc<Theme>>,
    shares: Vec<Arc<Share>>,
    /// Paths of files with mistakes.
    broken: BTreeSet<String>,
    images: Arc<Images>,
    places: BTreeMap<String, Place>,
    entry_ids: HashMap<String, usize>,
    theme_ids: HashMap<String, usize>,
    disclaimer: markdown::Prose,
    kept: Arc<KeptFiles>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
enum Place {
    Entry(usize),
    Theme(usize),
}

impl<'a> Vault<'a> {
    /// Parses and checks a project whose Markdown files are loaded.
    ///
    /// Returns nothing if there are mistakes; all of them are added to `mistakes`.
    pub fn open(
        project: &Path,
        settings: &'a Settings,
        as_of: Date,
        files: &SourceFiles,
        sources: &'a Sources,
        mistakes: &mut Vec<Diagnostic>,
    ) -> Option<Vault<'a>> {
        let vault = Vault::survey(project, settings, as_of, files, sources, mistakes);
        (!crate::diagnostic::has_errors(mistakes)).then_some(vault)
    }

    /// The same, with mistakes and all: nothing may be built of it if there are any.
    pub fn survey(
        project: &Path,
        settings: &'a Settings,
        as_of: Date,
        files: &SourceFiles,
        sources: &'a Sources,
        mistakes: &mut Vec<Diagnostic>,
    ) -> Vault<'a> {
        let vault = Vault::gather(project, settings, as_of, files, sources, mistakes);
        let logo = settings.logo.as_ref();
        mistakes.extend(logo.and_then(|logo| vault.images.mistake(&logo.value, logo.span)));
        validate::validate(&vault, mistakes);
        share::check(&vault, mistakes);
        expired_terms(settings, as_of, mistakes);
        vault
    }

    /// The hash of each image that a text or the settings show, by its path in the project.
    pub fn image_hashes(&self) -> impl Iterator<Item = (&str, blake3::Hash)> {
        self.images.hashes()
    }

    /// Parses the files and reads the images that they show. What has mistakes is left out.
    fn gather(
        project: &Path,
        settings: &'a Settings,
        as_of: Date,
        files: &SourceFiles,
        sources: &'a Sources,
        mistakes: &mut Vec<Diagnostic>,
    ) -> Vault<'a> {
        let kept = &files.kept;
        let mut documents = parse::parse(&files.readable, sources, &kept.documents, mistakes);
        documents.broken.extend(files.unreadable.iter().cloned());
        documents.shares = share::read_all(&files.shares, sources, mistakes);
        let logo = settings.logo.as_ref().map(|logo| logo.value.as_str());
        let images = Arc::new(Images::load(project, &documents, logo, &kept.images));
        kept.note_pictures(&images);
        let kept = Arc::clone(kept);
        Vault::assemble(settings, sources, as_of, documents, (images, kept), mistakes)
    }

    fn assemble(
        settings: &'a Settings,
        sources: &'a Sources,
        as_of: Date,
        documents: Documents,
        (images, kept): (Arc<Images>, Arc<KeptFiles>),
        mistakes: &mut Vec<Diagnostic>,
    ) -> Vault<'a> {
        let Documents { entries, themes, shares, broken } = documents;
        let disclaimer = project::disclaimer(settings, mistakes);
        let mut places = BTreeMap::new();
        let mut entry_ids = HashMap::new();
        let mut theme_ids = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            places.insert(sources.path(entry.file).to_owned(), Place::Entry(at));
            entry_ids.insert(entry.id.clone(), at);
        }
        for (at, theme) in themes.iter().enumerate() {
            places.insert(sources.path(theme.file).to_owned(), Place::Theme(at));
            theme_ids.insert(theme.id.clone(), at);
        }
        Vault {
            settings,
            sources,
            as_of,
            entries,
            themes,
            shares,
            broken,
            images,
            places,
            entry_ids,
            theme_ids,
            disclaimer,
            kept,
        }
    }
}

fn expired_terms(settings: &Settings, as_of: Date, mistakes: &mut Vec<Diagnostic>) {
    for allowed in &settings.allow_terms {
        if allowed.until.value < as_of {
            mistakes.push(
                Diagnostic::error(
                    "expired-term",
                    allowed.until.span,
                    message!("this allowed term expired on {}", value(allowed.until.value)),
                )
                .hint(message!(
                    "ask {} whether it still holds; set a new date, or remove the term",
                    value(&allowed.owner.value)
                )),
            );
        }
    }
}
