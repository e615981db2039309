//! Who sees what is said in one place, and cannot be said again elsewhere.

use roadcast::audience::{Client, Sales, Sees};

impl Sees<Sales> for Client {}
//~^ E0117: only traits defined in the current crate can be implemented for types defined outside

fn main() {}
