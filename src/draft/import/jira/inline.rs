//! What stands within a line of Jira's markup: emphasis, links, code, smileys.

use super::{emoticon, escape, link};

/// How deep emphasis is followed. Deeper marks are text.
const MAX_DEPTH: usize = 8;
/// Longest code within a line, in bytes.
const MAX_CODE: usize = 4_000;

/// Longest beginning of a macro, in bytes.
const MAX_MACRO: usize = 500;

/// A line break within a line.
pub const BREAK: &str = "\\\n";

/// A mark around words.
struct Phrase {
    /// In Jira.
    mark: &'static str,
    /// In Markdown, if it has one.
    markdown: Option<&'static str>,
    /// In HTML.
    tag: &'static str,
}

const PHRASES: [Phrase; 7] = [
    Phrase { mark: "*", markdown: Some("**"), tag: "strong" },
    Phrase { mark: "_", markdown: Some("_"), tag: "em" },
    Phrase { mark: "-", markdown: Some("~~"), tag: "del" },
    Phrase { mark: "+", markdown: None, tag: "ins" },
    Phrase { mark: "^", markdown: None, tag: "sup" },
    Phrase { mark: "~", markdown: None, tag: "sub" },
    Phrase { mark: "??", markdown: None, tag: "cite" },
];

/// One line as Markdown, with [`BREAK`] where Jira breaks it.
pub fn inline(line: &str) -> String {
    converted(line, Within::Line, 0)
}

/// What a link shows. A link holds no other.
pub fn link_text(text: &str) -> String {
    converted(text, Within::Link, 0)
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Line,
    Link,
}

fn converted(line: &str, within: Within, depth: usize) -> String {
    let hopeless = [false; PHRASES.len()];
    let mut inline = Inline { line, within, at: 0, depth, out: String::new(), hopeless };
    while inline.at < line.len() {
        inline.step();
    }
    inline.out
}

struct Inline<'a> {
    line: &'a str,
    within: Within,
    at: usize,
    depth: usize,
    out: String,
    /// Marks that nothing further on closes.
    hopeless: [bool; PHRASES.len()],
}

impl<'a> Inline<'a> {
    fn step(&mut self) {
        let rest = self.rest();
        let found = match rest.as_bytes()[0] {
            b'\\' => return self.escaped(),
            b'{' => self.braces(),
            b'[' if self.within == Within::Line => link::link(rest),
            b'!' if !self.follows_word() => {
                let is_link = |found: &(String, usize)| found.0.starts_with('<');
                link::picture(rest).filter(|found| self.within == Within::Line || !is_link(found))
            }
            b'h' | b'H' if self.within == Within::Line && !self.follows_word() => {
                link::address(rest).map(|length| (link::autolink(&rest[..length]), length))
            }
            b'(' | b':' | b';' => emoticon::at(rest, self.before()),
            b'-' => self.dash().or_else(|| self.phrase()),
            b'*' | b'_' | b'+' | b'^' | b'~' | b'?' => self.phrase(),
            _ => None,
        };
        match found {
            Some((markdown, length)) => {
                // Backticks that touch would be read as one longer mark.
                if self.out.ends_with('`') && markdown.starts_with('`') {
                    self.out.push(' ');
                }
                self.out.push_str(&markdown);
                self.at += length;
            }
            None => self.text(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.line[..self.at].chars().next_back()
    }

    fn follows_word(&self) -> bool {
        self.before().is_some_and(char::is_alphanumeric)
    }

    /// One character that means nothing.
    fn text(&mut self) {
        let (mut chars, before) = (self.rest().chars(), self.before());
        if let Some(c) = chars.next() {
            escape::push(&mut self.out, c, before, chars.next());
            self.at += c.len_utf8();
        }
    }

    /// A backslash: a line break, a mark that means nothing, or a backslash.
    fn escaped(&mut self) {
        let rest = &self.rest()[1..];
        match rest.chars().next() {
            Some('\\') => {
                self.out.push_str(BREAK);
                self.at += 2;
                self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
            }
            Some(c) if c.is_ascii_punctuation() => {
                self.at += 1;
                escape::push(&mut self.out, c, None, None);
                self.at += 1;
            }
            _ => self.text(),
        }
    }

    /// `{{code}}`, `{*}emphasis{*}`, and macros that leave their text where it is.
    fn braces(&mut self) -> Option<(String, usize)> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("{{") {
            let inner = &inner[..inner.floor_char_boundary(MAX_CODE)];
            // A single sign is found much faster.
            inner.find('}')?;
            // Of `{{{a}}}` the inner braces are part of the code.
            let end =
                inner.find("}}").map(|end| end + usize::from(inner[end..].starts_with("}}}")));
            let code = &inner[..end.filter(|end| *end > 0)?];
            return Some((escape::code_span(&unescaped(code)), code.len() + 4));
        }
        if let Some(phrase) = PHRASES.iter().find(|phrase| is_braced(rest, phrase.mark)) {
            return self.braced(phrase);
        }
        let near = &rest[..rest.floor_char_boundary(MAX_MACRO)];
        let length = near.find('}')? + 1;
        let (name, parameters) =
            near[1..length - 1].split_once(':').unwrap_or((&near[1..length - 1], ""));
        match name {
            "color" | "anchor" if !parameters.contains(['{', ' ']) => Some((String::new(), length)),
            "status" => {
                let title = parameters.split('|').find_map(|part| part.strip_prefix("title="));
                Some((escape::text(title.unwrap_or(parameters)), length))
            }
            "code" | "noformat" => {
                let close = format!("{{{name}}}");
                let code = &rest[length..length + rest[length..].find(&close)?];
                let shown = code.trim();
                let span = if shown.is_empty() { String::new() } else { escape::code_span(shown) };
                Some((span, length + code.len() + close.len()))
            }
            _ => None,
        }
    }

    /// Emphasis in braces, which may begin and end within a word.
    fn braced(&mut self, phrase: &Phrase) -> Option<(String, usize)> {
        let token = format!("{{{}}}", phrase.mark);
        let inner = &self.rest()[token.len()..];
        let end = inner.find(&token).filter(|end| *end > 0 && self.depth < MAX_DEPTH)?;
        let length = end + 2 * token.len();
        Some((self.marked(phrase, &inner[..end], length), length))
    }

    /// Emphasis: marks that touch the words within and no words outside.
    fn phrase(&mut self) -> Option<(String, usize)> {
        let rest = self.rest();
        let which = PHRASES.iter().position(|phrase| rest.starts_with(phrase.mark))?;
        let phrase = &PHRASES[which];
        let mark = phrase.mark.chars().next();
        let may_follow_word = phrase.mark == "^";
        if (self.follows_word() && !may_follow_word)
            || self.before() == mark
            || self.hopeless[which]
            || self.depth >= MAX_DEPTH
        {
            return None;
        }
        let inner = &rest[phrase.mark.len()..];
        if inner.chars().next().is_none_or(|c| c.is_whitespace() || Some(c) == mark) {
            return None;
        }
        let Some(end) = closing(inner, phrase.mark) else {
            self.hopeless[which] = true;
            return None;
        };
        let length = end + 2 * phrase.mark.len();
        Some((self.marked(phrase, &inner[..end], length), length))
    }

    /// Words with a mark around them that Markdown takes for one, else with a tag.
    fn marked(&self, phrase: &Phrase, inner: &str, length: usize) -> String {
        let words = converted(inner, self.within, self.depth + 1);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (self.out.chars().next_back(), self.rest()[length..].chars().next());
        let (first, last) = (words.chars().next(), words.chars().next_back());
        let fits = |mark: &str| {
            let touches = |outside, inside| is_word(outside) && (mark == "_" || !is_word(inside));
            let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
            !touches(before, first)
                && !touches(after, last)
                && ![before, first, last].contains(&mark.chars().next())
                && !is_space(first)
                && !is_space(last)
        };
        match phrase.markdown.filter(|mark| fits(mark)) {
            Some(mark) => format!("{mark}{words}{mark}"),
            None => format!("<{tag}>{words}</{tag}>", tag = phrase.tag),
        }
    }

    /// `--` and `---` between spaces.
    fn dash(&self) -> Option<(String, usize)> {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches('-').len();
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let stands_alone = is_space(self.before()) && is_space(rest[length..].chars().next());
        match length {
            2 if stands_alone => Some(("–".to_owned(), length)),
            3 if stands_alone => Some(("—".to_owned(), length)),
            _ => None,
        }
    }
}

fn is_braced(text: &str, mark: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|text| text.strip_prefix(mark));
    inner.is_some_and(|text| text.starts_with('}'))
}

/// Where the words before a closing mark end.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        let length = match rest.as_bytes()[0] {
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'{' if rest.starts_with("{{") => {
                rest[..rest.floor_char_boundary(MAX_CODE)].find("}}").map_or(2, |end| end + 2)
            }
            b'[' => link::length(rest).unwrap_or(1),
            b'h' | b'H' if !before.is_some_and(char::is_alphanumeric) => {
                link::address(rest).unwrap_or(1)
            }
            _ if rest.starts_with(mark) => {
                let after = rest[mark.len()..].chars().next();
                let ends_word = before.is_some_and(|c| !c.is_whitespace());
                let is_closing = after.is_none_or(|c| !c.is_alphanumeric() && !mark.starts_with(c));
                if at > 0 && ends_word && is_closing {
                    return Some(at);
                }
                mark.len()
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += length;
    }
    None
}

/// Code without the backslashes that protect marks from Jira.
fn unescaped(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let protects = c == '\\' && chars.peek().is_some_and(|c| "*_-+^~{}[]!|?".contains(*c));
        if !protects {
            out.push(c);
        }
    }
    out
}
