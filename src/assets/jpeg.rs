//! JPEG: decoded, and encoded again at one quality.

use std::io::Cursor;

use image::DynamicImage;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};

use super::raster::{broken, upright};
use super::{AssetError, Cleaned};

/// High enough that text in a screenshot stays clean, at about the size of the original.
const QUALITY: u8 = 88;
/// Twelve are common; each one costs a pass over the whole picture.
const MAX_SCANS: usize = 32;

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, AssetError> {
    let end = end(bytes)?.ok_or(AssetError::Truncated)?;
    let bytes = bytes.get(..end).ok_or(AssetError::Truncated)?;
    let picture = upright(JpegDecoder::new(Cursor::new(bytes)).map_err(broken)?)?;
    let size = (picture.width(), picture.height());
    Ok((encode(picture)?, Some(size)))
}

/// Follows the markers to the one that ends the picture, without which decoders would fill the gap
/// with gray. A thumbnail with an end of its own lies inside a segment and is stepped over.
fn end(bytes: &[u8]) -> Result<Option<usize>, AssetError> {
    let mut scans = 0;
    let mut at = 2;
    while let Some(&marker) = bytes.get(at + 1) {
        if bytes[at] != 0xff {
            // Pixels of a scan, or bytes that no decoder minds.
            at += 1;
            continue;
        }
        match marker {
            // A padding byte before a marker.
            0xff => at += 1,
            // A pixel byte 0xff, a restart, a marker without content.
            0x00 | 0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 => return Ok(Some(at + 2)),
            _ => {
                scans += usize::from(marker == 0xda);
                let Some(length) = bytes.get(at + 2..at + 4) else {
                    return Ok(None);
                };
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
        }
        if scans > MAX_SCANS {
            return Err(AssetError::TooComplex { what: "scans" });
        }
    }
    Ok(None)
}

fn encode(picture: DynamicImage) -> Result<Vec<u8>, AssetError> {
    let mut encoded = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut encoded, QUALITY);
    match picture {
        DynamicImage::ImageLuma8(gray) => encoder.encode_image(&gray),
        picture => encoder.encode_image(&picture.into_rgb8()),
    }
    .map_err(broken)?;
    Ok(encoded)
}
