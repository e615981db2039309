//! What is left of shares: for salespeople who is shown what until when, and for the readers of one
//! share that share alone, with what it may tell of its entries.

use std::collections::BTreeMap;

use super::Erased;
use super::blocks;
use super::destinations;
use super::error::{Cause, EraseError, Fault};
use super::fields::{self, Surroundings};
use super::front_matter::{self, FrontMatter};
use super::labels::{self, Outsider};
use super::places::{self, Moved, Standpoint};
use super::yaml::Node;
use super::{WindowOf, with_line_feeds};

/// Keys of a share that decide or show something.
const KEYS: [&str; 5] = ["account", "until", "entries", "approved", "nda"];

/// Documents that only a share shows lie here, apart from those that every client sees.
const DISCLOSED: &str = "content/disclosed";

/// What is left of a share for its readers.
pub struct Disclosure {
    /// The share itself.
    pub text: String,
    /// What it may tell of entries that not every client sees, by path.
    pub documents: BTreeMap<String, String>,
}

/// Erases from every share what salespeople are not told. `moved` are the documents that they may
/// know, and `today` is a day in the order of the calendar.
///
/// # Errors
/// The first broken rule.
pub fn erase_for_sales(
    shares: &BTreeMap<String, String>,
    moved: &BTreeMap<String, String>,
    today: &str,
) -> Result<Vec<String>, EraseError> {
    let mut erased = Vec::new();
    for (path, text) in shares {
        let share = for_sales(&with_line_feeds(text), moved, today);
        erased.extend(share.map_err(|fault| fault.within(path))?);
    }
    Ok(erased)
}

fn for_sales(
    text: &str,
    moved: &BTreeMap<String, String>,
    today: &str,
) -> Result<Option<String>, Fault> {
    let halves = front_matter::split(text)?;
    let front = front_matter::read(halves.yaml, &KEYS)?;
    let until = required(&front, "until")?;
    let is_over = &*fields::text(until, "until")?.text < today;
    // What nobody has approved, nobody is told of.
    if is_over || front.get("approved").is_none() {
        return Ok(None);
    }
    let entries: Vec<String> = (entries(&front)?.iter())
        .filter_map(|id| Some(places::stem(moved.get(&document(moved.keys(), id)?)?).to_owned()))
        .collect();
    const KEPT: [(&str, &[&str]); 2] = [("account", &[]), ("until", &[])];
    let mut text = fields::write_share(&front, &KEPT, &entries)?;
    let end = text.len() - "---\n".len();
    text.insert_str(end, &approvals(required(&front, "approved")?)?);
    Ok(Some(text))
}

/// Who approved it and when, without the hash of what was approved.
fn approvals(node: &Node<'_>) -> Result<String, Fault> {
    let nothing = "b3-".to_owned() + &"0".repeat(64);
    let items = match node {
        Node::List(items) => items.as_slice(),
        Node::Scalar(_) | Node::Map(_) => std::slice::from_ref(node),
    };
    let mut written = Vec::new();
    for item in items {
        let mut by_and_on = String::new();
        for key in ["by", "on"] {
            let value = item.get(key);
            let value = value.ok_or_else(|| Fault::new(item.line(), Cause::KeyMissing(key)))?;
            by_and_on.extend([key, ": "]);
            super::yaml::write(&mut by_and_on, value, &[]);
            by_and_on.push_str(", ");
        }
        written.push(format!("{{{by_and_on}text: {nothing}}}"));
    }
    Ok(format!("approved: [{}]\n", written.join(", ")))
}

/// Erases from one share, and from the entries that it names, what its readers are not told.
/// `client` is what every client may know of the same `documents`.
///
/// # Errors
/// The first broken rule.
pub fn erase_for_prospect(
    (path, text): (&str, &str),
    documents: &BTreeMap<String, String>,
    client: &Erased,
    window_of: WindowOf<'_>,
) -> Result<Disclosure, EraseError> {
    let text = with_line_feeds(text);
    let within = |fault: Fault| fault.within(path);
    let halves = front_matter::split(&text).map_err(within)?;
    let front = front_matter::read(halves.yaml, &KEYS).map_err(within)?;
    let has_agreement = front.get("nda").is_some();
    let mut disclosed = BTreeMap::new();
    let mut names: Vec<(String, String)> = Vec::new();
    for id in entries(&front).map_err(within)? {
        let Some(document) = document(documents.keys(), &id) else { continue };
        // What every client sees stays as they see it.
        if let Some(new) = client.moved.get(&document) {
            names.push((id, places::stem(new).to_owned()));
            continue;
        }
        let entry = disclose(&documents[&document], has_agreement, window_of);
        let Some(entry) = entry.map_err(|fault| fault.within(&document))? else { continue };
        let name = format!("d-{}", names.len());
        disclosed.insert(format!("{DISCLOSED}/{name}.md"), entry);
        names.push((id, name));
    }
    let new_names: Vec<String> = names.iter().map(|(_, new)| new.clone()).collect();
    const KEPT: [(&str, &[&str]); 3] = [("account", &[]), ("until", &[]), ("nda", &[])];
    let mut out = fields::write_share(&front, &KEPT, &new_names).map_err(within)?;
    let moved: Moved<'_> =
        client.moved.iter().map(|(old, new)| (old.as_str(), new.clone())).collect();
    let here = Standpoint { moved: &moved, from: places::folder(path), to: "shares" };
    write_blocks((halves.body, halves.body_line), &names, &here, &mut out).map_err(within)?;
    Ok(Disclosure { text: out, documents: disclosed })
}

/// The blocks of the entries that are left.
fn write_blocks(
    (body, first_line): (&str, usize),
    names: &[(String, String)],
    here: &Standpoint<'_>,
    out: &mut String,
) -> Result<(), Fault> {
    for block in blocks::read(body, first_line, &|name| name.strip_prefix("entry "))? {
        let name = places::one_spelling(block.name);
        let Some((_, new)) = names.iter().find(|(old, _)| *old == name) else { continue };
        let line = || blocks::line_of(body, first_line, block.start);
        let shown =
            destinations::rewrite(block.text, here).map_err(|cause| Fault::new(line(), cause))?;
        out.extend(["\n::: entry ", new, "\n", &shown, ":::\n"]);
    }
    Ok(())
}

/// What a share may tell of an entry; nothing if none may.
fn disclose(
    text: &str,
    has_agreement: bool,
    window_of: WindowOf<'_>,
) -> Result<Option<String>, Fault> {
    let text = with_line_feeds(text);
    let halves = front_matter::split(&text)?;
    let front = front_matter::read(halves.yaml, fields::entry_keys(Outsider::Client))?;
    let Some(labels) = labels::of_entry(&front, Outsider::Sales)? else { return Ok(None) };
    let is_held_back = labels.stage.is_undiscovered();
    if is_held_back || labels::confidential(&front)? && !has_agreement {
        return Ok(None);
    }
    // The title that salespeople read is not for clients of an entry that they do not see.
    let title = front.get("client").and_then(|client| client.get("title"));
    let Some(title) = title else { return Ok(None) };
    let around = Surroundings { labels, theme: None, window_of };
    fields::write_shared(&front, title, &around).map(Some)
}

fn required<'f, 'a>(front: &'f FrontMatter<'a>, key: &'static str) -> Result<&'f Node<'a>, Fault> {
    front.get(key).ok_or_else(|| Fault::new(1, Cause::KeyMissing(key)))
}

/// The names under `entries`.
fn entries(front: &FrontMatter<'_>) -> Result<Vec<String>, Fault> {
    let node = required(front, "entries")?;
    let Node::List(items) = node else {
        return Err(Fault::new(node.line(), Cause::Shape("entries")));
    };
    let name = |item: &Node<'_>| {
        let text = &fields::text(item, "entries")?.text;
        Ok(places::one_spelling(text.trim()).into_owned())
    };
    items.iter().map(name).collect()
}

/// The path of the entry of this name. Themes have names of their own.
fn document<'p>(paths: impl Iterator<Item = &'p String>, name: &str) -> Option<String> {
    let is_entry = |path: &&String| places::folder(path).rsplit('/').next() != Some("themes");
    let mut found = paths.filter(is_entry).filter(|path| places::stem(path) == name);
    found.next().cloned()
}
