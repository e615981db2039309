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
            let words = &entry.search_words;
            let mut spans: Vec<Span> = match audience {
                Audience::Client => {
                    let texts = [&entry.shown_summary, &entry.shown_problem];
                    texts.into_iter().flatten().chain(&words.shown).map(Labeled::span).collect()
                }
                Audience::Sales | Audience::Engineering => {
                    let texts = [&entry.summary, &entry.problem].into_iter().flatten();
                    texts.chain(&words.own).chain(&words.client).map(Labeled::span).collect()
                }
            };
            spans.extend(entry.availability.as_ref().map(Labeled::span));
            spans.extend(entry.pictures.words_for(audience).into_iter().map(|alt| alt.span));
            shown_by(entry, audience, spans.into_iter())
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
