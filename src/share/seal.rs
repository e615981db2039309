//! The cipher: AES-256 in Galois/Counter Mode (NIST SP 800-38D), as browsers have it.
//!
//! The nonce is a keyed hash of what is encrypted: the same page gives the same bytes, and two pages
//! under one key never share a nonce. The length is padded, so that a file says little of its page.

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, Nonce};
use serde_json::json;

use crate::render::SharePage;

use super::secret::Link;

/// Bytes of a nonce.
pub const NONCE: usize = 12;
/// No page is shorter than this.
const FLOOR: usize = 64 * 1024;

/// Encrypts a page: the nonce, then the ciphertext, then its tag.
pub fn seal(page: &SharePage, link: &Link) -> Vec<u8> {
    let text = json!({
        "title": page.title(), "lang": page.lang(), "style": page.style(), "body": page.body(),
    });
    seal_bytes(text.to_string().into_bytes(), link)
}

/// Blanks at the end are no part of JSON.
fn seal_bytes(mut text: Vec<u8>, link: &Link) -> Vec<u8> {
    text.resize(padded(text.len()), b' ');
    let nonce = blake3::keyed_hash(link.nonce_key(), &text);
    let nonce: [u8; NONCE] = std::array::from_fn(|at| nonce.as_bytes()[at]);
    let cipher = Aes256Gcm::new(link.key().into());
    let sealed = cipher.encrypt(&Nonce::from(nonce), text.as_slice());
    [&nonce[..], &sealed.expect("a page is shorter than 64 GiB")].concat()
}

/// The length to which a text is padded: of its own, only about the first five bits remain, by the
/// rule "Padmé" (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files", 2019).
fn padded(length: usize) -> usize {
    let length = length.max(FLOOR);
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let step = 1_usize << (exponent - kept);
    length.div_ceil(step) * step
}

#[cfg(test)]
mod tests {
    use aes_gcm::aead::{Aead as _, KeyInit as _};
    use aes_gcm::{Aes256Gcm, Nonce};

    use super::{FLOOR, NONCE, padded, seal_bytes};
    use crate::share::Secret;
    use crate::share::secret::Link;
    use crate::vault::share::Recipient;

    fn link(name: &str) -> Link {
        let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        let recipient = Recipient { name: name.to_owned(), generation: 1 };
        Secret::parse(digits).expect("it is one").link("acme", &recipient)
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_and_with_no_other() {
        let sealed = seal_bytes(b"{}".to_vec(), &link("j.weber"));
        let (nonce, rest) = sealed.split_at(NONCE);
        let nonce = Nonce::try_from(nonce).expect("it has this length");
        let open = |link: &Link| Aes256Gcm::new(link.key().into()).decrypt(&nonce, rest);
        let text = open(&link("j.weber")).expect("it is the key");
        assert_eq!(text.len(), FLOOR);
        assert_eq!(text.trim_ascii_end(), b"{}");
        assert!(open(&link("m.roth")).is_err());
    }

    #[test]
    fn the_same_page_has_the_same_bytes_and_any_other_has_others() {
        let seal = |text: &str, name| seal_bytes(text.as_bytes().to_vec(), &link(name));
        assert_eq!(seal("a", "j.weber"), seal("a", "j.weber"));
        let (one, other) = (seal("a", "j.weber"), seal("b", "j.weber"));
        assert_ne!(one[..NONCE], other[..NONCE]);
        assert_ne!(one, seal("a", "m.roth"));
    }

    #[test]
    fn a_length_is_padded_by_less_than_an_eighth() {
        for length in [0, 1, FLOOR, FLOOR + 1, 100_000, 1_000_003, 50_000_001] {
            let padded = padded(length);
            let least = length.max(FLOOR);
            assert!(padded >= least && padded - least <= least / 8, "{length}: {padded}");
        }
        // Many lengths look alike.
        let different: std::collections::BTreeSet<_> = (100_000..120_000).map(padded).collect();
        assert!(different.len() <= 12, "{}", different.len());
    }
}
