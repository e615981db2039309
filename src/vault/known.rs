//! What an audience may know of the pages around a page: where they are, and nothing of those
//! that it may not see.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::assets::CleanAsset;
use crate::audience::{Audience, Reader};

use super::document_path::stem;
use super::edition::{Html, Link, PictureView};
use super::entry::Document;
use super::label::{Cleared, KnownTo};
use super::markdown::{HeadingIds, Prose, Slot, fragment_id};
use super::picture::Picture;
use super::policy::admit;
use super::{Place, Vault};

/// The pages and images of audience `A`.
pub(in crate::vault) struct Known<'a, A> {
    vault: &'a Vault<'a>,
    /// Address of each shown document, by file path.
    pages: HashMap<&'a str, Link>,
    audience: PhantomData<fn() -> A>,
}

impl<'a, A: Reader> Known<'a, A> {
    /// Looks at every document that `A` may see.
    pub(in crate::vault) fn new(vault: &'a Vault<'a>) -> Known<'a, A> {
        let mut pages = HashMap::new();
        for entry in &vault.entries {
            if let Ok(entry) = admit::<A, _>(&**entry) {
                let title = entry.get().title_for(A::AUDIENCE);
                let link = Link {
                    title: title.to_owned(),
                    url: entry_url(&entry.get().slug_for(A::AUDIENCE)),
                };
                pages.insert(vault.sources.path(entry.get().file()), link);
            }
        }
        for theme in &vault.themes {
            if let Ok(theme) = admit::<A, _>(&**theme) {
                let title = theme.get().title_for(A::AUDIENCE);
                let link = Link {
                    title: title.to_owned(),
                    url: theme_url(&theme.get().slug_for(A::AUDIENCE)),
                };
                pages.insert(vault.sources.path(theme.get().file()), link);
            }
        }
        Known { vault, pages, audience: PhantomData }
    }

    /// The page of a theme, if shown.
    pub(in crate::vault) fn theme(&self, id: &str) -> Option<Link> {
        let theme = self.vault.theme(id)?;
        self.pages.get(self.vault.sources.path(theme.file())).cloned()
    }

    /// The page of an entry, if shown.
    pub(in crate::vault) fn entry(&self, id: &str) -> Option<Link> {
        let entry = self.vault.entry(id)?;
        self.pages.get(self.vault.sources.path(entry.file())).cloned()
    }

    /// The page of a document, if shown.
    pub(in crate::vault) fn page_of(&self, path: &str) -> Option<&Link> {
        self.pages.get(path)
    }

    /// A usable image.
    pub(in crate::vault) fn image(&self, path: &str) -> Option<&CleanAsset> {
        self.vault.images.get(path).map(|image| &**image)
    }

    /// Begins a page: its headings and footnotes are numbered together.
    pub(in crate::vault) fn page(&self) -> Page<'_, A> {
        Page { known: self, headings: HeadingIds::default(), block: 0, images: BTreeMap::new() }
    }
}

/// Where an entry's page is, relative to the site's root.
pub(in crate::vault) fn entry_url(slug: &str) -> String {
    format!("items/{slug}.html")
}

/// Where a theme's page is, relative to the site's root.
pub(in crate::vault) fn theme_url(slug: &str) -> String {
    format!("themes/{slug}.html")
}

/// Makes the path of a page from its address.
type Url = fn(&str) -> String;

/// A page being written for audience `A`.
pub(in crate::vault) struct Page<'a, A> {
    known: &'a Known<'a, A>,
    headings: HeadingIds,
    block: usize,
    images: BTreeMap<String, Arc<CleanAsset>>,
}

impl<A> KnownTo<A> for Page<'_, A> {}
impl<A> KnownTo<A> for &Known<'_, A> {}

impl<A: Reader> Page<'_, A> {
    /// Writes one block of the page.
    pub(in crate::vault) fn write(&mut self, prose: &Cleared<Prose, A>) -> Cleared<Html, A> {
        prose.derive_with(self, |prose, page| page.fill(prose))
    }

    /// A picture of the page's entry, if it can be used.
    pub(in crate::vault) fn picture(
        &mut self,
        picture: Option<Cleared<Picture, A>>,
    ) -> Option<Cleared<PictureView, A>> {
        picture?.derive_with(self, |picture, page| page.view(picture)).transpose()
    }

    fn view(&mut self, picture: &Picture) -> Option<PictureView> {
        let image = self.known.vault.images.get(&picture.file.value)?;
        self.images.insert(image.name.clone(), Arc::clone(image));
        let (src, alt) = (format!("assets/{}", image.name), picture.alt.value.clone());
        Some(PictureView { src, alt, width: image.width, height: image.height })
    }

    /// The images that the page shows.
    pub(in crate::vault) fn into_images(self) -> BTreeMap<String, Arc<CleanAsset>> {
        self.images
    }

    fn fill(&mut self, prose: &Prose) -> Html {
        self.block += 1;
        Html(prose.fill(|slot, out| self.slot(slot, out)))
    }

    /// Addresses start with `../`: every page with a body lies in a folder of the site.
    fn slot(&mut self, slot: &Slot, out: &mut String) {
        match slot {
            Slot::Document { path, fragment, .. } => {
                // Validation refused links to pages that `A` does not see.
                let Some(link) = self.known.pages.get(path.as_str()) else { return };
                out.push_str("../");
                out.push_str(&link.url);
                if let Some(fragment) = fragment {
                    out.push('#');
                    out.push_str(&fragment_id(fragment));
                }
            }
            Slot::Image { path, .. } => {
                let Some(image) = self.known.vault.images.get(path) else { return };
                out.push_str("../assets/");
                out.push_str(&image.name);
                // The slot stands inside `src="…"`; the size follows as further attributes.
                if let (Some(width), Some(height)) = (image.width, image.height) {
                    out.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
                }
                self.images.insert(image.name.clone(), Arc::clone(image));
            }
            Slot::Anchor { fragment, .. } => {
                out.push('#');
                out.push_str(&fragment_id(fragment));
            }
            Slot::Heading { slug } => out.push_str(&self.headings.next(slug)),
            Slot::BlockNumber => out.push_str(&self.block.to_string()),
        }
    }
}

/// Where a document is in the vault.
impl Vault<'_> {
    /// The entry or theme in a file.
    pub(in crate::vault) fn place(&self, path: &str) -> Option<Place> {
        self.places.get(path).copied()
    }

    /// The file of each page that an entry or theme would have in the site for `audience`, also of
    /// those that it does not see, and of their former addresses.
    pub fn sources_of_pages(&self, audience: Audience) -> BTreeMap<String, &str> {
        let entries = self.entries.iter().map(|entry| (entry as &dyn Document, entry_url as Url));
        let themes = self.themes.iter().map(|theme| (theme as &dyn Document, theme_url as Url));
        let mut pages = BTreeMap::new();
        for (document, url) in entries.chain(themes) {
            let path = self.sources.path(document.file());
            for (alias, _) in document.aliases_for(audience) {
                pages.entry(url(alias)).or_insert(path);
            }
            pages.insert(url(&document.slug_for(audience)), path);
        }
        pages
    }

    /// All files, for suggestions.
    pub(in crate::vault) fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// The theme with this id.
    pub(in crate::vault) fn theme(&self, id: &str) -> Option<&super::entry::Theme> {
        self.theme_ids.get(id).map(|at| &*self.themes[*at])
    }

    /// Whether a file of this stem has mistakes, so that what it holds is not known.
    pub(in crate::vault) fn is_broken(&self, id: &str) -> bool {
        self.broken.iter().any(|path| stem(path) == id)
    }

    /// The entry with this id.
    pub(in crate::vault) fn entry(&self, id: &str) -> Option<&super::entry::Entry> {
        self.entry_ids.get(id).map(|at| &*self.entries[*at])
    }
}

/// The title of a document for an audience, as a value that audience may read.
pub(in crate::vault) fn visibility_tag(audience: Audience) -> super::edition::Tag {
    let label = match audience {
        Audience::Engineering => "Engineering only",
        Audience::Sales => "Sales",
        Audience::Client => "Clients",
    };
    super::edition::Tag { key: audience.name(), label }
}
