//! Raw HTML in Markdown: an allow-list of tags and attributes, then a sanitizer behind it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Span, message, place, quoted_list};

use super::Origin;
use super::hiding;
use super::line_ends::LineEnds;
use super::tag::{ATTRIBUTES, Tag};

/// Tags an author may write.
const ALLOWED: [&str; 51] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

/// More tags an author may write; kept apart to keep the lists readable.
const ALSO_ALLOWED: [&str; 9] =
    ["tfoot", "time", "tt", "u", "ul", "var", "wbr", "center", "strike"];

/// Tags that HTML knows and pages must not hold. Anything in neither list is not HTML:
/// `<namespace>` in prose is a placeholder, and is shown as the author wrote it.
const REFUSED: [&str; 62] = [
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "basefont",
    "body",
    "button",
    "canvas",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dialog",
    "embed",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "input",
    "isindex",
    "label",
    "legend",
    "link",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "portal",
    "progress",
    "script",
    "section",
    "select",
    "slot",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
];

/// More of these.
const ALSO_REFUSED: [&str; 15] = [
    "track", "video", "source", "xmp", "search", "acronym", "bgsound", "big", "blink", "nobr",
    "rb", "rp", "rt", "rtc", "ruby",
];

/// Tags whose content is no text for readers and goes with them.
const WITH_CONTENT: [&str; 12] = [
    "script", "style", "iframe", "object", "template", "noscript", "textarea", "title", "svg",
    "math", "select", "xmp",
];

/// Where a piece of raw HTML stands and who reads it.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The block.
    pub origin: Origin<'a>,
    /// Its text.
    pub lines: &'a LineEnds<'a>,
    /// Byte offset in that text.
    pub at: usize,
}

impl Source<'_> {
    fn span(self, start: usize, len: usize) -> Span {
        let place = |at| self.origin.offset + self.lines.original(self.at + at);
        Span::new(self.origin.file, place(start)..place(start + len))
    }
}

/// Elements open at once in raw HTML. Parsers need time that grows with the square of this.
const MAX_DEPTH: usize = 64;

/// Elements without content.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

/// Copies what is allowed of `chunk` to `out`. Addresses are handed to `address` (is it an
/// image, the address, the output).
///
/// In client text, comments and refused tags are errors; in sales text, comments, and what browsers
/// would hide: here it would be shown. In engineering text all these are left out.
pub fn copy_allowed(
    chunk: &str,
    source: Source<'_>,
    out: &mut String,
    mistakes: &mut Vec<Diagnostic>,
    depth: &mut usize,
    address: &mut dyn FnMut(bool, &str, &mut String),
) {
    let mut at = 0;
    while let Some(found) = chunk[at..].find('<') {
        let start = at + found;
        out.push_str(&chunk[at..start]);
        let rest = &chunk[start..];
        if let Some(end) = declaration_end(rest) {
            refuse_declaration(rest, source.span(start, end), source.origin.audience, mistakes);
            at = start + end;
            continue;
        }
        let Some(tag) = Tag::parse(rest) else {
            out.push_str("&lt;");
            at = start + 1;
            continue;
        };
        at = start + tag.len;
        if ALLOWED.contains(&tag.name.as_str()) || ALSO_ALLOWED.contains(&tag.name.as_str()) {
            if tag.closing {
                *depth = depth.saturating_sub(1);
            } else if !VOID.contains(&tag.name.as_str()) {
                *depth += 1;
            }
            if *depth == MAX_DEPTH + 1 {
                let message = message!("more than {} HTML elements are open here", MAX_DEPTH);
                let span = source.span(start, tag.len);
                mistakes.push(
                    Diagnostic::error("nested-too-deep", span, message)
                        .hint("close elements where they end, as in `<b>…</b>`"),
                );
                // Deep enough never to come back here: one message says it.
                *depth = usize::MAX / 2;
            }
            let span = source.span(start, tag.len);
            mistakes.extend(hiding::refuse_attribute(&tag, span, source.origin.audience));
            // Beyond the limit nothing is shown anyway.
            if *depth <= MAX_DEPTH {
                tag.write(out, address);
            }
        } else if REFUSED.contains(&tag.name.as_str()) || ALSO_REFUSED.contains(&tag.name.as_str())
        {
            refuse_tag(&tag, source.span(start, tag.len), source.origin.audience, mistakes);
            if !tag.closing && WITH_CONTENT.contains(&tag.name.as_str()) {
                at = content_end(chunk, at, &tag.name);
            }
        } else {
            let span = source.span(start, tag.len);
            mistakes.extend(hiding::refuse_element(&tag, span, source.origin.audience));
            out.push_str("&lt;");
            at = start + 1;
        }
    }
    out.push_str(&chunk[at..]);
}

/// The end of a comment, declaration or processing instruction that starts here.
fn declaration_end(rest: &str) -> Option<usize> {
    let end_after = |mark: &str| rest.find(mark).map_or(rest.len(), |at| at + mark.len());
    if rest.starts_with("<!--") {
        // `<!-->` and `<!--->` are whole comments to browsers.
        let short = ["<!-->", "<!--->"].into_iter().find(|short| rest.starts_with(short));
        return Some(short.map_or_else(|| end_after("-->"), str::len));
    }
    if rest.starts_with("<![CDATA[") {
        return Some(end_after("]]>"));
    }
    (rest.starts_with("<!") || rest.starts_with("<?")).then(|| end_after(">"))
}

fn refuse_declaration(rest: &str, span: Span, audience: Audience, mistakes: &mut Vec<Diagnostic>) {
    let readers = match audience {
        Audience::Engineering => return,
        Audience::Sales => "salespeople",
        Audience::Client => "clients",
    };
    let what = if rest.starts_with("<!--") { "comment" } else { "declaration" };
    let message = message!("an HTML {} in text that {} read", what, readers);
    mistakes.push(
        Diagnostic::error("html-comment", span, message)
            .hint("comments can be read by anyone who looks at the page's source: move it out of the block, or remove it"),
    );
}

fn refuse_tag(tag: &Tag<'_>, span: Span, audience: Audience, mistakes: &mut Vec<Diagnostic>) {
    if tag.closing {
        return;
    }
    match audience {
        Audience::Engineering => {}
        Audience::Sales => mistakes.extend(hiding::refuse_content(tag, span)),
        Audience::Client => mistakes.push(
            Diagnostic::error(
                "bad-html",
                span,
                message!("`<{}>` is not allowed in text that clients read", place(&tag.name)),
            )
            .hint(message!(
                "allowed: {} and the like; most can be written in Markdown",
                quoted_list(["br", "details", "kbd", "sub", "sup"])
            )),
        ),
    }
}

fn content_end(chunk: &str, at: usize, name: &str) -> usize {
    let lower = chunk[at..].to_ascii_lowercase();
    let close = format!("</{name}");
    lower.find(&close).map_or(chunk.len(), |found| {
        let from = found + close.len();
        at + lower[from..].find('>').map_or(lower.len(), |end| from + end + 1)
    })
}

/// The second line of defense: a real HTML parser balances what is left and drops what slipped
/// through.
pub fn sanitize(html: &str) -> String {
    static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);
    CLEANER.clean(html).to_string()
}

fn cleaner() -> Builder<'static> {
    let emitted = ["section", "input"];
    let tags: HashSet<&str> = ALLOWED.into_iter().chain(ALSO_ALLOWED).chain(emitted).collect();
    let mut generic: HashSet<&str> = ATTRIBUTES.into_iter().collect();
    generic.extend(["class", "id", "aria-label", "scope", "tabindex"]);
    let per_tag: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "rel"])),
        ("img", HashSet::from(["src", "loading"])),
        ("input", HashSet::from(["type", "disabled", "checked"])),
    ]);
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(generic)
        .tag_attributes(per_tag)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
}
