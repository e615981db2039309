//! The vault shows its entries to nobody.

use roadcast::vault::Vault;
use roadcast::vault::entry::Entry;

pub fn entries<'a>(vault: &'a Vault<'_>) -> &'a [Entry] {
    &vault.entries
    //~^ E0616: field `entries` of struct `Vault` is private
}

fn main() {}
