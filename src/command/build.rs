//! `roadcast build` and `roadcast check`: the pipeline from end to end.

use std::path::Path;
use std::time::Instant;

use jiff::civil::Date;

use crate::audience::{Audience, Client, Engineering, Sales};
use crate::audit::{self, AuditedSite};
use crate::cli::BuildArguments;
use crate::config::{self, Settings};
use crate::diagnostic::{self, Diagnostic, Sources};
use crate::render::{self, Rendered, Templates};
use crate::site_theme::SiteTheme;
use crate::vault::{self, Contents, Projected, Vault, View as _};
use crate::write;

use super::Exit;
use super::progress::Progress;
use super::report::{EditionReport, Report};

/// What to do with the audited sites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Write them.
    Write,
    /// Throw them away.
    Check,
}

/// Runs the pipeline and reports.
pub fn run(arguments: &BuildArguments, goal: Goal) -> Exit {
    let begun = Instant::now();
    let progress = Progress::new(arguments);
    let as_of = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut sources = Sources::default();
    let outcome = pipeline(arguments, goal, as_of, &mut sources, &progress);
    progress.finish();
    let mut report = match outcome {
        Ok(report) => report,
        Err(Failure::Content(mistakes)) => Report::failed(mistakes),
        Err(Failure::Machine(message)) => Report::trouble(message),
    };
    diagnostic::sort(&mut report.diagnostics, &sources);
    report.seconds = begun.elapsed().as_secs_f64();
    report.print(arguments, &sources)
}

enum Failure {
    /// Mistakes in the project, or leaks.
    Content(Vec<Diagnostic>),
    /// The command was misused, or the machine failed.
    Machine(String),
}

fn pipeline(
    arguments: &BuildArguments,
    goal: Goal,
    as_of: Date,
    sources: &mut Sources,
    progress: &Progress,
) -> Result<Report, Failure> {
    let project = arguments.project.as_path();
    let settings = read_settings(project, sources)?;
    let audiences: Vec<Audience> = Audience::ALL
        .into_iter()
        .filter(|audience| arguments.audience.is_empty() || arguments.audience.contains(audience))
        .collect();
    progress.step("reading");
    let mut mistakes = Vec::new();
    let files = vault::load(project, &settings.content, sources, &mut mistakes);
    let themes: Vec<SiteTheme> = audiences
        .iter()
        .map(|audience| {
            let name = &settings.edition(*audience).site_theme;
            SiteTheme::load(project, name, sources, &mut mistakes)
        })
        .collect();
    progress.step("checking");
    let sources = &*sources;
    let vault = Vault::open(project, &settings, as_of, &files, sources, &mut mistakes)
        .ok_or_else(|| Failure::Content(std::mem::take(&mut mistakes)))?;
    let mut sites = Vec::new();
    for (audience, theme) in audiences.into_iter().zip(&themes) {
        progress.step(audience.name());
        let site = match audience {
            Audience::Engineering => make::<Engineering>(&vault, theme, sources),
            Audience::Sales => make::<Sales>(&vault, theme, sources),
            Audience::Client => make::<Client>(&vault, theme, sources),
        };
        match site {
            Ok(site) => sites.push(site),
            Err(found) => mistakes.extend(found),
        }
    }
    if diagnostic::has_errors(&mistakes) {
        return Err(Failure::Content(mistakes));
    }
    let mut report = Report::new(mistakes);
    for site in &sites {
        report.editions.push(EditionReport::new(site, vault.withheld_counts(site.audience())));
    }
    if goal == Goal::Write {
        progress.step("writing");
        publish(project, &settings, &sites, &mut report)?;
    }
    Ok(report)
}

fn make<A: Projected + Rendered>(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
) -> Result<AuditedSite, Vec<Diagnostic>> {
    let edition = vault.edition::<A>();
    let site = edition.view().site();
    let accent = (site.accent.as_str(), site.accent_ink);
    let templates = Templates::compile(theme, A::AUDIENCE, accent, sources)?;
    let site = render::render(edition, &templates)?;
    audit::audit(site, vault, sources)
}

fn read_settings(project: &Path, sources: &mut Sources) -> Result<Settings, Failure> {
    let path = project.join(config::FILE_NAME);
    if std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.file_type().is_symlink()) {
        return Err(Failure::Content(vec![vault::symlink(config::FILE_NAME)]));
    }
    let contents = vault::read_ordinary(&path, vault::MAX_FILE_BYTES).map_err(|error| {
        let shown = path.display();
        Failure::Machine(match error.kind() {
            std::io::ErrorKind::NotFound => format!(
                "there is no `{shown}`; run the command in a Roadcast project, or name one with `-C DIR`"
            ),
            _ => format!("`{shown}` cannot be read: {error}"),
        })
    })?;
    let bytes = match contents {
        Contents::Whole(bytes) => bytes,
        Contents::TooLarge(size) => {
            return Err(Failure::Content(vec![vault::too_large(config::FILE_NAME, size)]));
        }
    };
    let mut mistakes = Vec::new();
    vault::add_text(config::FILE_NAME, bytes, sources, &mut mistakes)
        .and_then(|file| config::read(file, sources, &mut mistakes))
        .ok_or(Failure::Content(mistakes))
}

fn publish(
    project: &Path,
    settings: &Settings,
    sites: &[AuditedSite],
    report: &mut Report,
) -> Result<(), Failure> {
    if let Some(link) = vault::symlink_within(project, Path::new(&settings.output)) {
        return Err(Failure::Content(vec![vault::symlink(&link)]));
    }
    let output = project.join(&settings.output);
    let publications: Vec<_> = sites.iter().map(write::Publication::of).collect();
    let outcomes = write::publish(&output, &publications)
        .map_err(|error| Failure::Machine(error.to_string()))?;
    for (edition, outcome) in report.editions.iter_mut().zip(outcomes) {
        edition.written = Some(outcome);
    }
    report.output = Some(output);
    Ok(())
}
