//! What engineering knows: everything, as data.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::Engineering;
use crate::vault::label::Cleared;

use super::{Day, InsiderEntry, Number, Site, Tag, ThemeView};

/// What engineering knows: everything.
#[derive(PartialEq)]
pub struct EngineeringView {
    /// The product and the site.
    pub site: Site,
    /// In the order in which they are shown.
    pub entries: Vec<EngineeringEntry>,
    /// In order of title.
    pub themes: Vec<ThemeView<Engineering>>,
    pub(in crate::vault) images: BTreeMap<String, Arc<CleanAsset>>,
}

/// All of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EngineeringEntry {
    /// What sales sees too.
    #[serde(flatten)]
    pub insider: InsiderEntry<Engineering>,
    /// File stem.
    pub id: String,
    /// File, relative to the project.
    pub file: String,
    /// Outermost audience.
    pub visibility: Tag,
    /// Exact target, as written.
    pub target: Option<Cleared<String, Engineering>>,
    /// Person-weeks.
    pub effort: Option<Cleared<Number, Engineering>>,
    /// Code names.
    pub codenames: Vec<Cleared<String, Engineering>>,
    /// When somebody last looked at it.
    pub reviewed_on: Option<Cleared<Day, Engineering>>,
    /// Entries it waits for.
    pub depends_on_count: usize,
    /// Everything that only its own page shows.
    #[serde(skip)]
    pub detail: EngineeringDetail,
}

/// What only an entry's own page shows, and only to engineering.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EngineeringDetail {
    /// RICE.
    pub rice: Option<Cleared<RiceView, Engineering>>,
    /// Entries it waits for.
    pub depends_on: Vec<RelatedEntry>,
    /// Entries that wait for it.
    pub needed_by: Vec<RelatedEntry>,
    /// Horizon for clients, if different.
    pub client_horizon: Option<Cleared<Tag, Engineering>>,
    /// Free fields.
    pub extra: Vec<Cleared<ExtraView, Engineering>>,
}

/// RICE with its score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RiceView {
    /// How many.
    pub reach: Number,
    /// How much for each.
    pub impact: Number,
    /// How sure.
    pub confidence: Number,
    /// How much work.
    pub effort: Number,
    /// Rounded to one decimal.
    pub score: Number,
}

/// Another entry, in a list of dependencies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RelatedEntry {
    /// Its title.
    pub title: String,
    /// Relative to the site's root.
    pub url: String,
    /// Its stage.
    pub stage: Tag,
}

/// A free field.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ExtraView {
    /// Key.
    pub key: String,
    /// Value as text.
    pub value: String,
}
