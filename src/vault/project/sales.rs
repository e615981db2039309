//! What salespeople may know.

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::{Audience, Sales};
use crate::vault::Vault;
use crate::vault::edition::{BlockView, InsiderEntry, SalesView};
use crate::vault::entry::Piece;
use crate::vault::known::{Known, visibility_tag};
use crate::vault::policy::{AdmittedEntry, admit};

use super::insider::{insider_entry, insider_order, pictures};
use super::share::active_shares;
use super::site::site;
use super::themes::{theme_counts, themes};
use super::{ImageSet, unzip};

/// Projects the whole project.
pub fn sales_view(vault: &Vault<'_>) -> SalesView {
    let known = Known::<Sales>::new(vault);
    let admitted: Vec<_> =
        vault.entries.iter().filter_map(|e| admit::<Sales, _>(&**e).ok()).collect();
    let projected: Vec<_> =
        admitted.par_iter().map(|entry| sales_entry(vault, &known, *entry)).collect();
    let (mut entries, mut images) = unzip(projected);
    entries.sort_by_cached_key(insider_order);
    let counts = theme_counts(entries.iter().filter_map(|entry| entry.theme.as_ref()));
    let themes = themes(vault, &known, &counts, &mut images);
    let site = site(vault, Audience::Sales, &mut images);
    let shares = active_shares(vault, &known);
    SalesView { site, entries, themes, shares, images }
}

fn sales_entry(
    vault: &Vault<'_>,
    known: &Known<'_, Sales>,
    admitted: AdmittedEntry<'_, Sales>,
) -> (InsiderEntry<Sales>, ImageSet) {
    let entry = admitted.get();
    let mut page = known.page();
    let pictures = pictures(&mut page, entry);
    let blocks = (entry.body.iter())
        .filter_map(|piece| match piece {
            Piece::Client(prose) => Some((Audience::Client, page.write(&prose.clear()))),
            Piece::Sales(prose) => Some((Audience::Sales, page.write(&prose.clear()))),
            Piece::Engineering(_) => None,
        })
        .map(|(audience, html)| BlockView { audience: visibility_tag(audience), html })
        .collect();
    (insider_entry(vault, known, entry, (pictures, blocks)), page.into_images())
}
