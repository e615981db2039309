//! Only the projection makes editions: their maker is private.

use roadcast::audience::Client;
use roadcast::vault::Withheld;
use roadcast::vault::edition::{ClientView, Edition};

pub fn by_call(view: ClientView, withheld: Withheld) -> Edition<Client> {
    Edition::new(view, withheld)
    //~^ E0624: associated function `new` is private
}

fn main() {}
