//! Only the vault labels values.

use roadcast::audience::Client;
use roadcast::diagnostic::Located;
use roadcast::vault::Labeled;

pub fn relabeled(secret: Located<String>) -> Labeled<String, Client> {
    Labeled::new(secret)
    //~^ E0624: associated function `new` is private
}

fn main() {}
