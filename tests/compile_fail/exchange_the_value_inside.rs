//! A value that is derived from a cleared one takes nothing from outside.

use roadcast::audience::Client;
use roadcast::vault::Cleared;

pub fn disguise(title: &Cleared<String, Client>, secret: String) -> Cleared<String, Client> {
    title.derive(|_| secret.clone())
    //~^ E0308: mismatched types: expected fn pointer, found closure
}

fn main() {}
