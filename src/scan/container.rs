//! Takes files apart that hold other data: gzip, zlib, the members of a zip,
//! and what a picture says beside its pixels.

use std::io::Read;
use std::ops::Range;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

use super::escape::View;

/// What a file's first bytes say it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Gzip,
    Zlib,
    Zip,
    Png,
    Jpeg,
    Gif,
    Webp,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Anything else.
    Other,
}

impl Kind {
    /// The kind of some data.
    pub fn of(bytes: &[u8]) -> Kind {
        match bytes {
            [0x1f, 0x8b, 8, ..] => Kind::Gzip,
            // Deflate with a window of 32 KiB, and the header's check sum.
            [0x78, flags, ..] if (0x7800 | u16::from(*flags)).is_multiple_of(31) => Kind::Zlib,
            [b'P', b'K', 3, 4, ..] => Kind::Zip,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
            [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
            [b'G', b'I', b'F', b'8', ..] => Kind::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Kind::Utf16,
            _ => Kind::Other,
        }
    }
}

/// Decompresses at most `limit` bytes. Of broken data, what comes before the break.
pub fn inflate(kind: Kind, bytes: &[u8], limit: usize) -> Vec<u8> {
    let mut data = Vec::new();
    let limit = limit as u64;
    // An error ends the data; what was read until then is searched all the same.
    let _end = match kind {
        Kind::Gzip => MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut data),
        Kind::Zlib => ZlibDecoder::new(bytes).take(limit).read_to_end(&mut data),
        Kind::Zip => DeflateDecoder::new(bytes).take(limit).read_to_end(&mut data),
        _ => Ok(0),
    };
    data
}

/// Where the compressed data of each member of a zip begins. Each member has a header of its own,
/// so the archive's directory is not needed.
pub fn zip_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, b"PK\x03\x04").filter_map(|at| {
        let header: &[u8; 30] = bytes[at..].first_chunk()?;
        let number = |low: usize| usize::from(u16::from_le_bytes([header[low], header[low + 1]]));
        let is_deflated = number(8) == 8;
        let start = at + header.len() + number(26) + number(28);
        (is_deflated && start < bytes.len()).then_some(start)
    })
}

/// The data of a PNG's chunks, without the pixels.
pub fn png_chunks(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut at = 8;
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let end = (at + 8).saturating_add(length).min(bytes.len());
        if kind != b"IDAT" && kind != b"fdAT" {
            chunks.push(at + 8..end);
        }
        at = end.saturating_add(4);
    }
    // What follows the last chunk belongs to none.
    chunks.push(at.min(bytes.len())..bytes.len());
    chunks
}

/// The segments of a JPEG up to its pixels, without their lengths: those would join the first word.
pub fn jpeg_segments(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
        let end = (at + 2 + length).min(bytes.len());
        segments.push(at + 4..end.max(at + 4));
        at = end;
        if *marker == 0xda {
            break;
        }
    }
    segments
}

/// The chunks of a WebP, without the names that follow them.
pub fn webp_chunks(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut at = 12;
    while let Some([_, _, _, _, a, b, c, d]) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        let end = (at + 8).saturating_add(length).min(bytes.len());
        chunks.push(at + 8..end);
        at = end + length % 2;
    }
    chunks
}

/// The comments and other texts of a GIF, each put together from its blocks of at most 255 bytes,
/// with the place where it begins.
pub fn gif_texts(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let is_text = |at: &usize| matches!(bytes.get(at + 1), Some(0x01 | 0xfe | 0xff));
    memchr::memchr_iter(0x21, bytes).filter(is_text).map(|at| (at, blocks(bytes, at + 2))).collect()
}

fn blocks(bytes: &[u8], mut at: usize) -> Vec<u8> {
    let mut data = Vec::new();
    while let Some(length) = bytes.get(at).copied().map(usize::from).filter(|length| *length > 0) {
        let end = (at + 1 + length).min(bytes.len());
        data.extend_from_slice(&bytes[at + 1..end]);
        at = end;
    }
    data
}

/// Where compressed data may begin in a chunk: after its key word, of at most 79 bytes, and flags.
pub fn zlib_starts(chunk: &[u8]) -> impl Iterator<Item = usize> {
    (0..chunk.len().min(256)).filter(|&at| Kind::of(&chunk[at..]) == Kind::Zlib)
}

/// UTF-16 with a byte order mark, decoded.
pub fn utf16(bytes: &[u8]) -> View {
    let decode = if bytes[0] == 0xff { u16::from_le_bytes } else { u16::from_be_bytes };
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut view = View::default();
    let mut at = 0;
    for unit in char::decode_utf16(pairs.iter().map(|&pair| decode(pair))) {
        let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        view.push(c, at);
        at += 2 * c.len_utf16();
    }
    view
}
