//! The texts of front matter that are shown as they are, and what must not stand in them.

use crate::audience::Audience;
use crate::comment;
use crate::diagnostic::{Diagnostic, Located, Span, message};

use super::Vault;
use super::entry::{Entry, Theme};
use super::markdown::markdown_in;

/// A value that others than engineering read: its key, its text and its place.
type Shown<'a> = (&'static str, &'a str, Span);

/// Comments in values of an entry that others than engineering read.
pub fn comments_in_entry(entry: &Entry) -> Vec<Diagnostic> {
    let values = values_of_entry(entry).into_iter();
    values.filter_map(|(_, text, span)| comment::refuse_in_value(text, span)).collect()
}

/// The same of a theme.
pub fn comments_in_theme(theme: &Theme) -> Vec<Diagnostic> {
    let values = values_of_theme(theme).into_iter();
    values.filter_map(|(_, text, span)| comment::refuse_in_value(text, span)).collect()
}

/// Markdown in values that others than engineering read, as warnings: they would see its signs.
pub fn markdown_in_values(vault: &Vault<'_>) -> Vec<Diagnostic> {
    let entries = vault.entries.iter().flat_map(|entry| values_of_entry(entry));
    let themes = vault.themes.iter().flat_map(|theme| values_of_theme(theme));
    let tagline = vault.settings.tagline.iter();
    let tagline = tagline.map(|text| ("tagline", text.value.as_str(), text.span));
    let found = entries.chain(themes).chain(tagline).filter_map(|(key, text, span)| {
        let what = markdown_in(text)?;
        let message =
            message!("`{}` is plain text, and readers would see the signs of {}", key, what);
        let warning = Diagnostic::warning("markdown-in-value", span, message)
            .label("shown as it is written")
            .hint("write it without them, or move the words into a block, such as `::: client`")
            .hint(
                "blocks, and `disclaimer` in the settings, are Markdown; every value is plain text",
            );
        Some(warning)
    });
    found.collect()
}

fn values_of_entry(entry: &Entry) -> Vec<Shown<'_>> {
    if entry.visibility.value == Audience::Engineering {
        return Vec::new();
    }
    let mut values: Vec<Shown<'_>> = vec![("title", entry.title.inspect(), entry.title.span())];
    let fields = [
        ("summary", &entry.summary),
        ("problem", &entry.problem),
        ("client.title", &entry.client_title),
        ("client.summary", &entry.client_summary),
        ("client.problem", &entry.client_problem),
        ("owner", &entry.owner),
        ("team", &entry.team),
    ];
    for (key, field) in fields {
        values.extend(field.iter().map(|text| (key, text.inspect().as_str(), text.span())));
    }
    values.extend(entry.tags.iter().map(|tag| ("tags", tag.inspect().as_str(), tag.span())));
    let words = [
        ("search_words", &entry.search_words.own),
        ("client.search_words", &entry.search_words.client),
    ];
    for (key, words) in words {
        values.extend(words.iter().map(|word| (key, word.inspect().as_str(), word.span())));
    }
    let pictures =
        [("picture.alt", &entry.pictures.own), ("client.picture.alt", &entry.pictures.client)];
    for (key, picture) in pictures {
        let alt = picture.iter().map(|picture| &picture.inspect().alt);
        values.extend(alt.map(|alt| (key, alt.value.as_str(), alt.span)));
    }
    let availability = entry.availability.iter();
    values.extend(
        availability.map(|text| ("client.availability", text.inspect().as_str(), text.span())),
    );
    let mut nested: Vec<(&'static str, Option<&Located<String>>)> = Vec::new();
    if let Some(talk) = entry.talk.as_ref().map(|talk| talk.inspect()) {
        nested.extend([
            ("sales.say", talk.say.as_ref()),
            ("sales.note", talk.note.as_ref()),
            ("sales.dont_say", talk.dont_say.as_ref()),
            ("sales.workaround", talk.workaround.as_ref()),
        ]);
    }
    if let Some(decision) = entry.decision.as_ref().map(|decision| decision.inspect()) {
        nested.extend([
            ("decision.reason", decision.reason.as_ref()),
            ("decision.revisit_when", decision.revisit_when.as_ref()),
            ("decision.by", decision.by.as_ref()),
        ]);
    }
    for request in entry.requests.iter().map(|request| request.inspect()) {
        nested.extend([
            ("requests[].account", Some(&request.account)),
            ("requests[].by", request.by.as_ref()),
            ("requests[].value", request.value.as_ref()),
        ]);
    }
    let nested = nested.into_iter();
    values.extend(nested.filter_map(|(key, text)| text.map(|text| (key, &*text.value, text.span))));
    values
}

fn values_of_theme(theme: &Theme) -> Vec<Shown<'_>> {
    if theme.visibility.value == Audience::Engineering {
        return Vec::new();
    }
    let problem = theme.problem.iter().map(|text| ("problem", text));
    let values = std::iter::once(("title", &theme.title)).chain(problem);
    values.map(|(key, text)| (key, text.inspect().as_str(), text.span())).collect()
}
