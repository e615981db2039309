//! Merge conflicts that nobody resolved. Their lines hold both sides and the names of branches,
//! and no reader of a file would take them for anything but text.

use crate::diagnostic::{Diagnostic, FileId, Span, message};

/// A line that tools for versions leave where two changes met. The line between the sides,
/// `=======`, is none: it also underlines a heading.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// `<<<<<<< ours`, or `||||||| base` where the former is gone.
    Begin,
    /// `>>>>>>> theirs`.
    End,
}

/// Where a mark stands.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    /// From 1.
    line: usize,
    /// The code fence it is in, counted from 1; 0 outside.
    fence: usize,
}

/// Finds the conflicts in a text. From byte `fenced_from` on, a conflict that lies wholly in one
/// code fence of Markdown is an example.
pub fn find(text: &str, file: FileId, fenced_from: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !may_hold_one(text) {
        return found;
    }
    let mut fences = Fences::default();
    let mut open: Option<Place> = None;
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = if index == 0 && line.starts_with('\u{feff}') { at + 3 } else { at };
        let shown = text[start..at + line.len()].trim_end_matches(['\n', '\r']);
        if at >= fenced_from {
            fences.line(shown);
        }
        at += line.len();
        let Some(mark) = mark(shown, open.is_some()) else { continue };
        let span = Span::new(file, start..start + shown.len());
        let place = Place { span, line: index + 1, fence: fences.current() };
        match (mark, open.take()) {
            (Mark::Begin, before) => {
                found.extend(before.and_then(left_behind));
                open = Some(place);
            }
            (Mark::End, None) => found.extend(left_behind(place)),
            (Mark::End, Some(begin)) => found.extend(conflict(begin, place)),
        }
    }
    found.extend(open.and_then(left_behind));
    found
}

/// Whether it is worth while to look for one.
pub fn may_hold_one(text: &str) -> bool {
    ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|signs| text.contains(signs))
}

/// What a line is: exactly seven signs, then a blank or nothing.
fn mark(line: &str, is_open: bool) -> Option<Mark> {
    let rest_of = |signs| {
        let rest: &str = line.strip_prefix(signs)?;
        (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
    };
    if rest_of("<<<<<<<").is_some() {
        return Some(Mark::Begin);
    }
    if rest_of(">>>>>>>").is_some() {
        return Some(Mark::End);
    }
    // Without a name it may as well be an empty row of a table.
    let is_base = rest_of("|||||||").is_some_and(|rest| !rest.trim().is_empty());
    (is_base && !is_open).then_some(Mark::Begin)
}

fn conflict(begin: Place, end: Place) -> Option<Diagnostic> {
    let is_example = begin.fence == end.fence && begin.fence != 0;
    let message =
        || message!("a merge conflict that nobody resolved; its last line is line {}", end.line);
    (!is_example).then(|| {
        Diagnostic::error("merge-conflict", begin.span, message())
            .label("it begins here")
            .related(end.span, "it ends here")
            .hint(
                "keep what is right, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
            )
            .hint("an example of a conflict must stand wholly in one code fence")
    })
}

/// A mark without the other end, unless it is an example.
fn left_behind(place: Place) -> Option<Diagnostic> {
    (place.fence == 0).then(|| {
        Diagnostic::error(
            "merge-conflict",
            place.span,
            "a line of a merge conflict was left behind",
        )
        .label("the other end of the conflict is gone")
        .hint("read the text around it, and remove the line")
        .hint("an example of a conflict must stand in a code fence")
    })
}

/// The code fences of Markdown, by the rules of CommonMark.
#[derive(Default)]
struct Fences {
    /// The open one: its sign and length.
    open: Option<(u8, usize)>,
    count: usize,
}

impl Fences {
    fn line(&mut self, line: &str) {
        let rest = line.trim_start_matches(' ');
        let Some(sign) = rest.bytes().next().filter(|sign| matches!(sign, b'`' | b'~')) else {
            return;
        };
        let length = rest.bytes().take_while(|byte| *byte == sign).count();
        let tail = &rest[length..];
        if length < 3 || line.len() - rest.len() > 3 {
            return;
        }
        match self.open {
            Some((open, min)) => {
                if open == sign && length >= min && tail.trim().is_empty() {
                    self.open = None;
                }
            }
            None if sign == b'`' && tail.contains('`') => {}
            None => {
                self.open = Some((sign, length));
                self.count += 1;
            }
        }
    }

    fn current(&self) -> usize {
        if self.open.is_some() { self.count } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::diagnostic::Sources;

    /// The line of each conflict, and the one in which it ends; 0 where that is gone.
    fn lines(text: &str) -> Vec<(usize, usize)> {
        let file = Sources::default().add("a.md", text);
        let line = |at: u32| text[..at as usize].matches('\n').count() + 1;
        let place = |found: &crate::diagnostic::Diagnostic| {
            let end = found.related.first().map_or(0, |(span, _)| line(span.start));
            (line(found.span.expect("it has a place").start), end)
        };
        find(text, file, 0).iter().map(place).collect()
    }

    #[test]
    fn both_ends_of_a_conflict_are_named() {
        for text in [
            "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n",
            "<<<<<<<\na\n=======\nb\n>>>>>>>",
            "<<<<<<< HEAD\r\na\r\n=======\r\n\r\n>>>>>>> other\r\n",
            "\u{feff}<<<<<<< .mine\n|||||||\n=======\nb\n>>>>>>> .r2\n",
            "<<<<<<<\tHEAD\n```\n=======\n```\n>>>>>>> other\n",
        ] {
            assert_eq!(lines(text), [(1, 5)], "{text:?}");
        }
        assert_eq!(lines("<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n>>>>>>> d"), [(1, 4), (5, 0)]);
        assert_eq!(lines("||||||| base\nx\n>>>>>>> c\n"), [(1, 3)]);
        assert_eq!(lines("<<<<<<< a\nx\n<<<<<<< a\n>>>>>>> b\n"), [(1, 0), (3, 4)]);
    }

    #[test]
    fn an_example_in_one_fence_is_text_and_a_conflict_across_fences_is_none() {
        for text in [
            "```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n",
            "~~~ diff\n<<<<<<< a\n```\n>>>>>>> b\n~~~\n",
            "```\n<<<<<<< HEAD\n```\n",
        ] {
            assert_eq!(lines(text), [], "{text:?}");
        }
        assert_eq!(lines("```\n<<<<<<< a\n```\n=======\n~~~\n>>>>>>> b\n"), [(2, 6)]);
        assert_eq!(lines("```\n<<<<<<< a\nx\n```\n=======\ny\n>>>>>>> b\n"), [(2, 7)]);
        assert_eq!(lines("``` a`b\n<<<<<<< a\n"), [(2, 0)]);
    }

    #[test]
    fn what_only_resembles_a_conflict_is_text() {
        for text in [
            "Head\n=======\n",
            "<<<<<< a\n",
            "<<<<<<<< a\n",
            "<<<<<<<a\n",
            "|||||||\n",
            "|a|b|c|d|e|f|\n|||||||\n",
            "say `<<<<<<< HEAD`\n",
            "    <<<<<<< HEAD\n",
        ] {
            assert_eq!(lines(text), [], "{text:?}");
        }
    }
}
