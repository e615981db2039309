//! The letters that the document shows are those of the sample, after two more publications.

use super::ledger::{happens, with_ledger};
use crate::support::{Project, read_all};

/// What was otherwise when the sites for sales and engineering were published: file and words.
const EARLIER: [(&str, &str, &str); 5] = [
    ("operations/evt-timeline.md", "\nstage: beta\n", "\nstage: in-progress\n"),
    ("operations/alert-routing.md", "\nstage: shipped\n", "\nstage: beta\n"),
    ("operations/alert-routing.md", "\nshipped_on: 2026-11-10\n", "\ntarget: 2026-11\n"),
    ("parcels/rma-flow.md", "\ntarget: 2027-Q1\n", "\ntarget: 2026-Q4\n"),
    ("parcels/split-ship.md", "\nstage: paused\n", "\nstage: planned\n"),
];

/// The sample, of which sales and engineering read a publication of 16 November too.
fn with_all_publications() -> Project {
    let project = with_ledger();
    let content = read_all(&project.path("content"));
    for (file, now, then) in EARLIER {
        let path = format!("content/{file}");
        let text = std::fs::read_to_string(project.path(&path)).expect("it is in the sample");
        assert!(text.contains(now), "{file}: {now}");
        project.write(&path, text.replace(now, then));
    }
    for audience in ["sales", "engineering"] {
        let record = ["publish", "--record", "--audience", audience, "--on", "2026-11-16"];
        project.run_as_given(&record).succeeds();
    }
    for (path, bytes) in content {
        project.write(&format!("content/{path}"), bytes);
    }
    project
}

#[test]
fn the_letters_of_the_sample_are_as_they_are_shown() {
    let project = with_all_publications();
    happens("docs/digest.md", 4, "digest", |arguments| project.run(arguments));
}
