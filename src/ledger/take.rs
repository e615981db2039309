//! Editions to snapshots. What is written down is either cleared for the audience, in its type, or
//! stands in the view of an audience that alone has it.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use crate::audience::{Client, Engineering, Prospect, Reader, Sales};
use crate::vault::declassify::Window;
use crate::vault::edition::{
    BlockView, ClientEntry, ClientPage, DecisionView, EngineeringEntry, ExtraView, Html,
    InsiderEntry, Number, PictureView, RequestView, RiceView, SharedEntry, Site, Tag, ThemeView,
};
use crate::vault::{Cleared, Edition, HasView, View as _, slug};

use super::snapshot::{Document, SiteWords, Snapshot, Span, Text, Word};

/// An audience whose edition can be kept.
pub trait Recorded: HasView {
    /// The entries and themes that it can read.
    fn documents(view: &Self::View) -> (Vec<Document>, Vec<Document>);
}

impl Snapshot {
    /// What the readers of an edition can read.
    pub fn take<A: Recorded>(edition: &Edition<A>) -> Snapshot {
        let (entries, themes) = A::documents(edition.view());
        Snapshot { audience: A::AUDIENCE, site: site_words(edition.view().site()), entries, themes }
    }
}

impl Recorded for Client {
    fn documents(view: &Self::View) -> (Vec<Document>, Vec<Document>) {
        (view.entries.iter().map(client).collect(), view.themes.iter().map(theme).collect())
    }
}

impl Recorded for Sales {
    fn documents(view: &Self::View) -> (Vec<Document>, Vec<Document>) {
        let entries = view.entries.iter().map(|entry| insider(entry).document());
        (entries.collect(), view.themes.iter().map(theme).collect())
    }
}

impl Recorded for Engineering {
    fn documents(view: &Self::View) -> (Vec<Document>, Vec<Document>) {
        (view.entries.iter().map(engineering).collect(), view.themes.iter().map(theme).collect())
    }
}

/// What a share tells beyond the client edition, which is kept by itself.
impl Recorded for Prospect {
    fn documents(view: &Self::View) -> (Vec<Document>, Vec<Document>) {
        (view.entries.iter().map(shared).collect(), Vec::new())
    }
}

/// A document as it is put together, of values that are cleared for `A`.
struct Draft<A> {
    document: Document,
    audience: PhantomData<fn() -> A>,
}

impl<A: Reader> Draft<A> {
    fn new(title: &Cleared<String, A>, path: &Cleared<String, A>) -> Draft<A> {
        let document = Document {
            path: path.get().clone(),
            id: None,
            former: Vec::new(),
            title: title.get().clone(),
            horizon: None,
            window: None,
            facts: BTreeMap::new(),
            texts: Vec::new(),
        };
        Draft { document, audience: PhantomData }
    }

    fn former(&mut self, addresses: &[Cleared<String, A>]) {
        self.document.former = addresses.iter().map(|address| address.get().clone()).collect();
    }

    /// A value in words. Takes a function pointer, not a closure: nothing else can be carried in.
    fn fact<T>(&mut self, key: &str, value: Option<&Cleared<T, A>>, words: fn(&T) -> String) {
        if let Some(value) = value {
            self.words(key, vec![words(value.get())]);
        }
    }

    fn facts<T>(&mut self, key: &str, values: &[Cleared<T, A>], words: fn(&T) -> String) {
        self.words(key, values.iter().map(|value| words(value.get())).collect());
    }

    fn text(&mut self, key: &str, value: Option<&Cleared<String, A>>) {
        self.fact(key, value, String::clone);
    }

    fn tag(&mut self, key: &str, value: Option<&Cleared<Tag, A>>) {
        self.fact(key, value, |tag| tag.label.to_owned());
    }

    fn words(&mut self, key: &str, words: Vec<String>) {
        if !words.is_empty() {
            self.document.facts.insert(key.to_owned(), words);
        }
    }

    fn horizon(&mut self, horizon: Option<&Cleared<Tag, A>>) {
        let word = |tag: &Tag| Word { key: tag.key.to_owned(), label: tag.label.to_owned() };
        self.document.horizon = horizon.map(|horizon| word(horizon.get()));
    }

    fn window(&mut self, window: Option<&Cleared<Window, A>>) {
        let span = |window: &Window| Span { label: window.label().to_owned(), until: window.end() };
        self.document.window = window.map(|window| span(window.get()));
    }

    fn block(&mut self, readers: Option<&Tag>, html: &Cleared<Html, A>) {
        let readers = readers.map(|readers| readers.key.to_owned());
        self.document.texts.push(Text { readers, html: html.get().as_str().to_owned() });
    }

    fn blocks(&mut self, blocks: &[BlockView<A>]) {
        for block in blocks {
            self.block(Some(&block.audience), &block.html);
        }
    }

    fn document(self) -> Document {
        self.document
    }
}

/// What stands in the view of engineering alone is not cleared one by one: nothing is withheld.
impl Draft<Engineering> {
    fn open(&mut self, key: &str, words: Vec<String>) {
        self.words(key, words);
    }
}

fn site_words(site: &Site) -> SiteWords {
    SiteWords {
        product: site.product.clone(),
        tagline: site.tagline.clone(),
        disclaimer: site.disclaimer.as_str().to_owned(),
        feedback: site.feedback.clone(),
    }
}

fn client(entry: &ClientEntry) -> Document {
    let mut draft = Draft::<Client>::new(&entry.title, &entry.url);
    draft.former(&entry.former);
    draft.horizon(entry.horizon.as_ref());
    draft.window(entry.window.as_ref());
    draft.text("summary", entry.summary.as_ref());
    draft.text("problem", entry.problem.as_ref());
    draft.facts("search_words", &entry.search_words, String::clone);
    draft.fact("picture", entry.picture.as_ref(), picture);
    draft.tag("status", Some(&entry.status));
    draft.fact("theme", entry.theme.as_ref(), |theme| theme.title.clone());
    draft.text("availability", entry.availability.as_ref());
    draft.fact("shipped", entry.shipped.as_ref(), |month| month.label.clone());
    entry.blocks.iter().for_each(|block| draft.block(None, block));
    draft.document()
}

/// Its place on the page is named by its title, as it has no page of its own.
fn shared(entry: &SharedEntry) -> Document {
    let path = entry.title.derive(|title| shared_path(title));
    let mut draft = Draft::<Prospect>::new(&entry.title, &path);
    draft.window(entry.window.as_ref());
    draft.tag("status", Some(&entry.status));
    draft.block(None, &entry.html);
    draft.document()
}

/// Where an entry stands on the page of a share.
pub fn shared_path(title: &str) -> String {
    format!("#{}", slug(title))
}

fn theme<A: Reader>(theme: &ThemeView<A>) -> Document {
    let mut draft = Draft::<A>::new(&theme.title, &theme.url);
    draft.former(&theme.former);
    draft.text("problem", theme.problem.as_ref());
    // Clients are not told for whom a text is marked: all they read is marked for them.
    match A::AUDIENCE {
        crate::audience::Audience::Client => {
            theme.blocks.iter().for_each(|block| draft.block(None, &block.html));
        }
        crate::audience::Audience::Sales | crate::audience::Audience::Engineering => {
            draft.blocks(&theme.blocks);
        }
    }
    draft.document()
}

fn insider<A: Reader>(entry: &InsiderEntry<A>) -> Draft<A> {
    let mut draft = Draft::<A>::new(&entry.title, &entry.url);
    draft.former(&entry.former);
    draft.horizon(entry.horizon.as_ref());
    draft.window(entry.window.as_ref());
    draft.text("summary", entry.summary.as_ref());
    draft.text("problem", entry.detail.problem.as_ref());
    draft.facts("search_words", &entry.detail.search_words, String::clone);
    draft.fact("picture", entry.picture.as_ref(), picture);
    draft.tag("stage", Some(&entry.stage));
    draft.tag("badge", Some(&entry.badge));
    draft.fact("theme", entry.theme.as_ref(), |theme| theme.title.clone());
    draft.text("availability", entry.availability.as_ref());
    draft.fact("shipped", entry.shipped.as_ref(), |day| day.label.clone());
    draft.tag("confidence", entry.confidence.as_ref());
    if entry.confidential {
        draft.words("confidential", vec!["yes".to_owned()]);
    }
    draft.text("owner", entry.owner.as_ref());
    draft.text("team", entry.team.as_ref());
    draft.tag("origin", entry.origin.as_ref());
    draft.fact("phase", entry.phase.as_ref(), u32::to_string);
    draft.facts("tags", &entry.tags, String::clone);
    let detail = &entry.detail;
    draft.facts("requests", &detail.requests, request);
    draft.fact("decision", detail.decision.as_ref(), decision);
    let talk = detail.talk.as_ref();
    let say = |talk: &Cleared<_, A>| {
        talk.derive(|talk: &crate::vault::edition::TalkView| {
            [&talk.say, &talk.note, &talk.dont_say, &talk.workaround].map(Clone::clone)
        })
    };
    if let Some(said) = talk.map(say) {
        for (key, words) in ["say", "note", "dont_say", "workaround"].into_iter().zip(said.get()) {
            draft.words(key, words.clone().into_iter().collect());
        }
    }
    if let Some(ClientPage { path, .. }) = &entry.client {
        draft.words("client_page", vec![path.clone()]);
    }
    draft.text("client_title", detail.client_title.as_ref());
    draft.text("client_summary", detail.client_summary.as_ref());
    draft.text("client_problem", detail.client_problem.as_ref());
    draft.fact("client_picture", detail.client_picture.as_ref(), picture);
    draft.facts("client_search_words", &detail.client_search_words, String::clone);
    draft.text("client_slug", detail.client_slug.as_ref());
    draft.facts("client_aliases", &detail.client_aliases, String::clone);
    draft.blocks(&detail.blocks);
    draft
}

fn engineering(entry: &EngineeringEntry) -> Document {
    let mut draft = insider(&entry.insider);
    draft.document.id = Some(entry.id.clone());
    draft.open("visibility", vec![entry.visibility.label.to_owned()]);
    draft.text("target", entry.target.as_ref());
    draft.fact("effort", entry.effort.as_ref(), number);
    draft.facts("codenames", &entry.codenames, String::clone);
    draft.fact("reviewed_on", entry.reviewed_on.as_ref(), |day| day.label.clone());
    let detail = &entry.detail;
    draft.fact("rice", detail.rice.as_ref(), rice);
    draft.open("depends_on", detail.depends_on.iter().map(|it| it.title.clone()).collect());
    draft.tag("client_horizon", detail.client_horizon.as_ref());
    draft.facts("extra", &detail.extra, |ExtraView { key, value }| format!("{key}: {value}"));
    draft.document()
}

/// Its words, and its name, which is made from its bytes: another picture has another one.
fn picture(picture: &PictureView) -> String {
    let name = picture.src.rsplit('/').next().unwrap_or_default();
    format!("{} ({name})", picture.alt)
}

fn request(request: &RequestView) -> String {
    let mut words = vec![request.account.clone()];
    words.extend(request.by.as_ref().map(|by| format!("by {by}")));
    words.extend(request.value.clone());
    words.extend(request.blocker.then(|| "a sale hangs on it".to_owned()));
    words.extend(request.asked_on.as_ref().map(|day| day.label.clone()));
    words.join(", ")
}

fn decision(decision: &DecisionView) -> String {
    let mut words = vec![decision.outcome.label.to_owned()];
    words.extend(decision.reason.clone());
    words.extend(decision.revisit_when.as_ref().map(|when| format!("revisit: {when}")));
    words.extend(decision.by.as_ref().map(|by| format!("by {by}")));
    words.extend(decision.on.as_ref().map(|day| day.label.clone()));
    words.join("; ")
}

fn rice(rice: &RiceView) -> String {
    let [reach, impact, confidence, effort, score] =
        [&rice.reach, &rice.impact, &rice.confidence, &rice.effort, &rice.score].map(number);
    format!("{score} (reach {reach}, impact {impact}, confidence {confidence}, effort {effort})")
}

fn number(number: &Number) -> String {
    number.0.to_string()
}
