//! Deliberate defects: each is put into a copy of the program, and something must catch it.
//!
//! The copy holds all defects at once, each behind a switch that an environment variable sets.
//! The program itself has no such switch. Run with `cargo test --test defects -- --nocapture`.
//!
//! The catalogue records what catches each defect, and that check is asked first. A record that
//! no longer holds fails the run, after all checks were asked; with `ROADCAST_RECORD=1` it is
//! written anew instead.

mod catalogue;
mod catcher;
mod copy;
mod judge;
mod layers;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use catalogue::{Defect, Leak};
use catcher::Catcher;
use judge::Judge;

/// The copy is made and built once for all tests.
static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(&copy::with_switches()));

#[test]
fn without_a_defect_nothing_is_caught() {
    let defects = [catalogue::defects(), catalogue::layers()].concat();
    let on_record: BTreeSet<Catcher> =
        defects.into_iter().filter_map(|defect| defect.caught_by).collect();
    JUDGE.requires_silence(&Vec::from_iter(on_record));
}

#[test]
fn every_defect_is_caught() {
    let mut defects = catalogue::defects();
    // For work on single defects.
    if let Ok(names) = env::var("ROADCAST_ONLY") {
        defects.retain(|defect| names.split(',').any(|name| name == defect.name));
    }
    require_caught(&defects, &judge_all(&JUDGE, &defects));
}

/// Each defect must be caught, by what is on record; or that is recorded anew.
fn require_caught(defects: &[Defect], caught: &[Option<Catcher>]) {
    println!("{}", report(defects, caught));
    let (mut survivors, mut stale) = (Vec::new(), Vec::new());
    for (defect, caught) in defects.iter().zip(caught) {
        match caught {
            None => survivors.push(&defect.name),
            Some(catcher) if is_stale(defect, catcher) => stale.push(&defect.name),
            Some(_) => {}
        }
    }
    assert!(survivors.is_empty(), "nothing catches {survivors:?}");
    assert!(
        stale.is_empty() || is_recording(),
        "what is on record does not catch {stale:?}. If what does now is as good, record it: \
         `ROADCAST_RECORD=1 cargo test --test defects -- --nocapture`"
    );
}

fn is_stale(defect: &Defect, catcher: &Catcher) -> bool {
    defect.caught_by.as_ref() != Some(catcher)
}

fn is_recording() -> bool {
    env::var_os("ROADCAST_RECORD").is_some()
}

/// Writes down at once what catches a defect, so that a run that is broken off was not in vain.
fn record(defect: &Defect, catcher: &Catcher) {
    static CATALOGUE: Mutex<()> = Mutex::new(());
    if is_recording() && is_stale(defect, catcher) {
        let _alone = CATALOGUE.lock();
        catalogue::record(defect, catcher);
    }
}

#[test]
fn every_way_to_leak_has_a_defect() {
    let defects = catalogue::defects();
    let mut number = 0;
    for Leak { leak, without_defect } in catalogue::leaks() {
        number += 1;
        let has_defect = defects.iter().any(|defect| defect.leaks.contains(&number));
        let is_excused = without_defect.is_some();
        assert!(
            has_defect != is_excused,
            "way {number} to leak ({leak}) has no defect, or has one and is excused"
        );
    }
    let last = defects.iter().flat_map(|defect| &defect.leaks).max();
    assert!(last.is_some_and(|last| *last <= number), "a defect names way {last:?} of {number}");
}

/// Judges on two threads: each judgement is a process of its own.
fn judge_all(judge: &Judge, defects: &[Defect]) -> Vec<Option<Catcher>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(defect) = defects.get(at) else { return done };
            let catcher = judge.catcher(defect).inspect(|catcher| record(defect, catcher));
            println!("{}: {}", defect.name, catcher.as_ref().map_or("SURVIVED", Catcher::says));
            done.push((at, catcher));
        }
    };
    let mut caught: Vec<_> = thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().expect("a judge panicked")).collect()
    });
    caught.sort_by_key(|(at, _)| *at);
    caught.into_iter().map(|(_, catcher)| catcher).collect()
}

/// One line for each defect, and how many each kind of check caught.
fn report(defects: &[Defect], caught: &[Option<Catcher>]) -> String {
    let mut lines = vec![String::new()];
    let mut counts = BTreeMap::<&str, usize>::new();
    for (defect, caught) in defects.iter().zip(caught) {
        let ways: Vec<_> = defect.leaks.iter().map(ToString::to_string).collect();
        let kind = caught.as_ref().map_or("nothing", Catcher::kind);
        let says = caught.as_ref().map_or("SURVIVED", Catcher::says);
        let is_new = *caught != defect.caught_by;
        let note = if is_new { " (not what is on record)" } else { "" };
        lines.push(format!("{:<44} {:<9} {kind}: {says}{note}", defect.name, ways.join(" ")));
        *counts.entry(kind).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    lines.push(format!("{} defects, caught by: {}", defects.len(), counts.join(", ")));
    lines.join("\n")
}
