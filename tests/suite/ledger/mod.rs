//! What was published and what changes: `diff`, `publish --record`, `seen`, and the ledger that
//! `check` guards.

mod broken;
mod changes;
mod diff;
mod hidden;
mod record;
mod revisions;
mod seen;
mod shares;
mod size;

use crate::support::{AS_OF, Outcome, Project, document};

/// An entry that clients see.
pub const SHOWN: &str = "title: Faster exports\nstage: planned\nvisibility: client\n\
     summary: Exports take a minute at most.";

/// A project with one entry for clients and one for sales.
pub fn project() -> Project {
    Project::new().entry("exp", SHOWN, "::: client\nLarge exports run at night.\n:::").entry(
        "quiet",
        "title: Quiet Lagoon\nstage: discovery\nvisibility: sales\ncodenames: [Zephyrine]",
        "",
    )
}

/// Another text for the entry of [`project`].
pub fn reworded(project: &Project, text: &str) {
    project.write("content/exp.md", document(SHOWN, &format!("::: client\n{text}\n:::")));
}

/// Compares for the day of all tests.
pub fn diff(project: &Project, arguments: &[&str]) -> Outcome {
    project.run_as_given(&[&["diff", "--as-of", AS_OF], arguments].concat())
}

/// Records a publication of the client site.
pub fn record(project: &Project, day: &str, more: &[&str]) -> Outcome {
    let arguments = ["publish", "--record", "--audience", "client", "--on", day];
    project.run_as_given(&[&arguments, more].concat())
}
