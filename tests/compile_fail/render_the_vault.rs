//! Rendering sees an edition, never the full text.

use roadcast::render::{Templates, render};
use roadcast::vault::Vault;

pub fn page(vault: Vault<'_>, templates: &Templates) {
    let _ = render(vault, templates);
    //~^ E0308: mismatched types: expected `Edition<_>`, found `Vault<'_>`
}

fn main() {}
