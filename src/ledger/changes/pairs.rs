//! Which entry of one edition is which of another, as a reader would tell: by address, by a former
//! address, by title, or by having nearly the same words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::plain::plain;
use super::super::snapshot::Document;

/// Whether a document is in both editions, by its place in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// In both.
    Both(usize, usize),
    /// In the new one alone.
    New(usize),
    /// In the old one alone.
    Gone(usize),
}

/// Fewer words are no evidence.
const MIN_WORDS: usize = 8;
/// So many of a hundred words must be the same.
const LIKE: usize = 70;
/// With more documents left than this, on either side, words are not compared.
const MAX_LEFT: usize = 200;

/// Pairs the documents of two editions: the new ones in their order, then those that are gone.
pub fn pairs(old: &[Document], new: &[Document]) -> Vec<Pair> {
    let mut matched = Matched::new(old, new);
    matched.by(|document| document.id.clone().into_iter().collect());
    matched.by(|document| vec![document.path.clone()]);
    matched.by_former();
    matched.by(|document| vec![document.title.to_lowercase()]);
    matched.by_words();
    let mut pairs: Vec<Pair> = (0..new.len())
        .map(|at| matched.old_of[at].map_or(Pair::New(at), |old| Pair::Both(old, at)))
        .collect();
    let taken: BTreeSet<usize> = matched.old_of.iter().flatten().copied().collect();
    pairs.extend((0..old.len()).filter(|at| !taken.contains(at)).map(Pair::Gone));
    pairs
}

/// What is paired so far.
struct Matched<'a> {
    old: &'a [Document],
    new: &'a [Document],
    /// For each of the new documents, the old one that it was.
    old_of: Vec<Option<usize>>,
    /// Old documents that are paired.
    taken: BTreeSet<usize>,
}

impl<'a> Matched<'a> {
    fn new(old: &'a [Document], new: &'a [Document]) -> Matched<'a> {
        Matched { old, new, old_of: vec![None; new.len()], taken: BTreeSet::new() }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old_of[new] = Some(old);
        self.taken.insert(old);
    }

    fn old_left(&self) -> Vec<usize> {
        (0..self.old.len()).filter(|at| !self.taken.contains(at)).collect()
    }

    fn new_left(&self) -> Vec<usize> {
        (0..self.new.len()).filter(|at| self.old_of[*at].is_none()).collect()
    }

    /// Pairs what has the same key, and no other has it.
    fn by(&mut self, key: impl Fn(&Document) -> Vec<String>) {
        let index = |documents: &[Document], left: Vec<usize>| {
            let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for at in left {
                for key in key(&documents[at]) {
                    found.entry(key).or_default().push(at);
                }
            }
            found
        };
        let old = index(self.old, self.old_left());
        let new = index(self.new, self.new_left());
        for (key, old) in old {
            if let ([old], Some([new])) = (&old[..], new.get(&key).map(|at| &at[..])) {
                self.pair(*old, *new);
            }
        }
    }

    /// Pairs what says itself that it had this address before; or has it again.
    fn by_former(&mut self) {
        for new in self.new_left() {
            let document = &self.new[new];
            let was = self.old_left().into_iter().find(|old| {
                let before = &self.old[*old];
                document.former.contains(&before.path) || before.former.contains(&document.path)
            });
            if let Some(old) = was {
                self.pair(old, new);
            }
        }
    }

    /// Pairs what has nearly the same words, the likest first.
    fn by_words(&mut self) {
        let (old, new) = (self.old_left(), self.new_left());
        if old.len() > MAX_LEFT || new.len() > MAX_LEFT {
            return;
        }
        let words = |documents: &[Document], left: &[usize]| -> Vec<(usize, Vec<String>)> {
            left.iter().map(|at| (*at, words(&documents[*at]))).collect()
        };
        let (old, new) = (words(self.old, &old), words(self.new, &new));
        let mut alike: Vec<(usize, usize, usize)> = Vec::new();
        for (before, old) in &old {
            for (now, new) in &new {
                let like = likeness(old, new);
                if like >= LIKE {
                    alike.push((100 - like, *before, *now));
                }
            }
        }
        alike.sort_unstable();
        for (_, old, new) in alike {
            if !self.taken.contains(&old) && self.old_of[new].is_none() {
                self.pair(old, new);
            }
        }
    }
}

/// The words of summary and texts, sorted.
fn words(document: &Document) -> Vec<String> {
    let summary = ["summary", "problem"].iter().filter_map(|key| document.facts.get(*key));
    let mut all: String = summary.flatten().map(|text| format!("{text} ")).collect();
    for text in &document.texts {
        all.push_str(&plain(&text.html));
        all.push(' ');
    }
    let words = all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// How many of a hundred words two sorted lists share.
fn likeness(old: &[String], new: &[String]) -> usize {
    if old.len() < MIN_WORDS || new.len() < MIN_WORDS {
        return 0;
    }
    let (mut at, mut shared) = (0, 0);
    for word in old {
        at += new[at..].partition_point(|other| other < word);
        if new.get(at) == Some(word) {
            shared += 1;
            at += 1;
        }
    }
    shared * 200 / (old.len() + new.len())
}

#[cfg(test)]
mod tests {
    use super::super::super::snapshot::tests::entry;
    use super::{Document, Pair, pairs};

    const TEXT: &str = "Orders and stock travel both ways between the shop and the warehouse.";

    #[test]
    fn an_entry_is_known_by_address_former_address_title_or_words() {
        let old = || vec![entry("Old title", "A summary.", TEXT)];
        let renamed = entry("New title", "Other.", "Nothing of it.");
        let by_alias = Document { former: vec!["items/old-title.html".to_owned()], ..renamed };
        let by_path = Document {
            path: "items/old-title.html".to_owned(),
            ..entry("New title", "Other.", "Nothing of it.")
        };
        let by_title = Document {
            path: "items/elsewhere.html".to_owned(),
            ..entry("OLD TITLE", "Other.", "Nothing of it.")
        };
        let by_words = entry("New title", "A summary.", TEXT);
        for new in [by_alias, by_path, by_title, by_words] {
            assert_eq!(pairs(&old(), std::slice::from_ref(&new)), [Pair::Both(0, 0)], "{new:?}");
        }
        let other = vec![entry("New title", "Other.", "Nothing of it.")];
        assert_eq!(pairs(&old(), &other), [Pair::New(0), Pair::Gone(0)]);
    }

    #[test]
    fn a_few_common_words_are_no_evidence() {
        let (old, new) = (entry("One", "Soon.", "More."), entry("Two", "Soon.", "More."));
        assert_eq!(pairs(&[old], &[new]), [Pair::New(0), Pair::Gone(0)]);
    }

    #[test]
    fn an_address_counts_for_more_than_a_title() {
        let a = entry("A", "", TEXT);
        let b = entry("B", "", "Something else.");
        let swapped = vec![
            Document { title: "B".to_owned(), ..a.clone() },
            Document { title: "A".to_owned(), ..b.clone() },
        ];
        assert_eq!(pairs(&[a, b], &swapped), [Pair::Both(0, 0), Pair::Both(1, 1)]);
    }
}
