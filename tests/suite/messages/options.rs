//! Who reads the messages of each command: as its options say, and where they say nothing.

use serde_json::Value;

use super::{assert_silent, mistakes, said};
use crate::support::{AS_OF, Project};

#[test]
fn full_messages_are_for_private_logs_and_never_in_formats_for_others() {
    let project = Project::new().entry("a", "title: Vexatron\nstage: falcon", "");
    let run = |arguments: &[&str]| {
        project.run_as_given(&[&["check", "--as-of", AS_OF], arguments].concat())
    };
    assert!(run(&["--no-redact"]).stderr.contains("`falcon` is not a stage"));
    assert!(run(&["--no-redact", "--format", "json"]).stdout.contains("`falcon` is not a stage"));
    for arguments in
        [&[][..], &["--redact"], &["--format", "json"], &["--redact", "--format", "json"]]
    {
        assert!(said(&run(arguments)).contains("`███` is not a stage"), "{arguments:?}");
        assert_silent(&run(arguments), "falcon", &format!("{arguments:?}"));
    }
    for format in ["github", "sarif"] {
        run(&["--no-redact", "--format", format]).fails_with(
            2,
            &format!(
                "
                error: `--no-redact` does not go with `--format {format}`, which is made for others to read; use `--format json`
                "
            ),
        );
        assert_silent(&run(&["--format", format]), "falcon", format);
    }
    let both = run(&["--redact", "--no-redact"]);
    assert_eq!(both.code, 2);
}

#[test]
fn programs_are_told_whether_values_are_masked() {
    let project = Project::new();
    for (option, expected) in [("--redact", true), ("--no-redact", false)] {
        for command in [&["check"][..], &["build"], &["verify", "dist"]] {
            let arguments = [command, &["--as-of", AS_OF, "--format", "json", option]].concat();
            let outcome = project.run_as_given(&arguments);
            let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
            assert_eq!(report["redacted"], expected, "{arguments:?}");
        }
    }
}

#[test]
fn a_build_that_finds_nothing_changed_repeats_no_value_to_others() {
    let idle = "product: P\nallow_terms:\n  - { term: Vexatron, reason: a word, owner: ana, until: 2027-01-01 }\n";
    let project = Project::new().settings(idle);
    let build = |option| project.run_as_given(&["build", "--as-of", AS_OF, option]).succeeds();
    for _ in 0..2 {
        assert!(build("--no-redact").stderr.contains("Vexatron"));
        assert_silent(&build("--redact"), "Vexatron", "built again");
    }
}

#[test]
fn the_other_commands_mask_what_they_say_of_a_project() {
    let project = mistakes::copied()
        .entry("c", "title: Open\nstage: vexatron\nvexatron: vexatron", "::: vexatron")
        .theme("vexatronic", "title: Vexatron", "");
    let check = |arguments: &[&str], code: i32| {
        let outcome = project.run_as_given(arguments);
        assert_eq!(outcome.code, code, "{arguments:?}\n{}", said(&outcome));
        let stderr = outcome.stderr.to_lowercase();
        assert!(!stderr.contains("vexatron"), "{arguments:?}\n{stderr}");
    };
    check(&["verify", "dist", "--as-of", AS_OF], 1);
    check(&["explain", "c", "--as-of", AS_OF], 1);
    check(&["explain", "vexatro", "--as-of", AS_OF], 2);
    check(&["new", "Open", "--theme", "vexatrons"], 2);
}

#[test]
fn the_name_that_new_finds_taken_is_told_by_its_file() {
    let project = Project::new().entry("b", "title: Vexatron\nstage: idea", "");
    let outcome = project.run_as_given(&["new", "Vexatron"]);
    outcome.fails_with(
        1,
        "
        error[taken]: there is an entry of this name already: `content/b.md`
         |
         = help: edit that file, or choose another title

        1 error; nothing was written
        ",
    );
}

#[test]
fn an_import_masks_what_it_says_of_a_table() {
    let csv = "Name,Stage,Vexatron\nVexatron one,vexatron,x\nVexatron one,vexatron,x\n,planned,y\n";
    let project = Project::new().file("wishes.csv", csv);
    for map in ["title=Name", "title=vexatrom"] {
        let arguments = ["import", "csv", "wishes.csv", "--map", map, "--map", "stage=Stage"];
        let outcome = project.run_as_given(&arguments);
        let stderr = outcome.stderr.to_lowercase();
        assert!(stderr.contains('█') && !stderr.contains("vexatron"), "{stderr}");
    }
}

#[test]
fn what_is_asked_for_is_answered_in_full_and_the_list_of_a_dry_run_too() {
    let csv = "Name,Stage\nVexatron one,planned\n";
    let project =
        Project::new().entry("c", "title: Vexatron two\nstage: idea", "").file("wishes.csv", csv);
    let asked: [&[&str]; 2] = [
        &["explain", "c", "--as-of", AS_OF],
        &["import", "csv", "wishes.csv", "--map", "title=Name", "--dry-run", "--as-of", AS_OF],
    ];
    for arguments in asked {
        let outcome = project.run_as_given(arguments).succeeds();
        assert!(outcome.stdout.contains("Vexatron"), "{arguments:?}\n{}", outcome.stdout);
        assert!(!outcome.stderr.contains("Vexatron"), "{arguments:?}\n{}", outcome.stderr);
    }
}
