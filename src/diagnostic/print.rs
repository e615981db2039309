//! Prints diagnostics: drawn with carets for people, as JSON for programs.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;
use serde_json::{Value, json};

use super::mask::Masked;
use super::message::{MASK, Readers};
use super::{Diagnostic, Severity, Sources, Span};

/// Wide enough for a long line of prose, and the same in every terminal and log.
const WIDTH: usize = 140;

/// Longest line that is drawn, in bytes.
const MAX_LINE: usize = 10_000;

/// Said once, below messages in which something is masked.
const NOTE: &str = "note: ███ is text that not everybody may read; `--no-redact` shows it";

/// Draws diagnostics, in the order given, each followed by an empty line. For anybody, source lines
/// and values are masked; places, keys, and words that can be chosen are not.
///
/// Styled with ANSI colors; print through `anstream` so that they vanish where not wanted.
pub fn print_human(diagnostics: &[Diagnostic], sources: &Sources, readers: Readers) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let report = [draw(diagnostic, sources, readers)];
        let drawn = renderer.render(&report);
        let drawn = if readers == Readers::Anybody { without_bare_marks(&drawn) } else { drawn };
        writeln!(out, "{drawn}\n").expect("writing to a String never fails");
    }
    if readers == Readers::Anybody && out.contains(MASK) {
        writeln!(out, "{NOTE}\n").expect("writing to a String never fails");
    }
    out
}

fn draw<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, readers: Readers) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = diagnostic.message.text(readers);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code));
    if diagnostic.redacted || is_in_long_line(diagnostic, sources) {
        let places = diagnostic.span.into_iter().chain(diagnostic.related.iter().map(|r| r.0));
        for span in places {
            group = group.element(origin(span, sources));
        }
    } else {
        group = draw_lines(group, diagnostic, sources, readers);
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.text(readers)));
    }
    group
}

/// Lines whose place is drawn apart from them begin with a mark for a place that is not there.
fn without_bare_marks(drawn: &str) -> String {
    let is_bare = |line: &&str| strip_str(line).to_string().trim() == ":::";
    drawn.lines().filter(|line| !is_bare(line)).collect::<Vec<_>>().join("\n")
}

/// A place without its line.
fn origin(span: Span, sources: &Sources) -> Origin<'_> {
    let position = sources.position(span.file, span.start as usize);
    Origin::path(sources.path(span.file)).line(position.line).char_column(position.column)
}

/// Whether the line is too long to be drawn. Nobody reads it, and drawing takes time.
fn is_in_long_line(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    diagnostic.span.is_some_and(|span| {
        let text = sources.text(span.file);
        let start = sources.clamp(span).start;
        line_end(text, start) - line_start(text, start) > MAX_LINE
    })
}

/// Adds one snippet per file that the diagnostic points into, the main one first.
fn draw_lines<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    readers: Readers,
) -> Group<'a> {
    let Some(primary) = diagnostic.span else { return group };
    let mut places = vec![(primary, &diagnostic.label, AnnotationKind::Primary)];
    places.extend(diagnostic.related.iter().map(|(s, words)| (*s, words, AnnotationKind::Context)));
    let mut files: Vec<_> = places.iter().map(|place| place.0.file).collect();
    files.dedup();
    for file in files {
        let text = sources.text(file);
        let here: Vec<_> = places.iter().filter(|place| place.0.file == file).collect();
        let ranges: Vec<_> =
            here.iter().map(|place| visible(text, sources.clamp(place.0))).collect();
        // Only the lines between the first and the last caret are handed over, so that a
        // thousand mistakes in one large file do not cost a thousand scans of it.
        let start = ranges.iter().map(|r| line_start(text, r.start)).min().unwrap_or(0);
        let end = ranges.iter().map(|r| line_end(text, r.end)).max().unwrap_or(text.len());
        let lines = &text[start..end];
        let masked = (readers == Readers::Anybody).then(|| Masked::of(lines));
        let mut snippet = match &masked {
            None => Snippet::source(lines).path(sources.path(file)),
            Some(masked) => {
                // The columns of a masked line are not those of the file.
                group = group.element(origin(here[0].0, sources));
                Snippet::source(masked.text.clone())
            }
        };
        snippet = snippet.line_start(sources.position(file, start).line);
        for ((_, words, kind), range) in here.iter().zip(ranges) {
            let range = range.start - start..range.end - start;
            let range = masked.as_ref().map_or(range.clone(), |masked| masked.range(range));
            let label = (!words.is_empty()).then(|| words.text(readers));
            snippet = snippet.annotation(kind.span(range).label(label));
        }
        group = group.element(snippet);
    }
    group
}

/// A caret range cut to its first line, without the byte order mark and line ending.
fn visible(text: &str, range: Range<usize>) -> Range<usize> {
    let start = if range.start == 0 && text.starts_with('\u{feff}') { 3 } else { range.start };
    let end = range.end.max(start).min(line_end(text, start));
    start..text[start..end].trim_end().len() + start
}

fn line_start(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with('\u{feff}') { 3.min(at) } else { start }
}

fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// The same as data: an array of objects with `severity`, `code`, `message`, `hints`, and, for
/// a mistake in a file, `path`, `line`, `column`, `end_line`, `end_column` (all from 1, columns
/// in characters), `label` and `related`.
pub fn to_json(diagnostics: &[Diagnostic], sources: &Sources, readers: Readers) -> Value {
    diagnostics.iter().map(|diagnostic| one_to_json(diagnostic, sources, readers)).collect()
}

fn one_to_json(diagnostic: &Diagnostic, sources: &Sources, readers: Readers) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let hints: Vec<_> = diagnostic.hints.iter().map(|hint| hint.text(readers)).collect();
    let mut value = json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message.text(readers),
        "hints": hints,
    });
    if let Some(span) = diagnostic.span {
        let related: Vec<_> = diagnostic
            .related
            .iter()
            .map(|(span, words)| {
                let mut place = place(*span, sources);
                place["label"] = words.text(readers).into();
                place
            })
            .collect();
        let fields = value.as_object_mut().expect("it was made as an object");
        if let Value::Object(place) = place(span, sources) {
            fields.extend(place);
        }
        fields.insert("label".into(), diagnostic.label.text(readers).into());
        fields.insert("related".into(), related.into());
    }
    value
}

fn place(span: Span, sources: &Sources) -> Value {
    let range = sources.clamp(span);
    let start = sources.position(span.file, range.start);
    let end = sources.position(span.file, range.end);
    json!({
        "path": sources.path(span.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}
