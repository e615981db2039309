//! The manifest of shares: every file, its hash, and whose page it is. It is kept beside the folder
//! and never in it, and holds no key.

use serde::Serialize;

use crate::config::ShareMode;
use crate::vault::share::Recipient;
use crate::yaml::Choice as _;

use super::SealedFile;

/// Why a file is there.
pub struct Listed<'a> {
    path: String,
    page: Option<(&'a str, &'a Recipient)>,
}

impl<'a> Listed<'a> {
    /// The page of a recipient.
    pub fn page(path: &str, share: &'a str, recipient: &'a Recipient) -> Listed<'a> {
        Listed { path: path.to_owned(), page: Some((share, recipient)) }
    }

    /// A file that has the same bytes in every project.
    pub fn beside(path: &str) -> Listed<'a> {
        Listed { path: path.to_owned(), page: None }
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    as_of: &'a str,
    files: Vec<Explained<'a>>,
    mode: &'static str,
    version: u32,
}

#[derive(Serialize)]
struct Explained<'a> {
    blake3: String,
    bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<u32>,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<&'a str>,
}

/// The manifest as JSON.
///
/// # Panics
/// A file is listed twice or not at all: two of 128 random bits are never the same.
pub fn write(as_of: &str, mode: ShareMode, files: &[SealedFile], listed: &[Listed<'_>]) -> Vec<u8> {
    assert_eq!(files.len(), listed.len(), "every file is listed once");
    let explained = files.iter().map(|file| {
        let mut reasons = listed.iter().filter(|listed| listed.path == file.path);
        let reason = reasons.next().expect("every file is listed");
        assert!(reasons.next().is_none(), "no path is listed twice");
        Explained {
            blake3: blake3::hash(&file.bytes).to_hex().to_string(),
            bytes: file.bytes.len(),
            generation: reason.page.map(|(_, recipient)| recipient.generation),
            path: &file.path,
            recipient: reason.page.map(|(_, recipient)| recipient.name.as_str()),
            share: reason.page.map(|(share, _)| share),
        }
    });
    let files = explained.collect();
    let manifest = Manifest { as_of, files, mode: mode.word(), version: 1 };
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("it is plain data");
    bytes.push(b'\n');
    bytes
}
