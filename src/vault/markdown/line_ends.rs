//! Line ends: a text with those of Windows is read as if it had the others, which Markdown would
//! else show as two spaces in a code span. Places stay those of the file.

use std::borrow::Cow;

/// A text whose lines end in line feeds alone.
pub struct LineEnds<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where in `text` the line feeds are before which a carriage return stood.
    shortened: Vec<usize>,
}

impl<'a> LineEnds<'a> {
    /// Reads a text.
    pub fn of(text: &'a str) -> LineEnds<'a> {
        if !text.contains("\r\n") {
            return LineEnds { text: Cow::Borrowed(text), shortened: Vec::new() };
        }
        let shortened =
            text.match_indices("\r\n").enumerate().map(|(before, (at, _))| at - before).collect();
        LineEnds { text: Cow::Owned(text.replace("\r\n", "\n")), shortened }
    }

    /// Where in the text as it was a place in `text` is.
    pub fn original(&self, at: usize) -> usize {
        at + self.shortened.partition_point(|line_feed| *line_feed < at)
    }
}

#[cfg(test)]
mod tests {
    use super::LineEnds;

    #[test]
    fn a_place_at_the_end_of_a_line_is_before_both_characters_that_end_it() {
        let text = "a\r\nb\r\n";
        let ends = LineEnds::of(text);
        let places = ends.text.match_indices('\n').map(|(at, _)| ends.original(at));
        assert!(places.eq(text.match_indices("\r\n").map(|(at, _)| at)));
    }

    #[test]
    fn every_character_is_found_where_it_stood() {
        let text = "a\r\n\r\nb\nc\r\n";
        let ends = LineEnds::of(text);
        assert_eq!(ends.text, "a\n\nb\nc\n");
        for (at, c) in ends.text.char_indices().filter(|(_, c)| *c != '\n') {
            assert!(text[ends.original(at)..].starts_with(c), "{c}");
        }
        assert_eq!(ends.original(ends.text.len()), text.len());
        assert_eq!(LineEnds::of("a\nb").original(3), 3);
    }
}
