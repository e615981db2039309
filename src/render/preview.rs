//! The picture that a chat or a mailbox shows of a link: the words of the site, or of one entry, on its
//! color. Drawn with a font that the program carries, so that every machine draws the same.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use image::{DynamicImage, RgbaImage};
use resvg::{tiny_skia, usvg};
use unicode_normalization::UnicodeNormalization as _;

use crate::kept::{HashedBytes, hash_of};
use crate::vault::edition::{ClientEntry, ClientView, PictureView, Site};

use super::plot::wrapped;
use super::{KeptPages, Reason, RenderedFile, one_line};

/// The size that those who show such pictures ask for.
pub const WIDTH: u32 = 1200;
/// As [`WIDTH`].
pub const HEIGHT: u32 = 630;

/// Noto Sans, as far as it has letters of Latin, Greek and Cyrillic; under the license beside it.
const FONT: &[u8] = include_bytes!("preview/NotoSans-SemiBold.ttf");

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// The letters that it has.
const LETTERS: [std::ops::RangeInclusive<u32>; 16] = [
    0x0020..=0x007e,
    0x00a0..=0x024f,
    0x0370..=0x0377,
    0x037a..=0x037f,
    0x0384..=0x038a,
    0x038c..=0x038c,
    0x038e..=0x03a1,
    0x03a3..=0x03e1,
    0x03f0..=0x04ff,
    0x1e00..=0x1eff,
    0x2010..=0x2027,
    0x2030..=0x203a,
    0x20a0..=0x20bf,
    0x2116..=0x2116,
    0x2122..=0x2122,
    0x2212..=0x2212,
];

/// What tells a picture from pages, among what is kept.
const KIND: &str = "preview";

/// Room on each side.
const MARGIN: i32 = 88;
const HEADING: i32 = 80;
const TEXT: i32 = 40;
/// Letters are this much wider than those of most fonts.
const WIDER: i32 = 112;

/// What a picture says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The page that it is for; every other page, if none.
    pub page: Option<String>,
    /// In large letters.
    pub heading: String,
    /// Beneath.
    pub text: Option<String>,
}

/// A picture in a site.
pub struct Preview {
    /// The page that it is for; every other page, if none.
    pub page: Option<String>,
    /// Relative to the site's root.
    pub path: String,
    /// For those who do not see it.
    pub alt: String,
    bytes: HashedBytes,
}

impl Preview {
    /// The picture as pages name it.
    pub fn view(&self) -> PictureView {
        let (src, alt) = (self.path.clone(), self.alt.clone());
        PictureView { src, alt, width: Some(WIDTH), height: Some(HEIGHT) }
    }

    /// The file.
    pub fn file(&self) -> RenderedFile {
        RenderedFile {
            path: self.path.clone(),
            bytes: self.bytes.clone(),
            reason: Reason::Shows(self.page.iter().cloned().collect()),
        }
    }
}

/// The address of a picture, made from its bytes.
pub fn path_of(bytes: &HashedBytes) -> String {
    format!("assets/preview-{}.png", &bytes.hash().to_hex()[..12])
}

/// What the pictures of the client site say. They are of use only where it has an address.
pub fn of_clients(view: &ClientView) -> Vec<Words> {
    let site = &view.site;
    if site.base_url.is_none() {
        return Vec::new();
    }
    let heading = format!("{} roadmap", site.product);
    let own = |entry: &ClientEntry| Words {
        page: Some(entry.url.get().clone()),
        heading: entry.title.get().clone(),
        text: Some(format!("{}. {heading}", entry.status.get().label)),
    };
    let shown = if site.entry_previews { &view.entries[..] } else { &[] };
    let drawn = shown.iter().filter(|entry| ready_made(entry).is_none());
    let mut all: Vec<Words> = drawn.map(own).collect();
    all.push(Words { page: None, heading, text: site.tagline.clone() });
    all
}

/// The pictures of entries that stand for a link to their pages as they are, by page.
pub fn own_of_clients(view: &ClientView) -> BTreeMap<String, PictureView> {
    let shown = if view.site.entry_previews { &view.entries[..] } else { &[] };
    let own = |entry: &ClientEntry| Some((entry.url.get().clone(), ready_made(entry)?.clone()));
    shown.iter().filter_map(own).collect()
}

/// The picture of an entry, if it is of a kind that chats and mailboxes show: drawings are not.
fn ready_made(entry: &ClientEntry) -> Option<&PictureView> {
    let picture = entry.picture.as_ref()?.get();
    (!picture.src.ends_with(".svg")).then_some(picture)
}

/// Draws the picture, if it is not kept; none if the font lacks a letter of the heading.
pub fn draw(words: Words, site: &Site, kept: &KeptPages) -> Option<Preview> {
    let heading = drawable(&words.heading)?;
    let text = words.text.as_deref().and_then(drawable);
    let alt = match &text {
        Some(text) => format!("{heading}. {text}"),
        None => heading.clone(),
    };
    let colors = [site.accent.as_str(), site.accent_ink];
    let made_of = || {
        let text = text.as_deref().unwrap_or_default();
        hash_of(&[KIND, &heading, text, colors[0], colors[1]].map(str::as_bytes))
    };
    let make = || -> Result<_, Infallible> {
        Ok(packed(picture(&heading, text.as_deref(), colors), &alt).into())
    };
    let Ok(bytes) = kept.get_or_make(made_of, make);
    Some(Preview { page: words.page, path: path_of(&bytes), alt, bytes })
}

/// The text in the spelling that the font has, if it has all of it.
fn drawable(text: &str) -> Option<String> {
    let text: String = one_line(text).nfc().collect();
    let is_known = |c: char| LETTERS.iter().any(|range| range.contains(&u32::from(c)));
    text.chars().all(is_known).then_some(text)
}

fn picture(heading: &str, text: Option<&str>, colors: [&str; 2]) -> tiny_skia::Pixmap {
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    let drawing = drawing(heading, text, colors);
    let tree = usvg::Tree::from_str(&drawing, &options).expect("the drawing is ours");
    let mut picture = tiny_skia::Pixmap::new(WIDTH, HEIGHT).expect("it has a size");
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut picture.as_mut());
    picture
}

/// The words as a drawing, in the middle of its height.
fn drawing(heading: &str, text: Option<&str>, [ground, ink]: [&str; 2]) -> String {
    let width = (WIDTH.cast_signed() - 2 * MARGIN) * 100 / WIDER;
    let lines = |text: &str, size: i32| {
        let lines = wrapped(text, size, width).into_iter();
        lines.map(|line| (line, size)).collect::<Vec<_>>()
    };
    let mut all = lines(heading, HEADING);
    all.extend(text.map(|text| lines(text, TEXT)).unwrap_or_default());
    // Lines of text stand further apart, so that they are no part of the heading.
    let height = |size: i32| if size == HEADING { size * 5 / 4 } else { size * 3 / 2 };
    let total: i32 = all.iter().map(|(_, size)| height(*size)).sum();
    let mut y = (HEIGHT.cast_signed() - total) / 2;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{ground}\"/>\
         <rect x=\"{MARGIN}\" y=\"{}\" width=\"96\" height=\"8\" rx=\"4\" fill=\"{ink}\"/>\
         <g font-family=\"Noto Sans SemiBold\" fill=\"{ink}\">",
        y - 44
    );
    for (line, size) in all {
        y += height(size);
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        let base = y - size / 3;
        write!(svg, "<text x=\"{MARGIN}\" y=\"{base}\" font-size=\"{size}\">{line}</text>")
            .expect("a text grows");
    }
    svg + "</g></svg>"
}

/// The picture as a file that says its words: whoever searches the file searches them.
fn packed(picture: tiny_skia::Pixmap, words: &str) -> Vec<u8> {
    let pixels = RgbaImage::from_raw(WIDTH, HEIGHT, picture.take()).expect("it has this size");
    let pixels = DynamicImage::from(pixels).into_rgb8();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let write = || -> Result<(), png::EncodingError> {
        encoder.add_itxt_chunk("Description".to_owned(), words.to_owned())?;
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&pixels)?;
        writer.finish()
    };
    write().expect("the picture has as many pixels as it says");
    bytes
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, LETTERS, WIDTH, drawable, drawing, packed, picture};

    const COLORS: [&str; 2] = ["#123456", "#ffffff"];

    /// How many pixels are not of the ground.
    fn inked(text: &str) -> usize {
        let picture = picture(text, None, COLORS);
        let ground = [0x12, 0x34, 0x56];
        picture.data().chunks_exact(4).filter(|pixel| pixel[..3] != ground).count()
    }

    #[test]
    fn every_letter_that_is_drawn_is_in_the_font() {
        let bar = inked("");
        for start in LETTERS.map(|range| *range.start()) {
            let letter = char::from_u32(start).filter(|c| !c.is_whitespace()).unwrap_or('a');
            assert!(inked(&letter.to_string()) > bar, "{letter}");
        }
        assert_eq!(drawable("Plan\u{e9}e  a\n1"), Some("Plan\u{e9}e a 1".to_owned()));
        assert_eq!(drawable("Plane\u{301}e"), Some("Plan\u{e9}e".to_owned()));
        assert_eq!(drawable("\u{5730}\u{56fe}"), None);
    }

    #[test]
    fn words_are_no_markup_and_stay_on_the_picture() {
        let long = "Orders & stock <of> all shops ".repeat(9);
        let drawing = drawing(&long, Some(&long), COLORS);
        assert!(drawing.contains("Orders &amp; stock &lt;of>"), "{drawing}");
        assert_eq!(drawing.matches("<text").count(), 4);
        let picture = picture(&long, Some(&long), COLORS);
        let rows = picture.data().chunks_exact(4 * WIDTH as usize);
        for row in rows {
            assert_eq!(row[row.len() - 160..][..3], [0x12, 0x34, 0x56], "forty pixels stay free");
        }
    }

    #[test]
    fn the_file_says_its_words_and_is_the_same_each_time() {
        let make = || packed(picture("Caf\u{e9}", None, COLORS), "Caf\u{e9}. Words");
        let bytes = make();
        let said = "Caf\u{e9}. Words".as_bytes();
        assert!(bytes.windows(said.len()).any(|part| part == said));
        assert_eq!(bytes, make());
        assert!(bytes.len() < 64 * 1024, "{}", bytes.len());
        let size = [WIDTH, HEIGHT].map(u32::to_be_bytes).concat();
        assert_eq!(bytes[16..24], size);
    }
}
