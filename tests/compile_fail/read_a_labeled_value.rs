//! What is labelled cannot be looked at outside the vault, only cleared.

use roadcast::vault::entry::Entry;

pub fn owner(entry: &Entry) -> Option<String> {
    entry.owner.as_ref().map(|owner| owner.inspect().clone())
    //~^ E0624: method `inspect` is private
}

pub fn theme(entry: &Entry) -> Option<String> {
    entry.theme.as_ref().map(|theme| theme.value.clone())
    //~^ E0616: field `value` of struct `Labeled` is private
}

fn main() {}
