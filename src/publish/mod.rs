//! Publishing: an audited site to the place where its readers find it.
//!
//! Sees the files of a [`Publication`](crate::write::Publication), which is made of audited sites
//! and sealed shares alone, and a [`Target`]. No other bytes are ever sent, but for the marker,
//! which says whose the place is.

mod folder;
mod plan;
mod send;
#[cfg(feature = "stores")]
mod store;
mod target;
#[cfg(test)]
mod tests;
mod turn;

pub use folder::{Folder, FolderLock};
pub use plan::{Plan, Sent};
pub use send::{Files, Told, carry_out, probe};
#[cfg(feature = "stores")]
pub use store::Store;
pub use target::{Headers, Listed, Target, TargetError};

use crate::diagnostic::{Message, message, place, value};
use crate::write::WriteError;

/// Why something was not published. The messages say what to do.
#[derive(Debug)]
#[allow(missing_docs, reason = "the messages say what the variants mean")]
pub enum PublishError {
    Foreign(String),
    Output(String),
    Unclear(String),
    OtherProject { name: String, theirs: String, ours: String },
    OtherReaders { name: String, theirs: String, ours: String },
    Strangers(String, Vec<String>),
    NotAsSent(String, Vec<String>),
    Taken { name: String, begun: Option<String> },
    Path(WriteError),
    Target(TargetError),
}

/// So many files that are not ours are named.
const NAMED: usize = 3;

impl PublishError {
    /// What to say.
    pub fn message(&self) -> Message {
        match self {
            PublishError::Foreign(name) => message!(
                "`{}` is not empty, and no marker says that Roadcast publishes there: name an \
                 empty place, or empty this one",
                place(name)
            ),
            PublishError::Output(name) => message!(
                "`{}` is an output folder, with the sites of all audiences: name a place for this \
                 site alone",
                place(name)
            ),
            PublishError::Unclear(name) => message!(
                "the marker in `{}` is not one that this version of Roadcast wrote, so it is not \
                 clear whose place that is: empty it, or name another one",
                place(name)
            ),
            PublishError::OtherProject { name, theirs, ours } => message!(
                "`{}` belongs to the project `{}`, and this is `{}`: name another place; if the \
                 project has a new name, keep the old one under `publish.project`",
                place(name),
                value(theirs),
                value(ours)
            ),
            PublishError::OtherReaders { name, theirs, ours } => message!(
                "`{}` is the place for {}, and not for {}: name another one",
                place(name),
                place(theirs),
                place(ours)
            ),
            PublishError::Strangers(name, paths) => message!(
                "`{}` holds what Roadcast did not put there ({} in all): {}; delete it, or move it \
                 out",
                place(name),
                paths.len(),
                first_of(paths)
            ),
            PublishError::NotAsSent(name, paths) => message!(
                "`{}` was read back, and is not as it was sent in {} of its files: {}; publish once \
                 more, and if that does not help, see who else writes there",
                place(name),
                paths.len(),
                first_of(paths)
            ),
            PublishError::Taken { name, begun } => {
                let begun = begun.as_ref().map(|begun| format!(" began at {begun} and"));
                message!(
                    "another publication to `{}`{} has taken the place of this one, which has \
                     stopped: when the other has ended, publish once more",
                    place(name),
                    place(begun.unwrap_or_default())
                )
            }
            PublishError::Path(error) => place(error),
            PublishError::Target(error) => error.message(),
        }
    }
}

/// The first of some paths. They are values: those of sales tell titles, and those of shares are
/// half of a link.
pub fn first_of(paths: &[String]) -> Message {
    let named = paths.iter().take(NAMED).map(|path| message!("`{}`", value(path)));
    let more = if paths.len() > NAMED { ", …" } else { "" };
    Message::joined(named, ", ").and(more)
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> PublishError {
        PublishError::Path(error)
    }
}

impl From<TargetError> for PublishError {
    fn from(error: TargetError) -> PublishError {
        PublishError::Target(error)
    }
}
