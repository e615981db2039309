//! What readers can read is taken of an edition, and not put together.

use roadcast::audience::Audience;
use roadcast::ledger::{Document, SiteWords, Snapshot};

pub fn by_hand(site: SiteWords, entries: Vec<Document>) -> Snapshot {
    Snapshot { audience: Audience::Client, site, entries, themes: Vec::new() }
    //~^ E0451: fields `audience`, `site`, `entries` and `themes`
}

fn main() {}
