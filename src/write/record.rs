//! What the last build was made of and what it wrote, so that the next one sees at once that nothing
//! has changed.
//!
//! The same sources give the same bytes. So a record that is out of date does no harm: it holds for
//! other sources, or for other sites than those on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::claim::{Claim, hold, is_file, is_folder};
use super::stage::{Inventory, folders_of};

/// The name of its file, among the manifests.
pub(super) const NAME: &str = "last-build.json";

/// A build that wrote its sites.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// The hash of all that it was made of, images apart.
    pub inputs: String,
    /// The hash of each image, by its path in the project.
    pub images: BTreeMap<String, String>,
    /// The hash of each site's manifest, by the name of the site's folder.
    pub manifests: BTreeMap<String, String>,
    /// What it told people.
    pub said: String,
}

/// The parts of a manifest that say what a site holds.
#[derive(Deserialize)]
struct Manifest<'a> {
    #[serde(borrow)]
    files: Vec<Listed<'a>>,
}

#[derive(Deserialize)]
struct Listed<'a> {
    path: &'a str,
    blake3: &'a str,
}

impl Record {
    /// The record of the last build that wrote to `output`, if there is one that can be read.
    pub fn read(output: &Path) -> Option<Record> {
        let path = output.join(".roadcast").join(NAME);
        if !is_file(&path).ok()? {
            return None;
        }
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Keeps it for the next build. If that fails, the next one takes longer, and that is all.
    pub(super) fn keep(&self, claim: &Claim) {
        let bytes = serde_json::to_vec(self).expect("texts are JSON");
        let fresh = claim.fresh_record();
        let _ = fs::write(&fresh, bytes).and_then(|()| fs::rename(fresh, claim.record()));
    }

    /// Whether every site is on disk as it was written: each file with its bytes, and nothing else.
    pub fn stands(&self, output: &Path) -> bool {
        let lock = hold(output);
        lock.is_some()
            && self.manifests.par_iter().all(|(folder, hash)| {
                let manifest = output.join(".roadcast").join(format!("{folder}.json"));
                site_stands(&output.join(folder), &manifest, hash).unwrap_or(false)
            })
    }
}

/// None where something cannot be read: then it is written again.
fn site_stands(site: &Path, manifest: &Path, hash: &str) -> Option<bool> {
    if !is_file(manifest).ok()? || !is_folder(site).ok()? {
        return None;
    }
    let manifest = fs::read(manifest).ok()?;
    if blake3::hash(&manifest).to_hex().as_str() != hash {
        return None;
    }
    let Manifest { files } = serde_json::from_slice(&manifest).ok()?;
    let found = Inventory::take(site).ok()?;
    let folders: BTreeSet<&str> = folders_of(files.iter().map(|file| file.path));
    let holds_all = files.len() == found.files.len()
        && files.iter().all(|file| found.files.contains(file.path));
    let is_same = |file: &Listed| {
        fs::read(site.join(file.path))
            .is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == file.blake3)
    };
    Some(holds_all && !found.holds_others(&folders) && files.par_iter().all(is_same))
}
