//! `roadcast digest`: who gets which letter, in which form, and that nothing withheld is in it.

mod forms;
mod hidden;
mod letters;
mod refused;

use crate::support::{AS_OF, Outcome, Project, document};

/// An entry that everybody sees, and for which two accounts have asked.
pub const EXPORTS: &str = "title: Faster exports\nstage: planned\nvisibility: client\n\
     summary: Exports take a minute at most.\ntarget: 2027-03\nowner: ana@northwind.example\n\
     requests:\n  - { account: Globex Holding, by: tom@northwind.example, blocker: true }\n  \
     - { account: Initech AG, by: eva@northwind.example }\n\
     sales: { say: It comes in spring., note: Ask how large they are., dont_say: Not in winter., \
     workaround: Run them at night. }\n\
     decision: { outcome: accepted, reason: Two asked for it., by: ana, on: 2026-09-14 }";

/// An entry of which clients know nothing.
pub const QUIET: &str = "title: Quiet Lagoon\nstage: planned\nvisibility: sales\n\
     codenames: [Zephyrine]\ntarget: 2027-06\n\
     requests:\n  - { account: Globex Holding, by: tom@northwind.example }\n\
     decision: { outcome: deferred, reason: The pipes were wet. }";

const SETTINGS: &str = "product: Acme\nfeedback: mailto:roadmap@acme.example\n\
     dates: { precision: quarter }\n\
     editions:\n  client: { base_url: 'https://roadmap.acme.example/' }\n  \
     sales: { base_url: 'https://sales.acme.example/' }\n";

/// Writes an entry of the project as it is on some day.
pub fn write(project: &Project, id: &str, front: &str, edits: &[(&str, &str)]) {
    let front = edits.iter().fold(front.to_owned(), |front, (from, to)| {
        assert!(front.contains(from), "{front}");
        front.replace(from, to)
    });
    project.write(&format!("content/{id}.md"), document(&front, "::: client\nText.\n:::"));
}

/// A project of which all three sites were published, after which something was begun, something
/// slipped and something was withdrawn.
pub fn project() -> Project {
    let project = Project::new().settings(SETTINGS);
    write(&project, "exports", EXPORTS, &[]);
    write(&project, "quiet", QUIET, &[]);
    let gone = "title: Vanished comet\nstage: planned\nvisibility: client";
    write(&project, "gone", gone, &[]);
    for audience in ["client", "sales", "engineering"] {
        record(&project, audience, "2026-10-05");
    }
    std::fs::remove_file(project.path("content/gone.md")).expect("it was written");
    write(&project, "exports", EXPORTS, &[("stage: planned", "stage: in-progress")]);
    write(&project, "quiet", QUIET, &[("2027-06", "2027-12")]);
    project
}

pub fn record(project: &Project, audience: &str, day: &str) {
    let arguments = ["publish", "--record", "--audience", audience, "--on", day];
    project.run_as_given(&arguments).succeeds();
}

/// Asks for letters since the first publication.
pub fn digest(project: &Project, arguments: &[&str]) -> Outcome {
    let since = ["digest", "--as-of", AS_OF, "--since", "2026-10-05"];
    project.run(&[&since, arguments].concat())
}
