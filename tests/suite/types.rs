//! The types layer of the guarantee: a program that would leak does not compile.

use std::fs;

use jiff::civil::date;
use roadcast::audience::Client;
use roadcast::config;
use roadcast::diagnostic::Sources;
use roadcast::vault::{self, Vault};

use crate::support::Project;

#[test]
fn the_debug_form_of_what_is_withheld_does_not_show_it() {
    let project = Project::new().entry(
        "a",
        "title: Acquire Initrode\nstage: idea\ncodenames: [Falconwing]",
        "We buy the company before the others hear of it at all.",
    );
    let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
    let settings = fs::read_to_string(project.path("roadcast.yaml")).expect("it has settings");
    let file = sources.add("roadcast.yaml", settings);
    let settings = config::read(file, &sources, &mut mistakes).expect("they are right");
    let root = project.path("");
    let files = vault::load(&root, &settings, &mut sources, &mut mistakes);
    let day = date(2026, 11, 22);
    let vault = Vault::open(&root, &settings, day, &files, &sources, &mut mistakes);
    let edition = vault.expect("the project is right").edition::<Client>();
    assert_eq!(format!("{:?}", edition.withheld()), "Withheld(3 strings)");
}
