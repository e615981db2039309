//! Only the audit makes audited sites.

use std::collections::BTreeSet;

use roadcast::audience::Audience;
use roadcast::audit::{AuditSummary, AuditedSite};
use roadcast::render::RenderedFile;

pub fn by_hand(files: Vec<RenderedFile>, summary: AuditSummary) -> AuditedSite {
    AuditedSite {
        audience: Audience::Client,
        files,
        manifest: Vec::new(),
        summary,
        warnings: Vec::new(),
        used_terms: BTreeSet::new(),
    }
}

fn main() {}
