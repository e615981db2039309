//! The stages of the pipeline, each as `roadcast build` runs it.

use std::path::Path;

use roadcast::accent::Accent;
use roadcast::audit::{self, AuditedSite};
use roadcast::config::{self, Settings};
use roadcast::dates::parse_day;
use roadcast::diagnostic::Sources;
use roadcast::render::{self, Rendered, Site, Templates};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{self, Edition, Projected, SourceFiles, Vault, View as _};
use roadcast::write::{self, Publication};

/// The settings of a generated project.
pub fn settings(project: &Path, sources: &mut Sources) -> Settings {
    let text = std::fs::read_to_string(project.join(config::FILE_NAME)).expect("it was generated");
    let file = sources.add(config::FILE_NAME, text);
    config::read(file, sources, &mut Vec::new()).expect("generated settings are right")
}

/// The Markdown files of a generated project.
pub fn load(project: &Path, settings: &Settings, sources: &mut Sources) -> SourceFiles {
    let mut mistakes = Vec::new();
    let files = vault::load(project, settings, sources, &mut mistakes);
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
    assert!(mistakes.is_empty(), "generated entries are right: {}", mistakes[0].message.in_full());
    vault.expect("there are no mistakes")
}

/// Renders an edition with the default site theme.
pub fn render<A: Rendered>(edition: Edition<A>, theme: &SiteTheme, sources: &Sources) -> Site<A> {
    let accent = Accent::of(&edition.view().site().accent);
    let Ok(templates) = Templates::compile(theme, A::AUDIENCE, &accent, sources) else {
        panic!("the default theme is right")
    };
    render::render(edition, &templates).unwrap_or_else(|_| panic!("the default theme is right"))
}

/// Audits a site.
pub fn audit<A: Projected + Rendered>(
    site: Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> AuditedSite {
    let audited = audit::audit(site, vault, sources);
    audited.unwrap_or_else(|leaks| panic!("generated words leak: {}", leaks[0].message.in_full()))
}

/// Writes all sites into a folder.
pub fn write(sites: &[AuditedSite], output: &Path) {
    let publications: Vec<_> = sites.iter().map(Publication::of).collect();
    write::publish(output, &publications, None).expect("the disk has room");
}
