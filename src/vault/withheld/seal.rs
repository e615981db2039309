//! Seals what was collected: from here on it can be searched for, and not read.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::diagnostic::{FileId, Span};
use crate::kept::hash_of;
use crate::scan::{ScanList, ScanListBuilder, ShownTexts, Sought, SoughtText, public_runs};
use crate::vault::kept_files::{HashedList, KeptFiles};

use super::collect::{Collector, Fact, Manner};
use super::kind::Kind;
use super::public::{Public, normal};
use super::{Added, SplitFind, Withheld, WithheldPlace};

impl Collector<'_> {
    /// The list of what was collected; `labels` are the values that the same site shows by label.
    pub fn seal(mut self, labels: &BTreeSet<String>) -> Withheld {
        let public = Public::of(&self, labels);
        // Of equal strings the first stands: the one that is excused least.
        self.facts.sort_by_cached_key(|fact| {
            let kind = fact.kind;
            let chance = fact.may_be_chance();
            (!kind.is_never_allowed(), !kind.is_never_excused(), chance, !kind.is_somebody())
        });
        let facts: Vec<&Fact> =
            self.facts.iter().filter(|fact| !public.holds(&self, fact)).collect();
        let place = |fact: &&Fact| WithheldPlace {
            kind: fact.kind,
            span: fact.span,
            may_be_chance: fact.may_be_chance(),
            is_other_name: matches!(fact.manner, Manner::Other(_) | Manner::Amount(_)),
        };
        let places = facts.iter().map(place).collect();
        let kept = Arc::clone(&self.vault.kept);
        let sealing = Sealing::of(&self, facts);
        // A preview searches the pages of shares anew each time: they are few.
        if !kept.searched.is_on() || self.share.is_some() {
            let list = Arc::new(sealing.list());
            let split = sealing.split(&list);
            return Withheld { list, places, split, hash: None, added: None, kept };
        }
        let hash = sealing.hash();
        let before = kept.asked.before(self.audience);
        let list = match before.as_ref().filter(|before| before.hash == hash) {
            Some(same) => Arc::clone(&same.list),
            None => Arc::new(sealing.list()),
        };
        let split = sealing.split(&list);
        let added = before.and_then(|before| sealing.added(&before, &list));
        let Sealing { hashes, public, .. } = sealing;
        let facts = hashes.into_iter().collect();
        let asked = HashedList { list: Arc::clone(&list), hash, facts, public };
        kept.asked.ask(self.audience, Arc::new(asked));
        Withheld { list, places, split, hash: Some(hash), added, kept }
    }
}

/// What is looked for, read and ready to be made a list; the numbers are places in `facts`.
struct Sealing<'a> {
    collector: &'a Collector<'a>,
    facts: Vec<&'a Fact>,
    /// For each fact the hash of all that decides where it is found, if searches are kept.
    hashes: Vec<Hash>,
    /// What is looked for of each text.
    sought: Vec<Option<Arc<SoughtText>>>,
    /// What each document shows.
    shown: Vec<Arc<ShownTexts>>,
    /// Runs of words that are no secret.
    public: Vec<u64>,
}

impl<'a> Sealing<'a> {
    fn of(collector: &'a Collector<'a>, facts: Vec<&'a Fact>) -> Sealing<'a> {
        let kept = &collector.vault.kept;
        let is_kept = kept.searched.is_on();
        let beside: Vec<Hash> = match is_kept {
            true => collector.beside.par_iter().map(|texts| hash_of_texts(texts)).collect(),
            false => Vec::new(),
        };
        let around: Vec<Hash> = match is_kept {
            true => collector.around.par_iter().map(|texts| hash_of_texts(texts)).collect(),
            false => Vec::new(),
        };
        let hashes: Vec<Hash> = match is_kept {
            true => facts.par_iter().map(|fact| hash_of_fact(fact, &beside, &around)).collect(),
            false => Vec::new(),
        };
        let shown: Vec<Arc<ShownTexts>> = (collector.beside.par_iter().enumerate())
            .map(|(at, texts)| {
                let read = || Ok(Arc::new(ShownTexts::of(texts)));
                sure(kept.shown.get_or_make(|| beside[at], read))
            })
            .collect();
        let shown_around: Vec<ShownTexts> =
            collector.around.par_iter().map(|texts| ShownTexts::of(texts)).collect();
        let shown_beside = |fact: &Fact| match fact.around {
            Some(at) => &shown_around[at],
            None => &*shown[fact.document],
        };
        let sought: Vec<Option<Arc<SoughtText>>> = (facts.par_iter().enumerate())
            .map(|(at, fact)| {
                let hash = || hashes[at];
                (fact.manner == Manner::Text).then(|| sought(fact, shown_beside(fact), kept, hash))
            })
            .collect();
        let mut documents: Vec<(Vec<&SoughtText>, &ShownTexts)> =
            shown.iter().map(|shown| (Vec::new(), &**shown)).collect();
        for (fact, sought) in facts.iter().zip(&sought) {
            documents[fact.document].0.extend(sought.as_deref());
        }
        let public = public_runs(&documents);
        Sealing { collector, facts, hashes, sought, shown, public }
    }

    /// What begins in one shown text of a document and ends in the next: no file may have it in a
    /// row.
    fn split(&self, list: &ScanList) -> Vec<SplitFind> {
        let files = self.collector.files.iter().zip(&self.shown);
        let of_file = |(file, shown): (&Option<FileId>, &Arc<ShownTexts>)| {
            let file = (*file)?;
            let found = list.scan_joins(shown).into_iter();
            Some(found.map(move |(hit, words)| SplitFind { file, hit, words }))
        };
        files.filter_map(of_file).flatten().collect()
    }

    /// What is looked for, but for what is no secret, and what is allowed.
    fn list(&self) -> ScanList {
        let mut builder = self.builder(0..self.facts.len());
        builder.public(&self.public);
        let allowed = &self.collector.vault.settings.allow_terms;
        let names = Names::of(if allowed.is_empty() { &[] } else { &self.facts });
        for (number, allowed) in allowed.iter().enumerate() {
            builder.allow(number, &allowed.term.value);
            // Whoever allows a name allows the other names of the same.
            for text in names.others(&allowed.term.value) {
                builder.allow(number, text);
            }
        }
        builder.build()
    }

    /// What is looked for beside what an earlier list did.
    ///
    /// Which terms are allowed does not matter: files in which they excused something are searched
    /// anew, and what they excuse from now on is no find either.
    fn added(&self, before: &HashedList, list: &ScanList) -> Option<Added> {
        let is_new = |at: &usize| !before.facts.contains(&self.hashes[*at]);
        let part = self.builder((0..self.facts.len()).filter(is_new)).build();
        // What was no secret then was passed over then.
        let is_secret = |run: &u64| self.public.binary_search(run).is_err();
        let revealed = before.public.iter().copied().filter(is_secret);
        let sought = Sought::of(&part, list)?.and_runs(revealed);
        Some(Added { since: before.hash, sought })
    }

    fn builder(&self, facts: impl Iterator<Item = usize>) -> ScanListBuilder {
        let mut builder = ScanList::builder();
        for id in facts {
            let Fact { kind, text, manner, .. } = self.facts[id];
            let always = kind.is_never_allowed();
            match manner {
                Manner::Phrase if always => builder.name_always(id, text),
                Manner::Phrase if kind.is_name() => builder.name(id, text),
                Manner::Phrase => builder.phrase(id, text),
                Manner::Other(_) if always => builder.other_name_always(id, text),
                Manner::Other(_) => builder.other_name(id, text),
                Manner::Amount(currencies) => builder.amount(id, text, currencies),
                Manner::Text => {
                    let sought = self.sought[id].as_ref().expect("every text was read");
                    builder.text(id, sought);
                }
            }
        }
        builder
    }

    /// The hash of all that decides what is found in a file.
    fn hash(&self) -> Hash {
        let allowed = &self.collector.vault.settings.allow_terms;
        let allowed: Vec<_> = allowed.iter().map(|allowed| allowed.term.value.as_bytes()).collect();
        let public: Vec<u8> = self.public.iter().flat_map(|run| run.to_le_bytes()).collect();
        let rest = [hash_of(&allowed), hash_of(&[&public])];
        let all = self.hashes.iter().chain(&rest);
        hash_of(&all.map(|hash| &hash.as_bytes()[..]).collect::<Vec<_>>())
    }
}

/// The names that are looked for, with their other names.
struct Names<'a> {
    /// Where each stands.
    places: BTreeMap<String, BTreeSet<(Kind, Span)>>,
    /// What else is looked for because of what stands there.
    others: BTreeMap<(Kind, Span), Vec<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(facts: &[&'a Fact]) -> Names<'a> {
        let mut names = Names { places: BTreeMap::new(), others: BTreeMap::new() };
        for fact in facts {
            let place = (fact.kind, fact.span);
            match fact.manner {
                Manner::Phrase => {
                    names.places.entry(normal(&fact.text)).or_default().insert(place);
                }
                Manner::Other(_) | Manner::Amount(_) => {
                    names.others.entry(place).or_default().push(&fact.text);
                }
                Manner::Text => {}
            }
        }
        names
    }

    fn others(&self, term: &str) -> impl Iterator<Item = &'a str> {
        let places = self.places.get(&normal(term)).into_iter().flatten();
        places.filter_map(|place| self.others.get(place)).flatten().copied()
    }
}

fn sought(
    fact: &Fact,
    shown: &ShownTexts,
    kept: &KeptFiles,
    hash: impl FnOnce() -> Hash,
) -> Arc<SoughtText> {
    sure(kept.texts.get_or_make(hash, || Ok(Arc::new(SoughtText::of(&fact.text, shown)))))
}

fn sure<T>(result: Result<T, Infallible>) -> T {
    let Ok(value) = result;
    value
}

fn hash_of_texts(texts: &[String]) -> Hash {
    hash_of(&texts.iter().map(String::as_bytes).collect::<Vec<_>>())
}

fn hash_of_fact(fact: &Fact, beside: &[Hash], around: &[Hash]) -> Hash {
    let Fact { kind, span: _, text, manner, document, around: at } = fact;
    // The kind decides whether a find may be chance.
    let head = format!("{kind:?} {manner:?}");
    let is_text = *manner == Manner::Text;
    let beside = if is_text { &beside[*document].as_bytes()[..] } else { &[] };
    let around = at.filter(|_| is_text).map(|at| around[at]);
    let around = around.as_ref().map_or(&[][..], |hash| hash.as_bytes());
    hash_of(&[head.as_bytes(), text.as_bytes(), beside, around])
}
