//! Deliberate defects: each is put into a copy of the program, and something must catch it.
//!
//! The copy holds all defects at once, each behind a switch that an environment variable sets.
//! The program itself has no such switch. Run with `cargo test --test defects -- --nocapture`.

mod catalogue;
mod copy;
mod judge;
mod layers;
mod types;

use std::collections::BTreeMap;
use std::env;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use catalogue::{Defect, Leak};
use judge::{Judge, Verdict};

/// The copy is made and built once for all tests.
static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(&copy::with_switches()));

#[test]
fn without_a_defect_nothing_is_caught() {
    assert_eq!(JUDGE.verdict(&[]), Verdict::Survived);
}

#[test]
fn every_defect_is_caught() {
    let mut defects = catalogue::defects();
    // For work on single defects.
    if let Ok(names) = env::var("ROADCAST_ONLY") {
        defects.retain(|defect| names.split(',').any(|name| name == defect.name));
    }
    let verdicts = judge_all(&JUDGE, &defects);
    println!("{}", report(&defects, &verdicts));
    let survivors: Vec<_> = defects
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Verdict::Survived)
        .map(|(defect, _)| defect.name.as_str())
        .collect();
    assert!(survivors.is_empty(), "nothing catches {survivors:?}");
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
fn judge_all(judge: &Judge, defects: &[Defect]) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(defect) = defects.get(at) else { return done };
            done.push((at, judge.verdict(&[&defect.name])));
        }
    };
    let mut verdicts: Vec<_> = thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().expect("a judge panicked")).collect()
    });
    verdicts.sort_by_key(|(at, _)| *at);
    verdicts.into_iter().map(|(_, verdict)| verdict).collect()
}

/// One line for each defect, and how many each check caught.
fn report(defects: &[Defect], verdicts: &[Verdict]) -> String {
    let mut lines = vec![String::new()];
    let mut counts = BTreeMap::<String, usize>::new();
    for (defect, verdict) in defects.iter().zip(verdicts) {
        let ways: Vec<_> = defect.leaks.iter().map(ToString::to_string).collect();
        lines.push(format!("{:<44} {:<9} {verdict}", defect.name, ways.join(" ")));
        *counts.entry(verdict.check().to_owned()).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|(check, count)| format!("{count} {check}")).collect();
    lines.push(format!("{} defects, caught by: {}", defects.len(), counts.join(", ")));
    lines.join("\n")
}
