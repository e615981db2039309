//! What is withheld has no text form.

use roadcast::vault::Withheld;

pub fn print(withheld: &Withheld) -> String {
    format!("{withheld}")
}

fn main() {}
