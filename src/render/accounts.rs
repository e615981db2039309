//! Accounts: everyone who asked for something, or who is shown something in confidence, and the
//! address of the page of each. Computed from the sales view alone.

use std::collections::BTreeMap;

use crate::vault::edition::SalesView;
use crate::vault::is_page_address;

/// The list of them.
pub const LIST: &str = "accounts.html";
/// The folder of their pages.
const FOLDER: &str = "accounts";
/// Of a longer one, in bytes, the address has the beginning.
const MAX_LEN: usize = 96;

/// Everyone under one name, however it is capitalized.
pub struct Account {
    /// What makes two names the same account.
    pub key: String,
    /// As it was written first.
    pub name: String,
    /// Address of its page, relative to the site's root.
    pub url: String,
}

impl Account {
    /// The anchor of its line in the list.
    pub fn anchor(&self) -> String {
        format!("account-{}", stem(&self.key))
    }
}

/// The accounts of a view, in order of their keys.
pub fn accounts(view: &SalesView) -> Vec<Account> {
    let requests = view.entries.iter().flat_map(|entry| &entry.detail.requests);
    let asked = requests.map(|request| &request.get().account);
    // One of which salespeople may read no title gives them nothing to talk about.
    let told = view.shares.iter().filter(|share| !share.entries.is_empty());
    let shown = told.map(|share| share.account.get());
    let mut names: BTreeMap<String, &String> = BTreeMap::new();
    for name in asked.chain(shown) {
        names.entry(key(name)).or_insert(name);
    }
    let account = |(key, name): (String, &String)| Account {
        url: format!("{FOLDER}/{}.html", stem(&key)),
        name: name.clone(),
        key,
    };
    names.into_iter().map(account).collect()
}

/// What makes two names the same account: all but capitals and spacing.
pub fn key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The position of an account among others in order of their keys.
pub fn position(accounts: &[Account], name: &str) -> Option<usize> {
    let key = key(name);
    accounts.binary_search_by(|account| account.key.cmp(&key)).ok()
}

/// The address of an account, without folder and extension. It depends on its own name alone, so
/// that it stays whoever else comes and goes. A name of plain letters, digits and spaces is its
/// address; of any other a part would be lost, so it ends in its hash. An underscore stands before
/// that, which no plain name has, so that no two names have the same address.
pub fn stem(key: &str) -> String {
    let slug = slug::slugify(key);
    let is_plain = !key.contains('-') && key.replace(' ', "-") == slug;
    if is_plain && is_page_address(&slug) {
        return slug;
    }
    let hash = blake3::hash(key.as_bytes()).to_hex();
    // All that slugs are made of is ASCII.
    let start = slug[..slug.len().min(MAX_LEN)].trim_end_matches('-');
    format!("{start}_{}", &hash[..8])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{key, stem};

    #[test]
    fn an_account_is_one_however_it_is_capitalized() {
        assert_eq!(key("ACME  GmbH"), key("Acme GmbH"));
        assert_ne!(key("Acme, GmbH"), key("Acme GmbH"));
    }

    #[test]
    fn a_plain_name_is_its_own_address() {
        assert_eq!(stem("acme gmbh"), "acme-gmbh");
        assert_eq!(stem("3m"), "3m");
    }

    #[test]
    fn no_two_accounts_have_the_same_address_whatever_they_are_called() {
        let long = "x".repeat(300);
        let longer = "x".repeat(301);
        let hash = stem("acme, gmbh");
        let names = [
            "acme gmbh",
            "acme, gmbh",
            "acme-gmbh",
            "acme & gmbh",
            "äcme gmbh",
            "acme.gmbh",
            "acme gmbh --2",
            "acme gmbh 2",
            "アクメ",
            "亜",
            "!!!",
            "???",
            "con",
            "com1",
            "nul",
            "lpt9",
            "..",
            "../index",
            "a/b",
            "a\\b",
            &long,
            &longer,
            &hash,
        ];
        let stems: BTreeSet<String> = names.iter().map(|name| stem(name)).collect();
        assert_eq!(stems.len(), names.len(), "{stems:?}");
        for stem in stems {
            let is_plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
            assert!(stem.chars().all(is_plain) && stem.len() <= 120, "{stem}");
            assert!(!["con", "com1", "nul", "lpt9", ""].contains(&stem.as_str()), "{stem}");
            // Further pages of a list have two hyphens in a row.
            assert!(!stem.contains("--"), "{stem}");
        }
    }
}
