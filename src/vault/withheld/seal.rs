//! Seals what was collected: from here on it can be searched for, and not read.

use std::convert::Infallible;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::kept::hash_of;
use crate::scan::{ScanList, ScanListBuilder, Sought, SoughtText};
use crate::vault::kept_files::HashedList;

use super::addresses::host;
use super::collect::{Collector, Fact};
use super::kind::Kind;
use super::{Added, Withheld, WithheldPlace};

impl Collector<'_> {
    /// The list of what was collected.
    pub fn seal(mut self) -> Withheld {
        let public = self.public_hosts();
        self.facts.retain(|fact| fact.kind != Kind::Address || !public.contains(&host(&fact.text)));
        // Of equal strings the first stands: the one that is excused least.
        self.facts.sort_by_cached_key(|fact| {
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
        let kept = Arc::clone(&self.vault.kept);
        if !kept.searched.is_on() {
            let list = Arc::new(self.list(facts.iter().map(|fact| (*fact, None))));
            return Withheld { list, places, hash: None, added: None, kept };
        }
        let hashes = self.hashes(&facts);
        let hash = self.hash(&hashes);
        let hashed = || facts.iter().zip(&hashes).map(|(fact, hash)| (*fact, Some(*hash)));
        let before = kept.asked.before(self.audience);
        let list = match before.as_ref().filter(|before| before.hash == hash) {
            Some(same) => Arc::clone(&same.list),
            None => Arc::new(self.list(hashed())),
        };
        // Which terms are allowed does not matter: files in which they excused something are searched
        // anew, and what they excuse from now on is no find either.
        let added = before.and_then(|before| {
            let is_new = |(_, hash): &(&Fact, Option<Hash>)| {
                hash.is_none_or(|hash| !before.facts.contains(&hash))
            };
            let part = self.builder(hashed().filter(is_new)).build();
            Some(Added { since: before.hash, sought: Sought::of(&part, &list)? })
        });
        let facts = hashes.into_iter().collect();
        let asked = HashedList { list: Arc::clone(&list), hash, facts };
        kept.asked.ask(self.audience, Arc::new(asked));
        Withheld { list, places, hash: Some(hash), added, kept }
    }

    /// What is looked for, and what is allowed; the numbers are places in `facts`.
    fn list<'a>(&'a self, facts: impl Iterator<Item = (&'a Fact, Option<Hash>)>) -> ScanList {
        let mut builder = self.builder(facts);
        for (number, allowed) in self.vault.settings.allow_terms.iter().enumerate() {
            builder.allow(number, &allowed.term.value);
        }
        builder.build()
    }

    /// What is looked for. Texts with a hash are read once for all builds of a preview.
    fn builder<'a>(
        &'a self,
        facts: impl Iterator<Item = (&'a Fact, Option<Hash>)>,
    ) -> ScanListBuilder {
        let mut builder = ScanList::builder();
        for (id, (fact, hash)) in facts.enumerate() {
            match fact.is_phrase {
                true if fact.kind.is_never_allowed() => builder.phrase_always(id, &fact.text),
                true => builder.phrase(id, &fact.text),
                false => builder.text(id, &self.sought(fact, hash)),
            }
        }
        builder
    }

    fn sought(&self, fact: &Fact, hash: Option<Hash>) -> Arc<SoughtText> {
        let read = || {
            let beside: Vec<_> = self.beside[fact.document].iter().map(String::as_str).collect();
            Ok::<_, Infallible>(Arc::new(SoughtText::of(&fact.text, &beside)))
        };
        let texts = &self.vault.kept.texts;
        let Ok(text) = match hash {
            Some(hash) => texts.get_or_make(|| hash, read),
            None => read(),
        };
        text
    }

    /// For each fact the hash of all that decides where it is found.
    fn hashes(&self, facts: &[&Fact]) -> Vec<Hash> {
        let beside =
            |texts: &Vec<String>| hash_of(&texts.iter().map(String::as_bytes).collect::<Vec<_>>());
        let beside: Vec<Hash> = self.beside.par_iter().map(beside).collect();
        let hash = |fact: &&Fact| {
            let Fact { kind, span: _, text, is_phrase, document } = fact;
            // The kind decides whether a find may be chance.
            let head = format!("{kind:?} {is_phrase}");
            let beside = if *is_phrase { &[][..] } else { beside[*document].as_bytes() };
            hash_of(&[head.as_bytes(), text.as_bytes(), beside])
        };
        facts.par_iter().map(hash).collect()
    }

    /// The hash of all that decides what is found in a file.
    fn hash(&self, facts: &[Hash]) -> Hash {
        let allowed = &self.vault.settings.allow_terms;
        let allowed: Vec<_> = allowed.iter().map(|allowed| allowed.term.value.as_bytes()).collect();
        let allowed = hash_of(&allowed);
        hash_of(
            &facts.iter().chain([&allowed]).map(|hash| &hash.as_bytes()[..]).collect::<Vec<_>>(),
        )
    }
}
