//! What the last build has left beside a site or the shares: their manifest.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;

use crate::diagnostic::{message, place};
use crate::read::{Contents, read_ordinary};

use super::pipeline::Failure;

/// Larger manifests are none.
const MAX_MANIFEST: u64 = 256 << 20;

/// The manifest that the last build has left.
pub struct Built {
    bytes: Vec<u8>,
    /// The day that was built for.
    pub as_of: Date,
}

/// Fails if what lies in a folder of the output is something else than what is recorded.
pub fn compare_built(
    built: Option<Built>,
    folder: &Path,
    as_of: Date,
    manifest: &[u8],
) -> Result<(), Failure> {
    match built.filter(|built| built.bytes != manifest) {
        None => Ok(()),
        Some(built) => Err(Failure::Machine(message!(
            "`{}` was built for {} and holds something else than the project makes for {}: build, \
             publish, and record what was published",
            place(folder.display()),
            place(built.as_of),
            place(as_of)
        ))),
    }
}

/// What the manifest of a folder of the output says; none if there is none.
pub fn built(output: &Path, folder: &str) -> Option<Built> {
    #[derive(Deserialize)]
    struct Manifest {
        as_of: Date,
    }
    let path = output.join(".roadcast").join(format!("{folder}.json"));
    let Ok(Contents::Whole(bytes)) = read_ordinary(&path, MAX_MANIFEST) else { return None };
    let Manifest { as_of } = serde_json::from_slice(&bytes).ok()?;
    Some(Built { bytes, as_of })
}
