//! What other tools make of Markdown, and this one does not: lists of attributes, tables of
//! contents, notes of other kinds, marked words, names of signs.

use std::ops::Range;

use super::verbatim::{Block, Found, line_end, shown_as_written};
use crate::diagnostic::{Message, did_you_mean, message, value};

/// What stands before the name of a sign is looked at so far back, in bytes.
const MAX_NAME: usize = 100;

/// The kinds of notes that there are.
const NOTES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// What other tools call them.
const OTHER_NOTES: [(&str, &[&str]); 4] = [
    (
        "NOTE",
        &["ABSTRACT", "CITE", "EXAMPLE", "INFO", "QUOTE", "SEEALSO", "SUMMARY", "TLDR", "TODO"],
    ),
    ("TIP", &["CHECK", "DONE", "HINT", "SUCCESS"]),
    ("WARNING", &["ATTENTION", "FAQ", "HELP", "QUESTION"]),
    ("CAUTION", &["BUG", "DANGER", "ERROR", "FAIL", "FAILURE", "MISSING"]),
];

/// All of them in a block.
pub fn find(block: &Block<'_>) -> Vec<Found> {
    let mut found = attributes(block);
    found.extend(notes(block));
    found.extend(marked_words(block));
    found.extend(inline_notes(block));
    found.extend(names_of_signs(block));
    let mut at = 0;
    for line in block.plain.split_inclusive('\n') {
        found.extend(line_of_its_own(line, at));
        at += line.len();
    }
    found
}

/// Whether `[[…]]` asks for a table of contents.
pub fn is_contents(inner: &str) -> bool {
    let word = inner.trim().trim_matches('_').to_ascii_lowercase();
    word == "toc" || word.starts_with("toc ")
}

/// `{#id .class key=value}` behind a heading, a link or a word, and `{: .class}`.
fn attributes(block: &Block<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (open, _) in block.plain.match_indices('{') {
        let rest = &block.plain[open + 1..line_end(block.plain, open)];
        let Some(end) = rest.find(['{', '}']).filter(|end| rest[*end..].starts_with('}')) else {
            continue;
        };
        let is_template =
            block.plain[..open].ends_with(['{', '$', '%']) || rest[end..].starts_with("}}");
        let range = open..open + end + 2;
        let follows = block.plain[..open].ends_with([']', ')', '\u{1}']);
        if is_template || !is_attribute_list(&rest[..end], follows) {
            continue;
        }
        let written = &block.source[range.clone()];
        let before = block.headings.partition_point(|heading| heading.start <= open);
        let in_heading = before > 0 && block.headings[before - 1].contains(&open);
        let mistake = shown_as_written(message!(
            "`{}` is a list of attributes to other tools; readers would see it",
            value(written)
        ));
        let mistake = if in_heading {
            mistake.hint(message!(
                "remove `{}`: a heading has the address of its words",
                value(written)
            ))
        } else {
            mistake.hint(message!("remove `{}`", value(written)))
        };
        found.push((range, mistake.hint("if readers are to see it, put it in backticks")));
    }
    found
}

/// Whether all words in the braces are attributes. `{a=b}` alone may be meant as it is.
fn is_attribute_list(inner: &str, follows: bool) -> bool {
    let (inner, is_kramdown) = match inner.strip_prefix(':') {
        Some(rest) => (rest, true),
        None => (inner, false),
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '_'))
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'))
    };
    let is_marked = inner.split_whitespace().any(|word| word.starts_with(['#', '.']));
    let mut words = inner.split_whitespace().peekable();
    let is_empty = words.peek().is_none();
    let is_attribute = |word: &str| match word.strip_prefix(['#', '.']) {
        Some(name) => is_name(name),
        None if follows || is_kramdown || is_marked => {
            word == "toc" || word.split_once('=').is_some_and(|(name, _)| is_name(name))
        }
        None => false,
    };
    !is_empty && words.all(is_attribute)
}

/// `> [!INFO]` and `> [!note] Title`: notes that are only quotes here.
fn notes(block: &Block<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for quote in block.quotes {
        let text = &block.plain[quote.clone()];
        let first = text.trim_start_matches(['>', ' ', '\t', '\n']);
        let at = quote.start + text.len() - first.len();
        let Some(end) = first.strip_prefix("[!").and_then(|rest| rest.find(']')) else { continue };
        let kind = &first[2..2 + end];
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' ');
        // A quote in a quote begins at the same words.
        let is_known = found.last().is_some_and(|(last, _)| last.start == at);
        if kind.is_empty() || !kind.chars().all(is_word) || is_known {
            continue;
        }
        let message = "this is not a note that Markdown knows; readers would see its brackets";
        let known = note_named(kind);
        let mistake = match known {
            Some(known) => shown_as_written(message)
                .hint(message!("write `> [!{}]`, alone on its line", known)),
            None => shown_as_written(message),
        };
        let allowed = Message::joined(NOTES.map(|note| message!("`[!{}]`", note)), ", ");
        let mistake = mistake.hint(message!("allowed: {}", allowed));
        found.push((at..at + end + 3, mistake));
    }
    found
}

/// The note that is meant by a word of another tool.
fn note_named(kind: &str) -> Option<&'static str> {
    let kind = kind.split(['|', ' ']).next().unwrap_or_default().to_ascii_uppercase();
    if let Some(note) = NOTES.iter().find(|note| **note == kind) {
        return Some(note);
    }
    let other = OTHER_NOTES.iter().find(|(_, others)| others.contains(&kind.as_str()));
    let near = || NOTES.into_iter().find(|note| did_you_mean(&kind, [*note]).is_some());
    other.map(|(note, _)| *note).or_else(near)
}

/// `==marked==`.
fn marked_words(block: &Block<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = block.plain[at..].find("==").map(|open| at + open) {
        let rest = &block.plain[open..line_end(block.plain, open)];
        let signs = rest.bytes().take_while(|byte| *byte == b'=').count();
        at = open + signs;
        let inner = &rest[signs..];
        let begins = signs == 2
            && !inner.starts_with(char::is_whitespace)
            && !block.plain[..open].ends_with(|c: char| c.is_alphanumeric() || "!<>".contains(c));
        let Some(end) = inner.find("==").filter(|end| begins && *end > 0) else { continue };
        if inner[..end].ends_with(char::is_whitespace) || inner[end + 2..].starts_with('=') {
            continue;
        }
        let range = open..at + end + 2;
        let words = &block.source[at..at + end];
        let mistake =
            shown_as_written("marked words are not Markdown; readers would see the signs")
                .hint(message!("write `<mark>{}</mark>` or `**{}**`", value(words), value(words)))
                .hint("if readers are to see the signs, put them in backticks");
        at = range.end;
        found.push((range, mistake));
    }
    found
}

/// `^[a note]`: a footnote of Pandoc.
fn inline_notes(block: &Block<'_>) -> Vec<Found> {
    let starts = block.plain.match_indices("^[");
    let notes = starts.filter_map(|(at, _)| {
        let end = block.plain[at..line_end(block.plain, at)].find(']')?;
        let mistake = shown_as_written("a footnote cannot stand within the text here")
            .hint("write `[^1]` here, and `[^1]: …` on a line of its own below")
            .hint("if it is not meant as a footnote, escape the bracket: `\\[`");
        Some((at..at + end + 1, mistake))
    });
    notes.collect()
}

/// `:tada:`: the name of a sign.
fn names_of_signs(block: &Block<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, _) in block.plain.match_indices(':') {
        let before = &block.plain.as_bytes()[at.saturating_sub(MAX_NAME)..at];
        let is_begin = begins_name(before);
        let rest = &block.plain[at + 1..];
        let end = rest.bytes().take_while(|byte| is_part_of_name(*byte)).count();
        let name = &rest[..end];
        let is_name = name.len() > 1
            && (name.starts_with(|c: char| c.is_ascii_lowercase()) || matches!(name, "+1" | "-1"));
        let is_end = rest[end..].strip_prefix(':').is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(|c: char| c.is_whitespace() || ")].,!?*_;:<".contains(c))
        });
        if is_begin && is_name && is_end {
            let message = "this is the name of a sign to other tools; readers would see it";
            let mistake = shown_as_written(message)
                .hint("write the sign itself, such as 🎉")
                .hint("if readers are to see the colons, put them in backticks");
            found.push((at..at + end + 2, mistake));
        }
    }
    found
}

/// Whether a name may begin behind these words: not within `std::vector::size`.
fn begins_name(before: &[u8]) -> bool {
    let is_edge = |byte: &u8| byte.is_ascii_whitespace() || b"([*_>".contains(byte);
    let word = before.iter().rposition(is_edge).map_or(before, |edge| &before[edge + 1..]);
    word.is_empty() || word.starts_with(b":") && word.ends_with(b":")
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-')
}

/// What means something to other tools when it stands alone on its line or begins it.
fn line_of_its_own(line: &str, at: usize) -> Option<Found> {
    let words = line.trim_start_matches([' ', '\t', '>']);
    let start = at + line.len() - words.len();
    let words = words.trim_end();
    let range = || -> Range<usize> { start..start + words.len() };
    let bare = words.trim_matches(['[', ']', '{', '}', '$', '@', ':', '%']);
    if bare.len() < words.len() && bare.is_ascii() && is_contents(bare) {
        let message = "there is no table of contents here; readers would see this line";
        return Some((range(), shown_as_written(message).hint("remove it")));
    }
    let kind = words.strip_prefix("!!! ").or_else(|| words.strip_prefix("??? "));
    let kind = kind.or_else(|| words.strip_prefix("???+ "));
    if kind.is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let message = "a note of MkDocs is not Markdown; readers would see this line";
        let mistake = shown_as_written(message)
            .hint("write `> [!NOTE]`, and the text as a quote: each line begins with `> `");
        return Some((range(), mistake));
    }
    let signs = words.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading =
        (2..=6).contains(&signs) && words[signs..].starts_with(|c: char| c.is_alphabetic());
    is_heading.then(|| {
        let mended = format!("{} {}", &words[..signs], words[signs..].replace('\u{1}', ""));
        let message = "a heading needs a blank behind its signs; readers would see them";
        (range(), shown_as_written(message).hint(message!("write `{}`", value(mended))))
    })
}
