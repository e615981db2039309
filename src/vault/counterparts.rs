//! Where the page of each document is in the three sites, for the preview that shows them side by
//! side. For insiders: it names what is hidden, and says why.

use crate::audience::Audience;

use super::Vault;
use super::entry::Document;
use super::known::{entry_url, theme_url};
use super::policy::{Withholding, decide};

/// The pages of one document.
pub struct Counterparts {
    /// The file, relative to the project.
    pub file: String,
    /// The title that clients read, or would read.
    pub client_title: String,
    /// For each audience the page, relative to the root of its site, or why it has none.
    pub pages: Vec<(Audience, Result<String, Withholding>)>,
}

impl Vault<'_> {
    /// The pages of every entry and theme, in order of file.
    pub fn counterparts(&self) -> Vec<Counterparts> {
        let entries = self.entries.iter().map(|entry| self.pages_of(entry, entry_url));
        let themes = self.themes.iter().map(|theme| self.pages_of(theme, theme_url));
        let mut all: Vec<_> = entries.chain(themes).collect();
        all.sort_by(|a, b| a.file.cmp(&b.file));
        all
    }

    fn pages_of(&self, document: &impl Document, url: fn(&str) -> String) -> Counterparts {
        let page = |audience| {
            let shown = decide(document.labels(), audience);
            (audience, shown.map(|()| url(&document.slug_for(audience))))
        };
        Counterparts {
            file: self.sources.path(document.file()).to_owned(),
            client_title: document.title_for(Audience::Client).to_owned(),
            pages: Audience::ALL.into_iter().map(page).collect(),
        }
    }
}
