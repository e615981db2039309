//! JPEG.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::super::{CANARY, cleaned, holds_canary};
use super::{decoded, encoded, exif, picture, with_canary};

/// A segment with its length.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// A JPEG with segments after its first marker.
fn planted(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = encoded(&picture(6, 4), ImageFormat::Jpeg);
    [&plain[..2], &segments.concat(), &plain[2..]].concat()
}

/// The markers up to the pixels, and the last one.
fn markers(bytes: &[u8]) -> Vec<u8> {
    let mut markers = Vec::new();
    let mut at = 2;
    while markers.last() != Some(&0xda) {
        assert_eq!(bytes[at], 0xff);
        markers.push(bytes[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    assert_eq!(bytes[bytes.len() - 2], 0xff);
    markers.push(bytes[bytes.len() - 1]);
    markers.dedup();
    markers
}

#[test]
fn lose_every_segment_but_the_picture() {
    let bytes = planted(&[
        segment(0xe0, &with_canary(b"JFXX\0\x10")),
        segment(0xe1, &[b"Exif\0\0", &exif(1)[..]].concat()),
        segment(0xe1, &with_canary(b"http://ns.adobe.com/xap/1.0/\0")),
        segment(0xe2, &with_canary(b"ICC_PROFILE\0\x01\x01")),
        segment(0xe2, &with_canary(b"MPF\0")),
        segment(0xed, &with_canary(b"Photoshop 3.0\x008BIM\x04\x04")),
        segment(0xef, CANARY.as_bytes()),
        segment(0xfe, CANARY.as_bytes()),
    ]);
    // Phones append a video or a depth map.
    let asset = cleaned("a.jpg", &with_canary(&bytes));
    assert!(!holds_canary(&asset.bytes));
    // JFIF, frame, tables, pixels, end.
    assert_eq!(markers(&asset.bytes), [0xe0, 0xc0, 0xdb, 0xc4, 0xda, 0xd9]);
    assert_eq!((asset.width, asset.height), (Some(6), Some(4)));
}

#[test]
fn are_turned_the_way_they_are_seen() {
    let bytes = planted(&[segment(0xe1, &[b"Exif\0\0", &exif(6)[..]].concat())]);
    let asset = cleaned("a.jpeg", &bytes);
    assert_eq!((asset.width, asset.height), (Some(4), Some(6)));
    let upright = cleaned("a.jpeg", &planted(&[]));
    // A quarter to the right: the upper left corner was the lower left one.
    let (turned, upright) = (decoded(&asset), decoded(&upright));
    let (one, other) = (turned.get_pixel(0, 0), upright.get_pixel(0, 3));
    assert!(one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) < 30));
}

#[test]
fn keep_gray_pictures_gray() {
    let gray = DynamicImage::from(picture(8, 8).to_luma8());
    let mut bytes = Cursor::new(Vec::new());
    gray.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let asset = cleaned("a.jpg", bytes.get_ref());
    let clean = image::load_from_memory(&asset.bytes).unwrap();
    assert!(matches!(clean, DynamicImage::ImageLuma8(_)));
}
