//! WebP.

use image::{ImageFormat, Rgba};

use super::super::super::{AssetError, Kind, clean};
use super::super::{CANARY, cleaned, holds_canary};
use super::{decoded, encoded, exif, picture, with_canary};

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_le_bytes();
    let padding = vec![0; content.len() % 2];
    [&name[..], &length, content, &padding].concat()
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[&b"WEBP"[..], &chunks.concat()].concat())
}

/// A WebP of 6 by 4 pixels with a profile, EXIF and XMP.
fn planted(flags: u8) -> Vec<u8> {
    let plain = encoded(&picture(6, 4), ImageFormat::WebP);
    let pixels = plain[12..].to_vec();
    riff(&[
        chunk(b"VP8X", &[flags, 0, 0, 0, 5, 0, 0, 3, 0, 0]),
        chunk(b"ICCP", CANARY.as_bytes()),
        pixels,
        chunk(b"EXIF", &exif(6)),
        chunk(b"XMP ", CANARY.as_bytes()),
        chunk(b"FALC", CANARY.as_bytes()),
    ])
}

#[test]
fn lose_every_chunk_but_the_picture() {
    let bytes = planted(0b0010_1100);
    assert!(holds_canary(&bytes));
    let asset = cleaned("a.webp", &with_canary(&bytes));
    assert!(!holds_canary(&asset.bytes));
    assert_eq!(&asset.bytes[8..16], b"WEBPVP8L");
    let length = u32::from_le_bytes(asset.bytes[16..20].try_into().unwrap());
    assert_eq!(asset.bytes.len(), 20 + length as usize + length as usize % 2);
    assert_eq!((asset.width, asset.height), (Some(4), Some(6)));
}

#[test]
fn are_refused_when_they_move() {
    let pixels = encoded(&picture(6, 4), ImageFormat::WebP)[12..].to_vec();
    let frame = [&[0, 0, 0, 0, 0, 0, 5, 0, 0, 3, 0, 0, 9, 0, 0, 0], &pixels[..]].concat();
    let bytes = riff(&[
        chunk(b"VP8X", &[2, 0, 0, 0, 5, 0, 0, 3, 0, 0]),
        chunk(b"ANIM", &[0; 6]),
        chunk(b"ANMF", &frame),
    ]);
    assert_eq!(clean("a.webp", &bytes), Err(AssetError::Animated { kind: Kind::Webp }));
}

#[test]
fn keep_every_pixel_and_lose_erased_colors() {
    let mut pixels = picture(20, 20).to_rgba8();
    pixels.put_pixel(0, 0, Rgba([70, 65, 76, 0]));
    pixels.put_pixel(1, 0, Rgba([70, 65, 76, 7]));
    let asset = cleaned("a.webp", &encoded(&pixels.clone().into(), ImageFormat::WebP));
    pixels.put_pixel(0, 0, Rgba([0; 4]));
    assert_eq!(decoded(&asset), pixels);
}
