//! PNG.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use png::chunk::{ChunkType, eXIf, iCCP};

use super::super::{CANARY, cleaned, holds_canary};
use super::{decoded, encoded, exif, picture, with_canary};

/// A PNG with whatever `plant` adds to its header and between header and pixels.
fn planted(plant: impl Fn(&mut png::Writer<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Comment".to_owned(), CANARY.to_owned()).unwrap();
    encoder.add_ztxt_chunk("mxfile".to_owned(), CANARY.to_owned()).unwrap();
    encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), CANARY.to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    plant(&mut writer);
    writer.write_image_data(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).unwrap();
    writer.write_chunk(ChunkType(*b"faLc"), CANARY.as_bytes()).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The types of all chunks; there must be nothing after the last one.
fn chunks(bytes: &[u8]) -> Vec<String> {
    let mut chunks = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        chunks.push(String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned());
        at += length as usize + 12;
    }
    assert_eq!(at, bytes.len());
    chunks
}

#[test]
fn lose_every_chunk_but_the_picture() {
    let bytes = planted(|writer| {
        writer.write_chunk(eXIf, &exif(1)).unwrap();
        writer.write_chunk(iCCP, &with_canary(b"profile\0\0")).unwrap();
        writer.write_chunk(ChunkType(*b"prVt"), CANARY.as_bytes()).unwrap();
    });
    assert!(holds_canary(&bytes));
    let asset = cleaned("a.png", &with_canary(&bytes));
    assert!(!holds_canary(&asset.bytes));
    assert_eq!(chunks(&asset.bytes), ["IHDR", "PLTE", "IDAT", "IEND"]);
    assert_eq!(decoded(&asset).into_raw()[..8], [1, 2, 3, 255, 4, 5, 6, 255]);
    assert_eq!((asset.width, asset.height), (Some(2), Some(2)));
}

#[test]
fn are_turned_the_way_they_are_seen() {
    let bytes = planted(|writer| writer.write_chunk(eXIf, &exif(3)).unwrap());
    let asset = cleaned("a.png", &bytes);
    assert_eq!(decoded(&asset).into_raw()[..4], [10, 11, 12, 255]);
}

/// Erasing leaves the colors in place, as does "save color values" of some editors.
#[test]
fn lose_the_colors_of_transparent_pixels() {
    let mut pixels = RgbaImage::from_pixel(40, 1, Rgba([9, 9, 9, 255]));
    for (pixel, rgb) in pixels.pixels_mut().zip(CANARY.as_bytes().chunks_exact(3)) {
        pixel.0 = [rgb[0], rgb[1], rgb[2], 0];
    }
    for many_colors in [0, 300] {
        let mut picture = picture(300, 2).to_rgba8();
        for (x, pixel) in pixels.pixels().take(4.max(many_colors / 10)).enumerate() {
            picture.put_pixel(x as u32, 0, *pixel);
        }
        let bytes = encoded(&picture.into(), ImageFormat::Png);
        let clean = decoded(&cleaned("a.png", &bytes));
        assert!(clean.pixels().take(4).all(|pixel| pixel.0 == [0; 4]));
    }
}

#[test]
fn lose_the_unused_colors_of_a_palette() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
    encoder.set_color(png::ColorType::Indexed);
    encoder
        .set_palette(with_canary(&[1, 2, 3, 4, 5, 6]).into_iter().chain([0]).collect::<Vec<_>>());
    encoder.write_header().unwrap().write_image_data(&[0, 1]).unwrap();
    assert!(holds_canary(&bytes));
    let asset = cleaned("a.png", &bytes);
    let start = asset.bytes.windows(4).position(|name| name == b"PLTE").unwrap();
    assert_eq!(asset.bytes[start - 4..start], [0, 0, 0, 6]);
    assert_eq!(decoded(&asset).into_raw(), [1, 2, 3, 255, 4, 5, 6, 255]);
}

#[test]
fn keep_every_pixel_of_every_color_type() {
    let opaque = picture(70, 70);
    let mut see_through = opaque.to_rgba8();
    see_through.pixels_mut().enumerate().for_each(|(at, pixel)| pixel.0[3] = at as u8 | 1);
    let few = RgbaImage::from_fn(9, 9, |x, _| Rgba([x as u8, 0, 0, 100 + x as u8]));
    let pictures = [
        opaque.clone(),
        see_through.into(),
        few.into(),
        opaque.to_luma8().into(),
        opaque.to_luma_alpha8().into(),
        opaque.to_rgb8().into(),
    ];
    for picture in pictures {
        let asset = cleaned("a.png", &encoded(&picture, ImageFormat::Png));
        assert_eq!(decoded(&asset), picture.to_rgba8());
    }
    let deep = DynamicImage::from(opaque.to_rgb16());
    let asset = cleaned("a.png", &encoded(&deep, ImageFormat::Png));
    assert_eq!(decoded(&asset), deep.to_rgba8());
}
