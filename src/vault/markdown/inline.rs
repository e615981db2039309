//! Links, images, raw HTML and lost footnotes: whatever leads out of the block is judged here.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, TagEnd};
use pulldown_cmark_escape::escape_href;

use super::characters::without_references;
use super::emit::{ADDRESS, Emitter};
use super::link::{Target, judge_image, judge_link};
use super::{SLOT_END, SLOT_START, html};
use crate::diagnostic::{Diagnostic, Span};

/// An image whose alternative text is being read.
pub(super) struct Image {
    pub(super) slot: Option<usize>,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) nested: usize,
}

impl Emitter<'_> {
    pub(super) fn start_link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
    ) {
        let span = self.locate(destination, range);
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        self.out.push_str("<a href=\"");
        match judge_link(&destination, self.origin.folder, span) {
            Target::External => {
                escape_href(&mut self.out, &destination).expect("writing to a String never fails");
                self.out.push_str("\" rel=\"noopener noreferrer");
            }
            Target::Slot(slot) => self.slot(slot),
            Target::Refused(why, hint) => {
                self.mistakes.push(Diagnostic::error("bad-link", span, why).hint(hint));
            }
        }
        self.out.push('"');
        self.title(title);
        self.out.push('>');
    }

    pub(super) fn start_image(&mut self, destination: &str, title: &str, range: Range<usize>) {
        let span = self.locate(destination, range);
        let slot = match judge_image(destination, self.origin.folder, span) {
            Target::Slot(slot) => Some(self.add_slot(slot)),
            Target::External => None,
            Target::Refused(why, hint) => {
                self.mistakes.push(Diagnostic::error("bad-image", span, why).hint(hint));
                None
            }
        };
        let title = title.to_owned();
        self.image = Some(Image { slot, title, alt: String::new(), nested: 0 });
    }

    /// Inside an image only the plain text counts: it is the alternative text.
    pub(super) fn in_image(&mut self, event: &Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => image.nested += 1,
            Event::End(TagEnd::Image) if image.nested == 0 => {
                self.depth = self.depth.saturating_sub(1);
                self.end_image();
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                image.nested -= 1;
            }
            Event::Text(text) | Event::Code(text) => image.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        let Some(slot) = image.slot else { return };
        self.write(format_args!("<img src=\"{SLOT_START}{slot}{SLOT_END}\" alt=\""));
        self.escaped(&image.alt);
        self.out.push('"');
        self.title(&image.title);
        self.out.push_str(" loading=\"lazy\">");
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            self.escaped(title);
            self.out.push('"');
        }
    }

    pub(super) fn raw_html(&mut self, chunk: &str, range: Range<usize>) {
        self.uses_html = true;
        let source = html::Source { origin: self.origin, lines: self.source, at: range.start };
        let mut links = Vec::new();
        let mut at = self.out.len();
        html::copy_allowed(
            chunk,
            source,
            &mut self.out,
            self.mistakes,
            &mut self.html_depth,
            &mut |is_image, url, out| {
                links.push((is_image, url.to_owned()));
                out.push(ADDRESS);
            },
        );
        let written = self.out.split_off(at);
        self.out.push_str(&without_references(&written));
        for (is_image, url) in links {
            let span = self.span(range.clone());
            let judge = if is_image { judge_image } else { judge_link };
            let mut filled = String::new();
            match judge(&url, self.origin.folder, span) {
                Target::External => {
                    escape_href(&mut filled, &url).expect("writing to a String never fails");
                }
                Target::Slot(slot) => {
                    let slot = self.add_slot(slot);
                    filled = format!("{SLOT_START}{slot}{SLOT_END}");
                }
                Target::Refused(why, hint) => {
                    let code = if is_image { "bad-image" } else { "bad-link" };
                    self.mistakes.push(Diagnostic::error(code, span, why).hint(hint));
                }
            }
            if let Some(found) = self.out[at..].find(ADDRESS) {
                at += found;
                self.out.replace_range(at..at + ADDRESS.len_utf8(), &filled);
            }
        }
    }

    /// The parser takes a reference to a footnote that is not defined for text.
    pub(super) fn note_broken_footnote(&mut self, range: &Range<usize>) {
        if self.source.text[..range.start].ends_with('\\') {
            return;
        }
        let Some(rest) = self.source.text[range.start..].strip_prefix("[^") else { return };
        let Some(end) = rest.find([']', ' ', '\n', '[']).filter(|end| *end > 0) else { return };
        if rest[end..].starts_with(']') {
            let span = self.span(range.start..range.start + end + 3);
            self.mistakes.push(
                Diagnostic::error("broken-footnote", span, "this footnote has no definition")
                    .hint("define it in the same block (`[^name]: …`)")
                    .hint("if it is not meant as a footnote, escape the bracket: `\\[`"),
            );
        }
    }

    /// The place of a destination within a link, or of the whole link if it is written otherwise.
    fn locate(&self, destination: &str, range: Range<usize>) -> Span {
        let source = &self.source.text[range.clone()];
        match source.rfind(destination).filter(|_| !destination.is_empty()) {
            Some(at) => self.span(range.start + at..range.start + at + destination.len()),
            None => self.span(range),
        }
    }
}
