//! What the other files do wrong, done right.

use roadcast::audience::{Client, Engineering, Reader, Sales, Sees};
use roadcast::audit::{self, AuditedSite};
use roadcast::diagnostic::{Diagnostic, Sources};
use roadcast::render::{self, Rendered, Templates};
use roadcast::vault::edition::ClientEntry;
use roadcast::vault::entry::Entry;
use roadcast::vault::{Cleared, Projected, Vault};
use roadcast::write::Publication;

pub fn availability(entry: &Entry) -> Option<Cleared<String, Client>> {
    entry.availability.as_ref().map(|text| text.clear::<Client>())
}

pub fn owner<A: Reader + Sees<Sales>>(entry: &Entry) -> Option<Cleared<String, A>> {
    entry.owner.as_ref().map(|owner| owner.clear())
}

pub fn code_names(entry: &Entry) -> Vec<Cleared<String, Engineering>> {
    entry.codenames.iter().map(|name| name.clear()).collect()
}

pub fn show(entry: &mut ClientEntry, summary: Cleared<String, Client>) {
    entry.summary = Some(summary);
}

pub fn shout(title: &Cleared<String, Client>) -> Cleared<String, Client> {
    title.derive(|title| title.to_uppercase())
}

pub fn make<A: Projected + Rendered>(
    vault: &Vault<'_>,
    templates: &Templates,
    sources: &Sources,
) -> Result<AuditedSite, Vec<Diagnostic>> {
    audit::audit(render::render(vault.edition::<A>(), templates)?, vault, sources)
}

pub fn publish(site: &AuditedSite) -> Publication<'_> {
    Publication::of(site)
}

fn main() {}
