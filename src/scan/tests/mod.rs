//! The scan as its callers see it: what is found, in which form, and what is not.

mod encoders;
mod encodings;
mod forms;
mod limits;
mod planted;
mod runs;

use super::{Form, Hit, ScanList};

/// A list of phrases, numbered from 0.
fn phrases(texts: &[&str]) -> ScanList {
    let mut builder = ScanList::builder();
    texts.iter().enumerate().for_each(|(id, text)| builder.phrase(id, text));
    builder.build()
}

fn scan_page(list: &ScanList, content: impl AsRef<[u8]>) -> Vec<Hit> {
    list.scan("index.html", content.as_ref())
}

#[track_caller]
fn found(phrase: &str, content: impl AsRef<[u8]>) -> Form {
    let content = content.as_ref();
    let hits = scan_page(&phrases(&[phrase]), content);
    assert_eq!(hits.len(), 1, "`{phrase}` in `{}`", String::from_utf8_lossy(content));
    hits[0].form
}

#[track_caller]
fn not_found(phrase: &str, content: impl AsRef<[u8]>) {
    let content = content.as_ref();
    let hits = scan_page(&phrases(&[phrase]), content);
    assert_eq!(hits, [], "`{phrase}` in `{}`", String::from_utf8_lossy(content));
}
