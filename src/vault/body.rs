//! Splits a body into unmarked text and audience blocks. Line by line, and when in doubt an
//! error: what is not certainly marked is not shown.

#[cfg(test)]
mod tests;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Message, Span, did_you_mean, message, word};
use crate::yaml::Choice as _;

/// Which blocks a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markers {
    /// `::: sales` and `::: client`: those of entries and themes.
    Audiences,
    /// `::: entry NAME`: those of shares. They are written for clients.
    Entries,
}

/// A stretch of a body with its label.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Who may read it.
    pub audience: Audience,
    /// Byte range of the text in the file, markers excluded.
    pub range: Range<usize>,
    /// Where the name of an entry stands, in the marker of a block that has one.
    pub name: Option<Range<usize>>,
}

/// Splits the body that starts at `start` in `text`.
///
/// # Errors
/// A diagnostic for each marker that is unclosed, nested, stray, indented, misspelt, or inside
/// an HTML comment, and for an unclosed code fence. All of them, in order.
pub fn split(
    text: &str,
    start: usize,
    file: FileId,
    markers: Markers,
) -> Result<Vec<Stretch>, Vec<Diagnostic>> {
    let mut splitter = Splitter {
        file,
        markers,
        open: None,
        name: None,
        begin: start,
        fence: None,
        comment: None,
        doubtful: false,
        stretches: Vec::new(),
        mistakes: Vec::new(),
    };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        splitter.line(line.trim_end_matches(['\n', '\r']), at, at + line.len());
        at += line.len();
    }
    splitter.finish(text)
}

struct Splitter {
    file: FileId,
    markers: Markers,
    /// The open block: its audience and the place of its marker.
    open: Option<(Audience, Span)>,
    /// Where the name stands in the marker of the open block.
    name: Option<Range<usize>>,
    /// Where the current stretch began.
    begin: usize,
    /// The open code fence: its character, length and place.
    fence: Option<(u8, usize, Span)>,
    /// Where an HTML comment was opened, and whether a blank line ends it.
    comment: Option<(Span, bool)>,
    /// After a mistaken marker, the `:::` that belongs to it is not a second mistake.
    doubtful: bool,
    stretches: Vec<Stretch>,
    mistakes: Vec<Diagnostic>,
}

/// What a line is, as far as blocks are concerned.
enum Marker<'a> {
    /// Not a marker.
    None,
    /// `:::` alone.
    Close,
    /// `::: NAME`.
    Open(&'a str),
    /// `::: entry NAME`.
    Entry(&'a str),
    /// Something that an author might take for a marker.
    Malformed(&'static str),
}

impl Splitter {
    fn line(&mut self, line: &str, at: usize, next: usize) {
        if self.in_fence(line, at) {
            return;
        }
        let marker = marker(line, self.markers);
        if let (Some((opened, _)), false) = (self.comment, matches!(marker, Marker::None)) {
            let span = self.span(line, at);
            self.mistakes.push(
                Diagnostic::error(
                    "marker-in-comment",
                    span,
                    "a block marker inside an HTML comment",
                )
                .related(opened, "the comment begins here")
                .hint("close the comment before the marker, or remove the marker"),
            );
            return;
        }
        match marker {
            Marker::None => self.track_comment(line, at),
            Marker::Close => self.close(line, at, next),
            Marker::Open(name) => self.open(name, line, at, next),
            Marker::Entry(name) => {
                let start = at + line.find(name).unwrap_or(0);
                if self.begin_block(Audience::Client, line, at, next) {
                    self.name = Some(start..start + name.len());
                }
            }
            Marker::Malformed(why) => {
                self.doubtful = true;
                let span = self.span(line, at);
                self.mistakes.push(
                    Diagnostic::error("bad-marker", span, message!("this looks like a block marker, but {}", why))
                        .hint(match self.markers {
                            Markers::Audiences => "a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it",
                            Markers::Entries => "a marker is `::: entry NAME` or `:::` alone on a line that starts with it",
                        })
                        .hint("if it is text, put it in a code fence or in backticks"),
                );
            }
        }
    }

    /// Follows top-level code fences by the rules of CommonMark; true inside one.
    fn in_fence(&mut self, line: &str, at: usize) -> bool {
        let indent = line.bytes().take_while(|b| *b == b' ').count();
        let rest = &line[indent..];
        let Some(mark) = rest.bytes().next().filter(|b| matches!(b, b'`' | b'~')) else {
            return self.fence.is_some();
        };
        let length = rest.bytes().take_while(|b| *b == mark).count();
        let tail = &rest[length..];
        if indent > 3 || length < 3 || self.comment.is_some() {
            return self.fence.is_some();
        }
        match self.fence {
            Some((open, min, _)) => {
                if open == mark && length >= min && tail.trim_matches([' ', '\t']).is_empty() {
                    self.fence = None;
                }
                true
            }
            None if mark == b'`' && tail.contains('`') => false,
            None => {
                self.fence = Some((mark, length, self.span(line, at)));
                true
            }
        }
    }

    fn open(&mut self, name: &str, line: &str, at: usize, next: usize) {
        let audience = match name {
            "client" => Audience::Client,
            "sales" => Audience::Sales,
            _ => {
                self.mistakes.push(unknown_block(name, self.span(line, at)));
                self.doubtful = true;
                return;
            }
        };
        self.begin_block(audience, line, at, next);
    }

    /// Whether a block may begin here.
    fn begin_block(&mut self, audience: Audience, line: &str, at: usize, next: usize) -> bool {
        let span = self.span(line, at);
        if let Some((outer, opened)) = self.open {
            self.mistakes.push(
                Diagnostic::error(
                    "nested-block",
                    span,
                    message!(
                        "a `{}` block inside a `{}` block",
                        self.word(audience),
                        self.word(outer)
                    ),
                )
                .related(opened, "this block is still open")
                .hint("close the first block with `:::` before this line"),
            );
            self.doubtful = true;
            return false;
        }
        self.push(Audience::Engineering, at);
        self.open = Some((audience, span));
        self.begin = next;
        true
    }

    /// What markers call a block.
    fn word(&self, audience: Audience) -> &'static str {
        match self.markers {
            Markers::Audiences => audience.name(),
            Markers::Entries => "entry",
        }
    }

    fn close(&mut self, line: &str, at: usize, next: usize) {
        let Some((audience, _)) = self.open.take() else {
            if std::mem::take(&mut self.doubtful) {
                return;
            }
            let span = self.span(line, at);
            self.mistakes.push(
                Diagnostic::error("stray-marker", span, "this `:::` closes no block").hint(
                    match self.markers {
                        Markers::Audiences => {
                            "open a block with `::: sales` or `::: client`, or remove the line"
                        }
                        Markers::Entries => {
                            "open a block with `::: entry NAME`, or remove the line"
                        }
                    },
                ),
            );
            return;
        };
        self.push(audience, at);
        self.begin = next;
    }

    fn push(&mut self, audience: Audience, end: usize) {
        let name = self.name.take();
        self.stretches.push(Stretch { audience, range: self.begin..end, name });
    }

    /// Follows HTML comments: a marker inside one was meant to be off, not on.
    fn track_comment(&mut self, line: &str, at: usize) {
        if let Some((_, ends_with_paragraph)) = self.comment {
            if line.contains("-->") || (ends_with_paragraph && line.trim().is_empty()) {
                self.comment = None;
            }
            return;
        }
        let Some(found) = line.rfind("<!--") else { return };
        let in_code = line[..found].matches('`').count() % 2 == 1;
        if !in_code && !line[found..].contains("-->") {
            let is_block = line.trim_start().starts_with("<!--");
            self.comment = Some((self.span(&line[found..], at + found), !is_block));
        }
    }

    fn finish(mut self, text: &str) -> Result<Vec<Stretch>, Vec<Diagnostic>> {
        if let Some((_, _, span)) = self.fence {
            self.mistakes.push(
                Diagnostic::error("unclosed-fence", span, "this code fence is never closed")
                    .hint("add a line with the same fence after the code"),
            );
        }
        if let Some((audience, span)) = self.open {
            self.mistakes.push(
                Diagnostic::error(
                    "unclosed-block",
                    span,
                    message!("this `{}` block is never closed", self.word(audience)),
                )
                .hint("add a line `:::` where it ends"),
            );
        }
        self.push(Audience::Engineering, text.len());
        if self.mistakes.is_empty() {
            self.stretches.retain(|s| !text[s.range.clone()].trim().is_empty());
            Ok(self.stretches)
        } else {
            Err(self.mistakes)
        }
    }

    fn span(&self, line: &str, at: usize) -> Span {
        Span::new(self.file, at..at + line.len())
    }
}

fn meant_block(name: &str) -> Option<Message> {
    match Audience::meant_by(&name.to_lowercase()) {
        Some(Audience::Client) => Some("did you mean `client`?".into()),
        Some(Audience::Sales) => Some("did you mean `sales`?".into()),
        Some(Audience::Engineering) | None => did_you_mean(name, ["sales", "client"]),
    }
}

fn unknown_block(name: &str, span: Span) -> Diagnostic {
    let shown: String = name.chars().take(60).collect();
    if name == "engineering" {
        return Diagnostic::error("unknown-block", span, "there is no `engineering` block")
            .hint("text outside blocks is for engineering alone; remove the markers");
    }
    Diagnostic::error("unknown-block", span, message!("`{}` is not a block", word(&shown)))
        .maybe_hint(meant_block(name))
        .hint("allowed: `::: sales`, `::: client`")
}

fn marker(line: &str, markers: Markers) -> Marker<'_> {
    if let Some(rest) = line.strip_prefix(":::") {
        let rest = rest.trim_end_matches([' ', '\t']);
        if markers == Markers::Entries && !rest.is_empty() {
            return entry_marker(rest);
        }
        return match rest.strip_prefix(' ') {
            _ if rest.is_empty() => Marker::Close,
            Some(name) if !name.is_empty() && !name.contains([' ', '\t', ':']) => {
                Marker::Open(name)
            }
            _ => Marker::Malformed("it is not spelt as one"),
        };
    }
    if !line.contains(':') && line.is_ascii() {
        return Marker::None;
    }
    if markers == Markers::Entries && line.trim_start_matches([' ', ':']).starts_with("entry ") {
        return Marker::Malformed("it has too few colons, or does not start its line");
    }
    resembles_marker(line)
}

/// The rest of a marker in a share, after its colons.
fn entry_marker(rest: &str) -> Marker<'_> {
    match rest.strip_prefix(" entry ") {
        Some(name) if !name.is_empty() && !name.contains([' ', '\t', ':']) => Marker::Entry(name),
        _ => Marker::Malformed("it is not spelt as one"),
    }
}

/// Finds what a person could take for a marker although it is none.
fn resembles_marker(line: &str) -> Marker<'static> {
    // Look-alike colons (full width, small) are folded by NFKC, invisible letters are dropped.
    let plain: String = line.nfkc().filter(|c| !is_invisible(*c)).take(200).collect();
    let stripped = plain.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '>' | '-' | '*' | '+' | '.' | ')' | '#' | '|')
            || c.is_ascii_digit()
    });
    if stripped.starts_with(":::") {
        return Marker::Malformed(
            "it does not start its line, or holds invisible or look-alike letters",
        );
    }
    let is_audience = |word: &str| {
        let word = word.trim().to_lowercase();
        Audience::from_name(&word).is_some()
    };
    if let Some(rest) = stripped.strip_prefix("::").or_else(|| stripped.strip_prefix(':'))
        && is_audience(rest)
    {
        return Marker::Malformed("it has too few colons");
    }
    let follows_text = plain.split(":::").skip(1).any(|rest| {
        let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        is_audience(&word)
    });
    if follows_text && !in_backticks(&plain) {
        return Marker::Malformed("it stands behind other text");
    }
    Marker::None
}

fn in_backticks(line: &str) -> bool {
    line.split(":::").next().is_some_and(|before| before.matches('`').count() % 2 == 1)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || ('\u{fe00}'..='\u{fe0f}').contains(&c)
}
