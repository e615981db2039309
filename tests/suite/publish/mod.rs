//! `publish`: what goes to a place, what stays there, and which places are refused.

mod folder;
mod host;
mod nginx;
mod places;
mod shares;
mod strangers;

use crate::support::{AS_OF, Outcome, Project};

/// A project with a site for each audience, and a place for each beside it.
pub fn project(more: &str) -> Project {
    Project::new()
        .settings(&format!("product: Acme\n{more}"))
        .entry(
            "exp",
            "title: Faster exports\nstage: planned\nvisibility: client\nsummary: A minute at most.",
            "::: client\nLarge exports run at night.\n:::",
        )
        .entry("quiet", "title: Quiet Lagoon\nstage: planned\nvisibility: sales", "")
}

/// Publishes for the day of all tests, to a folder beside the project.
pub fn publish(project: &Project, arguments: &[&str]) -> Outcome {
    let day = ["--on", AS_OF];
    project.run(&[&["publish"], arguments, &day].concat())
}
