//! The footnotes of one block: numbered by first reference, listed at its end.

use std::collections::HashMap;
use std::fmt::Write as _;

use unicase::UniCase;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Span};

/// The footnotes seen so far.
#[derive(Default)]
pub struct Footnotes {
    notes: Vec<Note>,
    /// As the parser compares them: `[^Note]` refers to `[^note]: …`.
    by_label: HashMap<UniCase<String>, usize>,
    /// Notes in order of first reference.
    order: Vec<usize>,
    /// The definitions being written: label, place, and the output that each interrupts.
    open: Vec<(String, Span, String)>,
}

#[derive(Default)]
struct Note {
    /// Number on the page, from 1; 0 before the first reference.
    number: usize,
    references: usize,
    definition: Option<(Span, String)>,
}

impl Footnotes {
    /// Notes a reference; returns the note's number and how often it was referred to.
    pub fn refer(&mut self, label: &str) -> (usize, usize) {
        let at = self.note(label);
        let note = &mut self.notes[at];
        note.references += 1;
        if note.number == 0 {
            self.order.push(at);
            note.number = self.order.len();
        }
        (note.number, note.references)
    }

    /// Begins a definition, which takes the place of `output` until [`Footnotes::close`].
    pub fn open(&mut self, label: &str, span: Span, output: &mut String) {
        self.open.push((label.to_owned(), span, std::mem::take(output)));
    }

    /// Ends a definition and gives the interrupted output back.
    pub fn close(&mut self, output: &mut String) {
        let Some((label, span, interrupted)) = self.open.pop() else { return };
        let html = std::mem::replace(output, interrupted);
        let at = self.note(&label);
        self.notes[at].definition.get_or_insert((span, html));
    }

    fn note(&mut self, label: &str) -> usize {
        *self.by_label.entry(UniCase::new(label.to_owned())).or_insert_with(|| {
            self.notes.push(Note::default());
            self.notes.len() - 1
        })
    }

    /// Whether any note was referred to.
    pub fn is_used(&self) -> bool {
        !self.order.is_empty()
    }

    /// In client text, definitions without a reference, which no reader would see although their
    /// author expects it. A reference without a definition is text to the parser.
    pub fn check(&self, audience: Audience, mistakes: &mut Vec<Diagnostic>) {
        if audience != Audience::Client {
            return;
        }
        let unused = self.notes.iter().filter(|note| note.references == 0);
        for (span, _) in unused.filter_map(|note| note.definition.as_ref()) {
            mistakes.push(
                Diagnostic::error("unused-footnote", *span, "nothing refers to this footnote")
                    .hint("refer to it in the same block, or remove it"),
            );
        }
    }

    /// Appends the definitions that are referred to. `block` makes ids unique on the page.
    pub fn list(&self, block: &str, out: &mut String) {
        out.push_str("<section class=\"footnotes\">\n<ol>\n");
        for note in self.order.iter().map(|at| &self.notes[*at]) {
            let Some((_, html)) = &note.definition else { continue };
            let number = note.number;
            let back = format!(
                " <a href=\"#fnref-{block}-{number}\" class=\"footnote-back\" \
                 aria-label=\"Back to text\">↩</a>"
            );
            let (text, end) = match html.strip_suffix("</p>\n") {
                Some(text) => (text, "</p>"),
                None => (html.as_str(), ""),
            };
            writeln!(out, "<li id=\"fn-{block}-{number}\">{text}{back}{end}</li>")
                .expect("writing to a String never fails");
        }
        out.push_str("</ol>\n</section>\n");
    }
}
