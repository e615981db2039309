//! Misuse of the command line: exit code 2, and what would be right.

use crate::support::Project;

#[test]
fn a_folder_without_settings_is_no_project() {
    let project = Project::new();
    std::fs::remove_file(project.path("roadcast.yaml")).expect("the project has settings");
    project.build(&[]).fails_with(
        2,
        "
            error: there is no `./roadcast.yaml`; run the command in a Roadcast project, or name one with `-C DIR`
            ",
    );
    project.check(&["-C", "content"]).fails_with(
        2,
        "
            error: there is no `content/roadcast.yaml`; run the command in a Roadcast project, or name one with `-C DIR`
            ",
    );
    project.check(&["-C", "nowhere"]).fails_with(
        2,
        "
            error: there is no `nowhere/roadcast.yaml`; run the command in a Roadcast project, or name one with `-C DIR`
            ",
    );
}

#[test]
fn an_unknown_command_is_refused() {
    Project::new().run(&["biuld"]).fails_with(
        2,
        "
            error: unrecognized subcommand 'biuld'

              tip: a similar subcommand exists: 'build'

            Usage: roadcast [OPTIONS] <COMMAND>

            For more information, try '--help'.
            ",
    );
}

#[test]
fn an_unknown_option_is_refused() {
    Project::new().run(&["build", "--as-off", "2026-11-22"]).fails_with(
        2,
        "
            error: unexpected argument '--as-off' found

              tip: a similar argument exists: '--as-of'

            Usage: roadcast build --as-of <DATE>

            For more information, try '--help'.
            ",
    );
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    Project::new().run(&["build", "--as-of", "2026-02-30"]).fails_with(
        2,
        "
            error: invalid value '2026-02-30' for '--as-of <DATE>': not a day that exists; write it as 2026-11-22

            For more information, try '--help'.
            ",
    );
}

#[test]
fn an_unknown_audience_is_refused() {
    Project::new().build(&["--audience", "clients"]).fails_with(
        2,
        "
            error: invalid value 'clients' for '--audience <AUDIENCE>': allowed: engineering, sales, client

            For more information, try '--help'.
            ",
    );
}

#[test]
fn an_unknown_format_is_refused() {
    Project::new().build(&["--format", "xml"]).fails_with(
        2,
        "
            error: invalid value 'xml' for '--format <FORMAT>'
              [possible values: human, json]

            For more information, try '--help'.
            ",
    );
}

#[test]
fn no_command_at_all_gets_the_help() {
    Project::new().run(&[]).fails_with(
        2,
        "
            One Markdown roadmap, three sites: engineering, sales and client, with a build that checks the
            client site holds nothing else.

            Usage: roadcast [OPTIONS] <COMMAND>

            Commands:
              init         Make a small project to begin with
              new          Make one more entry, or a theme
              import       Make entries of what another tool exported
              build        Build the sites
              check        Check everything that `build` checks, and write nothing
              allow        Settle alarms: see each at a terminal, and add what may be read to `allow_terms`
              serve        Show the three sites in the browser, and follow every change
              verify       Check a copy of a site, such as a deployed one, against the project
              explain      Say who sees an entry, theme or image, and why
              diff         Say what readers would newly see, lose, or read in other words
              publish      Send a site to the place where its readers find it, and record that in the ledger
              seen         Say who could read which words of an entry, and when
              digest       Write letters about what moved, for customers, salespeople or managers
              share        Show one prospect something more: ask, approve, send a link, take it back
              schema       Print the JSON Schema of front matter or settings, for editors
              completions  Print what a shell needs to complete commands and options
              man          Print the manual page, in the format of `man`
              help         Print this message or the help of the given subcommand(s)

            Options:
                  --redact     Mask source lines and values in messages [default: unless they go to a terminal]
                  --no-redact  Show them, in a log that authors alone can read
              -h, --help       Print help
              -V, --version    Print version

            Examples:
              roadcast init                      make a small project to begin with
              roadcast build                     build all three sites into dist/
              roadcast check                     the same checks, nothing written
              roadcast build -C ../roadmap --audience client --as-of 2026-11-22

            Exit codes: 0 fine, 1 the content has errors or a leak was stopped, 2 the command was
            misused or the machine failed.
            ",
    );
}

#[test]
fn help_and_version_are_no_mistakes() {
    for arguments in
        [["--help"].as_slice(), &["--version"], &["build", "--help"], &["verify", "--help"]]
    {
        let outcome = Project::new().run(arguments).succeeds();
        assert!(!outcome.stdout.is_empty() && outcome.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn another_folder_can_be_named() {
    let project = Project::new()
        .file("roadmap/roadcast.yaml", "product: Acme\n")
        .file("roadmap/content/a.md", "---\ntitle: A\nstage: planed\n---\n");
    project.build(&["-C", "roadmap"]).fails_with(
        1,
        "
            error[unknown-value]: `planed` is not a stage
             --> content/a.md:3:8
              |
            3 | stage: planed
              |        ^^^^^^ not a stage
              |
              = help: did you mean `planned`?
              = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

            1 error; nothing was written
            ",
    );
    project.write("roadmap/content/a.md", "---\ntitle: A\nstage: planned\n---\n");
    project.build(&["-C", "roadmap"]).succeeds();
    assert!(project.path("roadmap/dist/client/index.html").exists());
    assert!(!project.path("dist").exists());
}

#[test]
fn a_command_that_goes_by_another_word_is_named() {
    let project = Project::new();
    for (word, command) in [("why", "explain"), ("preview", "serve"), ("Lint", "check")] {
        let outcome = project.run(&[word, "x"]);
        assert_eq!(outcome.code, 2, "{word}");
        assert!(outcome.stderr.contains(&format!("'{command}'")), "{}", outcome.stderr);
    }
    let outcome = project.run(&["qqqq"]);
    assert!(!outcome.stderr.contains("explain"), "{}", outcome.stderr);
}
