//! Why a picture cannot be published, and what to do about it.

use std::fmt;

use crate::diagnostic::{Message, message, place, value};

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

impl AssetError {
    /// What is wrong, and what to do about it.
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownKind { extension } if extension.is_empty() => {
                "the file has no extension; name it .png, .jpg, .gif, .webp or .svg".into()
            }
            Self::UnknownKind { extension } => {
                let named = value(extension);
                message!("`.{}` files cannot be cleaned; use PNG, JPEG, GIF, WebP or SVG", named)
            }
            Self::Mismatch { named, found } => mismatch(*named, *found),
            Self::TooManyBytes { limit } => {
                let limit = limit / (1024 * 1024);
                message!("the file is larger than {} MB; export a smaller picture", limit)
            }
            Self::TooLarge { width, height } => too_large(*width, *height),
            Self::Truncated => {
                "the file is cut off; export the picture again or restore the file".into()
            }
            Self::Broken { reason } => {
                message!("the picture cannot be decoded ({}); export it again", value(reason))
            }
            Self::Animated { kind } => message!(
                "the {} is animated, which only a GIF may be; export a still picture or a GIF",
                place(kind)
            ),
            Self::TooComplex { what } => {
                message!("the picture has too many {}; export a simpler one", *what)
            }
            Self::NotSvg { reason } => {
                let reason = value(reason);
                message!("the drawing cannot be read ({}); export it again as plain SVG", reason)
            }
            Self::DocumentType => DOCUMENT_TYPE.into(),
            Self::ForeignObject => FOREIGN_OBJECT.into(),
            Self::Style { found } => message!(
                "the drawing's style sheet uses `{}`, which cannot be resolved here; export it \
                 with presentation attributes or inline styles",
                value(found)
            ),
            Self::Embedded { error } => {
                message!("in a picture inside the drawing: {}", error.message())
            }
            Self::Invisible => {
                "the picture shows nothing once what is hidden is gone; show what it should show"
                    .into()
            }
            Self::Disputed { found } => message!(
                "the drawing holds {}, on which two sanitizers disagree; export it as PNG and \
                 please report this",
                value(found)
            ),
        }
    }
}

const DOCUMENT_TYPE: &str = "the drawing declares entities in its `<!DOCTYPE>`; export it as plain \
                             SVG, without the editor's own data";
const FOREIGN_OBJECT: &str = "the drawing shows text through `<foreignObject>`, which would be \
                              lost; export it with plain SVG text (Mermaid: `htmlLabels: false`) \
                              or as PNG";

fn mismatch(named: Kind, found: Option<Kind>) -> Message {
    match found {
        Some(found) => message!(
            "the file is named `.{}` but holds {}; name it `.{}`",
            named.extension(),
            place(found),
            found.extension()
        ),
        None => {
            message!("the file is not {}, as its name says; export the picture again", place(named))
        }
    }
}

fn too_large(width: u32, height: u32) -> Message {
    message!(
        "the picture is {} × {} pixels; make it smaller, at most {} a side and {} million in all",
        width,
        height,
        MAX_SIDE,
        MAX_PIXELS / 1_000_000
    )
}

impl fmt::Display for AssetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().in_full())
    }
}

impl std::error::Error for AssetError {}
