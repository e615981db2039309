//! Where the texts stand that an audience reads, to say from where a leak comes.

use crate::audience::Audience;
use crate::diagnostic::Span;
use crate::vault::entry::Document;
use crate::vault::label::Labeled;
use crate::vault::{Place, Vault};

/// Where the texts of a file stand that an audience reads.
pub fn shown_spans(vault: &Vault<'_>, audience: Audience, path: &str) -> Vec<Span> {
    match vault.places.get(path) {
        Some(Place::Entry(at)) => {
            let entry = &vault.entries[*at];
            let summary = match audience {
                Audience::Client => entry.shown_summary.as_ref().map(Labeled::span),
                Audience::Sales | Audience::Engineering => {
                    entry.summary.as_ref().map(Labeled::span)
                }
            };
            let availability = entry.availability.as_ref().map(Labeled::span);
            shown_by(entry, audience, summary.into_iter().chain(availability))
        }
        Some(Place::Theme(at)) => {
            let theme = &vault.themes[*at];
            shown_by(theme, audience, theme.problem.as_ref().map(Labeled::span).into_iter())
        }
        None => Vec::new(),
    }
}

fn shown_by<D: Document>(
    document: &D,
    audience: Audience,
    fields: impl Iterator<Item = Span>,
) -> Vec<Span> {
    let pieces = document.body().iter().filter(|piece| piece.audience().reaches(audience));
    let title = std::iter::once(document.title_span(audience));
    title.chain(fields).chain(pieces.map(|piece| piece.span())).collect()
}
