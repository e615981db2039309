//! The text of every file that was read, so that a place in it can be shown.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Stands for a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Its number among the files.
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

/// Which numbers files have, by path, so that one keeps its number from build to build whatever
/// comes and goes beside it. Their order says nothing.
#[derive(Debug, Default)]
pub struct FileNumbers {
    /// By path, and by how many of that path come before: some are read more than once in a build.
    known: Mutex<HashMap<(String, usize), u32>>,
}

impl FileNumbers {
    /// The first number of this path that is free, or a new one.
    fn number(&self, path: &str, is_free: impl Fn(u32) -> bool) -> u32 {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut number = |before| {
            let next = u32::try_from(known.len()).expect("fewer than 2^32 files");
            *known.entry((path.to_owned(), before)).or_insert(next)
        };
        (0..).map(&mut number).find(|number| is_free(*number)).expect("a new number is free")
    }
}

/// All files read so far: path relative to the project (with `/`) and text.
#[derive(Default)]
pub struct Sources {
    /// By number.
    files: Vec<Option<(String, String)>>,
    /// In the order in which they were added.
    added: Vec<FileId>,
    numbers: Option<Arc<FileNumbers>>,
}

impl Sources {
    /// No files yet; they will have the numbers that they had before.
    pub fn numbered(numbers: &Arc<FileNumbers>) -> Sources {
        Sources { numbers: Some(Arc::clone(numbers)), ..Sources::default() }
    }

    /// Adds a file and returns what stands for it.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let path = path.into();
        let is_free = |number: u32| self.files.get(number as usize).is_none_or(Option::is_none);
        let number = match &self.numbers {
            Some(numbers) => numbers.number(&path, is_free),
            None => u32::try_from(self.files.len()).expect("fewer than 2^32 files"),
        };
        let at = number as usize;
        self.files.resize_with(self.files.len().max(at + 1), || None);
        self.files[at] = Some((path, text.into()));
        self.added.push(FileId(number));
        FileId(number)
    }

    /// The file with this path; of several, the first.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.added.iter().copied().find(|file| self.path(*file) == path)
    }

    /// Path and text of every file, in the order in which they were added.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.added.iter().map(|file| (self.path(*file), self.text(*file)))
    }

    fn file(&self, file: FileId) -> &(String, String) {
        self.files[file.0 as usize].as_ref().expect("it was added here")
    }

    /// The path of a file, relative to the project.
    pub fn path(&self, file: FileId) -> &str {
        &self.file(file).0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).1
    }

    /// A span widened or narrowed to whole characters within its file.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        let text = self.text(span.file);
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.ceil_char_boundary(span.end as usize).max(start);
        start..end
    }

    /// Where a span begins, as people point at it: `content/a.md:12:3`.
    pub fn place(&self, span: Span) -> String {
        let start = self.position(span.file, span.start as usize);
        format!("{}:{}:{}", self.path(span.file), start.line, start.column)
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
    use std::sync::Arc;

    use super::{FileNumbers, Position, Sources};

    #[test]
    fn a_file_keeps_its_number_whatever_comes_and_goes_beside_it() {
        let numbers = Arc::new(FileNumbers::default());
        let numbers_of = |paths: &[&str]| {
            let mut sources = Sources::numbered(&numbers);
            let files: Vec<_> = paths.iter().map(|path| sources.add(*path, "text")).collect();
            assert!(files.iter().zip(paths).all(|(file, path)| sources.path(*file) == *path));
            assert!(sources.all().map(|(path, _)| path).eq(paths.iter().copied()));
            files.iter().map(|file| file.number()).collect::<Vec<_>>()
        };
        assert_eq!(numbers_of(&["a", "b", "c", "b"]), [0, 1, 2, 3]);
        assert_eq!(numbers_of(&["b", "c", "b", "b", "d"]), [1, 2, 3, 4, 5]);
        assert_eq!(numbers_of(&["d", "a", "b"]), [5, 0, 1]);
    }

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
