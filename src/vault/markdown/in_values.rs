//! Markdown in a value of front matter, which is shown as it is written: its author may take it for
//! Markdown, and readers see its signs.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

/// Tags that people put into their words, and mean.
const TAGS: [&str; 28] = [
    "a", "b", "big", "br", "code", "del", "div", "em", "font", "h1", "h2", "h3", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "small", "span", "strong", "sub", "sup", "u", "ul",
];

/// References of HTML that people write in the place of a sign.
const REFERENCES: [&str; 12] = [
    "&amp;", "&nbsp;", "&lt;", "&gt;", "&quot;", "&apos;", "&ndash;", "&mdash;", "&hellip;",
    "&shy;", "&euro;", "&rarr;",
];

/// What of Markdown a value holds, in words; the first of it.
pub fn markdown_in(value: &str) -> Option<&'static str> {
    if !value.contains(['*', '_', '~', '`', '[', '<', '&', '#', '-', '+', '.', ')']) {
        return None;
    }
    let mut items = 0;
    for (event, range) in Parser::new_ext(value, options()).into_offset_iter() {
        items += usize::from(matches!(event, Event::Start(Tag::Item)));
        let written = &value[range];
        let found = match event {
            Event::Start(Tag::Strong) => "bold words",
            Event::Start(Tag::Emphasis) => "slanted words",
            Event::Start(Tag::Strikethrough) => "struck words",
            Event::Start(Tag::Image { .. }) => "a picture",
            // `Ana <ana@northwind.example>` is how people are named.
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => continue,
            Event::Start(Tag::Link { .. }) => "a link",
            Event::Start(Tag::Heading { .. }) if written.starts_with('#') => "a heading",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => "code in a fence",
            // Signs of comments in backticks are told of, not meant.
            Event::Code(code) if !code.contains(['{', '<', '%']) => "code in backticks",
            Event::Html(tag) | Event::InlineHtml(tag) if is_meant(&tag) => "a tag of HTML",
            _ if items > 1 => "a list",
            _ => continue,
        };
        return Some(found);
    }
    let is_reference = REFERENCES.iter().any(|reference| value.contains(reference))
        || value.split("&#").skip(1).any(|rest| {
            let digits = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit() || c == 'x');
            digits.len() < rest.len() && digits.starts_with(';')
        });
    is_reference.then_some("a reference of HTML")
}

fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_GFM
}

fn is_meant(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    TAGS.contains(&name[..end].to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::markdown_in;

    #[test]
    fn markdown_is_told_from_plain_words() {
        for (value, found) in [
            ("A **bold** plan", Some("bold words")),
            ("A __bold__ plan", Some("bold words")),
            ("A *slanted* plan", Some("slanted words")),
            ("A _slanted_ plan", Some("slanted words")),
            ("A ~~struck~~ plan", Some("struck words")),
            ("See [the plan](plan.md)", Some("a link")),
            ("See <https://a.example>", Some("a link")),
            ("![shot](shot.png)", Some("a picture")),
            ("The `export` command", Some("code in backticks")),
            ("One<br>two", Some("a tag of HTML")),
            ("A <b>bold</b> plan", Some("a tag of HTML")),
            ("R&amp;D", Some("a reference of HTML")),
            ("10&#160;%", Some("a reference of HTML")),
            ("- one\n- two", Some("a list")),
            ("1. one\n2. two", Some("a list")),
            ("# Plan\nText", Some("a heading")),
            ("```\ncode\n```", Some("code in a fence")),
            ("5 * 3 * 2 and snake_case_name", None),
            ("Ana Holt <ana@northwind.example>", None),
            ("A list<T> of <namespace>", None),
            ("Phase 1. Q&A; R&D", None),
            ("1. Quartal", None),
            ("a [b] (see below), #1, ~5 to ~6", None),
            ("Comments such as `{# x #}`", None),
            ("What we plan\n---\nnow", None),
            ("C++, C#, A/B, 40 % - done.", None),
        ] {
            assert_eq!(markdown_in(value), found, "{value}");
        }
    }
}
