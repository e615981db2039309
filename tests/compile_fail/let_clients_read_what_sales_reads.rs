//! Who sees what is said in one place, and cannot be said again elsewhere.

use roadcast::audience::{Client, Sales, Sees};

impl Sees<Sales> for Client {}

fn main() {}
