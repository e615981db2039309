//! The audit: a site to an audited site, which alone may be written or served.
//!
//! Three checks, each of which must stop a leak by itself; the fourth layer, types, has done its
//! work at compile time:
//! - *twin*: the edition equals the one made from the project with everything withheld erased;
//! - *scan*: no file and no file name holds anything withheld;
//! - *manifest*: every file has a reason to be there.

mod alarm;
mod copy;
mod leaks;
mod letters;
mod manifest;
mod marker;
mod report;
mod share;
mod verify;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::audience::Audience;
use crate::diagnostic::{self, Diagnostic, Sources, message, value};
use crate::render::{Rendered, RenderedFile, Site};
use crate::vault::{Edition, Projected, TwinDifference, Vault, View as _, Withheld};

pub use alarm::Alarm;
pub use copy::{Copy, CopyFault, Folders, find_copies};
pub use letters::{AuditedLetter, audit_letters};
pub use marker::{LEFT_ALONE, MARKER, Marker, Run};
pub use report::{Detail, report};
pub use share::{AuditedPage, AuditedShare, RenderedShare, audit_shares, audit_some_shares};
pub use verify::{Difference, Fault, Verification, verify, verify_beside, verify_shares};

/// A site that passed the audit. Made by [`audit`] alone.
pub struct AuditedSite {
    audience: Audience,
    as_of: String,
    files: Vec<RenderedFile>,
    /// Made when somebody asks: a check and a preview do not.
    manifest: OnceLock<Vec<u8>>,
    summary: AuditSummary,
    warnings: Vec<Alarm>,
    used_terms: BTreeSet<usize>,
    /// What copies of this site are searched for.
    withheld: Withheld,
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
        self.manifest.get_or_init(|| manifest::write(self.audience, &self.as_of, &self.files))
    }

    /// What the audit looked at.
    pub fn summary(&self) -> AuditSummary {
        self.summary
    }

    /// Names of one plain word that were found, and may be that word.
    pub fn warnings(&self) -> &[Alarm] {
        &self.warnings
    }

    /// Which of the allowed terms excused something, by their place in the settings.
    pub fn used_terms(&self) -> &BTreeSet<usize> {
        &self.used_terms
    }
}

/// Why a site must not be written.
#[derive(Default)]
pub struct Refused {
    /// What is wrong, apart from what the scan found.
    pub mistakes: Vec<Diagnostic>,
    /// What the scan found.
    pub alarms: Vec<Alarm>,
}

impl From<Vec<Diagnostic>> for Refused {
    fn from(mistakes: Vec<Diagnostic>) -> Refused {
        Refused { mistakes, alarms: Vec::new() }
    }
}

/// Audits a site by itself.
///
/// # Errors
/// Every leak that was stopped: what leaks, where it was written, where it would be readable.
pub fn audit<A: Rendered + Projected>(
    site: Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<AuditedSite, Vec<Diagnostic>> {
    audit_one_of_several(site, vault, sources).map_err(|Refused { mut mistakes, alarms }| {
        mistakes.extend(report(alarms, sources, Detail::Short));
        mistakes
    })
}

/// Audits a site that is made together with others, so that one mistake is told once.
///
/// # Errors
/// As for [`audit`].
pub fn audit_one_of_several<A: Rendered + Projected>(
    site: Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<AuditedSite, Refused> {
    let twin = || compare_twin(site.edition(), vault);
    let (twin, found) = rayon::join(twin, || leaks::find(&site, vault, sources));
    let (mut mistakes, mut alarms) = (Vec::new(), Vec::new());
    mistakes.extend(twin.err().map(|difference| twin_leak(A::AUDIENCE, difference)));
    alarms.extend(found.leaks);
    manifest::check(&site, &mut mistakes);
    if !mistakes.is_empty() || !alarms.is_empty() {
        return Err(Refused { mistakes, alarms });
    }
    let summary = AuditSummary {
        entries: site.edition().view().entry_count(),
        files: site.files().len(),
        bytes: site.files().iter().map(|file| file.bytes.len()).sum(),
        strings: site.edition().withheld().len(),
    };
    let as_of = site.edition().view().site().as_of.iso.clone();
    let (files, withheld) = site.into_parts();
    Ok(AuditedSite {
        audience: A::AUDIENCE,
        as_of,
        files,
        manifest: OnceLock::new(),
        summary,
        warnings: found.warnings,
        used_terms: found.used_terms,
        withheld,
    })
}

fn compare_twin<A: Projected>(
    edition: &Edition<A>,
    vault: &Vault<'_>,
) -> Result<(), TwinDifference> {
    match A::AUDIENCE {
        // Nothing is withheld from engineering.
        Audience::Engineering => Ok(()),
        Audience::Sales | Audience::Client => vault.compare_twin(edition),
    }
}

fn twin_leak(audience: Audience, difference: TwinDifference) -> Diagnostic {
    let (place, page) = match difference {
        TwinDifference::Influence { place, page } => (place, page),
        TwinDifference::Doubt { span, reason } => {
            return Diagnostic::error("doubtful", span, message!("this can be read in two ways: {}", reason))
                .hint("every label is read twice, by code of two kinds, and nothing is shown on which they disagree: write it simpler");
        }
    };
    let at = page.map(|page| message!(" (on `{}`)", value(page))).unwrap_or_default();
    Diagnostic::unplaced(
        "leak-influence",
        message!(
            "something withheld has an influence on the {} edition, at `{}`{}",
            audience.name(),
            diagnostic::place(place),
            at
        ),
    )
    .hint(
        "this is a defect of Roadcast, not of your content: nothing was written; please report it",
    )
}
