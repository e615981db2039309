//! Which rows the project has already, and names and addresses that nothing else has.

use std::collections::{BTreeMap, BTreeSet};

use crate::vault::{self, Outline};

use super::table::RowName;

/// File names and addresses, those of the project and those of this import.
pub struct Names<'a> {
    outline: &'a Outline,
    ids: BTreeSet<String>,
    /// Addresses of pages, each with the row that has it.
    addresses: BTreeMap<String, String>,
    /// The last number given to each name, so that many equal titles stay cheap.
    last: BTreeMap<String, usize>,
}

/// What a new entry is called.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// The name of its file, without folder and extension.
    pub id: String,
    /// The address of its page, if its title's is taken, and the file or row that has it.
    pub address: Option<(String, String)>,
}

/// Longest name with a number, in bytes: addresses are no longer.
const MAX_LEN: usize = 96;

impl<'a> Names<'a> {
    /// The names of a project.
    pub fn of(outline: &'a Outline) -> Names<'a> {
        let (ids, addresses, last) = Default::default();
        Names { outline, ids, addresses, last }
    }

    /// The entry of the project that was made of this row: by its key, if it has one, else by its
    /// title.
    pub fn known(&self, key: Option<(&str, &str)>, title: &str) -> Option<(&'a str, &'static str)> {
        let entries = &self.outline.entries;
        match key {
            Some((column, value)) => {
                entries.by_extra(column, value).map(|path| (path, "has this row already"))
            }
            None => entries.by_exact_title(title).map(|path| (path, "has this title already")),
        }
    }

    /// The name of a new file for a row, which nothing else has. The title stays as it is.
    pub fn take(&mut self, title: &str, row: &RowName) -> Name {
        let wanted = vault::slug(title);
        let taken_by = self.page_at(&wanted);
        let id = self.free(&wanted, taken_by.is_some());
        let slug = if taken_by.is_some() { id.clone() } else { wanted };
        self.ids.insert(id.clone());
        self.addresses.insert(slug.clone(), row.to_string());
        Name { address: taken_by.map(|taken_by| (slug, taken_by)), id }
    }

    /// The file or row whose page has this address.
    fn page_at(&self, slug: &str) -> Option<String> {
        let of_project = self.outline.entries.by_address(slug).map(|path| format!("`{path}`"));
        of_project.or_else(|| self.addresses.get(slug).cloned())
    }

    /// The first of the names `a`, `a-2`, `a-3`, … that is free, as an address as well if need be.
    fn free(&mut self, wanted: &str, is_address: bool) -> String {
        let is_free = |names: &Names<'_>, id: &str| {
            !names.ids.contains(id)
                && names.outline.entries.by_name(id).is_none()
                && !(is_address && names.page_at(id).is_some())
        };
        if is_free(self, wanted) {
            return wanted.to_owned();
        }
        let mut number = self.last.get(wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let end = format!("-{number}");
            let start = &wanted[..wanted.len().min(MAX_LEN - end.len())];
            let id = format!("{}{end}", start.trim_end_matches('-'));
            if is_free(self, &id) {
                self.last.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }
}
