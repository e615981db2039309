//! What an edition must not contain: searchable, unreadable.
//!
//! Collected by label from every entry and theme, hidden or shown. The texts go into a
//! [`ScanList`] and cannot be had back; what is kept is where each of them stands.

use std::collections::HashSet;
use std::fmt;

use crate::audience::{Audience, Reader};
use crate::diagnostic::{Located, Span};
use crate::scan::{Hit, ScanList};

use super::Vault;
use super::entry::{Document, Entry, Theme};
use super::label::Labeled;
use super::policy::decide;

/// From so many words in a row on, what shown and hidden text of one document share was copied. In
/// 484 shown entries of a public project, 22 share as many; from 8 words on it would be 72.
const RESTATED_WORDS: usize = 12;

/// A sealed list of what one audience must not see.
pub struct Withheld {
    list: ScanList,
    places: Vec<WithheldPlace>,
}

/// Where something withheld stands.
#[derive(Clone, Debug)]
pub struct WithheldPlace {
    /// What it is, in words: `the owner`, `a code name`, `a sales block`.
    pub field: &'static str,
    /// Where it was written.
    pub span: Span,
}

impl fmt::Debug for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Withheld({} strings)", self.list.len())
    }
}

impl Withheld {
    /// Everything in the project that `audience` may not see.
    pub(in crate::vault) fn collect(vault: &Vault<'_>, audience: Audience) -> Withheld {
        let mut collector = Collector {
            audience,
            shown: HashSet::new(),
            facts: Vec::new(),
            beside: vec![Vec::new()],
        };
        for entry in &vault.entries {
            collector.entry(vault, entry);
        }
        for theme in &vault.themes {
            collector.theme(vault, theme);
        }
        if audience == Audience::Client {
            for term in &vault.settings.never_publish {
                collector.push("never_publish", term.span, term.value.clone(), true);
            }
        }
        collector.seal(vault)
    }

    /// Every place in a file where something withheld is.
    ///
    /// A few words that hidden and shown text of one document share are how people write; from
    /// [`RESTATED_WORDS`] on, a sentence was copied.
    pub fn scan(&self, path: &str, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = self.list.scan(path, bytes);
        hits.retain(|hit| !hit.restated || hit.words >= RESTATED_WORDS);
        hits
    }

    /// Where the string that was found stands in the sources.
    pub fn place(&self, hit: &Hit) -> &WithheldPlace {
        &self.places[hit.id]
    }

    /// How many strings are looked for.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Something withheld.
struct Fact {
    field: &'static str,
    span: Span,
    text: String,
    /// A phrase is found as it is; a text by its runs of words.
    is_phrase: bool,
    /// The document's texts in [`Collector::beside`].
    document: usize,
}

/// What kind of name something is. A shown title excuses a hidden title, not a code name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    Title,
    Person,
    Account,
    Other,
}

impl Group {
    fn of(field: &str) -> Group {
        match field {
            "the title" | "the client title" => Group::Title,
            "the owner" | "the person behind a request" | "who decided" | "a value of `extra`" => {
                Group::Person
            }
            "the account of a request" => Group::Account,
            _ => Group::Other,
        }
    }
}

struct Collector {
    audience: Audience,
    /// Names that the audience reads anyway, by label: an owner or title that is hidden here and
    /// shown there betrays nothing.
    shown: HashSet<(Group, String)>,
    facts: Vec<Fact>,
    /// For each document, the texts of it that the audience reads. Where hidden text of the same
    /// document says the same, its author has shown those words.
    beside: Vec<Vec<String>>,
}

impl Collector {
    fn entry(&mut self, vault: &Vault<'_>, entry: &Entry) {
        let hidden = decide(entry.labels(), self.audience).is_err();
        self.begin(vault, hidden, entry);
        let summary = match self.audience {
            Audience::Client => entry.shown_summary.as_ref().map(|s| s.inspect().as_str()),
            Audience::Sales | Audience::Engineering => {
                entry.summary.as_ref().map(|s| s.inspect().as_str())
            }
        };
        self.shows(hidden, summary);
        // Without a text of their own, clients read the internal one: it is not withheld then.
        let title_is_shared = entry.client_title.is_none();
        let summary_is_shared = entry.client_summary.is_none();
        if hidden || !title_is_shared {
            self.title(hidden, &entry.title, "the title");
        }
        self.title(hidden, &entry.shown_title, "the client title");
        if hidden || !summary_is_shared {
            self.text(hidden, entry.summary.as_ref(), "the summary");
        }
        self.text(hidden, entry.shown_summary.as_ref(), "the client summary");
        self.phrase(hidden, entry.owner.as_ref(), "the owner");
        for codename in &entry.codenames {
            self.phrase(hidden, Some(codename), "a code name");
        }
        self.requests(hidden, entry);
        self.decisions(hidden, entry);
        if hidden && is_distinctive(entry.id()) {
            self.push("the file name", Span::new(entry.file(), 0..3), entry.id().to_owned(), true);
        }
        for extra in &entry.extra {
            if is_withheld(hidden, extra, self.audience) && is_distinctive(&extra.inspect().1) {
                self.push("a value of `extra`", extra.span(), extra.inspect().1.clone(), true);
            }
        }
        self.body(vault, hidden, entry);
    }

    fn theme(&mut self, vault: &Vault<'_>, theme: &Theme) {
        let hidden = decide(theme.labels(), self.audience).is_err();
        self.begin(vault, hidden, theme);
        self.shows(hidden, theme.problem.as_ref().map(|problem| problem.inspect().as_str()));
        self.title(hidden, &theme.title, "the title");
        self.text(hidden, theme.problem.as_ref(), "the problem");
        self.body(vault, hidden, theme);
    }

    fn requests(&mut self, hidden: bool, entry: &Entry) {
        for request in &entry.requests {
            let is_shown = !is_withheld(hidden, request, self.audience);
            let request = request.inspect();
            if is_shown {
                self.excuse(Some(&request.account), Group::Account);
                self.excuse(request.by.as_ref(), Group::Person);
                self.excuse(request.value.as_ref(), Group::Other);
                continue;
            }
            self.located(Some(&request.account), "the account of a request", true);
            self.located(
                request.by.as_ref().filter(|by| is_distinctive(&by.value)),
                "the person behind a request",
                true,
            );
            self.located(
                request.value.as_ref().filter(|v| is_distinctive(&v.value)),
                "the value of a request",
                true,
            );
        }
    }

    fn decisions(&mut self, hidden: bool, entry: &Entry) {
        if !hidden && Audience::Sales.reaches(self.audience) {
            let decision = entry.decision.as_ref().map(Labeled::inspect);
            self.excuse(decision.and_then(|decision| decision.by.as_ref()), Group::Person);
        }
        if let Some(decision) =
            entry.decision.as_ref().filter(|d| is_withheld(hidden, d, self.audience))
        {
            let decision = decision.inspect();
            self.located(decision.reason.as_ref(), "the reason of the decision", false);
            self.located(decision.revisit_when.as_ref(), "what would reopen the decision", false);
            self.located(
                decision.by.as_ref().filter(|by| is_distinctive(&by.value)),
                "who decided",
                true,
            );
        }
        if let Some(talk) =
            entry.talk.as_ref().filter(|talk| is_withheld(hidden, talk, self.audience))
        {
            let talk = talk.inspect();
            self.located(talk.say.as_ref(), "what to say", false);
            self.located(talk.dont_say.as_ref(), "what not to say", false);
            self.located(talk.workaround.as_ref(), "the workaround", false);
        }
    }

    fn body<D: Document>(&mut self, vault: &Vault<'_>, hidden: bool, document: &D) {
        for piece in document.body() {
            if hidden || !piece.audience().reaches(self.audience) {
                let field = match piece.audience() {
                    Audience::Engineering => "unmarked text",
                    Audience::Sales => "a sales block",
                    Audience::Client => "a client block",
                };
                let whole = piece.span();
                let text = &vault.sources.text(whole.file)[whole.range()];
                let blank = text.len() - text.trim_start().len();
                let span = Span { start: whole.start + u32::try_from(blank).unwrap_or(0), ..whole };
                self.push(field, span, text.to_owned(), false);
            }
        }
    }

    fn title<L: Reader>(&mut self, hidden: bool, title: &Labeled<String, L>, field: &'static str) {
        self.phrase(hidden, Some(title), field);
    }

    fn phrase<L: Reader>(
        &mut self,
        hidden: bool,
        value: Option<&Labeled<String, L>>,
        field: &'static str,
    ) {
        let Some(value) = value else { return };
        if is_withheld(hidden, value, self.audience) {
            self.push(field, value.span(), value.inspect().clone(), true);
        } else {
            self.shown.insert((Group::of(field), value.inspect().to_lowercase()));
        }
    }

    fn text<L: Reader>(
        &mut self,
        hidden: bool,
        value: Option<&Labeled<String, L>>,
        field: &'static str,
    ) {
        if let Some(value) = value.filter(|value| is_withheld(hidden, value, self.audience)) {
            self.push(field, value.span(), value.inspect().clone(), false);
        }
    }

    fn located(&mut self, value: Option<&Located<String>>, field: &'static str, is_phrase: bool) {
        if let Some(value) = value {
            self.push(field, value.span, value.value.clone(), is_phrase);
        }
    }

    fn push(&mut self, field: &'static str, span: Span, text: String, is_phrase: bool) {
        let document = self.beside.len() - 1;
        self.facts.push(Fact { field, span, text, is_phrase, document });
    }

    /// Notes a name that the audience reads.
    fn excuse(&mut self, name: Option<&Located<String>>, group: Group) {
        self.shown.extend(name.map(|name| (group, name.value.to_lowercase())));
    }

    /// Begins a document: notes what of it the audience reads.
    fn begin<D: Document>(&mut self, vault: &Vault<'_>, hidden: bool, document: &D) {
        let mut texts = Vec::new();
        if !hidden {
            texts.push(document.title_for(self.audience).to_owned());
            for piece in document.body().iter().filter(|p| p.audience().reaches(self.audience)) {
                let span = piece.span();
                texts.push(vault.sources.text(span.file)[span.range()].to_owned());
            }
        }
        self.beside.push(texts);
    }

    /// Adds a text that the audience reads in the document at hand.
    fn shows(&mut self, hidden: bool, text: Option<&str>) {
        if let (false, Some(text), Some(texts)) = (hidden, text, self.beside.last_mut()) {
            texts.push(text.to_owned());
        }
    }

    fn seal(self, vault: &Vault<'_>) -> Withheld {
        let mut builder = ScanList::builder();
        let mut places = Vec::with_capacity(self.facts.len());
        for fact in &self.facts {
            let name = (Group::of(fact.field), fact.text.to_lowercase());
            if fact.is_phrase && self.shown.contains(&name) {
                continue;
            }
            let id = places.len();
            if fact.is_phrase {
                builder.phrase(id, &fact.text);
            } else {
                let beside: Vec<&str> =
                    self.beside[fact.document].iter().map(String::as_str).collect();
                builder.text(id, &fact.text, &beside);
            }
            places.push(WithheldPlace { field: fact.field, span: fact.span });
        }
        for allowed in &vault.settings.allow_terms {
            builder.allow(&allowed.term.value);
        }
        Withheld { list: builder.build(), places }
    }
}

fn is_withheld<T, L: Reader>(hidden: bool, _: &Labeled<T, L>, audience: Audience) -> bool {
    hidden || !L::AUDIENCE.reaches(audience)
}

/// Whether a name is unlike ordinary words: `ana` is not searched for, `ana@x.example`,
/// `INT-1234` and `sap-basic` are.
fn is_distinctive(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_marked = text.chars().any(|c| c.is_numeric() || matches!(c, '@' | '-' | '_' | ' '));
    text.chars().count() >= 6 && has_letter && is_marked
}
