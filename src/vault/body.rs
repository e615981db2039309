//! Splits a body into unmarked text and audience blocks. Line by line, and when in doubt an
//! error: what is not certainly marked is not shown.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Span, did_you_mean, message, word};

/// A stretch of a body with its label.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Who may read it.
    pub audience: Audience,
    /// Byte range of the text in the file, markers excluded.
    pub range: Range<usize>,
}

/// Splits the body that starts at `start` in `text`.
///
/// # Errors
/// A diagnostic for each marker that is unclosed, nested, stray, indented, misspelt, or inside
/// an HTML comment, and for an unclosed code fence. All of them, in order.
pub fn split(text: &str, start: usize, file: FileId) -> Result<Vec<Stretch>, Vec<Diagnostic>> {
    let mut splitter = Splitter {
        file,
        open: None,
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
    /// The open block: its audience and the place of its marker.
    open: Option<(Audience, Span)>,
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
    /// Something that an author might take for a marker.
    Malformed(&'static str),
}

impl Splitter {
    fn line(&mut self, line: &str, at: usize, next: usize) {
        if self.in_fence(line, at) {
            return;
        }
        let marker = marker(line);
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
            Marker::Malformed(why) => {
                self.doubtful = true;
                let span = self.span(line, at);
                self.mistakes.push(
                    Diagnostic::error("bad-marker", span, message!("this looks like a block marker, but {}", why))
                        .hint("a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it")
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
        let span = self.span(line, at);
        let audience = match name {
            "client" => Audience::Client,
            "sales" => Audience::Sales,
            _ => {
                self.mistakes.push(unknown_block(name, span));
                self.doubtful = true;
                return;
            }
        };
        if let Some((outer, opened)) = self.open {
            self.mistakes.push(
                Diagnostic::error(
                    "nested-block",
                    span,
                    message!("a `{}` block inside a `{}` block", audience.name(), outer.name()),
                )
                .related(opened, "this block is still open")
                .hint("close the first block with `:::` before this line"),
            );
            self.doubtful = true;
            return;
        }
        self.push(Audience::Engineering, at);
        self.open = Some((audience, span));
        self.begin = next;
    }

    fn close(&mut self, line: &str, at: usize, next: usize) {
        let Some((audience, _)) = self.open.take() else {
            if std::mem::take(&mut self.doubtful) {
                return;
            }
            let span = self.span(line, at);
            self.mistakes.push(
                Diagnostic::error("stray-marker", span, "this `:::` closes no block")
                    .hint("open a block with `::: sales` or `::: client`, or remove the line"),
            );
            return;
        };
        self.push(audience, at);
        self.begin = next;
    }

    fn push(&mut self, audience: Audience, end: usize) {
        self.stretches.push(Stretch { audience, range: self.begin..end });
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
                    message!("this `{}` block is never closed", audience.name()),
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

fn unknown_block(name: &str, span: Span) -> Diagnostic {
    let shown: String = name.chars().take(60).collect();
    if name == "engineering" {
        return Diagnostic::error("unknown-block", span, "there is no `engineering` block")
            .hint("text outside blocks is for engineering alone; remove the markers");
    }
    Diagnostic::error("unknown-block", span, message!("`{}` is not a block", word(&shown)))
        .maybe_hint(did_you_mean(name, ["sales", "client"]))
        .hint("allowed: `::: sales`, `::: client`")
}

fn marker(line: &str) -> Marker<'_> {
    if let Some(rest) = line.strip_prefix(":::") {
        let rest = rest.trim_end_matches([' ', '\t']);
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
    resembles_marker(line)
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

#[cfg(test)]
mod tests {
    use super::{Stretch, split};
    use crate::audience::Audience;
    use crate::diagnostic::Sources;

    fn texts(body: &str) -> Result<Vec<(Audience, String)>, Vec<&'static str>> {
        let file = Sources::default().add("a.md", body);
        let take = |Stretch { audience, range }| (audience, body[range].to_owned());
        match split(body, 0, file) {
            Ok(stretches) => Ok(stretches.into_iter().map(take).collect()),
            Err(mistakes) => Err(mistakes.iter().map(|mistake| mistake.code).collect()),
        }
    }

    #[test]
    fn unmarked_text_is_for_engineering_and_blocks_are_for_their_audience() {
        let body = "hidden\n::: sales\ns\n:::\nmore\n::: client\r\nc\r\n:::\r\n";
        assert_eq!(
            texts(body),
            Ok(vec![
                (Audience::Engineering, "hidden\n".to_owned()),
                (Audience::Sales, "s\n".to_owned()),
                (Audience::Engineering, "more\n".to_owned()),
                (Audience::Client, "c\r\n".to_owned()),
            ])
        );
    }

    #[test]
    fn markers_in_code_fences_are_text() {
        for body in [
            "```\n::: client\nx\n:::\n```\n",
            "~~~ md\n::: client\n~~~\n",
            "````\n```\n::: client\n````\n",
            "  ```\n::: client\n   ```  \n",
        ] {
            assert_eq!(texts(body), Ok(vec![(Audience::Engineering, body.to_owned())]), "{body}");
        }
    }

    #[test]
    fn a_line_that_only_looks_like_a_fence_opens_none() {
        for prefix in ["``` a`b\n", "    ```\n", "``\n", "`~~\n"] {
            let body = format!("{prefix}::: client\nx\n:::\n");
            let texts = texts(&body).expect("the block is found");
            assert_eq!(texts[1], (Audience::Client, "x\n".to_owned()), "{body}");
        }
    }

    #[test]
    fn doubtful_markers_are_errors() {
        for (body, code) in [
            ("::: client\nx\n", "unclosed-block"),
            ("::: client\n::: sales\n:::\n", "nested-block"),
            ("x\n:::\n", "stray-marker"),
            ("::: clinet\nx\n", "unknown-block"),
            ("::: engineering\nx\n", "unknown-block"),
            ("::: Client\nx\n", "unknown-block"),
            (":::client\nx\n", "bad-marker"),
            (":::  client\nx\n", "bad-marker"),
            ("::::\nx\n", "bad-marker"),
            ("::: client sales\nx\n", "bad-marker"),
            (":: client\nx\n", "bad-marker"),
            (" ::: client\nx\n", "bad-marker"),
            ("\t:::\nx\n", "bad-marker"),
            ("- ::: client\nx\n", "bad-marker"),
            ("> ::: client\nx\n", "bad-marker"),
            ("1. ::: client\nx\n", "bad-marker"),
            ("text ::: sales\nx\n", "bad-marker"),
            ("\u{200b}::: client\nx\n", "bad-marker"),
            ("\u{feff}:::\nx\n", "bad-marker"),
            (":\u{200b}:\u{202a}: client\nx\n", "bad-marker"),
            (":\u{2060}:\u{fe0f}: client\nx\n", "bad-marker"),
            ("：：： client\nx\n", "bad-marker"),
            ("```\nx\n", "unclosed-fence"),
        ] {
            assert_eq!(texts(body), Err(vec![code]), "{body:?}");
        }
    }

    #[test]
    fn a_marker_inside_an_html_comment_is_an_error() {
        let body = "<!--\n::: client\nnot yet\n:::\n-->\n";
        assert_eq!(texts(body), Err(vec!["marker-in-comment", "marker-in-comment"]));
        let closed = "<!-- a -->\n::: client\nx\n:::\n";
        assert_eq!(texts(closed).expect("the comment is closed").len(), 2);
    }

    #[test]
    fn colons_in_prose_and_code_are_no_markers() {
        for body in ["std::vec\n", "a ::: b\n", "say `::: client`\n", "::\n", "note: client\n"] {
            assert_eq!(texts(body), Ok(vec![(Audience::Engineering, body.to_owned())]), "{body}");
        }
    }
}
