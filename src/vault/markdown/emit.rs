//! Writes HTML from Markdown events. Every byte of text is escaped here; raw HTML goes through
//! `html.rs`.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser,
    Tag, TagEnd,
};
use pulldown_cmark_escape::escape_html;

use super::characters::without_unprintable;
use super::footnotes::Footnotes;
use super::inline::Image;
use super::line_ends::LineEnds;
use super::unread::Unread;
use super::{Origin, Prose, SLOT_END, SLOT_START, Slot, heading_slug, html};
use crate::diagnostic::{Diagnostic, Span, message};

/// Stands for an address in raw HTML until it is judged. A noncharacter, as in slots.
pub(super) const ADDRESS: char = '\u{fdd2}';

/// Lists in quotes in lists … beyond this nobody can follow, people or parsers.
const MAX_NESTING: usize = 32;

pub(super) struct Emitter<'a> {
    pub(super) source: &'a LineEnds<'a>,
    pub(super) origin: Origin<'a>,
    pub(super) mistakes: &'a mut Vec<Diagnostic>,
    pub(super) out: String,
    slots: Vec<Slot>,
    pub(super) depth: usize,
    pub(super) uses_html: bool,
    /// Raw HTML elements that are open.
    pub(super) html_depth: usize,
    /// The raw HTML block being collected, and where it stands.
    html_block: Option<(String, Range<usize>)>,
    /// Source levels of the headings that enclose the current place.
    levels: Vec<u8>,
    heading: Option<(usize, String)>,
    in_code: bool,
    pub(super) image: Option<Image>,
    table: Table,
    footnotes: Footnotes,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        source: &'a LineEnds<'a>,
        origin: Origin<'a>,
        mistakes: &'a mut Vec<Diagnostic>,
    ) -> Emitter<'a> {
        Emitter {
            source,
            origin,
            mistakes,
            out: String::with_capacity(source.text.len() * 3 / 2),
            slots: Vec::new(),
            depth: 0,
            uses_html: false,
            html_depth: 0,
            html_block: None,
            levels: Vec::new(),
            heading: None,
            in_code: false,
            image: None,
            table: Table::default(),
            footnotes: Footnotes::default(),
        }
    }

    pub(super) fn run(mut self) -> Prose {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM;
        let mut broken: Vec<Range<usize>> = Vec::new();
        let note_broken = |link: BrokenLink<'_>| {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                broken.push(link.span);
            }
            None::<(CowStr<'_>, CowStr<'_>)>
        };
        let text = &self.source.text;
        let parser = Parser::new_with_broken_link_callback(text, options, Some(note_broken));
        let mut unread = Unread::new(parser.reference_definitions());
        for (event, range) in parser.into_offset_iter() {
            unread.note(&event, &range);
            if matches!(event, Event::Start(_)) {
                self.depth += 1;
                if self.depth > MAX_NESTING {
                    let span = self.span(range);
                    self.mistakes.push(Diagnostic::error(
                        "nested-too-deep",
                        span,
                        message!("this is nested more than {} levels deep", MAX_NESTING),
                    ));
                    break;
                }
            }
            self.event(event, range);
        }
        let found = unread.mistakes(text, self.origin, |range| self.span(range));
        self.mistakes.extend(found);
        for range in broken {
            let span = self.span(range);
            self.mistakes.push(
                Diagnostic::error("broken-reference", span, "this reference link has no definition")
                    .hint("define it in the same block (`[name]: https://…`); definitions do not cross blocks")
                    .hint("if it is not meant as a link, escape the bracket: `\\[`"),
            );
        }
        self.finish()
    }

    fn finish(mut self) -> Prose {
        self.finish_footnotes();
        if self.uses_html {
            self.out = html::sanitize(&self.out);
        }
        Prose { html: self.out, slots: self.slots }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.image.is_some() {
            self.in_image(&event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if !self.in_code {
                    self.note_broken_footnote(&range);
                }
                self.plain(&text);
            }
            Event::Code(code) => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.push_str(&code);
                }
                self.out.push_str("<code>");
                self.escaped(&code);
                self.out.push_str("</code>");
            }
            Event::Html(chunk) => match &mut self.html_block {
                Some((block, _)) => block.push_str(&chunk),
                None => self.raw_html(&chunk, range),
            },
            Event::InlineHtml(chunk) => self.raw_html(&chunk, range),
            Event::SoftBreak => self.plain("\n"),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            // Not enabled; shown as text should a later version send them.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.plain(&text),
        }
    }

    fn plain(&mut self, text: &str) {
        if let Some((block, _)) = &mut self.html_block {
            escape_html(&mut *block, &without_unprintable(text))
                .expect("writing to a String never fails");
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        }
        self.escaped(text);
    }

    pub(super) fn escaped(&mut self, text: &str) {
        escape_html(&mut self.out, &without_unprintable(text))
            .expect("writing to a String never fails");
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.html_block = Some((String::new(), range)),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.write(format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => {
                let span = self.span(range);
                self.footnotes.open(&label, span, &mut self.out);
            }
            Tag::Table(alignments) => {
                self.table = Table { alignments, column: 0, in_head: false };
                self.out.push_str("<table tabindex=\"0\">\n");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(link_type, &dest_url, &title, range);
            }
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, range),
            // Not enabled: their content is shown as plain text.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::HtmlBlock => {
                if let Some((block, range)) = self.html_block.take() {
                    self.raw_html(&block, range);
                }
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.out),
            TagEnd::Table => self.out.push_str("</tbody>\n</table>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str("</a>"),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Headings start at `h2`, below the page's title, and skip no level.
    fn start_heading(&mut self, level: u8) {
        while self.levels.last().is_some_and(|outer| *outer >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let slot = self.add_slot(Slot::Heading { slug: String::new() });
        let tag = (self.levels.len() + 1).min(6);
        self.write(format_args!("<h{tag} id=\"{SLOT_START}{slot}{SLOT_END}\">"));
        self.heading = Some((slot, String::new()));
    }

    fn end_heading(&mut self) {
        let Some((slot, text)) = self.heading.take() else { return };
        self.slots[slot] = Slot::Heading { slug: heading_slug(&text) };
        let tag = (self.levels.len() + 1).min(6);
        self.write(format_args!("</h{tag}>\n"));
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => {
                self.out.push_str("<blockquote>\n");
                return;
            }
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        self.write(format_args!(
            "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n"
        ));
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#');
        if language.is_empty() || !language.chars().all(is_name) {
            self.out.push_str("<pre tabindex=\"0\"><code>");
        } else {
            self.write(format_args!("<pre tabindex=\"0\"><code class=\"language-{language}\">"));
        }
    }

    fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None | Alignment::Left) | None => "",
        };
        self.table.column += 1;
        let tag = if self.table.in_head { "th scope=\"col\"" } else { "td" };
        self.write(format_args!("<{tag}{class}>"));
    }

    fn task(&mut self, done: bool) {
        if let Some(at) = self.out.rfind("<li>") {
            self.out.replace_range(at..at + 4, "<li class=\"task\">");
        }
        let (checked, label) = if done { (" checked", "Done") } else { ("", "To do") };
        self.write(format_args!(
            "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
        ));
    }

    fn footnote_reference(&mut self, label: &str) {
        let (number, count) = self.footnotes.refer(label);
        let again = if count == 1 { String::new() } else { format!("-{count}") };
        let block = self.block_number();
        self.write(format_args!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{block}-{number}\" \
             id=\"fnref-{block}-{number}{again}\">{number}</a></sup>"
        ));
    }

    fn finish_footnotes(&mut self) {
        self.footnotes.check(self.origin.audience, self.mistakes);
        if self.footnotes.is_used() {
            let block = self.block_number();
            self.footnotes.list(&block, &mut self.out);
        }
    }

    fn block_number(&mut self) -> String {
        let slot = self.add_slot(Slot::BlockNumber);
        format!("{SLOT_START}{slot}{SLOT_END}")
    }

    /// An empty header cell heads nothing: it becomes an ordinary one.
    fn end_cell(&mut self) {
        const HEAD: &str = "<th scope=\"col\"";
        // The tag of an empty cell is the last thing written. Looking further back would take
        // minutes in a long table.
        let last = self.out.rfind('<').filter(|_| self.table.in_head && self.out.ends_with('>'));
        let empty = last.filter(|at| self.out[*at..].starts_with(HEAD));
        if let Some(at) = empty {
            self.out.replace_range(at..at + HEAD.len(), "<td");
        }
        let is_head = self.table.in_head && empty.is_none();
        self.out.push_str(if is_head { "</th>" } else { "</td>" });
    }

    pub(super) fn add_slot(&mut self, slot: Slot) -> usize {
        self.slots.push(slot);
        self.slots.len() - 1
    }

    pub(super) fn slot(&mut self, slot: Slot) {
        let index = self.add_slot(slot);
        self.write(format_args!("{SLOT_START}{index}{SLOT_END}"));
    }

    pub(super) fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.out.write_fmt(arguments).expect("writing to a String never fails");
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let place = |at| self.origin.offset + self.source.original(at);
        Span::new(self.origin.file, place(range.start)..place(range.end))
    }
}
