//! GIFs, whose frames are carried over color by color, with their delays and their loop.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use gif::{ColorOutput, DecodeOptions, DecodingError, EncodingError, Frame, MemoryLimit};

use super::{AssetError, Cleaned, check_size};

/// Enough for a minute at 30 frames a second.
const MAX_FRAMES: usize = 2_000;
/// The area of all frames together, which is also the memory they take, in bytes.
const MAX_PIXELS: usize = 200_000_000;

type Color = [u8; 3];

/// A frame as it is seen: only what lies on the canvas, only the colors that it uses.
struct Picture {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
    delay: u16,
    disposal: gif::DisposalMethod,
    /// For each pixel a place in `colors`, or nothing where it is transparent.
    pixels: Vec<Option<u8>>,
    colors: Vec<Color>,
}

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, AssetError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(super::MAX_PIXELS.try_into().expect("not zero")));
    let mut decoder = options.read_info(bytes).map_err(broken)?;
    let canvas = (decoder.width(), decoder.height());
    check_size(canvas.0.into(), canvas.1.into())?;
    if canvas.0 == 0 || canvas.1 == 0 {
        return Err(AssetError::Invisible);
    }
    let global = decoder.global_palette().map(<[u8]>::to_vec);
    let mut pictures = Vec::new();
    let mut area = 0;
    while let Some(frame) = decoder.next_frame_info().map_err(broken)? {
        area += usize::from(frame.width) * usize::from(frame.height);
        if area > MAX_PIXELS || pictures.len() == MAX_FRAMES {
            return Err(AssetError::TooComplex { what: "frames" });
        }
        let mut pixels = vec![0; decoder.buffer_size()];
        decoder.read_into_buffer(&mut pixels).map_err(broken)?;
        let frame = decoder.current_frame_info().expect("its pixels were just read");
        let palette = frame.palette.as_deref().or(global.as_deref()).unwrap_or_default();
        pictures.push(see(frame, &pixels, palette, canvas));
    }
    if pictures.is_empty() {
        return Err(AssetError::Truncated);
    }
    let encoded = encode(canvas, decoder.repeat(), &pictures).map_err(unwritten)?;
    Ok((encoded, Some((canvas.0.into(), canvas.1.into()))))
}

/// What of a frame can be seen. Pixels beside the canvas and unused colors cannot.
fn see(frame: &Frame, pixels: &[u8], palette: &[u8], canvas: (u16, u16)) -> Picture {
    let width = frame.width.min(canvas.0.saturating_sub(frame.left));
    let height = frame.height.min(canvas.1.saturating_sub(frame.top));
    if width == 0 || height == 0 {
        return unseen(frame);
    }
    let color = |index: u8| -> Option<Color> {
        let start = usize::from(index) * 3;
        let color = palette.get(start..start + 3)?.try_into().ok()?;
        (frame.transparent != Some(index)).then_some(color)
    };
    let seen: Vec<Option<Color>> = pixels
        .chunks_exact(frame.width.into())
        .take(height.into())
        .flat_map(|row| row[..width.into()].iter().map(|&index| color(index)))
        .collect();
    let colors: BTreeSet<Color> = seen.iter().flatten().copied().collect();
    let places: BTreeMap<Color, u8> = colors.iter().copied().zip(0..=255).collect();
    Picture {
        left: frame.left,
        top: frame.top,
        width,
        height,
        delay: frame.delay,
        disposal: frame.dispose,
        pixels: seen.iter().map(|color| color.map(|color| places[&color])).collect(),
        colors: colors.into_iter().collect(),
    }
}

/// A frame that shows nothing but takes its time.
fn unseen(frame: &Frame) -> Picture {
    Picture {
        left: 0,
        top: 0,
        width: 1,
        height: 1,
        delay: frame.delay,
        disposal: frame.dispose,
        pixels: vec![None],
        colors: Vec::new(),
    }
}

fn encode(
    canvas: (u16, u16),
    repeat: gif::Repeat,
    pictures: &[Picture],
) -> Result<Vec<u8>, EncodingError> {
    let shared = shared_colors(pictures);
    let palette = shared.as_deref().map(with_room).unwrap_or_default();
    let mut encoded = Vec::new();
    let mut encoder = gif::Encoder::new(&mut encoded, canvas.0, canvas.1, &palette)?;
    encoder.set_repeat(repeat)?;
    for picture in pictures {
        encoder.write_frame(&frame(picture, shared.as_deref()))?;
    }
    drop(encoder);
    Ok(encoded)
}

/// The colors of all frames, if they and a transparent one fit into a palette.
fn shared_colors(pictures: &[Picture]) -> Option<Vec<Color>> {
    let mut shared = BTreeSet::new();
    for picture in pictures {
        shared.extend(picture.colors.iter().copied());
        if shared.len() > 255 {
            return None;
        }
    }
    Some(shared.into_iter().collect())
}

fn frame<'a>(picture: &'a Picture, shared: Option<&[Color]>) -> Frame<'a> {
    let colors = shared.unwrap_or(&picture.colors);
    let places: Vec<u8> = picture
        .colors
        .iter()
        .map(|color| colors.binary_search(color).expect("it is one of them") as u8)
        .collect();
    let see_through = picture.pixels.contains(&None).then_some(colors.len() as u8);
    let index = |pixel: &Option<u8>| match pixel {
        Some(color) => places[usize::from(*color)],
        None => see_through.expect("a pixel is transparent"),
    };
    Frame {
        delay: picture.delay,
        dispose: picture.disposal,
        transparent: see_through,
        top: picture.top,
        left: picture.left,
        width: picture.width,
        height: picture.height,
        palette: shared.is_none().then(|| with_room(colors)),
        buffer: Cow::Owned(picture.pixels.iter().map(index).collect()),
        ..Frame::default()
    }
}

/// The bytes of a palette with a last color for what is transparent, as far as there is room. A
/// frame of 256 colors has no transparent ones.
fn with_room(colors: &[Color]) -> Vec<u8> {
    let room = [[0; 3]];
    colors.iter().chain(&room).take(256).flatten().copied().collect()
}

fn broken(error: DecodingError) -> AssetError {
    match error {
        DecodingError::UnexpectedEof => AssetError::Truncated,
        error => AssetError::Broken { reason: error.to_string() },
    }
}

fn unwritten(error: EncodingError) -> AssetError {
    AssetError::Broken { reason: error.to_string() }
}
