//! WebP: decoded, and encoded again without loss.

use std::io::Cursor;

use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::{DynamicImage, ExtendedColorType};

use super::raster::{broken, is_opaque, upright, visible_pixels, without_alpha};
use super::{AssetError, Cleaned, Kind};

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, AssetError> {
    let end = end(bytes).ok_or(AssetError::Truncated)?;
    let bytes = bytes.get(..end).ok_or(AssetError::Truncated)?;
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
    if decoder.has_animation() {
        return Err(AssetError::Animated { kind: Kind::Webp });
    }
    let picture = upright(decoder)?;
    let size = (picture.width(), picture.height());
    Ok((encode(picture)?, Some(size)))
}

/// Where the container ends. What follows is not part of the picture.
fn end(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    length.checked_add(8)
}

fn encode(picture: DynamicImage) -> Result<Vec<u8>, AssetError> {
    let mut encoded = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut encoded);
    let pixels = visible_pixels(picture);
    let (width, height) = pixels.dimensions();
    if is_opaque(&pixels) {
        let pixels = without_alpha(&pixels);
        encoder.encode(&pixels, width, height, ExtendedColorType::Rgb8)
    } else {
        encoder.encode(&pixels, width, height, ExtendedColorType::Rgba8)
    }
    .map_err(broken)?;
    Ok(encoded)
}
