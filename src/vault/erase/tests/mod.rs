//! The eraser from outside: whole documents in, whole documents out.

mod bodies;
mod fences;
mod labels;
mod likeness;
mod links;
mod noninterference;
mod pairs;

mod table;

use std::collections::BTreeMap;

use super::{Cause, EraseError, erase, read};
use crate::audience::Audience;

type Documents = BTreeMap<String, String>;

fn documents(files: &[(&str, &str)]) -> Documents {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// A policy of whole years, without slack.
fn year_of(target: &str) -> Option<String> {
    target.get(..4).map(str::to_owned)
}

fn erased(files: &[(&str, &str)], audience: Audience) -> Result<Documents, EraseError> {
    erase(&documents(files), audience, &year_of, &read).map(|erased| erased.documents)
}

/// The text of the only document that is left.
fn only(files: &[(&str, &str)], audience: Audience) -> String {
    let erased = erased(files, audience).expect("the project is sound");
    assert_eq!(erased.len(), 1, "{erased:?}");
    erased.into_values().next().expect("there is one")
}

/// The shown part of a client entry with this body.
fn blocks_of(body: &str, audience: Audience) -> Result<String, Cause> {
    let text = format!("---\ntitle: T\nstage: planned\nvisibility: client\n---\n{body}");
    let erased = erased(&[("content/a.md", &text)], audience).map_err(|error| error.cause)?;
    let text = erased.into_values().next().expect("a client entry survives");
    let (_, body) = text
        .split_once("---\n")
        .and_then(|(_, rest)| rest.split_once("---\n"))
        .expect("the eraser writes a front matter");
    Ok(body.to_owned())
}

/// The file that an entry with this title becomes.
fn entry_path(title: &str) -> String {
    format!("content/e-{}.md", &blake3::hash(title.as_bytes()).to_hex()[..16])
}

fn theme_path(title: &str) -> String {
    format!("content/themes/t-{}.md", &blake3::hash(title.as_bytes()).to_hex()[..16])
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().expect("a split has a first part")
}
