//! Drawings: what is published shows and does nothing else.

use roadcast::assets::{CleanAsset, clean};
use roxmltree::{Document, Node};

/// What would act, or load something, if the drawing were opened by itself.
const REFUSED: [&str; 12] = [
    "script",
    "foreignObject",
    "iframe",
    "object",
    "embed",
    "handler",
    "style",
    "metadata",
    "animate",
    "set",
    "animateMotion",
    "animateTransform",
];

/// A clean drawing is clean: cleaning it again changes nothing.
pub fn run(bytes: &[u8]) {
    let Ok(CleanAsset { bytes, .. }) = clean("a.svg", bytes) else { return };
    let text = str::from_utf8(&bytes).expect("a clean drawing is UTF-8");
    let document = Document::parse(text).expect("a clean drawing is XML");
    for node in document.descendants() {
        assert!(!node.is_comment() && !node.is_pi(), "a comment in {text}");
        if node.is_element() {
            check(node);
        }
    }
    let again = clean("a.svg", &bytes).expect("a clean drawing is accepted");
    assert_eq!(str::from_utf8(&again.bytes), Ok(text), "cleaning is not finished after once");
}

fn check(element: Node<'_, '_>) {
    let name = element.tag_name().name();
    assert!(!REFUSED.contains(&name), "the element `{name}`");
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let lower = value.to_ascii_lowercase();
        assert!(!name.starts_with("on"), "the attribute `{name}`");
        for word in ["javascript:", "@import", "expression(", "data:text", "http:", "https:"] {
            let is_link = element.tag_name().name() == "a" && name == "href";
            assert!(is_link || !lower.contains(word), "`{word}` in `{name}`");
        }
        if name == "href" && element.tag_name().name() != "a" {
            assert!(value.starts_with('#') || value.starts_with("data:image/"), "to `{value}`");
        }
        for (at, _) in lower.match_indices("url(") {
            let target = lower[at + 4..].trim_start_matches(['"', '\'', ' ']);
            assert!(target.starts_with('#'), "`{value}` leads out of the drawing");
        }
    }
}
