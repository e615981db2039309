//! Collects what one audience must not see, by label, from every entry, theme and setting.

use std::collections::HashSet;

use crate::audience::{Audience, Reader};
use crate::diagnostic::{FileId, Located, Span};
use crate::vault::Vault;
use crate::vault::entry::{Document, Entry, Theme};
use crate::vault::label::Labeled;
use crate::vault::policy::decide;
use crate::vault::search_words::SearchWords;
use crate::vault::share::Share;

use super::headings::headings;
use super::kind::{Certainty, Group, Kind};
use super::other_names::{OtherName, amounts, is_distinctive, other_names};

/// Everything in the project that `audience` may not see; or, of clients, the readers of a share.
pub fn collect<'a>(
    vault: &'a Vault<'a>,
    audience: Audience,
    share: Option<&'a Share>,
) -> Collector<'a> {
    let mut collector = Collector {
        vault,
        audience,
        share,
        shown: HashSet::new(),
        facts: Vec::new(),
        beside: vec![Vec::new()],
        files: vec![None],
        around: Vec::new(),
    };
    for entry in &vault.entries {
        collector.entry(entry);
    }
    for theme in &vault.themes {
        collector.theme(theme);
    }
    collector.settings();
    collector.shares();
    collector.addresses_of_known_hosts();
    collector
}

/// An amount with fewer letters and digits is looked for beside its currency alone.
const LEAST_SIGNS: usize = 6;

/// Something withheld.
pub struct Fact {
    pub kind: Kind,
    pub span: Span,
    pub text: String,
    pub manner: Manner,
    /// The document's texts in [`Collector::beside`].
    pub document: usize,
    /// Of a share, the texts in [`Collector::around`].
    pub around: Option<usize>,
}

/// How something withheld is looked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it is.
    Phrase,
    /// Another name of something, and how certain a find of it is.
    Other(Certainty),
    /// Digits beside one of these currencies.
    Amount(Vec<String>),
    /// By its runs of words.
    Text,
}

impl Fact {
    /// Whether a find may be chance, by whether it begins with a capital.
    pub fn may_be_chance(&self) -> [bool; 2] {
        let certainty = match self.manner {
            Manner::Other(certainty) => certainty,
            Manner::Phrase | Manner::Amount(_) | Manner::Text => Certainty::OfKind,
        };
        [false, true].map(|written| certainty.may_be_chance(self.kind, &self.text, written))
    }
}

pub struct Collector<'a> {
    pub vault: &'a Vault<'a>,
    pub audience: Audience,
    /// The share whose readers they are.
    pub share: Option<&'a Share>,
    /// Names that the audience reads anyway, by label: an owner or title that is hidden here and
    /// shown there betrays nothing.
    pub shown: HashSet<(Group, String)>,
    pub facts: Vec<Fact>,
    /// For each document, the texts of it that the audience reads. Where hidden text of the same
    /// document says the same, its author has shown those words.
    pub beside: Vec<Vec<String>>,
    /// What the readers of a share are shown in all, where that says what is no secret of a share. It
    /// is no document: what three documents say is public, and these say all of it again.
    pub around: Vec<Vec<String>>,
    /// For each document its file.
    pub files: Vec<Option<FileId>>,
}

impl Collector<'_> {
    fn entry(&mut self, entry: &Entry) {
        // What a share shows of an entry, it shows by label: what is for clients.
        let is_shared = self.share.is_some_and(|share| share.discloses(entry));
        let is_in_edition = decide(entry.labels(), self.audience).is_ok();
        let hidden = !is_in_edition && !is_shared;
        let [summary, problem] = match self.audience {
            Audience::Client if !is_in_edition => [text(&entry.client_summary), None],
            Audience::Client => [text(&entry.shown_summary), text(&entry.shown_problem)],
            Audience::Sales | Audience::Engineering => [text(&entry.summary), text(&entry.problem)],
        };
        self.begin(hidden, entry, [summary, problem]);
        // Without a text of their own, clients read the internal one: it is not withheld then.
        let title_is_shared = entry.client_title.is_none();
        let summary_is_shared = entry.client_summary.is_none();
        if hidden || !title_is_shared {
            self.title(hidden, &entry.title, Kind::Title);
        }
        self.title(hidden, &entry.shown_title, Kind::ClientTitle);
        self.slugs(hidden, entry.shown_slug.iter().chain(&entry.shown_aliases));
        self.slugs(hidden, entry.slug.iter().chain(&entry.aliases));
        self.search_words(!is_in_edition, &entry.search_words);
        self.pictures(is_in_edition, entry);
        if !is_in_edition || !summary_is_shared {
            self.text(hidden, entry.summary.as_ref(), Kind::Summary);
        }
        self.text(hidden, entry.shown_summary.as_ref(), Kind::ClientSummary);
        // A share tells of an entry neither problem nor search words nor picture.
        if !is_in_edition || entry.client_problem.is_some() {
            self.text(!is_in_edition, entry.problem.as_ref(), Kind::Problem);
        }
        self.text(!is_in_edition, entry.shown_problem.as_ref(), Kind::Problem);
        if hidden {
            self.text(hidden, entry.availability.as_ref(), Kind::Availability);
        }
        self.phrase(hidden, entry.owner.as_ref(), Kind::Owner);
        for codename in &entry.codenames {
            self.phrase(hidden, Some(codename), Kind::CodeName);
        }
        self.requests(hidden, entry);
        self.decisions(hidden, entry);
        self.file_name(!is_in_edition, entry);
        for extra in &entry.extra {
            if is_withheld(hidden, extra, self.audience) {
                self.extra(extra.span(), extra.inspect());
            }
        }
        self.body(hidden, entry);
    }

    /// File names of shown documents are not searched for: they are made of their titles.
    fn file_name<D: Document>(&mut self, hidden: bool, document: &D) {
        if hidden && is_distinctive(document.id()) {
            let start = Span::new(document.file(), 0..3);
            self.name(Kind::FileName, start, document.id());
        }
    }

    /// The settings that no reader, or not this one, may see.
    fn settings(&mut self) {
        let settings = self.vault.settings;
        // They belong to no document.
        self.beside.push(Vec::new());
        self.files.push(None);
        let audience = self.audience;
        let inner = Audience::ALL.into_iter().filter(|other| !other.reaches(audience));
        let address = |audience| settings.edition(audience).base_url.as_ref();
        let own = address(audience).map_or("", |url| &url.value);
        for url in inner.filter_map(address).filter(|url| !own.starts_with(&url.value)) {
            let rest = url.value.split_once("://").map_or("", |(_, rest)| rest);
            self.name(Kind::SiteAddress, url.span, rest);
        }
        for url in settings.shares.base_url.iter().filter(|_| audience != Audience::Engineering) {
            self.name(Kind::SiteAddress, url.span, url.value.trim_start_matches("https://"));
        }
        for allowed in &settings.allow_terms {
            self.located_text(Some(&allowed.reason), Kind::AllowReason);
            self.located(Some(&allowed.owner), Kind::AllowOwner);
        }
        for term in settings.never_publish.iter().filter(|_| audience == Audience::Client) {
            self.located(Some(term), Kind::NeverPublish);
        }
    }

    fn theme(&mut self, theme: &Theme) {
        let hidden = decide(theme.labels(), self.audience).is_err();
        let problem = theme.problem.as_ref().map(|problem| problem.inspect().as_str());
        self.begin(hidden, theme, [problem, None]);
        self.title(hidden, &theme.title, Kind::Title);
        self.slugs(hidden, theme.slug.iter().chain(&theme.aliases));
        self.text(hidden, theme.problem.as_ref(), Kind::Problem);
        self.file_name(hidden, theme);
        self.body(hidden, theme);
    }

    fn requests(&mut self, hidden: bool, entry: &Entry) {
        for request in &entry.requests {
            let is_shown = !is_withheld(hidden, request, self.audience);
            let request = request.inspect();
            if is_shown {
                self.excuse(Some(&request.account), Kind::Account);
                self.excuse(request.by.as_ref(), Kind::RequestedBy);
                self.excuse(request.value.as_ref(), Kind::RequestValue);
                continue;
            }
            self.located(Some(&request.account), Kind::Account);
            self.located(request.by.as_ref(), Kind::RequestedBy);
            let value = request.value.as_ref().filter(|value| is_distinctive(&value.value));
            self.located(value, Kind::RequestValue);
        }
    }

    fn decisions(&mut self, hidden: bool, entry: &Entry) {
        if !hidden && Audience::Sales.reaches(self.audience) {
            let decision = entry.decision.as_ref().map(Labeled::inspect);
            self.excuse(decision.and_then(|decision| decision.by.as_ref()), Kind::DecidedBy);
        }
        if let Some(decision) =
            entry.decision.as_ref().filter(|d| is_withheld(hidden, d, self.audience))
        {
            let decision = decision.inspect();
            self.located_text(decision.reason.as_ref(), Kind::DecisionReason);
            self.located_text(decision.revisit_when.as_ref(), Kind::RevisitWhen);
            self.located(decision.by.as_ref(), Kind::DecidedBy);
        }
        if let Some(talk) =
            entry.talk.as_ref().filter(|talk| is_withheld(hidden, talk, self.audience))
        {
            let talk = talk.inspect();
            self.located_text(talk.say.as_ref(), Kind::Say);
            self.located_text(talk.note.as_ref(), Kind::Note);
            self.located_text(talk.dont_say.as_ref(), Kind::DontSay);
            self.located_text(talk.workaround.as_ref(), Kind::Workaround);
        }
    }

    fn body<D: Document>(&mut self, hidden: bool, document: &D) {
        for piece in document.body() {
            if hidden || !piece.audience().reaches(self.audience) {
                let whole = piece.span();
                let text = &self.vault.sources.text(whole.file)[whole.range()];
                let blank = text.len() - text.trim_start().len();
                let span = Span { start: whole.start + u32::try_from(blank).unwrap_or(0), ..whole };
                self.text_fact(Kind::Body(piece.audience()), span, text.trim());
                for heading in headings(text.trim()) {
                    let start = span.start as usize + heading.start;
                    let span = Span::new(span.file, start..start + heading.len());
                    self.name(Kind::Heading, span, &text.trim()[heading]);
                }
                self.pictures_in(piece);
            }
        }
    }

    /// Addresses that were set. One that is shown excuses itself under another label.
    fn slugs<'v, L: Reader + 'v>(
        &mut self,
        hidden: bool,
        slugs: impl Iterator<Item = &'v Labeled<String, L>>,
    ) {
        for slug in slugs.filter(|slug| is_distinctive(slug.inspect())) {
            self.phrase(hidden, Some(slug), Kind::Slug);
        }
    }

    /// Search words. Those of few letters are words of the language.
    fn search_words(&mut self, hidden: bool, words: &SearchWords) {
        for word in words.shown.iter().filter(|word| is_distinctive(word.inspect())) {
            self.phrase(hidden, Some(word), Kind::SearchWord);
        }
        let own = words.own.iter().chain(&words.client);
        for word in own.filter(|word| is_distinctive(word.inspect())) {
            self.phrase(hidden, Some(word), Kind::SearchWord);
        }
    }

    fn title<L: Reader>(&mut self, hidden: bool, title: &Labeled<String, L>, kind: Kind) {
        self.phrase(hidden, Some(title), kind);
    }

    fn phrase<L: Reader>(&mut self, hidden: bool, value: Option<&Labeled<String, L>>, kind: Kind) {
        let Some(value) = value else { return };
        if is_withheld(hidden, value, self.audience) {
            self.name(kind, value.span(), value.inspect());
        } else {
            self.note_shown(kind, value.inspect());
        }
    }

    fn text<L: Reader>(&mut self, hidden: bool, value: Option<&Labeled<String, L>>, kind: Kind) {
        if let Some(value) = value.filter(|value| is_withheld(hidden, value, self.audience)) {
            self.text_fact(kind, value.span(), value.inspect());
        }
    }

    pub(super) fn located(&mut self, value: Option<&Located<String>>, kind: Kind) {
        if let Some(value) = value {
            self.name(kind, value.span, &value.value);
        }
    }

    pub(super) fn located_text(&mut self, value: Option<&Located<String>>, kind: Kind) {
        if let Some(value) = value {
            self.text_fact(kind, value.span, &value.value);
        }
    }

    /// A name, with the other names that people have for the same.
    pub(super) fn name(&mut self, kind: Kind, span: Span, text: &str) {
        let amounts = match kind {
            Kind::RequestValue | Kind::ExtraValue => amounts(text),
            _ => Vec::new(),
        };
        // `$1.2M` without its sign is `1.2 m`, which may be anything.
        let is_telling = |text: &str| {
            let signs = text.chars().filter(|c| c.is_alphanumeric());
            // `850万円` is nothing else.
            signs.clone().count() >= LEAST_SIGNS || signs.clone().any(|c| !c.is_ascii())
        };
        if amounts.is_empty() || is_telling(text) {
            self.push(kind, span, text.to_owned(), Manner::Phrase);
        }
        for OtherName { text, certainty } in other_names(kind, text) {
            self.push(kind, span, text, Manner::Other(certainty));
        }
        for amount in amounts {
            self.push(kind, span, amount.digits, Manner::Amount(amount.currencies));
        }
    }

    pub(super) fn push(&mut self, kind: Kind, span: Span, text: String, manner: Manner) {
        let document = self.beside.len() - 1;
        let around = self.around.len().checked_sub(1);
        self.facts.push(Fact { kind, span, text, manner, document, around });
    }

    /// Notes a name that the audience reads.
    fn excuse(&mut self, name: Option<&Located<String>>, kind: Kind) {
        if let Some(name) = name {
            self.note_shown(kind, &name.value);
        }
    }

    /// Notes that the audience reads a name, and may then read the same in other words.
    pub(super) fn note_shown(&mut self, kind: Kind, name: &str) {
        self.shown.insert((kind.group(), name.to_lowercase()));
        let others = other_names(kind, name).into_iter();
        self.shown.extend(others.map(|other| (kind.group(), other.text.to_lowercase())));
        let amounts = amounts(name).into_iter().map(|amount| amount.in_words());
        self.shown.extend(amounts.map(|amount| (kind.group(), amount)));
    }

    /// Begins a document: notes what of it the audience reads, in the order of its page. The `lead`
    /// is what the page has above the text.
    fn begin<D: Document>(&mut self, hidden: bool, document: &D, lead: [Option<&str>; 2]) {
        let mut texts = Vec::new();
        if !hidden {
            texts.push(document.title_for(self.audience).to_owned());
            texts.extend(lead.into_iter().flatten().map(str::to_owned));
            for piece in document.body().iter().filter(|p| p.audience().reaches(self.audience)) {
                let span = piece.span();
                texts.push(self.vault.sources.text(span.file)[span.range()].to_owned());
            }
        }
        texts.extend(self.share_text(document.id()));
        self.beside.push(texts);
        self.files.push(Some(document.file()));
    }
}

fn text<L>(value: &Option<Labeled<String, L>>) -> Option<&str> {
    value.as_ref().map(|value| value.inspect().as_str())
}

fn is_withheld<T, L: Reader>(hidden: bool, _: &Labeled<T, L>, audience: Audience) -> bool {
    hidden || !L::AUDIENCE.reaches(audience)
}
