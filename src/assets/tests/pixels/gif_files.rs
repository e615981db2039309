//! GIF.

use std::io::Cursor;

use gif::{DisposalMethod, Encoder, Extension, Frame, Repeat};

use super::super::{CANARY, cleaned, holds_canary};
use super::with_canary;

/// Two frames of 2 by 1 pixels on a canvas of 2 by 2, with canaries in all places.
fn planted() -> Vec<u8> {
    let palette = [&[1, 2, 3, 4, 5, 6][..], CANARY.as_bytes(), &[0]].concat();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 2, 2, &palette).unwrap();
    encoder.set_repeat(Repeat::Finite(3)).unwrap();
    let canary = CANARY.as_bytes();
    let plant = |encoder: &mut Encoder<_>, label: Extension, parts: &[&[u8]]| {
        encoder.write_raw_extension(label.into(), parts).unwrap();
    };
    plant(&mut encoder, Extension::Comment, &[canary]);
    plant(&mut encoder, Extension::Application, &[b"XMP DataXMP", canary]);
    plant(&mut encoder, Extension::Application, &[b"ICCRGBG1012", canary]);
    plant(&mut encoder, Extension::Text, &[&[0; 12], canary]);
    let mut frame = Frame::from_indexed_pixels(2, 1, [0, 1], None);
    (frame.delay, frame.dispose) = (7, DisposalMethod::Keep);
    encoder.write_frame(&frame).unwrap();
    plant(&mut encoder, Extension::Comment, &[canary]);
    let own = [&[9, 9, 9, 8, 8, 8][..], canary, &[0]].concat();
    let mut frame = Frame::from_palette_pixels(2, 1, [1, 2], own, Some(2));
    (frame.top, frame.delay, frame.dispose) = (1, 11, DisposalMethod::Background);
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    with_canary(&bytes)
}

/// The colors of the palette that all frames share.
fn shared_colors(bytes: &[u8]) -> Vec<u8> {
    let decoder = gif::DecodeOptions::new().read_info(bytes).unwrap();
    decoder.global_palette().unwrap().to_vec()
}

fn frames(bytes: &[u8]) -> Vec<Frame<'static>> {
    let mut decoder = gif::DecodeOptions::new().read_info(bytes).unwrap();
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        frames.push(frame.clone());
    }
    frames
}

#[test]
fn lose_every_extension_and_unused_color() {
    let bytes = planted();
    let asset = cleaned("a.gif", &bytes);
    assert!(holds_canary(&bytes) && !holds_canary(&asset.bytes));
    assert!(!asset.bytes.windows(2).any(|pair| pair == [0x21, 0xfe] || pair == [0x21, 0x01]));
    assert_eq!(asset.bytes.last(), Some(&0x3b));
    // Three colors that are seen, and room for a transparent one.
    let seen = [1, 2, 3, 4, 5, 6, 8, 8, 8, 0, 0, 0];
    assert_eq!(shared_colors(&asset.bytes), seen);
    assert_eq!((asset.width, asset.height), (Some(2), Some(2)));
}

#[test]
fn keep_their_motion() {
    let asset = cleaned("a.gif", &planted());
    let decoder = gif::DecodeOptions::new().read_info(&asset.bytes[..]).unwrap();
    assert_eq!(decoder.repeat(), Repeat::Finite(3));
    let timing: Vec<_> =
        frames(&asset.bytes).iter().map(|frame| (frame.top, frame.delay, frame.dispose)).collect();
    assert_eq!(timing, [(0, 7, DisposalMethod::Keep), (1, 11, DisposalMethod::Background)]);
}

#[test]
fn keep_every_pixel() {
    let composed = |bytes: &[u8]| {
        use image::AnimationDecoder;
        let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(bytes)).unwrap();
        let frames = decoder.into_frames().collect_frames().unwrap();
        frames.into_iter().map(|frame| frame.into_buffer().into_raw()).collect::<Vec<_>>()
    };
    let bytes = planted();
    let asset = cleaned("a.gif", &bytes);
    let seen = |frames: Vec<Vec<u8>>| -> Vec<Vec<[u8; 4]>> {
        let pixel = |pixel: &[u8]| match pixel {
            [.., 0] => [0; 4],
            pixel => pixel.try_into().unwrap(),
        };
        frames.iter().map(|frame| frame.chunks(4).map(pixel).collect()).collect()
    };
    assert_eq!(seen(composed(&asset.bytes)), seen(composed(&bytes)));
}

#[test]
fn keep_full_palettes_apart_when_they_do_not_fit_together() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 16, 16, &[]).unwrap();
    let pixels: Vec<u8> = (0..=255).collect();
    let palette = |blue: u8| (0..=255).flat_map(|at| [at, at, blue]).collect::<Vec<u8>>();
    for blue in [1, 2] {
        let frame = Frame::from_palette_pixels(16, 16, pixels.clone(), palette(blue), None);
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    let clean = frames(&cleaned("a.gif", &bytes).bytes);
    assert_eq!(clean[0].buffer, pixels);
    assert_eq!(clean[1].palette.as_ref().unwrap(), &palette(2));
}

#[test]
fn lose_what_lies_beside_the_canvas() {
    let mut bytes = Vec::new();
    let palette = [&[1, 2, 3][..], CANARY.as_bytes(), &[0]].concat();
    let mut encoder = Encoder::new(&mut bytes, 2, 2, &palette).unwrap();
    let pixels = [0, 0, 1, 2, 0, 0, 3, 4, 5, 1, 2, 3];
    let mut frame = Frame::from_indexed_pixels(4, 3, pixels, None);
    encoder.write_frame(&frame).unwrap();
    (frame.left, frame.delay) = (2, 5);
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    let asset = cleaned("a.gif", &bytes);
    let clean = frames(&asset.bytes);
    let sizes: Vec<_> = clean.iter().map(|frame| (frame.width, frame.height)).collect();
    assert_eq!(sizes, [(2, 2), (1, 1)]);
    assert_eq!((clean[0].transparent, clean[1].delay), (None, 5));
    assert_eq!(shared_colors(&asset.bytes), [1, 2, 3, 0, 0, 0]);
    assert_eq!(clean[0].buffer.len(), 4);
}
