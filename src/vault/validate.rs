//! What can only be checked with the whole project in view: ids, themes, dependencies, links
//! and images.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::audience::Audience;
use crate::dates::day_label;
use crate::diagnostic::{Diagnostic, Message, Span, did_you_mean, message, place, value};

use super::entry::{Document, Entry, Piece};
use super::label::Labeled;
use super::markdown::{HeadingIds, Prose, Slot, fragment_id};
use super::policy;
use super::unique::unique_slugs;
use super::vocabulary::Stage;
use super::{Place, Vault};

/// Entries of a circle that a message names; more are counted.
const MAX_NAMED: usize = 6;

/// Checks everything and adds every mistake to `mistakes`.
pub fn validate(vault: &Vault<'_>, mistakes: &mut Vec<Diagnostic>) {
    unique_ids(&vault.entries, "entry", mistakes);
    unique_ids(&vault.themes, "theme", mistakes);
    for entry in &vault.entries {
        contradictions(entry, mistakes);
        shipped_too_soon(vault, entry, mistakes);
    }
    theme_references(vault, mistakes);
    dependencies(vault, mistakes);
    for entry in &vault.entries {
        links(vault, entry, mistakes);
        for (picture, _) in entry.pictures.written() {
            let file = &picture.file;
            mistakes.extend(vault.images.mistake(&file.value, file.span));
        }
    }
    for theme in &vault.themes {
        links(vault, theme, mistakes);
    }
    let mut pairs = BTreeSet::new();
    for audience in Audience::ALL {
        unique_slugs(&vault.entries, audience, &mut pairs, mistakes);
    }
    for audience in Audience::ALL {
        unique_slugs(&vault.themes, audience, &mut pairs, mistakes);
    }
}

fn unique_ids<D: Document>(documents: &[D], what: &'static str, mistakes: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, &D> = HashMap::new();
    for document in documents {
        let id = document.id().to_lowercase();
        if let Some(first) = seen.get(&id) {
            let start = |document: &D| Span::new(document.file(), 0..3);
            mistakes.push(
                Diagnostic::error(
                    "duplicate-id",
                    start(document),
                    message!(
                        "there is another {} with the file name `{}.md`",
                        what,
                        place(document.id())
                    ),
                )
                .related(start(first), "the other one")
                .hint("rename one of the files; upper and lower case count as equal"),
            );
        } else {
            seen.insert(id, document);
        }
    }
}

/// Labelled for clients, yet undiscovered or confidential.
fn contradictions(entry: &Entry, mistakes: &mut Vec<Diagnostic>) {
    if entry.visibility.value != Audience::Client {
        return;
    }
    let labels = entry.labels();
    let mut refuse = |span: Span, why: &'static str, label: &'static str| {
        mistakes.push(
            Diagnostic::error(
                "contradiction",
                entry.visibility.span,
                message!("clients may never see {}, but this entry is visible to them", why),
            )
            .label("visible to clients")
            .related(span, label)
            .hint("set `visibility: sales` (or `engineering`), or change the other line"),
        );
    };
    if labels.stage.is_some_and(Stage::is_undiscovered) {
        refuse(
            entry.stage.span(),
            "an entry whose discovery is not finished",
            "not discovered yet",
        );
    }
    if let Some(flag) = entry.confidential.as_ref().filter(|flag| flag.value) {
        refuse(flag.span, "a confidential entry", "confidential");
    }
}

/// Told as available, though the day has not come. Its month would tell what the date policy hides.
fn shipped_too_soon(vault: &Vault<'_>, entry: &Entry, mistakes: &mut Vec<Diagnostic>) {
    let Some(day) = entry.shipped_on.as_ref().filter(|day| *day.inspect() > vault.as_of) else {
        return;
    };
    let today = place(day_label(vault.as_of));
    let message = message!("`shipped_on` has not come yet: {}", value(day_label(*day.inspect())));
    mistakes.push(
        Diagnostic::error("future-date", day.span(), message)
            .label(message!("later than {}", today))
            .related(entry.stage.span(), "the stage is given here")
            .hint("set the stage back until it is available, and say when in `target`")
            .hint(message!("to see the sites of that day, add `--as-of {}`", value(day.inspect()))),
    );
}

fn theme_references(vault: &Vault<'_>, mistakes: &mut Vec<Diagnostic>) {
    for entry in &vault.entries {
        let Some(theme) = &entry.theme else { continue };
        let id = theme.inspect();
        if vault.theme(id).is_none() && !vault.is_broken(id) {
            let known = vault.themes.iter().map(|theme| value(&theme.id));
            mistakes.push(
                Diagnostic::error(
                    "unknown-theme",
                    theme.span(),
                    message!("there is no theme `{}`", value(id)),
                )
                .label("unknown theme")
                .maybe_hint(did_you_mean(id, known))
                .hint(message!(
                    "a theme is a file in a `themes` folder: `content/themes/{}.md`",
                    value(id)
                )),
            );
        }
    }
}

fn dependencies(vault: &Vault<'_>, mistakes: &mut Vec<Diagnostic>) {
    let entries = vault.entries.as_slice();
    let index: HashMap<&str, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
    for entry in entries {
        for id in &entry.depends_on {
            if !index.contains_key(id.inspect().as_str()) && !vault.is_broken(id.inspect()) {
                let known = entries.iter().map(|entry| value(&entry.id));
                mistakes.push(
                    Diagnostic::error(
                        "unknown-dependency",
                        id.span(),
                        message!("there is no entry `{}`", value(id.inspect())),
                    )
                    .label("unknown entry")
                    .maybe_hint(did_you_mean(id.inspect(), known))
                    .hint("`depends_on` takes file names without `.md`"),
                );
            }
        }
    }
    cycles(entries, &index, mistakes);
}

/// Reports each dependency that closes a cycle, by a depth-first walk without recursion.
fn cycles(entries: &[Arc<Entry>], index: &HashMap<&str, usize>, mistakes: &mut Vec<Diagnostic>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; entries.len()];
    for root in 0..entries.len() {
        if marks[root] != Mark::New {
            continue;
        }
        let mut path = vec![(root, 0)];
        marks[root] = Mark::Open;
        while let Some((at, next)) = path.last().copied() {
            let Some(id) = entries[at].depends_on.get(next) else {
                marks[at] = Mark::Done;
                path.pop();
                continue;
            };
            path.last_mut().expect("it was just looked at").1 += 1;
            let Some(&target) = index.get(id.inspect().as_str()) else { continue };
            match marks[target] {
                Mark::New => {
                    marks[target] = Mark::Open;
                    path.push((target, 0));
                }
                Mark::Open => mistakes.push(cycle(entries, &path, target, id)),
                Mark::Done => {}
            }
        }
    }
}

fn cycle<L>(
    entries: &[Arc<Entry>],
    path: &[(usize, usize)],
    target: usize,
    id: &Labeled<String, L>,
) -> Diagnostic {
    let from = path.iter().position(|(at, _)| *at == target).unwrap_or(0);
    let members = &path[from..];
    let name = |at: usize| format!("`{}`", entries[at].id);
    let mut names: Vec<_> = members.iter().take(MAX_NAMED).map(|(at, _)| name(*at)).collect();
    if members.len() > MAX_NAMED {
        names.push(format!("{} more", members.len() - MAX_NAMED));
    }
    names.push(name(target));
    let message = match members.len() {
        1 => "this entry depends on itself".into(),
        _ => message!("these entries depend on each other: {}", value(names.join(" → "))),
    };
    let mut mistake = Diagnostic::error("dependency-cycle", id.span(), message)
        .label("this closes the cycle")
        .hint("remove one of the dependencies");
    for (at, next) in members.iter().rev().skip(1).rev().take(5) {
        if let Some(step) = entries[*at].depends_on.get(next.saturating_sub(1)) {
            mistake = mistake.related(step.span(), "depends on the next");
        }
    }
    mistake
}

fn links<D: Document>(vault: &Vault<'_>, document: &D, mistakes: &mut Vec<Diagnostic>) {
    if vault.broken.contains(vault.sources.path(document.file())) {
        return;
    }
    // Engineering comes first and sees most: what is broken for it is reported once.
    let mut reported = BTreeSet::new();
    for audience in Audience::ALL {
        if policy::decide(document.labels(), audience).is_err() {
            continue;
        }
        let shown = document.body().iter().filter(|piece| piece.audience().reaches(audience));
        let headings = heading_ids(shown.clone());
        for piece in shown {
            for slot in piece.inspect().slots() {
                if let Some(mistake) = check_slot(vault, slot, audience, &headings)
                    && reported.insert(mistake.span)
                {
                    mistakes.push(mistake);
                }
            }
        }
    }
    for piece in document.body() {
        for slot in piece.inspect().slots() {
            if let Slot::Image { path, span } = slot
                && let Some(mistake) = vault.images.mistake(path, *span)
            {
                mistakes.push(mistake);
            }
        }
    }
}

/// Checks the links and images of a text of a share: it may lead to what clients see.
pub fn shared_links(vault: &Vault<'_>, prose: &Prose, mistakes: &mut Vec<Diagnostic>) {
    let headings = ids_of(std::iter::once(prose));
    for slot in prose.slots() {
        mistakes.extend(check_slot(vault, slot, Audience::Client, &headings));
        if let Slot::Image { path, span } = slot {
            mistakes.extend(vault.images.mistake(path, *span));
        }
    }
}

/// The ids of all headings on a page made of these pieces.
fn heading_ids<'a>(pieces: impl Iterator<Item = &'a Piece>) -> HeadingIds {
    ids_of(pieces.map(Piece::inspect))
}

fn ids_of<'a>(texts: impl Iterator<Item = &'a Prose>) -> HeadingIds {
    let mut ids = HeadingIds::default();
    for slot in texts.flat_map(Prose::slots) {
        if let Slot::Heading { slug } = slot {
            ids.next(slug);
        }
    }
    ids
}

fn check_slot(
    vault: &Vault<'_>,
    slot: &Slot,
    audience: Audience,
    headings: &HeadingIds,
) -> Option<Diagnostic> {
    match slot {
        Slot::Document { path, fragment, span } => {
            check_link(vault, path, fragment.as_deref(), *span, audience)
        }
        Slot::Anchor { fragment, span } => {
            let slug = fragment_id(fragment);
            let message = message!(
                "{} on this page has the address `#{}`",
                no_heading(audience),
                value(&slug)
            );
            (!headings.contains(&slug)).then(|| {
                Diagnostic::error("broken-link", *span, message)
                    .maybe_hint(did_you_mean(&slug, headings.iter().map(value)))
                    .hint("link to a heading in a block that the same readers see")
            })
        }
        Slot::Image { .. } | Slot::Heading { .. } | Slot::BlockNumber => None,
    }
}

/// Engineering sees every heading, so for it the heading simply does not exist.
fn no_heading(audience: Audience) -> Message {
    match audience {
        Audience::Engineering => "no heading".into(),
        Audience::Sales | Audience::Client => {
            message!("no heading that {} readers see", audience.name())
        }
    }
}

fn check_link(
    vault: &Vault<'_>,
    path: &str,
    fragment: Option<&str>,
    span: Span,
    audience: Audience,
) -> Option<Diagnostic> {
    if vault.broken.contains(path) {
        return None;
    }
    let Some(place) = vault.place(path) else {
        let known = vault.paths();
        let message = message!("there is no entry or theme `{}`", value(path));
        return Some(
            Diagnostic::error("broken-link", span, message)
                .maybe_hint(did_you_mean(path, known.map(value)))
                .hint("the path starts from the folder of this file"),
        );
    };
    let document: &dyn Document = match place {
        Place::Entry(at) => &vault.entries[at],
        Place::Theme(at) => &vault.themes[at],
    };
    if policy::decide(document.labels(), audience).is_err() {
        return Some(
            Diagnostic::error(
                "hidden-link",
                span,
                message!("{} readers see this link, but not the page it leads to", audience.name()),
            )
            .label(message!("withheld from {} readers", audience.name()))
            .related(document.title_span(audience), "this page")
            .hint("remove the link, or move the text into a block for those who see the page"),
        );
    }
    let fragment = fragment?;
    let slug = fragment_id(fragment);
    let shown = document.body().iter().filter(|piece| piece.audience().reaches(audience));
    (!heading_ids(shown).contains(&slug)).then(|| {
        Diagnostic::error(
            "broken-link",
            span,
            message!("{} on that page has the address `#{}`", no_heading(audience), value(&slug)),
        )
        .hint("remove the part after `#`, or link to a heading they see")
    })
}
