//! The audit of letters: the edition against its twin, every word against what is withheld, and
//! every entry in them against those of the edition.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Sources, message, sort};
use crate::render::digest::{Digested, WrittenLetter};
use crate::render::{Reason, RenderedFile};
use crate::vault::{Edition, Projected, Vault};

use super::report::{Detail, report};
use super::{Alarm, compare_twin, leaks, twin_leak};

/// A letter that passed the audit. Made by [`audit_letters`] alone.
pub struct AuditedLetter {
    letter: WrittenLetter,
}

impl AuditedLetter {
    /// The name of its file.
    pub fn path(&self) -> &str {
        self.letter.path()
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.letter.bytes()
    }

    /// Whether it says that anything has moved.
    pub fn has_news(&self) -> bool {
        self.letter.has_news()
    }
}

/// Audits the letters of an edition. What may be chance comes back as warnings.
///
/// # Errors
/// Every leak that was stopped: what leaks, and where it was written.
pub fn audit_letters<A: Digested + Projected>(
    edition: &Edition<A>,
    letters: Vec<WrittenLetter>,
    vault: &Vault<'_>,
    sources: &Sources,
) -> Result<(Vec<AuditedLetter>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    let twin = compare_twin(edition, vault).err();
    mistakes.extend(twin.map(|difference| twin_leak(A::AUDIENCE, difference)));
    let pages: BTreeSet<String> = A::addresses(edition).into_iter().collect();
    if letters.iter().any(|letter| !letter.shows().iter().all(|page| pages.contains(page))) {
        let message =
            message!("a letter to {} readers shows an entry that they lack", A::AUDIENCE.name());
        mistakes.push(
            Diagnostic::unplaced("leak-unexplained", message)
                .hint("this is a defect of Roadcast: nothing was written; please report it"),
        );
    }
    // What is encoded for its way is searched as it was before, too.
    let files: Vec<RenderedFile> = letters.iter().flat_map(files).collect();
    let found = leaks::find_in(edition, &files, vault, sources);
    let tell = |alarms: Vec<Alarm>| report(alarms, sources, Detail::Short);
    mistakes.extend(tell(found.leaks));
    if mistakes.is_empty() {
        let mut warnings = tell(found.warnings);
        sort(&mut warnings, sources);
        let audited = letters.into_iter().map(|letter| AuditedLetter { letter });
        return Ok((audited.collect(), warnings));
    }
    Err(mistakes)
}

fn files(letter: &WrittenLetter) -> Vec<RenderedFile> {
    let file = |bytes: &[u8]| RenderedFile {
        path: letter.path().to_owned(),
        bytes: bytes.into(),
        reason: Reason::Shows(letter.shows().to_vec()),
    };
    let whole = file(letter.bytes());
    std::iter::once(whole).chain(letter.texts().iter().map(|text| file(text.as_bytes()))).collect()
}

#[cfg(test)]
mod tests {
    use super::audit_letters;
    use crate::audience::Client;
    use crate::render::digest::WrittenLetter;
    use crate::vault::test_project::with_vault;

    /// The codes of what the audit says of a letter.
    fn said(bytes: &str, text: &str, shows: &str) -> Vec<&'static str> {
        const FRONT: &str =
            "title: A\nstage: beta\nvisibility: client\nrequests: [{ account: Globex Holding }]";
        with_vault(FRONT, |vault, sources| {
            let letter = WrittenLetter::planted(bytes, text, shows);
            let edition = vault.edition::<Client>();
            let leaks = audit_letters(&edition, vec![letter], vault, sources).err();
            leaks.unwrap_or_default().iter().map(|leak| leak.code).collect()
        })
    }

    #[test]
    fn what_is_withheld_is_found_in_a_letter_and_in_what_it_is_encoded_from() {
        assert_eq!(said("A moved.", "A moved.", "items/a.html"), [""; 0]);
        assert_eq!(said("Globex Holding", "A moved.", "items/a.html"), ["leak"]);
        assert_eq!(said("R2xvYm=", "For Globex Holding.", "items/a.html"), ["leak"]);
    }

    #[test]
    fn a_letter_shows_no_entry_that_its_site_lacks() {
        assert_eq!(said("A moved.", "A moved.", "items/b.html"), ["leak-unexplained"]);
    }
}
