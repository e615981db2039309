//! What was made of single files, kept from one build of a preview to the next.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};

use blake3::Hash;

use crate::assets::CleanAsset;
use crate::audience::Audience;
use crate::kept::Kept;
use crate::scan::{ScanList, SoughtText, Trace};

use super::parse::Parsed;

/// What was made of single files. By default, nothing is kept.
#[derive(Default)]
pub struct KeptFiles {
    /// Clean images: a large one takes seconds.
    pub(super) images: Kept<Arc<CleanAsset>>,
    /// Documents without a mistake.
    pub(super) documents: Kept<Parsed>,
    /// Withheld texts, as they are looked for.
    pub(super) texts: Kept<Arc<SoughtText>>,
    /// What was looked for in the sites.
    pub(super) lists: Kept<Arc<ScanList>>,
    /// What was looked for last, by audience.
    pub(super) asked: Mutex<BTreeMap<Audience, Arc<Asked>>>,
    /// Files of sites in which nothing withheld was found.
    pub(super) searched: Kept<Arc<Trace>>,
}

/// What a list looks for, by hashes.
pub(super) struct Asked {
    /// The hash of the list.
    pub(super) list: Hash,
    /// The hash of each thing withheld.
    pub(super) facts: HashSet<Hash>,
}

impl KeptFiles {
    /// Keeps what each build makes, for the next one.
    pub fn between_builds() -> KeptFiles {
        KeptFiles {
            images: Kept::between_builds(),
            documents: Kept::between_builds(),
            texts: Kept::between_builds(),
            lists: Kept::between_builds(),
            asked: Mutex::default(),
            searched: Kept::between_builds(),
        }
    }

    /// Ends a build: drops what it did not use.
    pub fn forget_the_unused(&self) {
        self.images.forget_the_unused();
        self.documents.forget_the_unused();
        self.texts.forget_the_unused();
        self.lists.forget_the_unused();
        self.searched.forget_the_unused();
    }
}
