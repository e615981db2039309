//! A copy of a site on disk, as it was found: what lies in its folder, and what it says of itself.
//!
//! Nothing here is trusted. Links are not followed, and only plain files are opened.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::audience::Audience;

use super::marker::{LEFT_ALONE, MARKER};

/// Larger files belong to no site that Roadcast makes, unless it made one as large just now.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// Where a build keeps its manifests, beside the sites.
const STATE: &str = ".roadcast";
/// The pages of shares, which are no copy of a site.
const SHARES: &str = "shares";

/// What lies in a folder, or was read from a target.
pub struct Copy {
    folder: PathBuf,
    items: Vec<Item>,
    /// The bytes of files that were read already.
    read: BTreeMap<String, Vec<u8>>,
}

/// Something that lies in a copy.
pub(super) struct Item {
    /// Relative to the copy, with `/`; what is not text in it is replaced.
    pub(super) path: String,
    /// The same as it may be printed: what is not text, or would steer a terminal, is escaped.
    pub(super) shown: String,
    pub(super) kind: Kind,
    real: PathBuf,
    is_text: bool,
}

pub(super) enum Kind {
    File { bytes: u64 },
    EmptyFolder,
    Link,
    Special,
    Unreadable(io::Error),
}

/// The copies in a folder.
pub struct Folders {
    /// Each site with the audience it must be for.
    pub sites: Vec<(Audience, Copy)>,
    /// The folder of shares, unless it is empty.
    pub shares: Option<Copy>,
    /// What else lies in an output folder, beside its sites.
    pub beside: Option<Copy>,
}

/// Why a folder cannot be verified. The message says what to do.
#[derive(Debug)]
#[allow(missing_docs, reason = "the messages say what the variants mean")]
pub enum CopyFault {
    Missing(PathBuf),
    NotAFolder(PathBuf),
    Empty(PathBuf),
    Unreadable(PathBuf, io::Error),
    NoSite(PathBuf),
    NoSuchSite(PathBuf, Audience),
    /// What its name and its `roadmap.json` say, if anything.
    Unclear(PathBuf, Vec<Audience>, Option<Audience>),
}

impl Copy {
    /// A copy that was read from elsewhere, by path.
    pub fn of_files(name: &str, files: BTreeMap<String, Vec<u8>>) -> Copy {
        let item = |(path, bytes): (&String, &Vec<u8>)| {
            let kind = Kind::File { bytes: bytes.len() as u64 };
            Item::new(Path::new(""), Path::new(path), kind)
        };
        let items = files.iter().map(item).collect();
        Copy { folder: PathBuf::from(name), items, read: files }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The day that the copy says it was made for, as it is written there.
    pub fn day(&self) -> Option<String> {
        Some(self.roadmap()?.get("site")?.get("as_of")?.get("iso")?.as_str()?.to_owned())
    }

    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }

    /// The bytes of a file. One that is far too large is not read.
    pub(super) fn read(&self, item: &Item, expected: usize) -> Option<io::Result<Vec<u8>>> {
        let limit = MAX_FILE_BYTES.max(expected as u64);
        if matches!(item.kind, Kind::File { bytes } if bytes > limit) {
            return None;
        }
        if let Some(bytes) = item.exact_path().and_then(|path| self.read.get(path)) {
            return Some(Ok(bytes.clone()));
        }
        let mut bytes = Vec::new();
        // It may have grown since.
        let read = File::open(self.folder.join(&item.real))
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
        (bytes.len() as u64 <= limit).then(|| read.map(|_| bytes))
    }

    fn list(folder: &Path, left_out: &[&str]) -> Result<Copy, CopyFault> {
        let is_wanted = |entry: &walkdir::DirEntry| {
            entry.depth() > 1 || !left_out.iter().any(|name| entry.file_name() == *name)
        };
        let mut items = Vec::new();
        let found = WalkDir::new(folder).min_depth(1).follow_links(false).sort_by_file_name();
        for entry in found.into_iter().filter_entry(is_wanted) {
            match entry {
                Ok(entry) => {
                    let kind = kind_of(&entry);
                    items.extend(kind.map(|kind| Item::new(folder, entry.path(), kind)));
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let error = without_path(error);
                    if path == folder {
                        return Err(CopyFault::Unreadable(path, error));
                    }
                    items.push(Item::new(folder, &path, Kind::Unreadable(error)));
                }
            }
        }
        Ok(Copy { folder: folder.to_owned(), items, read: BTreeMap::new() })
    }

    fn roadmap(&self) -> Option<serde_json::Value> {
        let item = self.items.iter().find(|item| item.exact_path() == Some("roadmap.json"))?;
        if !matches!(item.kind, Kind::File { .. }) {
            return None;
        }
        serde_json::from_slice(&self.read(item, 0)?.ok()?).ok()
    }

    /// The audience whose fields the entries of `roadmap.json` have: all of them the same.
    fn audience(&self) -> Option<Audience> {
        let roadmap = self.roadmap()?;
        let mut told = roadmap.get("entries")?.as_array()?.iter().map(|entry| {
            let has = |field| entry.get(field).is_some();
            match (has("status"), has("badge"), has("id")) {
                (true, false, false) => Some(Audience::Client),
                (false, true, false) => Some(Audience::Sales),
                (false, true, true) => Some(Audience::Engineering),
                _ => None,
            }
        });
        let first = told.next()??;
        told.all(|other| other == Some(first)).then_some(first)
    }
}

impl Item {
    fn new(folder: &Path, path: &Path, kind: Kind) -> Item {
        let real = path.strip_prefix(folder).unwrap_or(path).to_owned();
        let parts = |text: fn(&OsStr) -> String| {
            let parts: Vec<_> = real.iter().map(text).collect();
            parts.join("/")
        };
        let path = parts(|part| part.to_string_lossy().into_owned());
        let shown = parts(printable);
        let is_text = real.to_str().is_some();
        Item { path, shown, kind, real, is_text }
    }

    /// The path, if nothing in it had to be replaced.
    pub(super) fn exact_path(&self) -> Option<&str> {
        self.is_text.then_some(self.path.as_str())
    }
}

/// Only what went wrong: the full message would print a name that may hold a secret.
fn without_path(error: walkdir::Error) -> io::Error {
    error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into())
}

/// What an entry of a folder is; none for a folder that holds something.
fn kind_of(entry: &walkdir::DirEntry) -> Option<Kind> {
    let kind = entry.file_type();
    if kind.is_symlink() {
        return Some(Kind::Link);
    }
    if kind.is_dir() {
        let is_empty = fs::read_dir(entry.path()).is_ok_and(|mut held| held.next().is_none());
        return is_empty.then_some(Kind::EmptyFolder);
    }
    if !kind.is_file() {
        return Some(Kind::Special);
    }
    Some(match entry.metadata() {
        Ok(found) => Kind::File { bytes: found.len() },
        Err(error) => Kind::Unreadable(without_path(error)),
    })
}

/// Names come from strangers: one must not move the cursor, nor hide a part of itself.
fn printable(part: &OsStr) -> String {
    let mut out = String::new();
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '"' | '\\' => out.push(c),
                _ => out.extend(c.escape_debug()),
            }
        }
        out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    out
}

/// Finds what is to be verified in `folder`: one site, or an output folder with several.
///
/// A site is taken for that of `audience`, or of the audience its folder is named after. One
/// without either is taken for the client site if it looks like that: what passes as such may be
/// read by all. Where this leaves a doubt, the caller has to ask.
///
/// # Errors
/// There is no such folder, no site in it, or no telling for whom the site is.
pub fn find_copies(folder: &Path, audience: Option<Audience>) -> Result<Folders, CopyFault> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(CopyFault::NotAFolder(folder.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(CopyFault::Missing(folder.to_owned()));
        }
        Err(error) => return Err(CopyFault::Unreadable(folder.to_owned(), error)),
    }
    let holds = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    if audience.is_none() && is_named(folder, SHARES) && !holds("roadmap.json") {
        let copy = Copy::list(folder, &[])?;
        return Ok(Folders { sites: Vec::new(), shares: Some(copy), beside: None });
    }
    if holds("index.html") || holds("roadmap.json") {
        let left_out: &[&str] = if holds(MARKER) { &LEFT_ALONE } else { &[] };
        let copy = Copy::list(folder, left_out)?;
        let audience = audience.map_or_else(|| tell_audience(folder, &copy), Ok)?;
        return Ok(Folders { sites: vec![(audience, copy)], shares: None, beside: None });
    }
    find_sites(folder, audience)
}

fn find_sites(folder: &Path, wanted: Option<Audience>) -> Result<Folders, CopyFault> {
    let is_folder =
        |name: &str| fs::symlink_metadata(folder.join(name)).is_ok_and(|found| found.is_dir());
    let found: Vec<_> =
        Audience::ALL.into_iter().filter(|audience| is_folder(audience.name())).collect();
    if found.is_empty() {
        let mut held = fs::read_dir(folder)
            .map_err(|error| CopyFault::Unreadable(folder.to_owned(), error))?;
        return Err(match held.next() {
            None => CopyFault::Empty(folder.to_owned()),
            Some(_) => CopyFault::NoSite(folder.to_owned()),
        });
    }
    let list = |audience: Audience| {
        Copy::list(&folder.join(audience.name()), &[]).map(|copy| (audience, copy))
    };
    match wanted {
        Some(wanted) if found.contains(&wanted) => {
            Ok(Folders { sites: vec![list(wanted)?], shares: None, beside: None })
        }
        Some(wanted) => Err(CopyFault::NoSuchSite(folder.to_owned(), wanted)),
        None => {
            let mut left_out: Vec<_> = found.iter().map(|audience| audience.name()).collect();
            left_out.extend([STATE, SHARES].into_iter().filter(|name| is_folder(name)));
            let beside = Copy::list(folder, &left_out)?;
            let sites = found.iter().map(|&audience| list(audience)).collect::<Result<_, _>>()?;
            let shares = is_folder(SHARES).then(|| Copy::list(&folder.join(SHARES), &[]));
            let shares = shares.transpose()?.filter(|shares| !shares.items.is_empty());
            Ok(Folders { sites, shares, beside: Some(beside) })
        }
    }
}

/// The names of a folder: it may be called `.`, or be a link whose name and target differ.
fn names(folder: &Path) -> impl Iterator<Item = String> {
    let paths = [folder.to_owned(), fs::canonicalize(folder).unwrap_or_default()];
    paths.into_iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
}

fn is_named(folder: &Path, name: &str) -> bool {
    names(folder).any(|own| own == name)
}

fn tell_audience(folder: &Path, copy: &Copy) -> Result<Audience, CopyFault> {
    let mut named: Vec<Audience> =
        names(folder).filter_map(|name| Audience::from_name(&name)).collect();
    named.dedup();
    let told = copy.audience();
    match (named.as_slice(), told) {
        ([], Some(Audience::Client)) => Ok(Audience::Client),
        ([name], None) => Ok(*name),
        ([name], Some(told)) if *name == told => Ok(told),
        _ => Err(CopyFault::Unclear(folder.to_owned(), named, told)),
    }
}

impl fmt::Display for CopyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyFault::Missing(path) => write!(f, "there is no folder `{}`", path.display()),
            CopyFault::NotAFolder(path) => write!(
                f,
                "`{}` is not a folder; name the folder that holds the site",
                path.display()
            ),
            CopyFault::Empty(path) => {
                write!(f, "`{}` is empty; there is nothing to verify", path.display())
            }
            CopyFault::Unreadable(path, error) => {
                write!(f, "`{}` cannot be read: {error}", path.display())
            }
            CopyFault::NoSite(path) => write!(
                f,
                "`{}` holds no site: it has no `index.html`, no `roadmap.json`, and no folder \
                 named `engineering`, `sales` or `client`",
                path.display()
            ),
            CopyFault::NoSuchSite(path, audience) => {
                write!(f, "`{}` holds no folder named `{audience}`", path.display())
            }
            CopyFault::Unclear(path, named, told) => {
                write!(f, "it is not clear for whom `{}` is: ", path.display())?;
                match (named.as_slice(), told) {
                    ([], Some(told)) => {
                        write!(f, "it looks like the {told} site, but is not named like it")?;
                    }
                    ([name], Some(told)) => write!(
                        f,
                        "it is named like the {name} site, but looks like the {told} site"
                    )?,
                    ([], None) => f.write_str("neither its name nor its `roadmap.json` says it")?,
                    _ => f.write_str("it has two names")?,
                }
                f.write_str("; say for whom it should be with `--audience`")
            }
        }
    }
}
