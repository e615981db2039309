//! What engineering knows: everything, as data.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::Engineering;
use crate::dates::Target;
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
    /// The target as a period.
    pub due: Option<Cleared<Period, Engineering>>,
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
    /// Which audience gets what of it, and why.
    pub who_sees_what: WhoSeesWhat,
}

/// A target as a period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Period {
    #[serde(skip)]
    first_day: Date,
    #[serde(skip)]
    last_day: Date,
    /// For people: `Q4 2026`.
    pub label: String,
    /// First day: `2026-10-01`.
    pub from: String,
    /// Last day: `2026-12-31`.
    pub to: String,
    /// `day`, `month`, `quarter`, `half` or `year`.
    pub precision: &'static str,
}

impl Period {
    pub(in crate::vault) fn of(target: &Target) -> Period {
        let (first_day, last_day) = (target.first_day(), target.last_day());
        let (from, to) = (first_day.to_string(), last_day.to_string());
        let precision = target.precision().name();
        Period { first_day, last_day, label: target.label(), from, to, precision }
    }

    /// The first day.
    pub fn first_day(&self) -> Date {
        self.first_day
    }

    /// The last day.
    pub fn last_day(&self) -> Date {
        self.last_day
    }
}

/// Which audience gets what of an entry, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct WhoSeesWhat {
    /// The audiences, innermost first.
    pub readers: Vec<ReaderView>,
    /// Who reads the fields and blocks that the author wrote.
    pub rules: Vec<RuleView>,
}

/// Whether an audience gets the entry at all.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReaderView {
    /// The audience.
    pub audience: Tag,
    /// Whether the entry is in its edition.
    pub sees: bool,
    /// The rule that decides it.
    pub rule: String,
    /// Its page there, relative to that site's root.
    pub path: Option<String>,
    /// Its page there in full, if the base URL of that site is set.
    pub url: Option<String>,
}

/// Fields and blocks that the same audiences read for the same reason.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RuleView {
    /// The key of each, or which block it is.
    pub fields: Vec<String>,
    /// Who reads them.
    #[serde(flatten)]
    pub readers: FieldReaders,
}

/// Who reads a field or a block.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FieldReaders {
    /// Whether engineering reads it.
    pub engineering: bool,
    /// Whether sales reads it.
    pub sales: bool,
    /// Whether clients read it.
    pub client: bool,
    /// For whom it is, and why not all of them read it.
    pub rule: String,
    /// What those who do not get it are told instead.
    pub instead: Option<String>,
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
