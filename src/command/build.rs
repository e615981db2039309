//! `roadcast build` and `roadcast check`: the pipeline from end to end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{AuditedShare, AuditedSite, Detail};
use crate::cli::{BuildArguments, CheckArguments, CheckFormat, Selection};
use crate::config::Settings;
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources, place};
use crate::ledger::Ledger;
use crate::read::{symlink, symlink_within};
use crate::share::{self, SealedShares};
use crate::vault::share::ShareState;
use crate::write::{self, Record};

use super::Exit;
use super::again;
use super::pipeline::{self, Failure, KeptWork, Made, Publications, Request, Shares, Snapshots};
use super::progress::Progress;
use super::publish;
use super::readers::Streams;
use super::report::{EditionReport, Report, SharesReport};
use super::shares;

/// What to do with the audited sites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Write them.
    Write,
    /// Throw them away.
    Check,
}

/// What warnings do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    /// They are shown.
    Remind,
    /// They are shown, and the command fails.
    Fail,
}

/// A build or check, as it was asked for.
pub struct Job<'a> {
    /// Which sites.
    pub selection: &'a Selection,
    /// What becomes of them.
    pub goal: Goal,
    /// How to report.
    pub format: CheckFormat,
    /// What warnings do.
    pub warnings: Warnings,
    /// Who reads the report.
    pub readers: Readers,
    /// The file that holds the secret of shares, if one is named.
    pub secret: Option<&'a Path>,
}

impl<'a> Job<'a> {
    /// What `roadcast build` does.
    ///
    /// # Errors
    /// See [`Streams::of_format`].
    pub fn build(arguments: &'a BuildArguments, streams: Streams) -> Result<Job<'a>, Message> {
        let format = arguments.format.into();
        Ok(Job {
            selection: &arguments.selection,
            goal: Goal::Write,
            format,
            warnings: Warnings::Remind,
            readers: streams.of_format(format)?,
            secret: arguments.share_secret_file.as_deref(),
        })
    }

    /// What `roadcast check` does.
    ///
    /// # Errors
    /// See [`Streams::of_format`].
    pub fn check(arguments: &'a CheckArguments, streams: Streams) -> Result<Job<'a>, Message> {
        Ok(Job {
            selection: &arguments.selection,
            goal: Goal::Check,
            format: arguments.format,
            warnings: if arguments.strict { Warnings::Fail } else { Warnings::Remind },
            readers: streams.of_format(arguments.format)?,
            secret: None,
        })
    }
}

/// Runs the pipeline and reports.
pub fn run(job: &Job<'_>) -> Exit {
    let begun = Instant::now();
    let progress = Progress::new(job);
    let mut sources = Sources::default();
    let mut report = match make(job, &mut sources, &progress) {
        Ok(report) => report,
        Err(Failure::Content(mistakes)) => Report::failed(mistakes),
        Err(Failure::Machine(message)) => Report::trouble(message),
    };
    progress.finish();
    diagnostic::sort(&mut report.diagnostics, &sources);
    report.seconds = begun.elapsed().as_secs_f64();
    report.print(job, &sources)
}

fn make(job: &Job<'_>, sources: &mut Sources, progress: &Progress) -> Result<Report, Failure> {
    let Selection { project, as_of, audience: wanted, .. } = job.selection;
    let is_wanted = |audience: &Audience| wanted.is_empty() || wanted.contains(audience);
    let mut request = Request {
        project,
        audiences: Audience::ALL.into_iter().filter(is_wanted).collect(),
        as_of: as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        kept: KeptWork::default(),
        shares: Shares::Checked,
        detail: Detail::Short,
        snapshots: Snapshots::Skip,
        ledger: Publications::Read,
    };
    let mut input = pipeline::read(&request, sources, progress)?;
    let mut ledger = Arc::clone(&input.ledger);
    if job.goal == Goal::Check {
        // What no site tells is checked all the same.
        if !input.settings.changes.show {
            ledger = Arc::new(Ledger::read(project, &mut input.mistakes));
        }
        if !ledger.lines().is_empty() {
            request.snapshots = Snapshots::Take;
        }
    }
    let makes_shares = request.audiences.contains(&Audience::Client);
    if job.goal == Goal::Write && makes_shares && !input.files.shares.is_empty() {
        let secret = shares::secret(&input.settings, project, job.secret);
        if let Some(secret) = secret.map_err(Failure::Machine)? {
            request.shares = Shares::Sealed(secret);
        }
    }
    // Programs are told everything, each time.
    let may_skip = job.goal == Goal::Write && job.format == CheckFormat::Human;
    let inputs = may_skip.then(|| again::hash_of_inputs(job, &request, &input, sources));
    if let Some(inputs) = &inputs {
        let output = output_of(project, &input.settings)?;
        if let Some(record) = again::unchanged(project, &output, &input, inputs) {
            return Ok(Report::unchanged(record.said, output));
        }
    }
    pipeline::make_of(input, &request, sources, progress, |made| {
        let mut report = Report::new(made.warnings.clone());
        if job.goal == Goal::Check {
            report.diagnostics.extend(of_publications(&ledger, &made, request.as_of));
        }
        for site in &made.sites {
            let withheld = made.vault.withheld_counts(site.audience());
            report.editions.push(EditionReport::new(site, withheld));
        }
        idle_terms(&made, &mut report.diagnostics);
        report.shares = SharesReport::of(&made.shares, &request.shares);
        if job.goal == Goal::Write {
            progress.step("writing");
            let sealed = sealed(&request, &made)?;
            let said = || report.said_again(job, made.sources);
            let record = inputs.map(|inputs| again::record(inputs, &made, sealed.as_ref(), said()));
            write_all(request.project, &made, (sealed.as_ref(), record.as_ref()), &mut report)?;
        }
        Ok(report)
    })
}

/// What readers have of earlier publications, and what has become of it.
fn of_publications(ledger: &Ledger, made: &Made<'_>, today: Date) -> Vec<Diagnostic> {
    let mut found = publish::overdue(made.settings, ledger, today);
    for (site, snapshot) in made.sites.iter().zip(&made.snapshots) {
        found.extend(publish::moved(ledger, site, snapshot, today));
    }
    found
}

/// An allowed term that excuses nothing any more is a hole that nobody needs. Only a build of all
/// sites can tell.
fn idle_terms(made: &Made<'_>, warnings: &mut Vec<Diagnostic>) {
    if made.sites.len() < Audience::ALL.len() {
        return;
    }
    let by_sites = made.sites.iter().map(AuditedSite::used_terms);
    let used: Vec<_> = by_sites.chain(made.shares.iter().map(AuditedShare::used_terms)).collect();
    for (number, allowed) in made.settings.allow_terms.iter().enumerate() {
        if used.iter().any(|used| used.contains(&number)) {
            continue;
        }
        let warning = Diagnostic::warning(
            "idle-term",
            allowed.term.span,
            "this allowed term is not needed: nothing withheld was found within it",
        );
        let hint = "remove it, so that it cannot excuse a leak one day";
        warnings.push(warning.hint(hint));
    }
}

/// The folder of shares. Without a secret it is empty: a page whose share has ended, or which was
/// revoked, must not stay. None if there is nothing to write and nothing to take away.
fn sealed(request: &Request<'_>, made: &Made<'_>) -> Result<Option<SealedShares>, Failure> {
    let (secret, shares) = match &request.shares {
        Shares::Sealed(secret) => (Some(secret), made.shares.as_slice()),
        Shares::LeftOut | Shares::Checked => (None, &[][..]),
    };
    let is_there = || -> Result<bool, Failure> {
        let output = output_of(request.project, made.settings)?;
        Ok(output.join(share::FOLDER).symlink_metadata().is_ok())
    };
    let makes_shares = request.audiences.contains(&Audience::Client);
    let is_published = shares.iter().any(|share| share.state() == ShareState::Active);
    if !makes_shares || !is_published && !is_there()? {
        return Ok(None);
    }
    Ok(Some(match secret {
        Some(secret) => made.seal(secret, request.as_of),
        None => SealedShares::none(made.settings.shares.mode, &request.as_of.to_string()),
    }))
}

fn write_all(
    project: &Path,
    made: &Made<'_>,
    (sealed, record): (Option<&SealedShares>, Option<&Record>),
    report: &mut Report,
) -> Result<(), Failure> {
    let output = output_of(project, made.settings)?;
    let sites = made.sites.iter().map(write::Publication::of);
    let publications: Vec<_> = sites.chain(sealed.map(write::Publication::of_shares)).collect();
    let outcomes = write::publish(&output, &publications, record)
        .map_err(|error| Failure::Machine(place(error)))?;
    for (edition, outcome) in report.editions.iter_mut().zip(outcomes) {
        edition.written = Some(outcome);
    }
    report.output = Some(output);
    Ok(())
}

/// The output folder. Nothing is written by way of a symbolic link.
fn output_of(project: &Path, settings: &Settings) -> Result<PathBuf, Failure> {
    match symlink_within(project, Path::new(&settings.output)) {
        Some(link) => Err(Failure::Content(vec![symlink(&link)])),
        None => Ok(project.join(&settings.output)),
    }
}
