//! `roadcast.yaml`: any bytes are settings or a mistake.

use roadcast::audience::Client;
use roadcast::vault::View as _;

use super::html;
use super::project::open;

/// What the settings say stands on every page.
pub fn run(bytes: &[u8]) {
    let entry: &[u8] = b"---\ntitle: A\nstage: planned\nvisibility: client\ntarget: 2027-02\n---\n";
    let _ = open(bytes, &[("content/a.md", entry)], |vault, _| {
        let edition = vault.edition::<Client>();
        let site = edition.view().site();
        html::check_fragment(site.disclaimer.as_str());
        let is_color = |text: &str| text.len() == 7 && text.starts_with('#');
        assert!(is_color(&site.accent), "the color `{}`", site.accent);
        for address in site.feedback.iter().chain(&site.base_url) {
            let schemes = ["https://", "http://", "mailto:"];
            assert!(schemes.iter().any(|scheme| address.starts_with(scheme)), "{address}");
        }
    });
}
