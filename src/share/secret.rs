//! The secret of a project, and what is derived from it: for each recipient a path that nobody
//! guesses, a key, and the number of a copy.
//!
//! Everything is derived with BLAKE3 in its mode for that (`derive_key`), each thing in a context of
//! its own, from the secret and from whose link it is. So the same project gives the same links,
//! nothing of them is kept anywhere, and no link says anything of another one.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::config::ShareMode;
use crate::vault::share::Recipient;

const PATH: &str = "roadcast 2026-11-27 share path v1";
const KEY: &str = "roadcast 2026-11-27 share key v1";
const NONCE: &str = "roadcast 2026-11-27 share nonce v1";
const NUMBER: &str = "roadcast 2026-11-27 share copy number v1";
const FINGERPRINT: &str = "roadcast 2026-11-27 share secret fingerprint v1";

/// A secret is not random if it has fewer different digits.
const FEWEST_DIGITS: usize = 8;

/// Letters and digits that nobody takes for each other: Crockford's base 32.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 256 random bits, known to nobody but who publishes. They cannot be had back from here.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Reads 64 hexadecimal digits; blanks around them do not count.
    pub fn parse(text: &str) -> Option<Secret> {
        let digits = text.trim();
        let mut different: Vec<u8> = digits.bytes().map(|b| b.to_ascii_lowercase()).collect();
        different.sort_unstable();
        different.dedup();
        let bytes = blake3::Hash::from_hex(digits).ok()?;
        (different.len() >= FEWEST_DIGITS).then_some(Secret(*bytes.as_bytes()))
    }

    /// Tells one secret from another, and says nothing of either.
    pub fn fingerprint(&self) -> [u8; 32] {
        blake3::derive_key(FINGERPRINT, &self.0)
    }

    /// The link of a recipient of a share.
    pub fn link(&self, share: &str, recipient: &Recipient) -> Link {
        let mut whose = self.0.to_vec();
        for part in [share, &recipient.name] {
            whose.extend((part.len() as u64).to_le_bytes());
            whose.extend(part.as_bytes());
        }
        whose.extend(recipient.generation.to_le_bytes());
        let derive = |context| blake3::derive_key(context, &whose);
        let (path, number) = (derive(PATH), derive(NUMBER));
        Link {
            path: std::array::from_fn(|at| path[at]),
            key: derive(KEY),
            nonce_key: derive(NONCE),
            number: number_of(&number),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What belongs to the page of one recipient.
pub struct Link {
    path: [u8; 16],
    key: [u8; 32],
    nonce_key: [u8; 32],
    number: String,
}

impl Link {
    /// The file of the page, relative to the folder of shares.
    pub fn path(&self, mode: ShareMode) -> String {
        match mode {
            ShareMode::Encrypted | ShareMode::Plain => {
                let digits = self.path.iter().map(|byte| format!("{byte:02x}"));
                format!("{}.html", digits.collect::<String>())
            }
            ShareMode::File => format!("roadmap-{}.html", self.number.to_lowercase()),
        }
    }

    /// What stands behind the `#` of the link. No browser sends it.
    pub fn fragment(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key)
    }

    /// The number of the copy, which stands on the page. It says nothing of the link.
    pub fn number(&self) -> &str {
        &self.number
    }

    pub(super) fn key(&self) -> &[u8; 32] {
        &self.key
    }

    pub(super) fn nonce_key(&self) -> &[u8; 32] {
        &self.nonce_key
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

/// 40 bits in two groups: `7K3D-9QXF`.
fn number_of(bytes: &[u8; 32]) -> String {
    let bits = bytes[..5].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |at: u32| char::from(LETTERS[(bits >> (5 * (7 - at)) & 31) as usize]);
    let letters = |range: std::ops::Range<u32>| range.map(letter).collect::<String>();
    format!("{}-{}", letters(0..4), letters(4..8))
}

#[cfg(test)]
mod tests {
    use super::Secret;
    use crate::config::ShareMode;
    use crate::vault::share::Recipient;

    const DIGITS: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn recipient(name: &str, generation: u32) -> Recipient {
        Recipient { name: name.to_owned(), generation }
    }

    #[test]
    fn a_secret_has_64_digits_and_looks_random() {
        assert!(Secret::parse(&format!(" {DIGITS}\n")).is_some());
        assert!(Secret::parse(&DIGITS.to_uppercase()).is_some());
        let zeros = "0".repeat(64);
        let twice = "0123".repeat(16);
        for wrong in ["", &DIGITS[1..], &zeros, &twice, &DIGITS.replace('f', "g"), "x"] {
            assert!(Secret::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn whatever_belongs_to_a_link_makes_another_link_of_it() {
        let secret = Secret::parse(DIGITS).expect("it is one");
        let other = Secret::parse(&DIGITS.replace("1f", "2f")).expect("it is one");
        let all = [
            secret.link("acme", &recipient("j.weber", 1)),
            secret.link("acme", &recipient("j.weber", 2)),
            secret.link("acme", &recipient("m.roth", 1)),
            secret.link("acmej", &recipient(".weber", 1)),
            secret.link("globex", &recipient("j.weber", 1)),
            other.link("acme", &recipient("j.weber", 1)),
        ];
        let mode = ShareMode::Encrypted;
        for (at, one) in all.iter().enumerate() {
            for other in &all[..at] {
                assert_ne!(one.path(mode), other.path(mode));
                assert_ne!(one.key(), other.key());
                assert_ne!(one.nonce_key(), other.nonce_key());
                assert_ne!(one.number(), other.number());
            }
            // Nothing on the page or in the address tells the key.
            assert!(!one.fragment().contains(&one.path(mode)[..8]));
        }
        let again = secret.link("acme", &recipient("j.weber", 1));
        assert_eq!((again.path(mode), again.fragment()), (all[0].path(mode), all[0].fragment()));
    }

    /// `tests/browser/checks/shares.mjs` works the same out from the specification.
    #[test]
    fn a_link_is_the_one_that_was_always_made() {
        let secret = Secret::parse(DIGITS).expect("it is one");
        let link = secret.link("lumen-loom-2026-11", &recipient("Annika Dahl", 1));
        let path = "6376972ba12c4262015da153ab854c8f.html";
        assert_eq!(link.path(ShareMode::Encrypted), path);
        assert_eq!(link.fragment(), "wqx7dge5DWXiwB24yWVa-eBUX5q6e_r-1lU6tzAjjsw");
        assert_eq!(link.number(), "SCJ3-YT2N");
    }

    #[test]
    fn neither_secret_nor_link_can_be_printed() {
        let secret = Secret::parse(DIGITS).expect("it is one");
        let link = secret.link("acme", &recipient("j.weber", 1));
        assert_eq!(format!("{secret:?} {link:?}"), "Secret(…) Link(…)");
    }
}
