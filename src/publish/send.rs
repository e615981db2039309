//! Sends a plan: the marker first, then file by file. All of it is read back, and only then is
//! deleted what is gone.
//!
//! It may end at any moment. The marker names all files of both sites until the end, so the next
//! publication knows what is Roadcast's, and mends what is there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audit::{MARKER, Run};
use crate::write::Publication;

use super::PublishError;
use super::plan::{Plan, Sent};
use super::target::{Headers, Listed, Target};
use super::turn::Turn;

/// A file that is put there for a moment, to see whether strangers can read it.
const PROBE: &str = "roadcast-probe.txt";

/// Between two looks at whose turn it is, each lane sends so many files.
const SENT_AT_ONCE: usize = 2;

/// So often a plan is made, where somebody else's files arrive in between.
const PLANS: usize = 3;

/// Who is told how far it is.
pub trait Told: Sync {
    /// Something is done with so many files.
    fn begins(&self, what: &'static str, files: usize);

    /// It is done with one of them.
    fn one(&self);

    /// It is done with all, or has failed.
    fn ends(&self);
}

/// The files of a target, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes the target hold one publication and nothing else. Returns what was planned, and what was
/// read of the target, which is what was sent.
///
/// # Errors
/// Something could not be sent or read, or another run has begun. Each page that is there has its
/// assets.
pub fn carry_out<'a>(
    target: &dyn Target,
    plan: Plan<'a>,
    publication: &'a Publication<'_>,
    run: &Run,
    told: &dyn Told,
) -> Result<(Plan<'a>, Files), PublishError> {
    if plan.is_done() {
        // All of it was read just now, and is what would be sent.
        let files = publication.files()?.iter();
        return Ok((plan, files.map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()));
    }
    let turn = Turn::begin(target, &plan, run, &[])?;
    let first = match plan.unfinished() {
        // That run may have sent something while the plan was made.
        Some(_) => Plan::of(target, publication, plan.marker)?,
        None => plan,
    };
    let mut more: Option<Plan<'_>> = None;
    let mut tries = 1;
    loop {
        let plan = more.as_ref().unwrap_or(&first);
        send(&turn, plan, told)?;
        let done = read_back(target, publication, plan, told).and_then(|(found, listed)| {
            delete(&turn, plan, told)?;
            require_still(target, &listed)?;
            Ok(found)
        });
        match done {
            Ok(found) => {
                turn.end(&first.marker)?;
                return Ok((first, found));
            }
            // What an earlier run had on its way came later than what was sent here.
            Err(error @ PublishError::NotAsSent(..)) => {
                turn.go_on(plan.sent().map(|file| file.path))?;
                if tries == PLANS {
                    return Err(error);
                }
                more = Some(Plan::of(target, publication, first.marker.clone())?);
                tries += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Sends what a plan says, after what is in its way.
fn send(turn: &Turn<'_>, plan: &Plan<'_>, told: &dyn Told) -> Result<(), PublishError> {
    let target = turn.target();
    told.begins("sending", plan.sent().count());
    let sent = in_lanes(target, || {
        delete_all(turn, &plan.in_the_way, told)?;
        for step in &plan.steps {
            let mut last: &[Sent<'_>] = &[];
            for batch in step.chunks(target.lanes() * SENT_AT_ONCE) {
                turn.go_on(last.iter().map(|file| file.path))?;
                batch.par_iter().try_for_each(|file| {
                    told.one();
                    target.put(file.path, file.bytes, Headers::of(file.path))
                })?;
                last = batch;
            }
            turn.go_on(last.iter().map(|file| file.path))?;
        }
        Ok(())
    });
    told.ends();
    sent
}

/// Deletes what is not needed any more, once all else is there.
fn delete(turn: &Turn<'_>, plan: &Plan<'_>, told: &dyn Told) -> Result<(), PublishError> {
    told.begins("deleting", plan.deleted.iter().map(Vec::len).sum());
    let deleted = in_lanes(turn.target(), || {
        plan.deleted.iter().try_for_each(|step| delete_all(turn, step, told))
    });
    told.ends();
    deleted
}

fn delete_all(turn: &Turn<'_>, paths: &[String], told: &dyn Told) -> Result<(), PublishError> {
    let target = turn.target();
    for batch in paths.chunks(target.lanes()) {
        turn.go_on([].into_iter())?;
        batch.par_iter().try_for_each(|path| {
            told.one();
            target.delete(path)
        })?;
    }
    Ok(())
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

/// Every file of the publication as the target holds it, and as it lists it: it must be what was
/// sent. What was read for the plan, and was not written since, is not read again.
fn read_back(
    target: &dyn Target,
    publication: &Publication<'_>,
    plan: &Plan<'_>,
    told: &dyn Told,
) -> Result<(Files, BTreeMap<String, Listed>), PublishError> {
    let mut listed = target.list()?;
    let files = publication.files()?;
    told.begins("reading back", files.len());
    let differing = in_lanes(target, || {
        let differs = files.par_iter().map(|&(path, bytes)| {
            told.one();
            let before = plan.unchanged.get(path);
            let is_there = before.is_some_and(|before| before.is_still(listed.get(path)))
                || target.find(path)?.as_deref() == Some(bytes);
            Ok::<_, PublishError>((!is_there).then(|| path.to_owned()))
        });
        differs.collect::<Result<Vec<Option<String>>, _>>()
    });
    told.ends();
    let differing: Vec<String> = differing?.into_iter().flatten().collect();
    if !differing.is_empty() {
        return Err(PublishError::NotAsSent(target.name(), differing));
    }
    let found: Files =
        files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    listed.retain(|path, _| found.contains_key(path));
    Ok((found, listed))
}

/// Fails unless the target lists exactly these files, none of which was written since.
fn require_still(
    target: &dyn Target,
    listed: &BTreeMap<String, Listed>,
) -> Result<(), PublishError> {
    let mut there = target.list()?;
    there.remove(MARKER);
    let all: BTreeSet<&String> = listed.keys().chain(there.keys()).collect();
    let differing = all.into_iter().filter(|path| listed.get(*path) != there.get(*path));
    let differing: Vec<String> = differing.cloned().collect();
    match differing.is_empty() {
        true => Ok(()),
        false => Err(PublishError::NotAsSent(target.name(), differing)),
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
