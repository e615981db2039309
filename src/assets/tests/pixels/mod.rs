//! Canaries in PNG, JPEG, GIF and WebP, and the pixels that must stay.

mod gif_files;
mod jpeg_files;
mod png_files;
mod webp_files;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::super::CleanAsset;
use super::CANARY;

/// A picture in which no two pixels of a row are the same.
fn picture(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_fn(width, height, |x, y| {
        Rgba([(x * 40) as u8, (y * 60) as u8, (x * y) as u8, 255])
    })
    .into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => picture.to_rgb8().write_to(&mut bytes, format),
        _ => picture.write_to(&mut bytes, format),
    }
    .expect("the picture can be encoded");
    bytes.into_inner()
}

fn decoded(asset: &CleanAsset) -> RgbaImage {
    image::load_from_memory(&asset.bytes).expect("it was just encoded").to_rgba8()
}

/// EXIF with an orientation, a text, and a thumbnail with a text.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(CANARY.bytes());
    exif.extend([0xff, 0xd8, 0xff, 0xfe, 0, 16]);
    exif.extend(CANARY.bytes());
    exif.extend([0xff, 0xd9]);
    exif
}

fn with_canary(before: &[u8]) -> Vec<u8> {
    [before, CANARY.as_bytes()].concat()
}
