//! Two runs at one target: one goes on, the other stops, and what they have mixed is mended.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::audit::{MARKER, Marker};
use crate::diagnostic::Readers;
use crate::write::Publication;

use super::super::turn::Turn;
use super::super::{Headers, Listed, PublishError, Target, TargetError, probe};
use super::{Memory, assert_holds, plan_of, publish, publish_as, run, site};

/// Each lane sends so many files between two looks, and those may arrive when another has begun.
const ON_THEIR_WAY: usize = 2;

/// A target at which something else happens before one of the changes.
struct Interrupted<'a> {
    target: &'a Memory,
    before: usize,
    meanwhile: &'a (dyn Fn() + Sync),
    changes: AtomicUsize,
    /// Files sent and deleted after that.
    sent: AtomicUsize,
    deleted: AtomicUsize,
}

impl<'a> Interrupted<'a> {
    fn new(target: &'a Memory, before: usize, meanwhile: &'a (dyn Fn() + Sync)) -> Self {
        let [changes, sent, deleted] = [(); 3].map(|()| AtomicUsize::new(0));
        Interrupted { target, before, meanwhile, changes, sent, deleted }
    }

    fn change(&self, count: &AtomicUsize) {
        let number = self.changes.fetch_add(1, Ordering::SeqCst);
        if number == self.before {
            (self.meanwhile)();
        }
        count.fetch_add(usize::from(number >= self.before), Ordering::SeqCst);
    }

    fn is_struck(&self) -> bool {
        self.changes.load(Ordering::SeqCst) > self.before
    }
}

impl Target for Interrupted<'_> {
    fn name(&self) -> String {
        self.target.name()
    }

    fn lanes(&self) -> usize {
        self.target.lanes()
    }

    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError> {
        self.target.list()
    }

    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        self.target.find(path)
    }

    fn put(&self, path: &str, bytes: &[u8], headers: Headers) -> Result<(), TargetError> {
        self.change(&self.sent);
        self.target.put(path, bytes, headers)
    }

    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError> {
        self.change(&AtomicUsize::new(0));
        self.target.swap(path, was, bytes, headers)
    }

    fn delete(&self, path: &str) -> Result<(), TargetError> {
        self.change(&self.deleted);
        self.target.delete(path)
    }
}

/// A whole publication of another site takes place before each change of one.
#[test]
fn a_run_that_is_overtaken_stops_and_the_next_mends_what_was_mixed() {
    let [old, new, other] = [("Old", "#114411"), ("New", "#881188"), ("Other", "#111188")]
        .map(|(title, color)| site(title, color));
    let mut struck = 0;
    for lanes in 1..=10 {
        for before in 0.. {
            let target = Memory::new(lanes);
            assert!(publish(&target, &old).is_ok());
            target.is_watched.store(false, Ordering::SeqCst);
            let meanwhile = || assert!(publish_as("two", &target, &other).is_ok());
            let interrupted = Interrupted::new(&target, before, &meanwhile);
            let outcome = publish(&interrupted, &new);
            if !interrupted.is_struck() {
                assert!(outcome.is_ok());
                assert_holds(&target, &new);
                break;
            }
            struck += 1;
            assert!(matches!(outcome, Err(PublishError::Taken { .. })), "before {before}");
            let (sent, deleted) = (&interrupted.sent, &interrupted.deleted);
            assert!(sent.load(Ordering::SeqCst) <= lanes * ON_THEIR_WAY, "before {before}");
            assert!(deleted.load(Ordering::SeqCst) <= lanes, "before {before}");
            let next = if before % 2 == 0 { &other } else { &new };
            assert!(publish_as("three", &target, next).is_ok(), "before {before}");
            assert_holds(&target, next);
        }
    }
    assert!(struck > 100, "only {struck} were struck");
}

/// It takes the turn, and sends and deletes nothing yet.
#[test]
fn a_run_that_is_overtaken_deletes_nothing_any_more() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    for before in 1.. {
        let target = Memory::new(1);
        assert!(publish(&target, &old).is_ok());
        let publication = Publication::of(&old);
        let meanwhile = || {
            let plan = plan_of(&target, &publication, &old);
            assert!(Turn::begin(&target, &plan, &run("two"), &[]).is_ok());
        };
        let interrupted = Interrupted::new(&target, before, &meanwhile);
        let outcome = publish(&interrupted, &new);
        if !interrupted.is_struck() {
            break;
        }
        let Err(PublishError::Taken { begun, .. }) = outcome else { panic!("before {before}") };
        assert_eq!(begun.as_deref(), Some("2026-11-22 09:30:00 UTC"));
        let deleted = interrupted.deleted.load(Ordering::SeqCst);
        assert!(deleted <= 1, "the one that was on its way: {deleted}, before {before}");
    }
}

#[test]
fn of_two_that_plan_at_once_one_begins() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    let (of_old, of_new) = (Publication::of(&old), Publication::of(&new));
    for is_new_place in [true, false] {
        let target = Memory::new(2);
        if !is_new_place {
            assert!(publish(&target, &site("First", "#111111")).is_ok());
        }
        let [one, two] = [plan_of(&target, &of_old, &old), plan_of(&target, &of_new, &new)];
        assert!(Turn::begin(&target, &one, &run("one"), &[]).is_ok());
        let outcome = Turn::begin(&target, &two, &run("two"), &[]);
        let Err(error @ PublishError::Taken { .. }) = outcome else { panic!("both have begun") };
        let said = error.message().text(Readers::Anybody);
        let words =
            "another publication to `memory` began at 2026-11-22 09:30:00 UTC and has taken";
        assert!(said.starts_with(words), "{said}");
        // Whoever comes next need not know whether the first has ended.
        assert!(publish_as("three", &target, &new).is_ok());
        assert_holds(&target, &new);
    }
}

#[test]
fn a_marker_that_somebody_else_has_changed_ends_no_turn() {
    let old = site("Old", "#114411");
    let publication = Publication::of(&old);
    let another = Marker::new("Acme", Some(old.audience()), ["index.html"]);
    for bytes in [Some(another.in_run(&run("two")).bytes()), Some(b"x".to_vec()), None] {
        let target = Memory::new(2);
        let plan = plan_of(&target, &publication, &old);
        let turn = Turn::begin(&target, &plan, &run("one"), &[]);
        let turn = turn.unwrap_or_else(|_| panic!("nobody else is there"));
        let mut files = target.files.lock().expect("no test panics while it holds this");
        match &bytes {
            Some(bytes) => drop(files.insert(MARKER.to_owned(), bytes.clone())),
            None => drop(files.remove(MARKER)),
        }
        drop(files);
        assert!(matches!(turn.go_on(["a"].into_iter()), Err(PublishError::Taken { .. })));
        assert!(matches!(turn.end(&plan.marker), Err(PublishError::Taken { .. })));
        let is_left = target.files().get(MARKER).map(|bytes| Marker::read(bytes).is_some());
        assert_eq!(is_left.is_some(), bytes.is_some());
    }
}

#[test]
fn what_an_overtaken_run_has_sent_is_named_for_whoever_comes_next() {
    let old = site("Old", "#114411");
    let publication = Publication::of(&old);
    let another = Marker::new("Acme", Some(old.audience()), ["index.html"]);
    let markers = [another.clone().in_run(&run("two")), another];
    for (marker, has_ended) in markers.into_iter().zip([false, true]) {
        let target = Memory::new(2);
        let plan = plan_of(&target, &publication, &old);
        let turn = Turn::begin(&target, &plan, &run("one"), &[]);
        let turn = turn.unwrap_or_else(|_| panic!("nobody else is there"));
        let put = |path: &str, bytes: Vec<u8>| {
            let mut files = target.files.lock().expect("no test panics while it holds this");
            files.insert(path.to_owned(), bytes);
        };
        put(MARKER, marker.bytes());
        let outcome = turn.go_on(["index.html", "items/late.html"].into_iter());
        assert!(matches!(outcome, Err(PublishError::Taken { .. })));
        let left = target.files().remove(MARKER).and_then(|bytes| Marker::read(&bytes));
        let left = left.expect("it is as readable as before");
        assert!(left.has("index.html") && left.has("items/late.html"));
        assert_eq!(left.run().is_none(), has_ended, "the turn stays whose it was");
        // By that it is deleted, and is no stranger's.
        put("items/late.html", b"late".to_vec());
        assert!(publish_as("three", &target, &old).is_ok());
        assert_holds(&target, &old);
    }
}

#[test]
fn a_question_to_strangers_leaves_the_place_as_it_was() {
    let (old, new) = (site("Old", "#114411"), site("New", "#881188"));
    let publication = Publication::of(&new);
    for is_new_place in [true, false] {
        let target = Memory::new(2);
        if !is_new_place {
            assert!(publish(&target, &old).is_ok());
        }
        let before = target.files();
        let plan = plan_of(&target, &publication, &new);
        let asked = probe(&target, &plan, &run("one"), "words", |path| {
            assert_eq!(target.files().get(path).map(Vec::as_slice), Some(&b"words"[..]));
            Ok::<bool, PublishError>(true)
        });
        assert!(asked.is_ok_and(|is_open| is_open));
        assert_eq!(target.files(), before);
    }
}
