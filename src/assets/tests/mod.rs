//! Each place of a picture that can hold what nobody sees gets a canary, which must be gone.

mod drawing;
mod hostile;
mod pixels;

use super::{CleanAsset, Kind, clean};

/// What must not be found in a clean picture.
const CANARY: &str = "Project-Falcon";

/// Cleans a picture that must be possible to clean.
fn cleaned(file_name: &str, bytes: &[u8]) -> CleanAsset {
    match clean(file_name, bytes) {
        Ok(asset) => asset,
        Err(error) => panic!("{file_name}: {error}"),
    }
}

fn holds_canary(bytes: &[u8]) -> bool {
    let bytes = bytes.to_ascii_lowercase();
    let canary = CANARY.to_ascii_lowercase();
    bytes.windows(canary.len()).any(|window| window == canary.as_bytes())
}

#[test]
fn the_canary_is_seen_where_it_is() {
    assert!(holds_canary(b"... PROJECT-FALCON ..."));
    assert!(!holds_canary(b"... Project Falcon ..."));
}

#[test]
fn the_extension_decides_the_kind() {
    assert_eq!(Kind::of("a.b/photo.JPEG"), Ok(Kind::Jpeg));
    assert_eq!(Kind::of("logo.svg"), Ok(Kind::Svg));
    let messages: Vec<_> = ["scan.tiff", "README", "a.svgz"]
        .iter()
        .map(|name| Kind::of(name).unwrap_err().to_string())
        .collect();
    assert_eq!(
        messages,
        [
            "`.tiff` files cannot be cleaned; use PNG, JPEG, GIF, WebP or SVG",
            "the file has no extension; name it .png, .jpg, .gif, .webp or .svg",
            "`.svgz` files cannot be cleaned; use PNG, JPEG, GIF, WebP or SVG",
        ]
    );
}

#[test]
fn the_name_is_made_from_the_clean_bytes() {
    let drawing = |note: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg'><!--{note}--><path d='M0 0h9v9'/></svg>")
    };
    let one = cleaned("secret-name.svg", drawing("one").as_bytes());
    let two = cleaned("other-name.svg", drawing("two").as_bytes());
    assert_eq!(one, two);
    assert_eq!(one.name, format!("{}.svg", &blake3::hash(&one.bytes).to_hex()[..16]));
}
