//! There are three audiences and no way to add one from outside.

use roadcast::audience::{Audience, Reader};

#[derive(Clone, Copy)]
pub struct Partner;

impl Reader for Partner {
    const AUDIENCE: Audience = Audience::Engineering;
}

fn main() {}
