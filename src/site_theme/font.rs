//! Fonts of a project: WOFF2 files, checked and put into the site theme.
//!
//! A font is published as it is, so a file with anything in it beside the font is refused.

use std::path::Path;

use crate::config::Fonts;
use crate::diagnostic::{Diagnostic, Located, message, place, value};
use crate::read::{Contents, on_disk, read_ordinary, symlink, symlink_within};

/// Largest font, in bytes: as much as a reader on a telephone may be asked to wait for.
const MAX_BYTES: u64 = 2 * 1024 * 1024;
/// The fixed part at the start of a WOFF2 file, in bytes.
const HEADER: usize = 48;
/// The number of the table `fvar`, which only variable fonts have, among the known tables of
/// WOFF2 (<https://www.w3.org/TR/WOFF2/#table_dir_format>).
const FVAR: u8 = 47;
/// The numbers of `glyf` and `loca`, which are transformed unless they say otherwise.
const TRANSFORMED: [u8; 2] = [10, 11];
/// A table that is not known: its four-letter tag follows.
const ARBITRARY: u8 = 63;

/// The fonts of a project.
#[derive(Clone, Debug, Default)]
pub struct FontFiles {
    text: Option<FontFile>,
    bold: Option<FontFile>,
    headings: Option<FontFile>,
}

#[derive(Clone, Debug)]
struct FontFile {
    bytes: Vec<u8>,
    is_variable: bool,
}

impl FontFiles {
    /// Reads and checks the files that the settings name.
    pub fn load(project: &Path, fonts: &Fonts, mistakes: &mut Vec<Diagnostic>) -> FontFiles {
        let mut load = |path: &Option<Located<String>>| {
            let path = path.as_ref()?;
            let found = read(project, &path.value);
            found
                .map_err(|mistake| mistakes.push(Diagnostic { span: Some(path.span), ..mistake }))
                .ok()
        };
        let (text, bold) = (load(&fonts.text), load(&fonts.bold));
        FontFiles { text, bold, headings: load(&fonts.headings) }
    }

    /// The files by the name that the style sheet gives them.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let named = [
            ("font-text.woff2", &self.text),
            ("font-bold.woff2", &self.bold),
            ("font-headings.woff2", &self.headings),
        ];
        named.into_iter().filter_map(|(name, font)| Some((name, font.as_ref()?.bytes.as_slice())))
    }

    /// The rules that style sheets end with.
    pub(super) fn rules(&self) -> String {
        let mut rules = String::new();
        if let Some(text) = &self.text {
            let weights = match (&self.bold, text.is_variable) {
                (Some(_), _) => "font-weight:100 500;",
                (None, true) => "font-weight:100 900;",
                // The browser makes its bold.
                (None, false) => "",
            };
            rules.push_str(&face("Own Text", "font-text.woff2", weights));
            rules.push_str(":root{--sans:\"Own Text\",system-ui,sans-serif}\n");
        }
        if self.bold.is_some() {
            rules.push_str(&face("Own Text", "font-bold.woff2", "font-weight:501 900;"));
        }
        if self.headings.is_some() {
            // A font made for headings has the weight that its designer meant.
            rules.push_str(&face("Own Headings", "font-headings.woff2", "font-weight:100 900;"));
            rules.push_str("h1,h2,h3,h4,.brand{font-family:\"Own Headings\",var(--sans)}\n");
        }
        rules
    }
}

fn face(family: &str, file: &str, weights: &str) -> String {
    format!(
        "@font-face{{font-family:\"{family}\";src:url(\"{file}\") format(\"woff2\");\
         {weights}font-display:swap}}\n"
    )
}

fn read(project: &Path, path: &str) -> Result<FontFile, Diagnostic> {
    let file = on_disk(project, path);
    if let Some(link) = symlink_within(project, &file) {
        return Err(symlink(&link));
    }
    let contents = read_ordinary(&file, MAX_BYTES).map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => message!("there is no font `{}`", value(path)),
            _ => message!("the font `{}` cannot be read: {}", value(path), place(error)),
        };
        Diagnostic::unplaced("broken-font", message).hint("the path starts from the project")
    })?;
    let refuse = |why: &'static str, hint: &'static str| {
        let message = message!("the font `{}` cannot be used: {}", place(path), why);
        Diagnostic::unplaced("bad-font", message).hint(hint)
    };
    let Contents::Whole(bytes) = contents else {
        return Err(refuse("it has more than 2 MiB", "leave out the letters that you do not need"));
    };
    match check(&bytes) {
        Ok(is_variable) => Ok(FontFile { bytes, is_variable }),
        Err(Fault::NotWoff2) => Err(refuse(
            "it is no WOFF2 file",
            "ask the maker of the font for its web version, which ends in `.woff2`",
        )),
        Err(Fault::Baggage) => Err(refuse(
            "it holds notes beside the font, and every reader could read them",
            "make the file anew without metadata and private data",
        )),
    }
}

/// Why a font is refused.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    NotWoff2,
    /// Metadata, private data, or bytes that belong to nothing.
    Baggage,
}

/// Whether the font is variable, if the file is a font and nothing else.
fn check(bytes: &[u8]) -> Result<bool, Fault> {
    let number = |at: usize| -> Result<usize, Fault> {
        let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
        Ok(u32::from_be_bytes(four.ok_or(Fault::NotWoff2)?) as usize)
    };
    if !bytes.starts_with(b"wOF2") || bytes.len() < HEADER {
        return Err(Fault::NotWoff2);
    }
    let (length, compressed) = (number(8)?, number(20)?);
    let tables = number(12)? >> 16;
    let (metadata, private) = (number(32)?, number(44)?);
    let is_collection = bytes[4..8] == *b"ttcf";
    if bytes.len() < length || tables == 0 || is_collection {
        return Err(Fault::NotWoff2);
    }
    let mut rest = &bytes[HEADER..];
    let mut is_variable = false;
    for _ in 0..tables {
        is_variable |= table(&mut rest).ok_or(Fault::NotWoff2)?;
    }
    let end = bytes.len() - rest.len() + compressed;
    if end > bytes.len() {
        return Err(Fault::NotWoff2);
    }
    // Padded to a multiple of four.
    if metadata > 0 || private > 0 || bytes.len() > end.next_multiple_of(4) {
        return Err(Fault::Baggage);
    }
    Ok(is_variable)
}

/// Reads an entry of the table directory; whether it is `fvar`.
fn table(rest: &mut &[u8]) -> Option<bool> {
    let (flags, after) = rest.split_first()?;
    *rest = after;
    let (kind, version) = (flags & 63, flags >> 6);
    let is_fvar = if kind == ARBITRARY {
        let (tag, after) = rest.split_at_checked(4)?;
        *rest = after;
        tag == b"fvar"
    } else {
        kind == FVAR
    };
    skip_number(rest)?;
    let plain = if TRANSFORMED.contains(&kind) { 3 } else { 0 };
    if version != plain {
        // The length after the transformation.
        skip_number(rest)?;
    }
    Some(is_fvar)
}

/// Skips a number of one to five bytes, whose last byte is below 128.
fn skip_number(rest: &mut &[u8]) -> Option<()> {
    let length = rest.iter().take(5).position(|byte| *byte < 128)? + 1;
    *rest = &rest[length..];
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{FVAR, Fault, FontFile, FontFiles, HEADER, check};

    /// A file with these tables, as flags of the directory, and so many bytes of their contents.
    fn font(tables: &[u8], compressed: u32) -> Vec<u8> {
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(b"wOF2\0\x01\0\0");
        bytes[13] = u8::try_from(tables.len()).expect("few tables");
        bytes[20..24].copy_from_slice(&compressed.to_be_bytes());
        for flags in tables {
            bytes.push(*flags);
            if flags & 63 == 63 {
                bytes.extend_from_slice(b"fvar");
            }
            bytes.extend_from_slice(&[0x81, 0x00]);
            if matches!(flags, 10 | 11 | 0x43) {
                bytes.push(7);
            }
        }
        bytes.extend(std::iter::repeat_n(1, compressed as usize));
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        let length = u32::try_from(bytes.len()).expect("a short file").to_be_bytes();
        bytes[8..12].copy_from_slice(&length);
        bytes
    }

    #[test]
    fn a_font_is_variable_if_it_has_axes() {
        assert_eq!(check(&font(&[0, 10, 11, 0x43], 9)), Ok(false));
        assert_eq!(check(&font(&[0, 0xca, 0xcb, 3], 9)), Ok(false));
        assert_eq!(check(&font(&[0, 10, FVAR], 9)), Ok(true));
        assert_eq!(check(&font(&[0, 63], 9)), Ok(true));
    }

    #[test]
    fn what_is_no_font_is_refused_at_any_length() {
        let whole = font(&[0, 10, 11, 63], 40);
        for length in 0..whole.len() {
            assert_eq!(check(&whole[..length]), Err(Fault::NotWoff2), "{length} bytes");
        }
        for other in [&b"wOFF"[..], b"\0\x01\0\0", b"OTTO", b"<svg"] {
            let bytes = [other, &whole[4..]].concat();
            assert_eq!(check(&bytes), Err(Fault::NotWoff2), "{other:?}");
        }
        let mut collection = whole.clone();
        collection[4..8].copy_from_slice(b"ttcf");
        assert_eq!(check(&collection), Err(Fault::NotWoff2));
    }

    #[test]
    fn notes_beside_the_font_are_refused() {
        let whole = font(&[0, 10], 9);
        let with = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at + 3] = 1;
            bytes
        };
        assert_eq!(check(&with(32)), Err(Fault::Baggage), "metadata");
        assert_eq!(check(&with(44)), Err(Fault::Baggage), "private data");
        assert_eq!(check(&[&whole[..], b"note"].concat()), Err(Fault::Baggage), "at the end");
    }

    #[test]
    fn each_font_has_the_weights_that_it_can_show() {
        let file = |is_variable| Some(FontFile { bytes: vec![1], is_variable });
        let rules = |text, bold, headings| FontFiles { text, bold, headings }.rules();
        assert_eq!(rules(None, None, None), "");
        assert_eq!(
            rules(file(false), None, None),
            "@font-face{font-family:\"Own Text\";src:url(\"font-text.woff2\") format(\"woff2\");\
             font-display:swap}\n:root{--sans:\"Own Text\",system-ui,sans-serif}\n"
        );
        assert!(rules(file(true), None, None).contains("font-weight:100 900;"));
        let both = rules(file(false), file(false), None);
        assert!(both.contains("font-text.woff2\") format(\"woff2\");font-weight:100 500;"));
        assert!(both.contains("font-bold.woff2\") format(\"woff2\");font-weight:501 900;"));
        let headings = rules(None, None, file(false));
        assert!(headings.contains("h1,h2,h3,h4,.brand{font-family:\"Own Headings\",var(--sans)}"));
        assert!(!headings.contains("--sans:"));
    }
}
