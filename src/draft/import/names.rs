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
    ///
    /// # Errors
    /// The page of this file or row has the address that the title would get.
    pub fn take(&mut self, title: &str, row: &RowName) -> Result<String, String> {
        let address = vault::slug(title);
        if let Some(path) = self.page_at(&address) {
            return Err(path);
        }
        let id = self.free(&address);
        self.ids.insert(id.clone());
        self.addresses.insert(address, row.to_string());
        Ok(id)
    }

    /// The file or row whose page has this address.
    fn page_at(&self, slug: &str) -> Option<String> {
        let of_project = self.outline.entries.by_address(slug).map(|path| format!("`{path}`"));
        of_project.or_else(|| self.addresses.get(slug).cloned())
    }

    /// The first of the names `a`, `a-2`, `a-3`, … that is free.
    fn free(&mut self, wanted: &str) -> String {
        let is_free = |names: &Names<'_>, id: &str| {
            !names.ids.contains(id) && names.outline.entries.by_name(id).is_none()
        };
        if is_free(self, wanted) {
            return wanted.to_owned();
        }
        let mut number = self.last.get(wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if is_free(self, &id) {
                self.last.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }
}
