//! The owner is labelled for sales.

use roadcast::audience::Client;
use roadcast::vault::Cleared;
use roadcast::vault::entry::Entry;

pub fn owner(entry: &Entry) -> Option<Cleared<String, Client>> {
    entry.owner.as_ref().map(|owner| owner.clear::<Client>())
    //~^ E0277: `roadcast::audience::Client` readers may not see what is labelled
}

fn main() {}
