//! An image explained: which texts show it, and in which sites it is.

use serde::Serialize;

use crate::audience::{Audience, Client, Engineering, Sales};
use crate::vault::Vault;
use crate::vault::edition::View as _;
use crate::vault::entry::{Document, Entry};
use crate::vault::markdown::Slot;
use crate::vault::picture::Picture;
use crate::vault::policy::decide;
use crate::vault::project::Projected as _;

use super::Place;

/// An image, for every audience.
#[derive(Serialize)]
pub struct ImageExplained {
    /// Its path.
    pub file: String,
    /// The texts and entries that show it.
    pub references: Vec<Reference>,
    /// The sites, innermost first.
    pub sites: Vec<ImageSite>,
    /// Why it is in no site, or not in all of them.
    pub why: Option<String>,
}

/// A text that shows an image, or an entry whose picture it is, or the settings.
#[derive(Serialize)]
pub struct Reference {
    /// Where it stands.
    pub place: Place,
    /// The outermost audience of the text.
    pub label: Audience,
    /// Who sees the text.
    pub shown_to: Vec<Audience>,
}

/// Whether an image is in a site.
#[derive(Serialize)]
pub struct ImageSite {
    /// The audience of the site.
    pub audience: Audience,
    /// Under what name, relative to the root of the site; nothing if it is not there.
    pub path: Option<String>,
    /// The same in full, if the address of that site is known.
    pub url: Option<String>,
}

/// Explains an image.
pub fn explain(vault: &Vault<'_>, path: String) -> ImageExplained {
    let mut references = Vec::new();
    for entry in &vault.entries {
        references.extend(pictures_of(vault, entry, &path));
        references.extend(references_in(vault, entry, &path));
    }
    for theme in &vault.themes {
        references.extend(references_in(vault, theme, &path));
    }
    let logo = vault.settings.logo.as_ref().filter(|logo| logo.value == path);
    references.extend(logo.map(|logo| Reference {
        place: vault.place_of(logo.span),
        label: Audience::Client,
        shown_to: Audience::ALL.into(),
    }));
    let image = vault.images.get(&path);
    let sites = Audience::ALL.map(|audience| {
        let name = image.map(|image| image.name.as_str()).filter(|name| match audience {
            Audience::Engineering => Engineering::view(vault).images().contains_key(*name),
            Audience::Sales => Sales::view(vault).images().contains_key(*name),
            Audience::Client => Client::view(vault).images().contains_key(*name),
        });
        let path = name.map(|name| format!("assets/{name}"));
        let base = vault.settings.edition(audience).base_url.as_ref();
        let url = path.as_ref().and_then(|path| base.map(|base| format!("{}{path}", base.value)));
        ImageSite { audience, path, url }
    });
    let why = why(&references, image.is_some(), sites.iter().all(|site| site.path.is_some()));
    ImageExplained { file: path, references, sites: sites.into(), why }
}

fn why(references: &[Reference], is_usable: bool, is_everywhere: bool) -> Option<String> {
    let words = match (references.is_empty(), is_usable) {
        (true, _) => "no text shows it, and only images in shown text are published",
        (false, false) => "it cannot be used: `roadcast check` says why",
        (false, true) if is_everywhere => return None,
        (false, true) => "no text that the other readers see shows it",
    };
    Some(words.to_owned())
}

/// The places at which an entry names it as its picture.
fn pictures_of(vault: &Vault<'_>, entry: &Entry, wanted: &str) -> Vec<Reference> {
    let written = entry.pictures.written().filter(|(picture, _)| picture.file.value == wanted);
    let reference = |(picture, label): (&Picture, Audience)| {
        let sees = |audience: &Audience| {
            label.reaches(*audience) && decide(entry.labels(), *audience).is_ok()
        };
        let shown_to = Audience::ALL.into_iter().filter(sees).collect();
        Reference { place: vault.place_of(picture.file.span), label, shown_to }
    };
    written.map(reference).collect()
}

fn references_in(vault: &Vault<'_>, document: &dyn Document, wanted: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    for piece in document.body() {
        let label = piece.audience();
        for slot in piece.inspect().slots() {
            if let Slot::Image { path, span } = slot
                && path == wanted
            {
                let sees = |audience: &Audience| {
                    label.reaches(*audience) && decide(document.labels(), *audience).is_ok()
                };
                let shown_to = Audience::ALL.into_iter().filter(sees).collect();
                references.push(Reference { place: vault.place_of(*span), label, shown_to });
            }
        }
    }
    references
}
