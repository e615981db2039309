//! Text from elsewhere as unmarked text: what Roadcast would refuse becomes code, word for word.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::vault;

/// The text with as little changed as makes it acceptable.
pub fn safe(text: &str) -> String {
    let text = tame(text);
    let joined = pieces(&text)
        .into_iter()
        .map(|piece| if is_plain(piece) { ended(piece) } else { fenced(piece) })
        .collect::<Vec<_>>()
        .join("\n");
    // What is fine piece by piece may still not be as a whole.
    if vault::is_plain_text(&joined) { joined } else { fenced(&text) }
}

/// The text as code, in a fence that nothing in it can close.
pub fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}{fence}\n", ended(text))
}

fn ended(text: &str) -> String {
    format!("{}\n", text.trim_matches('\n'))
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// HTML within a line becomes text, and a picture on another server a link to it.
fn tame(text: &str) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::InlineHtml(_) => edits.push((range.start..range.start, "\\".to_owned())),
            Event::Start(Tag::Image { dest_url, .. })
                if ["https://", "http://"].iter().any(|scheme| dest_url.starts_with(scheme))
                    && !dest_url.contains(['<', '>', ' ', '\n']) =>
            {
                edits.push((range, format!("<{dest_url}>")));
            }
            _ => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in edits {
        // A picture in a picture's description goes with it.
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&with);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The text cut between its outermost blocks, at the starts of lines.
fn pieces(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut depth = 0;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if depth == 0 {
            let line = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
            starts.push(line);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    starts.push(text.len());
    starts.sort_unstable();
    starts.dedup();
    let pieces = starts.windows(2).map(|pair| &text[pair[0]..pair[1]]);
    pieces.filter(|piece| !piece.trim().is_empty()).collect()
}

/// Whether a piece can stand as it is. HTML cannot: what is not shown is easily lost.
fn is_plain(text: &str) -> bool {
    let is_html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    !Parser::new_ext(text, options()).any(|event| is_html(&event)) && vault::is_plain_text(text)
}
