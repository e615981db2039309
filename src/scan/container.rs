//! Takes files apart that hold other data: gzip, zlib, and the chunks of a PNG.

use std::io::Read;
use std::ops::Range;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::escape::View;

/// What a file's first bytes say it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Gzip,
    Zlib,
    Png,
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
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
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
        Kind::Png | Kind::Utf16 | Kind::Other => Ok(0),
    };
    data
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
