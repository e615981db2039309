//! Only the audit makes audited sites.

use roadcast::audience::Audience;
use roadcast::audit::{AuditSummary, AuditedSite};
use roadcast::render::RenderedFile;
use roadcast::vault::Withheld;

type Parts = (Vec<RenderedFile>, AuditSummary, Withheld);

pub fn by_hand((files, summary, withheld): Parts) -> AuditedSite {
    AuditedSite { audience: Audience::Client, files, manifest: Vec::new(), summary, withheld }
}

fn main() {}
