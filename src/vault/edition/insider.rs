//! What insiders (sales, and therefore engineering too) may know, as data.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::assets::CleanAsset;
use crate::audience::{Reader, Sales};
use crate::vault::declassify::Window;
use crate::vault::label::Cleared;

use super::{ActiveShare, BlockView, Day, Link, PictureView, Site, Tag, ThemeView};

/// What salespeople may know.
#[derive(PartialEq)]
pub struct SalesView {
    /// The product and the site.
    pub site: Site,
    /// In the order in which they are shown.
    pub entries: Vec<InsiderEntry<Sales>>,
    /// In order of title.
    pub themes: Vec<ThemeView<Sales>>,
    /// The shares of the day, by account.
    pub shares: Vec<ActiveShare>,
    pub(in crate::vault) images: BTreeMap<String, Arc<CleanAsset>>,
}

/// What insiders (sales, and therefore engineering too) may know of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(bound = "A: Reader")]
#[serde(bound = "")]
pub struct InsiderEntry<A: Reader> {
    /// Internal title.
    pub title: Cleared<String, A>,
    /// Relative to the site's root.
    pub url: Cleared<String, A>,
    /// Address without folder and extension.
    pub slug: Cleared<String, A>,
    /// One or two sentences.
    pub summary: Option<Cleared<String, A>>,
    /// Its picture; where it has none of its own, that for clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Cleared<PictureView, A>>,
    /// Stage.
    pub stage: Cleared<Tag, A>,
    /// What may be said: `share`, `ask` or `no`.
    pub badge: Cleared<Tag, A>,
    /// Now, next or later.
    pub horizon: Option<Cleared<Tag, A>>,
    /// The window that clients are told or would be told.
    pub window: Option<Cleared<Window, A>>,
    /// Its theme, if shown.
    pub theme: Option<Cleared<Link, A>>,
    /// Who will get it.
    pub availability: Option<Cleared<String, A>>,
    /// When it shipped.
    pub shipped: Option<Cleared<ShippedDay, A>>,
    /// How sure the team is.
    pub confidence: Option<Cleared<Tag, A>>,
    /// Whether it must not be talked about.
    pub confidential: bool,
    /// Whom to ask.
    pub owner: Option<Cleared<String, A>>,
    /// Who builds it.
    pub team: Option<Cleared<String, A>>,
    /// Where the wish came from.
    pub origin: Option<Cleared<Tag, A>>,
    /// Phase of a longer plan.
    pub phase: Option<Cleared<u32, A>>,
    /// Free tags.
    pub tags: Vec<Cleared<String, A>>,
    /// Requests.
    pub request_count: usize,
    /// Accounts that asked.
    pub account_count: usize,
    /// Requests on which a sale hangs.
    pub blocker_count: usize,
    /// What clients see of it; none if nothing.
    pub client: Option<ClientPage<A>>,
    /// Former addresses of its page, relative to the site's root.
    #[serde(skip)]
    pub former: Vec<Cleared<String, A>>,
    /// Everything that only its own page shows.
    #[serde(skip)]
    pub detail: InsiderDetail<A>,
}

/// An entry's page in the client site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(bound = "A: Reader")]
#[serde(bound = "")]
pub struct ClientPage<A: Reader> {
    /// Title there.
    pub title: Cleared<String, A>,
    /// Summary there.
    pub summary: Option<Cleared<String, A>>,
    /// Status there.
    pub status: Cleared<Tag, A>,
    /// Whether it has a picture there.
    #[serde(skip)]
    pub has_picture: bool,
    /// Full address, if the client site's base URL is set.
    pub url: Option<String>,
    /// Relative to the client site's root.
    pub path: String,
}

/// When something shipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct ShippedDay {
    /// `2026-08-12`.
    pub date: String,
    /// `2026-08`.
    pub month: String,
    /// `12 August 2026`.
    pub label: String,
}

/// What an entry's own page shows insiders. Shared by sales and engineering.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(bound = "A: Reader")]
#[serde(bound = "")]
pub struct InsiderDetail<A: Reader> {
    /// The problem that it is about.
    pub problem: Option<Cleared<String, A>>,
    /// Other words by which a search finds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub search_words: Vec<Cleared<String, A>>,
    /// What to say.
    pub talk: Option<Cleared<TalkView, A>>,
    /// Who asked.
    pub requests: Vec<Cleared<RequestView, A>>,
    /// What was decided.
    pub decision: Option<Cleared<DecisionView, A>>,
    /// Title for clients, if different.
    pub client_title: Option<Cleared<String, A>>,
    /// Summary for clients, if different.
    pub client_summary: Option<Cleared<String, A>>,
    /// Problem for clients, if different.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_problem: Option<Cleared<String, A>>,
    /// Picture for clients, if different.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_picture: Option<Cleared<PictureView, A>>,
    /// Other words by which clients find it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub client_search_words: Vec<Cleared<String, A>>,
    /// Address of its page for clients, if it is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_slug: Option<Cleared<String, A>>,
    /// Former addresses of that page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub client_aliases: Vec<Cleared<String, A>>,
    /// The text.
    pub blocks: Vec<BlockView<A>>,
}

/// What salespeople should say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TalkView {
    /// Words that customers may be told as they are.
    pub say: Option<String>,
    /// Guidance for salespeople, which is not to be passed on.
    pub note: Option<String>,
    /// Words to avoid.
    pub dont_say: Option<String>,
    /// What to offer instead.
    pub workaround: Option<String>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RequestView {
    /// Who asked.
    pub account: String,
    /// Who passed it on.
    pub by: Option<String>,
    /// What it is worth.
    pub value: Option<String>,
    /// Whether a sale hangs on it.
    pub blocker: bool,
    /// When.
    pub asked_on: Option<Day>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DecisionView {
    /// How it fell.
    pub outcome: Tag,
    /// Why.
    pub reason: Option<String>,
    /// What would reopen it.
    pub revisit_when: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub on: Option<Day>,
}
