//! The projection: full text to what one audience may know. One function per audience.
//!
//! Everything shown is named here, field by field. What is not named does not exist for that
//! audience; and what it may not see cannot be cleared, so it cannot be named by mistake.

mod client;
mod engineering;
mod insider;
mod readers;
mod sales;
mod share;
mod site;
mod themes;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::assets::CleanAsset;
use crate::audience::{Audience, Client, Engineering, Sales, Sees};
use crate::dates::day_label;
use crate::yaml::Choice;

use super::Vault;
use super::declassify::PublicStatus;
use super::edition::{
    ClientView, Day, Edition, EngineeringView, HasView, SalesView, Tag, View as _,
};
use super::entry::Document as _;
use super::label::{Cleared, Labeled};
use super::policy::{Withholding, decide};
use super::vocabulary::{Horizon, Stage};
use super::withheld::Withheld;

pub(in crate::vault) use client::shown_to_clients;
pub(in crate::vault) use readers::{field_readers, for_whom, written_fields};
pub(in crate::vault) use share::share_view;
pub use share::{card_id, data_address};
pub(in crate::vault) use site::disclaimer;

type ImageSet = BTreeMap<String, Arc<CleanAsset>>;

/// An audience that the vault can project for.
pub trait Projected: HasView {
    /// What this audience may know.
    #[doc(hidden)]
    fn view(vault: &Vault<'_>) -> Self::View;
}

impl Projected for Client {
    fn view(vault: &Vault<'_>) -> ClientView {
        client::client_view(vault)
    }
}

impl Projected for Sales {
    fn view(vault: &Vault<'_>) -> SalesView {
        sales::sales_view(vault)
    }
}

impl Projected for Engineering {
    fn view(vault: &Vault<'_>) -> EngineeringView {
        engineering::engineering_view(vault)
    }
}

impl Vault<'_> {
    /// What audience `A` may know, with a sealed list of what it may not.
    pub fn edition<A: Projected>(&self) -> Edition<A> {
        let (view, gathered) =
            rayon::join(|| A::view(self), || Withheld::gather(self, A::AUDIENCE));
        // What the same site says by label is no secret; what it says is known only now.
        let withheld = gathered.seal(&view.labels());
        Edition::new(view, withheld)
    }

    /// How many entries are withheld from an audience, by reason.
    pub fn withheld_counts(&self, audience: Audience) -> BTreeMap<Withholding, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            if let Err(reason) = decide(entry.labels(), audience) {
                *counts.entry(reason).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// Clears an optional value.
fn clear<T: Clone, L, A: Sees<L>>(value: Option<&Labeled<T, L>>) -> Option<Cleared<T, A>> {
    value.map(Labeled::clear)
}

fn tag<T: Choice>(word: T, label: &'static str) -> Tag {
    Tag { key: word.word(), label }
}

fn horizon_tag(horizon: &Horizon) -> Tag {
    tag(*horizon, horizon.label())
}

fn stage_tag(stage: &Stage) -> Tag {
    tag(*stage, stage.label())
}

fn status_tag(status: &PublicStatus) -> Tag {
    let (key, label, _) = status.words();
    Tag { key, label }
}

/// Stages that move towards their target, so that a window means something.
pub(in crate::vault) fn has_window(stage: Stage) -> bool {
    !matches!(stage, Stage::Shipped | Stage::Declined | Stage::Paused)
}

fn unzip<E>(projected: Vec<(E, ImageSet)>) -> (Vec<E>, ImageSet) {
    let mut all = ImageSet::new();
    let mut entries = Vec::with_capacity(projected.len());
    for (entry, images) in projected {
        entries.push(entry);
        all.extend(images);
    }
    (entries, all)
}

fn day(date: &Date) -> Day {
    Day { iso: date.to_string(), label: day_label(*date) }
}
