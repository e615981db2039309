//! Why a picture cannot be published, and what to do about it.

use std::fmt;

use super::{Kind, MAX_PIXELS, MAX_SIDE};

/// Why a picture cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant's text says what its fields hold")]
pub enum AssetError {
    /// The file name has no extension of a kind that can be cleaned.
    UnknownKind { extension: String },
    /// The extension says one thing and the first bytes another.
    Mismatch { named: Kind, found: Option<Kind> },
    /// The file is larger than `limit` bytes.
    TooManyBytes { limit: usize },
    /// The picture is too wide, too high, or too large in area.
    TooLarge { width: u32, height: u32 },
    /// The file ends before the picture does.
    Truncated,
    /// The file cannot be decoded.
    Broken { reason: String },
    /// It moves, and only GIFs can be carried over with their motion.
    Animated { kind: Kind },
    /// It has more frames, scans, or elements than a page can bear.
    TooComplex { what: &'static str },
    /// The drawing is not UTF-8, or not XML with `<svg>` of the SVG namespace at its root.
    NotSvg { reason: String },
    /// The drawing declares entities or other things in its document type.
    DocumentType,
    /// The drawing shows text through `<foreignObject>`, which no sanitizer can let through.
    ForeignObject,
    /// The drawing's style sheet cannot be resolved without a browser.
    Style { found: String },
    /// A picture embedded in the drawing cannot be cleaned.
    Embedded { error: Box<AssetError> },
    /// Nothing is left once everything hidden is gone.
    Invisible,
    /// The second sanitizer would remove what the first one let through.
    Disputed { found: String },
}

impl fmt::Display for AssetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AssetError::UnknownKind { extension } if extension.is_empty() => {
                f.write_str("the file has no extension; name it .png, .jpg, .gif, .webp or .svg")
            }
            AssetError::UnknownKind { extension } => {
                write!(f, "`.{extension}` files cannot be cleaned; use PNG, JPEG, GIF, WebP or SVG")
            }
            AssetError::Mismatch { named, found: Some(found) } => write!(
                f,
                "the file is named `.{}` but holds {found}; name it `.{}`",
                named.extension(),
                found.extension()
            ),
            AssetError::Mismatch { named, found: None } => {
                write!(f, "the file is not {named}, as its name says; export the picture again")
            }
            AssetError::TooManyBytes { limit } => write!(
                f,
                "the file is larger than {} MB; export a smaller picture",
                limit / (1024 * 1024)
            ),
            AssetError::TooLarge { width, height } => write!(
                f,
                "the picture is {width} × {height} pixels; make it smaller, at most {MAX_SIDE} a \
                 side and {} million in all",
                MAX_PIXELS / 1_000_000
            ),
            AssetError::Truncated => {
                f.write_str("the file is cut off; export the picture again or restore the file")
            }
            AssetError::Broken { reason } => {
                write!(f, "the picture cannot be decoded ({reason}); export it again")
            }
            AssetError::Animated { kind } => write!(
                f,
                "the {kind} is animated, which only a GIF may be; export a still picture or a GIF"
            ),
            AssetError::TooComplex { what } => {
                write!(f, "the picture has too many {what}; export a simpler one")
            }
            AssetError::NotSvg { reason } => {
                write!(f, "the drawing cannot be read ({reason}); export it again as plain SVG")
            }
            AssetError::DocumentType => f.write_str(
                "the drawing declares entities in its `<!DOCTYPE>`; export it as plain SVG, \
                 without the editor's own data",
            ),
            AssetError::ForeignObject => f.write_str(
                "the drawing shows text through `<foreignObject>`, which would be lost; export it \
                 with plain SVG text (Mermaid: `htmlLabels: false`) or as PNG",
            ),
            AssetError::Style { found } => write!(
                f,
                "the drawing's style sheet uses `{found}`, which cannot be resolved here; \
                 export it with presentation attributes or inline styles"
            ),
            AssetError::Embedded { error } => write!(f, "in a picture inside the drawing: {error}"),
            AssetError::Invisible => f.write_str(
                "the picture shows nothing once what is hidden is gone; show what it should show",
            ),
            AssetError::Disputed { found } => write!(
                f,
                "the drawing holds {found}, on which two sanitizers disagree; export it as PNG and \
                 please report this"
            ),
        }
    }
}

impl std::error::Error for AssetError {}
