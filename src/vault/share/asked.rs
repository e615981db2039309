//! What a project knows of a wish, for the author of a share: who asked, through whom, and what is
//! written for clients already.

use jiff::civil::Date;

use crate::vault::Vault;
use crate::vault::policy::{Terms, disclose};

/// A request for an entry.
pub struct Asked {
    /// Who asked, by the full name.
    pub account: String,
    /// Who passed it on.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// Whether a sale hangs on it.
    pub is_blocker: bool,
}

impl Vault<'_> {
    /// What an account has asked for among these entries. The beginning of its name is enough, if no
    /// other account has the same.
    pub fn asked(&self, name: &str, entries: &[String]) -> Option<Asked> {
        let wanted = name.trim().to_lowercase();
        let requests = entries.iter().filter_map(|id| self.entry(id)).flat_map(|it| &it.requests);
        let requests: Vec<_> = requests.map(|request| request.inspect()).collect();
        let name_of = |account: &str| account.to_lowercase();
        let is_meant = |account: &str| {
            let account = name_of(account);
            account
                .strip_prefix(&wanted)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let found: Vec<_> =
            requests.into_iter().filter(|request| is_meant(&request.account.value)).collect();
        let first = found.first()?;
        let is_one =
            found.iter().all(|it| name_of(&it.account.value) == name_of(&first.account.value));
        is_one.then(|| Asked {
            account: first.account.value.clone(),
            by: first.by.as_ref().map(|by| by.value.clone()),
            on: first.asked_on,
            is_blocker: found.iter().any(|request| request.blocker),
        })
    }

    /// What is written for clients of an entry that a share may show: its summary, if it has one of
    /// its own for them or they see the entry.
    pub fn words_for_clients(&self, entry: &str) -> Option<String> {
        let entry = self.entry(entry)?;
        // Whether there is an agreement does not matter for what is labelled for clients.
        disclose(entry, Terms { has_nda: true }).ok()?;
        entry.client_summary.as_ref().map(|summary| summary.inspect().clone())
    }
}
