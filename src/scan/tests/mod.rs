//! The scan as its callers see it: what is found, in which form, and what is not.

mod encoders;
mod encodings;
mod forms;
mod limits;
mod names;
mod otherwise;
mod planted;
mod runs;
mod traces;

use super::{Form, Hit, ScanList, ShownTexts, Sought, SoughtText};

/// A list of phrases, numbered from 0.
fn phrases(texts: &[&str]) -> ScanList {
    let mut builder = ScanList::builder();
    texts.iter().enumerate().for_each(|(id, text)| builder.phrase(id, text));
    builder.build()
}

/// A list of names, numbered from 0.
fn names(texts: &[&str]) -> ScanList {
    let mut builder = ScanList::builder();
    texts.iter().enumerate().for_each(|(id, text)| builder.name(id, text));
    builder.build()
}

/// A withheld text beside shown ones of its document.
fn sought(text: &str, beside: &[&str]) -> SoughtText {
    SoughtText::of(text, &ShownTexts::of(beside))
}

/// Scans a file. What is found must not be ruled out by a search for something else.
#[track_caller]
fn scan(list: &ScanList, path: &str, content: &[u8]) -> Vec<Hit> {
    let hits = list.scan(path, content);
    let (traced, _) = list.scan_traced(path, content);
    assert_eq!(hits, traced, "the same with a trace");
    let is_ruled_out = rules_out(path, content, list);
    let is_clean = hits.iter().all(|hit| hit.excused.is_some());
    assert!(is_clean || !is_ruled_out, "ruled out although it is there: {hits:?}");
    hits
}

/// Whether a search for something else says that nothing of `list` is in a file.
fn rules_out(path: &str, content: &[u8], list: &ScanList) -> bool {
    // Its phrase is as long as the longest one sought, so that texts are decoded as far.
    let other = phrases(&[&"q".repeat(list.phrases.longest())]);
    let (_, trace) = other.scan_traced(path, content);
    Sought::of(list, list).is_some_and(|sought| !trace.may_hold(&sought))
}

#[track_caller]
fn scan_page(list: &ScanList, content: impl AsRef<[u8]>) -> Vec<Hit> {
    scan(list, "index.html", content.as_ref())
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
