//! What a search of a file has looked up: enough to say later that something else is not in the file
//! either, without reading it again.

use super::ScanList;
use super::index::mix;

/// Bits for each key. Of keys that a file does not have, about one in a thousand seems to be there,
/// and far fewer where the same words come again and again.
const BITS: usize = 16;

/// Bits set in each of the two words of a key.
const SET: u32 = 4;

/// How many keys are remembered to note no key twice.
const REMAINDERS: usize = 4096;

/// The keys of a file: a set that may say of a key that it is there although it is not, and never
/// that one that is there is not (a Bloom filter in which a key touches two words).
pub struct Trace {
    words: Vec<u64>,
    /// The list's [`reach`](Sought::reach), on which depends what was read.
    reach: usize,
}

/// What some phrases and texts have in common with every file that holds one of them.
pub struct Sought {
    keys: Vec<u64>,
    /// How far around an escape a file is read.
    reach: usize,
}

impl Sought {
    /// Takes the keys of what is in `part`, to ask files that were searched for what is in another
    /// list. `whole` is the list that all of it is in now. `None` if a phrase is so short that it
    /// has no key.
    pub fn of(part: &ScanList, whole: &ScanList) -> Option<Sought> {
        let phrases = part.phrases.keys()?;
        Some(Sought { keys: phrases.chain(part.runs.keys()).collect(), reach: whole.reach() })
    }
}

impl Sought {
    /// The same, and runs of words that were no secret until now.
    pub fn and_runs(mut self, runs: impl IntoIterator<Item = u64>) -> Sought {
        self.keys.extend(runs);
        self
    }
}

/// The keys that a search looks up, mostly once each.
pub struct Keys {
    keys: Vec<u64>,
    /// The last key of each remainder: pages repeat their markup, and soon.
    last: Box<[u64]>,
}

impl Keys {
    pub(super) fn new() -> Keys {
        Keys { keys: Vec::new(), last: vec![0; REMAINDERS].into() }
    }

    pub(super) fn note(&mut self, key: u64) {
        let last = &mut self.last[key as usize % REMAINDERS];
        if *last != key {
            *last = key;
            self.keys.push(key);
        }
    }
}

impl Trace {
    /// The trace of a search that looked up these keys.
    pub(super) fn new(Keys { keys, .. }: &Keys, reach: usize) -> Trace {
        // Zero may be missing from them; it is then taken to be there.
        let length = (keys.len() + 1) * BITS / u64::BITS as usize + 1;
        let mut words = vec![0; length];
        for &key in keys.iter().chain([&0]) {
            for (word, bits) in places(key, length) {
                words[word] |= bits;
            }
        }
        Trace { words, reach }
    }

    /// Whether the file may hold something of what is sought; if not, it holds none of it.
    pub fn may_hold(&self, sought: &Sought) -> bool {
        let is_there = |key: &u64| {
            places(*key, self.words.len())
                .iter()
                .all(|&(word, bits)| self.words[word] & bits == bits)
        };
        self.reach != sought.reach || sought.keys.iter().any(is_there)
    }
}

fn places(key: u64, length: usize) -> [(usize, u64); 2] {
    let (first, second) = (mix(key), mix(!key));
    [first, second].map(|hash| {
        // The upper half tells the word, the lower one the bits in it.
        let word = ((hash >> 32) as usize * length) >> 32;
        let bits = (0..SET).fold(0, |bits, at| bits | 1 << (hash >> (6 * at) & 63));
        (word, bits)
    })
}

#[cfg(test)]
mod tests {
    use super::super::index::mix;
    use super::{Keys, Sought, Trace};

    #[test]
    fn no_key_is_forgotten_and_few_strangers_pass() {
        for count in [0, 1, 100, 10_000] {
            let keys: Vec<u64> = (0..count).map(mix).collect();
            let mut noted = Keys::new();
            keys.iter().chain(&keys).for_each(|&key| noted.note(key));
            let trace = Trace::new(&noted, 256);
            let holds = |key| trace.may_hold(&Sought { keys: vec![key], reach: 256 });
            assert!(keys.iter().all(|&key| holds(key)));
            let strangers = (count..count + 100_000).map(mix).filter(|&key| holds(key)).count();
            assert!(strangers < 150, "{strangers} of 100,000 beside {count}");
        }
    }

    #[test]
    fn what_was_read_to_another_reach_says_nothing() {
        let trace = Trace::new(&Keys::new(), 256);
        assert!(!trace.may_hold(&Sought { keys: vec![1], reach: 256 }));
        assert!(trace.may_hold(&Sought { keys: vec![], reach: 260 }));
    }
}
