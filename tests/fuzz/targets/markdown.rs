//! Markdown to HTML: whatever an author writes, a page holds nothing that acts.

use roadcast::audience::{Client, Engineering};
use roadcast::vault::View as _;

use super::html;
use super::project::{SETTINGS, open};

/// The same text for clients, in which much is an error, and for engineers, in which what is
/// not allowed is left out.
pub fn run(bytes: &[u8]) {
    let front: &[u8] = b"---\ntitle: A\nstage: planned\nvisibility: client\n---\n";
    let shown = [front, b"::: client\n", bytes, b"\n:::\n"].concat();
    let _ = open(SETTINGS, &[("content/a.md", &shown)], |vault, _| {
        check(&vault.edition::<Client>().view().to_json());
    });
    let hidden = [front, bytes].concat();
    let _ = open(SETTINGS, &[("content/a.md", &hidden)], |vault, _| {
        check(&vault.edition::<Engineering>().view().to_json());
    });
}

/// Checks every text in an edition that looks like HTML of a block.
fn check(view: &serde_json::Value) {
    match view {
        serde_json::Value::Array(parts) => parts.iter().for_each(check),
        serde_json::Value::Object(fields) => fields.values().for_each(check),
        serde_json::Value::String(text) if text.contains('<') => html::check_fragment(text),
        _ => {}
    }
}
