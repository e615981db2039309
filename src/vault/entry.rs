//! What an author wrote, in full: entries and themes. Nothing here leaves the vault uncleared.
//!
//! The second type argument of each field is the outermost audience that may read it. Together
//! with `policy.rs` this is the whole of "who sees what".

use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::{Audience, Client, Engineering, Sales};
use crate::diagnostic::{FileId, Located, Span};

use super::label::Labeled;
use super::markdown::Prose;
use super::picture::Pictures;
use super::policy::Labels;
use super::search_words::SearchWords;
use super::slug::slug;
use super::vocabulary::{Confidence, Horizon, Origin, Outcome, Stage};
use crate::dates::Target;

/// What entries and themes have in common.
pub trait Document {
    /// What the policy looks at.
    fn labels(&self) -> Labels;
    /// What the author wrote below the front matter.
    fn body(&self) -> &[Piece];
    /// The title that this audience reads.
    fn title_for(&self, audience: Audience) -> &str;
    /// The file it is in.
    fn file(&self) -> FileId;
    /// Where the title that this audience reads stands.
    fn title_span(&self, audience: Audience) -> Span;
    /// The file stem.
    fn id(&self) -> &str;
    /// The address that its author set for this audience.
    fn set_slug(&self, audience: Audience) -> Option<(&str, Span)>;
    /// The former addresses of its page for this audience.
    fn aliases_for(&self, audience: Audience) -> Vec<(&str, Span)>;

    /// The address of its page for this audience, without folder and extension.
    fn slug_for(&self, audience: Audience) -> String {
        let set = self.set_slug(audience).map(|(set, _)| set.to_owned());
        set.unwrap_or_else(|| slug(self.title_for(audience)))
    }
}

fn located<L>(value: &Labeled<String, L>) -> (&str, Span) {
    (value.inspect(), value.span())
}

/// A part of a body, labelled.
#[derive(Debug)]
pub enum Piece {
    /// Unmarked text.
    Engineering(Labeled<Prose, Engineering>),
    /// A `::: sales` block.
    Sales(Labeled<Prose, Sales>),
    /// A `::: client` block.
    Client(Labeled<Prose, Client>),
}

impl Piece {
    /// The label as a value.
    pub fn audience(&self) -> Audience {
        match self {
            Piece::Engineering(_) => Audience::Engineering,
            Piece::Sales(_) => Audience::Sales,
            Piece::Client(_) => Audience::Client,
        }
    }

    /// The text, for checks inside the vault.
    pub(in crate::vault) fn inspect(&self) -> &Prose {
        match self {
            Piece::Engineering(prose) => prose.inspect(),
            Piece::Sales(prose) => prose.inspect(),
            Piece::Client(prose) => prose.inspect(),
        }
    }

    /// Where the text stands.
    pub(in crate::vault) fn span(&self) -> Span {
        match self {
            Piece::Engineering(prose) => prose.span(),
            Piece::Sales(prose) => prose.span(),
            Piece::Client(prose) => prose.span(),
        }
    }
}

/// One entry of the roadmap.
#[derive(Debug)]
pub struct Entry {
    pub(in crate::vault) file: FileId,
    pub(in crate::vault) id: String,
    pub(in crate::vault) visibility: Located<Audience>,
    pub(in crate::vault) confidential: Option<Located<bool>>,
    pub(in crate::vault) body: Vec<Piece>,

    /// `client.title`, else `title`.
    pub shown_title: Labeled<String, Client>,
    /// `client.summary`, else `summary`.
    pub shown_summary: Option<Labeled<String, Client>>,
    /// `client.problem`, else `problem`.
    pub shown_problem: Option<Labeled<String, Client>>,
    /// `client.horizon`, else `horizon`.
    pub shown_horizon: Option<Labeled<Horizon, Client>>,
    /// `client.availability`.
    pub availability: Option<Labeled<String, Client>>,
    /// `client.slug`; else `slug`, where clients read the internal title.
    pub shown_slug: Option<Labeled<String, Client>>,
    /// `client.aliases`, and `aliases` where clients read the internal title.
    pub shown_aliases: Vec<Labeled<String, Client>>,
    /// The stem of the theme's file. Which theme it is, is shown if the theme is.
    pub theme: Option<Labeled<String, Client>>,

    /// `title`.
    pub title: Labeled<String, Sales>,
    /// `slug`.
    pub slug: Option<Labeled<String, Sales>>,
    /// `aliases`.
    pub aliases: Vec<Labeled<String, Sales>>,
    /// `client.slug`.
    pub client_slug: Option<Labeled<String, Sales>>,
    /// `client.aliases`.
    pub client_aliases: Vec<Labeled<String, Sales>>,
    /// `summary`.
    pub summary: Option<Labeled<String, Sales>>,
    /// `problem`.
    pub problem: Option<Labeled<String, Sales>>,
    /// `search_words` and `client.search_words`.
    pub search_words: SearchWords,
    /// `picture` and `client.picture`.
    pub pictures: Pictures,
    /// `horizon`.
    pub horizon: Option<Labeled<Horizon, Sales>>,
    /// `client.title`, if given.
    pub client_title: Option<Labeled<String, Sales>>,
    /// `client.summary`, if given.
    pub client_summary: Option<Labeled<String, Sales>>,
    /// `client.problem`, if given.
    pub client_problem: Option<Labeled<String, Sales>>,
    /// `client.horizon`, if given.
    pub client_horizon: Option<Labeled<Horizon, Sales>>,
    /// `stage`. Clients get its public status through `declassify`.
    pub stage: Labeled<Stage, Sales>,
    /// `confidence`.
    pub confidence: Option<Labeled<Confidence, Sales>>,
    /// `owner`.
    pub owner: Option<Labeled<String, Sales>>,
    /// `team`.
    pub team: Option<Labeled<String, Sales>>,
    /// `origin`.
    pub origin: Option<Labeled<Origin, Sales>>,
    /// `phase`.
    pub phase: Option<Labeled<u32, Sales>>,
    /// `tags`.
    pub tags: Vec<Labeled<String, Sales>>,
    /// `requests`.
    pub requests: Vec<Labeled<Request, Sales>>,
    /// `decision`.
    pub decision: Option<Labeled<Decision, Sales>>,
    /// `sales`.
    pub talk: Option<Labeled<Talk, Sales>>,
    /// `shipped_on`. Clients get its month through `declassify`.
    pub shipped_on: Option<Labeled<Date, Sales>>,

    /// `target`. Sales and clients get a window through `declassify`.
    pub target: Option<Labeled<Target, Engineering>>,
    /// `effort`, in person-weeks.
    pub effort: Option<Labeled<f64, Engineering>>,
    /// `depends_on`: ids of entries.
    pub depends_on: Vec<Labeled<String, Engineering>>,
    /// `codenames`.
    pub codenames: Vec<Labeled<String, Engineering>>,
    /// `rice`.
    pub rice: Option<Labeled<Rice, Engineering>>,
    /// `reviewed_on`.
    pub reviewed_on: Option<Labeled<Date, Engineering>>,
    /// `extra`: keys and values as text, nested ones joined.
    pub extra: Vec<Labeled<(String, String), Engineering>>,
}

/// A customer's or prospect's request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asked.
    pub account: Located<String>,
    /// Who passed it on.
    pub by: Option<Located<String>>,
    /// What it is worth, in the author's words.
    pub value: Option<Located<String>>,
    /// Whether a sale hangs on it.
    pub blocker: bool,
    /// When.
    pub asked_on: Option<Date>,
}

/// What was decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// How it fell.
    pub outcome: Outcome,
    /// Why.
    pub reason: Option<Located<String>>,
    /// What would reopen it.
    pub revisit_when: Option<Located<String>>,
    /// Who decided.
    pub by: Option<Located<String>>,
    /// When.
    pub on: Option<Date>,
}

/// What salespeople should say.
#[derive(Clone, Debug)]
pub struct Talk {
    /// Words that customers may be told as they are.
    pub say: Option<Located<String>>,
    /// Guidance for salespeople, which is not to be passed on.
    pub note: Option<Located<String>>,
    /// Words to avoid.
    pub dont_say: Option<Located<String>>,
    /// What to offer instead.
    pub workaround: Option<Located<String>>,
}

/// Reach × impact × confidence ÷ effort, as Intercom defined it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rice {
    /// How many per quarter.
    pub reach: f64,
    /// How much for each.
    pub impact: f64,
    /// How sure: a share, or percent.
    pub confidence: f64,
    /// Person-months or whatever the team counts in; more than zero.
    pub effort: f64,
}

impl Rice {
    /// The score.
    pub fn score(&self) -> f64 {
        self.reach * self.impact * self.confidence / self.effort
    }
}

impl Document for Entry {
    fn labels(&self) -> Labels {
        Labels {
            visibility: self.visibility.value,
            stage: Some(*self.stage.inspect()),
            confidential: self.confidential.as_ref().is_some_and(|flag| flag.value),
        }
    }

    fn body(&self) -> &[Piece] {
        &self.body
    }

    fn title_for(&self, audience: Audience) -> &str {
        match audience {
            Audience::Client => self.shown_title.inspect(),
            Audience::Sales | Audience::Engineering => self.title.inspect(),
        }
    }

    fn file(&self) -> FileId {
        self.file
    }

    fn title_span(&self, audience: Audience) -> Span {
        match audience {
            Audience::Client => self.shown_title.span(),
            Audience::Sales | Audience::Engineering => self.title.span(),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn set_slug(&self, audience: Audience) -> Option<(&str, Span)> {
        match audience {
            Audience::Client => self.shown_slug.as_ref().map(located),
            Audience::Sales | Audience::Engineering => self.slug.as_ref().map(located),
        }
    }

    fn aliases_for(&self, audience: Audience) -> Vec<(&str, Span)> {
        match audience {
            Audience::Client => self.shown_aliases.iter().map(located).collect(),
            Audience::Sales | Audience::Engineering => self.aliases.iter().map(located).collect(),
        }
    }
}

/// One theme (problem area).
#[derive(Debug)]
pub struct Theme {
    pub(in crate::vault) file: FileId,
    pub(in crate::vault) id: String,
    pub(in crate::vault) visibility: Located<Audience>,
    pub(in crate::vault) body: Vec<Piece>,
    /// `title`.
    pub title: Labeled<String, Client>,
    /// `slug`.
    pub slug: Option<Labeled<String, Client>>,
    /// `aliases`.
    pub aliases: Vec<Labeled<String, Client>>,
    /// `problem`.
    pub problem: Option<Labeled<String, Client>>,
}

impl Document for Theme {
    fn labels(&self) -> Labels {
        Labels { visibility: self.visibility.value, stage: None, confidential: false }
    }

    fn body(&self) -> &[Piece] {
        &self.body
    }

    fn title_for(&self, _: Audience) -> &str {
        self.title.inspect()
    }

    fn file(&self) -> FileId {
        self.file
    }

    fn title_span(&self, _: Audience) -> Span {
        self.title.span()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn set_slug(&self, _: Audience) -> Option<(&str, Span)> {
        self.slug.as_ref().map(located)
    }

    fn aliases_for(&self, _: Audience) -> Vec<(&str, Span)> {
        self.aliases.iter().map(located).collect()
    }
}

impl<D: Document> Document for Arc<D> {
    fn labels(&self) -> Labels {
        (**self).labels()
    }

    fn body(&self) -> &[Piece] {
        (**self).body()
    }

    fn title_for(&self, audience: Audience) -> &str {
        (**self).title_for(audience)
    }

    fn file(&self) -> FileId {
        (**self).file()
    }

    fn title_span(&self, audience: Audience) -> Span {
        (**self).title_span(audience)
    }

    fn id(&self) -> &str {
        (**self).id()
    }

    fn set_slug(&self, audience: Audience) -> Option<(&str, Span)> {
        (**self).set_slug(audience)
    }

    fn aliases_for(&self, audience: Audience) -> Vec<(&str, Span)> {
        (**self).aliases_for(audience)
    }
}
