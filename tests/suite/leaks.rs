//! Leaks that authors plant themselves: stopped, explained, and never repeated in the message.

use crate::support::{Outcome, Project};

/// An entry that holds secrets, in a file of its own.
const SECRET: &str = "title: Acquire Initrode\nstage: discovery\ncodenames: [Falconwing]\n\
                      owner: ana.berg@acme.example\nsummary: We buy the company before the others hear of it at all.\n\
                      requests: [{ account: Globex Industries, by: tom.holt@acme.example }]\n\
                      extra: { jira: ACQ-4711 }";
const HIDDEN_TEXT: &str =
    "The price we agreed on last week is ninety million, payable in three parts.";
const SHOWN: &str = "title: A\nstage: planned\nvisibility: client";
const SECRETS: [&str; 7] =
    ["initrode", "falconwing", "ana.berg", "globex", "tom.holt", "acq-4711", "ninety million"];

fn project(shown: &str) -> Project {
    bare(Project::new())
        .settings("product: Acme\nnever_publish: [Sunset clause]\n")
        .entry("secret", SECRET, HIDDEN_TEXT)
        .entry("a", SHOWN, &format!("::: client\n{shown}\n:::"))
}

/// Templates that hold the text alone, so that its place does not move with the default theme.
fn bare(project: Project) -> Project {
    project
        .file("themes/default/client/entry.html", "{% for b in blocks %}{{ b }}{% endfor %}\n")
        .file("themes/default/sales/entry.html", "{% for b in blocks %}{{ b.html }}{% endfor %}\n")
}

/// Nothing secret may be in what the program says.
fn discreet(outcome: Outcome) -> Outcome {
    let said = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
    for secret in SECRETS.into_iter().chain(["sunset clause"]) {
        assert!(!said.contains(secret), "{secret} is in:\n{said}");
    }
    outcome
}

#[test]
fn text_that_holds_no_secret_passes() {
    project("A plan without names.").check(&[]).succeeds();
}

#[test]
fn a_code_name_is_stopped() {
    discreet(project("Also known as\nthe Falconwing plan.").check(&[])).fails_with(
        1,
        "
            error[leak]: a code name of `content/secret.md`, withheld from client and sales readers, is in their sites
            --> content/secret.md:4:13
            ::: content/a.md:8:5
             = help: found in plain text of `client/items/a.html`, line 2, column 5, made from `content/a.md`
             = help: found in plain text of `sales/items/a.html`, line 2, column 5, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 39
             = help: found in plain text of `sales/search.js`, line 2, column 39
             = help: take the words at content/a.md:8:5 out of what client and sales readers see; if they may read them, add what stands at content/secret.md:4:13 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_account_is_stopped() {
    discreet(project("As GLOBEX INDUSTRIES asked us.").check(&[])).fails_with(
        1,
        "
            error[leak]: the account of a request of `content/secret.md`, withheld from client and sales readers, is in their sites
            --> content/secret.md:7:23
            ::: content/a.md:7:4
             = help: found in plain text of `client/items/a.html`, line 1, column 7, made from `content/a.md`
             = help: found in plain text of `sales/items/a.html`, line 1, column 7, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 24
             = help: found in plain text of `sales/search.js`, line 2, column 24
             = help: take the words at content/a.md:7:4 out of what client and sales readers see; if they may read them, add what stands at content/secret.md:7:23 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_owner_is_stopped() {
    discreet(project("Write to ana.berg@acme.example.").check(&[])).fails_with(
        1,
        "
            error[leak]: the owner of `content/secret.md`, withheld from client and sales readers, is in their sites
            --> content/secret.md:5:8
            ::: content/a.md:7:10
             = help: found in plain text of `client/items/a.html`, line 1, column 13, made from `content/a.md`
             = help: found in plain text of `sales/items/a.html`, line 1, column 13, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 30
             = help: found in plain text of `sales/search.js`, line 2, column 30
             = help: take the words at content/a.md:7:10 out of what client and sales readers see; if they may read them, add what stands at content/secret.md:5:8 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_hidden_title_is_stopped() {
    discreet(project("We may acquire *Initrode* soon.").check(&[])).fails_with(
        1,
        "
            error[leak]: the title of `content/secret.md`, withheld from client and sales readers, is in their sites
            --> content/secret.md:2:8
            ::: content/a.md:7:8
             = help: found in plain text of `client/items/a.html`, line 1, column 11, made from `content/a.md`
             = help: found in plain text of `sales/items/a.html`, line 1, column 11, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 28
             = help: found in plain text of `sales/search.js`, line 2, column 28
             = help: take the words at content/a.md:7:8 out of what client and sales readers see; if they may read them, add what stands at content/secret.md:2:8 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_term_that_must_never_be_published_is_stopped() {
    discreet(project("There is a sunset clause.").check(&[])).fails_with(
        1,
        "
            error[leak]: a term that must never be published is in the client site
            --> roadcast.yaml:2:17
            ::: content/a.md:7:12
             = help: found in plain text of `client/items/a.html`, line 1, column 15, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 32
             = help: take the term out of what client readers see

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_sentence_of_a_hidden_text_is_stopped() {
    discreet(
        project("You know that the price we agreed on last week is ninety million!").check(&[]),
    )
    .fails_with(
        1,
        "
            error[leak]: words of unmarked text of `content/secret.md`, withheld from client and sales readers, are in their sites
            --> content/secret.md:10:1
            ::: content/a.md:7:15
             = help: found 10 words in a row in plain text of `client/items/a.html`, line 1, column 18, made from `content/a.md`
             = help: found 10 words in a row in plain text of `sales/items/a.html`, line 1, column 18, made from `content/a.md`
             = help: found 10 words in a row in plain text of `client/search.js`, line 2, column 35
             = help: found 10 words in a row in plain text of `sales/search.js`, line 2, column 35
             = help: take the words at content/a.md:7:15 out of what client and sales readers see; if they may read them, add the words from content/secret.md:10:1 to 10:51 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_sentence_of_a_hidden_summary_is_stopped() {
    discreet(
        project("So we buy the company before the others hear of it at all, right?").check(&[]),
    )
    .fails_with(
        1,
        "
            error[leak]: words of the summary of `content/secret.md`, withheld from client and sales readers, are in their sites
            --> content/secret.md:6:10
            ::: content/a.md:7:4
             = help: found 12 words in a row in plain text of `client/items/a.html`, line 1, column 7, made from `content/a.md`
             = help: found 12 words in a row in plain text of `sales/items/a.html`, line 1, column 7, made from `content/a.md`
             = help: found 12 words in a row in plain text of `client/search.js`, line 2, column 24
             = help: found 12 words in a row in plain text of `sales/search.js`, line 2, column 24
             = help: take the words at content/a.md:7:4 out of what client and sales readers see; if they may read them, add the words from content/secret.md:6:10 to 6:64 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_page_whose_name_holds_the_secret_is_not_named() {
    for front in ["title: Plan Falconwing", "title: B\nclient: { title: Plan Falconwing }"] {
        let front = format!("{front}\nstage: planned\nvisibility: client");
        let outcome = discreet(project("").entry("b", &front, "").check(&[]));
        assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
    }
    let theme = "title: Plan Falconwing\nvisibility: client";
    let outcome = discreet(project("").theme("t", theme, "").check(&[]));
    assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
}

#[test]
fn a_title_that_clients_read_makes_no_code_name_or_forbidden_term_public() {
    for title in ["Falconwing", "Sunset clause"] {
        let front = format!("title: {title}\nstage: planned\nvisibility: client");
        let outcome = discreet(project("").entry("b", &front, "").check(&[]));
        assert!(outcome.stderr.starts_with("error[leak]: "), "{title}: {}", outcome.stderr);
    }
}

#[test]
fn an_internal_title_is_withheld_when_clients_have_their_own() {
    let front =
        "title: Falconwing sync\nstage: planned\nvisibility: client\nclient: { title: Sync }";
    let project =
        bare(Project::new()).entry("a", front, "::: client\nThe Falconwing sync is coming.\n:::");
    discreet(project.check(&[])).fails_with(
        1,
        "
            error[leak]: the title of `content/a.md`, withheld from client readers, is in their site
            --> content/a.md:2:8
            ::: content/a.md:8:5
             = help: found in plain text of `client/items/sync.html`, line 1, column 8, made from `content/a.md`
             = help: found in plain text of `client/search.js`, line 2, column 28
             = help: take the words at content/a.md:8:5 out of what client readers see; if they may read them, add what stands at content/a.md:2:8 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_field_for_engineering_is_stopped_on_its_way_to_sales() {
    let project = bare(Project::new()).entry(
        "a",
        "title: A\nstage: planned\nvisibility: sales\ncodenames: [Falconwing]",
        "::: sales\nThis is Falconwing.\n:::",
    );
    discreet(project.check(&[])).fails_with(
        1,
        "
            error[leak]: a code name of `content/a.md`, withheld from sales readers, is in their site
            --> content/a.md:5:13
            ::: content/a.md:8:9
             = help: found in plain text of `sales/items/a.html`, line 1, column 12, made from `content/a.md`
             = help: found in plain text of `sales/search.js`, line 2, column 29
             = help: take the words at content/a.md:8:9 out of what sales readers see; if they may read them, add what stands at content/a.md:5:13 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`

            1 error; nothing was written
            ",
    );
}

#[test]
fn the_owner_of_a_shown_entry_is_no_secret_among_sales() {
    let front = "title: A\nstage: planned\nvisibility: sales\nowner: ana.berg@acme.example";
    Project::new()
        .entry("a", front, "::: sales\nAsk ana.berg@acme.example.\n:::")
        .check(&[])
        .succeeds();
}

#[test]
fn secrets_are_found_in_whatever_form_they_are_written() {
    for text in [
        "F&#97;lconwing",
        "Falcon**wing**",
        "FALCONWING",
        "`falconwing`",
        "[link](https://acme.example/falconwing)",
        "[link](https://acme.example/%46alconwing)",
        "[link](https://acme.example \"Falconwing\")",
        "[link](mailto:ana.berg@acme.example)",
        "## Falconwing",
        "| a | b |\n|---|---|\n| c | Falconwing |",
        "Note[^1].\n\n[^1]: Falconwing.",
        "<details><summary>Falconwing</summary>x</details>",
        "<abbr title=\"Falconwing\">F</abbr>",
        "```Falconwing\ncode\n```",
        "See ACQ-4711.",
        "RmFsY29ud2luZw==",
    ] {
        let outcome = discreet(project(text).check(&[]));
        let starts = outcome.stderr.starts_with("error[leak]: ");
        assert!(outcome.code == 1 && starts, "{text}: {}", outcome.stderr);
    }
}

#[test]
fn secrets_are_found_in_whatever_field_they_are_written() {
    for front in [
        "client: { summary: Falconwing. }",
        "summary: Falconwing.",
        "client: { availability: Falconwing customers }",
    ] {
        let outcome = discreet(project("").entry("a", &format!("{SHOWN}\n{front}"), "").check(&[]));
        assert!(outcome.stderr.starts_with("error[leak]: "), "{front}: {}", outcome.stderr);
    }
    let theme = "title: T\nproblem: Falconwing.\nvisibility: client";
    let outcome = discreet(project("").theme("t", theme, "").check(&[]));
    assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
}

#[test]
fn secrets_are_found_in_whatever_setting_they_are_written() {
    for setting in [
        "tagline: The Falconwing company",
        "disclaimer: Falconwing may change.",
        "feedback: https://acme.example/falconwing",
        "editions: { client: { base_url: \"https://falconwing.acme.example/\" } }",
    ] {
        let yaml = format!("product: Acme\n{setting}\n");
        let outcome = discreet(project("").settings(&yaml).check(&[]));
        assert!(outcome.stderr.starts_with("error[leak]: "), "{setting}: {}", outcome.stderr);
    }
    let outcome = discreet(project("").settings("product: Falconwing\n").check(&[]));
    assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
}

#[test]
fn secrets_are_found_in_the_text_of_drawings() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"20\">\
               <text y=\"15\">Falconwing</text></svg>";
    let outcome = discreet(project("![i](i.svg)").file("content/i.svg", svg).check(&[]));
    assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
}

#[test]
fn secrets_are_found_in_templates_of_the_project() {
    let outcome = discreet(
        project("")
            .file("themes/default/client/404.html", "<p>Not found, Falconwing.</p>")
            .check(&[]),
    );
    assert!(outcome.stderr.starts_with("error[leak]: "), "{}", outcome.stderr);
}

#[test]
fn an_allowed_term_is_no_leak() {
    let allowed = "allow_terms:\n  - { term: Falconwing, reason: public since May, owner: ana, until: 2027-01-01 }\n\
                   \x20 - { term: the price we agreed on last week is ninety million, reason: r, owner: ana, until: 2027-01-01 }\n";
    let text = "Falconwing: the price we agreed on last week is ninety million.";
    project(text).settings(&format!("product: Acme\n{allowed}")).check(&[]).succeeds();
    let two =
        project("Falconwing and Globex Industries.").settings(&format!("product: Acme\n{allowed}"));
    assert_eq!(two.check(&[]).code, 1);
}

#[test]
fn a_leak_is_stopped_whichever_sites_are_wanted_and_leaves_them_as_they_were() {
    let project = project("A plan without names.");
    project.build(&[]).succeeds();
    project.age("dist");
    let before = project.state("dist");
    project.write("content/a.md", crate::support::document(SHOWN, "::: client\nFalconwing.\n:::"));
    for arguments in [[].as_slice(), &["--audience", "client"], &["--quiet"], &["--format", "json"]]
    {
        assert_eq!(discreet(project.build(arguments)).code, 1, "{arguments:?}");
        assert!(project.state("dist") == before, "{arguments:?}");
    }
    project.build(&["--audience", "engineering"]).succeeds();
}

#[test]
fn a_leak_is_reported_as_data_without_the_secret() {
    let outcome = discreet(project("Falconwing.").check(&["--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let leak = &report["diagnostics"][0];
    assert_eq!((&leak["code"], &leak["path"]), (&"leak".into(), &"content/secret.md".into()));
    assert_eq!((&leak["line"], &leak["column"]), (&4.into(), &13.into()));
}

#[test]
fn one_secret_in_many_places_is_one_leak() {
    let project = project("Falconwing.\n\nFalconwing again.");
    let outcome = discreet(project.check(&["--audience", "client"]));
    assert!(outcome.stderr.ends_with("\n1 error; nothing was written\n"), "{}", outcome.stderr);
}
