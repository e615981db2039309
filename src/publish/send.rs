//! Sends a plan: the marker first, then file by file, and what is gone is deleted last.
//!
//! It may end at any moment. The marker names all files of both sites until the end, so the next
//! publication knows what is Roadcast's, and mends what is there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{
    IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::audit::{MARKER, Run};
use crate::write::Publication;

use super::PublishError;
use super::plan::{Plan, Sent};
use super::target::{Headers, Target};
use super::turn::Turn;

/// A file that is put there for a moment, to see whether strangers can read it.
const PROBE: &str = "roadcast-probe.txt";

/// Between two looks at whose turn it is, each lane sends so many files.
const SENT_AT_ONCE: usize = 4;

/// Who is told of each file that is sent, read or deleted.
pub type Told<'a> = &'a (dyn Fn() + Sync);

/// Takes the turn, and returns it with the plan; no turn where nothing is to be done.
///
/// # Errors
/// Somebody else has begun since the plan was made, or the target cannot be changed.
pub fn begin<'t, 'a>(
    target: &'t dyn Target,
    plan: Plan<'a>,
    publication: &'a Publication<'_>,
    run: &Run,
) -> Result<(Plan<'a>, Option<Turn<'t>>), PublishError> {
    if plan.is_done() {
        return Ok((plan, None));
    }
    let turn = Turn::begin(target, &plan, run, &[])?;
    let plan = match plan.unfinished() {
        // That run may have sent something while the plan was made. From now on it does not.
        Some(_) => Plan::of(target, publication, plan.marker)?,
        None => plan,
    };
    Ok((plan, Some(turn)))
}

/// Makes the target hold what the plan says, but for the marker, which the end of the turn writes.
///
/// # Errors
/// Something could not be sent, or another run has begun. Each page that is there has its assets.
pub fn send(turn: &Turn<'_>, plan: &Plan<'_>, told: Told<'_>) -> Result<(), PublishError> {
    let target = turn.target();
    let delete = |paths: &[String]| {
        for batch in paths.chunks(target.lanes()) {
            turn.go_on([].into_iter())?;
            batch.par_iter().try_for_each(|path| {
                told();
                target.delete(path)
            })?;
        }
        Ok::<(), PublishError>(())
    };
    in_lanes(target, || {
        delete(&plan.in_the_way)?;
        for step in &plan.steps {
            let mut last: &[Sent<'_>] = &[];
            for batch in step.chunks(target.lanes() * SENT_AT_ONCE) {
                turn.go_on(last.iter().map(|file| file.path))?;
                batch.par_iter().try_for_each(|file| {
                    told();
                    target.put(file.path, file.bytes, Headers::of(file.path))
                })?;
                last = batch;
            }
            turn.go_on(last.iter().map(|file| file.path))?;
        }
        plan.deleted.iter().try_for_each(|step| delete(step))
    })
}

/// Whether strangers can read what lies at the target: puts a few words there that say nothing,
/// and lets `ask` look for them under the name of their file.
///
/// # Errors
/// It cannot be found out.
pub fn probe<E: From<PublishError>>(
    target: &dyn Target,
    plan: &Plan<'_>,
    run: &Run,
    words: &str,
    ask: impl FnOnce(&str) -> Result<bool, E>,
) -> Result<bool, E> {
    let turn = Turn::begin(target, plan, run, &[PROBE])?;
    let put = target.put(PROBE, words.as_bytes(), Headers::of(PROBE));
    let answer = put.map_err(|error| E::from(error.into())).and_then(|()| ask(PROBE));
    target.delete(PROBE).map_err(PublishError::from)?;
    turn.give_back()?;
    answer
}

/// Everything that the target holds but the marker, which must be what was sent and nothing else.
/// What was read for the plan, and was not written since, is not read again.
///
/// # Errors
/// It holds something else, or cannot be read.
pub fn read_back(
    target: &dyn Target,
    publication: &Publication<'_>,
    plan: &Plan<'_>,
    told: Told<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, PublishError> {
    let mut there = target.list()?;
    there.remove(MARKER);
    let expected: BTreeMap<&str, &[u8]> = publication.files()?.iter().copied().collect();
    let found: BTreeMap<String, Vec<u8>> = in_lanes(target, || {
        let paths: Vec<&String> = there.keys().collect();
        let read = |path: &String| {
            told();
            let before = plan.unchanged.get(path.as_str());
            let bytes = match before.is_some_and(|before| before.is_still(there.get(path))) {
                true => Some(expected[path.as_str()].to_vec()),
                false => target.find(path)?,
            };
            Ok::<_, PublishError>(bytes.map(|bytes| (path.clone(), bytes)))
        };
        let found = paths.into_par_iter().map(read).collect::<Result<Vec<_>, _>>();
        found.map(|found| found.into_iter().flatten().collect())
    })?;
    let is_as_sent = |path: &str| found.get(path).map(Vec::as_slice) == expected.get(path).copied();
    let all: BTreeSet<&str> =
        expected.keys().copied().chain(found.keys().map(String::as_str)).collect();
    let differing: Vec<String> =
        all.into_iter().filter(|path| !is_as_sent(path)).map(str::to_owned).collect();
    if differing.is_empty() {
        Ok(found)
    } else {
        Err(PublishError::NotAsSent(target.name(), differing))
    }
}

/// Does something with as many files at a time as the target bears.
pub fn in_lanes<T: Send>(target: &dyn Target, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(target.lanes()).build() {
        Ok(pool) => pool.install(work),
        // No threads are to be had: then those that are there do it.
        Err(_) => work(),
    }
}
