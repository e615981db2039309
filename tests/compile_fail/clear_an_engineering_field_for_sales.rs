//! Code names are labelled for engineering.

use roadcast::audience::Sales;
use roadcast::vault::Cleared;
use roadcast::vault::entry::Entry;

pub fn code_names(entry: &Entry) -> Vec<Cleared<String, Sales>> {
    entry.codenames.iter().map(|name| name.clear::<Sales>()).collect()
    //~^ E0277: `roadcast::audience::Sales` readers may not see what is labelled
}

fn main() {}
