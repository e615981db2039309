//! `roadcast completions`, `roadcast man` and `--help`: every command is in each, with examples.

use std::process::Command;

use crate::support::Project;

#[rustfmt::skip] // As the help lists them.
const COMMANDS: [&str; 15] = [
    "init", "new", "import", "build", "check", "serve", "verify", "explain", "diff", "publish",
    "seen", "digest", "schema", "completions", "man",
];

#[test]
fn every_shell_gets_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Project::new().run(&["completions", shell]).succeeds().stdout;
        for word in COMMANDS.iter().chain(&["as-of", "dry-run"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // The two others complete no values.
        if ["bash", "zsh", "fish"].contains(&shell) {
            assert!(script.contains("in-progress") && script.contains("engineering"), "{shell}");
        }
    }
    let outcome = Project::new().run(&["completions", "tcsh"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"));
}

/// The script is given to the shell itself, which completes a stage.
#[test]
fn bash_completes_a_stage() {
    let project = Project::new();
    let script = project.run(&["completions", "bash"]).succeeds().stdout;
    let project = project.file("completions.bash", script);
    let asked = "source ./completions.bash; COMP_WORDS=(roadcast new A --stage in); COMP_CWORD=4; \
                 _roadcast roadcast in --stage; echo \"${COMPREPLY[@]}\"";
    let shell = Command::new("bash")
        .args(["--norc", "-c", asked])
        .current_dir(project.path(""))
        .output()
        .expect("the tests run in bash");
    assert_eq!(String::from_utf8_lossy(&shell.stdout), "in-progress\n");
}

#[test]
fn the_manual_has_a_page_for_the_program_and_for_each_command() {
    let page = Project::new().run(&["man"]).succeeds().stdout;
    assert!(page.contains(".TH roadcast 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("roadcast\\-{command}(1)")), "{command}");
        let page = Project::new().run(&["man", command]).succeeds().stdout;
        assert!(page.contains(&format!(".TH roadcast-{command} 1")), "{page}");
        assert!(page.contains("Example"), "{command}");
    }
    Project::new().run(&["man", "biuld"]).fails_with(
        2,
        "error: there is no command `biuld`; commands: init, new, import, build, check, allow, serve, verify, explain, diff, publish, seen, digest, share, schema, completions, man, help",
    );
}

#[test]
fn every_command_shows_examples_in_its_help() {
    for command in COMMANDS {
        let help = Project::new().run(&[command, "--help"]).succeeds().stdout;
        let example = format!("roadcast {command}");
        let (_, examples) = help.split_once("Examples:\n").expect("there are examples");
        assert!(examples.contains(&example), "{command}: {help}");
    }
    let help = Project::new().run(&["new", "theme", "--help"]).succeeds().stdout;
    assert!(help.contains("roadcast new theme \""), "{help}");
}
