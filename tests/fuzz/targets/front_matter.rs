//! A whole Markdown file through the reader of entries and themes.

use super::project::{SETTINGS, open};

/// The same bytes are an entry and a theme; another entry refers to both.
pub fn run(bytes: &[u8]) {
    let other: &[u8] = b"---\ntitle: Other\nstage: planned\nvisibility: client\n\
        theme: t\ndepends_on: [a]\n---\n::: client\nText.\n:::\n";
    let _ = open(SETTINGS, &[("content/a.md", bytes)], |_, _| ());
    let theme: &[u8] = b"---\ntitle: Theme\nvisibility: client\n---\n";
    let files = [("content/a.md", bytes), ("content/b.md", other), ("content/themes/t.md", theme)];
    let _ = open(SETTINGS, &files, |_, _| ());
    let _ = open(SETTINGS, &[("content/themes/a.md", bytes)], |_, _| ());
}
