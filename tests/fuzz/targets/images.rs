//! Pictures: any bytes are a picture or an error, and a clean picture stays as it is.

use roadcast::assets::clean;

const NAMES: [&str; 4] = ["a.png", "a.jpg", "a.gif", "a.webp"];

/// The first byte chooses the name of the file.
pub fn run(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = NAMES[*choice as usize % NAMES.len()];
    let Ok(asset) = clean(name, bytes) else { return };
    let again = clean(name, &asset.bytes).expect("a clean picture is accepted");
    let sizes = [(asset.width, asset.height), (again.width, again.height)];
    assert_eq!(sizes[0], sizes[1], "a clean picture changes its size");
    // What an encoder of ours wrote holds no text that came from the file.
    for mark in [&b"Exif\0"[..], b"http://ns.adobe.com", b"tEXt", b"iTXt", b"zTXt", b"eXIf"] {
        let is_left = asset.bytes.windows(mark.len()).any(|window| window == mark);
        assert!(!is_left, "metadata is left in {name}");
    }
}
