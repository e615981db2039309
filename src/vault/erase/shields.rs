//! Shields: code fences in which a line of three colons is text.
//!
//! Found by a Markdown parser instead of a line scanner. Each block is a document of its own, so
//! the parser is shown a copy in which every possible marker is a rule between blank lines: that
//! ends lists, quotes and paragraphs, but no fence.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::blocks::{Candidate, Place};

/// The Markdown of the format.
pub const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

const RULE: &str = "\n***\n\n";

/// Tells for each candidate whether it stands in fenced code. The error is the place of a
/// candidate that stands in raw HTML, or behind a comment that begins before it.
pub fn find(body: &str, candidates: &[Candidate]) -> Result<Vec<bool>, usize> {
    let mut shielded = vec![false; candidates.len()];
    if candidates.is_empty() || !can_hide_markers(body) {
        return Ok(shielded);
    }
    let copy = Copy::of(body, candidates);
    let mut comments = Vec::new();
    for (event, range) in Parser::new_ext(&copy.text, MARKDOWN).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                for index in copy.within(range.start, range.end) {
                    shielded[index] = true;
                }
            }
            Event::Start(Tag::HtmlBlock) => {
                let mut inside = copy.within(range.start, range.end);
                if let Some(index) = inside.find(|index| candidates[*index].place == Place::Margin)
                {
                    return Err(candidates[index].start);
                }
                let html = &copy.text[range.clone()];
                comments.extend(unclosed_comment(html).map(|at| range.start + at));
            }
            Event::Text(_) if copy.begins_comment(range.start) => comments.push(range.start),
            _ => {}
        }
    }
    match copy.first_behind_a_comment(&comments, candidates, &shielded) {
        Some(index) => Err(candidates[index].start),
        None => Ok(shielded),
    }
}

/// A quick look for what the parser would have to judge; most bodies have none of it.
fn can_hide_markers(body: &str) -> bool {
    let opens_html = |rest: &str| {
        let next = rest.as_bytes().first().map(u8::to_ascii_lowercase);
        matches!(next, Some(b'!' | b'?' | b'p' | b's' | b't'))
    };
    body.contains("```")
        || body.contains("~~~")
        || body.match_indices('<').any(|(at, _)| opens_html(&body[at + 1..]))
}

/// The body with a rule in the place of each candidate.
struct Copy {
    text: String,
    /// Where each candidate went.
    places: Vec<usize>,
}

impl Copy {
    fn of(body: &str, candidates: &[Candidate]) -> Self {
        let mut text = String::with_capacity(body.len() + candidates.len() * RULE.len());
        let mut places = Vec::with_capacity(candidates.len());
        let mut copied = 0;
        for candidate in candidates {
            text.push_str(&body[copied..candidate.start]);
            places.push(text.len() + 1);
            match candidate.place {
                Place::Margin => text.push_str(RULE),
                Place::Inside => text.push_str(&body[candidate.start..candidate.end]),
            }
            copied = candidate.end;
        }
        text.push_str(&body[copied..]);
        Self { text, places }
    }

    /// The candidates between two places.
    fn within(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self.places.partition_point(|place| *place < start);
        first..self.places.partition_point(|place| *place < end)
    }

    /// Whether a text begins with `<!--`, which makes it a comment that its block did not close.
    fn begins_comment(&self, at: usize) -> bool {
        let before = &self.text.as_bytes()[..at];
        let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        self.text[at..].starts_with("<!--") && backslashes % 2 == 0
    }

    /// The first real marker that a reader of HTML would take for a part of a comment.
    fn first_behind_a_comment(
        &self,
        comments: &[usize],
        candidates: &[Candidate],
        shielded: &[bool],
    ) -> Option<usize> {
        if comments.is_empty() {
            return None;
        }
        let is_marker =
            |index: &usize| candidates[*index].place == Place::Margin && !shielded[*index];
        let markers: Vec<usize> = (0..candidates.len()).filter(is_marker).collect();
        let places_of = |sign| self.text.match_indices(sign).map(|(at, _)| at).collect::<Vec<_>>();
        let (opens, closes) = (places_of("<!--"), places_of("-->"));
        let next = |places: &[usize], from| {
            places.get(places.partition_point(|at| *at < from)).copied().unwrap_or(usize::MAX)
        };
        comments.iter().find_map(|comment| {
            let next_marker = markers.partition_point(|index| self.places[*index] < *comment);
            let index = *markers.get(next_marker)?;
            // A comment that begins behind the marker owns the next end.
            let is_inside = next(&closes, self.places[index]) < next(&opens, self.places[index]);
            is_inside.then_some(index)
        })
    }
}

/// Where the last comment begins that raw HTML does not close.
fn unclosed_comment(html: &str) -> Option<usize> {
    html.rfind("<!--").filter(|at| !html[at + 4..].contains("-->"))
}
