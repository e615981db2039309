//! Only the projection makes editions: their fields are private.

use roadcast::audience::Client;
use roadcast::vault::Withheld;
use roadcast::vault::edition::{ClientView, Edition};

pub fn by_hand(view: ClientView, withheld: Withheld) -> Edition<Client> {
    Edition { view, withheld }
    //~^ E0451: fields `view` and `withheld` of struct `Edition` are private
}

fn main() {}
