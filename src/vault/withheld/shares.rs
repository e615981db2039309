//! What shares hold: to clients all of it is withheld, and to the readers of a share all of the
//! others, and why their own was asked for.

use crate::audience::{Audience, Reader};
use crate::diagnostic::{Located, Span};
use crate::vault::entry::Document as _;
use crate::vault::label::Labeled;
use crate::vault::share::Share;

use super::collect::Collector;
use super::kind::Kind;

impl Collector<'_> {
    /// Adds what this audience may not know of shares. Engineering reads their sources.
    pub fn shares(&mut self) {
        if self.vault.shares.is_empty() || self.audience == Audience::Engineering {
            return;
        }
        if let Some(share) = self.share {
            self.excuse_own(share);
        }
        let vault = self.vault;
        let is_own = |share: &Share| self.share.is_some_and(|own| std::ptr::eq(own, share));
        let shares = vault.shares.iter().map(|share| (&**share, is_own(share)));
        for (share, is_own) in shares.collect::<Vec<_>>() {
            // Each counts as a document, of which nothing is shown.
            self.beside.push(Vec::new());
            self.files.push(None);
            let shown = share.entries().flat_map(|id| self.public_texts(id)).collect();
            self.around.push(shown);
            self.share_facts(share);
            if self.audience == Audience::Client && !is_own {
                self.share_texts(share);
            }
        }
    }

    /// The words of another share. Those that clients are told of the same entry are public, and two
    /// prospects may be told the same of it.
    fn share_texts(&mut self, share: &Share) {
        for text in &share.texts {
            let id = &text.entry.value;
            let around = self.public_texts(id).into_iter().chain(self.share_text(id)).collect();
            self.around.push(around);
            self.located_text(Some(&self.located_at(text.prose.span())), Kind::ShareText);
        }
    }

    /// What this audience reads of an entry, the share that is looked into apart.
    fn public_texts(&self, id: &str) -> Vec<String> {
        let Some(entry) = self.vault.entry(id) else { return Vec::new() };
        let at = self.files.iter().position(|file| *file == Some(entry.file()));
        let own = self.share_text(id);
        let texts = at.map(|at| self.beside[at].iter()).into_iter().flatten();
        texts.filter(|text| Some(*text) != own.as_ref()).cloned().collect()
    }

    /// The words of the share for an entry, which stand on the same page.
    pub fn share_text(&self, entry: &str) -> Option<String> {
        let text = self.share?.text_of(entry)?;
        Some(self.text_at(text.prose.span()))
    }

    /// What the readers of a share are told by label.
    fn excuse_own(&mut self, share: &Share) {
        self.note_shown(Kind::ShareAccount, share.account.inspect());
        for recipient in &share.recipients {
            self.note_shown(Kind::Recipient, &recipient.value);
        }
    }

    /// All but the words: nobody is told why a share was asked for, and clients nothing at all.
    fn share_facts(&mut self, share: &Share) {
        let reason = labeled(&share.reason);
        self.located_text(Some(&reason), Kind::ShareReason);
        self.located(share.nda.as_ref().map(labeled).as_ref(), Kind::Agreement);
        for note in &share.notes {
            self.located_text(Some(&self.located_at(note.span())), Kind::ShareNote);
        }
        if self.audience != Audience::Client {
            return;
        }
        self.located(Some(&labeled(&share.asked_by)), Kind::AskedBy);
        for approval in &share.approvals {
            self.located(Some(&labeled(&approval.by)), Kind::Approver);
        }
        // Those of the share itself are excused: its readers are told.
        self.located(Some(&labeled(&share.account)), Kind::ShareAccount);
        for recipient in &share.recipients {
            self.located(Some(recipient), Kind::Recipient);
        }
    }

    fn located_at(&self, span: Span) -> Located<String> {
        Located::new(self.text_at(span), span)
    }

    fn text_at(&self, span: Span) -> String {
        self.vault.sources.text(span.file)[span.range()].to_owned()
    }
}

fn labeled<L: Reader>(value: &Labeled<String, L>) -> Located<String> {
    Located::new(value.inspect().clone(), value.span())
}
