//! The guarantee, on generated projects: two projects that differ only in what an audience may
//! not see give that audience the same files with the same bytes, or are refused.
//!
//! `ROADCAST_PAIRS` sets how many pairs, `ROADCAST_SEED` which ones. `ROADCAST_EDITS` sets how many
//! sequences of edits a preview is held to.

mod edits;
mod hidden;
mod pipeline;
mod project;
mod shares;
mod shown;
mod words;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::env;
use std::thread;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{
    Config, RngAlgorithm, TestCaseError, TestCaseResult, TestError, TestRng, TestRunner,
};

use roadcast::audience::Audience;
use roadcast::ledger::Ledger;

use pipeline::Press;
use project::{Pair, pair};
use words::CANARY;

/// Pairs for clients and for sales together, unless the environment says otherwise.
const PAIRS: u64 = 10_000;
/// Of a hundred pairs, so many must build at least: what is refused proves little.
const LEAST_BUILT: u64 = 90;

#[test]
fn what_is_hidden_from_clients_has_no_influence_on_their_site() {
    compare_pairs(Audience::Client);
}

#[test]
fn what_is_hidden_from_sales_has_no_influence_on_their_site() {
    compare_pairs(Audience::Sales);
}

#[test]
fn what_is_shown_has_an_influence() {
    let press = Press::new();
    for audience in [Audience::Client, Audience::Sales] {
        let mut runner = runner(audience, 1, 0);
        let mut sites = Vec::new();
        while sites.len() < 50 {
            let tree = pair(audience).new_tree(&mut runner).expect("nothing is filtered");
            sites.extend(press.build(&tree.current().one, audience).ok());
        }
        let first = sites.remove(0);
        let same = sites.iter().filter(|site| **site == first).count();
        assert!(same <= 2, "{same} of 49 projects have the same {audience} site");
    }
}

/// What was seen of the pairs.
#[derive(Default)]
struct Tally {
    compared: Cell<u64>,
    /// Those of what was published before.
    with_history: Cell<u64>,
    refused: RefCell<BTreeMap<String, u64>>,
}

/// Compares half of the pairs, on as many threads as there are processors for this test.
fn compare_pairs(audience: Audience) {
    let pairs = number("ROADCAST_PAIRS").unwrap_or(PAIRS) / 2;
    let seed = number("ROADCAST_SEED").unwrap_or(0);
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64).div_ceil(2);
    let press = Press::new();
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let press = &press;
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                let seed = seed.wrapping_mul(1000).wrapping_add(thread);
                scope.spawn(move || compare(press, audience, pairs.div_ceil(threads), seed))
            })
            .collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Tally>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(join).collect()
    });
    report(audience, &tallies);
}

fn compare(press: &Press, audience: Audience, pairs: u64, seed: u64) -> Tally {
    let tally = Tally::default();
    let mut runner = runner(audience, pairs, seed);
    let outcome = runner.run(&pair(audience), |pair| holds(press, audience, &pair, &tally));
    match outcome {
        Ok(()) => tally,
        Err(TestError::Fail(reason, pair)) => {
            panic!("{reason}\n\n##### one project{:?}\n\n##### the other{:?}", pair.one, pair.other)
        }
        Err(TestError::Abort(reason)) => panic!("the pairs were given up: {reason}"),
    }
}

fn holds(press: &Press, audience: Audience, pair: &Pair, tally: &Tally) -> TestCaseResult {
    // What was published before knows of nothing hidden either.
    let past = (press.past(&pair.one, audience), press.past(&pair.other, audience));
    let (one_past, other_past) = match past {
        (Some(one), Some(other)) => (one, other),
        _ => Default::default(),
    };
    let editions = |ledger: &Ledger| ledger.lines().iter().map(|it| it.edition.clone()).collect();
    let (recorded, as_recorded): (Vec<_>, Vec<_>) = (editions(&one_past), editions(&other_past));
    if recorded != as_recorded {
        return Err(TestCaseError::fail("what is kept of the sites differs"));
    }
    let one = press.build_after(&one_past, &pair.one, audience);
    let other = press.build_after(&other_past, &pair.other, audience);
    let (one, other) = match (one, other) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(codes), _) | (_, Err(codes)) => {
            let code = codes.first().cloned().unwrap_or_default();
            // The twin and the manifest find defects of the program; nothing here is one.
            let is_defect = codes.iter().any(|code| {
                ["leak-influence", "leak-unexplained", "manifest"]
                    .iter()
                    .any(|d| code.starts_with(d))
            });
            if is_defect {
                return Err(TestCaseError::fail(codes.join("\n")));
            }
            *tally.refused.borrow_mut().entry(code).or_default() += 1;
            return Ok(());
        }
    };
    tally.compared.set(tally.compared.get() + 1);
    let with_history = tally.with_history.get() + u64::from(one.contains_key("changes.html"));
    tally.with_history.set(with_history);
    let pages =
        one.iter().filter(|(path, _)| path.starts_with("items/") || path.starts_with("themes/"));
    // The page at a former address only leads on.
    let leads_on = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
    let (former, now): (Vec<_>, Vec<_>) = pages.partition(|(_, bytes)| leads_on(bytes));
    if now.len() != pair.one.shown || former.len() > pair.one.former {
        return Err(TestCaseError::fail(format!(
            "{} pages for {} shown documents, and {} for {} former addresses",
            now.len(),
            pair.one.shown,
            former.len(),
            pair.one.former
        )));
    }
    for (path, bytes) in &one {
        if other.get(path) != Some(bytes) {
            return Err(TestCaseError::fail(format!("`{path}` differs")));
        }
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        if path.contains(CANARY) || text.contains(CANARY) {
            return Err(TestCaseError::fail(format!("`{path}` holds a hidden word")));
        }
    }
    match other.keys().find(|path| !one.contains_key(*path)) {
        Some(path) => Err(TestCaseError::fail(format!("only one project has `{path}`"))),
        None => Ok(()),
    }
}

fn report(audience: Audience, tallies: &[Tally]) {
    let sum = |count: fn(&Tally) -> u64| tallies.iter().map(count).sum::<u64>();
    let compared = sum(|tally| tally.compared.get());
    let refused = sum(|tally| tally.refused.borrow().values().sum());
    let pairs = compared + refused;
    let with_history = sum(|tally| tally.with_history.get());
    println!("{audience}: {pairs} pairs, {compared} compared byte for byte, {refused} refused");
    println!("  {with_history} of those compared have a history");
    let mut reasons = BTreeMap::<String, u64>::new();
    for tally in tallies {
        for (reason, count) in tally.refused.borrow().iter() {
            *reasons.entry(reason.clone()).or_default() += count;
        }
    }
    for (reason, count) in reasons {
        println!("  {count} {reason}");
    }
    assert!(compared * 100 >= pairs * LEAST_BUILT, "too many pairs are refused to prove much");
    assert!(with_history * 5 >= compared, "too few pairs have a history to prove much");
}

/// A runner of its own random numbers, the same for the same seed.
fn runner(audience: Audience, cases: u64, seed: u64) -> TestRunner {
    let cases = u32::try_from(cases).expect("so many would take years");
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut key = [audience as u8; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &key))
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a whole number, not {text:?}")))
}
