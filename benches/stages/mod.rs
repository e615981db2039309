//! The pipeline, stage by stage, as `roadcast build` runs it.

use std::path::Path;
use std::time::{Duration, Instant};

use roadcast::accent::Accent;
use roadcast::audience::{Client, Engineering, Sales};
use roadcast::audit::{self, AuditedSite};
use roadcast::config::{self, Settings};
use roadcast::dates::parse_day;
use roadcast::diagnostic::Sources;
use roadcast::render::{self, Rendered, Templates};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{self, Projected, SourceFiles, Vault, View as _};
use roadcast::write::{self, Publication};

/// Name, time and peak memory in bytes of each stage, in order.
#[derive(Default)]
pub struct Stages {
    pub rows: Vec<(String, Duration, u64)>,
}

impl Stages {
    /// Runs one stage; what several audiences take adds up.
    pub fn run<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        crate::reset_peak();
        let begun = Instant::now();
        let made = work();
        let (took, peak) = (begun.elapsed(), crate::peak());
        match self.rows.iter_mut().find(|(known, ..)| known == name) {
            Some((_, time, most)) => (*time, *most) = (*time + took, peak.max(*most)),
            None => self.rows.push((name.to_owned(), took, peak)),
        }
        made
    }
}

/// The settings of a generated project.
pub fn settings(project: &Path, sources: &mut Sources) -> Settings {
    let text = std::fs::read_to_string(project.join(config::FILE_NAME)).expect("it was generated");
    let file = sources.add(config::FILE_NAME, text);
    config::read(file, sources, &mut Vec::new()).expect("generated settings are right")
}

/// The Markdown files of a generated project.
pub fn load(project: &Path, settings: &Settings, sources: &mut Sources) -> SourceFiles {
    let mut mistakes = Vec::new();
    let files = vault::load(project, &settings.content, sources, &mut mistakes);
    assert!(mistakes.is_empty(), "generated files can be read");
    files
}

/// The default site theme.
pub fn theme(project: &Path, settings: &Settings, sources: &mut Sources) -> SiteTheme {
    let name = &settings.edition(roadcast::audience::Audience::Client).site_theme;
    let mut mistakes = Vec::new();
    let theme = SiteTheme::load(project, name, sources, &mut mistakes);
    assert!(mistakes.is_empty(), "the default theme is right");
    theme
}

/// Parses and validates.
pub fn open<'a>(
    project: &Path,
    settings: &'a Settings,
    files: &SourceFiles,
    sources: &'a Sources,
) -> Vault<'a> {
    let mut mistakes = Vec::new();
    let day = parse_day("2026-11-22").expect("it is a day");
    let vault = Vault::open(project, settings, day, files, sources, &mut mistakes);
    assert!(mistakes.is_empty(), "generated entries are right: {}", mistakes[0].message);
    vault.expect("there are no mistakes")
}

/// Builds and writes all sites; returns the number of their files and bytes.
pub fn build(project: &Path, stages: &mut Stages) -> (usize, u64) {
    let mut sources = Sources::default();
    let settings = settings(project, &mut sources);
    let files = stages.run("load", || load(project, &settings, &mut sources));
    let theme = theme(project, &settings, &mut sources);
    let vault = stages.run("parse and validate", || open(project, &settings, &files, &sources));
    let sites = [
        site::<Engineering>(&vault, &theme, &sources, stages),
        site::<Sales>(&vault, &theme, &sources, stages),
        site::<Client>(&vault, &theme, &sources, stages),
    ];
    stages.run("write", || {
        let publications: Vec<_> = sites.iter().map(Publication::of).collect();
        write::publish(&project.join("dist"), &publications).expect("the disk has room")
    });
    let files = sites.iter().flat_map(|site| site.files());
    let bytes = files.clone().map(|file| file.bytes.len() as u64).sum();
    (files.count(), bytes)
}

fn site<A: Projected + Rendered>(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
    stages: &mut Stages,
) -> AuditedSite {
    let edition = stages.run("project", || vault.edition::<A>());
    let site = stages.run("render", || {
        let accent = Accent::of(&edition.view().site().accent);
        let Ok(templates) = Templates::compile(theme, A::AUDIENCE, &accent, sources) else {
            panic!("the default theme is right")
        };
        let Ok(site) = render::render(edition, &templates) else {
            panic!("the default theme is right")
        };
        site
    });
    let audited = stages.run("audit", || audit::audit(site, vault, sources));
    audited.unwrap_or_else(|leaks| panic!("generated words leak: {}", leaks[0].message))
}
