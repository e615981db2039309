//! What is no secret although it is withheld somewhere: what the same readers see elsewhere.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::addresses::{addresses, host, is_known_to_all, is_public_host_alone};
use super::collect::{Collector, Fact, Manner};
use super::common::{Texts, common};
use super::kind::{Group, Kind};
use super::other_names::in_words;

/// From so many documents on, a host is one to which readers are sent anyway. In 484 shown entries of
/// a public project, 9 addresses of other hosts are in hidden and in shown texts.
pub const SENT: usize = 3;

/// A heading that so many documents have is one of a form that they fill in.
const SHARED: usize = 2;

/// A public host without port or path that so many documents name, shown or hidden, is no secret.
const NAMED: usize = 3;

/// A value may be so many times as long as the label that it is equal to, by its spaces.
const LOOSE: usize = 4;

/// Names and addresses that say nothing.
pub struct Public {
    hosts: HashSet<String>,
    named_hosts: HashSet<String>,
    headings: HashSet<String>,
    labels: HashSet<String>,
    /// The length of the longest of them, in bytes.
    longest: usize,
}

impl Public {
    /// Gathers them; `labels` are the values that the same site shows by label.
    pub fn of(collector: &Collector<'_>, labels: &BTreeSet<String>) -> Public {
        let hosts: Vec<HashSet<String>> =
            collector.beside.iter().map(|texts| hosts_in(texts)).collect();
        Public {
            hosts: in_documents(SENT, hosts.iter().cloned()),
            named_hosts: named_hosts(collector, hosts),
            headings: shared_headings(collector),
            labels: labels.iter().map(|label| normal(label)).collect(),
            longest: labels.iter().map(String::len).max().unwrap_or(0),
        }
    }

    /// Whether it betrays nothing that a site holds what a fact says.
    pub fn holds(&self, collector: &Collector<'_>, fact: &Fact) -> bool {
        // Nearly all texts are too long to be a label, whatever their spaces and letters.
        let may_be_label = fact.text.len() <= self.longest * LOOSE;
        let is_said = || may_be_label && self.says(fact);
        let is_public = match fact.kind {
            Kind::Address => self.is_known(&fact.text),
            Kind::Heading => self.headings.contains(&normal(&fact.text)) || is_said(),
            _ => is_said(),
        };
        let is_shown = match &fact.manner {
            Manner::Phrase | Manner::Other(_) => is_shown(collector, fact),
            // The digits of an amount are nothing by themselves.
            Manner::Amount(currencies) => {
                let amount = in_words(&fact.text, currencies);
                collector.shown.contains(&(fact.kind.group(), amount))
            }
            // Entries may share a picture, with its words.
            Manner::Text => fact.kind == Kind::PictureWords && is_shown(collector, fact),
        };
        is_public || is_shown
    }

    /// Whether the same site says it by label, as a whole.
    fn says(&self, fact: &Fact) -> bool {
        !fact.kind.is_never_excused() && self.labels.contains(&normal(&fact.text))
    }

    fn is_known(&self, address: &str) -> bool {
        let host = host(address);
        self.hosts.contains(&host)
            || is_known_to_all(address)
            || is_public_host_alone(address) && self.named_hosts.contains(&host)
    }
}

/// Whether the audience reads the same name elsewhere, or the same address beside it.
fn is_shown(collector: &Collector<'_>, fact: &Fact) -> bool {
    let name = fact.text.to_lowercase();
    match fact.kind {
        Kind::Address | Kind::ImageName => {
            let site = &collector.vault.settings;
            let public = [Some(&site.disclaimer.value), site.feedback.as_ref()];
            let beside = collector.beside[fact.document].iter().chain(public.into_iter().flatten());
            beside.map(|text| text.to_lowercase()).any(|text| text.contains(&name))
                || collector.shown.contains(&(Group::Person, name))
        }
        kind => collector.shown.contains(&(kind.group(), name)),
    }
}

/// Hosts to which the shown texts of a document send its readers.
fn hosts_in(texts: &[String]) -> HashSet<String> {
    let hosts = |text: &String| {
        addresses(text).into_iter().map(|range| host(&text[range])).collect::<Vec<_>>()
    };
    texts.iter().flat_map(hosts).collect()
}

/// Hosts that several documents name: in shown text, these, and in hidden text.
fn named_hosts(collector: &Collector<'_>, shown: Vec<HashSet<String>>) -> HashSet<String> {
    let mut documents = shown;
    for fact in collector.facts.iter().filter(|fact| fact.kind == Kind::Address) {
        documents[fact.document].insert(host(&fact.text));
    }
    in_documents(NAMED, documents)
}

/// Headings that are terms: several documents have them in hidden text, or as running text, or the
/// document itself shows their words.
fn shared_headings(collector: &Collector<'_>) -> HashSet<String> {
    let headings: Vec<&Fact> =
        collector.facts.iter().filter(|fact| fact.kind == Kind::Heading).collect();
    let mut documents: Vec<HashSet<String>> = vec![HashSet::new(); collector.beside.len()];
    for fact in &headings {
        documents[fact.document].insert(normal(&fact.text));
    }
    let mut shared = in_documents(SHARED, documents);
    let rest: Vec<(&str, usize)> = headings
        .iter()
        .filter(|fact| !shared.contains(&normal(&fact.text)))
        .map(|fact| (fact.text.as_str(), fact.document))
        .collect();
    let mut texts: Vec<Texts> =
        (collector.beside.iter()).map(|shown| Texts { hidden: Vec::new(), shown }).collect();
    for fact in collector.facts.iter().filter(|fact| fact.manner == Manner::Text) {
        texts[fact.document].hidden.push(&fact.text);
    }
    let common = common(&rest, &texts);
    shared.extend(common.into_iter().map(|at| normal(rest[at].0)));
    shared
}

/// What is in so many documents or more; each counts once, however often it repeats itself.
fn in_documents(
    least: usize,
    documents: impl IntoIterator<Item = HashSet<String>>,
) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in documents.into_iter().flatten() {
        *counts.entry(text).or_default() += 1;
    }
    counts.retain(|_, count| *count >= least);
    counts.into_keys().collect()
}

/// A value as values are compared: in small letters, with single spaces.
pub fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
