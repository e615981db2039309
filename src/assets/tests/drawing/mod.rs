//! Canaries in SVG, and what must stay to be seen.

mod hidden;
mod kept;
mod refused;

use super::super::{AssetError, clean};
use super::{CANARY, cleaned, holds_canary};

const NAMESPACES: &str = "xmlns='http://www.w3.org/2000/svg' \
    xmlns:xlink='http://www.w3.org/1999/xlink' \
    xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' \
    xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' \
    xmlns:xhtml='http://www.w3.org/1999/xhtml'";

/// What each drawing shows besides what is tested.
const SEEN: &str = "<path d=\"M0 0h9v9z\"/>";

fn drawing(content: &str) -> String {
    format!("<svg {NAMESPACES} viewBox='0 0 9 9'>{SEEN}{content}</svg>")
}

fn clean_text(drawing: &str) -> String {
    String::from_utf8(cleaned("a.svg", drawing.as_bytes()).bytes).expect("it is text")
}

/// What becomes of `content`, where `{}` stands for the canary.
fn content(content: &str) -> String {
    let clean = clean_text(&drawing(&content.replace("{}", CANARY)));
    assert!(!holds_canary(clean.as_bytes()), "{content} became {clean}");
    let start = "<svg viewBox=\"0 0 9 9\" xmlns=\"http://www.w3.org/2000/svg\">";
    let inner = clean.strip_prefix(start).and_then(|clean| clean.strip_suffix("</svg>"));
    let inner = inner.unwrap_or_else(|| panic!("{clean}"));
    inner.replacen(SEEN, "", 1)
}

fn error(content: &str) -> AssetError {
    let result = clean("a.svg", drawing(content).as_bytes());
    let start: String = content.chars().take(200).collect();
    result.map(|asset| asset.name).expect_err(&start)
}
