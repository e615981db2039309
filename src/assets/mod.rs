//! Cleans the pictures that shown text refers to, so that they carry pixels and nothing else.
//!
//! A picture is never copied. It is decoded and encoded again, or, if it is a drawing, written anew
//! from the elements that can be seen. What cannot be seen disappears: metadata, comments, editor
//! data, hidden layers, colors of transparent pixels, names. What can be seen and cannot be carried
//! over, such as an animated PNG, is refused rather than changed without a word.
//!
//! The same bytes give the same clean bytes on every machine.

mod error;
mod gif;
mod jpeg;
mod png;
mod raster;
mod svg;
#[cfg(test)]
mod tests;
mod webp;

use std::fmt;

pub use error::AssetError;

/// The largest picture file, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The largest width and height, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The largest area, in pixels.
pub const MAX_PIXELS: u64 = 50_000_000;

/// The kinds of picture that can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.png`, one frame.
    Png,
    /// `.jpg` or `.jpeg`.
    Jpeg,
    /// `.gif`, which may move.
    Gif,
    /// `.webp`, one frame.
    Webp,
    /// `.svg`, UTF-8 and not compressed.
    Svg,
}

/// A picture that holds nothing but what can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanAsset {
    /// The first 16 hex digits of the BLAKE3 hash of `bytes`, with the extension of its kind.
    pub name: String,
    /// What is published.
    pub bytes: Vec<u8>,
    /// The width in CSS pixels; a drawing may have none.
    pub width: Option<u32>,
    /// The height in CSS pixels; a drawing may have none.
    pub height: Option<u32>,
}

/// Cleans one picture. `file_name` decides its kind, and its bytes must agree.
///
/// # Errors
/// Every picture that cannot be cleaned with certainty, and every one that is too large, cut off,
/// or not what its name says.
pub fn clean(file_name: &str, bytes: &[u8]) -> Result<CleanAsset, AssetError> {
    let kind = Kind::of(file_name)?;
    let (bytes, size) = clean_kind(kind, bytes)?;
    let digest = blake3::hash(&bytes).to_hex();
    Ok(CleanAsset {
        name: format!("{}.{}", &digest[..16], kind.extension()),
        bytes,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
    })
}

/// The clean bytes, and the width and height as far as they are known.
type Cleaned = (Vec<u8>, Option<(u32, u32)>);

fn clean_kind(kind: Kind, bytes: &[u8]) -> Result<Cleaned, AssetError> {
    if bytes.len() > MAX_BYTES {
        return Err(AssetError::TooManyBytes { limit: MAX_BYTES });
    }
    let found = Kind::sniff(bytes);
    // A drawing has no first bytes to know it by; its parser decides.
    let agrees = if kind == Kind::Svg { found.is_none() } else { found == Some(kind) };
    if !agrees {
        return Err(AssetError::Mismatch { named: kind, found });
    }
    match kind {
        Kind::Png => png::clean(bytes),
        Kind::Jpeg => jpeg::clean(bytes),
        Kind::Gif => gif::clean(bytes),
        Kind::Webp => webp::clean(bytes),
        Kind::Svg => svg::clean(bytes),
    }
}

fn check_size(width: u32, height: u32) -> Result<(), AssetError> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(AssetError::TooLarge { width, height });
    }
    Ok(())
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Webp, Kind::Svg];

    /// The kind that a file's name promises.
    pub fn of(file_name: &str) -> Result<Kind, AssetError> {
        let extension = match file_name.rsplit_once('.') {
            Some((_, extension)) => extension.to_ascii_lowercase(),
            None => String::new(),
        };
        let wanted = if extension == "jpeg" { "jpg" } else { &extension };
        let found = Kind::ALL.into_iter().find(|kind| kind.extension() == wanted);
        found.ok_or(AssetError::UnknownKind { extension })
    }

    /// The extension of published files.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::Gif => "gif",
            Kind::Webp => "webp",
            Kind::Svg => "svg",
        }
    }

    /// The kind that a file's first bytes show, if they show one.
    fn sniff(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Png => "PNG",
            Kind::Jpeg => "JPEG",
            Kind::Gif => "GIF",
            Kind::Webp => "WebP",
            Kind::Svg => "SVG",
        })
    }
}
