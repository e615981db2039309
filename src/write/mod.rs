//! Puts audited sites on disk: each site is swapped in whole, or stays as it was.
//!
//! All sites are first completed under `.roadcast/tmp/`, where a full disk, an error or a kill
//! harms nothing. Only then is each one exchanged with the old one in a single rename. A file whose
//! bytes did not change becomes a hard link to the old one: it is not written again and keeps its
//! modification time, so that rsync and object stores see only what differs.
//!
//! What this cannot promise: without a sync, a power cut may lose what the kernel had not written.

mod beside;
mod checkout;
mod claim;
mod error;
mod ledger;
mod letters;
mod path;
mod record;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::path::Path;

use rayon::prelude::*;

pub use checkout::Checkout;
pub use error::WriteError;
pub use ledger::record as record_publications;
pub use letters::write as write_letters;
pub use path::PathFault;
pub use record::Record;

use crate::audit::AuditedSite;
use crate::share::{self, SealedShares};

use claim::Claim;
use stage::Staged;

/// One site ready to be written.
pub struct Publication<'a> {
    /// The name of the site's folder in the output folder, such as `client`.
    folder: &'a str,
    /// Each file's bytes by its path relative to the site's root, separated by `/`.
    files: Vec<(&'a str, &'a [u8])>,
    /// What is written beside the site as `.roadcast/<folder>.json`.
    manifest: &'a [u8],
}

impl Publication<'_> {
    /// What is written of an audited site. There is no way to write another.
    pub fn of(site: &AuditedSite) -> Publication<'_> {
        let files = site.files().iter().map(|file| (file.path.as_str(), &*file.bytes));
        Publication {
            folder: site.audience().name(),
            files: files.collect(),
            manifest: site.manifest(),
        }
    }

    /// What is written of sealed shares.
    pub fn of_shares(shares: &SealedShares) -> Publication<'_> {
        let files = shares.files().iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        Publication { folder: share::FOLDER, files: files.collect(), manifest: shares.manifest() }
    }
}

impl<'a> Publication<'a> {
    /// Each file's bytes by its path, which is a safe one on every system.
    ///
    /// # Errors
    /// A path is none that a site may hold: a defect upstream of here.
    pub fn files(&self) -> Result<&[(&'a str, &'a [u8])], WriteError> {
        path::check(std::slice::from_ref(self))?;
        Ok(&self.files)
    }
}

/// What became of the files of one publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that had these bytes already; they keep their modification time.
    pub unchanged: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
}

/// Writes `sites` below `output`, which is made when it does not exist, and returns one outcome for
/// each site in the same order.
///
/// Folders of other sites and files beside them are left alone. Everything inside the folder of a
/// published site that is not among its files disappears. A site without any difference is not
/// touched at all. The `record` stands beside the sites from then on, for the next build.
///
/// # Errors
/// Up to [`WriteError::Swap`], every error leaves all old sites as they were. That one names the
/// sites that are new already; each of the others is wholly the old one.
pub fn publish(
    output: &Path,
    sites: &[Publication],
    record: Option<&Record>,
) -> Result<Vec<Outcome>, WriteError> {
    path::check(sites)?;
    let claim = claim::claim(output)?;
    let staged = match stage_all(&claim, sites) {
        Ok(staged) => staged,
        Err(error) => {
            // The first error is the one to report; the next build clears what is left here.
            let _ = claim.clear();
            return Err(error);
        }
    };
    let replaced = replace_all(&claim, sites, &staged);
    if let (Ok(()), Some(record)) = (&replaced, record) {
        record.keep(&claim);
    }
    let cleared = claim.clear();
    replaced?;
    cleared?;
    Ok(staged.iter().map(|staged| staged.outcome).collect())
}

fn stage_all(claim: &Claim, sites: &[Publication]) -> Result<Vec<Staged>, WriteError> {
    claim.prepare()?;
    sites.par_iter().map(|site| stage::stage(claim, site)).collect()
}

fn replace_all(claim: &Claim, sites: &[Publication], staged: &[Staged]) -> Result<(), WriteError> {
    for (index, (site, staged)) in sites.iter().zip(staged).enumerate() {
        swap::replace(claim, site.folder, staged).map_err(|source| WriteError::Swap {
            folder: site.folder.to_owned(),
            done: sites[..index].iter().map(|site| site.folder.to_owned()).collect(),
            source,
        })?;
    }
    Ok(())
}
