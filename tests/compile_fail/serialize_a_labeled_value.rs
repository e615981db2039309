//! What is labelled does not become data.

use roadcast::vault::entry::Entry;

pub fn serialize(entry: &Entry) -> Option<String> {
    serde_json::to_string(&entry.title).ok()
    //~^ E0277: the trait bound `Labeled<std::string::String, roadcast::audience::Sales>:
}

fn main() {}
