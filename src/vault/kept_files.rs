//! What was made of single files, kept from one build of a preview to the next.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use blake3::Hash;

use crate::assets::CleanAsset;
use crate::audience::Audience;
use crate::diagnostic::{FileNumbers, Sources};
use crate::kept::Kept;
use crate::scan::{ScanList, ShownTexts, SoughtText, Trace};

use super::erase::Survivor;
use super::images::Images;
use super::parse::Parsed;

/// What was made of single files. By default, nothing is kept.
#[derive(Default)]
pub struct KeptFiles {
    /// What is kept of documents names them by number.
    numbers: Option<Arc<FileNumbers>>,
    /// Clean images: a large one takes seconds.
    pub(super) images: Kept<Arc<CleanAsset>>,
    /// Documents without a mistake.
    pub(super) documents: Kept<Parsed>,
    /// Documents as the eraser reads them.
    pub(super) survivors: Kept<Option<Arc<Survivor>>>,
    /// Withheld texts, as they are looked for.
    pub(super) texts: Kept<Arc<SoughtText>>,
    /// The texts that each document shows, as copies of them are told from leaks.
    pub(super) shown: Kept<Arc<ShownTexts>>,
    /// What is looked for in the sites.
    pub(super) asked: Asked,
    /// Files of sites in which nothing withheld was found.
    pub(super) searched: Kept<Arc<Trace>>,
    /// The pictures that the last build has asked for, whether they were there or not.
    pictures: Mutex<BTreeSet<String>>,
}

/// What is looked for in the site of each audience: in the present build, and in the last one that
/// was good, against which the files that are kept were searched.
#[derive(Default)]
pub(super) struct Asked(Mutex<BTreeMap<Audience, Lists>>);

#[derive(Default)]
struct Lists {
    good: Option<Arc<HashedList>>,
    present: Option<Arc<HashedList>>,
}

/// What a list looks for, with hashes.
pub(super) struct HashedList {
    pub(super) list: Arc<ScanList>,
    /// Of all of the list.
    pub(super) hash: Hash,
    /// Of each thing withheld.
    pub(super) facts: HashSet<Hash>,
    /// Runs of withheld words that were no secret, in ascending order.
    pub(super) public: Vec<u64>,
}

impl Asked {
    /// What the last good build looked for.
    pub(super) fn before(&self, audience: Audience) -> Option<Arc<HashedList>> {
        self.lock().get(&audience)?.good.clone()
    }

    /// Notes what the present build looks for.
    pub(super) fn ask(&self, audience: Audience, list: Arc<HashedList>) {
        self.lock().entry(audience).or_default().present = Some(list);
    }

    fn build_was_good(&self) {
        for lists in self.lock().values_mut() {
            lists.good = lists.present.take().or(lists.good.take());
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Audience, Lists>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptFiles {
    /// Keeps what each build makes, for the next one.
    pub fn between_builds() -> KeptFiles {
        KeptFiles {
            numbers: Some(Arc::default()),
            images: Kept::between_builds(),
            documents: Kept::between_builds(),
            survivors: Kept::between_builds(),
            texts: Kept::between_builds(),
            shown: Kept::between_builds(),
            asked: Asked::default(),
            searched: Kept::between_builds(),
            pictures: Mutex::default(),
        }
    }

    /// The pictures that the last build has asked for, by path in the project, whether they were
    /// there or not.
    pub fn pictures(&self) -> BTreeSet<String> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn note_pictures(&self, images: &Images) {
        if self.images.is_on() {
            let paths = images.paths().map(str::to_owned).collect();
            *self.pictures.lock().unwrap_or_else(PoisonError::into_inner) = paths;
        }
    }

    /// No files yet; those that were read before will have the numbers that they had.
    pub fn sources(&self) -> Sources {
        self.numbers.as_ref().map_or_else(Sources::default, Sources::numbered)
    }

    /// Ends a good build: drops what it did not use.
    pub fn forget_the_unused(&self) {
        self.images.forget_the_unused();
        self.documents.forget_the_unused();
        self.survivors.forget_the_unused();
        self.texts.forget_the_unused();
        self.shown.forget_the_unused();
        self.asked.build_was_good();
        self.searched.forget_the_unused();
    }
}
