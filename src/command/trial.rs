//! A file that is not there yet, checked with its project as if it were.

use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Severity, Sources};
use crate::draft::NewSource;
use crate::vault::{self, SourceFile};

use super::pipeline::{self, Failure, Request, Shares};
use super::progress::Progress;

/// Makes everything that `check` makes, with one file more.
///
/// # Errors
/// What `check` would say of that file. What it says of others, it says without that file too.
pub fn check_with(
    new: &NewSource,
    project: &Path,
    as_of: Date,
    sources: &mut Sources,
) -> Result<(), Failure> {
    let audiences = Audience::ALL.to_vec();
    let request =
        Request { shares: Shares::Checked, ..Request::of_sites(project, audiences, as_of) };
    let progress = Progress::hidden();
    let mut input = pipeline::read(&request, sources, &progress)?;
    let mut mistakes = Vec::new();
    let text = new.text.clone().into_bytes();
    let Some(file) = vault::add_text(&new.path, text, sources, &mut mistakes) else {
        return Err(Failure::Content(mistakes));
    };
    input.files.add(SourceFile { file, path: new.path.clone() });
    let made = pipeline::make_of(input, &request, sources, &progress, |_| Ok(()));
    let Err(Failure::Content(found)) = made else { return made };
    let found: Vec<_> = found.into_iter().filter(|mistake| is_about(mistake, file)).collect();
    if found.is_empty() { Ok(()) } else { Err(Failure::Content(found)) }
}

fn is_about(mistake: &Diagnostic, file: FileId) -> bool {
    let mut places = mistake.span.iter().chain(mistake.related.iter().map(|(span, _)| span));
    mistake.severity == Severity::Error && places.any(|place| place.file == file)
}
