//! Editions as they are kept: one file for each, with what no earlier one has.
//!
//! The first line of `ledger/editions/HASH.jsonl` is the list of an edition, which has that hash. A
//! line for each entry and theme follows that was new with it. What stayed the same stands in the
//! file of an earlier edition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audience::Audience;

use super::snapshot::{Document, Index, SHORT, Snapshot, VERSION, hash_of_parts};

/// Everything that is kept of all editions.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The lists, by their hash.
    lists: BTreeMap<String, List>,
    /// Entries and themes, by the hash of their JSON.
    documents: BTreeMap<String, Arc<Document>>,
}

#[derive(Clone, Debug)]
struct List {
    audience: Audience,
    site: super::snapshot::SiteWords,
    entries: Vec<String>,
    themes: Vec<String>,
    parts: String,
}

impl Kept {
    /// Adds a file. The file is refused as a whole if any of it is not as it was written.
    ///
    /// Returns whether it was taken.
    pub fn add(&mut self, hash: &str, bytes: &[u8]) -> bool {
        let Some((list, documents)) = read(hash, bytes) else { return false };
        self.lists.insert(hash.to_owned(), list);
        self.documents.extend(documents);
        true
    }

    /// Whether all of an edition is kept.
    pub fn is_whole(&self, hash: &str) -> bool {
        self.lists.get(hash).is_some_and(|list| self.parts(list).is_some())
    }

    /// The hashes of all editions.
    pub fn hashes(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }

    /// The audience of an edition.
    pub fn audience(&self, hash: &str) -> Option<Audience> {
        self.lists.get(hash).map(|list| list.audience)
    }

    /// An edition, if all of it is kept.
    pub fn edition(&self, hash: &str) -> Option<Snapshot> {
        let list = self.lists.get(hash)?;
        let mut entries: Vec<Document> =
            self.parts(list)?.into_iter().map(|document| (**document).clone()).collect();
        let themes = entries.split_off(list.entries.len());
        Some(Snapshot { audience: list.audience, site: list.site.clone(), entries, themes })
    }

    /// The entries and then the themes of a list, if these are the very ones that it was made of.
    fn parts(&self, list: &List) -> Option<Vec<&Arc<Document>>> {
        let find = |short: &String| {
            let mut from = self.documents.range(short.clone()..);
            from.next().filter(|(hash, _)| hash.starts_with(short.as_str()))
        };
        let parts = list.entries.iter().chain(&list.themes).map(find);
        let parts: Vec<(&String, &Arc<Document>)> = parts.collect::<Option<_>>()?;
        let all = hash_of_parts(parts.iter().map(|(hash, _)| hash.as_str()));
        (all == list.parts).then(|| parts.into_iter().map(|(_, document)| document).collect())
    }

    /// The hash of an edition, and the file to keep it in; none if it is kept already.
    pub fn file_for(&self, edition: &Snapshot) -> (String, Option<Vec<u8>>) {
        let (list, parts) = edition.canonical();
        let hash = blake3::hash(&list).to_hex().to_string();
        if self.is_whole(&hash) {
            return (hash, None);
        }
        let mut bytes = list;
        bytes.push(b'\n');
        let mut written = BTreeSet::new();
        for part in parts {
            if !self.documents.contains_key(&part.hash) && written.insert(part.hash) {
                bytes.extend(part.bytes);
                bytes.push(b'\n');
            }
        }
        (hash, Some(bytes))
    }
}

fn read(hash: &str, bytes: &[u8]) -> Option<(List, BTreeMap<String, Arc<Document>>)> {
    let lines = bytes.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
    let mut lines = lines.map(|line| (blake3::hash(line).to_hex().to_string(), line));
    let (found, list) = lines.next()?;
    if found != hash {
        return None;
    }
    let list: Index = serde_json::from_slice(list).ok()?;
    let listed: BTreeSet<&str> =
        list.entries.iter().chain(&list.themes).map(String::as_str).collect();
    let mut documents = BTreeMap::new();
    for (hash, line) in lines {
        // What the list does not name was not written with it.
        if !listed.contains(&hash[..SHORT]) {
            return None;
        }
        let document: Document = serde_json::from_slice(line).ok()?;
        documents.insert(hash, Arc::new(document));
    }
    let audience = Audience::from_name(&list.audience).filter(|_| list.version == VERSION)?;
    let Index { site, entries, themes, parts, .. } = list;
    Some((List { audience, site, entries, themes, parts }, documents))
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::tests::{entry, snapshot};
    use super::Kept;

    #[test]
    fn an_edition_is_read_as_it_was_kept_and_what_stayed_is_kept_once() {
        let mut kept = Kept::default();
        let one = snapshot(vec![entry("A", "b", "c"), entry("D", "e", "f")]);
        let other = snapshot(vec![entry("A", "b", "c"), entry("D", "e", "g")]);
        let (first, file) = kept.file_for(&one);
        assert!(kept.add(&first, &file.expect("it is not kept yet")));
        assert_eq!(kept.edition(&first), Some(one.clone()));
        assert_eq!(kept.file_for(&one), (first.clone(), None));
        let (second, file) = kept.file_for(&other);
        let file = file.expect("it is not kept yet");
        assert_eq!(file.iter().filter(|byte| **byte == b'\n').count(), 2);
        assert!(kept.add(&second, &file));
        assert_eq!(kept.edition(&second), Some(other));
        // Without the file of the earlier one, a part is missing.
        let mut alone = Kept::default();
        assert!(alone.add(&second, &file));
        assert!(!alone.is_whole(&second));
        assert_eq!(alone.edition(&second), None);
    }

    #[test]
    fn a_file_with_any_other_byte_is_refused() {
        let one = snapshot(vec![entry("A", "b", "c"), entry("D", "e", "f")]);
        let (hash, file) = Kept::default().file_for(&one);
        let file = file.expect("it is not kept yet");
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(!Kept::default().add(&hash, &changed), "byte {at}");
        }
        for more in [&b"{}\n"[..], b"\n", b"x"] {
            assert!(!Kept::default().add(&hash, &[&file, more].concat()));
        }
        assert!(!Kept::default().add("other", &file));
        assert!(!Kept::default().add(&hash, b""));
    }
}
