//! Pictures that are cut off, too large, or not what they say: errors, never a panic or a hang.

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, RgbImage};

use super::super::{AssetError, Kind, MAX_BYTES, clean};
use super::cleaned;

const KINDS: [(&str, ImageFormat); 4] = [
    ("a.png", ImageFormat::Png),
    ("a.jpg", ImageFormat::Jpeg),
    ("a.gif", ImageFormat::Gif),
    ("a.webp", ImageFormat::WebP),
];

fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 1_u32;
    let picture = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let bytes = state.to_be_bytes();
        image::Rgb([bytes[0] & 0x30, bytes[1] & 0x30, bytes[2] & 0x30])
    });
    picture.into()
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    noise(40, 30).write_to(&mut bytes, format).expect("the picture can be encoded");
    bytes.into_inner()
}

#[test]
fn files_cut_off_anywhere_are_errors() {
    for (name, format) in KINDS {
        let bytes = encoded(format);
        cleaned(name, &bytes);
        for end in 0..bytes.len() {
            assert!(clean(name, &bytes[..end]).is_err(), "{name} of {end} bytes");
        }
    }
}

#[test]
fn a_cut_off_jpeg_says_so() {
    let bytes = encoded(ImageFormat::Jpeg);
    let error = clean("a.jpg", &bytes[..bytes.len() / 2]).unwrap_err();
    assert_eq!(error, AssetError::Truncated);
}

#[test]
fn changed_bytes_never_panic() {
    for (name, format) in KINDS {
        let good = encoded(format);
        let mut state = 7_u64;
        for _ in 0..200 {
            let mut bytes = good.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 20) as u8;
            }
            let _ = clean(name, &bytes);
        }
    }
}

#[test]
fn a_kind_is_what_its_bytes_say() {
    let png = encoded(ImageFormat::Png);
    let error = clean("photo.jpg", &png).unwrap_err();
    assert_eq!(error.to_string(), "the file is named `.jpg` but holds PNG; name it `.png`");
    let error = clean("photo.svg", &png).unwrap_err();
    assert_eq!(error.to_string(), "the file is named `.svg` but holds PNG; name it `.png`");
    let error = clean("photo.png", b"<svg/>").unwrap_err();
    let wanted = "the file is not PNG, as its name says; export the picture again";
    assert_eq!(error.to_string(), wanted);
    for (name, _) in KINDS {
        assert!(clean(name, b"").is_err());
    }
}

#[test]
fn files_that_are_too_large_are_not_looked_into() {
    let error = clean("a.png", &vec![0; MAX_BYTES + 1]).unwrap_err();
    assert_eq!(error.to_string(), "the file is larger than 20 MB; export a smaller picture");
    let error = clean("a.svg", &vec![b' '; 2 * 1024 * 1024 + 1]).unwrap_err();
    assert_eq!(error.to_string(), "the file is larger than 2 MB; export a smaller picture");
}

/// A PNG of a few bytes that asks for gigabytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().expect("the header is valid");
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]).expect("in memory");
    drop(writer);
    bytes
}

#[test]
fn pictures_that_are_too_large_are_not_decoded() {
    let start = Instant::now();
    for (width, height) in [(12_001, 1), (1, 12_001), (11_000, 11_000), (u32::MAX >> 1, 9)] {
        let error = clean("a.png", &bomb(width, height)).unwrap_err();
        assert!(matches!(error, AssetError::TooLarge { .. }), "{error}");
    }
    let mut gif = Vec::new();
    let mut encoder = gif::Encoder::new(&mut gif, 60_000, 60_000, &[0; 6]).expect("in memory");
    let frame = gif::Frame::from_indexed_pixels(1, 1, [0], None);
    encoder.write_frame(&frame).expect("in memory");
    drop(encoder);
    assert!(matches!(clean("a.gif", &gif), Err(AssetError::TooLarge { .. })));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn gifs_with_frames_without_end_are_refused() {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 1, 1, &[0; 6]).expect("in memory");
    for _ in 0..2_001 {
        let frame = gif::Frame::from_indexed_pixels(1, 1, [0], None);
        encoder.write_frame(&frame).expect("in memory");
    }
    drop(encoder);
    assert_eq!(clean("a.gif", &bytes), Err(AssetError::TooComplex { what: "frames" }));
}

#[test]
fn jpegs_with_scans_without_end_are_refused() {
    let plain = encoded(ImageFormat::Jpeg);
    let start = plain.windows(2).position(|pair| pair == [0xff, 0xda]).expect("it has a scan");
    let scan = &plain[start..plain.len() - 2];
    let bytes = [&plain[..start], &scan.repeat(33), &[0xff, 0xd9]].concat();
    assert_eq!(clean("a.jpg", &bytes), Err(AssetError::TooComplex { what: "scans" }));
}

#[test]
fn animated_pngs_are_refused() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_animated(2, 0).expect("two frames");
    let mut writer = encoder.write_header().expect("the header is valid");
    writer.write_image_data(&[0]).expect("one pixel");
    writer.write_image_data(&[1]).expect("one pixel");
    writer.finish().expect("in memory");
    assert_eq!(clean("a.png", &bytes), Err(AssetError::Animated { kind: Kind::Png }));
}
