//! What sites and shares have in common: a plan, told or carried out, and what was done in numbers.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::audit::{self, AuditedSite, Copy, MARKER, Marker};
use crate::diagnostic::{Readers, Sources, value};
use crate::publish::{self, Plan, Target};
use crate::vault::Vault;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::{counted, say};
use super::super::pipeline::Failure;

/// The files of a target, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Sends what a plan says, and reads all of it again.
pub fn carry_out(
    target: &dyn Target,
    plan: &Plan<'_>,
    publication: &Publication<'_>,
) -> Result<Files, Failure> {
    let changes = plan.sent().count() + plan.gone().count();
    let files = plan.unchanged + plan.sent().count();
    let bar = bar("sending", changes);
    publish::send(target, plan, &|| bar.inc(1)).inspect_err(|_| bar.finish_and_clear())?;
    bar.finish_and_clear();
    let bar = self::bar("reading back", files);
    let found = publish::read_back(target, publication, &plan.marker, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(found?)
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
        plan.unchanged,
        gone
    )
}
