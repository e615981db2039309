//! What stops the eraser. A fault names a document, a line and a rule, never a hidden text.

use std::fmt;

/// Why a project could not be erased. The build that asked for it must fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EraseError {
    /// Path of the document, as it was handed in.
    pub document: String,
    /// Line in that document, counted from 1.
    pub line: usize,
    /// The rule that was broken.
    pub cause: Cause,
}

/// The rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No `---` on the first line, or none that closes the front matter.
    FrontMatterMissing,
    /// The front matter is not YAML, or not one mapping of plain keys.
    Yaml,
    /// An anchor, an alias or a merge key: a label could come from elsewhere.
    Reference,
    /// A YAML tag on a value that would be kept.
    Tag,
    /// The same key twice.
    DuplicateKey(String),
    /// A key one slip away from a label, such as `confidental`.
    LabelMisspelt(String),
    /// A label whose value is not understood, or that means nothing in this place.
    LabelUnknown(&'static str),
    /// A key that every document of this kind has.
    KeyMissing(&'static str),
    /// A key whose value has another shape than the format says.
    Shape(&'static str),
    /// A carriage return that ends no line: readers disagree about where lines begin.
    CarriageReturn,
    /// A block that no `:::` closes.
    MarkerUnclosed,
    /// A block inside a block.
    MarkerNested,
    /// A `:::` that closes nothing.
    MarkerStray,
    /// A marker that is not at the start of its line.
    MarkerMisplaced,
    /// A line of three colons that is no marker.
    MarkerMisspelt,
    /// A marker inside raw HTML or a comment.
    MarkerInHtml,
    /// A link or image whose destination cannot be found in the source beyond doubt.
    DestinationLost,
    /// A link or image that could mean more than one file.
    DestinationAmbiguous,
    /// Two themes have the same file name, so an entry could mean either.
    SameThemeName,
    /// Two documents of one kind are shown under the same title; this is the other one.
    SameTitle(String),
}

/// A broken rule before it is known which document holds it.
#[derive(Debug)]
pub struct Fault {
    pub line: usize,
    pub cause: Cause,
}

impl Fault {
    pub fn new(line: usize, cause: Cause) -> Self {
        Self { line, cause }
    }

    pub fn within(self, document: &str) -> EraseError {
        EraseError { document: document.to_owned(), line: self.line, cause: self.cause }
    }
}

impl fmt::Display for EraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.document, self.line, self.cause)
    }
}

impl Cause {
    /// What to say of it: words, a word of the document if there is one, and more words.
    pub fn words(&self) -> (&'static str, Option<&str>, &'static str) {
        let words = match self {
            Self::FrontMatterMissing => "front matter between two lines of `---` is missing",
            Self::Yaml => "the front matter is not one YAML mapping",
            Self::Reference => "YAML anchors, aliases and merge keys are not allowed",
            Self::Tag => "YAML tags are not allowed here",
            Self::DuplicateKey(key) => return ("`", Some(key), "` is given twice"),
            Self::LabelMisspelt(key) => return ("`", Some(key), "` looks like a misspelt label"),
            Self::LabelUnknown(key) => {
                let rest = "` is not understood, so nothing is shown";
                return ("the value of `", Some(key), rest);
            }
            Self::KeyMissing(key) => return ("`", Some(key), "` is missing"),
            Self::Shape(key) => return ("the value of `", Some(key), "` has the wrong shape"),
            Self::CarriageReturn => "a carriage return stands alone; end lines with LF or CRLF",
            Self::MarkerUnclosed => "this block is never closed; add a line `:::`",
            Self::MarkerNested => "a block cannot begin inside another; close that one first",
            Self::MarkerStray => "this `:::` closes no block",
            Self::MarkerMisplaced => "a block marker must stand at the start of its line",
            Self::MarkerMisspelt => "write `::: sales`, `::: client` or `:::`",
            Self::MarkerInHtml => "a block marker stands inside raw HTML; close the HTML first",
            Self::DestinationLost => "the destination of a link cannot be found; write it simpler",
            Self::DestinationAmbiguous => "the destination of a link can be read in two ways",
            Self::SameThemeName => "another theme has the same file name",
            Self::SameTitle(other) => return ("`", Some(other), "` is shown under the same title"),
        };
        (words, None, "")
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, quoted, after) = self.words();
        write!(f, "{before}{}{after}", quoted.unwrap_or_default())
    }
}

impl std::error::Error for EraseError {}
