//! Text from elsewhere as unmarked text: what Roadcast would refuse becomes code, word for word.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::vault;

/// What other people wrote as Markdown, with as little changed as makes it acceptable.
pub fn safe(text: &str) -> String {
    fitted(&tame(text))
}

/// Markdown with as little changed as makes it acceptable. What HTML it has within lines is meant.
pub fn fitted(text: &str) -> String {
    let whole = ended(text);
    if is_plain(&whole) {
        return whole;
    }
    // What is fine piece by piece may still not be as a whole.
    let definitions = definitions(text);
    let with_definitions = joined(text, |piece| is_plain(&format!("{piece}\n\n{definitions}")));
    if is_plain(&with_definitions) {
        return with_definitions;
    }
    let alone = joined(text, is_plain);
    if is_plain(&alone) { alone } else { fenced(text) }
}

/// The text as code, in a fence that nothing in it can close.
pub fn fenced(text: &str) -> String {
    fence(text, "text")
}

/// The text as code of a language.
pub fn fence(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}{fence}\n", ended(text))
}

/// The text with the pieces fenced that cannot stand as they are.
fn joined(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let pieces = pieces(text).into_iter();
    let pieces = pieces.map(|piece| if fits(piece) { ended(piece) } else { fenced(piece) });
    pieces.collect::<Vec<_>>().join("\n")
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

/// The footnotes and the addresses of links that a text names at its end, as far as they can stand.
fn definitions(text: &str) -> String {
    let parser = Parser::new_ext(text, options());
    let links = parser.reference_definitions().iter().map(|(_, found)| found.span.clone());
    let mut found: Vec<Range<usize>> = links.collect();
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::FootnoteDefinition(_)) = event {
            found.push(range);
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    let texts = found.into_iter().map(|range| text[range].trim_end());
    texts.filter(|text| is_plain(text)).collect::<Vec<_>>().join("\n\n")
}

/// Whether a text can stand as it is. Blocks of HTML cannot: what is not shown is easily lost.
fn is_plain(text: &str) -> bool {
    let is_html = |event: &Event<'_>| matches!(event, Event::Html(_));
    !Parser::new_ext(text, options()).any(|event| is_html(&event)) && vault::is_plain_text(text)
}
