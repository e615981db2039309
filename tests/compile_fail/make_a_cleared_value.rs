//! Only the gate makes cleared values.

use std::marker::PhantomData;

use roadcast::audience::Client;
use roadcast::vault::Cleared;

pub fn cleared(secret: String) -> Cleared<String, Client> {
    Cleared { value: secret, audience: PhantomData }
    //~^ E0451: fields `value` and `audience` of struct `Cleared` are private
}

fn main() {}
