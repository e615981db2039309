//! Only the audit makes audited sites.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use roadcast::audience::Audience;
use roadcast::audit::{AuditSummary, AuditedSite};
use roadcast::render::RenderedFile;
use roadcast::vault::Withheld;

pub fn by_hand(files: Vec<RenderedFile>, summary: AuditSummary, withheld: Withheld) -> AuditedSite {
    AuditedSite {
        audience: Audience::Client,
        //~^ E0451: fields `audience`, `as_of`, `files`, `manifest`, `summary`, `warnings`
        as_of: String::new(),
        files,
        manifest: OnceLock::new(),
        summary,
        warnings: Vec::new(),
        used_terms: BTreeSet::new(),
        withheld,
    }
}

fn main() {}
