//! What the readers of a share may know, as data; and what salespeople may know of shares.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::{Prospect, Sales};
use crate::vault::declassify::Window;
use crate::vault::label::Cleared;

use super::{ClientView, Day, Html, Link, Site, Tag, View};

/// What the readers of a share may know: the client edition, and a few entries more.
#[derive(PartialEq)]
pub struct ShareView {
    /// Whom it is for.
    pub account: Cleared<String, Prospect>,
    /// The last day on which it is published.
    pub until: Cleared<Day, Prospect>,
    /// In the order of the share.
    pub entries: Vec<SharedEntry>,
    /// What every client may know.
    pub client: Arc<ClientView>,
}

/// What a share tells of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SharedEntry {
    /// Title for clients.
    pub title: Cleared<String, Prospect>,
    /// Public status.
    pub status: Cleared<Tag, Prospect>,
    /// When it is expected, if the settings allow dates.
    pub window: Option<Cleared<Window, Prospect>>,
    /// The words of the share.
    #[serde(skip)]
    pub html: Cleared<Html, Prospect>,
}

/// A share as salespeople see it: who is shown what, until when, and who allowed it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ActiveShare {
    /// Whom it is for.
    pub account: Cleared<String, Sales>,
    /// The last day on which it is published.
    pub until: Cleared<Day, Sales>,
    /// Who approved it.
    pub approvers: Vec<Cleared<String, Sales>>,
    /// What it shows.
    pub entries: Vec<Cleared<Link, Sales>>,
}

impl ActiveShare {
    /// Whether it shows the entry at this address of the sales site.
    pub fn shows(&self, url: &str) -> bool {
        self.entries.iter().any(|link| link.get().url == url)
    }
}

impl ShareView {
    /// A picture that the client edition shows, by name.
    pub fn image(&self, name: &str) -> Option<&CleanAsset> {
        self.client.images.get(name).map(|image| &**image)
    }
}

impl View for ShareView {
    fn site(&self) -> &Site {
        &self.client.site
    }

    fn images(&self) -> &BTreeMap<String, Arc<CleanAsset>> {
        &self.client.images
    }

    fn entry_count(&self) -> usize {
        self.entries.len()
    }

    fn labels(&self) -> BTreeSet<String> {
        let mut labels = self.client.labels();
        labels.insert(self.account.get().clone());
        for entry in &self.entries {
            labels.insert(entry.title.get().clone());
            labels.insert(entry.status.get().label.to_owned());
            labels.extend(entry.window.as_ref().map(|window| window.get().label().to_owned()));
        }
        labels
    }

    fn to_json(&self) -> serde_json::Value {
        let entries: Vec<_> = (self.entries.iter())
            .map(|entry| serde_json::json!({ "entry": entry, "page": entry.html }))
            .collect();
        serde_json::json!({
            "account": self.account, "until": self.until, "entries": entries,
            "client": self.client.to_json(),
        })
    }
}
