//! What other tools export, as entries: always for engineering alone, never over anything.

mod body;
mod columns;
mod days;
mod delimited;
mod fields;
mod imported;
mod issues;
mod jira;
mod mapping;
mod names;
mod quotes;
mod record;
mod stage;
mod states;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Located;
use crate::vault::{MAX_FILE_BYTES, Outline};

use super::{Kind, NewSource, place};

use names::{Name, Names};
use record::{Draft, Reading};
use table::Row;

pub use delimited::read_csv;
pub use imported::{Imported, ImportedEntry, Part};
pub use issues::read_issues;
pub use mapping::{Exchange, Mapping, Origin};
pub use table::Table;

/// Makes entries of all rows that can be entries.
///
/// # Errors
/// No pattern of the settings would find a new entry.
pub fn import(
    table: &Table,
    mapping: &Mapping,
    globs: &[Located<String>],
    outline: &Outline,
    today: Date,
) -> Result<Imported, &'static str> {
    let mut import = Import {
        reading: Reading { table, mapping, outline, today },
        globs,
        imported: Imported::default(),
        seen: BTreeMap::new(),
        keys: BTreeMap::new(),
        names: Names::of(outline),
    };
    for (at, row) in table.rows.iter().enumerate() {
        import.add(at, row)?;
    }
    Ok(import.imported)
}

struct Import<'a> {
    reading: Reading<'a>,
    globs: &'a [Located<String>],
    imported: Imported,
    /// The first row with these cells.
    seen: BTreeMap<&'a Vec<Vec<String>>, usize>,
    /// The first row with this key, and its title.
    keys: BTreeMap<(String, String), (usize, String)>,
    names: Names<'a>,
}

impl<'a> Import<'a> {
    fn add(&mut self, at: usize, row: &'a Row) -> Result<(), &'static str> {
        let table = self.reading.table;
        if let Some(first) = self.seen.get(&row.cells) {
            let message = format!("the same as {}; skipped", table.rows[*first].name);
            self.imported.remark(at, message);
            return Ok(());
        }
        self.seen.insert(&row.cells, at);
        let mut draft = record::read(self.reading, row);
        let Some(title) = draft.title.take() else {
            self.imported.leave_out(at, "there is no title");
            return Ok(());
        };
        if self.is_known(at, &draft, &title) {
            return Ok(());
        }
        let Name { id, address } = self.names.take(&title, &row.name);
        let path = place(self.globs, Kind::Entry, &id).ok_or(
            "no pattern under `content` in `roadcast.yaml` would find a new entry in a folder of \
             its own; add one, such as `content/**/*.md`",
        )?;
        draft.slug = address.as_ref().map(|(slug, _)| slug.clone());
        let text = draft.text(&title);
        let Some(text) = text.filter(|text| text.len() as u64 <= MAX_FILE_BYTES) else {
            self.imported.leave_out(at, "it is too large for an entry");
            return Ok(());
        };
        if let Some((_, taken_by)) = address {
            let message =
                format!("its page would have the address of {taken_by}; `slug` gives it another");
            self.imported.remark(at, message);
        }
        for remark in std::mem::take(&mut draft.remarks) {
            self.imported.remark(at, remark);
        }
        let file = NewSource::new(path, text);
        self.imported.entries.push(ImportedEntry { file, title, row: at, draft });
        Ok(())
    }

    /// Whether the project or an earlier row has this one already. Says so.
    fn is_known(&mut self, at: usize, draft: &Draft, title: &str) -> bool {
        let key = draft.key.as_ref();
        let named = key.map(|(column, value)| (column.as_str(), value.as_str()));
        if let Some((path, what)) = self.names.known(named, title) {
            self.imported.remark(at, format!("`{path}` {what}; skipped"));
            return true;
        }
        let Some(key) = key else { return false };
        let Some((first, first_title)) = self.keys.get(key) else {
            self.keys.insert(key.clone(), (at, title.to_owned()));
            return false;
        };
        let first_name = &self.reading.table.rows[*first].name;
        let is_same = first_title == title;
        let message = if is_same {
            format!("`{}` and the title are those of {first_name}; skipped", key.0)
        } else {
            format!("`{}` is that of {first_name}; imported all the same", key.0)
        };
        self.imported.remark(at, message);
        is_same
    }
}
