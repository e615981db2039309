//! Drawings: written anew from the elements that can be seen, and checked by a second sanitizer.
//!
//! A drawing is shown only through `<img>`, where no script runs and nothing is loaded, so what
//! matters here is what it says: layers that are switched off, names of layers and classes, an
//! editor's paths and its copy of the source. Everything is written from lists of what may pass.

mod attribute;
mod check;
mod scene;
mod selector;
mod style;
mod survey;
mod value;
mod vocabulary;

use roxmltree::{Document, Node, ParsingOptions};

use super::{AssetError, Cleaned};

/// The largest drawing, in bytes.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// How often a drawing is written; two is usual.
const MAX_WRITINGS: usize = 8;
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, AssetError> {
    if bytes.len() > MAX_BYTES {
        return Err(AssetError::TooManyBytes { limit: MAX_BYTES });
    }
    let text = str::from_utf8(bytes).map_err(|error| not_svg(&error))?;
    let text = text.trim_start_matches('\u{feff}');
    let text = survey::without_document_type(text)?;
    let options = ParsingOptions { nodes_limit: MAX_BYTES as u32, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| not_svg(&error))?;
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return Err(not_svg(&"its root is not `<svg xmlns=\"http://www.w3.org/2000/svg\">`"));
    }
    let clean = settled(scene::write(&document)?)?;
    check::check(&clean)?;
    Ok((clean.into_bytes(), size(root)))
}

/// Writes a drawing again until nothing changes: what one writing leaves out may have been the
/// last thing that referred to something else.
fn settled(mut drawing: String) -> Result<String, AssetError> {
    for _ in 0..MAX_WRITINGS {
        let document = Document::parse(&drawing).map_err(|error| not_svg(&error))?;
        let again = scene::write(&document)?;
        if again == drawing {
            return Ok(drawing);
        }
        drawing = again;
    }
    Err(AssetError::TooComplex { what: "references of references" })
}

fn not_svg(reason: &dyn std::fmt::Display) -> AssetError {
    AssetError::NotSvg { reason: reason.to_string() }
}

/// The size of the drawing in CSS pixels: what it asks for, else the size of its view box.
fn size(root: Node) -> Option<(u32, u32)> {
    let asked = |name| root.attribute(name).and_then(pixels);
    let view_box = || {
        let numbers: Vec<f64> = root
            .attribute("viewBox")?
            .split([' ', ',', '\t', '\n'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let [_, _, width, height] = numbers[..] else {
            return None;
        };
        Some((width, height))
    };
    let (width, height) = match (asked("width"), asked("height"), view_box()) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (_, _, view_box) => view_box?,
    };
    let whole = |length: f64| (0.5..1e6).contains(&length).then(|| length.round() as u32);
    Some((whole(width)?, whole(height)?))
}

/// A length in CSS pixels, for the units that do not depend on anything else.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit_at =
        length.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(length.len());
    let (number, unit) = length.split_at(unit_at);
    // The units of <https://www.w3.org/TR/css-values-3/#absolute-lengths>.
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(number.trim().parse::<f64>().ok()? * factor)
}
