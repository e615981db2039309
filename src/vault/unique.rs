//! Addresses of pages: each is taken once in a site, by a page of today or a former one.

use std::collections::{BTreeMap, BTreeSet};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Span, message, value};

use super::entry::Document;
use super::policy;

/// Colliding addresses are an error, never numbered: a number would tell that there is another.
/// `pairs` holds those reported already, so that each is reported for one audience only.
pub fn unique_slugs<D: Document>(
    documents: &[D],
    audience: Audience,
    pairs: &mut BTreeSet<(FileId, FileId)>,
    mistakes: &mut Vec<Diagnostic>,
) {
    let shown = |document: &&D| policy::decide(document.labels(), audience).is_ok();
    let mut seen: BTreeMap<String, (&D, Span)> = BTreeMap::new();
    for document in documents.iter().filter(shown) {
        let slug = document.slug_for(audience);
        let set = document.set_slug(audience).map(|(_, span)| span);
        let span = set.unwrap_or_else(|| document.title_span(audience));
        let Some((first, other)) = seen.get(&slug) else {
            seen.insert(slug, (document, span));
            continue;
        };
        if pairs.insert((first.file(), document.file())) {
            mistakes.push(same((*first, *other), document, &slug, audience));
        }
    }
    let shown = documents.iter().filter(shown);
    for document in shown {
        for (alias, span) in document.aliases_for(audience) {
            let Some((first, other)) = seen.get(alias) else {
                seen.insert(alias.to_owned(), (document, span));
                continue;
            };
            // Written once and shown to several audiences: reported for the first.
            if pairs.insert((first.file(), document.file())) {
                mistakes.push(taken(alias, span, *other, audience));
            }
        }
    }
}

/// A former address that is taken.
fn taken(alias: &str, span: Span, other: Span, audience: Audience) -> Diagnostic {
    let message = message!(
        "another page for {} readers has the address `{}.html`",
        audience.name(),
        value(alias)
    );
    Diagnostic::error("duplicate-slug", span, message)
        .label("a former address")
        .related(other, "the other page")
        .hint("a former address must be free: remove it from `aliases`")
}

/// Two pages of one address.
fn same<D: Document>(
    (first, other): (&D, Span),
    document: &D,
    slug: &str,
    audience: Audience,
) -> Diagnostic {
    let set = document.set_slug(audience).map(|(_, span)| span);
    let span = set.unwrap_or_else(|| document.title_span(audience));
    let message = message!(
        "two pages for {} readers have the address `{}.html`",
        audience.name(),
        value(slug)
    );
    let label =
        if set.is_some() { "the address is set here" } else { "addresses are made from titles" };
    let has_own_title = document.title_span(audience) != document.title_span(Audience::Engineering);
    let key = if has_own_title { "client: { slug: … }" } else { "slug: …" };
    Diagnostic::error("duplicate-slug", span, message)
        .label(label)
        .related(other, other_page(first, audience))
        .hint(message!(
            "give one of the two another title, or an address of its own with `{}`",
            key
        ))
}

fn other_page<D: Document>(document: &D, audience: Audience) -> &'static str {
    match document.set_slug(audience) {
        Some(_) => "the other address",
        None => "the other title",
    }
}
