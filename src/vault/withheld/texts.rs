//! Texts and free fields, with the addresses in them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::Span;

use super::addresses::{addresses, addresses_of, hosts_named, inner_host, named_host};
use super::collect::{Collector, Fact, Manner};
use super::kind::{Certainty, Kind};
use super::other_names::is_distinctive;
use super::public::SENT;

/// A free value of so many words is a text, of which parts may be copied.
const SENTENCE: usize = 8;

impl Collector<'_> {
    /// A free field, and each part of a list or mapping in it.
    pub(super) fn extra(&mut self, span: Span, (key, value): &(String, String)) {
        let is_text = value.split_whitespace().count() >= SENTENCE;
        if is_text {
            self.text_fact(Kind::ExtraValue, span, value);
        }
        for address in addresses(value).into_iter().filter(|_| !is_text) {
            self.address(span, value, &address);
        }
        let whole = std::iter::once(value.as_str()).filter(|_| !is_text);
        let parts = value.split(", ").flat_map(|part| part.split(": "));
        let names = whole.chain(parts).map(|name| (name, Kind::ExtraValue));
        for (name, kind) in names.chain([(key.as_str(), Kind::ExtraKey)]) {
            if is_distinctive(name) {
                self.name(kind, span, name);
            }
        }
    }

    /// A text, with the addresses in it.
    pub(super) fn text_fact(&mut self, kind: Kind, span: Span, text: &str) {
        for address in addresses(text) {
            // A body is kept as it stands, so its addresses have places of their own.
            let is_body = matches!(kind, Kind::Body(_));
            let start = if is_body { span.start as usize + address.start } else { 0 };
            let here = Span::new(span.file, start..start + address.len());
            let span = if is_body { here } else { span };
            self.address(span, text, &address);
        }
        self.push(kind, span, text.to_owned(), Manner::Text);
    }

    /// Addresses without `://` in hidden texts, of hosts that other hidden addresses have. Where
    /// several documents show readers such a name, it is one that everybody knows.
    pub(super) fn addresses_of_known_hosts(&mut self) {
        let named = self.facts.iter().filter(|fact| fact.kind == Kind::Address);
        let mut hosts: HashSet<String> = named.filter_map(|fact| named_host(&fact.text)).collect();
        if hosts.is_empty() {
            return;
        }
        let mut shown: HashMap<String, usize> = HashMap::new();
        for texts in &self.beside {
            let named = texts.iter().flat_map(|text| hosts_named(text, &hosts));
            for host in named.collect::<HashSet<String>>() {
                *shown.entry(host).or_default() += 1;
            }
        }
        hosts.retain(|host| shown.get(host).is_none_or(|count| *count < SENT));
        let texts = self.facts.iter().filter(|fact| fact.manner == Manner::Text);
        let found = texts.flat_map(|fact| {
            let ranges = addresses_of(&fact.text, &hosts).into_iter();
            ranges.map(move |range| {
                let is_body = matches!(fact.kind, Kind::Body(_));
                let start = fact.span.start as usize + range.start;
                let here = Span::new(fact.span.file, start..start + range.len());
                Fact {
                    kind: Kind::Address,
                    span: if is_body { here } else { fact.span },
                    text: fact.text[range].to_owned(),
                    manner: Manner::Phrase,
                    document: fact.document,
                    around: fact.around,
                }
            })
        });
        let found: Vec<Fact> = found.collect();
        self.facts.extend(found);
    }

    /// An address in a text, and its host if that is secret by itself.
    fn address(&mut self, span: Span, text: &str, address: &Range<usize>) {
        self.push(Kind::Address, span, text[address.clone()].to_owned(), Manner::Phrase);
        if let Some(host) = inner_host(text, address) {
            let certainty = Manner::Other(Certainty::OfKind);
            self.push(Kind::Address, span, text[host].to_owned(), certainty);
        }
    }
}
