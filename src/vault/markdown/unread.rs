//! What the parser of Markdown takes for plain text, laid bare for those who look for the signs of
//! other markup in it: the block with everything else blotted out.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag};

use super::{Origin, verbatim};
use crate::audience::Audience;
use crate::comment;
use crate::diagnostic::{Diagnostic, Span};

/// Stands for a byte that is no text: neither blank nor letter.
const BLOT: u8 = 1;

/// Where a block holds what is no plain text.
pub struct Unread {
    /// Code, comments and definitions: no sign in them means anything.
    code: Vec<Range<usize>>,
    /// Links, images and HTML.
    read: Vec<Range<usize>>,
    /// The text that readers see of links and images.
    shown: Vec<Range<usize>>,
    /// Where the last of the links and images ends.
    end: usize,
    /// Quotes that are no alerts.
    quotes: Vec<Range<usize>>,
    /// Headings.
    headings: Vec<Range<usize>>,
}

impl Unread {
    /// Before the first event.
    pub fn new(definitions: &RefDefs<'_>) -> Unread {
        let code = definitions.iter().map(|(_, definition)| definition.span.clone()).collect();
        let (read, shown, quotes, headings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Unread { code, read, shown, end: 0, quotes, headings }
    }

    /// Notes what an event says of the text at `range`.
    pub fn note(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => self.code.push(range.clone()),
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_comment = html.trim_start().starts_with("<!");
                (if is_comment { &mut self.code } else { &mut self.read }).push(range.clone());
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.read.push(range.clone());
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.read.push(range.clone());
                self.end = self.end.max(range.end);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.read.push(range.clone()),
            Event::Text(_) if range.end <= self.end => self.shown.push(range.clone()),
            Event::Start(Tag::BlockQuote(None)) => self.quotes.push(range.clone()),
            Event::Start(Tag::Heading { .. }) => self.headings.push(range.clone()),
            _ => {}
        }
    }

    /// The comments and the markup of other tools that stand in the text.
    pub fn mistakes(
        self,
        text: &str,
        origin: Origin<'_>,
        place: impl Fn(Range<usize>) -> Span,
    ) -> Vec<Diagnostic> {
        if !text.contains(['[', '{', '%', '=', ':', '#', '^', '!', '<']) {
            return Vec::new();
        }
        let without_code = blotted(text, &self.code);
        let mut mistakes = Vec::new();
        if origin.audience != Audience::Engineering {
            for found in comment::find(&without_code) {
                let span = place(found.range.clone());
                mistakes.push(comment::refuse(&found, span));
            }
        }
        let plain = blotted(&without_code, &self.read);
        let plain = bared(&plain, &without_code, &self.shown);
        let block = verbatim::Block {
            source: text,
            plain: &plain,
            quotes: &self.quotes,
            headings: &self.headings,
        };
        mistakes.extend(
            block
                .find(origin.audience)
                .into_iter()
                .map(|(range, found)| Diagnostic { span: Some(place(range)), ..found }),
        );
        mistakes
    }
}

/// The same, with what stands at these places in `text`, as far as that is plain.
fn bared(blotted: &str, text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = blotted.as_bytes().to_vec();
    for range in ranges {
        bytes[range.clone()].copy_from_slice(&text.as_bytes()[range.clone()]);
    }
    String::from_utf8(bytes).expect("ranges of events begin and end between characters")
}

/// A text of the same length in which these bytes, and whatever a backslash makes plain, mean
/// nothing. Lines stay lines.
fn blotted(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        for byte in &mut bytes[range.clone()] {
            if *byte != b'\n' {
                *byte = BLOT;
            }
        }
    }
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] == b'\\' && bytes[at + 1].is_ascii_punctuation() {
            bytes[at..at + 2].fill(BLOT);
            at += 1;
        }
        at += 1;
    }
    String::from_utf8(bytes).expect("ranges of events begin and end between characters")
}
