//! What clients may know.

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::{Audience, Client};
use crate::vault::Vault;
use crate::vault::declassify::{
    declassify_horizon, declassify_shipped, declassify_status, declassify_target,
};
use crate::vault::edition::{ClientEntry, ClientView};
use crate::vault::entry::{Entry, Piece};
use crate::vault::known::{Known, entry_url};
use crate::vault::label::Labeled;
use crate::vault::policy::{AdmittedEntry, admit};
use crate::vault::slug::slug;

use super::site::site;
use super::themes::{theme_counts, theme_link, themes};
use super::{ImageSet, clear, has_window, horizon_tag, status_tag, unzip};

/// Projects the whole project.
pub fn client_view(vault: &Vault<'_>) -> ClientView {
    let known = Known::<Client>::new(vault);
    let admitted: Vec<_> =
        vault.entries.iter().filter_map(|e| admit::<Client, _>(&**e).ok()).collect();
    let projected: Vec<_> =
        admitted.par_iter().map(|entry| client_entry(vault, &known, *entry)).collect();
    let (mut entries, mut images) = unzip(projected);
    // Order: what is expected first, then by title. Nothing hidden takes part.
    entries.sort_by_cached_key(|entry| {
        let end = entry.window.as_ref().map(|window| window.get().end());
        let shipped =
            entry.shipped.as_ref().map(|month| std::cmp::Reverse(month.get().month.clone()));
        (shipped, end.is_none(), end, entry.title.get().to_lowercase(), entry.slug.get().clone())
    });
    let counts = theme_counts(entries.iter().filter_map(|entry| entry.theme.as_ref()));
    let themes = themes(vault, &known, &counts, &mut images);
    let site = site(vault, Audience::Client, &mut images);
    ClientView { site, entries, themes, images }
}

/// What clients may know of one entry; nothing if they do not get it.
pub fn shown_to_clients(vault: &Vault<'_>, entry: &Entry) -> Option<ClientEntry> {
    let admitted = admit::<Client, _>(entry).ok()?;
    Some(client_entry(vault, &Known::<Client>::new(vault), admitted).0)
}

fn client_entry(
    vault: &Vault<'_>,
    known: &Known<'_, Client>,
    admitted: AdmittedEntry<'_, Client>,
) -> (ClientEntry, ImageSet) {
    let entry = admitted.get();
    let status = declassify_status(&entry.stage).expect("the policy admits no undiscovered entry");
    let stage = *entry.stage.inspect();
    let title = entry.shown_title.clear::<Client>();
    let slug = title.derive(|title| slug(title));
    let slug = clear(entry.shown_slug.as_ref()).unwrap_or(slug);
    let former = entry.shown_aliases.iter().map(|alias| alias.clear::<Client>());
    let url = slug.derive(|slug| entry_url(slug));
    let horizon = match &entry.shown_horizon {
        Some(horizon) => Some(horizon.clear()),
        None => declassify_horizon(&entry.stage).map(|horizon| horizon.clear()),
    };
    let window = (entry.target.as_ref().filter(|_| has_window(stage)))
        .and_then(|target| declassify_target(target, vault.settings.dates))
        .map(|window| window.clear::<Client>())
        .filter(|window| window.get().end() >= vault.as_of);
    let mut page = known.page();
    let picture = page.picture(clear(entry.pictures.shown.as_ref()));
    let blocks = (entry.body.iter())
        .filter_map(|piece| match piece {
            Piece::Client(prose) => Some(page.write(&prose.clear())),
            Piece::Sales(_) | Piece::Engineering(_) => None,
        })
        .collect();
    let shown = ClientEntry {
        summary: clear(entry.shown_summary.as_ref()),
        problem: clear(entry.shown_problem.as_ref()),
        search_words: entry.search_words.shown.iter().map(Labeled::clear).collect(),
        picture,
        status: status.clear().derive(status_tag),
        horizon: horizon.map(|horizon| horizon.derive(horizon_tag)),
        window,
        theme: theme_link(entry, known),
        availability: clear(entry.availability.as_ref()),
        shipped: entry.shipped_on.as_ref().map(|day| declassify_shipped(day).clear()),
        former: former.map(|alias| alias.derive(|alias| entry_url(alias))).collect(),
        blocks,
        title,
        url,
        slug,
    };
    (shown, page.into_images())
}
