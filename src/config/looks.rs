//! The looks of the pages: logo, accent color and fonts.

use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Diagnostic, Located, message, value};
use crate::yaml::Fields;

use super::Fonts;

/// The color of links and buttons unless the settings say otherwise.
const DEFAULT_ACCENT: &str = "#1f5fbf";

/// The path of the logo.
pub fn read_logo(fields: &mut Fields<'_>) -> Option<Located<String>> {
    read_path(fields, "logo", "bad-image")
}

/// The accent as `#rrggbb`, in small letters.
pub fn read_accent(fields: &mut Fields<'_>) -> String {
    let Some(accent) = fields.line("accent") else { return DEFAULT_ACCENT.to_owned() };
    let digits = accent.value.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return accent.value.to_ascii_lowercase();
    }
    fields.mistake(
        Diagnostic::error("bad-color", accent.span, "`accent` is not a color")
            .hint("write it in quotes as six hexadecimal digits: `accent: \"#1f5fbf\"`"),
    );
    DEFAULT_ACCENT.to_owned()
}

/// The paths of the fonts.
pub fn read_fonts(mut fields: Fields<'_>) -> Option<Fonts> {
    let [text, bold, headings] =
        ["text", "bold", "headings"].map(|key| read_path(&mut fields, key, "bad-font"));
    if let (None, Some(bold)) = (&text, &bold) {
        fields.mistake(
            Diagnostic::error("bad-font", bold.span, "`fonts` has `bold` but no `text`")
                .hint("name the font of the text too: `text: content/brand/ours.woff2`"),
        );
    }
    fields.finish();
    Some(Fonts { text, bold, headings })
}

/// A path that stays in the project.
fn read_path(
    fields: &mut Fields<'_>,
    key: &'static str,
    code: &'static str,
) -> Option<Located<String>> {
    let path = fields.line(key)?;
    let mut parts = Path::new(&path.value).components();
    let is_inside = parts.all(|part| matches!(part, Component::Normal(_)));
    if path.value.contains('\\') {
        let mended = path.value.replace('\\', "/");
        fields.mistake(
            Diagnostic::error(code, path.span, "a backslash stands in this path")
                .hint(message!("write `/` between folders and files: `{}`", value(mended))),
        );
        return None;
    }
    if is_inside {
        return Some(Located::new(path.value.nfc().collect(), path.span));
    }
    fields.mistake(
        Diagnostic::error(code, path.span, "this path leaves the project")
            .hint("use a path to a file inside the project"),
    );
    None
}
