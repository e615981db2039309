//! Lists of Jira's markup, whose items say how deep they are: `*`, `##`, `#*`.

use super::escape;
use super::inline::{BREAK, inline};

/// Deeper lists are shown as deep as this.
const MAX_DEPTH: usize = 8;

/// The marks and the text of an item; none if a line is no item.
pub fn item(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let length = line.bytes().take_while(|b| matches!(b, b'*' | b'#' | b'-')).count();
    let (marks, rest) = line.split_at(length);
    let text = rest.strip_prefix([' ', '\t'])?.trim();
    let is_dash = marks.len() > 1 && marks.bytes().all(|b| b == b'-');
    (!marks.is_empty() && !is_dash && !text.is_empty()).then_some((marks, text))
}

/// A list in the making.
#[derive(Default)]
pub struct List {
    lines: Vec<String>,
    levels: Vec<Level>,
    signs: Signs,
}

/// How items are marked. Two lists in a row differ, or Markdown would take them for one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Signs {
    /// `-` and `1.`
    #[default]
    Usual,
    /// `*` and `1)`
    Other,
}

impl Signs {
    /// The signs of the next list.
    pub fn next(self) -> Signs {
        match self {
            Signs::Usual => Signs::Other,
            Signs::Other => Signs::Usual,
        }
    }
}

struct Level {
    mark: u8,
    number: usize,
}

impl List {
    /// A list without items.
    pub fn new(signs: Signs) -> List {
        List { signs, ..List::default() }
    }

    /// Adds an item.
    pub fn push(&mut self, marks: &str, text: &str) {
        let marks = &marks.as_bytes()[..marks.len().min(MAX_DEPTH)];
        let same =
            self.levels.iter().zip(marks).take_while(|(level, mark)| level.mark == **mark).count();
        if same == 0 && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.levels.truncate(same);
        if same == marks.len()
            && let Some(level) = self.levels.last_mut()
        {
            level.number += 1;
        }
        let kept = same.min(marks.len() - 1);
        for mark in &marks[same..] {
            self.levels.push(Level { mark: *mark, number: 1 });
        }
        let signs: String = self.levels[kept..].iter().map(|level| self.sign(level)).collect();
        let indent = self.indent(kept);
        let text = broken(&escape::line_starts(&inline(text)), &self.indent(self.levels.len()));
        self.lines.push(format!("{indent}{signs}{text}"));
    }

    /// Adds a line to the last item.
    pub fn continued(&mut self, line: &str) {
        let indent = self.indent(self.levels.len());
        let text = broken(&escape::line_starts(&inline(line)), &indent);
        if let Some(last) = self.lines.last_mut() {
            last.push('\\');
        }
        self.lines.push(format!("{indent}{text}"));
    }

    /// How the items are marked.
    pub fn signs(&self) -> Signs {
        self.signs
    }

    /// The whole list.
    pub fn markdown(&self) -> String {
        self.lines.join("\n")
    }

    fn sign(&self, level: &Level) -> String {
        match (level.mark, self.signs) {
            (b'#', Signs::Usual) => format!("{}. ", level.number),
            (b'#', Signs::Other) => format!("{}) ", level.number),
            (_, Signs::Usual) => "- ".to_owned(),
            (_, Signs::Other) => "* ".to_owned(),
        }
    }

    /// The spaces before what belongs to the items of so many levels.
    fn indent(&self, levels: usize) -> String {
        let width: usize = self.levels[..levels].iter().map(|level| self.sign(level).len()).sum();
        " ".repeat(width)
    }
}

/// The text with its broken lines under its first.
fn broken(text: &str, indent: &str) -> String {
    text.trim_end_matches(BREAK).replace('\n', &format!("\n{indent}"))
}
