//! What is labelled cannot be looked at outside the vault, only cleared.

use roadcast::vault::entry::Entry;

pub fn owner(entry: &Entry) -> Option<String> {
    entry.owner.as_ref().map(|owner| owner.inspect().clone())
}

pub fn theme(entry: &Entry) -> Option<String> {
    entry.theme.as_ref().map(|theme| theme.value.clone())
}

fn main() {}
