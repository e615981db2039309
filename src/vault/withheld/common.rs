//! Terms that many documents use: how many of them have the words of a heading, as running text too.

use std::collections::{HashMap, HashSet};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

/// A heading that stands in so many documents, shown or hidden, is a term and no secret. One that
/// was copied out of its document stands in two.
const DOCUMENTS: usize = 3;

/// So many words begin every heading that is looked for.
const FIRST: usize = 3;

/// The texts of a document.
pub struct Texts<'a> {
    /// What its readers must not see.
    pub hidden: Vec<&'a str>,
    /// What they see.
    pub shown: &'a [String],
}

/// A heading and the number of its document.
pub type Heading<'a> = (&'a str, usize);

/// Which of the headings, by their place, are no secret: terms, and those whose words the same
/// document shows. Every text is read once.
pub fn common(headings: &[Heading<'_>], documents: &[Texts<'_>]) -> HashSet<usize> {
    let sought = Sought::of(headings);
    if sought.beginning.is_empty() {
        return HashSet::new();
    }
    let found: Vec<[HashSet<usize>; 2]> = documents
        .par_iter()
        .map(|Texts { hidden, shown }| {
            let shown = shown.iter().flat_map(|text| sought.within(text)).collect();
            [shown, hidden.iter().flat_map(|text| sought.within(text)).collect()]
        })
        .collect();
    let mut counts = vec![0usize; headings.len()];
    for [shown, hidden] in &found {
        shown.union(hidden).for_each(|at| counts[*at] += 1);
    }
    let is_restated = |at: usize| found[headings[at].1][0].contains(&at);
    (0..headings.len()).filter(|&at| counts[at] >= DOCUMENTS || is_restated(at)).collect()
}

/// Headings as words.
struct Sought {
    headings: Vec<Vec<u64>>,
    /// Which of them begin with these words.
    beginning: HashMap<[u64; FIRST], Vec<usize>>,
}

impl Sought {
    fn of(headings: &[Heading<'_>]) -> Sought {
        let headings: Vec<Vec<u64>> = headings.iter().map(|(text, _)| words(text)).collect();
        let mut beginning: HashMap<[u64; FIRST], Vec<usize>> = HashMap::new();
        for (at, heading) in headings.iter().enumerate() {
            if let Some(first) = heading.first_chunk() {
                beginning.entry(*first).or_default().push(at);
            }
        }
        Sought { headings, beginning }
    }

    /// Those that stand in a text.
    fn within(&self, text: &str) -> Vec<usize> {
        let words = words(text);
        let mut found = Vec::new();
        for start in 0..words.len() {
            let Some(first) = words[start..].first_chunk::<FIRST>() else { break };
            let Some(known) = self.beginning.get(first) else { continue };
            let stands_here = |at: &usize| words[start..].starts_with(&self.headings[*at]);
            found.extend(known.iter().copied().filter(stands_here));
        }
        found
    }
}

/// The hashes of the words of a text, in small letters.
fn words(text: &str) -> Vec<u64> {
    /// FNV-1a, of characters.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word = START;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = (word ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(PRIME);
        } else if !c.is_ascii() && c.is_alphanumeric() {
            for c in c.to_lowercase() {
                word = (word ^ u64::from(c)).wrapping_mul(PRIME);
            }
        } else if word != START {
            words.push(std::mem::replace(&mut word, START));
        }
    }
    words.extend((word != START).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::{Texts, common};

    const HEADING: &str = "Rollout at Globex mills";

    /// Whether the heading of the first of these documents is common; each is hidden and shown text.
    fn is_common(documents: &[(&str, &str)]) -> bool {
        let shown: Vec<[String; 1]> =
            documents.iter().map(|(_, shown)| [(*shown).to_owned()]).collect();
        let texts = documents.iter().zip(&shown);
        let texts: Vec<Texts> =
            texts.map(|((hidden, _), shown)| Texts { hidden: vec![hidden], shown }).collect();
        common(&[(HEADING, 0)], &texts).contains(&0)
    }

    #[test]
    fn a_heading_is_common_in_three_documents_or_where_its_own_shows_it() {
        let own = ("# Rollout at Globex mills\n", "");
        let running = "The rollout at GLOBEX-mills, too.";
        let part = "The rollout at Globex's mills.";
        assert!(!is_common(&[own]));
        assert!(!is_common(&[own, ("", running)]));
        assert!(!is_common(&[own, (running, running), (part, "rollout at Globex")]));
        assert!(is_common(&[own, ("", running), (running, "")]));
        assert!(is_common(&[(own.0, running)]));
    }
}
