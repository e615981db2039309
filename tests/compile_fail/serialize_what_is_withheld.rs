//! What is withheld does not become data.

use roadcast::vault::Withheld;

pub fn serialize(withheld: &Withheld) -> Option<String> {
    serde_json::to_string(withheld).ok()
}

fn main() {}
