//! What is withheld has no text form.

use roadcast::vault::Withheld;

pub fn print(withheld: &Withheld) -> String {
    format!("{withheld}")
    //~^ E0277: `Withheld` doesn't implement `std::fmt::Display`
}

fn main() {}
