//! The internal summary was cleared for sales, and that is in its type.

use roadcast::audience::Sales;
use roadcast::vault::Cleared;
use roadcast::vault::edition::ClientEntry;

pub fn show(entry: &mut ClientEntry, summary: Cleared<String, Sales>) {
    entry.summary = Some(summary);
    //~^ E0308: mismatched types: expected `Cleared<String, Client>`, found `Cleared<String, Sales>`
}

fn main() {}
