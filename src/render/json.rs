//! `roadmap.json`: the edition for programs, an entry a line. Versioned; fields are added, never
//! changed. Texts are not in it: they stand on the page of their entry or theme, once.

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;

use crate::audience::Reader;
use crate::vault::edition::{Site, ThemeView};

use super::{Reason, RenderedFile};

/// Raised when a field changes its meaning or goes.
pub const VERSION: u32 = 2;

/// The whole document; `line` makes the [`line`] of an entry. No value is kept but the text: those
/// of all entries together would take more memory than the site.
pub fn document<E: Sync, A: Reader>(
    site: &Site,
    entries: &[E],
    line: impl Fn(&E) -> Vec<u8> + Send + Sync,
    themes: &[ThemeView<A>],
) -> Vec<u8> {
    let entries: Vec<_> = entries.par_iter().map(line).collect();
    let themes: Vec<_> = themes.iter().map(self::line).collect();
    let length = |lines: &[Vec<u8>]| lines.iter().map(|line| line.len() + 2).sum::<usize>();
    let mut bytes = Vec::with_capacity(length(&entries) + length(&themes) + 4096);
    bytes.extend(format!("{{\"version\":{VERSION},\n\"site\":").as_bytes());
    bytes.extend(self::line(site));
    bytes.extend(b",\n\"entries\":[\n");
    append(&mut bytes, entries);
    bytes.extend(b"\n],\n\"themes\":[\n");
    append(&mut bytes, themes);
    bytes.extend(b"\n]}\n");
    bytes
}

/// Appends lines with commas between them. Each is freed as soon as it stands there: all of them
/// are as large as the document.
fn append(bytes: &mut Vec<u8>, lines: Vec<Vec<u8>>) {
    for (at, line) in lines.into_iter().enumerate() {
        if at > 0 {
            bytes.extend(b",\n");
        }
        bytes.extend(line);
    }
}

/// A card with the facts that its page shows beside.
#[derive(Serialize)]
pub struct WithFacts<'a, C, F> {
    /// What lists show.
    #[serde(flatten)]
    pub card: &'a C,
    /// What the page shows beside.
    #[serde(flatten)]
    pub facts: F,
}

/// Any part of a view as JSON, in one line.
pub fn line(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("views have text keys and finite numbers")
}

/// The file.
pub fn file(bytes: Vec<u8>, shows: Vec<String>) -> RenderedFile {
    RenderedFile {
        path: "roadmap.json".to_owned(),
        bytes: bytes.into(),
        reason: Reason::Shows(shows),
    }
}
