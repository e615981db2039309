//! How words begin, wherever a phrase could: noted by one search for those that come later.

use crate::scan::stream::Stream;
use crate::scan::trace::Keys;

use super::{Phrases, hash_beginning};

/// How many letters of a beginning are noted.
const NOTED: [usize; 2] = [4, 8];

impl Phrases {
    /// For each phrase a key that [`note`] notes wherever it is; `None` if there is one so short
    /// that it has none.
    pub fn keys(&self) -> Option<impl Iterator<Item = u64>> {
        let sought = self.phrases.iter().filter(|phrase| phrase.role.withheld.is_some());
        let letters = sought.map(|phrase| phrase.spelling.letters.as_slice());
        let has_key = |letters: &[u8]| letters.len() >= NOTED[0];
        letters.clone().all(has_key).then(|| {
            letters.filter_map(|letters| {
                let length = NOTED.into_iter().rfind(|length| *length <= letters.len())?;
                Some(hash_beginning(letters, length))
            })
        })
    }
}

/// Notes how words begin, wherever a phrase could.
pub fn note(stream: &Stream, keys: &mut Keys) {
    for start in stream.starts() {
        let letters = &stream.letters()[start..];
        let lengths = NOTED.iter().take_while(|length| **length <= letters.len());
        lengths.for_each(|length| keys.note(hash_beginning(letters, *length)));
    }
}
