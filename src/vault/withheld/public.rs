//! What is no secret although it is withheld somewhere: what the same readers see elsewhere.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::addresses::{addresses, host};
use super::collect::{Collector, Fact, Manner};
use super::kind::{Group, Kind};

/// From so many documents on, a host is one to which readers are sent anyway. In 484 shown entries of
/// a public project, 9 addresses of other hosts are in hidden and in shown texts.
const SENT: usize = 3;

/// A heading that so many documents have is one of a form that they fill in.
const SHARED: usize = 2;

/// Names and addresses that say nothing.
pub struct Public {
    hosts: HashSet<String>,
    headings: HashSet<String>,
    labels: HashSet<String>,
}

impl Public {
    /// Gathers them; `labels` are the values that the same site shows by label.
    pub fn of(collector: &Collector<'_>, labels: &BTreeSet<String>) -> Public {
        Public {
            hosts: public_hosts(collector),
            headings: shared_headings(collector),
            labels: labels.iter().map(|label| normal(label)).collect(),
        }
    }

    /// Whether it betrays nothing that a site holds what a fact says.
    pub fn holds(&self, collector: &Collector<'_>, fact: &Fact) -> bool {
        let is_said = || !fact.kind.is_never_excused() && self.labels.contains(&normal(&fact.text));
        let is_public = match fact.kind {
            Kind::Address => self.hosts.contains(&host(&fact.text)),
            Kind::Heading => self.headings.contains(&normal(&fact.text)) || is_said(),
            _ => is_said(),
        };
        // The digits of an amount are nothing by themselves.
        let is_name = !matches!(fact.manner, Manner::Text | Manner::Amount(_));
        is_public || is_name && is_shown(collector, fact)
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

/// Hosts to which shown text sends its readers anyway: linked from several documents.
fn public_hosts(collector: &Collector<'_>) -> HashSet<String> {
    let hosts = |texts: &Vec<String>| -> HashSet<String> {
        let hosts = |text: &String| {
            addresses(text).into_iter().map(|range| host(&text[range])).collect::<Vec<_>>()
        };
        texts.iter().flat_map(hosts).collect()
    };
    in_documents(SENT, collector.beside.iter().map(hosts))
}

/// Headings that several documents have in hidden text.
fn shared_headings(collector: &Collector<'_>) -> HashSet<String> {
    let mut documents: Vec<HashSet<String>> = vec![HashSet::new(); collector.beside.len()];
    for fact in collector.facts.iter().filter(|fact| fact.kind == Kind::Heading) {
        documents[fact.document].insert(normal(&fact.text));
    }
    in_documents(SHARED, documents)
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
