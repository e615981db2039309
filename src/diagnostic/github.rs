//! Prints diagnostics as workflow commands, which GitHub shows beside the changed lines. Whoever may
//! look at a repository may look at these, so values are masked, always.

use std::fmt::Write as _;

use super::{Diagnostic, Message, Readers, Severity, Sources};

/// One command a line. `root` is the project's folder as it was named, so that paths start from
/// where the program runs, as GitHub expects.
pub fn to_github(diagnostics: &[Diagnostic], sources: &Sources, root: &str) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = place(diagnostic, sources, root);
        let title = property(diagnostic.code);
        let mut words = diagnostic.message.text(Readers::Anybody);
        for hint in &diagnostic.hints {
            write!(words, "\nhelp: {}", hint.text(Readers::Anybody))
                .expect("writing to a String never fails");
        }
        writeln!(out, "::{level} {place}title={title}::{}", data(&words))
            .expect("writing to a String never fails");
    }
    out
}

/// An error that belongs to no file, as a workflow command.
pub fn trouble_to_github(message: &Message) -> String {
    format!("::error title=roadcast::{}\n", data(&message.text(Readers::Anybody)))
}

/// A note that belongs to no file, as a workflow command, of words that anybody may read.
pub fn note_for_github(level: &str, title: &str, words: &str) -> String {
    format!("::{level} title={}::{}\n", property(title), data(words))
}

fn place(diagnostic: &Diagnostic, sources: &Sources, root: &str) -> String {
    let Some(span) = diagnostic.span else { return String::new() };
    let range = sources.clamp(span);
    let (start, end) =
        (sources.position(span.file, range.start), sources.position(span.file, range.end));
    let file = property(&format!("{root}{}", sources.path(span.file)));
    // GitHub takes columns only within one line.
    let rest = if start.line == end.line {
        format!("col={},endColumn={}", start.column, end.column)
    } else {
        format!("endLine={}", end.line)
    };
    format!("file={file},line={},{rest},", start.line)
}

/// Escaped as the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escaped as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
