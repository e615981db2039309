//! What is wrong, where, and what to do next: collected everywhere, printed in one place.

mod codes;
mod github;
mod mask;
mod message;
mod print;
mod sarif;
mod sources;

pub use codes::CODES;
pub use github::{note_for_github, to_github, trouble_to_github};
pub use mask::CHOICES;
pub(crate) use message::message;
pub use message::{MASK, Message, Readers, holes, place, quoting, value, word};
pub use print::{print_human, to_json};
pub use sarif::to_sarif;
pub use sources::{FileId, FileNumbers, Located, Sources, Span};

use std::collections::BTreeMap;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build fails and nothing is written.
    Error,
    /// The build goes on.
    Warning,
}

/// One mistake, with the place it was made and what to do about it.
///
/// Messages are lowercase, without a final period, with names in backticks.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable kebab-case name of the kind of mistake.
    pub code: &'static str,
    /// What is wrong.
    pub message: Message,
    /// Where, if it is in a file.
    pub span: Option<Span>,
    /// A few words at the caret.
    pub label: Message,
    /// Other places that belong to the mistake, with a few words each.
    pub related: Vec<(Span, Message)>,
    /// What to do next.
    pub hints: Vec<Message>,
    /// Whether the source line must not be printed, because it holds what was withheld.
    pub redacted: bool,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<Message>) -> Diagnostic {
        Diagnostic { span: Some(span), ..Diagnostic::unplaced(code, message) }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: Span, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::error(code, span, message).into_warning()
    }

    /// An error that belongs to no place in a file.
    pub fn unplaced(code: &'static str, message: impl Into<Message>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            span: None,
            label: Message::default(),
            related: Vec::new(),
            hints: Vec::new(),
            redacted: false,
        }
    }

    /// The same, as something that does not stop a build.
    pub fn into_warning(self) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self }
    }

    /// The same, with words at the caret.
    pub fn label(mut self, label: impl Into<Message>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// The same, with one more hint.
    pub fn hint(mut self, hint: impl Into<Message>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// The same, with one more hint if there is one.
    pub fn maybe_hint(self, hint: Option<Message>) -> Diagnostic {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// The same, pointing at one more place.
    pub fn related(mut self, span: Span, words: impl Into<Message>) -> Diagnostic {
        self.related.push((span, words.into()));
        self
    }

    /// The same, printed without the source line.
    pub fn redacted(mut self) -> Diagnostic {
        self.redacted = true;
        self
    }
}

/// Mistakes shown for one file. Beyond this they have one cause, or the file is not an entry.
const MAX_PER_FILE: usize = 1_000;

/// Sorts by file and place and removes exact repetitions, so that the order in which
/// mistakes were found does not show.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let place = diagnostic.span.map(|span| (sources.path(span.file).to_owned(), span.start));
        (place, diagnostic.code, diagnostic.message.in_full())
    });
    // A file that several sites are made of is read for each of them.
    let place = |span: &Span| (sources.path(span.file), span.range());
    diagnostics.dedup_by(|a, b| {
        (a.code, &a.message, &a.related) == (b.code, &b.message, &b.related)
            && a.span.as_ref().map(place) == b.span.as_ref().map(place)
    });
    shorten(diagnostics, sources);
}

/// Replaces what exceeds the limit of a file by its number.
fn shorten(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut counts: BTreeMap<(&str, FileId), usize> = BTreeMap::new();
    diagnostics.retain(|diagnostic| {
        let Some(span) = diagnostic.span else { return true };
        let count = counts.entry((sources.path(span.file), span.file)).or_insert(0);
        *count += 1;
        *count <= MAX_PER_FILE
    });
    for ((path, _), count) in counts.into_iter().filter(|(_, count)| *count > MAX_PER_FILE) {
        let more = count - MAX_PER_FILE;
        diagnostics.push(Diagnostic::unplaced(
            "too-many-mistakes",
            message!("`{}` has {} more mistakes", place(path), more),
        ));
    }
}

/// Whether any of these stops the build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The nearest of `known` to `word`, as a hint, when it is near enough to be meant.
///
/// Near enough is at most a third (rounded down) of the letters wrong, by Damerau-Levenshtein distance with
/// case ignored.
pub fn did_you_mean<T: Into<Message>>(
    word: &str,
    known: impl IntoIterator<Item = T>,
) -> Option<Message> {
    // Comparing a megabyte with every key would take minutes.
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            let candidate = candidate.into();
            let text = candidate.in_full();
            let distance = strsim::damerau_levenshtein(&lower, &text.to_lowercase());
            (distance, text, candidate)
        })
        .filter(|(distance, text, _)| *distance <= text.chars().count() / 3)
        .min_by(|(a, text_a, _), (b, text_b, _)| (a, text_a).cmp(&(b, text_b)))
        .map(|(_, _, candidate)| message!("did you mean `{}`?", candidate))
}

/// A comma-separated list in backticks, for "allowed: …".
pub fn quoted_list<T: Into<Message>>(words: impl IntoIterator<Item = T>) -> Message {
    Message::joined(words.into_iter().map(|word| message!("`{}`", word.into())), ", ")
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let stages = ["idea", "discovery", "planned", "in-progress"];
        let near = |word: &str| did_you_mean(word, stages).map(|hint| hint.in_full());
        assert_eq!(near("discovry").as_deref(), Some("did you mean `discovery`?"));
        assert_eq!(near("Planned").as_deref(), Some("did you mean `planned`?"));
        assert_eq!(near("shipped"), None);
        assert_eq!(near(&"x".repeat(1_000_000)), None);
    }
}
