//! The guarantee for shares: two projects that differ only in what the readers of a share may not
//! see give them the same page; and no share changes the client site.
//!
//! `ROADCAST_PAIRS` sets how many pairs, on top of those for the sites.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::thread;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestError};

use roadcast::audience::Audience;

use super::pipeline::Press;
use super::project::{Pair, Project, pair};
use super::words::{CANARY, SHOWN_TEXTS, hidden_word};
use super::{LEAST_BUILT, PAIRS, number, runner};

/// Of so many pairs, the client site is compared too.
const SITES: u64 = 4;

/// What the readers of the share are told.
#[derive(Clone, Debug)]
struct Told {
    title: &'static str,
    stage: &'static str,
    words: Vec<&'static str>,
    until: &'static str,
    /// A month; no target if zero.
    target: u32,
    /// Whether a second entry is named, which every client may see.
    public: bool,
}

/// What they are not told.
#[derive(Clone, Debug)]
struct Untold {
    words: Vec<String>,
    day: u32,
    confidential: bool,
    keys: Vec<bool>,
    others: usize,
    recipients: usize,
}

#[derive(Debug)]
struct SharePair {
    pair: Pair,
}

fn told() -> impl Strategy<Value = Told> {
    (
        select(vec!["Deeper integration", "Orders, faster", "Größere Lager", "A & B <c>"]),
        select(vec!["planned", "in-progress", "beta", "paused"]),
        vec(select(SHOWN_TEXTS.to_vec()), 1..3),
        select(vec!["2026-12-01", "2027-01-15"]),
        0..13_u32,
        any::<bool>(),
    )
        .prop_map(|(title, stage, words, until, target, public)| {
            // Footnotes and definitions of two texts would meet in one block.
            let words = words.into_iter().take(1).collect();
            Told { title, stage, words, until, target, public }
        })
}

fn untold() -> impl Strategy<Value = Untold> {
    let words = vec(hidden_word(), 16);
    (words, 1..29_u32, any::<bool>(), vec(any::<bool>(), 8), 0..3_usize, 1..4_usize).prop_map(
        |(words, day, confidential, keys, others, recipients)| Untold {
            words,
            day,
            confidential,
            keys,
            others,
            recipients,
        },
    )
}

/// Adds the share and what it is about to a project.
fn with_share(mut project: Project, told: &Told, untold: &Untold) -> Project {
    let Untold { words, day, confidential, keys, others, recipients } = untold;
    let stem = format!("{}-d", words[0]);
    let mut front = vec![
        format!("title: {} {}", words[1], words[2]),
        format!("stage: {}", told.stage),
        "visibility: sales".to_owned(),
        format!("client: {{ title: \"{}\" }}", told.title),
        format!("confidential: {confidential}"),
    ];
    if told.target > 0 {
        // A month means its last day, which therefore has the same window.
        let last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][told.target as usize - 1];
        let last = if day % 2 == 0 { String::new() } else { format!("-{last}") };
        front.push(format!("target: 2027-{:02}{last}", told.target));
    }
    let more = [
        format!("summary: about {} and {}", words[3], words[4]),
        format!("owner: {}", words[5]),
        format!("codenames: [{} one]", words[6]),
        format!("requests: [{{ account: {} Ltd, by: {} }}]", words[7], words[8]),
        format!("sales: {{ say: \"say {} to them\" }}", words[9]),
        format!("decision: {{ outcome: accepted, reason: \"for {}\" }}", words[10]),
    ];
    front.extend(more.into_iter().zip(keys).filter(|(_, is_there)| **is_there).map(|(key, _)| key));
    let body = format!("Hidden {}.\n\n::: sales\nFor {}.\n:::\n", words[11], words[12]);
    let text = format!("---\n{}\n---\n{body}", front.join("\n"));
    project.files.insert(format!("content/{stem}.md"), text);
    let public = "title: Public one\nstage: beta\nvisibility: client\nslug: public-one";
    project.files.insert("content/zz-public.md".to_owned(), format!("---\n{public}\n---\n"));
    let share = |account: &str, reason: &str, said: &str| {
        let names: Vec<_> = (0..*recipients).map(|at| format!("{}{at}", words[13])).collect();
        let public_one = if told.public { ", zz-public" } else { "" };
        let mut text = format!(
            "---\naccount: {account}\nasked_by: {}\nreason: because of {reason}\nuntil: {}\n\
             entries: [\"{stem}\"{public_one}]\nrecipients: [\"{}\"]\nnda: {} 7\n---\n\
             note {}\n\n::: entry {stem}\n{said}\n\n:::\n",
            words[14],
            told.until,
            names.join("\", \""),
            words[15],
            words[12],
        );
        if told.public {
            text.push_str("::: entry zz-public\nMore about it.\n:::\n");
        }
        text
    };
    let said = told.words.join("\n\n");
    project.files.insert("shares/own.md".to_owned(), share("Acme GmbH", &words[10], &said));
    for at in 0..*others {
        let other =
            share(&format!("{} {at} AG", words[9]), &words[11], &format!("Say {}.", words[3]));
        project.files.insert(format!("shares/other{at}.md"), other);
    }
    project.shown += 1;
    project
}

fn share_pair() -> impl Strategy<Value = SharePair> {
    (pair(Audience::Client), told(), untold(), untold()).prop_map(|(pair, told, one, other)| {
        let pair = Pair {
            one: with_share(pair.one, &told, &one),
            other: with_share(pair.other, &told, &other),
        };
        SharePair { pair }
    })
}

#[test]
fn what_is_hidden_from_the_readers_of_a_share_has_no_influence_on_it_and_no_share_on_a_site() {
    let pairs = number("ROADCAST_PAIRS").unwrap_or(PAIRS);
    let seed = number("ROADCAST_SEED").unwrap_or(0);
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let press = Press::new();
    let (compared, refused): (u64, u64) = thread::scope(|scope| {
        let press = &press;
        let compare = |thread| {
            let seed = seed.wrapping_mul(1000).wrapping_add(500 + thread);
            scope.spawn(move || compare(press, pairs.div_ceil(threads), seed))
        };
        let workers: Vec<_> = (0..threads).map(compare).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, (u64, u64)>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(join).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    });
    let pairs = compared + refused;
    println!("shares: {pairs} pairs, {compared} compared byte for byte, {refused} refused");
    assert!(compared * 100 >= pairs * LEAST_BUILT, "too many pairs are refused to prove much");
}

fn compare(press: &Press, pairs: u64, seed: u64) -> (u64, u64) {
    let (compared, refused) = (Cell::new(0), Cell::new(0));
    let mut runner = runner(Audience::Engineering, pairs, seed);
    let outcome = runner.run(&share_pair(), |SharePair { pair }| {
        let pages = (press.build_share(&pair.one), press.build_share(&pair.other));
        let (one, other) = match pages {
            (Ok(one), Ok(other)) => (one, other),
            (Err(codes), _) | (_, Err(codes)) => {
                // The twin and the manifest find defects of the program; nothing here is one.
                let is_defect = |code: &String| {
                    let defects = ["leak-influence", "leak-unexplained", "manifest"];
                    defects.iter().any(|defect| code.starts_with(defect))
                };
                if codes.iter().any(is_defect) {
                    return Err(TestCaseError::fail(codes.join("\n")));
                }
                refused.set(refused.get() + 1);
                return Ok(());
            }
        };
        compared.set(compared.get() + 1);
        prop_assert!(one == other, "the page differs:\n{one}\n\n{other}");
        prop_assert!(!one.to_lowercase().contains(CANARY), "the page holds a hidden word:\n{one}");
        if compared.get() % SITES == 0 {
            sites(press, &pair)?;
        }
        Ok(())
    });
    match outcome {
        Ok(()) => (compared.get(), refused.get()),
        Err(TestError::Fail(reason, SharePair { pair })) => {
            panic!("{reason}\n\n##### one project{:?}\n\n##### the other{:?}", pair.one, pair.other)
        }
        Err(TestError::Abort(reason)) => panic!("the pairs were given up: {reason}"),
    }
}

/// The client site is the same with these shares, with others, and with none.
fn sites(press: &Press, pair: &Pair) -> Result<(), TestCaseError> {
    let mut without = pair.one.clone();
    without.files.retain(|path, _| !path.starts_with("shares/"));
    let built = |project: &Project| press.build(project, Audience::Client);
    let sites: Vec<BTreeMap<String, Vec<u8>>> =
        [&pair.one, &pair.other, &without].into_iter().filter_map(|it| built(it).ok()).collect();
    prop_assert!(sites.windows(2).all(|two| two[0] == two[1]), "a share changes the client site");
    Ok(())
}
