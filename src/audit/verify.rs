//! Verifying: a copy on disk against the site that the project makes today, file by file.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::render::{Reason, RenderedFile};
use crate::scan::Hit;
use crate::vault::Vault;

use super::AuditedSite;
use super::copy::{Copy, Item, Kind};
use super::leaks::{MAX_REPORTED, Public, Scene, Searched, add};

/// What was found out about a copy.
pub struct Verification {
    /// For whom the copy must be.
    pub audience: Audience,
    /// Files that the copy has.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Withheld strings that they were searched for.
    pub strings: usize,
    /// How the copy differs from the site, by path.
    pub differences: Vec<Difference>,
    /// What is withheld and yet in the copy.
    pub leaks: Vec<Diagnostic>,
}

/// How one file of a copy differs from the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Relative to the copy. Of a name that holds something withheld, only the folder is given.
    pub path: String,
    /// What is wrong.
    pub fault: Fault,
    /// More about it.
    pub detail: String,
    /// Why the site has this file, if it has.
    pub reason: Option<String>,
    /// Entries and themes that the file of the site shows, by address.
    pub shows: Vec<String>,
    /// Whether something withheld was found in it.
    pub holds_withheld: bool,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The site has it with other bytes.
    Changed,
    /// The site has it, the copy does not.
    Missing,
    /// The copy has it, and nothing in the project explains it.
    Unexplained,
}

impl Fault {
    /// The word for it, in tables and for programs.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Changed => "changed",
            Fault::Missing => "missing",
            Fault::Unexplained => "unexplained",
        }
    }
}

/// Compares a copy with the site that it should be, and searches all of it, also what differs and
/// what does not belong there.
pub fn verify(
    copy: &Copy,
    site: &AuditedSite,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Verification {
    examine(copy, site, site.files(), vault, sources)
}

/// The same for what lies beside the sites of an output folder, where nothing should be. It is
/// searched for what the readers of `site` must not see.
pub fn verify_beside(
    copy: &Copy,
    site: &AuditedSite,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Verification {
    examine(copy, site, &[], vault, sources)
}

fn examine(
    copy: &Copy,
    site: &AuditedSite,
    expected: &[RenderedFile],
    vault: &Vault<'_>,
    sources: &Sources,
) -> Verification {
    let audience = site.audience();
    let scene = Scene::new(audience, &site.withheld, vault, sources);
    let search = Search {
        expected: expected.iter().map(|file| (file.path.as_str(), file)).collect(),
        public: Public::of(audience, &site.withheld),
        scene: &scene,
    };
    let examined: Vec<Examined> =
        copy.items().par_iter().map(|item| search.examine(copy, item)).collect();
    let mut leaks = Vec::new();
    for leak in examined.iter().flat_map(|examined| &examined.leaks) {
        add(&mut leaks, leak.clone());
    }
    let total = examined.iter().map(|examined| examined.leaks.len()).sum();
    scene.shorten(&mut leaks, total, Severity::Error, MAX_REPORTED);
    let there: BTreeSet<&str> = copy.items().iter().filter_map(Item::exact_path).collect();
    let missing = expected.iter().filter(|file| !there.contains(file.path.as_str()));
    let mut differences: Vec<Difference> = missing.map(|file| search.missing(file)).collect();
    differences.extend(examined.iter().filter_map(|examined| examined.difference.clone()));
    differences.sort();
    Verification {
        audience,
        files: examined.iter().filter(|examined| examined.bytes.is_some()).count(),
        bytes: examined.iter().filter_map(|examined| examined.bytes).sum(),
        strings: site.withheld.len(),
        differences,
        leaks,
    }
}

/// What is looked for, and where.
struct Search<'a> {
    expected: BTreeMap<&'a str, &'a RenderedFile>,
    scene: &'a Scene<'a>,
    /// Withheld names that every page has.
    public: Public,
}

/// What was seen of one item of the copy.
struct Examined {
    /// Of a file that was read.
    bytes: Option<u64>,
    leaks: Vec<Diagnostic>,
    difference: Option<Difference>,
}

impl Search<'_> {
    fn examine(&self, copy: &Copy, item: &Item) -> Examined {
        let expected = item.exact_path().and_then(|path| self.expected.get(path).copied());
        let (bytes, odd) = read(copy, item, expected);
        let shown = self.without_secrets(&item.shown, &item.path);
        let leaks = self.leaks(&Searched {
            path: &item.path,
            shown: &shown,
            bytes: bytes.as_deref().unwrap_or_default(),
        });
        let detail = match (expected, &bytes) {
            (Some(file), Some(bytes)) if **bytes == *file.bytes => None,
            (Some(file), Some(bytes)) => Some(contrast(bytes, &file.bytes)),
            (None, Some(bytes)) => Some(self.stranger(&item.path, bytes.len())),
            (_, None) => odd,
        };
        let difference = detail.map(|detail| Difference {
            path: shown,
            fault: if expected.is_some() { Fault::Changed } else { Fault::Unexplained },
            detail,
            reason: expected.map(|file| self.reason(file)),
            shows: expected.map(shows).unwrap_or_default(),
            holds_withheld: !leaks.is_empty(),
        });
        Examined { bytes: bytes.map(|bytes| bytes.len() as u64), leaks, difference }
    }

    fn missing(&self, file: &RenderedFile) -> Difference {
        Difference {
            path: file.path.clone(),
            fault: Fault::Missing,
            detail: size(file.bytes.len()),
            reason: Some(self.reason(file)),
            shows: shows(file),
            holds_withheld: false,
        }
    }

    fn scan(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = self.scene.withheld.scan(path, bytes);
        hits.retain(|hit| !self.public.excuses(hit, bytes));
        hits
    }

    fn leaks(&self, file: &Searched<'_>) -> Vec<Diagnostic> {
        let hits = self.scan(file.path, file.bytes);
        let leak = |hit: &Hit| {
            let mut leak = self.scene.leak(file, hit);
            // The project is clean today, so it is the copy that has to be mended.
            leak.hints.pop();
            leak.related.clear();
            leak.hint("publish this site again: what is built now lacks it")
        };
        hits.iter().map(leak).collect()
    }

    /// A path without the part that holds something withheld, and everything after it.
    fn without_secrets(&self, shown: &str, path: &str) -> String {
        let is_clean = |part: &str| self.scan(part, b"").is_empty();
        if is_clean(path) && is_clean(shown) {
            return shown.to_owned();
        }
        let ends = shown.match_indices('/').map(|(end, _)| &shown[..end]);
        let clean = ends.take_while(|start| is_clean(start)).last();
        clean.map_or_else(|| "…".to_owned(), |start| format!("{start}/…"))
    }

    /// Of an unexplained file: it may be a page that this audience does not see, or no more.
    fn stranger(&self, path: &str, bytes: usize) -> String {
        match self.scene.source(path) {
            Some(source) => format!("{}; like a page of `{source}`", size(bytes)),
            None => size(bytes),
        }
    }

    fn reason(&self, file: &RenderedFile) -> String {
        match &file.reason {
            Reason::SiteTheme => "part of the site theme".to_owned(),
            Reason::Image => "an image of a shown text".to_owned(),
            Reason::Shows(pages) => match (self.scene.source(&file.path), pages.as_slice()) {
                (Some(source), _) => format!("made from `{source}`"),
                (None, []) => "a page of every site".to_owned(),
                (None, [page]) => format!("shows {page}"),
                (None, [page, more @ ..]) => format!("shows {page} and {} more", more.len()),
            },
        }
    }
}

/// The bytes of a plain file, or what is there instead.
fn read(
    copy: &Copy,
    item: &Item,
    expected: Option<&RenderedFile>,
) -> (Option<Vec<u8>>, Option<String>) {
    let odd = match &item.kind {
        Kind::EmptyFolder => "an empty folder".to_owned(),
        Kind::Link => "a symbolic link, not followed".to_owned(),
        Kind::Special => "neither a file nor a folder".to_owned(),
        Kind::Unreadable(error) => format!("cannot be read: {error}"),
        Kind::File { bytes } => {
            match copy.read(item, expected.map_or(0, |file| file.bytes.len())) {
                Some(Ok(bytes)) => return (Some(bytes), None),
                Some(Err(error)) => format!("cannot be read: {error}"),
                None => format!("{bytes} bytes, too many to be searched"),
            }
        }
    };
    (None, Some(odd))
}

fn shows(file: &RenderedFile) -> Vec<String> {
    match &file.reason {
        Reason::Shows(pages) => pages.clone(),
        Reason::SiteTheme | Reason::Image => Vec::new(),
    }
}

/// How two files differ.
fn contrast(found: &[u8], expected: &[u8]) -> String {
    let same = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let place = if str::from_utf8(expected).is_ok() {
        format!("line {}", expected[..same].iter().filter(|&&byte| byte == b'\n').count() + 1)
    } else {
        format!("byte {}", same + 1)
    };
    format!("differs from {place} on")
}

fn size(bytes: usize) -> String {
    if bytes == 1 { "1 byte".to_owned() } else { format!("{bytes} bytes") }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::copy::find_copies;
    use super::{contrast, read};

    #[test]
    fn a_file_that_cannot_be_read_is_no_empty_file() {
        let folder = tempfile::tempdir().expect("the system has room for a test");
        let client = folder.path().join("client");
        fs::create_dir(&client).expect("the folder is new");
        fs::write(client.join("index.html"), "x").expect("the folder is ours");
        let found = find_copies(&client, None).expect("its name says for whom it is");
        let copy = &found.sites[0].1;
        fs::remove_file(client.join("index.html")).expect("it was just written");
        let (bytes, odd) = read(copy, &copy.items()[0], None);
        assert_eq!(bytes, None);
        assert_eq!(odd.as_deref(), Some("cannot be read: No such file or directory (os error 2)"));
    }

    #[test]
    fn differences_are_placed() {
        for (found, expected, place) in [
            ("a\nb\nc", "a\nb\nd", "differs from line 3 on"),
            ("", "a", "differs from line 1 on"),
            ("a\nb", "a\n", "differs from line 2 on"),
        ] {
            assert_eq!(contrast(found.as_bytes(), expected.as_bytes()), place);
        }
        assert_eq!(contrast(b"\xff\xfe\n1", b"\xff\xfe\n2"), "differs from byte 4 on");
    }
}
