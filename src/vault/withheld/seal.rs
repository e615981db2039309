//! Seals what was collected: from here on it can be searched for, and not read.

use std::convert::Infallible;
use std::sync::Arc;

use blake3::{Hash, Hasher};

use crate::kept::add_part;
use crate::scan::ScanList;

use super::addresses::host;
use super::collect::{Collector, Fact};
use super::kind::Kind;
use super::{Withheld, WithheldPlace};

impl Collector<'_> {
    /// The list of what was collected.
    pub fn seal(mut self) -> Withheld {
        let public = self.public_hosts();
        self.facts.retain(|fact| fact.kind != Kind::Address || !public.contains(&host(&fact.text)));
        // Of equal strings the first stands: the one that is excused least.
        self.facts.sort_by_key(|fact| {
            let kind = fact.kind;
            let chance = [false, true].map(|written| kind.may_be_chance(&fact.text, written));
            (!kind.is_never_allowed(), !kind.is_never_excused(), chance, !kind.is_somebody())
        });
        let facts: Vec<&Fact> =
            self.facts.iter().filter(|fact| !fact.is_phrase || !self.is_shown(fact)).collect();
        let place = |fact: &&Fact| {
            let chance = |written| fact.kind.may_be_chance(&fact.text, written);
            WithheldPlace {
                kind: fact.kind,
                span: fact.span,
                may_be_chance: [false, true].map(chance),
            }
        };
        let places = facts.iter().map(place).collect();
        let hash = self.hash(&facts);
        let kept = Arc::clone(&self.vault.kept);
        let Ok(list) =
            kept.lists.get_or_make(|| hash, || Ok::<_, Infallible>(Arc::new(self.list(&facts))));
        Withheld { list, places, hash, kept }
    }

    /// What is looked for; the numbers are places in `facts`.
    fn list(&self, facts: &[&Fact]) -> ScanList {
        let mut builder = ScanList::builder();
        for (id, fact) in facts.iter().enumerate() {
            let beside = || self.beside[fact.document].iter().map(String::as_str);
            match fact.is_phrase {
                true if fact.kind.is_never_allowed() => builder.phrase_always(id, &fact.text),
                true => builder.phrase(id, &fact.text),
                false => builder.text(id, &fact.text, &beside().collect::<Vec<_>>()),
            }
        }
        for (number, allowed) in self.vault.settings.allow_terms.iter().enumerate() {
            builder.allow(number, &allowed.term.value);
        }
        builder.build()
    }

    /// The hash of all that decides what is found.
    fn hash(&self, facts: &[&Fact]) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(&facts.len().to_le_bytes());
        for fact in facts {
            let Fact { kind, span: _, text, is_phrase, document } = fact;
            let beside = if *is_phrase { &[][..] } else { &self.beside[*document] };
            // The kind decides whether a find may be chance.
            let head = format!("{kind:?} {is_phrase} {}", beside.len());
            add_part(&mut hasher, head.as_bytes());
            add_part(&mut hasher, text.as_bytes());
            beside.iter().for_each(|text| add_part(&mut hasher, text.as_bytes()));
        }
        for allowed in &self.vault.settings.allow_terms {
            add_part(&mut hasher, allowed.term.value.as_bytes());
        }
        hasher.finalize()
    }
}
