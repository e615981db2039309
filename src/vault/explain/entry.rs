//! An entry explained: who gets it, who gets which field, and what clients read.

use serde::Serialize;

use crate::audience::Audience;
use crate::diagnostic::Span;
use crate::vault::Vault;
use crate::vault::entry::{Document as _, Entry};
use crate::vault::known::entry_url;
use crate::vault::project::{field_readers, written_fields};
use crate::yaml::Choice as _;

use super::words::{Words, client_words};
use super::{Lines, Place, ReaderExplained, reader};

/// An entry, for every audience.
#[derive(Serialize)]
pub struct EntryExplained {
    /// Its title inside the company.
    pub title: String,
    /// Its file stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The audiences, innermost first.
    pub readers: Vec<ReaderExplained>,
    /// What clients read, word by word; nothing if they do not get the entry.
    pub client_words: Vec<Words>,
    /// The fields and blocks that the author wrote.
    pub fields: Vec<FieldExplained>,
}

/// Who reads a field or block, and why.
#[derive(Clone, Debug, Serialize)]
pub struct FieldExplained {
    /// Its key, or which part of the text it is.
    pub field: String,
    /// Where it was written.
    pub place: Place,
    /// Whether engineering reads it.
    pub engineering: bool,
    /// Whether sales reads it.
    pub sales: bool,
    /// Whether clients read it.
    pub client: bool,
    /// The rule that decides it.
    pub rule: String,
    /// What those who do not get it are told instead.
    pub instead: Option<String>,
}

impl FieldExplained {
    pub(super) fn new(
        vault: &Vault<'_>,
        field: String,
        span: Span,
        [engineering, sales, client]: [bool; 3],
        rule: String,
        instead: Option<String>,
    ) -> FieldExplained {
        let place = vault.place_of(span);
        FieldExplained { field, place, engineering, sales, client, rule, instead }
    }

    /// Whether this audience reads it.
    pub fn is_read_by(&self, audience: Audience) -> bool {
        match audience {
            Audience::Engineering => self.engineering,
            Audience::Sales => self.sales,
            Audience::Client => self.client,
        }
    }
}

/// Explains an entry.
pub fn explain(vault: &Vault<'_>, entry: &Entry) -> EntryExplained {
    let visibility = entry.visibility.span;
    let lines = Lines {
        visibility,
        is_named: vault.place_of(visibility).line > 1,
        stage: Some((entry.stage.span(), entry.stage.inspect().word())),
        confidential: entry.confidential.as_ref().map(|flag| flag.span),
    };
    let fields = written_fields(entry).into_iter().map(|field| {
        let span = field.span;
        let readers = field_readers(vault, entry, &field);
        let seen = [readers.engineering, readers.sales, readers.client];
        let rule = format!("{} is {}", field.kind(), readers.rule);
        FieldExplained::new(vault, field.name, span, seen, rule, readers.instead)
    });
    EntryExplained {
        title: entry.title_for(Audience::Engineering).to_owned(),
        id: entry.id.clone(),
        file: vault.sources.path(entry.file).to_owned(),
        readers: Audience::ALL
            .map(|audience| reader(vault, entry, &lines, audience, entry_url))
            .into(),
        client_words: client_words(vault, entry),
        fields: fields.collect(),
    }
}
