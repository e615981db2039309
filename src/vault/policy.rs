//! The policy: who may see which entry. All of it is on this page and in the field types of
//! `entry.rs`.
//!
//! 1. An edition holds an entry only if its visibility reaches that audience.
//! 2. An undiscovered or confidential entry is never in the client edition. One that is
//!    nevertheless labelled `client` contradicts itself, which is an error, not a silent drop.
//! 3. A share shows one prospect an entry beyond the client edition only if sales may see it, its
//!    discovery is finished, and it has a title for clients; a confidential one only under an
//!    agreement, and after a second person has approved it.
//! 4. Which fields an audience gets is in their types: `Labeled<_, Sales>` cannot be cleared
//!    for clients. Blocks carry their own label and are shown only within a shown entry.

use crate::audience::{Audience, Reader};

use super::entry::{Document, Entry, Theme};
use super::vocabulary::Stage;

/// What the policy looks at, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The outermost audience that the author named; `engineering` if none.
    pub visibility: Audience,
    /// The stage. Themes have none.
    pub stage: Option<Stage>,
    /// Whether the author marked it confidential.
    pub confidential: bool,
}

/// Why an audience may not see something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withholding {
    /// Its visibility does not reach the audience.
    Visibility,
    /// It is an idea or in discovery, and the audience is clients.
    Undiscovered,
    /// It is confidential, and the audience is clients.
    Confidential,
}

impl Withholding {
    /// The reason for programs.
    pub fn key(self) -> &'static str {
        match self {
            Withholding::Visibility => "visibility",
            Withholding::Undiscovered => "undiscovered",
            Withholding::Confidential => "confidential",
        }
    }

    /// The reason in the words of the summary.
    pub fn label(self) -> &'static str {
        match self {
            Withholding::Visibility => "by visibility",
            Withholding::Undiscovered => "undiscovered",
            Withholding::Confidential => "confidential",
        }
    }
}

/// The visibility rule.
///
/// # Errors
/// The first reason for which `audience` may not see something with these labels, the
/// strictest first.
pub fn decide(labels: Labels, audience: Audience) -> Result<(), Withholding> {
    if audience == Audience::Client {
        if labels.confidential {
            return Err(Withholding::Confidential);
        }
        if labels.stage.is_some_and(Stage::is_undiscovered) {
            return Err(Withholding::Undiscovered);
        }
    }
    if labels.visibility.reaches(audience) { Ok(()) } else { Err(Withholding::Visibility) }
}

/// A document that audience `A` may see. Made by [`admit`] alone.
pub struct Admitted<'a, D, A> {
    document: &'a D,
    audience: std::marker::PhantomData<fn() -> A>,
}

impl<D, A> Clone for Admitted<'_, D, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D, A> Copy for Admitted<'_, D, A> {}

impl<'a, D, A: Reader> Admitted<'a, D, A> {
    /// The document.
    pub fn get(&self) -> &'a D {
        self.document
    }
}

/// Applies the rule to a document.
///
/// # Errors
/// Why audience `A` may not see it.
pub fn admit<A: Reader, D: Document>(document: &D) -> Result<Admitted<'_, D, A>, Withholding> {
    decide(document.labels(), A::AUDIENCE)?;
    Ok(Admitted { document, audience: std::marker::PhantomData })
}

/// What a share was agreed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whether it names an agreement.
    pub has_nda: bool,
}

/// How many must approve a share of entries with these labels.
pub fn approvals_needed(mut entries: impl Iterator<Item = Labels>) -> usize {
    if entries.any(|labels| labels.confidential) { 2 } else { 1 }
}

/// Why no share may show an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undisclosed {
    /// It is an idea or in discovery.
    Undiscovered,
    /// Sales may not see it.
    Hidden,
    /// Its only title is for sales and engineering.
    Untitled,
    /// It is confidential, and there is no agreement.
    NoNda,
}

/// An entry that a share shows. Made by [`disclose`] alone.
pub struct Disclosed<'a>(&'a Entry);

impl<'a> Disclosed<'a> {
    /// The entry.
    pub fn get(&self) -> &'a Entry {
        self.0
    }
}

/// The rule for shares.
///
/// # Errors
/// The first reason for which no share on these terms may show the entry, the strictest first.
pub fn disclose(entry: &Entry, terms: Terms) -> Result<Disclosed<'_>, Undisclosed> {
    let labels = entry.labels();
    if labels.stage.is_none_or(Stage::is_undiscovered) {
        return Err(Undisclosed::Undiscovered);
    }
    if decide(labels, Audience::Sales).is_err() {
        return Err(Undisclosed::Hidden);
    }
    // Without one of its own, clients read the internal title, which is theirs only by its label.
    if entry.client_title.is_none() && decide(labels, Audience::Client).is_err() {
        return Err(Undisclosed::Untitled);
    }
    if labels.confidential && !terms.has_nda {
        return Err(Undisclosed::NoNda);
    }
    Ok(Disclosed(entry))
}

/// An entry that audience `A` may see.
pub type AdmittedEntry<'a, A> = Admitted<'a, Entry, A>;
/// A theme that audience `A` may see.
pub type AdmittedTheme<'a, A> = Admitted<'a, Theme, A>;

#[cfg(test)]
mod tests {
    use super::{Labels, Withholding, decide};
    use crate::audience::Audience::{self, Client, Engineering, Sales};
    use crate::vault::vocabulary::Stage;
    use crate::yaml::Choice as _;

    fn labels(visibility: Audience, stage: Stage, confidential: bool) -> Labels {
        Labels { visibility, stage: Some(stage), confidential }
    }

    #[test]
    fn visibility_decides_for_ordinary_entries() {
        for stage in Stage::ALL.iter().copied().filter(|stage| !stage.is_undiscovered()) {
            for visibility in Audience::ALL {
                for audience in Audience::ALL {
                    let expected = if visibility.reaches(audience) {
                        Ok(())
                    } else {
                        Err(Withholding::Visibility)
                    };
                    assert_eq!(decide(labels(visibility, stage, false), audience), expected);
                }
            }
        }
    }

    #[test]
    fn clients_never_see_undiscovered_or_confidential_entries_whatever_their_visibility() {
        for visibility in Audience::ALL {
            for stage in [Stage::Idea, Stage::Discovery] {
                let decision = decide(labels(visibility, stage, false), Client);
                assert_eq!(decision, Err(Withholding::Undiscovered));
            }
            for stage in Stage::ALL.iter().copied() {
                let decision = decide(labels(visibility, stage, true), Client);
                assert_eq!(decision, Err(Withholding::Confidential));
            }
        }
    }

    #[test]
    fn insiders_see_undiscovered_and_confidential_entries_that_reach_them() {
        for audience in [Engineering, Sales] {
            assert_eq!(decide(labels(Sales, Stage::Idea, true), audience), Ok(()));
        }
        let decision = decide(labels(Engineering, Stage::Idea, true), Sales);
        assert_eq!(decision, Err(Withholding::Visibility));
    }
}
