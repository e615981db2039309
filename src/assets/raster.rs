//! What PNG, JPEG and WebP have in common: one frame of pixels.

use image::{DynamicImage, ImageDecoder, ImageError, Limits, RgbaImage};

use super::{AssetError, check_size};

/// Room for the largest picture in 16 bits per channel.
const MAX_MEMORY: u64 = 512 * 1024 * 1024;

/// How much memory a decoder may take.
pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

/// Decodes the picture and turns it the way its metadata, soon gone, say it is to be seen.
pub(super) fn upright(mut decoder: impl ImageDecoder) -> Result<DynamicImage, AssetError> {
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    decoder.set_limits(limits()).map_err(broken)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Transparent pixels keep the color they had before somebody erased them. Here they lose it.
pub(super) fn visible_pixels(picture: DynamicImage) -> RgbaImage {
    let mut pixels = picture.into_rgba8();
    for pixel in pixels.pixels_mut() {
        if pixel.0[3] == 0 {
            pixel.0 = [0; 4];
        }
    }
    pixels
}

pub(super) fn is_opaque(pixels: &RgbaImage) -> bool {
    pixels.pixels().all(|pixel| pixel.0[3] == 255)
}

pub(super) fn without_alpha(pixels: &RgbaImage) -> Vec<u8> {
    pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect()
}

pub(super) fn broken(error: ImageError) -> AssetError {
    AssetError::Broken { reason: error.to_string() }
}
