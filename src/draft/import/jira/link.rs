//! Links, addresses and attachments of Jira's markup.

use super::escape;
use super::inline::link_text;

/// Longest link or name of a picture, in bytes.
const MAX_LEN: usize = 4_000;

/// Most brackets within brackets of a link.
const MAX_NESTED: usize = 8;

/// How Jira Cloud marks links that it shows as cards.
const CARDS: [&str; 4] = ["smart-link", "smart-card", "smart-embed", "block-card"];

/// Names of files that are shown within a text.
const SHOWN: [&str; 13] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "ico", "mp4", "mov", "webm"];

/// The length of the address at the beginning of a text; none if there is none.
pub fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"|{}[]^\\`".contains(c);
    let found = &text[..text.find(ends).unwrap_or(text.len())];
    let is_balanced = found.contains('(');
    let trailing = |c: char| ".,;:!?'*_-+~".contains(c) || (c == ')' && !is_balanced);
    let length = found.trim_end_matches(trailing).len();
    (length > scheme.len()).then_some(length)
}

/// An address as a link that shows itself.
pub fn autolink(url: &str) -> String {
    format!("<{}>", encoded(url))
}

/// The link that a text begins with, as Markdown, and its length; none if `[` is only a bracket.
pub fn link(text: &str) -> Option<(String, usize)> {
    let inner = bracketed(text)?;
    let parts = parts(inner);
    let (shown, target) = match parts.as_slice() {
        [shown, target, ..] => (Some(shown.trim()), target.trim()),
        _ => (None, inner.trim()),
    };
    let rest: Vec<&str> = parts.iter().skip(2).map(|part| part.trim()).collect();
    let rest: Vec<&str> = rest.into_iter().filter(|part| !CARDS.contains(part)).collect();
    let words = escape::text(&rest.join(" "));
    let tip = match words.as_str() {
        "" => String::new(),
        words => format!(" \"{}\"", words.replace('"', "\\\"")),
    };
    // Only what leads to an address can have a tip.
    let beside = if words.is_empty() { String::new() } else { format!(" ({words})") };
    let markdown = match (shown.filter(|shown| !shown.is_empty()), reference(target)) {
        (None, Reference::Url) if tip.is_empty() => autolink(target),
        (Some(shown), Reference::Url) if shown == target && tip.is_empty() => autolink(target),
        (shown, Reference::Url) => linked(shown.unwrap_or(target), target, &tip),
        (shown, Reference::Mail) => {
            let name = target.trim_start_matches("mailto:");
            linked(shown.unwrap_or(name), target, &tip)
        }
        (None, Reference::Named(name)) => name + &beside,
        (Some(shown), Reference::Anchor(_)) => link_text(shown) + &beside,
        (None, Reference::Anchor(name)) => escape::text(name) + &beside,
        (Some(shown), Reference::Named(name)) => format!("{} ({name}){beside}", link_text(shown)),
        // What Jira would look for in a wiki.
        (Some(shown), Reference::Unknown) => {
            format!(
                "{} ({})",
                link_text(shown),
                escape::text(&[&[target], &rest[..]].concat().join(" "))
            )
        }
        (None, Reference::Unknown) => return None,
    };
    Some((markdown, inner.len() + 2))
}

/// The length of the link that a text begins with, found without reading what it shows.
pub fn length(text: &str) -> Option<usize> {
    let inner = bracketed(text)?;
    let leads = inner.contains('|') || !matches!(reference(inner.trim()), Reference::Unknown);
    leads.then_some(inner.len() + 2)
}

/// The attachment or picture that a text begins with, and its length; none if `!` ends a sentence.
pub fn picture(text: &str) -> Option<(String, usize)> {
    let line = window(&text[1..]);
    let inner = &line[..line.find('!')?];
    let (name, options) = inner.split_once('|').unwrap_or((inner, ""));
    let is_url = address(name).is_some_and(|length| length == name.len());
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is_file = extension.is_some_and(|extension| SHOWN.contains(&extension.as_str()));
    if name.starts_with(char::is_whitespace) || !(is_url || is_file) {
        return None;
    }
    let shown =
        if is_url { autolink(name) } else { escape::code_span(name.trim_start_matches('^')) };
    let described = match alternative(options).filter(|words| *words != name) {
        Some(words) => format!("{shown} ({})", escape::text(words)),
        None => shown,
    };
    Some((described, inner.len() + 2))
}

/// What a link leads to.
enum Reference<'a> {
    Url,
    Mail,
    /// A person or a file that is not here, as Markdown.
    Named(String),
    /// A place on the page.
    Anchor(&'a str),
    Unknown,
}

fn reference(target: &str) -> Reference<'_> {
    let lower = target.to_ascii_lowercase();
    let is_one_word = !target.contains(char::is_whitespace);
    if ["https://", "http://"].iter().any(|s| lower.starts_with(s) && target.len() > s.len()) {
        Reference::Url
    } else if is_one_word && lower.starts_with("mailto:") && target.contains('@') {
        Reference::Mail
    } else if let Some(person) = target.strip_prefix('~').filter(|name| !name.is_empty()) {
        Reference::Named(format!("@{}", escape::text(person)))
    } else if let Some(file) = target.strip_prefix('^').filter(|name| !name.is_empty()) {
        Reference::Named(escape::code_span(file))
    } else if let Some(anchor) = target.strip_prefix('#').filter(|name| !name.is_empty()) {
        Reference::Anchor(anchor)
    } else {
        Reference::Unknown
    }
}

fn linked(shown: &str, target: &str, tip: &str) -> String {
    let shown = link_text(shown);
    let url = encoded(target);
    let url = if url.contains(['(', ')']) { format!("<{url}>") } else { url };
    format!("[{shown}]({url}{tip})")
}

/// An address that Markdown reads as it is.
fn encoded(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            ' ' | '\t' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '\\' => out.push_str("%5C"),
            '"' => out.push_str("%22"),
            '`' => out.push_str("%60"),
            '&' if is_entity(&url[at..]) => out.push_str("%26"),
            c => out.push(c),
        }
    }
    out
}

/// Whether Markdown would read an entity here, such as `&copy;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches('#');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

/// What stands between a bracket and the one that closes it.
fn bracketed(text: &str) -> Option<&str> {
    let line = window(text);
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' if depth > MAX_NESTED => return None,
            '[' => depth += 1,
            ']' if depth == 1 => return Some(&line[1..at]).filter(|inner| !inner.is_empty()),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parts of a link. A `|` within brackets divides nothing.
fn parts(inner: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts
}

/// The words for those who do not see a picture.
fn alternative(options: &str) -> Option<&str> {
    let (_, rest) = options.split_once("alt=")?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split(',').next(),
    }
    .filter(|words| !words.trim().is_empty())
}

/// As much of a text as one link may take.
fn window(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_LEN)]
}
