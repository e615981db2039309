//! The audit: a site to an audited site, which alone may be written or served.
//!
//! Three checks, each of which must stop a leak by itself; the fourth layer, types, has done its
//! work at compile time:
//! - *twin*: the edition equals the one made from the project with everything withheld erased;
//! - *scan*: no file and no file name holds anything withheld;
//! - *manifest*: every file has a reason to be there.

mod manifest;

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Sources};
use crate::render::{Rendered, RenderedFile, Site, embedded_files};
use crate::scan::Hit;
use crate::vault::{Projected, TwinDifference, Vault, View as _, Withheld};

/// Leaks reported in full; more are counted.
const MAX_REPORTED: usize = 50;

/// A site that passed the audit. Made by [`audit`] alone.
pub struct AuditedSite {
    audience: Audience,
    files: Vec<RenderedFile>,
    manifest: Vec<u8>,
    summary: AuditSummary,
}

/// What the audit looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditSummary {
    /// Entries in the edition.
    pub entries: usize,
    /// Files scanned.
    pub files: usize,
    /// Bytes scanned.
    pub bytes: usize,
    /// Withheld strings looked for.
    pub strings: usize,
}

impl AuditedSite {
    /// The audience.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The files, by path.
    pub fn files(&self) -> &[RenderedFile] {
        &self.files
    }

    /// Every file with its hash and reason, as JSON. For the publisher, not for readers.
    pub fn manifest(&self) -> &[u8] {
        &self.manifest
    }

    /// What the audit looked at.
    pub fn summary(&self) -> AuditSummary {
        self.summary
    }
}

/// Audits a site.
///
/// # Errors
/// Every leak that was stopped: what leaks, where it was written, where it would be readable.
pub fn audit<A: Rendered + Projected>(
    site: Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<AuditedSite, Vec<Diagnostic>> {
    let mut leaks = Vec::new();
    if A::AUDIENCE != Audience::Engineering
        && let Err(difference) = vault.compare_twin(site.edition())
    {
        leaks.push(twin_leak(A::AUDIENCE, difference));
    }
    scan(&site, vault, sources, &mut leaks);
    manifest::check(&site, &mut leaks);
    if !leaks.is_empty() {
        return Err(leaks);
    }
    let summary = AuditSummary {
        entries: site.edition().view().entry_count(),
        files: site.files().len(),
        bytes: site.files().iter().map(|file| file.bytes.len()).sum(),
        strings: site.edition().withheld().len(),
    };
    let manifest = manifest::write(&site);
    Ok(AuditedSite { audience: A::AUDIENCE, files: site.into_files(), manifest, summary })
}

fn twin_leak(audience: Audience, difference: TwinDifference) -> Diagnostic {
    let (place, page) = match difference {
        TwinDifference::Influence { place, page } => (place, page),
        TwinDifference::Doubt { span, reason } => {
            return Diagnostic::error("doubtful", span, format!("this can be read in two ways: {reason}"))
                .hint("every label is read twice, by code of two kinds, and nothing is shown on which they disagree: write it simpler");
        }
    };
    let at = page.map(|page| format!(" (on `{page}`)")).unwrap_or_default();
    Diagnostic::unplaced(
        "leak-influence",
        format!("something withheld has an influence on the {audience} edition, at `{place}`{at}"),
    )
    .hint(
        "this is a defect of Roadcast, not of your content: nothing was written; please report it",
    )
}

fn scan<A: Rendered>(
    site: &Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
    leaks: &mut Vec<Diagnostic>,
) {
    let withheld = site.edition().withheld();
    if withheld.is_empty() {
        return;
    }
    let public = public_words(A::AUDIENCE, withheld);
    let mut found: Vec<(&RenderedFile, Vec<Hit>)> = site
        .files()
        .par_iter()
        .map(|file| {
            let mut hits = withheld.scan(&file.path, &file.bytes);
            hits.retain(|hit| !public.contains(&hit.id));
            (file, hits)
        })
        .filter(|(_, hits)| !hits.is_empty())
        .collect();
    // Pages of single entries first: they say best which text to mend.
    found.sort_by_key(|(file, _)| !file.path.contains('/'));
    let total: usize = found.iter().map(|(_, hits)| hits.len()).sum();
    let mut reported: Vec<Diagnostic> = Vec::new();
    for (file, hits) in &found {
        let shown_by = vault.source_of(A::AUDIENCE, &file.path);
        // A name that holds something withheld is not printed, whatever was found in the file.
        let names_secret = hits.iter().any(|hit| hit.in_path);
        for hit in hits {
            let place = Found { audience: A::AUDIENCE, file, hit, shown_by, names_secret };
            add_leak(&mut reported, leak(&place, withheld, sources));
        }
    }
    let more = reported.len().saturating_sub(MAX_REPORTED);
    reported.truncate(MAX_REPORTED);
    if more > 0 {
        reported.push(Diagnostic::unplaced(
            "leak",
            format!(
                "{more} more withheld strings are in the {} site ({total} places in all)",
                A::AUDIENCE
            ),
        ));
    }
    leaks.extend(reported);
}

/// Withheld names that are also words of the embedded site theme, such as an entry titled
/// "Shipped": finding one in a page says nothing.
fn public_words(audience: Audience, withheld: &Withheld) -> BTreeSet<usize> {
    embedded_files(audience)
        .iter()
        .flat_map(|(_, bytes)| withheld.scan("", bytes))
        .filter(|hit| hit.words == 0 && !is_never_excused(withheld.place(hit).field))
        .map(|hit| hit.id)
        .collect()
}

/// Names that are secret even where they are ordinary words.
fn is_never_excused(field: &str) -> bool {
    matches!(field, "never_publish" | "a code name")
}

/// Something withheld, found in a file.
struct Found<'a> {
    audience: Audience,
    file: &'a RenderedFile,
    hit: &'a Hit,
    /// The source file whose page it is.
    shown_by: Option<&'a str>,
    /// Whether its own name holds something withheld.
    names_secret: bool,
}

/// One report per withheld string: further places become hints of the first.
fn add_leak(reported: &mut Vec<Diagnostic>, leak: Diagnostic) {
    let same =
        reported.iter_mut().find(|other| other.span == leak.span && other.message == leak.message);
    match same {
        Some(first) if first.hints.len() < 6 => {
            let place = leak.hints.into_iter().next();
            let at = first.hints.len() - 1;
            first.hints.splice(at..at, place);
        }
        Some(_) => {}
        None => reported.push(leak),
    }
}

fn leak(found: &Found<'_>, withheld: &Withheld, sources: &Sources) -> Diagnostic {
    let Found { audience, file, hit, shown_by, names_secret } = found;
    let place = withheld.place(hit);
    let start = sources.position(place.span.file, place.span.start as usize);
    let source = sources.path(place.span.file);
    let message = match place.field {
        "never_publish" => format!("a term that must never be published is in the {audience} site"),
        field if hit.words > 0 => {
            format!(
                "words of {field} of `{source}`, withheld from {audience} readers, are in their site"
            )
        }
        field => {
            format!("{field} of `{source}`, withheld from {audience} readers, is in their site")
        }
    };
    let shown_by = shown_by.map(|path| format!(", made from `{path}`")).unwrap_or_default();
    let words =
        if hit.words > 0 { format!("{} words in a row ", hit.words) } else { String::new() };
    let at = if hit.in_path {
        format!("found in the name of a file of the {audience} site{shown_by}")
    } else {
        let path = if *names_secret { "…" } else { file.path.as_str() };
        let (line, column) = (hit.line, hit.column);
        format!(
            "found {words}{} of `{audience}/{path}`, line {line}, column {column}{shown_by}",
            hit.form
        )
    };
    Diagnostic::error("leak", place.span, message).redacted().hint(at).hint(match place.field {
        "never_publish" => format!("take the term out of what {audience} readers see"),
        _ => format!(
            "take the words out of what {audience} readers see; if they may read them, add what \
                 stands at {source}:{}:{} to `allow_terms` in `roadcast.yaml`, with `reason`, \
                 `owner` and `until`",
            start.line, start.column
        ),
    })
}
