//! Themes, for every audience: shown if their visibility reaches it.

use std::collections::HashMap;

use crate::audience::{Client, Engineering, Reader, Sales, Sees};
use crate::vault::Vault;
use crate::vault::edition::{BlockView, Link, ThemeView};
use crate::vault::entry::{Entry, Piece, Theme};
use crate::vault::known::{Known, theme_url, visibility_tag};
use crate::vault::label::Cleared;
use crate::vault::markdown::Prose;
use crate::vault::policy::{AdmittedTheme, admit};
use crate::vault::slug::slug;

use super::{ImageSet, clear};

/// The page of an entry's theme, if shown.
pub fn theme_link<A: Sees<Client>>(
    entry: &Entry,
    known: &Known<'_, A>,
) -> Option<Cleared<Link, A>> {
    let id = entry.theme.as_ref()?.clear::<A>();
    let mut known = known;
    id.derive_with(&mut known, |id, known| known.theme(id)).transpose()
}

/// Shown entries of each theme, by the address of its page.
pub fn theme_counts<'a, A: Reader>(
    links: impl Iterator<Item = &'a Cleared<Link, A>>,
) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for link in links {
        *counts.entry(link.get().url.as_str()).or_insert(0) += 1;
    }
    counts
}

/// The shown themes, by title. Their blocks are cleared by the same rule as those of entries.
pub fn themes<A: Reader + Sees<Client> + ShowsPieces>(
    vault: &Vault<'_>,
    known: &Known<'_, A>,
    counts: &HashMap<&str, usize>,
    images: &mut ImageSet,
) -> Vec<ThemeView<A>> {
    let admitted = vault.themes.iter().filter_map(|theme| admit::<A, _>(&**theme).ok());
    let mut themes: Vec<_> =
        admitted.map(|theme| theme_view(known, counts, theme, images)).collect();
    themes.sort_by_cached_key(|theme| (theme.title.get().to_lowercase(), theme.slug.get().clone()));
    themes
}

fn theme_view<A: Reader + Sees<Client> + ShowsPieces>(
    known: &Known<'_, A>,
    counts: &HashMap<&str, usize>,
    admitted: AdmittedTheme<'_, A>,
    images: &mut ImageSet,
) -> ThemeView<A> {
    let theme: &Theme = admitted.get();
    let title = theme.title.clear::<A>();
    let slug = title.derive(|title| slug(title));
    let slug = clear(theme.slug.as_ref()).unwrap_or(slug);
    let former = theme.aliases.iter().map(|alias| alias.clear::<A>());
    let url = slug.derive(|slug| theme_url(slug));
    let mut page = known.page();
    let blocks = (theme.body.iter())
        .filter_map(|piece| {
            let html = page.write(&A::clear_piece(piece)?);
            Some(BlockView { audience: visibility_tag(piece.audience()), html })
        })
        .collect();
    images.extend(page.into_images());
    ThemeView {
        entry_count: counts.get(url.get().as_str()).copied().unwrap_or(0),
        problem: clear(theme.problem.as_ref()),
        former: former.map(|alias| alias.derive(|alias| theme_url(alias))).collect(),
        blocks,
        title,
        url,
        slug,
    }
}

/// Which pieces of a body an audience gets.
pub trait ShowsPieces: Reader {
    /// The piece, if this audience gets it.
    fn clear_piece(piece: &Piece) -> Option<Cleared<Prose, Self>>;
}

impl ShowsPieces for Client {
    fn clear_piece(piece: &Piece) -> Option<Cleared<Prose, Client>> {
        match piece {
            Piece::Client(prose) => Some(prose.clear()),
            Piece::Sales(_) | Piece::Engineering(_) => None,
        }
    }
}

impl ShowsPieces for Sales {
    fn clear_piece(piece: &Piece) -> Option<Cleared<Prose, Sales>> {
        match piece {
            Piece::Client(prose) => Some(prose.clear()),
            Piece::Sales(prose) => Some(prose.clear()),
            Piece::Engineering(_) => None,
        }
    }
}

impl ShowsPieces for Engineering {
    fn clear_piece(piece: &Piece) -> Option<Cleared<Prose, Engineering>> {
        match piece {
            Piece::Client(prose) => Some(prose.clear()),
            Piece::Sales(prose) => Some(prose.clear()),
            Piece::Engineering(prose) => Some(prose.clear()),
        }
    }
}
