//! Audience blocks: which lines of a body are markers, and what stands between them.
//!
//! Only what stands inside a block of the right name ever leaves. Every doubt is a fault.

use super::error::{Cause, Fault};
use super::shields;

/// What one pair of markers holds.
#[derive(Debug)]
pub struct Block<'a, N> {
    pub name: N,
    pub text: &'a str,
    /// Where the text begins in the body.
    pub start: usize,
}

/// A line that could be a marker.
#[derive(Debug)]
pub struct Candidate {
    pub start: usize,
    pub end: usize,
    pub place: Place,
}

/// Where on its line the three colons stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the very start, where a marker belongs.
    Margin,
    /// After blanks, or after the sign of a list or a quote.
    Inside,
}

enum Marker<N> {
    Open(N),
    Close,
}

/// What the words after the colons of a marker name, if anything.
pub type Named<'n, 'a, N> = &'n dyn Fn(&'a str) -> Option<N>;

/// The blocks of a body in their order. Lines are counted from `first_line` in a fault.
pub fn read<'a, N: Copy>(
    body: &'a str,
    first_line: usize,
    named: Named<'_, 'a, N>,
) -> Result<Vec<Block<'a, N>>, Fault> {
    let fault = |at: usize, cause| Fault::new(line_of(body, first_line, at), cause);
    let candidates = find_candidates(body, named);
    let shielded = shields::find(body, &candidates).map_err(|at| fault(at, Cause::MarkerInHtml))?;
    let mut blocks = Vec::new();
    let mut open: Option<(N, &Candidate)> = None;
    for (candidate, _) in candidates.iter().zip(shielded).filter(|(_, shielded)| !shielded) {
        if candidate.place == Place::Inside {
            return Err(fault(candidate.start, Cause::MarkerMisplaced));
        }
        let marker = parse(&body[candidate.start..candidate.end], named)
            .ok_or_else(|| fault(candidate.start, Cause::MarkerMisspelt))?;
        open = match (marker, open) {
            (Marker::Open(name), None) => Some((name, candidate)),
            (Marker::Open(_), Some(_)) => {
                return Err(fault(candidate.start, Cause::MarkerNested));
            }
            (Marker::Close, None) => return Err(fault(candidate.start, Cause::MarkerStray)),
            (Marker::Close, Some((name, opening))) => {
                let start = opening.end + 1;
                blocks.push(Block { name, text: &body[start..candidate.start], start });
                None
            }
        };
    }
    match open {
        Some((_, opening)) => Err(fault(opening.start, Cause::MarkerUnclosed)),
        None => Ok(blocks),
    }
}

/// The line of a place in the body.
pub fn line_of(body: &str, first_line: usize, at: usize) -> usize {
    first_line + body[..at].bytes().filter(|byte| *byte == b'\n').count()
}

pub fn find_candidates<'a, N>(body: &'a str, named: Named<'_, 'a, N>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut from = 0;
    while let Some(colons) = body[from..].find(":::").map(|at| from + at) {
        let start = body[..colons].rfind('\n').map_or(0, |at| at + 1);
        let end = body[colons..].find('\n').map_or(body.len(), |at| colons + at);
        if let Some(place) = place_of(&body[start..colons], &body[colons..end], named) {
            candidates.push(Candidate { start, end, place });
        }
        from = end;
    }
    candidates
}

/// `None` for colons in the middle of a text.
fn place_of<'a, N>(
    before: &str,
    colons_and_after: &'a str,
    named: Named<'_, 'a, N>,
) -> Option<Place> {
    if before.is_empty() {
        return Some(Place::Margin);
    }
    if before.chars().all(is_invisible) {
        return Some(Place::Inside);
    }
    let only_signs = before.chars().all(|c| {
        is_invisible(c) || c.is_ascii_digit() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')')
    });
    (only_signs && parse(colons_and_after, named).is_some()).then_some(Place::Inside)
}

/// Characters behind which a reader would still see the marker at the start of its line.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn parse<'a, N>(line: &'a str, named: Named<'_, 'a, N>) -> Option<Marker<N>> {
    let rest = line.strip_prefix(":::")?.trim_end_matches([' ', '\t']);
    if rest.is_empty() {
        return Some(Marker::Close);
    }
    let name = rest.trim_start_matches([' ', '\t']);
    if name.len() == rest.len() {
        return None;
    }
    named(name).map(Marker::Open)
}
