//! Only the vault labels values.

use roadcast::audience::Client;
use roadcast::diagnostic::Located;
use roadcast::vault::Labeled;

pub fn relabeled(secret: Located<String>) -> Labeled<String, Client> {
    Labeled::new(secret)
}

fn main() {}
