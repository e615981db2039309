//! Searches one file: its text, what its text decodes to, and what its data holds, layer by layer.

use std::ops::Range;

use super::container::{self, Kind};
use super::doubts::{self, Doubt};
use super::encoded;
use super::escape::{self, View};
use super::phrases::{self, Place, source_range};
use super::reading::Reading;
use super::runs::{RUN, RunMatch};
use super::stream::{Gap, Stream};
use super::trace::Keys;
use super::{Form, ScanList};

/// How many encodings inside one another are undone.
const DEEPEST: u8 = 5;

/// How far around an escape a text is decoded, in bytes: room for a run of words and its markup.
pub const AROUND: usize = 256;

/// So many printable characters in a row, among data, are a text, not chance.
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
    pub as_written: bool,
    pub excused: Option<usize>,
}

/// The search of one file.
pub struct Search<'a> {
    list: &'a ScanList,
    found: Vec<Found>,
    budget: usize,
    /// Where to note what is looked up.
    keys: Option<&'a mut Keys>,
}

type Origin<'a> = dyn Fn(usize) -> Range<usize> + 'a;

/// How the text or data at hand came from the file.
struct Layer<'a> {
    /// The outermost encoding, if any was undone.
    form: Option<Form>,
    depth: u8,
    /// From a byte of it to those of the file it came from.
    origin: &'a Origin<'a>,
    /// What is before and after it: [`Gap::None`] where words may be cut.
    edge: Gap,
    /// What its text between tags is.
    place: Place,
}

impl Layer<'_> {
    /// What a decoder made of it.
    fn decoded<'b>(&self, form: Form, origin: &'b Origin) -> Layer<'b> {
        Layer { depth: self.depth + 1, ..self.read_as(form, origin) }
    }

    /// A part of it that only has to be read in another way.
    fn read_as<'b>(&self, form: Form, origin: &'b Origin) -> Layer<'b> {
        Layer { form: Some(self.form.unwrap_or(form)), ..self.part(origin) }
    }

    fn part<'b>(&self, origin: &'b Origin) -> Layer<'b> {
        Layer { origin, edge: Gap::Hard, ..*self }
    }
}

impl<'a> Search<'a> {
    /// Searches the bytes of a file, or those of a path, and notes what is looked up in `keys`.
    pub fn all(list: &'a ScanList, bytes: &[u8], keys: Option<&'a mut Keys>) -> Vec<Found> {
        let budget = bytes.len().saturating_mul(LIMIT_TIMES).saturating_add(LIMIT);
        let mut search = Search { list, found: Vec::new(), budget, keys };
        let origin = |at| at..at + 1;
        let (edge, place) = (Gap::Hard, Place::Visible);
        search.contents(bytes, &Layer { form: None, depth: 0, origin: &origin, edge, place });
        search.found
    }

    /// Searches bytes that may be text or data.
    fn contents(&mut self, bytes: &[u8], layer: &Layer) {
        match Kind::of(bytes) {
            Kind::Gzip | Kind::Zlib => self.compressed(bytes, layer),
            Kind::Zip => self.zip(bytes, layer),
            Kind::Png => self.png(bytes, layer),
            Kind::Jpeg => self.parts(bytes, container::jpeg_segments(bytes), layer),
            Kind::Webp => self.parts(bytes, container::webp_chunks(bytes), layer),
            Kind::Gif => self.gif(bytes, layer),
            Kind::Utf16 => self.utf16(&container::utf16(bytes), layer),
            Kind::Other => {}
        }
        let controls: usize = bytes.chunks(128).map(count_controls).sum();
        // A few stray bytes make no data of a text.
        if controls * 20 <= bytes.len() {
            match str::from_utf8(bytes) {
                Ok(text) => self.long_text(text, layer),
                Err(_) => {
                    let view = escape::lenient(bytes);
                    let origin = |at| (layer.origin)(view.origin(at));
                    self.long_text(&view.text, &layer.part(&origin));
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
        self.inflated(Kind::of(bytes), bytes, layer);
    }

    /// Members that are not compressed are among the data.
    fn zip(&mut self, bytes: &[u8], layer: &Layer) {
        if layer.depth >= DEEPEST {
            return;
        }
        for start in container::zip_starts(bytes) {
            let origin = |at| (layer.origin)(start + at);
            self.inflated(Kind::Zip, &bytes[start..], &layer.part(&origin));
        }
    }

    fn inflated(&mut self, kind: Kind, bytes: &[u8], layer: &Layer) {
        let data = container::inflate(kind, bytes, self.budget);
        self.budget -= data.len();
        let origin = |_| span(layer, 0..bytes.len());
        self.contents(&data, &layer.decoded(Form::Compressed, &origin));
    }

    fn png(&mut self, bytes: &[u8], layer: &Layer) {
        for chunk in container::png_chunks(bytes) {
            let origin = |at| (layer.origin)(chunk.start + at);
            let layer = layer.read_as(Form::Binary, &origin);
            let chunk = &bytes[chunk.clone()];
            for at in container::zlib_starts(chunk) {
                let origin = |here| (layer.origin)(at + here);
                self.compressed(&chunk[at..], &layer.part(&origin));
            }
            // Key words and values are Latin-1 or UTF-8, with zeros between.
            let mut start = 0;
            for value in chunk.split(|&byte| byte == 0) {
                let view = escape::lenient(value);
                let origin = |at| (layer.origin)(start + view.origin(at));
                self.text(&view.text, &layer.part(&origin));
                start += value.len() + 1;
            }
        }
    }

    /// Searches each part by itself: what stands around it would join its first and last words.
    fn parts(&mut self, bytes: &[u8], parts: Vec<Range<usize>>, layer: &Layer) {
        for part in parts {
            let origin = |at| (layer.origin)(part.start + at);
            self.data(&bytes[part.clone()], &layer.part(&origin));
        }
    }

    /// What a text of a GIF holds is said to be where the text begins.
    fn gif(&mut self, bytes: &[u8], layer: &Layer) {
        for (start, text) in container::gif_texts(bytes) {
            let origin = |_| (layer.origin)(start);
            self.data(&text, &layer.part(&origin));
        }
    }

    /// Searches data for texts in it.
    fn data(&mut self, bytes: &[u8], layer: &Layer) {
        for run in encoded::text_runs(bytes) {
            let text = str::from_utf8(&bytes[run.clone()]).expect("a run of text is UTF-8");
            let origin = |at| (layer.origin)(run.start + at);
            self.text_in_data(text, &layer.read_as(Form::Binary, &origin));
        }
        for run in encoded::utf16_runs(bytes) {
            self.utf16(&run, layer);
        }
    }

    /// Searches a text that was decoded from UTF-16 in the data at hand.
    fn utf16(&mut self, view: &View, layer: &Layer) {
        let origin = |at| {
            let unit = view.origin(view.text.floor_char_boundary(at));
            span(layer, unit..unit + 2)
        };
        self.text_in_data(&view.text, &layer.read_as(Form::Binary, &origin));
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
            let cut = Layer { origin: &origin, edge: Gap::None, ..*layer };
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
        let reading = Reading::of(text, layer.edge);
        self.stream(&reading.visible, layer.place, text, layer);
        self.stream(&reading.markup, Place::Markup, text, layer);
        if layer.depth >= DEEPEST {
            return;
        }
        for part in reading.nested {
            let origin = |at| (layer.origin)(part.start + at);
            let layer = layer.part(&origin);
            let (depth, place) = (layer.depth + 1, Place::Markup);
            self.text(&text[part.clone()], &Layer { depth, place, ..layer });
        }
        self.otherwise(text, &reading.noticed.doubts, layer);
        self.addresses(text, layer);
        for part in self.around(text, reading.noticed.escapes.iter().map(|at| *at as usize)) {
            let Some(view) = escape::unescape(&text[part.clone()]) else { continue };
            let origin = |at| (layer.origin)(part.start + view.origin(at));
            let layer = layer.decoded(Form::Escaped, &origin);
            // It may begin or end in a tag.
            let (edge, place) = (edge(text, &part), Place::Markup);
            self.text(&view.text, &Layer { edge, place, ..layer });
        }
        self.encoded(text, layer);
    }

    /// Searches a text once more where it can be read in another way.
    fn otherwise(&mut self, text: &str, doubts: &[Doubt], layer: &Layer) {
        for part in self.around(text, doubts.iter().map(|doubt| doubt.range.start)) {
            let view = doubts::read_otherwise(text, &part, doubts);
            let origin = |at| (layer.origin)(view.origin(at));
            let (edge, place) = (edge(text, &part), Place::Markup);
            let layer = Layer { edge, place, ..layer.part(&origin) };
            let reading = Reading::of(&view.text, edge);
            self.stream(&reading.visible, place, &view.text, &layer);
            self.stream(&reading.markup, place, &view.text, &layer);
        }
    }

    /// Searches the paths of addresses by themselves, if they hold as many words as a copy has:
    /// within an address they are one word.
    fn addresses(&mut self, text: &str, layer: &Layer) {
        for path in doubts::address_paths(text) {
            let bytes = text[path.clone()].bytes();
            let words = bytes.filter(|b| b.is_ascii_uppercase() || !b.is_ascii_alphanumeric());
            if words.count() >= RUN && layer.depth < DEEPEST {
                let origin = |at| (layer.origin)(path.start + at);
                let layer = layer.part(&origin);
                self.text(&text[path.clone()], &Layer { depth: layer.depth + 1, ..layer });
            }
        }
    }

    fn encoded(&mut self, text: &str, layer: &Layer) {
        for row in encoded::rows(text.as_bytes()) {
            let digits = &text.as_bytes()[row.clone()];
            let origin = |_| span(layer, row.clone());
            let inside = layer.decoded(Form::Base64, &origin);
            encoded::base64(digits, |data| self.decoded(data, &inside));
            let inside = layer.decoded(Form::Hex, &origin);
            encoded::hexadecimal(digits, |data| self.decoded(data, &inside));
        }
    }

    /// Searches bytes that are perhaps only the wrong reading of an ordinary word.
    fn decoded(&mut self, bytes: &[u8], layer: &Layer) {
        match Kind::of(bytes) {
            Kind::Gzip | Kind::Zlib => self.compressed(bytes, layer),
            Kind::Zip => self.zip(bytes, layer),
            Kind::Png => self.png(bytes, layer),
            Kind::Jpeg => self.parts(bytes, container::jpeg_segments(bytes), layer),
            Kind::Webp => self.parts(bytes, container::webp_chunks(bytes), layer),
            Kind::Gif => self.gif(bytes, layer),
            Kind::Utf16 | Kind::Other => {}
        }
        self.data(bytes, layer);
    }

    /// Searches one stream for phrases and runs.
    fn stream(&mut self, stream: &Stream, place: Place, text: &str, layer: &Layer) {
        if let Some(keys) = self.keys.as_deref_mut() {
            phrases::note(stream, keys);
        }
        for hit in self.list.phrases.find(stream, text, place) {
            let source = source_range(stream, text, &hit.range);
            let seen = match escape::unescape(&text[source.clone()]) {
                Some(_) => Form::Escaped,
                None => Form::Plain,
            };
            let form = layer.form.unwrap_or(seen);
            let as_written = self.list.is_as_written(hit.id, &text[source.clone()]);
            let (id, excused) = (hit.id, hit.excused);
            self.add(layer, source, Found { id, form, as_written, excused, ..Found::default() });
        }
        if place == Place::Noise {
            return;
        }
        for hit in self.list.runs.find(stream, self.keys.as_deref_mut()) {
            let RunMatch { id, words, restated, range, excused } = hit;
            let form = layer.form.unwrap_or(Form::Plain);
            let source = source_range(stream, text, &range);
            let found = Found { id, form, words, restated, excused, ..Found::default() };
            self.add(layer, source, found);
        }
    }

    fn add(&mut self, layer: &Layer, source: Range<usize>, found: Found) {
        let Range { start, end } = span(layer, source);
        self.found.push(Found { start, end, ..found });
    }

    /// The parts of a text around some places, each as long as what could be spelled with them.
    fn around(&self, text: &str, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
        let reach = self.list.reach();
        let mut parts: Vec<Range<usize>> = Vec::new();
        for at in places {
            let start = word_start(text, at.saturating_sub(reach));
            let end = word_end(text, (at + reach).min(text.len()));
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

/// What is before and after a part of a text: a gap, if it ends there too or has white space.
fn edge(text: &str, part: &Range<usize>) -> Gap {
    let bytes = text.as_bytes();
    let is_whole = (part.start == 0 || bytes[part.start - 1].is_ascii_whitespace())
        && bytes.get(part.end).is_none_or(u8::is_ascii_whitespace);
    if is_whole { Gap::Hard } else { Gap::None }
}

/// How many bytes of at most 255 are none of a text. Without branches, for many at once.
fn count_controls(bytes: &[u8]) -> usize {
    let is_control = |byte: u8| {
        let is_space = (byte == b'\t') | (byte == b'\n') | (byte == 0xc) | (byte == b'\r');
        ((byte < 0x20) & !is_space) | (byte == 0x7f)
    };
    usize::from(bytes.iter().map(|&byte| u8::from(is_control(byte))).sum::<u8>())
}
