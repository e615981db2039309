//! What is served at the moment: the last good sites, and the mistakes that came after them.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde_json::{Map, Value, json};

use crate::audience::Audience;
use crate::audit::{AuditedShare, AuditedSite};
use crate::vault::Counterparts;

use super::changes::{self, Outlook};
use super::listeners::Listeners;

/// The preview: replaced as a whole by each build, while requests go on.
#[derive(Default)]
pub struct Preview {
    state: RwLock<Arc<State>>,
    /// One change at a time.
    changing: Mutex<()>,
    pub(super) listeners: Listeners,
}

/// One build, as it is served.
#[derive(Clone, Default)]
pub(super) struct State {
    /// Counts the changes, so that a page knows whether it is behind.
    number: u64,
    sites: Arc<Vec<AuditedSite>>,
    /// The shares that have not ended.
    pub(super) shares: Arc<Vec<AuditedShare>>,
    /// The pages of each document, as JSON.
    pub(super) pages: Arc<str>,
    /// The page that says what would change.
    pub(super) changes: Arc<changes::Page>,
    /// What the terminal says of the mistakes that stand in the way of a newer build.
    pub(super) mistakes: Option<Arc<str>>,
}

impl Preview {
    /// Serves these sites from now on, and tells the open pages.
    pub fn publish(
        &self,
        sites: Vec<AuditedSite>,
        shares: Vec<AuditedShare>,
        pages: &[Counterparts],
        outlook: &Outlook,
    ) {
        let pages = pages_json(pages).to_string().into();
        let changes = Arc::new(changes::page(outlook));
        self.change(|state| State {
            number: state.number + 1,
            sites: Arc::new(sites),
            shares: Arc::new(shares),
            pages,
            changes,
            mistakes: None,
        });
    }

    /// Shows these mistakes over the last good sites.
    pub fn report(&self, mistakes: &str) {
        self.change(|state| State {
            number: state.number + 1,
            mistakes: Some(mistakes.into()),
            ..state.clone()
        });
    }

    fn change(&self, next: impl FnOnce(&State) -> State) {
        let _one = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = Arc::new(next(&self.state()));
        let message = state.message();
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
        self.listeners.tell(&message);
    }

    /// What is served now. It stays whole for as long as a request needs it.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    /// The bytes of a file.
    pub(super) fn file(&self, audience: Audience, path: &str) -> Option<&[u8]> {
        let site = self.sites.iter().find(|site| site.audience() == audience)?;
        let files = site.files();
        let at = files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(&files[at].bytes)
    }

    /// Whether there is anything to show yet.
    pub(super) fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// What open pages are told.
    pub(super) fn message(&self) -> String {
        json!({ "number": self.number, "mistakes": self.mistakes.as_deref() }).to_string()
    }
}

/// Each document with its page in each site, or the reason why it has none there.
fn pages_json(pages: &[Counterparts]) -> Value {
    let row = |pages: &Counterparts| {
        let mut row = Map::from_iter([("file".to_owned(), pages.file.as_str().into())]);
        for (audience, page) in &pages.pages {
            let cell = match page {
                Ok(path) => json!({ "path": path }),
                Err(withholding) => json!({ "withheld": withholding.label() }),
            };
            row.insert(audience.name().to_owned(), cell);
        }
        Value::Object(row)
    };
    pages.iter().map(row).collect()
}
