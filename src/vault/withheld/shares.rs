//! What shares hold: to clients all of it is withheld, and to the readers of a share all of the
//! others, and why their own was asked for.

use crate::audience::{Audience, Reader};
use crate::diagnostic::{Located, Span};
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
        // They belong to no document.
        self.beside.push(Vec::new());
        self.files.push(None);
        // What everybody reads is no secret of a share.
        let own = self.share.into_iter().flat_map(|share| share.texts.iter());
        let own: Vec<String> = own.map(|text| self.text_at(text.prose.span())).collect();
        let mut public: Vec<String> = self.beside.concat();
        public.retain(|text| !own.contains(text));
        self.around.push(public.clone());
        for share in vault.shares.iter().map(|share| &**share) {
            self.share_facts(share);
        }
        if self.audience != Audience::Client {
            return;
        }
        // Two prospects may be told the same.
        self.around.push(public.into_iter().chain(own).collect());
        let is_own = |share: &&Share| self.share.is_some_and(|own| std::ptr::eq(own, *share));
        let others = vault.shares.iter().map(|share| &**share).filter(|share| !is_own(share));
        for text in others.flat_map(|share| &share.texts).collect::<Vec<_>>() {
            self.located_text(Some(&self.located_at(text.prose.span())), Kind::ShareText);
        }
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
