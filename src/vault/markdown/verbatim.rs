//! Markup that is none here and would be read sign by sign: links with blanks in their address,
//! and what other tools make of Markdown. The author sees a link or a note in an editor; readers
//! would see brackets.

use std::ops::Range;

use super::heading_slug;
use super::{dialects, parted};
use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Message, message, value};

/// The text of a link is looked for so far back, in bytes.
const MAX_LINK: usize = 1000;

/// A block and what is plain text in it.
pub struct Block<'a> {
    /// As written.
    pub source: &'a str,
    /// Of the same length; what Markdown has read is blotted out.
    pub plain: &'a str,
    /// Quotes that are no alerts.
    pub quotes: &'a [Range<usize>],
    /// Headings.
    pub headings: &'a [Range<usize>],
}

/// A place in the block, and the mistake, which has no place yet.
pub type Found = (Range<usize>, Diagnostic);

impl Block<'_> {
    /// Everything that would be shown as it is written.
    ///
    /// A link that is none is a mistake for whoever reads it, as one to nowhere is. What is only
    /// ugly is one where others read it than those who write it.
    pub fn find(&self, audience: Audience) -> Vec<Found> {
        let mut found = self.links();
        found.extend(self.wiki_links(audience));
        found.extend(parted::find(self));
        match audience {
            Audience::Engineering => {}
            Audience::Sales | Audience::Client => found.extend(dialects::find(self)),
        }
        found
    }

    /// `[x](my plan.md)`: brackets that Markdown does not take for a link.
    fn links(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (middle, _) in self.plain.match_indices("](") {
            let Some(open) = opening(self.plain, middle) else { continue };
            let is_image = self.plain[..open].ends_with('!');
            let start = if is_image { open - 1 } else { open };
            let from = middle + 2;
            let end = closing(self.plain, from);
            let stop = end.unwrap_or_else(|| line_end(self.plain, from));
            let what = if is_image { "image" } else { "link" };
            let message =
                message!("this is no {} of Markdown; readers would see its brackets", what);
            let text = &self.source[open..=middle];
            let mended = end
                .and_then(|end| mended_address(&self.source[from..end]))
                .map(|address| format!("{}{text}({address})", if is_image { "!" } else { "" }));
            let mistake = match mended {
                Some(mended) if !mended.contains('\n') => {
                    shown_as_written(message).hint(message!("write `{}`", value(mended)))
                }
                _ => shown_as_written(message)
                    .hint("write it as `[text](<address>)`, all on one line"),
            };
            let mistake = mistake.hint("if it is not meant as a link, escape the bracket: `\\[`");
            found.push((start..end.map_or(stop, |end| end + 1), mistake));
        }
        found
    }

    /// `[[My plan]]` and `![[shot.png]]`, as wikis write them.
    fn wiki_links(&self, audience: Audience) -> Vec<Found> {
        let mut found = Vec::new();
        for (open, _) in self.plain.match_indices("[[") {
            let rest = &self.plain[open + 2..line_end(self.plain, open)];
            let Some(end) = rest.find(']').filter(|end| rest[*end..].starts_with("]]")) else {
                continue;
            };
            let inner = &self.source[open + 2..open + 2 + end];
            // In texts of developers `[[ -f x ]]` is a test of a shell.
            let is_test = audience == Audience::Engineering && inner.starts_with(' ');
            if inner.trim().is_empty() || inner.contains('[') || is_test {
                continue;
            }
            let whole = open..open + end + 4;
            if dialects::is_contents(inner) {
                continue;
            }
            let is_embedded = self.plain[..open].ends_with('!');
            let start = if is_embedded { open - 1 } else { open };
            let what = if is_embedded { "picture" } else { "link" };
            let message = message!("this is a {} of a wiki; readers would see its brackets", what);
            let mistake = shown_as_written(message)
                .hint(message!("write `{}`", value(mended_wiki_link(inner, is_embedded))))
                .hint("if it is not meant as a link, escape the bracket: `\\[`");
            found.push((start..whole.end, mistake));
        }
        found
    }
}

/// A mistake without a place.
pub fn shown_as_written(message: impl Into<Message>) -> Diagnostic {
    Diagnostic::unplaced("shown-as-written", message)
}

/// Where the line ends in which `at` is, or what is looked at of it: a line may be a whole file.
pub fn line_end(text: &str, at: usize) -> usize {
    let window = &text[at..text.floor_char_boundary(at + MAX_LINK)];
    at + window.find('\n').unwrap_or(window.len())
}

/// The bracket that opens the text which ends at `middle`, in the same paragraph.
pub fn opening(plain: &str, middle: usize) -> Option<usize> {
    let mut from = middle.saturating_sub(MAX_LINK);
    while !plain.is_char_boundary(from) {
        from += 1;
    }
    let paragraph = plain[from..middle].rfind("\n\n").map_or(from, |at| from + at + 2);
    let mut depth = 0;
    for (at, byte) in plain[paragraph..middle].bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(paragraph + at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parenthesis that closes the address which begins at `from`; the last one on the line, if
/// they do not match.
fn closing(plain: &str, from: usize) -> Option<usize> {
    let mut end = (from + MAX_LINK).min(plain.len());
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    let end = plain[from..end].find("\n\n").map_or(end, |blank| from + blank);
    let mut depth = 0;
    for (at, byte) in plain[from..end].bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(from + at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    plain[from..line_end(plain, from).min(end)].rfind(')').map(|at| from + at)
}

/// An address and perhaps a title, as Markdown reads them; none if it is not clear what is meant.
fn mended_address(written: &str) -> Option<String> {
    let straight = written.trim().replace(['“', '”', '„'], "\"");
    if straight.contains(['<', '>', '\n']) || straight.is_empty() {
        return None;
    }
    let quoted = straight.strip_suffix('"').and_then(|rest| rest.rsplit_once(" \""));
    let (address, title) = match quoted {
        Some((address, title)) => (address.trim(), format!(" \"{title}\"")),
        None => (straight.as_str(), String::new()),
    };
    Some(mended_path(address) + &title)
}

/// An address that holds blanks, in a form without any or in angle brackets.
pub fn mended_path(address: &str) -> String {
    if let Some(heading) = address.strip_prefix('#') {
        return format!("#{}", heading_slug(heading));
    }
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
    if has_scheme {
        return address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
    }
    let path = address.replace('\\', "/");
    if path.contains([' ', '(', ')', '\t', '\u{a0}']) { format!("<{path}>") } else { path }
}

/// `My plan#Goals|our plan` as a link of Markdown.
fn mended_wiki_link(inner: &str, is_embedded: bool) -> String {
    let (target, text) = match inner.split_once('|') {
        Some((target, text)) => (target.trim(), text.trim()),
        None => (inner.trim(), inner.trim()),
    };
    let (path, heading) = match target.split_once('#') {
        Some((path, heading)) => (path.trim(), format!("#{}", heading_slug(heading))),
        None => (target, String::new()),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let path =
        if path.is_empty() || name.contains('.') { path.to_owned() } else { format!("{path}.md") };
    let is_picture = ["png", "jpg", "jpeg", "gif", "webp", "svg"]
        .iter()
        .any(|kind| path.to_ascii_lowercase().ends_with(&format!(".{kind}")));
    let sign = if is_embedded && is_picture { "!" } else { "" };
    let text = text.trim_start_matches('#');
    format!("{sign}[{text}]({})", mended_path(&format!("{path}{heading}")))
}
