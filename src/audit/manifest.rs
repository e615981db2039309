//! The manifest: every file of a site, its hash, and why it is there.

use std::collections::BTreeSet;

use serde_json::json;

use crate::audience::Audience;
use crate::diagnostic::Diagnostic;
use crate::render::{Reason, Rendered, Site};
use crate::vault::View as _;

/// Pages that every site has.
const COMMON: [&str; 8] = [
    "404.html",
    "embed.html",
    "feed.xml",
    "index.html",
    "roadmap.json",
    "robots.txt",
    "shipped.html",
    "sitemap.xml",
];

/// Pages that the sites of one audience have beside those.
fn own(audience: Audience) -> &'static [&'static str] {
    match audience {
        Audience::Engineering => &[
            "balance.html",
            "dependencies.html",
            "people.html",
            "table.html",
            "timeline-teams.html",
            "timeline.html",
        ],
        Audience::Sales | Audience::Client => &[],
    }
}

/// Adds a leak for every file that nothing explains, and for every page that is missing.
pub fn check<A: Rendered>(site: &Site<A>, leaks: &mut Vec<Diagnostic>) {
    let pages: BTreeSet<String> = A::addresses(site.edition()).into_iter().collect();
    let images = site.edition().view().images();
    let mut seen = BTreeSet::new();
    for file in site.files() {
        let path = file.path.as_str();
        let is_page =
            COMMON.contains(&path) || own(A::AUDIENCE).contains(&path) || pages.contains(path);
        let is_explained = match &file.reason {
            Reason::Shows(shown) => is_page && shown.iter().all(|page| pages.contains(page)),
            Reason::SiteTheme => path.starts_with("assets/"),
            Reason::Image => {
                path.strip_prefix("assets/").is_some_and(|name| images.contains_key(name))
            }
        };
        if !is_explained || !seen.insert(path.to_lowercase()) {
            leaks.push(unexplained(A::AUDIENCE));
        }
    }
    let expected =
        COMMON.iter().chain(own(A::AUDIENCE)).copied().chain(pages.iter().map(String::as_str));
    for path in expected.filter(|path| !seen.contains(*path)) {
        leaks.push(
            Diagnostic::unplaced("manifest", format!("the {} site lacks `{path}`", A::AUDIENCE))
                .hint("this is a defect of Roadcast: nothing was written; please report it"),
        );
    }
}

fn unexplained(audience: Audience) -> Diagnostic {
    Diagnostic::unplaced(
        "leak-unexplained",
        format!("the {audience} site has a file that no shown entry explains"),
    )
    .hint("this is a defect of Roadcast: nothing was written; please report it")
}

/// The manifest as JSON. It is kept beside the sites, never in one: it names what explains what.
pub fn write<A: Rendered>(site: &Site<A>) -> Vec<u8> {
    let files: Vec<_> = site
        .files()
        .iter()
        .map(|file| {
            let hash = blake3::hash(&file.bytes).to_hex();
            let mut entry =
                json!({ "path": file.path, "bytes": file.bytes.len(), "blake3": hash.as_str() });
            match &file.reason {
                Reason::Shows(pages) => entry["shows"] = json!(pages),
                Reason::SiteTheme => entry["reason"] = json!("site theme"),
                Reason::Image => entry["reason"] = json!("image of a shown text"),
            }
            entry
        })
        .collect();
    let manifest = json!({
        "version": 1,
        "audience": A::AUDIENCE.name(),
        "as_of": site.edition().view().site().as_of.iso,
        "files": files,
    });
    format!("{manifest:#}\n").into_bytes()
}
