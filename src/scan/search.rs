//! Searches one file: its text, what its text decodes to, and what its data holds, layer by layer.

use std::ops::Range;

use super::container::{self, Kind};
use super::encoded;
use super::escape;
use super::phrases::{Place, source_range};
use super::reading::Reading;
use super::runs::RunMatch;
use super::stream::Stream;
use super::{Form, ScanList};

/// How many encodings inside one another are undone.
const DEEPEST: u8 = 5;

/// How far around an escape a text is decoded, in bytes: room for a run of words and its markup.
const AROUND: usize = 512;

/// A longer row of printable characters in data is a text, not chance.
const TEXT: usize = 16;

/// How much may be decoded and decompressed from one file: so much, and so many times its size.
/// What is beyond it is not looked into.
const LIMIT: usize = 64 << 20;
const LIMIT_TIMES: usize = 16;

/// Texts are read in pieces of this size, each beginning with the end of the one before it.
const PIECE: usize = 1 << 30;
const OVERLAP: usize = 1 << 16;

/// A find, by its place in the file's bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub start: usize,
    pub id: usize,
    pub form: Form,
    pub words: usize,
    pub restated: bool,
    pub end: usize,
}

/// The search of one file.
pub struct Search<'a> {
    list: &'a ScanList,
    found: Vec<Found>,
    budget: usize,
}

type Origin<'a> = dyn Fn(usize) -> Range<usize> + 'a;

/// How the text or data at hand came from the file.
struct Layer<'a> {
    /// The outermost encoding, if any was undone.
    form: Option<Form>,
    depth: u8,
    /// From a byte of it to those of the file it came from.
    origin: &'a Origin<'a>,
    /// Whether it begins and ends where words do.
    whole: bool,
}

impl Layer<'_> {
    fn inside<'b>(&self, form: Form, origin: &'b Origin) -> Layer<'b> {
        Layer { form: Some(self.form.unwrap_or(form)), ..self.within(origin) }
    }

    fn within<'b>(&self, origin: &'b Origin) -> Layer<'b> {
        Layer { form: self.form, depth: self.depth + 1, origin, whole: true }
    }
}

impl<'a> Search<'a> {
    /// Searches the bytes of a file, or those of a path.
    pub fn all(list: &'a ScanList, bytes: &[u8]) -> Vec<Found> {
        let budget = bytes.len().saturating_mul(LIMIT_TIMES).saturating_add(LIMIT);
        let mut search = Search { list, found: Vec::new(), budget };
        let origin = |at| at..at + 1;
        search.contents(bytes, &Layer { form: None, depth: 0, origin: &origin, whole: true });
        search.found
    }

    /// Searches bytes that may be text or data.
    fn contents(&mut self, bytes: &[u8], layer: &Layer) {
        match Kind::of(bytes) {
            Kind::Gzip | Kind::Zlib => self.compressed(bytes, layer),
            Kind::Png => self.png(bytes, layer),
            Kind::Utf16 => {
                let origin = |_| span(layer, 0..bytes.len());
                let layer = layer.inside(Form::Binary, &origin);
                return self.text(&container::utf16(bytes), &layer);
            }
            Kind::Other => {}
        }
        let controls: usize = bytes.iter().map(|&byte| usize::from(is_control(byte))).sum();
        // A few stray bytes make no data of a text.
        if controls * 20 <= bytes.len() {
            match str::from_utf8(bytes) {
                Ok(text) => self.long_text(text, layer),
                Err(_) => {
                    let view = escape::lenient(bytes);
                    let origin = |at| (layer.origin)(view.origin(at));
                    self.long_text(&view.text, &layer.within(&origin));
                }
            }
        }
        if controls > 0 {
            self.data(bytes, layer);
        }
    }

    fn compressed(&mut self, bytes: &[u8], layer: &Layer) {
        if layer.depth >= DEEPEST {
            return;
        }
        let data = container::inflate(Kind::of(bytes), bytes, self.budget);
        self.budget -= data.len();
        let origin = |_| span(layer, 0..bytes.len());
        self.contents(&data, &layer.inside(Form::Compressed, &origin));
    }

    fn png(&mut self, bytes: &[u8], layer: &Layer) {
        for chunk in container::png_chunks(bytes) {
            let origin = |at| (layer.origin)(chunk.start + at);
            let layer = layer.inside(Form::Binary, &origin);
            for at in container::zlib_starts(&bytes[chunk.clone()]) {
                let origin = |here| (layer.origin)(at + here);
                self.compressed(&bytes[chunk.start + at..chunk.end], &layer.within(&origin));
            }
            // Key words and values are Latin-1 or UTF-8, with zeros between.
            for value in bytes[chunk.clone()].split(|&byte| byte == 0) {
                self.text(&escape::lenient(value).text, &layer);
            }
        }
    }

    /// Searches data for texts in it.
    fn data(&mut self, bytes: &[u8], layer: &Layer) {
        for run in encoded::text_runs(bytes) {
            let text = str::from_utf8(&bytes[run.clone()]).expect("a run of text is UTF-8");
            let origin = |at| (layer.origin)(run.start + at);
            self.text_in_data(text, &layer.inside(Form::Binary, &origin));
        }
        for (run, text) in encoded::utf16_runs(bytes) {
            let origin = |_| span(layer, run.clone());
            self.text_in_data(&text, &layer.inside(Form::Binary, &origin));
        }
    }

    fn text_in_data(&mut self, text: &str, layer: &Layer) {
        if text.len() >= TEXT {
            return self.text(text, layer);
        }
        let stream = Stream::plain(text);
        self.stream(&stream, Place::Noise, text, layer);
    }

    fn long_text(&mut self, text: &str, layer: &Layer) {
        let mut start = 0;
        while text.len() - start > PIECE {
            let end = text.floor_char_boundary(start + PIECE);
            let origin = |at| (layer.origin)(start + at);
            let cut = Layer { origin: &origin, whole: false, ..*layer };
            self.text(&text[start..end], &cut);
            start = text.floor_char_boundary(end - OVERLAP);
        }
        let origin = |at| (layer.origin)(start + at);
        self.text(&text[start..], &Layer { origin: &origin, ..*layer });
    }

    /// Searches a text, and what is encoded in it.
    fn text(&mut self, text: &str, layer: &Layer) {
        if layer.depth > 0 {
            let Some(left) = self.budget.checked_sub(text.len()) else { return };
            self.budget = left;
        }
        let reading = Reading::of(text, layer.whole);
        self.stream(&reading.visible, Place::Visible, text, layer);
        self.stream(&reading.markup, Place::Markup, text, layer);
        if layer.depth >= DEEPEST {
            return;
        }
        for part in reading.nested {
            let origin = |at| (layer.origin)(part.start + at);
            self.text(&text[part.clone()], &layer.within(&origin));
        }
        for part in self.around_escapes(text, &reading.escapes) {
            let Some(view) = escape::unescape(&text[part.clone()]) else { continue };
            let origin = |at| (layer.origin)(part.start + view.origin(at));
            let layer = layer.inside(Form::Escaped, &origin);
            self.text(&view.text, &Layer { whole: is_whole(text, &part), ..layer });
        }
        self.encoded(text, layer);
    }

    fn encoded(&mut self, text: &str, layer: &Layer) {
        for row in encoded::rows(text.as_bytes()) {
            let digits = &text.as_bytes()[row.clone()];
            let origin = |_| span(layer, row.clone());
            let inside = layer.inside(Form::Base64, &origin);
            encoded::base64(digits, |data| self.decoded(data, &inside));
            let inside = layer.inside(Form::Hex, &origin);
            encoded::hexadecimal(digits, |data| self.decoded(data, &inside));
        }
    }

    /// Searches bytes that are perhaps only the wrong reading of an ordinary word.
    fn decoded(&mut self, bytes: &[u8], layer: &Layer) {
        match Kind::of(bytes) {
            Kind::Gzip | Kind::Zlib => self.compressed(bytes, layer),
            Kind::Png => self.png(bytes, layer),
            Kind::Utf16 | Kind::Other => {}
        }
        self.data(bytes, layer);
    }

    /// Searches one stream for phrases and runs.
    fn stream(&mut self, stream: &Stream, place: Place, text: &str, layer: &Layer) {
        for hit in self.list.phrases.find(stream, text, place) {
            let source = source_range(stream, text, &hit.range);
            let seen = match escape::unescape(&text[source.clone()]) {
                Some(_) => Form::Escaped,
                None => Form::Plain,
            };
            let form = layer.form.unwrap_or(seen);
            self.add(layer, source, Found { id: hit.id, form, ..Found::default() });
        }
        if place == Place::Noise {
            return;
        }
        for hit in self.list.runs.find(stream) {
            let RunMatch { id, words, restated, range } = hit;
            let form = layer.form.unwrap_or(Form::Plain);
            let source = source_range(stream, text, &range);
            self.add(layer, source, Found { id, form, words, restated, ..Found::default() });
        }
    }

    fn add(&mut self, layer: &Layer, source: Range<usize>, found: Found) {
        let Range { start, end } = span(layer, source);
        self.found.push(Found { start, end, ..found });
    }

    /// The parts of a text around its escapes, each as long as what could be spelled with them.
    fn around_escapes(&self, text: &str, escapes: &[u32]) -> Vec<Range<usize>> {
        let reach = AROUND.max(self.list.phrases.longest() * 4);
        let mut parts: Vec<Range<usize>> = Vec::new();
        for &at in escapes {
            let start = word_start(text, (at as usize).saturating_sub(reach));
            let end = word_end(text, (at as usize + reach).min(text.len()));
            match parts.last_mut().filter(|part| start <= part.end) {
                Some(part) => part.end = end,
                None => parts.push(start..end),
            }
        }
        parts
    }
}

/// The bytes of the file that a range of bytes came from.
fn span(layer: &Layer, range: Range<usize>) -> Range<usize> {
    (layer.origin)(range.start).start..(layer.origin)(range.end - 1).end
}

/// A place near `at`, not after it, where a word begins; or `at`, if the words there are endless.
fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let from = at.saturating_sub(AROUND);
    let space = text.as_bytes()[from..at].iter().rposition(u8::is_ascii_whitespace);
    space.map_or(if from == 0 { 0 } else { at }, |space| from + space + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let to = text.len().min(at + AROUND);
    let space = text.as_bytes()[at..to].iter().position(u8::is_ascii_whitespace);
    space.map_or(if to == text.len() { to } else { at }, |space| at + space)
}

/// Whether a part of a text begins and ends at its edges or at white space.
fn is_whole(text: &str, part: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    (part.start == 0 || bytes[part.start - 1].is_ascii_whitespace())
        && bytes.get(part.end).is_none_or(u8::is_ascii_whitespace)
}

/// Whether a byte is none of a text. Without branches, to be asked of many bytes at once.
fn is_control(byte: u8) -> bool {
    let is_space = (byte == b'\t') | (byte == b'\n') | (byte == 0xc) | (byte == b'\r');
    ((byte < 0x20) & !is_space) | (byte == 0x7f)
}
