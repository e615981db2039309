//! Verifying: a copy on disk against the site that the project makes today, file by file.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Message, Severity, Sources, message, place};
use crate::render::{Reason, RenderedFile, embedded_files};
use crate::scan::Hit;
use crate::vault::Vault;

use super::AuditedSite;
use super::alarm::{Alarm, once_each};
use super::copy::{Copy, Item, Kind};
use super::leaks::{Public, Scene, Searched, file_name};
use super::marker::{MARKER, Marker};
use super::report::{Detail, report};

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
#[derive(Clone, Debug)]
pub struct Difference {
    /// Relative to the copy. Of a path that holds something withheld, only the start is given.
    pub path: Message,
    /// What is wrong.
    pub fault: Fault,
    /// More about it.
    pub detail: Message,
    /// Why the site has this file, if it has.
    pub reason: Option<Message>,
    /// Entries and themes that the file of the site shows, by address.
    pub shows: Vec<Message>,
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
    let expected = site.files().iter().map(Expected::of_site).collect();
    examine(copy, (site, Holder::Site), expected, (vault, sources))
}

/// The same for what lies beside the sites of an output folder, where nothing should be. It is
/// searched for what the readers of `site` must not see.
pub fn verify_beside(
    copy: &Copy,
    site: &AuditedSite,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Verification {
    examine(copy, (site, Holder::Nobody), Vec::new(), (vault, sources))
}

/// The same for the folder of shares, whose files are given by path. What these files hold is for
/// their readers; whatever else lies there is searched for what the readers of `site` must not see.
pub fn verify_shares<'a>(
    copy: &Copy,
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
    site: &AuditedSite,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Verification {
    let expected = files.map(|(path, bytes)| Expected { path, bytes, reason: None });
    examine(copy, (site, Holder::Shares), expected.collect(), (vault, sources))
}

/// A file that should be in a copy.
struct Expected<'a> {
    path: &'a str,
    bytes: &'a [u8],
    /// Why a site has it; none of a share.
    reason: Option<&'a Reason>,
}

impl<'a> Expected<'a> {
    fn of_site(file: &'a RenderedFile) -> Expected<'a> {
        Expected { path: &file.path, bytes: &file.bytes, reason: Some(&file.reason) }
    }
}

/// Whose marker a copy may hold.
#[derive(Clone, Copy)]
enum Holder {
    Site,
    Shares,
    Nobody,
}

fn examine(
    copy: &Copy,
    (site, holder): (&AuditedSite, Holder),
    expected: Vec<Expected<'_>>,
    (vault, sources): (&Vault<'_>, &Sources),
) -> Verification {
    let audience = site.audience();
    let scene = Scene::new(audience, &site.withheld, vault, sources);
    let search = Search {
        holder,
        expected: expected.iter().map(|file| (file.path, file)).collect(),
        public: Public::of(embedded_files(audience), &site.withheld),
        scene: &scene,
    };
    let examined: Vec<Examined> =
        copy.items().par_iter().map(|item| search.examine(copy, item)).collect();
    let leaks = once_each(examined.iter().flat_map(|examined| examined.leaks.iter().cloned()));
    let leaks = report(leaks, sources, Detail::Short);
    let there: BTreeSet<&str> = copy.items().iter().filter_map(Item::exact_path).collect();
    let missing = expected.iter().filter(|file| !there.contains(file.path));
    let mut differences: Vec<Difference> = missing.map(|file| search.missing(file)).collect();
    differences.extend(examined.iter().filter_map(|examined| examined.difference.clone()));
    differences.sort_by_cached_key(|found| (found.path.in_full(), found.fault));
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
    /// Whose the copy is, if it may hold a marker.
    holder: Holder,
    expected: BTreeMap<&'a str, &'a Expected<'a>>,
    scene: &'a Scene<'a>,
    /// Withheld names that every page has.
    public: Public,
}

/// What was seen of one item of the copy.
struct Examined {
    /// Of a file that was read.
    bytes: Option<u64>,
    leaks: Vec<Alarm>,
    difference: Option<Difference>,
}

impl Search<'_> {
    fn examine(&self, copy: &Copy, item: &Item) -> Examined {
        let expected = item.exact_path().and_then(|path| self.expected.get(path).copied());
        let (bytes, odd) = read(copy, item, expected);
        let shown = self.without_secrets(&item.shown, &item.path);
        let is_of_share = expected.is_some_and(|file| file.reason.is_none());
        let searched = bytes.as_deref().filter(|_| !is_of_share).unwrap_or_default();
        let leaks = self.leaks(&Searched { path: &item.path, shown: &shown, bytes: searched });
        let detail = match (expected, &bytes) {
            (Some(file), Some(bytes)) if *bytes == file.bytes => None,
            (Some(file), Some(bytes)) => Some(contrast(bytes, file.bytes)),
            (None, Some(bytes)) if self.is_marker(item, bytes) => None,
            (None, Some(bytes)) => Some(self.stranger(&item.path, bytes.len())),
            (_, None) => odd,
        };
        let difference = detail.map(|detail| Difference {
            path: file_name(self.scene.audience, &shown, expected.is_some()),
            fault: if expected.is_some() { Fault::Changed } else { Fault::Unexplained },
            detail,
            reason: expected.map(|file| self.reason(file)),
            shows: expected.map(|file| self.shows(file)).unwrap_or_default(),
            holds_withheld: !leaks.is_empty(),
        });
        Examined { bytes: bytes.map(|bytes| bytes.len() as u64), leaks, difference }
    }

    /// A published copy says whose it is.
    fn is_marker(&self, item: &Item, bytes: &[u8]) -> bool {
        let readers = match self.holder {
            Holder::Site => Some(self.scene.audience),
            Holder::Shares => None,
            Holder::Nobody => return false,
        };
        let paths = self.expected.keys().copied();
        item.exact_path() == Some(MARKER) && Marker::is_of(bytes, readers, paths)
    }

    fn missing(&self, file: &Expected<'_>) -> Difference {
        Difference {
            path: file_name(self.scene.audience, file.path, true),
            fault: Fault::Missing,
            detail: size(file.bytes.len()),
            reason: Some(self.reason(file)),
            shows: self.shows(file),
            holds_withheld: false,
        }
    }

    fn scan(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        let hits = self.scene.withheld.scan(path, bytes).into_iter();
        hits.filter(|hit| !self.public.excuses(hit, bytes)).collect()
    }

    /// What a path names, also where that may be chance.
    fn names(&self, path: &str) -> Vec<Hit> {
        let found = self.scene.withheld.search(path, b"", || blake3::hash(b""));
        let hits = found.leaks.into_iter().chain(found.doubtful);
        hits.filter(|hit| !self.public.excuses(hit, b"")).collect()
    }

    fn leaks(&self, file: &Searched<'_>) -> Vec<Alarm> {
        let hits = self.scan(file.path, file.bytes);
        let alarm = |hit: &Hit| {
            let alarm = self.scene.alarm(file, hit, Severity::Error);
            // The project is clean today, so it is the copy that has to be mended.
            let advice = "publish this site again: what is built now lacks it";
            Alarm { shown: None, shown_file: None, advice: Some(advice.into()), ..alarm }
        };
        hits.iter().map(alarm).collect()
    }

    /// A path up to the part in which something withheld begins: a name may be spread over
    /// folders, and the first of its words are not to be read either.
    fn without_secrets(&self, shown: &str, path: &str) -> String {
        let parts: Vec<&str> = shown.split('/').collect();
        let kept = self.clean_parts(shown).min(self.clean_parts(path)).min(parts.len());
        match kept {
            _ if kept == parts.len() => shown.to_owned(),
            0 => "…".to_owned(),
            _ => format!("{}/…", parts[..kept].join("/")),
        }
    }

    /// How many parts of a path stand before everything withheld in it.
    fn clean_parts(&self, path: &str) -> usize {
        let parts: Vec<&str> = path.split('/').collect();
        let mut kept = parts.len();
        loop {
            let clean = &parts[..kept];
            let hits = self.names(&clean.join("/"));
            let Some(begin) = hits.iter().map(|hit| self.begin(hit, clean)).min() else {
                return kept;
            };
            kept = begin.min(kept.saturating_sub(1));
        }
    }

    /// The part of a path in which a find begins: the last from which on it is still found. Where
    /// the scan says that it begins is no more than an upper bound, as it may have decoded much.
    fn begin(&self, find: &Hit, parts: &[&str]) -> usize {
        let path = parts.join("/");
        let before = &path.as_bytes()[..find.bytes.0.min(path.len())];
        let named = before.iter().filter(|&&byte| byte == b'/').count();
        let is_in = |at: &usize| {
            let rest = parts[*at..].join("/");
            self.names(&rest).iter().any(|hit| hit.id == find.id)
        };
        (1..=named).rev().find(is_in).unwrap_or(0)
    }

    /// Of an unexplained file: it may be a page that this audience does not see, or no more.
    fn stranger(&self, path: &str, bytes: usize) -> Message {
        match self.scene.source(path) {
            Some(source) => message!("{}; like a page of `{}`", size(bytes), place(source)),
            None => size(bytes),
        }
    }

    fn reason(&self, file: &Expected<'_>) -> Message {
        let name = |page: &str| file_name(self.scene.audience, page, true);
        match file.reason {
            None => "a file of the shares".into(),
            Some(Reason::SiteTheme) => "part of the site theme".into(),
            Some(Reason::Image) => "an image of a shown text".into(),
            Some(Reason::Host) => "a file for the host".into(),
            Some(Reason::Shows(pages)) => match (self.scene.source(file.path), pages.as_slice()) {
                (Some(source), _) => message!("made from `{}`", place(source)),
                (None, []) => "a page of every site".into(),
                (None, [page]) => message!("shows {}", name(page)),
                (None, [page, more @ ..]) => {
                    message!("shows {} and {} more", name(page), more.len())
                }
            },
        }
    }

    fn shows(&self, file: &Expected<'_>) -> Vec<Message> {
        let name = |page: &String| file_name(self.scene.audience, page, true);
        match file.reason {
            Some(Reason::Shows(pages)) => pages.iter().map(name).collect(),
            Some(Reason::SiteTheme | Reason::Image | Reason::Host) | None => Vec::new(),
        }
    }
}

/// The bytes of a plain file, or what is there instead.
fn read(
    copy: &Copy,
    item: &Item,
    expected: Option<&Expected<'_>>,
) -> (Option<Vec<u8>>, Option<Message>) {
    let odd = match &item.kind {
        Kind::EmptyFolder => "an empty folder".into(),
        Kind::Link => "a symbolic link, not followed".into(),
        Kind::Special => "neither a file nor a folder".into(),
        Kind::Unreadable(error) => message!("cannot be read: {}", place(error)),
        Kind::File { bytes } => {
            match copy.read(item, expected.map_or(0, |file| file.bytes.len())) {
                Some(Ok(bytes)) => return (Some(bytes), None),
                Some(Err(error)) => message!("cannot be read: {}", place(error)),
                None => message!("{} bytes, too many to be searched", *bytes),
            }
        }
    };
    (None, Some(odd))
}

/// How two files differ.
fn contrast(found: &[u8], expected: &[u8]) -> Message {
    let same = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let place = if str::from_utf8(expected).is_ok() {
        message!("line {}", expected[..same].iter().filter(|&&byte| byte == b'\n').count() + 1)
    } else {
        message!("byte {}", same + 1)
    };
    message!("differs from {} on", place)
}

fn size(bytes: usize) -> Message {
    if bytes == 1 { "1 byte".into() } else { message!("{} bytes", bytes) }
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
        let odd = odd.map(|odd| odd.in_full());
        assert_eq!(odd.as_deref(), Some("cannot be read: No such file or directory (os error 2)"));
    }

    #[test]
    fn differences_are_placed() {
        for (found, expected, place) in [
            ("a\nb\nc", "a\nb\nd", "differs from line 3 on"),
            ("", "a", "differs from line 1 on"),
            ("a\nb", "a\n", "differs from line 2 on"),
        ] {
            assert_eq!(contrast(found.as_bytes(), expected.as_bytes()).in_full(), place);
        }
        let binary = contrast(b"\xff\xfe\n1", b"\xff\xfe\n2");
        assert_eq!(binary.in_full(), "differs from byte 4 on");
    }
}
