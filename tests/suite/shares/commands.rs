//! `roadcast share`, from the question to a link that has ended.

use crate::support::Project;

use super::{SECRET, project, project_in};

fn read(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.path(path)).expect("it is there")
}

#[test]
fn a_question_takes_from_the_request_what_it_says() {
    let project = project();
    let day = ["--as-of", "2026-11-22"];
    let new = ["share", "new", "globex", "--entry", "sap", "--text", "It is coming."];
    let outcome = project.run(&[&new[..], &day].concat()).succeeds();
    assert_eq!(outcome.stdout, "shares/globex-holding-2026-11.md\n");
    assert_eq!(
        read(&project, "shares/globex-holding-2026-11.md"),
        "---\naccount: Globex Holding\nasked_by: \"tom.ito@northwind.example\"\n\
         reason: They asked for it.\nuntil: 2027-01-21\nentries: [sap]\n\
         recipients: [globex-holding]\n---\n::: entry sap\nIt is coming.\n:::\n"
    );
    assert_eq!(project.check(&[]).code, 0);
    // Nothing is overwritten.
    let again = project.run(&[&new[..], &day].concat());
    assert_eq!(again.code, 2, "{}", again.stderr);
}

#[test]
fn a_question_says_everything_that_it_is_told() {
    let project = project();
    let arguments = [
        "share",
        "new",
        "Initech AG",
        "--entry",
        "secret",
        "--by",
        "kim@northwind.example",
        "--reason",
        "They fund it.",
        "--recipient",
        "s.naga",
        "--recipient",
        "p.gibbons",
        "--until",
        "2026-12-24",
        "--nda",
        "CRM-7",
        "--text",
        "The **trial** goes on.",
        "--as-of",
        "2026-11-22",
    ];
    project.run(&arguments).succeeds();
    assert_eq!(
        read(&project, "shares/initech-ag-2026-11.md"),
        "---\naccount: Initech AG\nasked_by: \"kim@northwind.example\"\nreason: They fund it.\n\
         until: 2026-12-24\nentries: [secret]\nrecipients: [s.naga, p.gibbons]\nnda: CRM-7\n---\n\
         ::: entry secret\nThe **trial** goes on.\n:::\n"
    );
}

#[test]
fn a_question_that_check_would_refuse_makes_no_file() {
    let project = project();
    for (more, code) in [
        (&["--entry", "none"][..], "unknown-entry"),
        (&["--entry", "idea"], "share-entry"),
        (&["--entry", "secret"], "share-entry"),
        (&["--entry", "untitled"], "share-entry"),
        (&["--entry", "sap", "--until", "2028-01-01"], "share-until"),
        (&["--entry", "sap", "--until", "2026-01-01"], "share-until"),
        (&["--entry", "sap", "--recipient", "a", "--recipient", "A"], "bad-recipient"),
        (&["--entry", "sap", "--text", "Quillfeather!"], "leak"),
        (&["--entry", "sap", "--text", "Acme GmbH has it."], "leak"),
    ] {
        let start =
            ["share", "new", "Initech", "--by", "kim@northwind.example", "--as-of", "2026-11-22"];
        let outcome = project.run(&[&start[..], more].concat());
        assert_eq!(outcome.code, 1, "{more:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("[{code}]")), "{more:?}: {}", outcome.stderr);
        assert!(!project.path("shares/initech-2026-11.md").exists());
    }
}

#[test]
fn whoever_approves_is_shown_the_exact_words_first() {
    let project = project();
    let outcome = project.approve("acme", "ana");
    let (words, hash) = outcome.stdout.trim_end().rsplit_once('\n').expect("the hash comes last");
    assert_eq!(
        words,
        "for Acme GmbH, until 31 January 2027\n\nDeeper SAP integration\n\
         [Planned, expected Q2 2027]\n\nOrders and stock go both ways, as they happen. [Reports] \
         show the same.\n"
    );
    let line =
        format!("approved: {{ by: \"ana@northwind.example\", on: 2026-11-20, text: {hash} }}\n");
    assert!(read(&project, "shares/acme.md").contains(&line));
}

#[test]
fn what_cannot_be_approved_is_not() {
    let project = project();
    let approve = |by: &str, more: &[&str]| {
        project.run(
            &[&["share", "approve", "acme", "--by", by, "--as-of", "2026-11-22"], more].concat(),
        )
    };
    for (by, words) in [
        ("tom.ito@northwind.example", "is not among the approvers"),
        ("nobody", "is not among the approvers"),
    ] {
        let outcome = approve(by, &["--yes"]);
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
    // Nobody can be asked where there is no terminal.
    assert_eq!(approve("ana@northwind.example", &[]).code, 2);
    let settings =
        read(&project, "roadcast.yaml").replace("[ana@", "[tom.ito@northwind.example, ana@");
    project.write("roadcast.yaml", settings);
    let outcome = approve("tom.ito@northwind.example", &["--yes"]);
    assert!(
        outcome.stderr.contains("nobody approves what they have asked for"),
        "{}",
        outcome.stderr
    );
    let text = read(&project, "shares/acme.md").replace("Orders and stock", "Quillfeather");
    project.write("shares/acme.md", text);
    let outcome = approve("ana@northwind.example", &["--yes"]);
    assert!(outcome.stderr.contains("error[leak]"), "{}", outcome.stderr);
    assert!(!read(&project, "shares/acme.md").contains("approved"));
}

#[test]
fn the_list_says_what_becomes_of_each() {
    let project = project();
    let list = |day: &str| project.run(&["share", "list", "--as-of", day]).succeeds().stdout;
    assert_eq!(
        list("2026-11-22"),
        "acme: waits for approval\n  for Acme GmbH: j.weber, m.roth\n  entries: sap\n  \
         until 2027-01-31, approved by nobody\n"
    );
    project.approve("acme", "ana");
    assert!(list("2026-11-22").starts_with("acme: active\n"));
    assert!(list("2026-11-01").starts_with("acme: not yet\n"));
    assert!(list("2027-02-01").starts_with("acme: expired\n"));
    let text = read(&project, "shares/acme.md").replace("both ways", "one way");
    project.write("shares/acme.md", text);
    assert!(list("2026-11-22").starts_with("acme: changed since\n"));
    let json = project.run(&["share", "list", "--format", "json", "--as-of", "2026-11-22"]);
    let list: serde_json::Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    assert_eq!(list[0]["recipients"][0]["name"], "j.weber");
}

#[test]
fn links_lead_to_the_pages_that_a_build_writes() {
    let project = project().approved();
    let files = project.build_shares();
    let links = project.run_with_secret(&["share", "link", "acme"]).succeeds().stdout;
    let lines: Vec<_> =
        links.lines().map(|line| line.split_once('\t').expect("two parts")).collect();
    assert_eq!(lines.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["j.weber", "m.roth"]);
    for (_, link) in lines {
        let rest = link.strip_prefix("https://shared.northwind.example/").expect("it is whole");
        let (path, key) = rest.split_once('#').expect("it has a key");
        assert!(files.contains_key(path) && key.len() == 43, "{link}");
    }
    let plain = project_in("plain").approved();
    let links = plain.run_with_secret(&["share", "link", "acme"]).succeeds().stdout;
    assert!(!links.contains('#'), "{links}");
}

#[test]
fn what_is_not_published_has_no_links() {
    let waiting = project();
    let outcome = waiting.run_with_secret(&["share", "link", "acme"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    let approved = project().approved();
    let outcome = approved.run_with_secret(&["share", "link", "acme", "--as-of", "2027-02-01"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    let outcome = approved.run(&["share", "link", "acme", "--as-of", "2026-11-22"]);
    assert!(outcome.stderr.contains("the secret is not known"), "{}", outcome.stderr);
}

#[test]
fn a_preview_is_what_the_recipient_will_read() {
    let project = project_in("plain").approved();
    let outside = tempfile::tempdir().expect("the system has room for a test");
    let file = outside.path().join("preview.html");
    let path = file.to_str().expect("it is UTF-8");
    project.run_with_secret(&["share", "open", "acme", "m.roth", "--to", path]).succeeds();
    project.build_shares();
    let page = std::fs::read_to_string(&file).expect("it was written");
    assert_eq!(page, project.page_of("m.roth"));
    // Nothing is overwritten, and nobody else may read it.
    assert_eq!(project.run_with_secret(&["share", "open", "acme", "--to", path]).code, 2);
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn a_share_that_is_not_there_is_looked_for_among_those_that_are() {
    let outcome = project().run(&["share", "list", "--as-of", "2026-11-22"]);
    assert_eq!(outcome.code, 0);
    let outcome = project().run(&["share", "revoke", "acne", "j.weber", "--as-of", "2026-11-22"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("did you mean `acme`?"), "{}", outcome.stderr);
    let outcome = project().run(&["share", "revoke", "acme", "j.webber", "--as-of", "2026-11-22"]);
    assert!(outcome.stderr.contains("did you mean `j.weber`?"), "{}", outcome.stderr);
}

#[test]
fn no_command_takes_the_secret_as_an_argument_which_whoever_lists_processes_would_see() {
    let project = project().approved();
    for command in [
        &["build"][..],
        &["verify", "dist"],
        &["publish", "shares"],
        &["publish", "--record", "--shares"],
        &["share", "link", "acme"],
        &["share", "open", "acme"],
    ] {
        for option in ["--share-secret", "--secret", "--share-key"] {
            let outcome = project.run_as_given(&[command, &[option, SECRET]].concat());
            assert_eq!(outcome.code, 2, "{command:?} {option}");
            assert!(outcome.stderr.contains("unexpected argument"), "{}", outcome.stderr);
        }
    }
    let known = project.run_as_given(&["completions", "bash"]).succeeds().stdout;
    let options = known.matches("--share-secret").count();
    assert!(options > 0 && options == known.matches("--share-secret-file").count(), "{options}");
}
