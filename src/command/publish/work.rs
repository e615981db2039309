//! What sites and shares have in common: a plan, told or carried out, and what was done in numbers.

use std::hash::{BuildHasher as _, RandomState};
use std::io::IsTerminal as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::audit::{self, AuditedSite, Copy, MARKER, Marker, Run};
use crate::diagnostic::{Readers, Sources, value};
use crate::publish::{self, Files, Plan, Target, Told};
use crate::vault::Vault;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::{counted, say};
use super::super::pipeline::Failure;

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
    Ok(publish::carry_out(target, plan, publication, run, &Bars::default())?)
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

/// How far it is; shown only if somebody watches.
#[derive(Default)]
struct Bars {
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn of_now(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told for Bars {
    fn begins(&self, what: &'static str, files: usize) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:24} {msg} {pos} of {len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(300));
        *self.of_now() = Some(bar);
    }

    fn one(&self) {
        if let Some(bar) = &*self.of_now() {
            bar.inc(1);
        }
    }

    fn ends(&self) {
        if let Some(bar) = self.of_now().take() {
            bar.finish_and_clear();
        }
    }
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
