//! What cannot be asked for, and that nothing is written then.

use super::{EXPORTS, digest, project, record, write};
use crate::support::{AS_OF, Project};

fn refused(project: &Project, arguments: &[&str], stderr: &str) {
    let all = [&["digest", "--as-of", AS_OF, "--out", "letters"], arguments].concat();
    project.run(&all).fails_with(2, &format!("error: {stderr}\n"));
    assert!(!project.path("letters").exists(), "{arguments:?}");
}

#[test]
fn a_day_or_a_publication_of_which_nothing_is_known_is_refused() {
    let project = project();
    record(&project, "sales", AS_OF);
    for (since, audience, stderr) in [
        (
            "2027-01-01",
            "client",
            "nothing can have moved since 1 January 2027: the letters are of 22 November 2026",
        ),
        (
            "2026-11-22",
            "client",
            "nothing can have moved since 22 November 2026: the letters are of 22 November 2026",
        ),
        (
            "4",
            "sales",
            "nothing can have moved since 22 November 2026: the letters are of 22 November 2026",
        ),
        ("5", "client", "the ledger has no publication 5; its last is 4"),
        ("0", "client", "the ledger has no publication 0; its last is 4"),
        ("2", "client", "publication 2 was not for clients; theirs are 1"),
        ("3", "sales", "publication 3 was not for sales; theirs are 2, 4"),
    ] {
        refused(&project, &["--since", since, "--audience", audience], stderr);
    }
    let odd = project.run(&["digest", "--audience", "client", "--since", "yesterday"]);
    assert_eq!(odd.code, 2);
    assert!(odd.stderr.contains("or the number of a publication"), "{}", odd.stderr);
}

#[test]
fn without_a_ledger_nothing_is_known() {
    let project = Project::new();
    write(&project, "exports", EXPORTS, &[]);
    let asked = ["--since", "2026-10-05", "--audience"];
    let begin = "there is no ledger yet: `roadcast publish --record` begins one";
    refused(&project, &[&asked[..], &["client"]].concat(), begin);
    record(&project, "client", "2026-10-05");
    let nothing = "nothing was published for sales before 22 November 2026, so nothing is known of \
         what moved; `roadcast publish --record` records what is published";
    refused(&project, &[&asked[..], &["sales"]].concat(), nothing);
}

#[test]
fn accounts_and_people_that_nobody_knows_are_refused_with_what_is_near() {
    let project = project();
    for (name, arguments, stderr) in [
        (
            "a misspelled account",
            ["--account", "Globex Holdin"],
            "no request that sales reads names the account `Globex Holdin`; did you mean `Globex Holding`?",
        ),
        (
            "a misspelled person",
            ["--by", "tim@northwind.example"],
            "no request that sales reads names anybody called `tim@northwind.example`; did you mean `tom@northwind.example`?",
        ),
    ] {
        let asked = [&["--since", "1", "--audience", "sales"], &arguments[..]].concat();
        let outcome = project.run(&[&["digest", "--as-of", AS_OF], &asked[..]].concat());
        assert_eq!(outcome.code, 2, "{name}");
        let asked = [&["--since", "2026-10-05", "--audience", "sales"], &arguments[..]].concat();
        refused(&project, &asked, stderr);
        let masked = [&["digest", "--as-of", AS_OF, "--out", "x", "--redact"], &asked[..]].concat();
        let masked = project.run_as_given(&masked).stderr;
        assert!(!masked.contains("obex") && !masked.contains("northwind"), "{masked}");
    }
    let asked = ["--since", "2026-10-05", "--audience", "sales"];
    let both = ["--account", "Initech AG", "--by", "tom@northwind.example"];
    let nothing = "nothing that this account asked for was passed on by this person";
    refused(&project, &[&asked[..], &both].concat(), nothing);
    for audience in ["client", "engineering"] {
        let asked =
            ["--since", "2026-10-05", "--audience", audience, "--account", "Globex Holding"];
        let words = "`--account` and `--by` go with `--audience sales`: nobody else has letters \
             about single accounts";
        refused(&project, &asked, words);
    }
}

#[test]
fn letters_for_insiders_go_to_no_log_and_several_to_no_stdout() {
    let project = project();
    for audience in ["sales", "engineering"] {
        let asked = ["digest", "--as-of", AS_OF, "--since", "2026-10-05", "--audience", audience];
        let words = format!(
            "error: letters for {audience} are printed at a terminal alone; write files with \
             `--out FOLDER`, or say with `--no-redact` that only authors read this\n"
        );
        project.run_as_given(&asked).fails_with(2, &words);
    }
    digest(&project, &["--audience", "sales"]).fails_with(
        2,
        "error: there are 2 letters; name one recipient with `--by` or `--account`, or write a file \
         for each with `--out FOLDER`\n",
    );
}

#[test]
fn no_letter_is_written_among_the_pages_of_a_site_or_over_what_is_no_file() {
    let project = project();
    project.build(&[]).succeeds();
    for folder in ["dist", "dist/client", "dist/client/new", "./dist/x"] {
        let asked = ["--audience", "sales", "--out", folder];
        digest(&project, &asked).fails_with(
            2,
            "error: `dist` holds the sites, and letters must not be published with them; name \
             another folder\n",
        );
    }
    let asked = ["--audience", "client", "--out", "letters"];
    std::fs::create_dir_all(project.path("letters/digest-2026-11-22-client.md")).expect("ours");
    let outcome = digest(&project, &asked);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("must be a plain file"), "{}", outcome.stderr);
}
