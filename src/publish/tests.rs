//! A target in memory that fails where a test says so.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::accent::Accent;
use crate::audience::{Audience, Client};
use crate::audit::{AuditedSite, MARKER, Marker, audit};
use crate::diagnostic::{Located, Sources, Span};
use crate::render::{self, Templates};
use crate::site_theme::SiteTheme;
use crate::vault::test_project::with_vault;
use crate::write::Publication;

use super::{Headers, Plan, PublishError, Target, TargetError, read_back, send};

/// Whatever happens here, happens so many times at most.
const ENOUGH: usize = usize::MAX;

/// Files in memory, and how many more changes are made before all fail.
struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    left: AtomicUsize,
    lanes: usize,
}

impl Memory {
    fn new(lanes: usize) -> Memory {
        Memory { files: Mutex::default(), left: AtomicUsize::new(ENOUGH), lanes }
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
        assert_whole(&self.files());
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

    fn list(&self) -> Result<BTreeMap<String, u64>, TargetError> {
        Ok(self.files().into_iter().map(|(path, bytes)| (path, bytes.len() as u64)).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, TargetError> {
        let found = self.files().remove(path);
        found.ok_or_else(|| TargetError::new("read", path, "it is not there"))
    }

    fn put(&self, path: &str, bytes: &[u8], _: Headers) -> Result<(), TargetError> {
        self.change(path, |files| drop(files.insert(path.to_owned(), bytes.to_vec())))
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

fn publish(target: &dyn Target, site: &AuditedSite) -> Result<(), PublishError> {
    let publication = Publication::of(site);
    send(target, &Plan::of(target, &publication, marker(site))?, &|| {})
}

#[track_caller]
fn assert_holds(target: &Memory, site: &AuditedSite) {
    let publication = Publication::of(site);
    assert!(read_back(target, &publication, &marker(site), &|| {}).is_ok());
    let mut found = target.files();
    assert_eq!(found.remove(MARKER), Some(marker(site).bytes()));
    let expected: BTreeMap<String, Vec<u8>> =
        site.files().iter().map(|file| (file.path.clone(), file.bytes.to_vec())).collect();
    assert!(found == expected, "it holds something else");
}

#[test]
fn a_place_that_keeps_something_else_than_it_was_sent_is_noticed() {
    let old = site("Old", "#114411");
    let publication = Publication::of(&old);
    for (path, bytes) in [
        ("index.html", Some(&b"x"[..])),
        ("index.html", None),
        ("stranger.html", Some(b"x")),
        (MARKER, Some(b"x")),
        (MARKER, None),
    ] {
        let target = Memory::new(2);
        assert!(publish(&target, &old).is_ok());
        assert_holds(&target, &old);
        let mut files = target.files.lock().expect("as above");
        match bytes {
            Some(bytes) => drop(files.insert(path.to_owned(), bytes.to_vec())),
            None => drop(files.remove(path)),
        }
        drop(files);
        let outcome = read_back(&target, &publication, &marker(&old), &|| {});
        let is_told = matches!(outcome, Err(PublishError::NotAsSent(_, paths)) if paths == [path]);
        assert!(is_told, "{path}");
    }
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
    let plan = Plan::of(&target, &publication, marker(&new)).unwrap_or_else(|_| panic!("ours"));
    assert!(plan.sent().all(|file| !file.path.starts_with("assets/")));
    assert!(plan.unchanged > 5 && plan.sent().count() < new.files().len());
    assert_eq!(plan.gone().collect::<Vec<_>>(), ["items/old.html"]);
    assert!(send(&target, &plan, &|| {}).is_ok());
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
