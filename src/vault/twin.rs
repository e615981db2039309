//! The twin: the same projection of a project from which everything withheld was erased.
//!
//! If the two editions differ, something withheld had an influence on what is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::audience::{Audience, Prospect};
use crate::diagnostic::{FileId, Message, Span, message, word};
use crate::kept::hash_of;

use super::declassify::representative;
use super::edition::{Edition, View};
use super::erase::{self, Cause, EraseError, Erased};
use super::load::SourceFile;
use super::project::{Projected, share_view};
use super::share::{self, Share};
use super::{Vault, parse};
use crate::dates::Target;

/// Why an edition is not shown to equal its twin. Names places, never values.
#[derive(Debug)]
pub enum TwinDifference {
    /// The eraser does not understand what the parser does, so there is no twin.
    Doubt {
        /// The line.
        span: Span,
        /// The rule that was broken.
        reason: Message,
    },
    /// They differ.
    Influence {
        /// What is affected: the path into the edition, such as `entries/3/entry/summary`.
        place: String,
        /// The entry or theme that shows the difference, by its address in the site.
        page: Option<String>,
    },
}

impl Vault<'_> {
    /// Compares an edition with the one made from the erased project.
    ///
    /// # Errors
    /// The first difference, or why no twin could be made.
    pub fn compare_twin<A: Projected>(&self, edition: &Edition<A>) -> Result<(), TwinDifference> {
        let erased = self.erased(A::AUDIENCE).map_err(|error| self.doubt(&error))?;
        let shares = match A::AUDIENCE {
            Audience::Sales => {
                let today = self.as_of.to_string();
                let shares = self.raw_shares();
                let shares = erase::erase_for_sales(&shares, &erased.moved, &today);
                shares.map_err(|error| self.doubt(&error))?
            }
            // Neither is told of any share.
            Audience::Engineering | Audience::Client => Vec::new(),
        };
        self.with_twin(erased.documents, shares, |twin| {
            let twin = A::view(twin);
            compare(edition.view(), &twin)
        })
    }

    /// Compares editions of shares with those made from what was left of each.
    ///
    /// # Errors
    /// The first difference, or why no twin could be made.
    pub fn compare_share_twins<'e>(
        &self,
        editions: impl Iterator<Item = (&'e Share, &'e Edition<Prospect>)>,
    ) -> Result<(), (FileId, TwinDifference)> {
        let mut client = None;
        for (share, edition) in editions {
            let fail = |difference| (share.file(), difference);
            let client = match &client {
                Some(client) => client,
                None => {
                    let erased = self.erased(Audience::Client);
                    client.insert(erased.map_err(|error| fail(self.doubt(&error)))?)
                }
            };
            self.compare_share(share, edition, client).map_err(fail)?;
        }
        Ok(())
    }

    fn compare_share(
        &self,
        share: &Share,
        edition: &Edition<Prospect>,
        client: &Erased,
    ) -> Result<(), TwinDifference> {
        let path = self.sources.path(share.file());
        let raw = (path, self.sources.text(share.file()));
        let window_of = |target: &str| self.window_of(target);
        let left = erase::erase_for_prospect(raw, &self.raw_documents(), client, &window_of);
        let left = left.map_err(|error| self.doubt(&error))?;
        let mut documents = client.documents.clone();
        documents.extend(left.documents);
        self.with_twin(documents, vec![left.text], |twin| {
            let Some(share) = twin.shares.first() else {
                let place = "the share is lost".to_owned();
                return Err(TwinDifference::Influence { place, page: None });
            };
            compare(edition.view(), &share_view(twin, share, &twin.client_view()))
        })
    }

    /// The raw text of each document, by path.
    fn raw_documents(&self) -> BTreeMap<String, String> {
        let text = |path: &String| (path.clone(), self.sources.text(self.file_at(path)).to_owned());
        self.places.keys().map(text).collect()
    }

    fn raw_shares(&self) -> BTreeMap<String, String> {
        let text = |share: &Arc<Share>| {
            let file = share.file();
            (self.sources.path(file).to_owned(), self.sources.text(file).to_owned())
        };
        self.shares.iter().map(text).collect()
    }

    /// What this audience may know of the raw documents.
    fn erased(&self, audience: Audience) -> Result<Erased, EraseError> {
        let window_of = |target: &str| self.window_of(target);
        let read = |path: &str, text: &str, outsider| {
            let hash = || hash_of(&[path.as_bytes(), text.as_bytes(), &[outsider as u8]]);
            self.kept.survivors.get_or_make(hash, || erase::read(path, text, outsider))
        };
        erase::erase(&self.raw_documents(), audience, &window_of, &read)
    }

    /// A target with the same public window.
    fn window_of(&self, target: &str) -> Option<String> {
        let day = representative(Target::parse(target)?, self.settings.dates)?;
        Some(day.to_string())
    }

    /// Makes a vault of what was left of documents and shares.
    fn with_twin(
        &self,
        documents: BTreeMap<String, String>,
        shares: Vec<String>,
        then: impl FnOnce(&Vault<'_>) -> Result<(), TwinDifference>,
    ) -> Result<(), TwinDifference> {
        let mut sources = self.kept.sources();
        let mut add = |path: String, text: String| {
            let file = sources.add(path.clone(), text);
            SourceFile { file, path }
        };
        let files: Vec<_> = documents.into_iter().map(|(path, text)| add(path, text)).collect();
        let shares: Vec<_> = (shares.into_iter().enumerate())
            .map(|(at, text)| add(format!("{}/{at}.md", share::FOLDER), text))
            .collect();
        let mut mistakes = Vec::new();
        let mut documents = parse::parse(&files, &sources, &self.kept.documents, &mut mistakes);
        documents.shares = share::read_all(&shares, &sources, &mut mistakes);
        let (images, kept) = (Arc::clone(&self.images), Arc::clone(&self.kept));
        let shared = (images, kept);
        let twin =
            Vault::assemble(self.settings, &sources, self.as_of, documents, shared, &mut mistakes);
        if let Some(mistake) = mistakes.first() {
            let place = format!("the twin does not parse: {}", mistake.code);
            return Err(TwinDifference::Influence { place, page: None });
        }
        then(&twin)
    }

    /// The file at a path.
    fn file_at(&self, path: &str) -> FileId {
        match self.places[path] {
            super::Place::Entry(at) => self.entries[at].file,
            super::Place::Theme(at) => self.themes[at].file,
        }
    }

    fn doubt(&self, error: &EraseError) -> TwinDifference {
        let share = self.shares().find(|share| self.sources.path(share.file()) == error.document);
        let file = share.map_or_else(|| self.file_at(&error.document), Share::file);
        let text = self.sources.text(file);
        let start: usize =
            text.split_inclusive('\n').take(error.line.saturating_sub(1)).map(str::len).sum();
        let line = text[start..].lines().next().unwrap_or_default();
        let span = Span::new(file, start..start + line.len());
        TwinDifference::Doubt { span, reason: rule(&error.cause) }
    }
}

/// Whether an edition is as it was made of what is left.
fn compare<V: View>(ours: &V, twin: &V) -> Result<(), TwinDifference> {
    if twin == ours {
        return Ok(());
    }
    let (ours, theirs) = (ours.to_json(), twin.to_json());
    let place = difference(&ours, &theirs).unwrap_or_else(|| "order".to_owned());
    Err(TwinDifference::Influence { page: page_of(&ours, &place), place })
}

/// The rule that was broken.
fn rule(cause: &Cause) -> Message {
    let (before, quoted, after) = cause.words();
    message!("{}{}{}", before, quoted.map(word).unwrap_or_default(), after)
}

/// The path to the first place at which two values differ.
fn difference(ours: &Value, theirs: &Value) -> Option<String> {
    let join = |key: &str, rest: String| {
        if rest.is_empty() { key.to_owned() } else { format!("{key}/{rest}") }
    };
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let (a, b) =
                    (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                difference(a, b).map(|rest| join(key, rest))
            })
        }
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len())).find_map(|at| {
            let (a, b) = (a.get(at).unwrap_or(&Value::Null), b.get(at).unwrap_or(&Value::Null));
            difference(a, b).map(|rest| join(&at.to_string(), rest))
        }),
        _ => (ours != theirs).then(String::new),
    }
}

/// The address of the entry or theme that a path leads into.
fn page_of(ours: &Value, place: &str) -> Option<String> {
    let mut parts = place.split('/');
    let (kind, at) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
    let what = if kind == "themes" { "theme" } else { "entry" };
    ours.get(kind)?.get(at)?.get(what)?.get("url")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{TwinDifference, difference, page_of};
    use crate::audience::{Client, Sales};
    use crate::vault::test_project::with_vault;

    #[test]
    fn an_edition_is_compared_with_its_own_project_only() {
        const FRONT: &str = "title: A\nstage: beta\nvisibility: client\nowner: ana";
        let other = format!("{FRONT}\nsummary: Something.");
        with_vault(FRONT, |ours, _| {
            assert!(ours.compare_twin(&ours.edition::<Client>()).is_ok());
            assert!(ours.compare_twin(&ours.edition::<Sales>()).is_ok());
            with_vault(&other, |theirs, _| {
                let place = |found| match found {
                    Err(TwinDifference::Influence { place, .. }) => place,
                    Err(TwinDifference::Doubt { reason, .. }) => format!("doubt: {reason:?}"),
                    Ok(()) => "none".to_owned(),
                };
                let client = ours.compare_twin(&theirs.edition::<Client>());
                assert_eq!(place(client), "entries/0/entry/summary");
                let sales = ours.compare_twin(&theirs.edition::<Sales>());
                assert_eq!(place(sales), "entries/0/entry/client/summary");
            });
        });
    }

    #[test]
    fn a_difference_is_named_by_its_path() {
        let ours = json!({ "entries": [{ "entry": { "url": "items/a.html", "title": "A" } }] });
        let theirs = json!({ "entries": [{ "entry": { "url": "items/a.html", "title": "B" } }] });
        let place = difference(&ours, &theirs).expect("the titles differ");
        assert_eq!(place, "entries/0/entry/title");
        assert_eq!(page_of(&ours, &place).as_deref(), Some("items/a.html"));
        assert_eq!(difference(&ours, &ours), None);
    }
}
