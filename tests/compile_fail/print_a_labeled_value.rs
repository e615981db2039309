//! What is labelled has no text form.

use roadcast::vault::entry::Entry;

pub fn print(entry: &Entry) -> String {
    format!("{}", entry.title)
}

fn main() {}
