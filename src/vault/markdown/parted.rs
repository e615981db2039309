//! Links that a blank or a sign keeps from being any: `<https://a b>`, `[x] (address)`,
//! `(x)[address]`. Their author sees a link in mind, readers would see brackets.

use super::verbatim::{Block, Found, line_end, mended_path, opening, shown_as_written};
use crate::diagnostic::{Diagnostic, message, value};

/// The beginnings of addresses of the web, of mail and of telephones.
const SCHEMES: [&str; 7] = ["https://", "http://", "ftp://", "sftp://", "mailto:", "tel:", "www."];

/// The endings of files that links and images lead to.
const FILES: [&str; 11] =
    [".md", ".markdown", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];

/// All of them in a block.
pub fn find(block: &Block<'_>) -> Vec<Found> {
    let mut found = autolinks(block);
    found.extend(text_and_address(block));
    found.extend(wrong_way_round(block));
    found
}

/// `<https://a b>`, `< https://a >`, `<www.a.example>`, and what is never closed.
fn autolinks(block: &Block<'_>) -> Vec<Found> {
    let plain = block.plain;
    let mut found = Vec::new();
    for (open, _) in plain.match_indices('<') {
        let from = open + 1 + blank(&plain[open + 1..]);
        if !begins_address(&plain[from..]) {
            continue;
        }
        let paragraph = &plain[from..end_of_paragraph(plain, from)];
        let close = paragraph.find(['<', '>']).filter(|at| paragraph[*at..].starts_with('>'));
        let end = match close {
            Some(close) => from + close,
            None => from + paragraph.find(char::is_whitespace).unwrap_or(paragraph.len()),
        };
        let written = &block.source[from..end];
        let mut mistake = shown_as_written(match close {
            Some(_) => "this is no link of Markdown; readers would see its brackets",
            None => "this link is never closed; readers would see its bracket",
        });
        mistake = match mended_autolink(written) {
            Some(mended) => mistake.hint(message!("write `{}`", value(mended))),
            None => mistake.hint("write the address without blanks, or `[text](<address>)`"),
        };
        let mistake = mistake.hint("if it is not meant as a link, escape the bracket: `\\<`");
        found.push((open..close.map_or(end, |close| from + close + 1), mistake));
    }
    found
}

/// `[x] (address)`: something stands between the text and its address, or the parentheses are not
/// those of Markdown.
fn text_and_address(block: &Block<'_>) -> Vec<Found> {
    let plain = block.plain;
    let mut found = Vec::new();
    for (middle, _) in plain.match_indices(']') {
        let gap = blank(&plain[middle + 1..]);
        let from = middle + 1 + gap;
        let Some(sign) = plain[from..].chars().next().filter(|sign| matches!(sign, '(' | '（'))
        else {
            continue;
        };
        if gap == 0 && sign == '(' {
            continue;
        }
        let Some(open) = opening(plain, middle) else { continue };
        let inner = from + sign.len_utf8();
        let rest = &plain[inner..line_end(plain, inner)];
        let Some(close) = rest.find([')', '）']) else { continue };
        let address = &block.source[inner..inner + close];
        if !is_address(address) {
            continue;
        }
        let is_image = plain[..open].ends_with('!');
        let start = if is_image { open - 1 } else { open };
        let text = &block.source[start..=middle];
        let mistake = shown_as_written(message!(
            "this is no {} of Markdown; readers would see its brackets",
            if is_image { "image" } else { "link" }
        ));
        let mistake = if text.contains('\n') {
            mistake.hint("write the parenthesis right behind the bracket: `[text](address)`")
        } else {
            let (path, title) = parted(address);
            let mended = format!("{text}({}{title})", mended_path(path));
            mistake.hint(message!("write `{}`", value(mended)))
        };
        let close = inner + close;
        let end = close + plain[close..].chars().next().map_or(1, char::len_utf8);
        found.push((start..end, escapable(mistake)));
    }
    found
}

/// `(x)[address]`.
fn wrong_way_round(block: &Block<'_>) -> Vec<Found> {
    let plain = block.plain;
    let mut found = Vec::new();
    for (middle, _) in plain.match_indices(")[") {
        let from = middle + 2;
        let rest = &plain[from..line_end(plain, from)];
        let line = plain[..middle].rfind('\n').map_or(0, |at| at + 1);
        let open = plain[line..middle].rfind('(').map(|open| line + open);
        let Some((open, close)) = open.zip(rest.find(']')) else { continue };
        let address = &block.source[from..from + close];
        if !is_address(address) {
            continue;
        }
        let text = &block.source[open + 1..middle];
        let mistake =
            shown_as_written("this link is the wrong way round; readers would see its brackets")
                .hint(message!(
                    "write `[{}]({})`",
                    value(text),
                    value(mended_path(address.trim()))
                ));
        found.push((open..from + close + 1, escapable(mistake)));
    }
    found
}

fn escapable(mistake: Diagnostic) -> Diagnostic {
    mistake.hint("if it is not meant as a link, escape the bracket: `\\[`")
}

/// How many bytes of blanks a text begins with, of any kind and over one end of a line.
fn blank(text: &str) -> usize {
    let rest = text.trim_start();
    let blank = &text[..text.len() - rest.len()];
    if blank.matches('\n').count() > 1 { 0 } else { blank.len() }
}

fn end_of_paragraph(text: &str, from: usize) -> usize {
    let end = text.floor_char_boundary((from + 1000).min(text.len()));
    text[from..end].find("\n\n").map_or(end, |blank| from + blank)
}

fn begins_address(text: &str) -> bool {
    let beginning = |scheme: &&str| {
        let given = text.get(..scheme.len());
        given.is_some_and(|given| given.eq_ignore_ascii_case(scheme))
            && text[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '+')
    };
    SCHEMES.iter().any(beginning)
}

/// Whether what stands in parentheses can be nothing but an address, perhaps with a title.
fn is_address(written: &str) -> bool {
    let (path, _) = parted(written);
    let path = path.trim_start_matches('<').trim_end_matches('>');
    if path.is_empty() || path.contains(char::is_whitespace) {
        return false;
    }
    let file = path.split(['#', '?']).next().unwrap_or(path).to_ascii_lowercase();
    begins_address(path)
        || path.starts_with("./")
        || path.starts_with("../")
        || path.strip_prefix('#').is_some_and(|id| id.starts_with(char::is_alphabetic))
        || FILES.iter().any(|ending| file.len() > ending.len() && file.ends_with(ending))
        || is_host_with_path(path)
}

/// `acme.example/plan`.
fn is_host_with_path(path: &str) -> bool {
    let Some((host, _)) = path.split_once('/') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.contains('.')
        && host.split('.').all(is_label)
        && host.rsplit('.').next().is_some_and(|ending| {
            ending.len() >= 2 && ending.chars().all(|c| c.is_ascii_lowercase())
        })
}

/// An address and the title behind it, with the blank before it.
fn parted(written: &str) -> (&str, &str) {
    let written = written.trim();
    let at = written.find([' ', '\t']).unwrap_or(written.len());
    let (path, title) = written.split_at(at);
    let is_title = |title: &str| {
        [('"', '"'), ('\'', '\''), ('(', ')')].iter().any(|(open, close)| {
            title.len() > 2 && title.starts_with(*open) && title.ends_with(*close)
        })
    };
    if title.is_empty() || is_title(title.trim()) { (path, title) } else { (written, "") }
}

/// An address in angle brackets, as Markdown takes it; none if it is not clear what is meant.
fn mended_autolink(written: &str) -> Option<String> {
    let written = written.split_whitespace().collect::<Vec<_>>();
    let (first, rest) = written.split_first()?;
    let address = if first.to_ascii_lowercase().starts_with("www.") {
        format!("https://{first}")
    } else {
        (*first).to_owned()
    };
    // Words of a language behind the address are its text, parts of a path are not.
    let is_path = rest.iter().any(|part| part.contains(['/', '.', '=', '&']));
    match rest {
        [] => Some(format!("<{address}>")),
        _ if is_path => Some(format!("<{address}%20{}>", rest.join("%20"))),
        _ if address.trim_end_matches('/').matches('/').count() > 2 => {
            Some(format!("<{address}%20{}>", rest.join("%20")))
        }
        _ => Some(format!("[{}]({address})", rest.join(" "))),
    }
}
