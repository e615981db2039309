//! Places: where documents were, where they are now, and how a path between them is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::error::Cause;

/// Entries are put here.
pub const ENTRIES: &str = "content";
/// Themes are put here.
pub const THEMES: &str = "content/themes";

/// The new path of every document that survives, by its old one.
pub type Moved<'a> = BTreeMap<&'a str, String>;

/// One document that has moved, from which links are read and written.
pub struct Standpoint<'a> {
    pub moved: &'a Moved<'a>,
    /// The folder it was in.
    pub from: &'a str,
    /// The folder it is in now.
    pub to: &'static str,
}

impl Standpoint<'_> {
    /// The destination that reaches from the new folder what `destination` reached from the old
    /// one, or `None` when there is nothing to reach: not a path, or a document that is gone.
    pub fn rewrite(&self, destination: &str) -> Result<Option<String>, Cause> {
        if !is_relative_path(destination) {
            return Ok(None);
        }
        // A `?` begins a query, unless a file is named like that.
        let before = |end: Option<usize>| destination.split_at(end.unwrap_or(destination.len()));
        let (path, suffix) = before(destination.find(['#', '?']));
        let (long_path, fragment) = before(destination.find('#'));
        let new = match (self.document(path)?, self.document(long_path)?) {
            (Some(new), Some(other)) if new != other => return Err(Cause::DestinationAmbiguous),
            (Some(new), _) => relative(self.to, new) + suffix,
            (None, Some(new)) => relative(self.to, new) + fragment,
            (None, None) if path.is_empty() || is_document_name(path) => return Ok(None),
            (None, None) => {
                refuse_disguise(path)?;
                // Outside the project nothing is reached from anywhere.
                let Some(asset) = join(self.from, path) else { return Ok(None) };
                relative(self.to, &asset) + suffix
            }
        };
        Ok(Some(new))
    }

    /// The new path of the document that `path` names, as written or percent-decoded.
    fn document(&self, path: &str) -> Result<Option<&String>, Cause> {
        if path.is_empty() {
            return Ok(None);
        }
        let find = |path: &str| self.moved.get(one_spelling(&join(self.from, path)?).as_ref());
        let decoded = percent_decode(path);
        let found = decoded.as_deref().and_then(find);
        match (found, find(path)) {
            (Some(new), Some(other)) if new != other => Err(Cause::DestinationAmbiguous),
            (Some(new), _) | (None, Some(new)) => refuse_disguise(path).map(|()| Some(new)),
            (None, None) => Ok(None),
        }
    }
}

/// A name with accents as one letter each, as the names of documents are: `é`, not `e` and an accent.
pub fn one_spelling(name: &str) -> Cow<'_, str> {
    if is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// The folder of a path, without a final `/`.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file name of a path without its extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_document_name(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

fn is_relative_path(destination: &str) -> bool {
    let first = destination.split(['/', '?', '#']).next().unwrap_or("");
    let has_scheme = first.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    !has_scheme && !destination.is_empty() && !destination.starts_with(['/', '#', '?'])
}

/// Refuses separators and dots in a form that readers of paths do not agree about.
fn refuse_disguise(path: &str) -> Result<(), Cause> {
    let lower = path.to_ascii_lowercase();
    let hidden_separator = lower.contains("%2f") || lower.contains("%5c") || path.contains('\\');
    let hidden_dots = lower
        .split('/')
        .any(|part| part.contains("%2e") && matches!(&*part.replace("%2e", "."), "." | ".."));
    let controls = path.chars().any(char::is_control);
    if hidden_separator || hidden_dots || controls {
        return Err(Cause::DestinationAmbiguous);
    }
    Ok(())
}

/// A path relative to the project root, or `None` when it leaves the project.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How `target` is reached from a folder, both relative to the project root.
fn relative(folder: &str, target: &str) -> String {
    let mut up = folder.split('/').peekable();
    let mut down = target.split('/').peekable();
    while down.clone().count() > 1 && up.peek().is_some() && up.peek() == down.peek() {
        up.next();
        down.next();
    }
    let steps = up.map(|_| "..").chain(down);
    let path = steps.collect::<Vec<_>>().join("/");
    if is_relative_path(&path) { path } else { format!("./{path}") }
}

fn percent_decode(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = path.get(at + 1..at + 3).filter(|pair| !pair.starts_with('+'));
        match pair.filter(|_| *byte == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}
