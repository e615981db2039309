//! What sites and shares have in common: a plan, told or carried out, and what was done in numbers.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::audit::{self, AuditedSite, Copy, MARKER, Marker, Run};
use crate::diagnostic::{Readers, Sources, value};
use crate::publish::{self, Plan, PublishError, Target};
use crate::vault::Vault;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::{counted, say};
use super::super::pipeline::Failure;

/// The files of a target, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A run of this command, which begins now.
pub fn new_run() -> Run {
    let now = jiff::Timestamp::now();
    Run::new(&word_of_chance()[..32], &now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// 64 letters that nothing else is called by.
pub fn word_of_chance() -> String {
    // Processes in containers have the same few numbers everywhere, and may begin at one time.
    let chance = RandomState::new().hash_one(std::process::id());
    let seed = format!("{} {chance}", jiff::Timestamp::now());
    blake3::hash(seed.as_bytes()).to_string()
}

/// Sends what a plan says, and reads it again.
pub fn carry_out<'a>(
    target: &dyn Target,
    plan: Plan<'a>,
    publication: &'a Publication<'_>,
    run: &Run,
) -> Result<(Plan<'a>, Files), Failure> {
    if let Some(other) = plan.unfinished() {
        anstream::eprintln!(
            "the publication that began at {} has not ended: this one mends what it has left; if it \
             is still at work, it stops",
            other.begun()
        );
    }
    let (plan, turn) = publish::begin(target, plan, publication, run)?;
    let Some(turn) = turn else {
        // All of it was read just now, and is what would be sent.
        let files = publication.files().map_err(PublishError::from)?.iter();
        return Ok((plan, files.map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()));
    };
    let bar = bar("sending", plan.sent().count() + plan.gone().count());
    publish::send(&turn, &plan, &|| bar.inc(1)).inspect_err(|_| bar.finish_and_clear())?;
    bar.finish_and_clear();
    let bar = self::bar("reading back", plan.unchanged.len() + plan.sent().count());
    let found = publish::read_back(target, publication, &plan, &|| bar.inc(1));
    bar.finish_and_clear();
    if found.is_err() {
        // Another run is the better reason for what is there.
        turn.go_on(plan.sent().map(|file| file.path))?;
    }
    let found = found?;
    turn.end(&plan.marker)?;
    Ok((plan, found))
}

/// The marker is no page, and is searched all the same before anybody can read it.
pub fn check_marker(
    marker: &Marker,
    site: &AuditedSite,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<(), Failure> {
    let files = [(MARKER.to_owned(), marker.bytes())].into();
    let leaks = audit::verify_beside(&Copy::of_files(MARKER, files), site, vault, sources).leaks;
    if leaks.is_empty() { Ok(()) } else { Err(Failure::Content(leaks)) }
}

/// Shows nothing unless somebody watches.
fn bar(what: &'static str, length: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:24} {msg} {pos} of {len} {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(300));
    bar
}

/// Says what would be done. Names of files tell titles: they are for those who may read them.
pub fn tell(what: &str, target: &dyn Target, plan: &Plan<'_>, readers: Readers) -> Exit {
    anstream::eprintln!("{}; nothing was changed", in_numbers(what, target, plan, Tense::Would));
    let sent = plan.sent().map(|file| (if file.is_new { '+' } else { '~' }, file.path));
    let lines = sent.chain(plan.gone().map(|path| ('-', path)));
    let line = |(sign, path): (char, &str)| format!("{sign} {}\n", value(path).text(readers));
    match readers {
        Readers::Authors => say(&lines.map(line).collect::<String>()),
        Readers::Anybody => Exit::Fine,
    }
}

/// When something is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// It was.
    Was,
    /// It would be.
    Would,
}

/// What is done with how many files.
pub fn in_numbers(what: &str, target: &dyn Target, plan: &Plan<'_>, tense: Tense) -> String {
    let (sent, gone) = (plan.sent().count(), plan.gone().count());
    let bytes: usize = plan.sent().map(|file| file.bytes.len()).sum();
    let verb = match tense {
        Tense::Was => "",
        Tense::Would => "would be ",
    };
    format!(
        "{what} to {}: {} {verb}sent ({bytes} bytes), {} as it was, {} {verb}deleted",
        target.name(),
        counted(sent, "file"),
        plan.unchanged.len(),
        gone
    )
}
