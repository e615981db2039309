//! Jira's markup as Markdown. What is no markup stays text, and no word of it is lost.
//!
//! After <https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all>, and what Jira
//! Cloud writes into its exports: `{*}bold{*}`, and links that end in `|smart-link`.

mod emoticon;
mod escape;
mod inline;
mod link;
mod list;
mod macros;
mod table;
#[cfg(test)]
mod tests;

use super::body::fence;
use inline::{BREAK, inline};
use list::{List, Signs};
use macros::{Hopeless, Kind, Macro, parameter};

/// How deep boxes are set apart. Deeper ones stand beside their outer one.
const MAX_DEPTH: usize = 6;

/// The text as Markdown.
pub fn markdown(text: &str) -> String {
    converted(text, 0)
}

fn converted(text: &str, depth: usize) -> String {
    let mut converter = Converter {
        rest: text,
        depth,
        blocks: Vec::new(),
        paragraph: Vec::new(),
        list: None,
        last_list: None,
        hopeless: Hopeless::default(),
    };
    while !converter.rest.is_empty() {
        converter.step();
    }
    converter.flush();
    let mut out = converter.blocks.join("\n\n");
    out.push('\n');
    out
}

struct Converter<'a> {
    rest: &'a str,
    depth: usize,
    blocks: Vec<String>,
    paragraph: Vec<String>,
    list: Option<List>,
    /// The signs of the list that is the last block.
    last_list: Option<Signs>,
    hopeless: Hopeless,
}

impl<'a> Converter<'a> {
    fn step(&mut self) {
        let length = self.rest.find('\n').map_or(self.rest.len(), |newline| newline + 1);
        let line = self.rest[..length].trim();
        if line.starts_with('|')
            && let Some((markdown, length)) = table::table(self.rest)
        {
            self.block(markdown);
            self.rest = &self.rest[length..];
            return;
        }
        if let Some(found) = macros::first(self.rest, length, &mut self.hopeless) {
            let before = self.rest[..found.start].trim();
            if !before.is_empty() {
                self.line(before);
            }
            self.rest = &self.rest[found.end..];
            let blank = self.rest.len() - self.rest.trim_start_matches([' ', '\t', '\r']).len();
            if self.rest[blank..].starts_with('\n') {
                self.rest = &self.rest[blank + 1..];
            }
            self.macro_block(&found);
            return;
        }
        self.rest = &self.rest[length..];
        self.line(line);
    }

    fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.flush();
        } else if let Some((level, text)) = heading(line) {
            self.block(format!("{} {}", "#".repeat(level), heading_text(text)));
        } else if let Some(text) = line.strip_prefix("bq. ") {
            self.block(quoted(&start_of_block(text)));
        } else if line.len() >= 4 && line.bytes().all(|b| b == b'-') {
            self.block("---".to_owned());
        } else if let Some((marks, text)) = list::item(line) {
            self.end_paragraph();
            let signs = self.last_list.map_or(Signs::Usual, Signs::next);
            self.list.get_or_insert_with(|| List::new(signs)).push(marks, text);
        } else if let Some(list) = &mut self.list {
            list.continued(line);
        } else {
            self.paragraph.push(start_of_block(line));
        }
    }

    fn macro_block(&mut self, found: &Macro<'_>) {
        let title = parameter(found.parameters, "title").filter(|title| !title.is_empty());
        match found.kind {
            Kind::Code => {
                if let Some(title) = title {
                    self.block(format!("**{}**", escape::text(title)));
                }
                let code = found.inner.trim_matches('\n');
                if !code.trim().is_empty() {
                    self.block(fence(code, &language(found.parameters)).trim_end().to_owned());
                }
            }
            Kind::Box => {
                let is_name = |text: &&str| !text.is_empty() && !text.contains('=');
                let title = title.or_else(|| Some(found.parameters).filter(is_name));
                if self.depth >= MAX_DEPTH {
                    self.block(fence(found.inner, "text").trim_end().to_owned());
                    return;
                }
                let inner = converted(found.inner.trim(), self.depth + 1);
                let title = title.map(|title| format!("**{}**\n\n", escape::text(title)));
                let boxed = format!("{}{inner}", title.unwrap_or_default());
                if !boxed.trim().is_empty() {
                    self.block(quoted(boxed.trim_end()));
                }
            }
        }
    }

    /// Adds a block after what came before it.
    fn block(&mut self, markdown: String) {
        self.flush();
        self.blocks.push(markdown);
        self.last_list = None;
    }

    fn flush(&mut self) {
        self.end_paragraph();
        if let Some(list) = self.list.take() {
            self.blocks.push(list.markdown());
            self.last_list = Some(list.signs());
        }
    }

    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.paragraph);
        if !lines.is_empty() {
            // Jira breaks lines where its authors do.
            self.blocks.push(lines.join(BREAK));
            self.last_list = None;
        }
    }
}

/// The level and the text of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let (level, text) = line.strip_prefix('h')?.split_once('.')?;
    let level = level.parse().ok().filter(|level| (1..=6).contains(level))?;
    let text = text.trim();
    (!text.is_empty()).then_some((level, text))
}

/// The text of a heading, whose last `#` would be taken for an ornament.
fn heading_text(text: &str) -> String {
    let text = inline(text).replace(BREAK, " ");
    match text.trim_end().strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text,
    }
}

fn start_of_block(line: &str) -> String {
    escape::line_starts(inline(line).trim_end_matches(BREAK))
}

fn quoted(markdown: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() { ">".to_owned() } else { format!("> {line}") }
    };
    markdown.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The language of code, as Markdown has it.
fn language(parameters: &str) -> String {
    let is_name = |name: &&str| {
        let is_kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '.');
        !name.is_empty() && name.chars().all(is_kept)
    };
    let named = parameter(parameters, "language").or_else(|| parameters.split('|').next());
    let name = named.map(str::trim).filter(is_name).unwrap_or("text");
    name.to_ascii_lowercase()
}
