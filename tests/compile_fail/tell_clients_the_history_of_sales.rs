//! What has changed for sales is told to sales.

use roadcast::audience::{Client, Sales};
use roadcast::ledger::History;
use roadcast::render::{Templates, render_with_history};
use roadcast::vault::Edition;

pub fn page(edition: Edition<Client>, templates: &Templates) {
    let _ = render_with_history(edition, &History::<Sales>::none(), templates);
    //~^ E0308: mismatched types: expected `&History<Client>`, found `&History<Sales>`
}

fn main() {}
