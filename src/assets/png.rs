//! PNG: decoded, and encoded again in as few bytes as its colors take.

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, RgbaImage};

use super::raster::{broken, is_opaque, limits, upright, visible_pixels, without_alpha};
use super::{AssetError, Cleaned, Kind, check_size};

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, AssetError> {
    let end = end(bytes).ok_or(AssetError::Truncated)?;
    let bytes = bytes.get(..end).ok_or(AssetError::Truncated)?;
    // The decoder makes room for a row before anybody can ask how long it is.
    let (width, height) = size(bytes).ok_or(AssetError::Truncated)?;
    check_size(width, height)?;
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(broken)?;
    if decoder.is_apng().map_err(broken)? {
        return Err(AssetError::Animated { kind: Kind::Png });
    }
    let picture = upright(decoder)?;
    let size = (picture.width(), picture.height());
    Ok((encode(picture)?, Some(size)))
}

/// Where the last chunk ends. What follows is not part of the picture.
fn end(bytes: &[u8]) -> Option<usize> {
    let mut start = 8;
    loop {
        let header = bytes.get(start..start + 8)?;
        let length = u32::from_be_bytes(header[..4].try_into().ok()?) as usize;
        start = start.checked_add(length)?.checked_add(12)?;
        if &header[4..] == b"IEND" {
            return Some(start);
        }
    }
}

fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

fn encode(picture: DynamicImage) -> Result<Vec<u8>, AssetError> {
    let pixels = visible_pixels(picture);
    let palette = Palette::of(&pixels);
    let (color, data) = match &palette {
        Some(palette) => (png::ColorType::Indexed, palette.indices(&pixels)),
        None if is_opaque(&pixels) => (png::ColorType::Rgb, without_alpha(&pixels)),
        None => (png::ColorType::Rgba, pixels.to_vec()),
    };
    let size = pixels.dimensions();
    drop(pixels);
    let pack = |filter| pack_with(size, color, palette.as_ref(), &data, filter);
    // Photos are smaller with filters, screenshots without. Trying both is the only way to know.
    let (plain, filtered) =
        rayon::join(|| pack(png::Filter::NoFilter), || pack(png::Filter::Adaptive));
    let smaller = |plain: Vec<u8>, filtered: Vec<u8>| {
        if filtered.len() < plain.len() { filtered } else { plain }
    };
    plain
        .and_then(|plain| Ok(smaller(plain, filtered?)))
        .map_err(|error| AssetError::Broken { reason: error.to_string() })
}

fn pack_with(
    (width, height): (u32, u32),
    color: png::ColorType,
    palette: Option<&Palette>,
    data: &[u8],
    filter: png::Filter,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut packed = Vec::new();
    let mut encoder = png::Encoder::new(&mut packed, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_color(color);
    encoder.set_filter(filter);
    if let Some(palette) = palette {
        encoder.set_palette(palette.colors());
        if !palette.is_opaque() {
            encoder.set_trns(palette.alphas());
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(packed)
}

/// The colors of a picture that has at most 256, the transparent ones first.
struct Palette {
    colors: Vec<[u8; 4]>,
}

impl Palette {
    fn of(pixels: &RgbaImage) -> Option<Palette> {
        let mut seen = HashSet::new();
        let mut last = None;
        for pixel in pixels.pixels() {
            if last != Some(pixel.0) && seen.insert(pixel.0) && seen.len() > 256 {
                return None;
            }
            last = Some(pixel.0);
        }
        let mut colors: Vec<_> = seen.into_iter().collect();
        colors.sort_unstable_by_key(|&[red, green, blue, alpha]| (alpha, red, green, blue));
        Some(Palette { colors })
    }

    fn colors(&self) -> Vec<u8> {
        self.colors.iter().flat_map(|color| [color[0], color[1], color[2]]).collect()
    }

    fn is_opaque(&self) -> bool {
        self.colors.iter().all(|color| color[3] == 255)
    }

    /// The alpha of each color up to the last one that is not opaque.
    fn alphas(&self) -> Vec<u8> {
        self.colors.iter().map(|color| color[3]).take_while(|&alpha| alpha < 255).collect()
    }

    fn indices(&self, pixels: &RgbaImage) -> Vec<u8> {
        let places: BTreeMap<_, _> = self.colors.iter().copied().zip(0..=255).collect();
        let mut last = (self.colors[0], 0);
        let index = |pixel: &image::Rgba<u8>| {
            if pixel.0 != last.0 {
                last = (pixel.0, places[&pixel.0]);
            }
            last.1
        };
        pixels.pixels().map(index).collect()
    }
}
