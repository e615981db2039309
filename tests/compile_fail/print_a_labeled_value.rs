//! What is labelled has no text form.

use roadcast::vault::entry::Entry;

pub fn print(entry: &Entry) -> String {
    format!("{}", entry.title)
    //~^ E0277: `Labeled<String, roadcast::audience::Sales>` doesn't implement `std::fmt::Display`
}

fn main() {}
