//! Strict YAML: text to a tree in which every key and value knows its place.
//!
//! `serde-saphyr` parses with its strictest options; anchors, aliases, tags and merge keys are
//! refused and depth is limited. The tree is read by [`Fields`], which reports every mistake
//! in a mapping, not only the first.

mod fields;
mod node;
mod suspect;

pub use fields::{Choice, Fields, Reading, cut_off, unprintable};
pub use node::{Node, Value};

use serde_saphyr::Options;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use crate::diagnostic::{Diagnostic, FileId, Span, message, value};

/// Nesting allowed in front matter and settings. The format itself needs 4.
const MAX_DEPTH: usize = 16;

/// Parses the YAML at `range` of a file.
///
/// # Errors
/// One diagnostic, at the place where the parser gave up.
pub fn parse(text: &str, file: FileId, start: usize) -> Result<Node, Diagnostic> {
    serde_saphyr::from_str_with_options::<node::Raw>(text, options())
        .map(|raw| raw.place(file, start, text))
        .map_err(|error| explain(&error, text, file, start))
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_aliases: 0,
            max_anchors: 0,
            max_documents: 1,
        },
        // Both copies of a duplicate reach the tree, where `Fields` points at the two.
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        merge_keys: MergeKeyPolicy::Error,
        // Refused by `Fields`, with the name of the key.
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

fn explain(error: &serde_saphyr::Error, text: &str, file: FileId, start: usize) -> Diagnostic {
    use serde_saphyr::Error;
    let offset = error.location().map_or(0, |location| offset_of(&location, text));
    let end = text[offset..].chars().next().map_or(offset, |c| offset + c.len_utf8());
    let span = Span::new(file, start + offset..start + end);
    let inner = error.without_snippet();
    let words = inner.to_string();
    // The parser points at the value behind an anchor or tag.
    let sign = |signs: [char; 2]| {
        let line = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let at = text[line..end].rfind(signs).map_or(offset, |found| line + found);
        Span::new(file, start + at..start + at + 1)
    };
    if words.contains("Aliases") || words.contains("Anchors") || words.contains("alias") {
        return Diagnostic::error(
            "yaml-anchor",
            sign(['&', '*']),
            "YAML anchors and aliases are not allowed",
        )
        .hint("write the value out; if it is text that starts with `&` or `*`, quote it");
    }
    match inner {
        Error::UnsupportedTag { .. } | Error::TaggedScalarCannotDeserializeIntoString { .. } => {
            Diagnostic::error("yaml-tag", sign(['!', '!']), "YAML tags are not allowed")
                .hint("write the plain value; if it is text that starts with `!`, quote it")
        }
        Error::MergeKeyNotAllowed { .. } => {
            Diagnostic::error("yaml-merge", span, "YAML merge keys (`<<`) are not allowed")
                .hint("write the keys out")
        }
        _ if words.contains("Depth") || words.contains("recursion limit") => Diagnostic::error(
            "yaml-depth",
            span,
            message!("this is nested more than {} levels deep", MAX_DEPTH),
        ),
        _ if words.contains("Documents") || words.contains("multiple YAML documents") => {
            Diagnostic::error("yaml-syntax", span, "there is more than one YAML document here")
                .hint("remove the extra `---`")
        }
        _ => {
            let line_end = text[offset..].find('\n').map_or(text.len(), |end| offset + end);
            let limit = if offset == 0 { text.len() } else { line_end };
            if let Some(suspect) = suspect::first(text, limit) {
                let range = start + suspect.range.start..start + suspect.range.end;
                let code = if suspect.is_cut { "cut-value" } else { "yaml-syntax" };
                return Diagnostic::error(code, Span::new(file, range), suspect.message)
                    .hint(suspect.hint);
            }
            let reason = value(words.split(" at line ").next().unwrap_or(&words));
            let message = message!("this is not valid YAML: {}", reason);
            Diagnostic::error("yaml-syntax", span, message)
                .hint("if a text holds `: ` or ` #`, or starts with a sign, put it in quotes")
        }
    }
}

/// Byte offset of a location; some errors carry only line and column.
fn offset_of(location: &serde_saphyr::Location, text: &str) -> usize {
    let exact = location.span().byte_offset().and_then(|at| usize::try_from(at).ok());
    let offset = exact.filter(|at| *at <= text.len()).unwrap_or_else(|| {
        let line = usize::try_from(location.line()).unwrap_or(1).max(1);
        let column = usize::try_from(location.column()).unwrap_or(1).max(1);
        let line_start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let in_line = text[line_start..].chars().take_while(|c| *c != '\n');
        line_start + in_line.take(column - 1).map(char::len_utf8).sum::<usize>()
    });
    text.floor_char_boundary(offset.min(text.len()))
}
