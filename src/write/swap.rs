//! Moves a finished site into its place, in one step wherever the system can do that.

use std::fs;
use std::io;
use std::path::Path;

use super::claim::Claim;
use super::stage::Staged;

/// Puts the fresh site and its manifest in place of the old ones, as far as there are fresh ones.
///
/// The old site ends up in the claim's temporary folder. After an error it is where it was.
pub(super) fn replace(claim: &Claim, folder: &str, staged: &Staged) -> io::Result<()> {
    if staged.fresh_site {
        let (fresh, live) = (claim.fresh(folder), claim.live(folder));
        match fs::symlink_metadata(&live) {
            Ok(_) => exchange_or_move(&fresh, &live, &claim.aside(folder))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(fresh, live)?,
            Err(error) => return Err(error),
        }
    }
    if staged.fresh_manifest {
        fs::rename(claim.fresh_manifest(folder), claim.manifest(folder))?;
    }
    Ok(())
}

fn exchange_or_move(fresh: &Path, live: &Path, aside: &Path) -> io::Result<()> {
    match exchange(fresh, live) {
        Err(error) if cannot_exchange(&error) => move_twice(fresh, live, aside),
        result => result,
    }
}

/// Between the two steps the site is missing; a build that is killed there leaves the old one in
/// `aside`, from where the next build puts it back.
pub(super) fn move_twice(fresh: &Path, live: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(live, aside)?;
    fs::rename(fresh, live).inspect_err(|_| {
        // The first error is the one to report.
        let _ = fs::rename(aside, live);
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(fresh: &Path, live: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, fresh, CWD, live, RenameFlags::EXCHANGE)?)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn cannot_exchange(error: &io::Error) -> bool {
    use rustix::io::Errno;
    // Old kernels, and file systems such as some network ones and overlays.
    let refusals = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
    refusals.iter().any(|refusal| error.raw_os_error() == Some(refusal.raw_os_error()))
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_fresh: &Path, _live: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn cannot_exchange(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}
