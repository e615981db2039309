//! What exactly was approved: everything of a share that its readers are told, as one hash.
//!
//! It is made of the sources, not of the page, so that a later version of the program, or the day
//! alone, never undoes an approval.

use std::fmt;

use blake3::{Hash, Hasher};

use crate::audience::Audience;
use crate::vault::Vault;
use crate::vault::declassify::{declassify_status, declassify_target};
use crate::vault::entry::{Document as _, Entry};
use crate::vault::markdown::Slot;
use crate::vault::project::{has_window, share_view};

use super::Share;

/// What stands before the digits.
const PREFIX: &str = "b3-";

/// The hash of the words of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextHash(Hash);

impl TextHash {
    /// Reads it as it is written in a share.
    pub fn parse(text: &str) -> Option<TextHash> {
        let digits = text.strip_prefix(PREFIX)?;
        let is_lower = !digits.contains(|c: char| c.is_ascii_uppercase());
        Hash::from_hex(digits).ok().filter(|_| is_lower).map(TextHash)
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.0.to_hex())
    }
}

impl Vault<'_> {
    /// The hash of all that the readers of a share are told: account, last day, and of each entry its
    /// title, status, window, words and pictures.
    pub fn text_hash(&self, share: &Share) -> TextHash {
        let mut parts = Parts(Hasher::new());
        parts.add("roadcast share 1");
        parts.add(share.account.inspect());
        parts.add(&share.until.inspect().to_string());
        for id in share.entries() {
            parts.add(id);
            if let Some(entry) = self.entry(id) {
                self.add_entry(entry, &mut parts);
            }
            if let Some(text) = share.text_of(id) {
                let span = text.prose.span();
                // The line ends of the machine are no words.
                parts.add(&self.sources.text(span.file)[span.range()].trim().replace('\r', ""));
                for slot in text.prose.inspect().slots() {
                    if let Slot::Image { path, .. } = slot {
                        let hash = self.images.hash(path).map(|hash| hash.to_string());
                        parts.add(&hash.unwrap_or_default());
                    }
                }
            }
        }
        TextHash(parts.0.finalize())
    }

    /// What the readers of a share are told of its entries, as plain text.
    pub fn share_words(&self, share: &Share) -> String {
        let view = share_view(self, share, &self.client_view());
        let mut out = format!("for {}, until {}\n", view.account.get(), view.until.get().label);
        for entry in &view.entries {
            let window = entry.window.as_ref();
            let window = window.map(|window| format!(", expected {}", window.get().label()));
            out.push_str(&format!(
                "\n{}\n[{}{}]\n\n{}",
                entry.title.get(),
                entry.status.get().label,
                window.unwrap_or_default(),
                plain(entry.html.get().as_str())
            ));
        }
        out
    }

    fn add_entry(&self, entry: &Entry, parts: &mut Parts) {
        parts.add(entry.title_for(Audience::Client));
        let status = declassify_status(&entry.stage);
        parts.add(status.map_or("", |status| status.inspect().words().0));
        let target = entry.target.as_ref().filter(|_| has_window(*entry.stage.inspect()));
        let window = target.and_then(|target| declassify_target(target, self.settings.dates));
        parts.add(window.as_ref().map_or("", |window| window.inspect().label()));
    }
}

/// Columns of a plain text.
const WIDTH: usize = 100;

fn plain(html: &str) -> String {
    let text = html2text::config::plain_no_decorate().string_from_read(html.as_bytes(), WIDTH);
    // A text that cannot be drawn is shown as it is written: nothing of it is left out.
    text.unwrap_or_else(|_| html.to_owned())
}

/// Texts, each with its length, so that none runs into the next.
struct Parts(Hasher);

impl Parts {
    fn add(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::TextHash;

    #[test]
    fn a_hash_is_read_as_it_is_written_and_nothing_else_is() {
        let written = format!("b3-{}", blake3::hash(b"a").to_hex());
        assert_eq!(TextHash::parse(&written).map(|hash| hash.to_string()), Some(written.clone()));
        let wrong = [&written[3..], &written[..60], "b3-", "", &written.to_uppercase()];
        for wrong in wrong {
            assert_eq!(TextHash::parse(wrong), None, "{wrong}");
        }
        assert_eq!(TextHash::parse(&written.replace("b3-", "b3-A")[..67]), None);
    }
}
