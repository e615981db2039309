//! What one build leaves to the next, so that a preview makes again only what has changed.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use blake3::{Hash, Hasher};

/// Results, found by the hash of everything that they were made from, so that none is ever taken
/// for another.
#[derive(Debug)]
pub struct Kept<T> {
    /// With whether the present build has used it. None where nothing is kept.
    results: Option<Mutex<HashMap<Hash, (T, bool)>>>,
    asked: AtomicU64,
    found: AtomicU64,
}

/// Keeps nothing: for a program that builds once.
impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept { results: None, asked: AtomicU64::new(0), found: AtomicU64::new(0) }
    }
}

impl<T: Clone> Kept<T> {
    /// Keeps every result that a build uses, for the next one.
    pub fn between_builds() -> Kept<T> {
        Kept { results: Some(Mutex::default()), ..Kept::default() }
    }

    /// Whether anything is kept.
    pub fn is_on(&self) -> bool {
        self.results.is_some()
    }

    /// The result for what has this hash: the one that is kept, or a new one.
    ///
    /// # Errors
    /// Those of `make`. They are not kept.
    pub fn get_or_make<E>(
        &self,
        hash: impl FnOnce() -> Hash,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(results) = &self.results else { return make() };
        let hash = hash();
        self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some((result, is_used)) =
            results.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&hash)
        {
            *is_used = true;
            self.found.fetch_add(1, Ordering::Relaxed);
            return Ok(result.clone());
        }
        let result = make()?;
        let kept = (result.clone(), true);
        results.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, kept);
        Ok(result)
    }

    /// The result for what has this hash, if it is kept. It does not count as used.
    pub fn find(&self, hash: &Hash) -> Option<T> {
        let results = self.results.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        results.get(hash).map(|(result, _)| result.clone())
    }

    /// How many results were found, and how many were asked for, in all builds together.
    pub fn found(&self) -> (u64, u64) {
        (self.found.load(Ordering::Relaxed), self.asked.load(Ordering::Relaxed))
    }

    /// Ends a build: drops what it did not use.
    pub fn forget_the_unused(&self) {
        if let Some(results) = &self.results {
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.retain(|_, (_, is_used)| std::mem::take(is_used));
        }
    }
}

/// The bytes of a file, with their hash, which is made at most once. Copies share both.
#[derive(Clone, Debug, Default)]
pub struct HashedBytes(Arc<(Box<[u8]>, OnceLock<Hash>)>);

impl HashedBytes {
    /// The hash of the bytes alone.
    pub fn hash(&self) -> Hash {
        *self.0.1.get_or_init(|| blake3::hash(&self.0.0))
    }
}

impl Deref for HashedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0.0
    }
}

impl<B: Into<Box<[u8]>>> From<B> for HashedBytes {
    fn from(bytes: B) -> HashedBytes {
        HashedBytes(Arc::new((bytes.into(), OnceLock::new())))
    }
}

/// Adds a part to what is hashed, so that parts cannot run into each other.
pub fn add_part(hasher: &mut Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
}

/// The hash of a list of parts.
pub fn hash_of(parts: &[&[u8]]) -> Hash {
    let mut hasher = Hasher::new();
    parts.iter().for_each(|part| add_part(&mut hasher, part));
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{Kept, hash_of};

    #[test]
    fn a_result_is_made_once_and_kept_as_long_as_each_build_uses_it() {
        let kept = Kept::between_builds();
        let made = Cell::new(0);
        let get = |name: &str| {
            let make = || {
                made.set(made.get() + 1);
                Ok::<_, ()>(name.to_owned())
            };
            kept.get_or_make(|| hash_of(&[name.as_bytes()]), make)
        };
        assert_eq!(
            (get("a"), get("b"), get("a")),
            (Ok("a".into()), Ok("b".into()), Ok("a".into()))
        );
        assert_eq!((made.get(), kept.found()), (2, (1, 3)));
        kept.forget_the_unused();
        assert_eq!((get("a"), made.get()), (Ok("a".into()), 2));
        kept.forget_the_unused();
        assert_eq!((get("a"), made.get()), (Ok("a".into()), 2));
        assert_eq!((get("b"), made.get()), (Ok("b".into()), 3));
    }

    #[test]
    fn what_goes_wrong_is_tried_again() {
        let kept = Kept::between_builds();
        let get = |result| kept.get_or_make(|| hash_of(&[]), || result);
        assert_eq!((get(Err(1)), get(Ok(2)), get(Err(3))), (Err(1), Ok(2), Ok(2)));
    }

    #[test]
    fn a_program_that_builds_once_keeps_nothing() {
        let kept = Kept::default();
        let get =
            |result| kept.get_or_make(|| unreachable!("it costs time"), || Ok::<_, ()>(result));
        assert_eq!((get(1), get(2)), (Ok(1), Ok(2)));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(hash_of(&[b"ab", b"c"]), hash_of(&[b"a", b"bc"]));
        assert_ne!(hash_of(&[b"ab"]), hash_of(&[b"ab", b""]));
    }
}
