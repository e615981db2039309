//! What is sealed is made of audited shares alone.

use roadcast::audit::RenderedShare;
use roadcast::config::ShareMode;
use roadcast::share::{Secret, SealedShares, seal};

pub fn publish(share: RenderedShare<'_>, secret: &Secret) -> SealedShares {
    seal(&[share], secret, ShareMode::Plain, "2026-11-22")
    //~^ E0308: mismatched types: expected `AuditedShare`, found `RenderedShare<'_>`
}

fn main() {}
