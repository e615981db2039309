//! A theme explained: who sees it, and which entries keep it.

use serde::Serialize;

use crate::audience::{Audience, Reader};
use crate::vault::Vault;
use crate::vault::entry::{Document as _, Theme};
use crate::vault::known::theme_url;
use crate::vault::label::Labeled;
use crate::vault::policy::decide;
use crate::vault::project::for_whom;

use super::entry::FieldExplained;
use super::{Lines, ReaderExplained, piece_name, reader};

/// A theme, for every audience.
#[derive(Serialize)]
pub struct ThemeExplained {
    /// Its title.
    pub title: String,
    /// Its file stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The audiences, innermost first.
    pub readers: Vec<ReaderExplained>,
    /// Its fields and blocks.
    pub fields: Vec<FieldExplained>,
    /// The entries that name it.
    pub entries: Vec<ThemeEntry>,
}

/// An entry that names a theme.
#[derive(Serialize)]
pub struct ThemeEntry {
    /// Its title.
    pub title: String,
    /// Its file.
    pub file: String,
    /// Who sees the entry and reads that it belongs to the theme.
    pub shown_to: Vec<Audience>,
}

/// Explains a theme.
pub fn explain(vault: &Vault<'_>, theme: &Theme) -> ThemeExplained {
    let place = vault.place_of(theme.visibility.span);
    let lines = Lines {
        visibility: theme.visibility.span,
        is_named: place.line > 1,
        stage: None,
        confidential: None,
    };
    let readers = Audience::ALL.map(|audience| reader(vault, theme, &lines, audience, theme_url));
    let sees = |label: Audience| {
        Audience::ALL
            .map(|audience| label.reaches(audience) && decide(theme.labels(), audience).is_ok())
    };
    let field = |name: &str, span, label: Audience| {
        let kind = if name.starts_with("text ") { "block" } else { "field" };
        let rule = format!("{kind} is for {}", for_whom(label));
        FieldExplained::new(vault, name.to_owned(), span, sees(label), rule, None)
    };
    let mut fields = vec![field("title", theme.title.span(), label_of(&theme.title))];
    fields.extend(theme.problem.as_ref().map(|text| field("problem", text.span(), label_of(text))));
    for (index, piece) in theme.body.iter().enumerate() {
        fields.push(field(&piece_name(index), piece.span(), piece.audience()));
    }
    let entries = vault
        .entries
        .iter()
        .filter(|entry| entry.theme.as_ref().is_some_and(|id| *id.inspect() == theme.id));
    let entries = entries.map(|entry| ThemeEntry {
        title: entry.title_for(Audience::Engineering).to_owned(),
        file: vault.sources.path(entry.file).to_owned(),
        shown_to: Audience::ALL
            .into_iter()
            .filter(|audience| {
                decide(entry.labels(), *audience).and(decide(theme.labels(), *audience)).is_ok()
            })
            .collect(),
    });
    ThemeExplained {
        title: theme.title.inspect().clone(),
        id: theme.id.clone(),
        file: vault.sources.path(theme.file).to_owned(),
        entries: entries.collect(),
        readers: readers.into(),
        fields,
    }
}

/// The outermost audience that the type of a field names.
fn label_of<T, L: Reader>(_: &Labeled<T, L>) -> Audience {
    L::AUDIENCE
}
