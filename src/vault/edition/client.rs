//! What clients may know, as data.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::Client;
use crate::vault::declassify::{Month, Window};
use crate::vault::label::Cleared;

use super::{Html, Link, PictureView, Site, Tag, ThemeView};

/// What clients may know.
#[derive(PartialEq)]
pub struct ClientView {
    /// The product and the site.
    pub site: Site,
    /// In the order in which they are shown.
    pub entries: Vec<ClientEntry>,
    /// In order of title.
    pub themes: Vec<ThemeView<Client>>,
    pub(in crate::vault) images: BTreeMap<String, Arc<CleanAsset>>,
}

/// What clients may know of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClientEntry {
    /// Title.
    pub title: Cleared<String, Client>,
    /// Relative to the site's root.
    pub url: Cleared<String, Client>,
    /// Address without folder and extension.
    pub slug: Cleared<String, Client>,
    /// One or two sentences.
    pub summary: Option<Cleared<String, Client>>,
    /// The problem that it is about.
    pub problem: Option<Cleared<String, Client>>,
    /// Other words by which a search finds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub search_words: Vec<Cleared<String, Client>>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Cleared<PictureView, Client>>,
    /// Public status.
    pub status: Cleared<Tag, Client>,
    /// Now, next or later; none when shipped or not planned.
    pub horizon: Option<Cleared<Tag, Client>>,
    /// When it is expected, if the settings allow dates.
    pub window: Option<Cleared<Window, Client>>,
    /// Its theme, if shown.
    pub theme: Option<Cleared<Link, Client>>,
    /// Who will get it.
    pub availability: Option<Cleared<String, Client>>,
    /// The month in which it shipped.
    pub shipped: Option<Cleared<Month, Client>>,
    /// Former addresses of its page, relative to the site's root.
    #[serde(skip)]
    pub former: Vec<Cleared<String, Client>>,
    /// The text.
    #[serde(skip)]
    pub blocks: Vec<Cleared<Html, Client>>,
}
