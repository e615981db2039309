//! Shares: what one prospect may read beyond the client edition, approved, and for a time.
//!
//! A share lies in `shares/`, beside the content. Its own words are labelled for
//! [`Prospect`](crate::audience::Prospect), which no audience of a site sees; why it was asked for
//! and by whom is read by nobody.

mod asked;
mod check;
mod read;
mod words;

use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::{Engineering, Prospect, Sales};
use crate::diagnostic::{Diagnostic, FileId, Located, Sources, Span};

use super::Vault;
use super::entry::{Document, Entry};
use super::label::Labeled;
use super::load::SourceFile;
use super::markdown::Prose;
use super::policy::{Terms, approvals_needed, disclose};

pub use asked::Asked;
pub use words::TextHash;

/// The folder in which shares lie.
pub const FOLDER: &str = "shares";
/// The pattern of their files.
pub const PATTERN: &str = "shares/*.md";

/// Whether a path lies in the folder of shares.
pub fn holds(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

/// A share, in full. Nothing in it can be read from outside the vault except what is public here.
#[derive(Debug)]
pub struct Share {
    file: FileId,
    id: String,
    /// Where the front matter begins.
    start: Span,
    /// `account`, for the list that salespeople read.
    pub(in crate::vault) account: Labeled<String, Sales>,
    /// `account`, for whoever reads the page.
    pub(in crate::vault) shown_account: Labeled<String, Prospect>,
    /// `asked_by`.
    pub(in crate::vault) asked_by: Labeled<String, Engineering>,
    /// `reason`.
    pub(in crate::vault) reason: Labeled<String, Engineering>,
    /// `nda`.
    pub(in crate::vault) nda: Option<Labeled<String, Engineering>>,
    /// `until`, for the list that salespeople read.
    pub(in crate::vault) until: Labeled<Date, Sales>,
    /// `until`, for whoever reads the page.
    pub(in crate::vault) shown_until: Labeled<Date, Prospect>,
    /// `entries`: file stems.
    pub(in crate::vault) entries: Vec<Labeled<String, Sales>>,
    /// The blocks, by the file stem in their marker.
    pub(in crate::vault) texts: Vec<ShareText>,
    /// Text outside of blocks: notes that nobody is shown.
    pub(in crate::vault) notes: Vec<Labeled<Prose, Engineering>>,
    /// `recipients`.
    pub(in crate::vault) recipients: Vec<Located<String>>,
    /// `generations`.
    pub(in crate::vault) generations: Vec<(Located<String>, Located<u32>)>,
    /// `approved`, one or several.
    pub(in crate::vault) approvals: Vec<Approval>,
}

/// A block of a share.
#[derive(Debug)]
pub(in crate::vault) struct ShareText {
    pub entry: Located<String>,
    pub prose: Labeled<Prose, Prospect>,
}

/// That somebody has looked at it.
#[derive(Debug)]
pub(in crate::vault) struct Approval {
    pub by: Labeled<String, Sales>,
    pub on: Located<Date>,
    pub text: Located<TextHash>,
}

/// So many former links of one name are known.
const FORMER_LINKS: u32 = 8;

/// Whether a share is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareState {
    /// Not enough of those who must have approved it.
    Unapproved,
    /// It was approved on a day that has not come.
    Upcoming,
    /// It is published.
    Active,
    /// Its last day has passed.
    Expired,
}

impl ShareState {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            ShareState::Unapproved => "waits for approval",
            ShareState::Upcoming => "not yet",
            ShareState::Active => "active",
            ShareState::Expired => "expired",
        }
    }
}

/// One who gets a link of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// The name, as it stands in the share.
    pub name: String,
    /// Which of the links that this recipient has had.
    pub generation: u32,
}

/// The shares of a project, in order of path.
pub(in crate::vault) fn read_all(
    files: &[SourceFile],
    sources: &Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<Arc<Share>> {
    files.iter().filter_map(|file| read::read(file, sources, mistakes)).map(Arc::new).collect()
}

/// Adds what is wrong with the shares of a project.
pub(in crate::vault) fn check(vault: &Vault<'_>, mistakes: &mut Vec<Diagnostic>) {
    for share in &vault.shares {
        check::check(vault, share, mistakes);
    }
}

impl Share {
    /// The stem of its file.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Whom it is for. For its author's eyes.
    pub fn account(&self) -> &str {
        self.account.inspect()
    }

    /// The last day on which it is published.
    pub fn until(&self) -> Date {
        *self.until.inspect()
    }

    /// Who asked for it. For its author's eyes.
    pub fn asked_by(&self) -> &str {
        self.asked_by.inspect()
    }

    /// Who approved what, and when.
    pub fn approved(&self) -> impl Iterator<Item = (&str, Date, TextHash)> {
        let approvals = self.approvals.iter();
        approvals.map(|it| (it.by.inspect().as_str(), it.on.value, it.text.value))
    }

    /// The number of the present link of each whose link is not the first.
    pub fn generations(&self) -> Vec<(String, u32)> {
        let numbers = self.generations.iter();
        numbers.map(|(name, number)| (name.value.clone(), number.value)).collect()
    }

    /// Who approved it.
    pub fn approvers(&self) -> impl Iterator<Item = &str> {
        self.approvals.iter().map(|approval| approval.by.inspect().as_str())
    }

    /// The names of the entries that it shows, in its order.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.inspect().as_str())
    }

    /// Those who get a link each.
    pub fn recipients(&self) -> Vec<Recipient> {
        let recipient = |name: &Located<String>| Recipient {
            name: name.value.clone(),
            generation: self.generation_of(&name.value),
        };
        self.recipients.iter().map(recipient).collect()
    }

    /// The number of the link that a recipient has, or would have.
    pub fn generation_of(&self, name: &str) -> u32 {
        let mut generations = self.generations.iter();
        let found = generations.find(|(known, _)| fold(&known.value) == fold(name));
        found.map_or(1, |(_, number)| number.value)
    }

    /// The links that were revoked or exchanged, as far as `generations` tells: of each name the last
    /// few.
    pub fn former_links(&self) -> Vec<Recipient> {
        let of_one = |(name, number): (String, u32)| {
            let first = number.saturating_sub(FORMER_LINKS).max(1);
            (first..number).map(move |generation| Recipient { name: name.clone(), generation })
        };
        self.generations().into_iter().flat_map(of_one).collect()
    }

    /// All its texts, those of its notes too.
    pub(in crate::vault) fn prose(&self) -> impl Iterator<Item = &Prose> {
        let texts = self.texts.iter().map(|text| text.prose.inspect());
        texts.chain(self.notes.iter().map(Labeled::inspect))
    }

    /// The text that stands for an entry.
    pub(in crate::vault) fn text_of(&self, entry: &str) -> Option<&ShareText> {
        self.texts.iter().find(|text| text.entry.value == entry)
    }

    /// Whether it shows this entry.
    pub(in crate::vault) fn discloses(&self, entry: &Entry) -> bool {
        self.entries.iter().any(|id| *id.inspect() == entry.id)
            && disclose(entry, self.terms()).is_ok()
    }

    /// What it was agreed under.
    pub(in crate::vault) fn terms(&self) -> Terms {
        Terms { has_nda: self.nda.is_some() }
    }

    /// The day of the last approval.
    fn approved_on(&self) -> Option<Date> {
        self.approvals.iter().map(|approval| approval.on.value).max()
    }
}

impl Vault<'_> {
    /// The shares, in order of path.
    pub fn shares(&self) -> impl Iterator<Item = &Share> {
        self.shares.iter().map(|share| &**share)
    }

    /// Whether a share is published on the day of this build.
    pub fn state_of(&self, share: &Share) -> ShareState {
        let needed = approvals_needed(self.entries_of(share).map(Document::labels));
        match share.approved_on() {
            _ if *share.until.inspect() < self.as_of => ShareState::Expired,
            Some(_) if share.approvals.len() < needed => ShareState::Unapproved,
            None => ShareState::Unapproved,
            Some(day) if day > self.as_of => ShareState::Upcoming,
            Some(_) => ShareState::Active,
        }
    }

    /// The entries that it names, as far as they are there.
    pub(in crate::vault) fn entries_of(&self, share: &Share) -> impl Iterator<Item = &Entry> {
        share.entries.iter().filter_map(|id| self.entry(id.inspect()))
    }
}

/// A name as names are compared.
fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
