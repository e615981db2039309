//! Links between documents, to files and to headings.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{document, documents};

/// What a document links to, and the anchors of its headings.
struct Outline {
    targets: Vec<String>,
    anchors: BTreeSet<String>,
}

fn outline(markdown: &str) -> Outline {
    let mut targets = Vec::new();
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                targets.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                anchors.extend(heading.take().map(|text| anchor(&text)));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    Outline { targets, anchors }
}

/// The anchor that hosts of repositories give to a heading.
fn anchor(heading: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    heading.to_lowercase().chars().filter(is_kept).collect::<String>().replace(' ', "-")
}

/// What is wrong with the links of one document.
fn broken_links(path: &str, markdown: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_web = |target: &String| target.contains("://") || target.starts_with("mailto:");
    let targets = outline(markdown).targets.into_iter().filter(|target| !is_web(target));
    let is_broken = |target: &String| {
        let (file, wanted) = target.split_once('#').unwrap_or((target, ""));
        let file = if file.is_empty() { path.into() } else { beside(path, file) };
        let anchors = || outline(&document(file.to_str().expect("plain"))).anchors;
        !root.join(&file).exists() || !wanted.is_empty() && !anchors().contains(wanted)
    };
    targets.filter(is_broken).map(|target| format!("{path}: {target}")).collect()
}

/// The path of a link in a document, from the root of the repository.
fn beside(path: &str, link: &str) -> PathBuf {
    let mut whole = PathBuf::from(path);
    whole.pop();
    for part in Path::new(link).components() {
        if part == Component::ParentDir { _ = whole.pop() } else { whole.push(part) }
    }
    whole
}

#[test]
fn every_link_leads_somewhere() {
    let broken: Vec<_> =
        documents().iter().flat_map(|path| broken_links(path, &document(path))).collect();
    assert_eq!(broken, [""; 0]);
}

#[test]
fn links_that_lead_nowhere_are_noticed() {
    let text = "[a](tour.md) [b](tuor.md) [c](../SECURITY.md#no-such-part) [d](#here)\n\n# Here\n";
    let broken = broken_links("docs/new.md", text);
    assert_eq!(broken[..2], ["docs/new.md: tuor.md", "docs/new.md: ../SECURITY.md#no-such-part"]);
}
