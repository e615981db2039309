//! Likeness: whether a rewritten block says what the old one said, but for its destinations.

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::error::Cause;
use super::html;
use super::places::Standpoint;
use super::shields::MARKDOWN;

/// Requires that a reader finds in `new` what stands in `old`, with every destination rewritten.
pub fn require(old: &str, new: &str, here: &Standpoint<'_>) -> Result<(), Cause> {
    let mut olds = Parser::new_ext(old, MARKDOWN);
    let mut news = Parser::new_ext(new, MARKDOWN);
    let (mut old_html, mut new_html) = (String::new(), String::new());
    loop {
        match (olds.next(), news.next()) {
            (Some(Event::Html(old)), Some(Event::Html(new)))
            | (Some(Event::InlineHtml(old)), Some(Event::InlineHtml(new))) => {
                old_html.push_str(&old);
                new_html.push_str(&new);
            }
            (Some(old), Some(new)) if is_same_event(&old, &new, here) => {}
            (None, None) => break,
            _ => return Err(Cause::DestinationLost),
        }
    }
    let is_same = olds.reference_definitions().iter().all(|(label, old)| {
        let new = news.reference_definitions().get(label);
        new.is_some_and(|new| old.title == new.title && leads_on(&old.dest, &new.dest, here))
    });
    if is_same && is_same_html(&old_html, &new_html, here)? {
        return Ok(());
    }
    Err(Cause::DestinationLost)
}

fn is_same_event(old: &Event<'_>, new: &Event<'_>, here: &Standpoint<'_>) -> bool {
    match (old, new) {
        (
            Event::Start(Tag::Link { link_type, dest_url: old, title: said, id }),
            Event::Start(Tag::Link { link_type: now, dest_url: new, title, id: label }),
        )
        | (
            Event::Start(Tag::Image { link_type, dest_url: old, title: said, id }),
            Event::Start(Tag::Image { link_type: now, dest_url: new, title, id: label }),
        ) => {
            let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
            let leads = if is_address { old == new } else { leads_on(old, new, here) };
            leads && (link_type, said, id) == (now, title, label)
        }
        (old, new) => old == new,
    }
}

fn leads_on(old: &str, new: &str, here: &Standpoint<'_>) -> bool {
    match here.rewrite(old) {
        Ok(Some(expected)) => expected == new,
        Ok(None) => old == new,
        Err(_) => false,
    }
}

fn is_same_html(old: &str, new: &str, here: &Standpoint<'_>) -> Result<bool, Cause> {
    let (olds, news) = (html::destinations(old)?, html::destinations(new)?);
    if olds.len() != news.len() {
        return Ok(false);
    }
    let (mut old_end, mut new_end) = (0, 0);
    for (before, after) in olds.iter().zip(&news) {
        let is_same_text = old[old_end..before.range.start] == new[new_end..after.range.start];
        let leads = match (&before.value, &after.value) {
            (Some(before), Some(after)) => leads_on(before, after, here),
            (None, None) => old[before.range.clone()] == new[after.range.clone()],
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_same_text || !leads {
            return Ok(false);
        }
        (old_end, new_end) = (before.range.end, after.range.end);
    }
    Ok(old[old_end..] == new[new_end..])
}
