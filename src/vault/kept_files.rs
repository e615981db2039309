//! What was made of single files, kept from one build of a preview to the next.

use std::sync::Arc;

use crate::assets::CleanAsset;
use crate::kept::Kept;
use crate::scan::ScanList;

use super::parse::Parsed;

/// What was made of single files. By default, nothing is kept.
#[derive(Default)]
pub struct KeptFiles {
    /// Clean images: a large one takes seconds.
    pub(super) images: Kept<Arc<CleanAsset>>,
    /// Documents without a mistake.
    pub(super) documents: Kept<Parsed>,
    /// What was looked for in the sites.
    pub(super) lists: Kept<Arc<ScanList>>,
    /// Files of sites in which nothing withheld was found.
    pub(super) searched: Kept<()>,
}

impl KeptFiles {
    /// Keeps what each build makes, for the next one.
    pub fn between_builds() -> KeptFiles {
        KeptFiles {
            images: Kept::between_builds(),
            documents: Kept::between_builds(),
            lists: Kept::between_builds(),
            searched: Kept::between_builds(),
        }
    }

    /// Ends a build: drops what it did not use.
    pub fn forget_the_unused(&self) {
        self.images.forget_the_unused();
        self.documents.forget_the_unused();
        self.lists.forget_the_unused();
        self.searched.forget_the_unused();
    }
}
