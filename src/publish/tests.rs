//! A target in memory that fails where a test says so.

mod turns;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::accent::Accent;
use crate::audience::{Audience, Client};
use crate::audit::{AuditedSite, MARKER, Marker, Run, audit};
use crate::diagnostic::{Located, Sources, Span};
use crate::render::{self, Templates};
use crate::site_theme::SiteTheme;
use crate::vault::test_project::with_vault;
use crate::write::Publication;

use super::{Headers, Listed, Plan, PublishError, Target, TargetError, Told, carry_out};

/// Whatever happens here, happens so many times at most.
const ENOUGH: usize = usize::MAX;

/// Files in memory, and how many more changes are made before all fail.
struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    left: AtomicUsize,
    lanes: usize,
    /// How many files were read.
    reads: AtomicUsize,
    /// Whether pages must be whole at each moment: not where two runs mix.
    is_watched: AtomicBool,
}

impl Memory {
    fn new(lanes: usize) -> Memory {
        Memory {
            files: Mutex::default(),
            left: AtomicUsize::new(ENOUGH),
            lanes,
            reads: AtomicUsize::new(0),
            is_watched: AtomicBool::new(true),
        }
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.lock().expect("no test panics while it holds this").clone()
    }

    fn plant(&self, path: &str) {
        self.files.lock().expect("as above").insert(path.to_owned(), b"x".to_vec());
    }

    fn change(
        &self,
        path: &str,
        change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>),
    ) -> Result<(), TargetError> {
        let mut files = self.files.lock().expect("as above");
        let less = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_err() {
            return Err(TargetError::new("change", path, "the test says so"));
        }
        change(&mut files);
        drop(files);
        if self.is_watched.load(Ordering::SeqCst) {
            assert_whole(&self.files());
        }
        Ok(())
    }
}

impl Target for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError> {
        let listed = |bytes: Vec<u8>| Listed {
            bytes: bytes.len() as u64,
            stamp: Some(blake3::hash(&bytes).to_string()),
        };
        Ok(self.files().into_iter().map(|(path, bytes)| (path, listed(bytes))).collect())
    }

    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        self.reads.fetch_add(usize::from(path != MARKER), Ordering::SeqCst);
        Ok(self.files().remove(path))
    }

    fn put(&self, path: &str, bytes: &[u8], _: Headers) -> Result<(), TargetError> {
        self.change(path, |files| drop(files.insert(path.to_owned(), bytes.to_vec())))
    }

    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError> {
        if self.files().get(path).map(Vec::as_slice) != was {
            return Ok(false);
        }
        self.put(path, bytes, headers).map(|()| true)
    }

    fn delete(&self, path: &str) -> Result<(), TargetError> {
        self.change(path, |files| drop(files.remove(path)))
    }
}

/// Every page has its assets, and what a list names is there.
fn assert_whole(files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for (at, _) in page.match_indices("assets/") {
            let name = page[at..].split(['"', '\'', ')', ' ']).next().unwrap_or_default();
            assert!(files.contains_key(name), "`{path}` lacks `{name}`");
        }
    }
    for list in ["index.html", "sitemap.xml", "roadmap.json"] {
        let text = String::from_utf8_lossy(files.get(list).map_or(&[][..], Vec::as_slice));
        for (at, _) in text.match_indices("items/") {
            let rest = &text[at..];
            let Some(end) = rest.find(".html") else { continue };
            let name = &rest[..end + ".html".len()];
            assert!(files.contains_key(name), "`{list}` leads to `{name}`");
        }
    }
}

/// A site with one entry, in this color.
fn site(title: &str, accent: &str) -> AuditedSite {
    let front = format!("title: {title}\nstage: beta\nvisibility: client\nsummary: S.");
    with_vault(&front, |vault, own| {
        let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
        let name = sources.add("roadcast.yaml", "default");
        let name = Located::new("default".to_owned(), Span::new(name, 0..7));
        let theme = SiteTheme::load(Path::new("."), &name, &mut sources, &mut mistakes);
        let templates = Templates::compile(&theme, Audience::Client, &Accent::of(accent), &sources);
        let templates = templates.expect("the default theme is sound");
        let site = render::render(vault.edition::<Client>(), &templates);
        let site = site.expect("the default theme is sound");
        audit(site, vault, own).unwrap_or_else(|_| panic!("nothing is withheld"))
    })
}

fn marker(site: &AuditedSite) -> Marker {
    let paths = site.files().iter().map(|file| file.path.as_str());
    Marker::new("Acme", Some(site.audience()), paths)
}

fn run(id: &str) -> Run {
    Run::new(id, "2026-11-22 09:30:00 UTC")
}

fn publish(target: &dyn Target, site: &AuditedSite) -> Result<(), PublishError> {
    publish_as("one", target, site)
}

/// As a run of this name.
fn publish_as(id: &str, target: &dyn Target, site: &AuditedSite) -> Result<(), PublishError> {
    let publication = Publication::of(site);
    let plan = Plan::of(target, &publication, marker(site))?;
    carry_out(target, plan, &publication, &run(id), &Nobody).map(|_| ())
}

/// Nobody watches.
struct Nobody;

impl Told for Nobody {
    fn begins(&self, _: &'static str, _: usize) {}
    fn one(&self) {}
    fn ends(&self) {}
}

fn plan_of<'a>(target: &Memory, publication: &'a Publication<'_>, site: &AuditedSite) -> Plan<'a> {
    Plan::of(target, publication, marker(site)).unwrap_or_else(|_| panic!("it is ours"))
}

#[track_caller]
fn assert_holds(target: &Memory, site: &AuditedSite) {
    let publication = Publication::of(site);
    let plan = plan_of(target, &publication, site);
    assert!(plan.is_done());
    let mut found = target.files();
    assert_eq!(found.remove(MARKER), Some(marker(site).bytes()));
    let expected: BTreeMap<String, Vec<u8>> =
        site.files().iter().map(|file| (file.path.clone(), file.bytes.to_vec())).collect();
    assert!(found == expected, "it holds something else");
}

/// A place that changes a file whenever it is asked, once somebody has begun to publish there.
struct Mangling<'a> {
    target: &'a Memory,
    path: &'a str,
    bytes: Option<&'a [u8]>,
}

impl Mangling<'_> {
    fn mangle(&self) {
        let mut files = self.target.files.lock().expect("no test panics while it holds this");
        let marker = files.get(MARKER).and_then(|bytes| Marker::read(bytes));
        if marker.is_none_or(|marker| marker.run().is_none()) {
            return;
        }
        match self.bytes {
            Some(bytes) => drop(files.insert(self.path.to_owned(), bytes.to_vec())),
            None => drop(files.remove(self.path)),
        }
    }
}

impl Target for Mangling<'_> {
    fn name(&self) -> String {
        self.target.name()
    }

    fn lanes(&self) -> usize {
        self.target.lanes()
    }

    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError> {
        self.mangle();
        self.target.list()
    }

    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        self.mangle();
        self.target.find(path)
    }

    fn put(&self, path: &str, bytes: &[u8], headers: Headers) -> Result<(), TargetError> {
        self.target.put(path, bytes, headers)
    }

    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError> {
        self.target.swap(path, was, bytes, headers)
    }

    fn delete(&self, path: &str) -> Result<(), TargetError> {
        self.target.delete(path)
    }
}

#[test]
fn a_place_that_keeps_something_else_than_it_was_sent_is_noticed() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    for (path, bytes) in [
        // Something that is sent, something that stays, something that is deleted, and a stranger.
        ("index.html", Some(&b"x"[..])),
        ("index.html", None),
        ("robots.txt", Some(b"x")),
        ("items/old.html", Some(b"x")),
        ("stranger.html", Some(b"x")),
    ] {
        let target = Memory::new(2);
        assert!(publish(&target, &old).is_ok());
        target.is_watched.store(false, Ordering::SeqCst);
        let outcome = publish(&Mangling { target: &target, path, bytes }, &new);
        let is_told = match outcome {
            Err(PublishError::NotAsSent(_, paths)) => paths == [path],
            // It was there when the plan was made anew.
            Err(PublishError::Strangers(_, paths)) => paths == [path] && path == "stranger.html",
            _ => false,
        };
        assert!(is_told, "{path}");
        let marker = target.files().remove(MARKER).expect("there is one");
        assert!(Marker::read(&marker).is_some_and(|marker| marker.run().is_some()), "{path}");
    }
}

#[test]
fn nothing_is_read_twice_that_stays_as_it_was() {
    let (old, new) = (site("Old", "#114411"), site("New", "#114411"));
    let target = Memory::new(2);
    let reads = || target.reads.swap(0, Ordering::SeqCst);
    assert!(publish(&target, &old).is_ok());
    assert_eq!(reads(), old.files().len(), "each was read back");
    assert!(publish(&target, &old).is_ok());
    assert_eq!(reads(), old.files().len(), "each was compared");
    let publication = Publication::of(&new);
    let plan = plan_of(&target, &publication, &new);
    let (compared, sent) = (reads(), plan.sent().count());
    assert!(sent > 0 && sent < new.files().len());
    assert!(publish(&target, &new).is_ok());
    assert_eq!(reads(), compared + sent);
    assert_holds(&target, &new);
}

/// Counts down from each number of changes, one file at a time and several.
#[test]
fn an_upload_that_breaks_anywhere_leaves_pages_whole_and_is_mended_by_the_next() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    let names = |site: &AuditedSite| -> Vec<String> {
        let assets = site.files().iter().filter(|file| file.path.starts_with("assets/"));
        assets.map(|file| file.path.clone()).collect()
    };
    assert_ne!(names(&old), names(&new), "the test needs assets that come and go");
    let mut broken = 0;
    for lanes in 1..=10 {
        for left in 0.. {
            let target = Memory::new(lanes);
            assert!(publish(&target, &old).is_ok());
            target.left.store(left, Ordering::SeqCst);
            let outcome = publish(&target, &new);
            assert_whole(&target.files());
            target.left.store(ENOUGH, Ordering::SeqCst);
            if outcome.is_ok() {
                break;
            }
            broken += 1;
            assert!(publish(&target, &new).is_ok(), "broken after {left} changes");
            assert_holds(&target, &new);
        }
    }
    assert!(broken >= 100, "only {broken} broke");
}

#[test]
fn an_upload_that_breaks_may_be_followed_by_another_site() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    for left in 0..12 {
        let target = Memory::new(2);
        target.left.store(left, Ordering::SeqCst);
        assert!(publish(&target, &new).is_err());
        target.left.store(ENOUGH, Ordering::SeqCst);
        assert!(publish(&target, &old).is_ok(), "broken after {left} changes");
        assert_holds(&target, &old);
    }
}

#[test]
fn only_what_differs_is_sent() {
    let (old, new) = (site("Old", "#114411"), site("New", "#114411"));
    let target = Memory::new(2);
    assert!(publish(&target, &old).is_ok());
    let publication = Publication::of(&new);
    let plan = plan_of(&target, &publication, &new);
    assert!(plan.sent().all(|file| !file.path.starts_with("assets/")));
    assert!(plan.unchanged.len() > 5 && plan.sent().count() < new.files().len());
    assert_eq!(plan.gone().collect::<Vec<_>>(), ["items/old.html"]);
    assert!(publish(&target, &new).is_ok());
    // Once more: nothing is touched at all.
    target.left.store(0, Ordering::SeqCst);
    assert!(publish(&target, &new).is_ok());
}

#[test]
fn what_roadcast_did_not_put_there_is_neither_deleted_nor_passed_over() {
    let old = site("Old", "#114411");
    let target = Memory::new(2);
    target.plant("notes.html");
    assert!(matches!(publish(&target, &old), Err(PublishError::Foreign(_))));
    let target = Memory::new(2);
    assert!(publish(&target, &old).is_ok());
    target.plant("notes.html");
    let outcome = publish(&target, &old);
    assert!(matches!(outcome, Err(PublishError::Strangers(_, paths)) if paths == ["notes.html"]));
    assert!(target.files().contains_key("notes.html"));
}

#[test]
fn the_place_of_another_project_or_audience_is_refused_and_stays_as_it_was() {
    let old = site("Old", "#114411");
    for (project, audience) in
        [("Other", Some(Audience::Client)), ("Acme", Some(Audience::Sales)), ("Acme", None)]
    {
        let target = Memory::new(1);
        let bytes = Marker::new(project, audience, []).bytes();
        target.files.lock().expect("as above").insert(MARKER.to_owned(), bytes);
        let before = target.files();
        let outcome = publish(&target, &old);
        let is_refused = matches!(
            outcome,
            Err(PublishError::OtherProject { .. } | PublishError::OtherReaders { .. })
        );
        assert!(is_refused, "{project} {audience:?}");
        assert_eq!(target.files(), before);
    }
}
