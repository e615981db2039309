//! There are three audiences and no way to add one from outside.

use roadcast::audience::{Audience, Reader};

#[derive(Clone, Copy)]
pub struct Partner;

impl Reader for Partner {
//~^ E0277: the trait bound `Partner: audience::sealed::Sealed` is not satisfied
    const AUDIENCE: Audience = Audience::Engineering;
}

fn main() {}
