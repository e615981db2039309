//! What one audience may know, as data. Every text in a view is `Cleared` for its audience.
//!
//! The serialized form of a view's parts is what templates and `roadmap.json` see. Optional
//! values are `null`, never left out, so that a template that names an unknown field is wrong.

mod client;
mod engineering;
mod insider;
mod labels;
mod share;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::{Audience, Client, Engineering, Prospect, Reader, Sales};

use super::label::Cleared;
use super::withheld::Withheld;

pub use client::{ClientEntry, ClientView};
pub use engineering::{
    EngineeringDetail, EngineeringEntry, EngineeringView, ExtraView, FieldReaders, Period,
    ReaderView, RelatedEntry, RiceView, RuleView, WhoSeesWhat,
};
pub use insider::{
    ClientPage, DecisionView, InsiderDetail, InsiderEntry, RequestView, SalesView, ShippedDay,
    TalkView,
};

pub use share::{ActiveShare, ShareView, SharedEntry};

/// An audience whose edition is known.
pub trait HasView: Reader {
    /// What its readers may know.
    type View: View;
}

/// What all views have in common.
pub trait View: PartialEq + Send + Sync {
    /// The product and the site.
    fn site(&self) -> &Site;
    /// The images that shown text refers to, by name.
    fn images(&self) -> &BTreeMap<String, Arc<CleanAsset>>;
    /// How many entries are shown.
    fn entry_count(&self) -> usize;
    /// Each value that readers see as that of a field, as it is shown.
    fn labels(&self) -> BTreeSet<String>;
    /// Everything as data, to tell where two views differ.
    fn to_json(&self) -> serde_json::Value;
}

/// Writes `View` for a view with the usual fields.
macro_rules! impl_view {
    ($view:ty, $entry:ident => $detail:expr) => {
        impl View for $view {
            fn site(&self) -> &Site {
                &self.site
            }

            fn images(&self) -> &BTreeMap<String, Arc<CleanAsset>> {
                &self.images
            }

            fn entry_count(&self) -> usize {
                self.entries.len()
            }

            fn labels(&self) -> BTreeSet<String> {
                labels::Labels::labels(self)
            }

            fn to_json(&self) -> serde_json::Value {
                let entries: Vec<_> = (self.entries.iter())
                    .map(|$entry| serde_json::json!({ "entry": $entry, "page": $detail }))
                    .collect();
                let themes: Vec<_> = (self.themes.iter())
                    .map(|theme| serde_json::json!({ "theme": theme, "blocks": theme.blocks }))
                    .collect();
                let images: Vec<_> = self.images.keys().collect();
                serde_json::json!({
                    "site": self.site, "entries": entries, "themes": themes, "images": images,
                })
            }
        }
    };
}

impl_view!(ClientView, entry => &entry.blocks);
impl_view!(SalesView, entry => &entry.detail);
impl_view!(EngineeringView, entry => (&entry.insider.detail, &entry.detail));

impl HasView for Client {
    type View = ClientView;
}

impl HasView for Sales {
    type View = SalesView;
}

impl HasView for Prospect {
    type View = ShareView;
}

impl HasView for Engineering {
    type View = EngineeringView;
}

/// What audience `A` may know, and a sealed list of what it may not.
///
/// Made by the projection alone.
pub struct Edition<A: HasView> {
    view: A::View,
    withheld: Withheld,
}

impl<A: HasView> Edition<A> {
    pub(in crate::vault) fn new(view: A::View, withheld: Withheld) -> Edition<A> {
        Edition { view, withheld }
    }

    /// What readers may know.
    pub fn view(&self) -> &A::View {
        &self.view
    }

    /// What they may not; can be searched for and not read.
    pub fn withheld(&self) -> &Withheld {
        &self.withheld
    }

    /// The same, when the view is no longer needed.
    pub fn into_withheld(self) -> Withheld {
        self.withheld
    }

    /// The audience.
    pub fn audience(&self) -> Audience {
        A::AUDIENCE
    }
}

/// The product and the site, from the settings.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Site {
    /// Name of the product.
    pub product: String,
    /// One sentence of intent.
    pub tagline: Option<String>,
    /// Language of the pages.
    pub lang: &'static str,
    /// The logo.
    pub logo: Option<Logo>,
    /// `#rrggbb`.
    pub accent: String,
    /// Black or white, whichever reads better on the accent color.
    pub accent_ink: &'static str,
    /// HTML.
    pub disclaimer: Html,
    /// Where to send feedback.
    pub feedback: Option<String>,
    /// The day the site was made for.
    pub as_of: Day,
    /// Where the site will be, ending in `/`.
    pub base_url: Option<String>,
    /// Whether search engines may list it.
    pub indexable: bool,
    /// Whether a link to an entry has a preview picture of its own.
    #[serde(skip)]
    pub entry_previews: bool,
}

/// A logo in a site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Logo {
    /// Relative to the site's root.
    pub src: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// The product's name.
    pub alt: String,
}

/// A picture of an entry in a site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PictureView {
    /// Relative to the site's root.
    pub src: String,
    /// What it shows, in words.
    pub alt: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
}

/// Safe HTML. Not escaped again by templates.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(transparent)]
pub struct Html(pub(in crate::vault) String);

impl Html {
    pub(in crate::vault) fn new(markup: String) -> Html {
        Html(markup)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Serialized as a mapping that the renderer replaces by a safe string.
impl Serialize for Html {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A day in two forms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Day {
    /// `2026-11-22`.
    pub iso: String,
    /// `22 November 2026`.
    pub label: String,
}

/// A word for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Tag {
    /// For programs: `in-progress`.
    pub key: &'static str,
    /// For people: `In progress`.
    pub label: &'static str,
}

/// A number, written without a fraction where it has none.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(transparent)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[allow(clippy::cast_possible_truncation, reason = "whole, and far below 2^53")]
        if self.0.fract() == 0.0 && self.0.abs() < 1e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// A page to link to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// Its title.
    pub title: String,
    /// Relative to the site's root.
    pub url: String,
}

/// A theme, for audience `A`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(bound = "A: Reader")]
#[serde(bound = "")]
pub struct ThemeView<A: Reader> {
    /// Title.
    pub title: Cleared<String, A>,
    /// Relative to the site's root.
    pub url: Cleared<String, A>,
    /// Address without folder and extension.
    pub slug: Cleared<String, A>,
    /// The problem it stands for.
    pub problem: Option<Cleared<String, A>>,
    /// Shown entries in it.
    pub entry_count: usize,
    /// Former addresses of its page, relative to the site's root.
    #[serde(skip)]
    pub former: Vec<Cleared<String, A>>,
    /// The text below.
    #[serde(skip)]
    pub blocks: Vec<BlockView<A>>,
}

/// A block of text with the label it was given.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(bound = "A: Reader")]
#[serde(bound = "")]
pub struct BlockView<A: Reader> {
    /// The outermost audience that reads it.
    pub audience: Tag,
    /// The text.
    pub html: Cleared<Html, A>,
}
