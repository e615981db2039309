//! What is written is made of audited sites alone.

use roadcast::audience::Client;
use roadcast::render::Site;
use roadcast::write::Publication;

pub fn publish(site: &Site<Client>) -> Publication<'_> {
    Publication::of(site)
    //~^ E0308: mismatched types: expected `&AuditedSite`, found `&Site<Client>`
}

fn main() {}
