//! Prints diagnostics: drawn with carets for people, as JSON for programs.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Message, Severity, Sources, Span};

/// Wide enough for a long line of prose, and the same in every terminal and log.
const WIDTH: usize = 140;

/// Longest line that is drawn, in bytes.
const MAX_LINE: usize = 10_000;

/// Draws diagnostics, in the order given, each followed by an empty line.
///
/// Styled with ANSI colors; print through `anstream` so that they vanish where not wanted.
pub fn print_human(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let report = [draw(diagnostic, sources)];
        writeln!(out, "{}\n", renderer.render(&report)).expect("writing to a String never fails");
    }
    out
}

fn draw<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(diagnostic.message.in_full()).id(diagnostic.code));
    if diagnostic.redacted || is_in_long_line(diagnostic, sources) {
        let places = diagnostic.span.into_iter().chain(diagnostic.related.iter().map(|r| r.0));
        for span in places {
            let position = sources.position(span.file, span.start as usize);
            group = group.element(
                Origin::path(sources.path(span.file))
                    .line(position.line)
                    .char_column(position.column),
            );
        }
    } else {
        for snippet in snippets(diagnostic, sources) {
            group = group.element(snippet);
        }
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.in_full()));
    }
    group
}

/// Whether the line is too long to be drawn. Nobody reads it, and drawing takes time.
fn is_in_long_line(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    diagnostic.span.is_some_and(|span| {
        let text = sources.text(span.file);
        let start = sources.clamp(span).start;
        line_end(text, start) - line_start(text, start) > MAX_LINE
    })
}

/// One snippet per file that the diagnostic points into, the main one first.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let Some(primary) = diagnostic.span else { return Vec::new() };
    let mut places: Vec<(Span, String, AnnotationKind)> =
        vec![(primary, diagnostic.label.in_full(), AnnotationKind::Primary)];
    for (span, words) in &diagnostic.related {
        places.push((*span, words.in_full(), AnnotationKind::Context));
    }
    let mut files: Vec<_> = places.iter().map(|place| place.0.file).collect();
    files.dedup();
    files
        .into_iter()
        .map(|file| {
            let text = sources.text(file);
            let here: Vec<_> = places.iter().filter(|place| place.0.file == file).collect();
            let ranges: Vec<_> =
                here.iter().map(|place| visible(text, sources.clamp(place.0))).collect();
            // Only the lines between the first and the last caret are handed over, so that a
            // thousand mistakes in one large file do not cost a thousand scans of it.
            let start = ranges.iter().map(|r| line_start(text, r.start)).min().unwrap_or(0);
            let end = ranges.iter().map(|r| line_end(text, r.end)).max().unwrap_or(text.len());
            let mut snippet = Snippet::source(&text[start..end])
                .path(sources.path(file))
                .line_start(sources.position(file, start).line);
            for ((_, words, kind), range) in here.iter().zip(ranges) {
                let label = (!words.is_empty()).then(|| words.clone());
                snippet = snippet
                    .annotation(kind.span(range.start - start..range.end - start).label(label));
            }
            snippet
        })
        .collect()
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
pub fn to_json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    diagnostics.iter().map(|diagnostic| one_to_json(diagnostic, sources)).collect()
}

fn one_to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut value = json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message.in_full(),
        "hints": diagnostic.hints.iter().map(Message::in_full).collect::<Vec<_>>(),
    });
    if let Some(span) = diagnostic.span {
        let related: Vec<_> = diagnostic
            .related
            .iter()
            .map(|(span, words)| {
                let mut place = place(*span, sources);
                place["label"] = words.in_full().into();
                place
            })
            .collect();
        let fields = value.as_object_mut().expect("it was made as an object");
        if let Value::Object(place) = place(span, sources) {
            fields.extend(place);
        }
        fields.insert("label".into(), diagnostic.label.in_full().into());
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
