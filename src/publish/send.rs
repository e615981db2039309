//! Sends a plan: the marker first, then file by file, and what is gone is deleted last.
//!
//! It may end at any moment. The marker names all files of both sites until the end, so the next
//! publication knows what is Roadcast's, and mends what is there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audit::{MARKER, Marker};
use crate::write::Publication;

use super::PublishError;
use super::plan::Plan;
use super::target::{Headers, Target};

/// A file that is put there for a moment, to see whether strangers can read it.
const PROBE: &str = "roadcast-probe.txt";

/// Who is told of each file that is sent, read or deleted.
pub type Told<'a> = &'a (dyn Fn() + Sync);

/// Makes the target hold what the plan says.
///
/// # Errors
/// Something could not be sent. Each page that is there has its assets.
pub fn send(target: &dyn Target, plan: &Plan<'_>, told: Told<'_>) -> Result<(), PublishError> {
    if plan.is_done() {
        return Ok(());
    }
    put_marker(target, &meanwhile(plan, &[]))?;
    in_lanes(target, || {
        plan.in_the_way.par_iter().try_for_each(|path| {
            told();
            target.delete(path)
        })?;
        for step in &plan.steps {
            step.par_iter().try_for_each(|file| {
                told();
                target.put(file.path, file.bytes, Headers::of(file.path))
            })?;
        }
        for step in &plan.deleted {
            step.par_iter().try_for_each(|path| {
                told();
                target.delete(path)
            })?;
        }
        Ok::<(), PublishError>(())
    })?;
    put_marker(target, &plan.marker)
}

/// Whether strangers can read what lies at the target: puts a few words there that say nothing,
/// and lets `ask` look for them under the name of their file.
///
/// # Errors
/// It cannot be found out.
pub fn probe<E: From<PublishError>>(
    target: &dyn Target,
    plan: &Plan<'_>,
    words: &str,
    ask: impl FnOnce(&str) -> Result<bool, E>,
) -> Result<bool, E> {
    put_marker(target, &meanwhile(plan, &[PROBE]))?;
    let put = target.put(PROBE, words.as_bytes(), Headers::of(PROBE));
    let answer = put.map_err(|error| E::from(error.into())).and_then(|()| ask(PROBE));
    target.delete(PROBE).map_err(PublishError::from)?;
    match &plan.found {
        Some(found) => put_marker(target, found)?,
        None => target.delete(MARKER).map_err(PublishError::from)?,
    }
    answer
}

/// Everything that the target holds, which must be what was sent and nothing else.
///
/// # Errors
/// It holds something else, or cannot be read.
pub fn read_back(
    target: &dyn Target,
    publication: &Publication<'_>,
    marker: &Marker,
    told: Told<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, PublishError> {
    let paths: Vec<String> = target.list()?.into_keys().collect();
    let found: BTreeMap<String, Vec<u8>> = in_lanes(target, || {
        let read = |path: &String| {
            told();
            Ok::<_, PublishError>((path.clone(), target.read(path)?))
        };
        paths.par_iter().map(read).collect::<Result<_, _>>()
    })?;
    let marker = marker.bytes();
    let mut expected: BTreeMap<&str, &[u8]> = publication.files()?.iter().copied().collect();
    expected.insert(MARKER, &marker);
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

/// The marker while the files of two sites lie together.
fn meanwhile(plan: &Plan<'_>, more: &[&str]) -> Marker {
    let ours = plan.marker.clone().with_files(more);
    match &plan.found {
        Some(found) => ours.with_files_of(found),
        None => ours,
    }
}

fn put_marker(target: &dyn Target, marker: &Marker) -> Result<(), PublishError> {
    Ok(target.put(MARKER, &marker.bytes(), Headers::of(MARKER))?)
}
