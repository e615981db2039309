//! What is withheld does not become data.

use roadcast::vault::Withheld;

pub fn serialize(withheld: &Withheld) -> Option<String> {
    serde_json::to_string(withheld).ok()
    //~^ E0277: the trait bound `Withheld: serde::Serialize` is not satisfied
}

fn main() {}
