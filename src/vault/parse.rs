//! Source files to entries and themes: front matter and body.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::conflict;
use crate::diagnostic::{Diagnostic, FileId, Located, Message, Sources, Span, message, place};
use crate::kept::{Kept, hash_of};
use crate::yaml::{self, Node, Reading, Value};

use super::body::{self, Markers};
use super::entry::{Entry, Piece, Theme};
use super::front_matter::{read_entry, read_theme};
use super::label::Labeled;
use super::load::SourceFile;
use super::markdown::{Folder, Origin, Prose};
use super::patterns::exclusion_of;
use super::share::Share;
use super::values::{comments_in_entry, comments_in_theme};

/// Largest front matter, in bytes.
const MAX_FRONT_MATTER_BYTES: usize = 64 * 1024;

/// What became of the files.
#[derive(Default)]
pub struct Documents {
    /// The entries, in order of path.
    pub entries: Vec<Arc<Entry>>,
    /// The themes, in order of path.
    pub themes: Vec<Arc<Theme>>,
    /// The shares, in order of path.
    pub shares: Vec<Arc<Share>>,
    /// Paths of files with mistakes. They exist all the same: a link to one is not broken.
    pub broken: BTreeSet<String>,
}

/// Parses all files, on all cores, and adds the mistakes of all of them to `mistakes`.
pub fn parse(
    files: &[SourceFile],
    sources: &Sources,
    kept: &Kept<Parsed>,
    mistakes: &mut Vec<Diagnostic>,
) -> Documents {
    let parse = |file| match parse_once(file, sources, kept) {
        Ok(document) => (Some(document), Reading::new()),
        Err(mistaken) => mistaken,
    };
    let parsed: Vec<_> = files.par_iter().map(parse).collect();
    let mut documents = Documents::default();
    for ((document, found), file) in parsed.into_iter().zip(files) {
        if !found.is_empty() {
            documents.broken.insert(file.path.clone());
        }
        mistakes.extend(found);
        match document {
            Some(Parsed::Entry(entry)) => documents.entries.push(entry),
            Some(Parsed::Theme(theme)) => documents.themes.push(theme),
            None => {}
        }
    }
    documents
}

/// A document.
#[derive(Clone)]
pub enum Parsed {
    /// A roadmap entry.
    Entry(Arc<Entry>),
    /// A theme.
    Theme(Arc<Theme>),
}

/// Parses a file, unless an earlier build has found the same text in the same place.
///
/// # Errors
/// The mistakes in it, and what can be read of it nevertheless.
fn parse_once(
    file: &SourceFile,
    sources: &Sources,
    kept: &Kept<Parsed>,
) -> Result<Parsed, (Option<Parsed>, Reading)> {
    let hash = || {
        // Spans name the file by its number.
        let number = file.file.number().to_le_bytes();
        hash_of(&[&number, file.path.as_bytes(), sources.text(file.file).as_bytes()])
    };
    let parse = || match parse_file(file, sources) {
        (Some(document), mistakes) if mistakes.is_empty() => Ok(document),
        mistaken => Err(mistaken),
    };
    kept.get_or_make(hash, parse)
}

fn parse_file(file: &SourceFile, sources: &Sources) -> (Option<Parsed>, Reading) {
    let mut mistakes = Reading::new();
    let text = sources.text(file.file);
    let missing = || {
        [
            "begin with a line `---`, then `title:` and `stage:`, then another line `---`".into(),
            message!("if it is no entry, leave it out: `{}`", place(exclusion_of(&file.path))),
        ]
    };
    let halves = front_matter(text, file.file, missing, &mut mistakes);
    // Before anything else: what lies between its lines would give a dozen mistakes that are none.
    let conflicts = conflict::find(text, file.file, halves.as_ref().map_or(0, |(_, body)| *body));
    if !conflicts.is_empty() {
        return (None, conflicts);
    }
    let Some((front, body_start)) = halves else { return (None, mistakes) };
    let body = read_body(text, body_start, file, &mut mistakes);
    let node = match yaml::parse(&text[front.clone()], file.file, front.start) {
        Ok(node) => node,
        Err(mistake) => {
            mistakes.push(mistake);
            return (None, mistakes);
        }
    };
    // Mistakes that belong to the whole point at its first line.
    let node = Node { span: Span::new(file.file, 0..front.start.saturating_sub(1)), ..node };
    let node = match node.value {
        Value::Null => Node { value: Value::Map(Vec::new()), ..node },
        _ => node,
    };
    let parsed = if file.is_theme() {
        let theme = read_theme(&node, file, body, &mut mistakes);
        mistakes.extend(theme.iter().flat_map(comments_in_theme));
        theme.map(|theme| Parsed::Theme(Arc::new(theme)))
    } else {
        let entry = read_entry(&node, file, body, &mut mistakes);
        mistakes.extend(entry.iter().flat_map(comments_in_entry));
        entry.map(|entry| Parsed::Entry(Arc::new(entry)))
    };
    (parsed, mistakes)
}

/// The byte range of the YAML between the `---` lines, and where the body begins. `missing` are the
/// hints for a file that has none.
pub(super) fn front_matter(
    text: &str,
    file: FileId,
    missing: impl FnOnce() -> [Message; 2],
    mistakes: &mut Reading,
) -> Option<(std::ops::Range<usize>, usize)> {
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text[begin..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        let span = Span::new(file, begin..begin + first.trim_end().len());
        let message = "this file does not begin with front matter";
        let mistake = Diagnostic::error("no-front-matter", span, message);
        mistakes.push(missing().into_iter().fold(mistake, Diagnostic::hint));
        return None;
    }
    let start = begin + first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "---" {
            if at - start > MAX_FRONT_MATTER_BYTES {
                let limit = MAX_FRONT_MATTER_BYTES / 1024;
                mistakes.push(
                    Diagnostic::error(
                        "too-large",
                        Span::new(file, begin..begin + 3),
                        message!("this front matter has more than {} KiB", limit),
                    )
                    .hint("move long text into the body"),
                );
                return None;
            }
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    mistakes.push(
        Diagnostic::error(
            "no-front-matter",
            Span::new(file, begin..begin + 3),
            "this front matter is never closed",
        )
        .hint("add a line `---` after the last key"),
    );
    None
}

fn read_body(text: &str, start: usize, file: &SourceFile, mistakes: &mut Reading) -> Vec<Piece> {
    let stretches = match body::split(text, start, file.file, Markers::Audiences) {
        Ok(stretches) => stretches,
        Err(found) => {
            mistakes.extend(found);
            return Vec::new();
        }
    };
    stretches
        .into_iter()
        .map(|stretch| {
            let origin = Origin {
                file: file.file,
                offset: stretch.range.start,
                folder: Folder(file.folder()),
                audience: stretch.audience,
            };
            let span = Span::new(file.file, stretch.range.clone());
            let prose = Prose::compile(&text[stretch.range], origin, mistakes);
            let prose = Located::new(prose, span);
            match stretch.audience {
                Audience::Engineering => Piece::Engineering(Labeled::new(prose)),
                Audience::Sales => Piece::Sales(Labeled::new(prose)),
                Audience::Client => Piece::Client(Labeled::new(prose)),
            }
        })
        .collect()
}
