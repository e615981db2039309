//! Shares as files: audited pages, sealed so that whoever has the link reads them, and nobody else.
//!
//! Sees audited pages and a secret, and never a source. What leaves is ciphertext, unless the
//! settings ask for plain pages.

mod manifest;
mod seal;
mod secret;
mod shell;

use crate::audit::{AuditedPage, AuditedShare};
use crate::config::ShareMode;
use crate::vault::share::ShareState;

use manifest::Listed;
pub use secret::{Link, Secret};

/// The folder of shares in the output folder.
pub const FOLDER: &str = "shares";

/// Beside the pages: what a host shows for the folder itself, and for robots.
const BESIDE: [(&str, &str); 2] =
    [("index.html", include_str!("index.html")), ("robots.txt", "User-agent: *\nDisallow: /\n")];

/// A file of the folder of shares.
pub struct SealedFile {
    /// Relative to the folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The folder of shares, ready to be written. Made by [`seal`] alone, of audited shares.
pub struct SealedShares {
    files: Vec<SealedFile>,
    manifest: Vec<u8>,
    pages: usize,
}

impl SealedShares {
    /// A folder from which all is gone.
    pub fn none(mode: ShareMode, as_of: &str) -> SealedShares {
        let manifest = manifest::write(as_of, mode, &[], &[]);
        SealedShares { files: Vec::new(), manifest, pages: 0 }
    }

    /// The files, by path.
    pub fn files(&self) -> &[SealedFile] {
        &self.files
    }

    /// Every file with its hash and its share, as JSON. It holds no key.
    pub fn manifest(&self) -> &[u8] {
        &self.manifest
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pages
    }
}

/// Seals the pages of all shares that are approved and have not ended. The same pages and the same secret give the same bytes.
pub fn seal(
    shares: &[AuditedShare],
    secret: &Secret,
    mode: ShareMode,
    as_of: &str,
) -> SealedShares {
    let mut files = Vec::new();
    let mut listed = Vec::new();
    let active = shares.iter().filter(|share| share.state() == ShareState::Active);
    for share in active {
        for page in share.pages() {
            let link = secret.link(share.id(), page.recipient());
            let path = link.path(mode);
            listed.push(Listed::page(&path, share.id(), page.recipient()));
            files.push(SealedFile { path, bytes: bytes_of(page, &link, mode) });
        }
    }
    let pages = files.len();
    if pages > 0 {
        for (path, text) in BESIDE {
            listed.push(Listed::beside(path));
            files.push(SealedFile { path: path.to_owned(), bytes: text.into() });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = manifest::write(as_of, mode, &files, &listed);
    SealedShares { files, manifest, pages }
}

fn bytes_of(page: &AuditedPage, link: &Link, mode: ShareMode) -> Vec<u8> {
    match mode {
        ShareMode::Encrypted => shell::around(&seal::seal(page.page(), link)).into_bytes(),
        ShareMode::Plain | ShareMode::File => page.page().document().into_bytes(),
    }
}

/// The whole address of a page, if it is known where the folder will be; the key is in it.
pub fn address(link: &Link, mode: ShareMode, base_url: Option<&str>) -> String {
    let path = link.path(mode);
    let place = match base_url {
        Some(base) => format!("{base}{path}"),
        None => format!("{FOLDER}/{path}"),
    };
    match mode {
        ShareMode::Encrypted => format!("{place}#{}", link.fragment()),
        ShareMode::Plain | ShareMode::File => place,
    }
}
