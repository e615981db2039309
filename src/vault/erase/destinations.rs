//! Destinations: finds where links and images lead in Markdown and writes the new ones in place.
//!
//! The parser says what the destinations are; where their bytes stand is worked out here. So the
//! result is parsed again and must differ in nothing but the destinations.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::error::Cause;
use super::html;
use super::likeness;
use super::places::Standpoint;
use super::shields::MARKDOWN;
use super::spots;

/// The text of a block with every destination as it must be in the new place.
pub fn rewrite<'b>(block: &'b str, here: &Standpoint<'_>) -> Result<Cow<'b, str>, Cause> {
    let may_lead_somewhere = block.contains("](") || block.contains("]:") || block.contains('<');
    if !may_lead_somewhere {
        return Ok(Cow::Borrowed(block));
    }
    let mut edits = find_edits(block, here)?;
    if edits.is_empty() {
        return Ok(Cow::Borrowed(block));
    }
    edits.sort_by_key(|edit| edit.range.start);
    let mut rewritten = String::with_capacity(block.len() + edits.len() * 24);
    let mut copied = 0;
    for edit in edits {
        let unchanged = block.get(copied..edit.range.start).ok_or(Cause::DestinationLost)?;
        rewritten.extend([unchanged, &edit.text]);
        copied = edit.range.end;
    }
    rewritten.push_str(&block[copied..]);
    likeness::require(block, &rewritten, here)?;
    Ok(Cow::Owned(rewritten))
}

/// A new text for some bytes of the block.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// A link or image whose text is being read.
struct Open {
    whole: Range<usize>,
    /// Up to here its text has been read.
    text_end: usize,
    /// The new destination, if it is a path and stands inside this link.
    new: Option<String>,
}

fn find_edits(block: &str, here: &Standpoint<'_>) -> Result<Vec<Edit>, Cause> {
    let mut edits = Vec::new();
    let parser = Parser::new_ext(block, MARKDOWN);
    for (_, definition) in parser.reference_definitions().iter() {
        if let Some(new) = here.rewrite(&definition.dest)? {
            let range = spots::in_definition(block, definition.span.clone())?;
            edits.push(Edit { range, text: spots::in_markdown(&new)? });
        }
    }
    let mut open: Vec<Open> = Vec::new();
    let mut raw = RawHtml::default();
    for (event, range) in parser.into_offset_iter() {
        if let Some(parent) = open.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            parent.text_end = parent.text_end.max(range.end);
        }
        match event {
            Event::Start(
                Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
            ) => {
                // Other types take their destination from a definition, or are no path.
                let new = match link_type {
                    LinkType::Inline => here.rewrite(&dest_url)?,
                    _ => None,
                };
                let sign = if block[range.start..].starts_with('!') { 2 } else { 1 };
                open.push(Open { text_end: range.start + sign, whole: range, new });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let link = open.pop().expect("the parser closes only what it opened");
                if let Some(new) = link.new {
                    let range = spots::in_link(block, link.text_end, link.whole.end)?;
                    edits.push(Edit { range, text: spots::in_markdown(&new)? });
                }
            }
            Event::Html(text) => raw.add(&text, range),
            Event::InlineHtml(text) => {
                raw.add(&text, range);
                raw.find_edits(block, here, &mut edits)?;
            }
            Event::End(TagEnd::HtmlBlock) => raw.find_edits(block, here, &mut edits)?,
            _ => {}
        }
    }
    Ok(edits)
}

/// Raw HTML that the parser hands over in pieces.
#[derive(Default)]
struct RawHtml {
    text: String,
    /// Where each piece begins in `text`, and where it stands in the block.
    pieces: Vec<(usize, Range<usize>)>,
}

impl RawHtml {
    fn add(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range));
        self.text.push_str(text);
    }

    /// Takes the pieces that were added and finds the destinations in them.
    fn find_edits(
        &mut self,
        block: &str,
        here: &Standpoint<'_>,
        edits: &mut Vec<Edit>,
    ) -> Result<(), Cause> {
        let Self { text, pieces } = std::mem::take(self);
        for attribute in html::destinations(&text)? {
            let Some(new) = new_value(&text, &attribute, here)? else { continue };
            let index = pieces.partition_point(|(start, _)| *start <= attribute.range.start) - 1;
            let (start, source) = &pieces[index];
            let end = pieces.get(index + 1).map_or(text.len(), |(start, _)| *start);
            // Markdown removed something, such as the signs of a quote: no byte is certain.
            if block.get(source.clone()) != text.get(*start..end) || attribute.range.end > end {
                return Err(Cause::DestinationLost);
            }
            let first = source.start + (attribute.range.start - start);
            let range = first..first + attribute.range.len();
            edits.push(Edit { range, text: html::quoted(&new) });
        }
        Ok(())
    }
}

/// The new value of an attribute, if it is a path.
fn new_value(
    html: &str,
    attribute: &html::Attribute<'_>,
    here: &Standpoint<'_>,
) -> Result<Option<String>, Cause> {
    match &attribute.value {
        Some(value) => here.rewrite(value),
        // What an unknown entity stands for does not matter where the rest is no path.
        None => match here.rewrite(html[attribute.range.clone()].trim_matches(['"', '\''])) {
            Ok(None) => Ok(None),
            Ok(Some(_)) | Err(_) => Err(Cause::DestinationLost),
        },
    }
}
