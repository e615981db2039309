//! What the readers of a share may know, and what salespeople are told of shares.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::assets::CleanAsset;
use crate::audience::{Client, Prospect, Sales};
use crate::vault::declassify::{declassify_status, declassify_target};
use crate::vault::edition::{
    ActiveShare, ClientView, Edition, Html, ShareView, SharedEntry, View as _,
};
use crate::vault::known::Known;
use crate::vault::label::{Cleared, KnownTo, Labeled};
use crate::vault::markdown::{HeadingIds, Prose, Slot, fragment_id};
use crate::vault::policy::{Disclosed, disclose};
use crate::vault::share::{Share, ShareState, ShareText};
use crate::vault::{Vault, Withheld};

use super::{client, day, has_window, status_tag};

impl Vault<'_> {
    /// What every client may know, for the pages of shares.
    pub fn client_view(&self) -> Arc<ClientView> {
        Arc::new(client::client_view(self))
    }

    /// What the readers of a share may know, with a sealed list of what they may not. `client` is
    /// what every client may know.
    pub fn share_edition(&self, share: &Share, client: &Arc<ClientView>) -> Edition<Prospect> {
        let view = share_view(self, share, client);
        let withheld = Withheld::gather_for_share(self, share).seal(&view.labels());
        Edition::new(view, withheld)
    }
}

/// Projects a share.
pub fn share_view(vault: &Vault<'_>, share: &Share, client: &Arc<ClientView>) -> ShareView {
    let known = Known::<Client>::new(vault);
    let mut entries = Vec::new();
    for id in share.entries() {
        let (Some(entry), Some(text)) = (vault.entry(id), share.text_of(id)) else { continue };
        if let Ok(disclosed) = disclose(entry, share.terms()) {
            entries.push(shared_entry(vault, &known, &disclosed, (text, entries.len())));
        }
    }
    ShareView {
        account: share.shown_account.clear(),
        until: share.shown_until.clear::<Prospect>().derive(day),
        entries,
        client: Arc::clone(client),
    }
}

/// The public title, status and window of an entry, and the words of the share. Nothing else.
fn shared_entry(
    vault: &Vault<'_>,
    known: &Known<'_, Client>,
    disclosed: &Disclosed<'_>,
    (text, at): (&ShareText, usize),
) -> SharedEntry {
    let entry = disclosed.get();
    let status = declassify_status(&entry.stage).expect("no share shows an undiscovered entry");
    let mut page = SharedText { known, headings: HeadingIds::default(), at };
    SharedEntry {
        title: entry.shown_title.clear(),
        status: status.clear::<Prospect>().derive(status_tag),
        window: (entry.target.as_ref().filter(|_| has_window(*entry.stage.inspect())))
            .and_then(|target| declassify_target(target, vault.settings.dates))
            .map(|window| window.clear::<Prospect>())
            .filter(|window| window.get().end() >= vault.as_of),
        html: text.prose.clear::<Prospect>().derive_with(&mut page, fill),
    }
}

/// A text of a share being written. What clients see, its readers see.
struct SharedText<'a> {
    known: &'a Known<'a, Client>,
    headings: HeadingIds,
    /// Which of the texts on the page it is.
    at: usize,
}

impl KnownTo<Prospect> for SharedText<'_> {}

fn fill(prose: &Prose, page: &mut SharedText<'_>) -> Html {
    Html::new(prose.fill(|slot, out| page.slot(slot, out)))
}

impl SharedText<'_> {
    /// A page of one file: its links stay on it, and its pictures are in it.
    fn slot(&mut self, slot: &Slot, out: &mut String) {
        match slot {
            Slot::Document { path, .. } => {
                // Validation refused links to pages that clients do not see.
                if let Some(link) = self.known.page_of(path) {
                    out.push_str(&format!("#{}", card_id(&link.url)));
                }
            }
            Slot::Image { path, .. } => {
                let Some(image) = self.known.image(path) else { return };
                out.push_str(&data_address(image));
                // The slot stands inside `src="…"`; the size follows as further attributes.
                if let (Some(width), Some(height)) = (image.width, image.height) {
                    out.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
                }
            }
            Slot::Anchor { fragment, .. } => {
                out.push_str(&format!("#text-{}-{}", self.at, fragment_id(fragment)));
            }
            Slot::Heading { slug } => {
                out.push_str(&format!("text-{}-{}", self.at, self.headings.next(slug)));
            }
            Slot::BlockNumber => out.push_str(&(self.at + 1).to_string()),
        }
    }
}

/// The id of the card of a page, by the address of the page.
pub fn card_id(url: &str) -> String {
    url.trim_end_matches(".html").replace('/', "-")
}

/// A picture as an address that holds all of it.
pub fn data_address(image: &CleanAsset) -> String {
    let kind = match image.name.rsplit('.').next() {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    };
    format!("data:{kind};base64,{}", STANDARD.encode(&image.bytes))
}

/// The shares of the day as salespeople see them, by account and last day.
pub fn active_shares(vault: &Vault<'_>, known: &Known<'_, Sales>) -> Vec<ActiveShare> {
    let active = vault.shares().filter(|share| vault.state_of(share) == ShareState::Active);
    let mut shares: Vec<ActiveShare> = active.map(|share| active_share(share, known)).collect();
    shares.sort_by_cached_key(|share| {
        let entries: Vec<_> = share.entries.iter().map(|link| link.get().url.clone()).collect();
        (share.account.get().to_lowercase(), share.until.get().iso.clone(), entries)
    });
    shares
}

fn active_share(share: &Share, known: &Known<'_, Sales>) -> ActiveShare {
    let mut known = known;
    let mut link = |id: &Labeled<String, Sales>| -> Option<Cleared<_, Sales>> {
        let id = id.clear::<Sales>();
        id.derive_with(&mut known, |id, known| known.entry(id)).transpose()
    };
    ActiveShare {
        account: share.account.clear(),
        until: share.until.clear::<Sales>().derive(day),
        approvers: share.approvals.iter().map(|approval| approval.by.clear()).collect(),
        entries: share.entries.iter().filter_map(&mut link).collect(),
    }
}
