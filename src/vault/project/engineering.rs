//! What engineering knows: everything.

use std::collections::HashMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::{Audience, Engineering};
use crate::vault::Vault;
use crate::vault::edition::{
    BlockView, EngineeringDetail, EngineeringEntry, EngineeringView, ExtraView, Link, Number,
    Period, RelatedEntry, RiceView,
};
use crate::vault::entry::{Piece, Rice};
use crate::vault::known::{Known, visibility_tag};
use crate::vault::label::Labeled;
use crate::vault::policy::{AdmittedEntry, admit};

use super::insider::{insider_entry, insider_order, pictures};
use super::readers::who_sees_what;
use super::site::site;
use super::themes::{theme_counts, themes};
use super::{ImageSet, clear, day, horizon_tag, stage_tag, unzip};

/// Projects the whole project.
pub fn engineering_view(vault: &Vault<'_>) -> EngineeringView {
    let known = Known::<Engineering>::new(vault);
    let mut needed_by: HashMap<&str, Vec<&str>> = HashMap::new();
    for entry in &vault.entries {
        for id in &entry.depends_on {
            needed_by.entry(id.inspect()).or_default().push(&entry.id);
        }
    }
    let admitted: Vec<_> =
        vault.entries.iter().filter_map(|e| admit::<Engineering, _>(&**e).ok()).collect();
    let projected: Vec<_> = admitted
        .par_iter()
        .map(|entry| engineering_entry(vault, &known, *entry, &needed_by))
        .collect();
    let (mut entries, mut images) = unzip(projected);
    entries.sort_by_cached_key(|entry| insider_order(&entry.insider));
    let counts = theme_counts(entries.iter().filter_map(|entry| entry.insider.theme.as_ref()));
    let themes = themes(vault, &known, &counts, &mut images);
    let site = site(vault, Audience::Engineering, &mut images);
    EngineeringView { site, entries, themes, images }
}

fn engineering_entry(
    vault: &Vault<'_>,
    known: &Known<'_, Engineering>,
    admitted: AdmittedEntry<'_, Engineering>,
    needed_by: &HashMap<&str, Vec<&str>>,
) -> (EngineeringEntry, ImageSet) {
    let entry = admitted.get();
    let mut page = known.page();
    let pictures = pictures(&mut page, entry);
    let blocks = (entry.body.iter())
        .map(|piece| {
            let html = match piece {
                Piece::Client(prose) => page.write(&prose.clear()),
                Piece::Sales(prose) => page.write(&prose.clear()),
                Piece::Engineering(prose) => page.write(&prose.clear()),
            };
            BlockView { audience: visibility_tag(piece.audience()), html }
        })
        .collect();
    let related = |ids: &mut dyn Iterator<Item = &str>| -> Vec<RelatedEntry> {
        ids.filter_map(|id| related_entry(vault, known, id)).collect()
    };
    let detail = EngineeringDetail {
        rice: clear(entry.rice.as_ref()).map(|rice| rice.derive(rice_view)),
        depends_on: related(&mut entry.depends_on.iter().map(|id| id.inspect().as_str())),
        needed_by: related(&mut needed_by.get(entry.id.as_str()).into_iter().flatten().copied()),
        client_horizon: clear(entry.client_horizon.as_ref()).map(|h| h.derive(horizon_tag)),
        extra: entry.extra.iter().map(|extra| extra.clear().derive(extra_view)).collect(),
        who_sees_what: who_sees_what(vault, entry),
    };
    let shown = EngineeringEntry {
        insider: insider_entry(vault, known, entry, (pictures, blocks)),
        id: entry.id.clone(),
        file: vault.sources.path(entry.file).to_owned(),
        visibility: visibility_tag(entry.visibility.value),
        target: clear(entry.target.as_ref()).map(|target| target.derive(|target| target.written())),
        due: clear(entry.target.as_ref()).map(|target| target.derive(Period::of)),
        effort: clear(entry.effort.as_ref()).map(|effort| effort.derive(|effort| Number(*effort))),
        codenames: entry.codenames.iter().map(Labeled::clear).collect(),
        reviewed_on: clear(entry.reviewed_on.as_ref()).map(|date| date.derive(day)),
        depends_on_count: entry.depends_on.len(),
        detail,
    };
    (shown, page.into_images())
}

fn related_entry(
    vault: &Vault<'_>,
    known: &Known<'_, Engineering>,
    id: &str,
) -> Option<RelatedEntry> {
    let Link { title, url } = known.entry(id)?;
    let stage = stage_tag(vault.entry(id)?.stage.clear::<Engineering>().get());
    Some(RelatedEntry { title, url, stage })
}

fn rice_view(rice: &Rice) -> RiceView {
    RiceView {
        reach: Number(rice.reach),
        impact: Number(rice.impact),
        confidence: Number(rice.confidence),
        effort: Number(rice.effort),
        score: Number((rice.score() * 10.0).round() / 10.0),
    }
}

fn extra_view((key, value): &(String, String)) -> ExtraView {
    ExtraView { key: key.clone(), value: value.clone() }
}
