//! The tour, taken step by step in a copy of the sample: its commands print what it shows.

use crate::sample::sample;
use crate::support::without_times;

use super::document;

/// A step: its heading, its file, and what the prose says to change there.
struct Step {
    heading: &'static str,
    file: &'static str,
    changes: &'static [(&'static str, &'static str)],
}

const STEPS: [Step; 5] = [
    Step { heading: "# A five-minute tour\n", file: "roadcast.yaml", changes: &[] },
    Step {
        heading: "## 2. ",
        file: "content/setup/wiz-setup.md",
        changes: &[("visibility: client", "visibility: sales")],
    },
    Step {
        heading: "## 3. ",
        file: "content/setup/wiz-setup.md",
        changes: &[("stage: beta", "stage: betta"), ("owner: ", "onwer: ")],
    },
    Step {
        heading: "## 4. ",
        file: "content/setup/sfdc-acct-sync.md",
        changes: &[("visibility: sales", "visibility: client")],
    },
    Step {
        heading: "## 5. ",
        file: "content/erp/sap-s4-odata.md",
        changes: &[("The advanced connector listens", "Cinnabar listens")],
    },
];

/// What `roadcast build` prints, as the section under a heading shows it.
fn shown(tour: &str, heading: &str) -> String {
    let (_, section) = tour.split_once(heading).expect("the tour has this step");
    let section = section.split("\n## ").next().expect("a text has a beginning");
    let (_, rest) = section.split_once("$ roadcast build\n").expect("the step builds");
    without_times(rest.split("```").next().expect("a text has a beginning"))
}

#[test]
fn the_tour_happens_as_it_says() {
    let tour = document("docs/tour.md");
    let project = sample();
    project.build(&[]).succeeds();
    for Step { heading, file, changes } in STEPS {
        let before = std::fs::read_to_string(project.path(file)).expect("the sample has it");
        let mut after = before.clone();
        for (from, to) in changes {
            assert_eq!(after.matches(from).count(), 1, "{file}: {from}");
            after = after.replace(from, to);
        }
        project.write(file, after);
        let said = without_times(&project.build(&[]).stderr);
        let shown = shown(&tour, heading);
        assert!(said.contains(&shown), "{heading}\nshown:\n{shown}\nsaid:\n{said}");
        project.write(file, before);
        project.build(&[]).succeeds();
    }
}
