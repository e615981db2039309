//! The audit of shares: twin, scan and manifest of each, before anything of it is encrypted.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::{Audience, Prospect};
use crate::diagnostic::{Diagnostic, Sources, Span, message, place};
use crate::render::{SharePage, embedded_share_files};
use crate::scan::{Hit, ScanList};
use crate::vault::share::{Recipient, Share, ShareState};
use crate::vault::{Edition, Kind, Vault};

use super::leaks::Public;
use super::twin_leak;

/// A share with its page for each recipient, as it was rendered.
pub struct RenderedShare<'v> {
    /// The share.
    pub share: &'v Share,
    /// What its readers may know.
    pub edition: Edition<Prospect>,
    /// The page of each recipient.
    pub pages: Vec<(Recipient, SharePage)>,
}

/// A share whose pages passed the audit. Made by [`audit_shares`] alone.
pub struct AuditedShare {
    id: String,
    state: ShareState,
    pages: Vec<AuditedPage>,
    used_terms: BTreeSet<usize>,
    warnings: Vec<Diagnostic>,
    strings: usize,
}

/// A page that passed the audit.
pub struct AuditedPage {
    recipient: Recipient,
    page: SharePage,
}

impl AuditedPage {
    /// Whose page it is.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// The page.
    pub fn page(&self) -> &SharePage {
        &self.page
    }
}

impl AuditedShare {
    /// The stem of its file.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether it is published.
    pub fn state(&self) -> ShareState {
        self.state
    }

    /// The page of each recipient.
    pub fn pages(&self) -> &[AuditedPage] {
        &self.pages
    }

    /// Which of the allowed terms excused something, by their place in the settings.
    pub fn used_terms(&self) -> &BTreeSet<usize> {
        &self.used_terms
    }

    /// Names of one plain word that were found, and may be that word.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// How many withheld strings its pages were searched for.
    pub fn strings(&self) -> usize {
        self.strings
    }
}

/// Audits the shares of a build: all but those whose last day has passed.
///
/// # Errors
/// Every leak that was stopped: what leaks, and where it was written.
pub fn audit_shares(
    shares: Vec<RenderedShare<'_>>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<Vec<AuditedShare>, Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    explain(&shares, vault, &mut mistakes);
    let audited = audit_some_shares(shares, vault, sources);
    match audited {
        Ok(audited) if mistakes.is_empty() => Ok(audited),
        audited => Err(mistakes.into_iter().chain(audited.err().into_iter().flatten()).collect()),
    }
}

/// Audits some shares, for their authors.
///
/// # Errors
/// Every leak that was stopped: what leaks, and where it was written.
pub fn audit_some_shares(
    shares: Vec<RenderedShare<'_>>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<Vec<AuditedShare>, Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    let editions = shares.iter().map(|share| (share.share, &share.edition));
    if let Err((file, difference)) = vault.compare_share_twins(editions) {
        let path = place(sources.path(file));
        let hint = message!("it was found in the share `{}`", path);
        mistakes.push(twin_leak(Audience::Client, difference).hint(hint));
    }
    let found: Vec<Found> = shares.par_iter().map(|share| search(share, vault, sources)).collect();
    let mut audited = Vec::new();
    for (share, found) in shares.into_iter().zip(found) {
        mistakes.extend(found.leaks);
        let pages = share.pages.into_iter();
        audited.push(AuditedShare {
            id: share.share.id().to_owned(),
            state: vault.state_of(share.share),
            pages: pages.map(|(recipient, page)| AuditedPage { recipient, page }).collect(),
            used_terms: found.used_terms,
            warnings: found.warnings,
            strings: share.edition.withheld().len(),
        });
    }
    if mistakes.is_empty() { Ok(audited) } else { Err(mistakes) }
}

/// Every page must have a share that has not ended and a recipient of its own, and none may be
/// missing.
fn explain(shares: &[RenderedShare<'_>], vault: &Vault<'_>, mistakes: &mut Vec<Diagnostic>) {
    let has_ended = |share: &&Share| vault.state_of(share) == ShareState::Expired;
    let mut expected: BTreeMap<&str, BTreeSet<Recipient>> = BTreeMap::new();
    for share in vault.shares().filter(|share| !has_ended(share)) {
        expected.insert(share.id(), share.recipients().into_iter().collect());
    }
    for RenderedShare { share, pages, .. } in shares {
        let mut recipients = expected.remove(share.id()).unwrap_or_default();
        let is_explained = pages.iter().all(|(recipient, _)| recipients.remove(recipient));
        if !is_explained {
            mistakes.push(defect("leak-unexplained", "a share has a page that nothing explains"));
        }
        if !recipients.is_empty() {
            mistakes.push(defect("manifest", "a share lacks the page of a recipient"));
        }
    }
    if !expected.is_empty() {
        mistakes.push(defect("manifest", "a share has no pages"));
    }
}

fn defect(code: &'static str, message: &'static str) -> Diagnostic {
    Diagnostic::unplaced(code, message)
        .hint("this is a defect of Roadcast: nothing was written; please report it")
}

/// What the scan of a share found.
#[derive(Default)]
struct Found {
    leaks: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    used_terms: BTreeSet<usize>,
}

fn search(rendered: &RenderedShare<'_>, vault: &Vault<'_>, sources: &Sources) -> Found {
    let withheld = rendered.edition.withheld();
    let public = Public::of(embedded_share_files(), withheld);
    let mut found = Found::default();
    let mut told: BTreeSet<(Kind, Span)> = BTreeSet::new();
    let mut tell = |hit: &Hit, words: &str| {
        let place = withheld.place(hit);
        let shown = vault.locate_shared(rendered.share, words);
        told.insert((place.kind, place.span)).then(|| {
            let span = withheld.locate(hit, words, sources);
            let leak = leak(rendered.share, place.kind, span, sources);
            leak.related(shown.unwrap_or(Span::new(rendered.share.file(), 0..3)), "shown here")
        })
    };
    for (recipient, page) in &rendered.pages {
        let document = page.document();
        let bytes = document.as_bytes();
        let findings = withheld.search("", bytes, || blake3::hash(bytes));
        found.used_terms.extend(findings.excused.iter().filter_map(|hit| hit.excused));
        let words = |hit: &Hit| String::from_utf8_lossy(&bytes[hit.bytes.0..hit.bytes.1]);
        let is_secret = |hit: &&Hit| !public.excuses(hit, bytes);
        for hit in findings.leaks.iter().filter(is_secret) {
            found.leaks.extend(tell(hit, &words(hit)));
        }
        for hit in findings.doubtful.iter().filter(is_secret) {
            let warning = tell(hit, &words(hit)).map(Diagnostic::into_warning);
            found.warnings.extend(warning.map(|it| Diagnostic { code: "common-name", ..it }));
        }
        if names_another(recipient, rendered.share, bytes) {
            let message = "the page of one recipient names another one";
            let hint = "take the name out of the text of the share";
            let span = Span::new(rendered.share.file(), 0..3);
            found.leaks.push(Diagnostic::error("leak", span, message).redacted().hint(hint));
        }
    }
    found
}

/// Whether a page names another recipient of the same share.
fn names_another(recipient: &Recipient, share: &Share, bytes: &[u8]) -> bool {
    let others = share.recipients().into_iter().filter(|other| other.name != recipient.name);
    // What is part of the own name is no other one: `Roth` of `M. Roth`.
    let own = recipient.name.to_lowercase();
    let mut list = ScanList::builder();
    for (id, other) in others.filter(|other| !own.contains(&other.name.to_lowercase())).enumerate()
    {
        list.name(id, &other.name);
    }
    !list.build().scan("", bytes).is_empty()
}

fn leak(share: &Share, kind: Kind, withheld: Span, sources: &Sources) -> Diagnostic {
    let message = message!(
        "{} of `{}`, withheld from the readers of `{}`, is in their page",
        place(kind),
        place(sources.path(withheld.file)),
        place(sources.path(share.file()))
    );
    let hint = "say it in other words in the share, or leave it out";
    let leak = Diagnostic::error("leak", withheld, message).redacted().hint(hint);
    if kind.is_never_allowed() {
        leak.hint("what must never be published cannot be allowed")
    } else {
        leak.hint("if they may read it, name the words under `allow_terms`")
    }
}
