//! The text of every file that was read, so that a place in it can be shown.

use std::ops::Range;

/// Stands for a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Its number among the files, in the order in which they were added.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from a range of byte offsets. Files are limited far below 4 GiB.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file, start: offset(range.start), end: offset(range.end.max(range.start)) }
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place where it was written.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Located<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Located<T> {
        Located { value, span }
    }
}

/// A line and column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All files read so far: path relative to the project (with `/`) and text.
#[derive(Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Adds a file and returns what stands for it.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push((path.into(), text.into()));
        id
    }

    /// Path and text of every file, in the order in which they were added.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The path of a file, relative to the project.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].1
    }

    /// A span widened or narrowed to whole characters within its file.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        let text = self.text(span.file);
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.ceil_char_boundary(span.end as usize).max(start);
        start..end
    }

    /// Where a byte offset lies.
    pub fn position(&self, file: FileId, offset: usize) -> Position {
        let text = self.text(file);
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
        Position { line: before.matches('\n').count() + 1, column }
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Sources};

    #[test]
    fn positions_count_characters_and_ignore_a_byte_order_mark() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "\u{feff}ab\r\nGröße: x\n");
        assert_eq!(sources.position(file, 3), Position { line: 1, column: 1 });
        assert_eq!(sources.position(file, 4), Position { line: 1, column: 2 });
        let x = sources.text(file).find('x').expect("x is in the text");
        assert_eq!(sources.position(file, x), Position { line: 2, column: 8 });
        assert_eq!(sources.position(file, 10_000), Position { line: 3, column: 1 });
    }
}
