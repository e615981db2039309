//! Why a reader sees what they see: an entry, theme or image explained for every audience.
//!
//! Decides nothing: the policy is asked, the labels are read, and what clients read is looked up
//! in the edition that is made for them.

mod entry;
mod find;
mod image;
mod theme;
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::audience::Audience;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity, Sources, Span};

use super::entry::Document;
use super::policy::{Labels, Withholding, decide};
use super::{SourceFiles, Vault, validate};

pub use entry::{EntryExplained, FieldExplained};
pub use find::{Found, Subject};
pub use image::{ImageExplained, ImageSite, Reference};
pub use theme::{ThemeEntry, ThemeExplained};
pub use words::Words;

/// A project, perhaps with mistakes, that can be asked about but not built.
pub struct Explainer<'a> {
    vault: Vault<'a>,
    images: BTreeSet<String>,
    mistakes: Vec<Diagnostic>,
}

/// A line of a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Relative to the project.
    pub file: String,
    /// From 1.
    pub line: usize,
}

/// Whether one audience gets a document, and why.
#[derive(Clone, Debug, Serialize)]
pub struct ReaderExplained {
    /// The audience.
    pub audience: Audience,
    /// Whether it is in the site for them.
    pub shown: bool,
    /// What decides it: one line of the front matter, or several that stand in the way.
    pub because: Vec<Reason>,
    /// Its page, relative to the root of that site.
    pub path: Option<String>,
    /// Its page in full, if the address of that site is known.
    pub url: Option<String>,
}

/// A rule at work.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// `visibility`, `undiscovered` or `confidential`.
    pub rule: &'static str,
    /// The rule applied to this document.
    pub words: String,
    /// The line that it looks at.
    pub place: Place,
    /// What would change the decision; nothing if it is to be shown.
    pub change: Option<String>,
}

/// What was explained.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Explanation {
    /// An entry.
    Entry(Box<EntryExplained>),
    /// A theme.
    Theme(ThemeExplained),
    /// An image.
    Image(ImageExplained),
}

impl<'a> Explainer<'a> {
    /// Parses and checks a project whose files are loaded. Mistakes are kept, and stop nothing.
    pub fn open(
        project: &Path,
        settings: &'a Settings,
        as_of: Date,
        files: &SourceFiles,
        sources: &'a Sources,
        mut mistakes: Vec<Diagnostic>,
    ) -> Explainer<'a> {
        let vault = Vault::gather(project, settings, as_of, files, sources, &mut mistakes);
        validate::validate(&vault, &mut mistakes);
        Explainer { vault, images: files.images.clone(), mistakes }
    }

    /// Explains what was found.
    pub fn explain(&self, subject: Subject) -> Explanation {
        match subject {
            Subject::Entry(at) => {
                let entry = &self.vault.entries[at];
                Explanation::Entry(Box::new(entry::explain(&self.vault, entry)))
            }
            Subject::Theme(at) => {
                Explanation::Theme(theme::explain(&self.vault, &self.vault.themes[at]))
            }
            Subject::Image(path) => Explanation::Image(image::explain(&self.vault, path)),
        }
    }

    /// The errors in a file.
    pub fn errors_in(&self, path: &str) -> Vec<Diagnostic> {
        self.errors().filter(|error| self.is_in(error, path)).cloned().collect()
    }

    /// How many errors there are in other files.
    pub fn errors_elsewhere(&self, path: &str) -> usize {
        self.errors().filter(|error| !self.is_in(error, path)).count()
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.mistakes.iter().filter(|mistake| mistake.severity == Severity::Error)
    }

    fn is_in(&self, mistake: &Diagnostic, path: &str) -> bool {
        mistake.span.is_some_and(|span| self.vault.sources.path(span.file) == path)
    }
}

impl Vault<'_> {
    fn place_of(&self, span: Span) -> Place {
        let line = self.sources.position(span.file, span.start as usize).line;
        Place { file: self.sources.path(span.file).to_owned(), line }
    }
}

/// What a part of a body is called.
fn piece_name(index: usize) -> String {
    format!("text {}", index + 1)
}

/// The lines that the policy looks at.
struct Lines {
    visibility: Span,
    /// Whether the author wrote a `visibility`.
    is_named: bool,
    stage: Option<(Span, &'static str)>,
    confidential: Option<Span>,
}

/// Asks the policy about one audience, and again without what stood in the way, until nothing
/// does: so all that must change is named at once.
fn reader(
    vault: &Vault<'_>,
    document: &dyn Document,
    lines: &Lines,
    audience: Audience,
    url_of: fn(&str) -> String,
) -> ReaderExplained {
    let mut because = Vec::new();
    let mut labels = document.labels();
    let shown = decide(labels, audience).is_ok();
    while let Err(reason) = decide(labels, audience) {
        because.push(obstacle(vault, lines, &labels, reason, audience));
        match reason {
            Withholding::Visibility => labels.visibility = audience,
            Withholding::Undiscovered => labels.stage = None,
            Withholding::Confidential => labels.confidential = false,
        }
    }
    if shown {
        let words = match lines.is_named {
            true => format!("`visibility: {}`", labels.visibility),
            false => "there is no `visibility`, and engineering sees everything".to_owned(),
        };
        let place = vault.place_of(lines.visibility);
        because.push(Reason { rule: Withholding::Visibility.key(), words, place, change: None });
    }
    let path = shown.then(|| url_of(&document.slug_for(audience)));
    let base = vault.settings.edition(audience).base_url.as_ref();
    let url = path.as_ref().and_then(|path| base.map(|base| format!("{}{path}", base.value)));
    ReaderExplained { audience, shown, because, path, url }
}

/// One thing that stands in the way, and what to do about it.
fn obstacle(
    vault: &Vault<'_>,
    lines: &Lines,
    labels: &Labels,
    reason: Withholding,
    audience: Audience,
) -> Reason {
    let at = |span: Span| vault.place_of(span);
    let (words, place, change) = match reason {
        Withholding::Visibility if lines.is_named => {
            let place = at(lines.visibility);
            let change = format!("set `visibility: {audience}` in line {}", place.line);
            (format!("`visibility: {}` does not reach them", labels.visibility), place, change)
        }
        Withholding::Visibility => {
            let words = "there is no `visibility`, so only engineering sees it".to_owned();
            (words, at(lines.visibility), format!("add a line `visibility: {audience}`"))
        }
        Withholding::Undiscovered => {
            let (span, word) = lines.stage.expect("only a stage can be undiscovered");
            let place = at(span);
            let change =
                format!("finish discovery, then set `stage: planned` in line {}", place.line);
            (format!("`stage: {word}`: its discovery is not finished"), place, change)
        }
        Withholding::Confidential => {
            let place = at(lines.confidential.expect("only a written flag makes confidential"));
            let change = format!("remove `confidential: true` in line {}", place.line);
            ("`confidential: true`: clients never see it".to_owned(), place, change)
        }
    };
    Reason { rule: reason.key(), words, place, change: Some(change) }
}
