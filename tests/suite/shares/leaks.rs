//! What the scan stops in a share before anything is encrypted.

use crate::support::Project;

use super::{block, front, project};

/// A share with these words, and what a check says of it.
fn check(words: &str) -> (i32, String) {
    let project = project().share("acme", &front(&[]), &block("sap", words));
    said(&project)
}

fn said(project: &Project) -> (i32, String) {
    let outcome = project.check(&[]);
    (outcome.code, outcome.stderr)
}

#[test]
fn words_of_what_is_withheld_are_stopped() {
    for (words, kind) in [
        ("It is the Falcon bridge for the big ones.", "the title"),
        ("Its name is Quillfeather.", "a code name"),
        ("Globex Holding has it already.", "the account of a request"),
        ("Globex has it already.", "the account of a request"),
        ("Ask imke.okafor@northwind.example about it.", "the owner"),
        ("We are choosing the first two partners and will be back in spring.", "what to say"),
        (
            "The bridge that our largest accounts have waited for since the spring of last year.",
            "the summary",
        ),
        (
            "Their renewal hangs on this one and falls due in the middle of December.",
            "the reason of a share",
        ),
        ("As tom.ito@northwind.example has told you.", "the person behind a request"),
        ("It is in sap.md: [see](https://x.example/Quillfeather).", "a code name"),
    ] {
        let (code, said) = check(words);
        assert_eq!(code, 1, "{words}");
        let expected = format!("{kind} of `");
        assert!(said.contains("error[leak]") && said.contains(&expected), "{words}:\n{said}");
        assert!(said.contains("withheld from the readers of `shares/acme.md`"), "{said}");
    }
    assert_eq!(check("Nothing that is hidden anywhere.").0, 0);
}

#[test]
fn a_leak_in_a_share_prints_no_withheld_words() {
    let (_, said) = check("Its name is Quillfeather.");
    assert!(!said.contains("Quillfeather"), "{said}");
}

#[test]
fn the_account_recipients_and_words_of_another_share_are_stopped() {
    let other = front(&[
        ("account", "Initech Logistics"),
        ("recipients", "[samir.nagheenanajar]"),
        ("asked_by", "kim.berg@northwind.example"),
        ("nda", "CRM-99117"),
    ]);
    let secret =
        "We begin with your warehouse in Lyon, and add the one in Porto by the end of June.";
    for (words, kind) in [
        ("Initech Logistics has it.", "the account of a share"),
        ("Ask samir.nagheenanajar.", "a recipient of a share"),
        ("Ask kim.berg@northwind.example.", "who asked for a share"),
        ("It is CRM-99117.", "the agreement of a share"),
        (secret, "the text of a share"),
    ] {
        let project = project().share("acme", &front(&[]), &block("sap", words)).share(
            "initech",
            &other,
            &block("sap", secret),
        );
        let (code, said) = said(&project);
        let is_own_words = kind == "the text of a share";
        // The same words in two shares are shown by label to both.
        let expected = if is_own_words { (0, false) } else { (1, true) };
        assert_eq!((code, said.contains(&format!("{kind} of `"))), expected, "{words}:\n{said}");
    }
}

#[test]
fn the_words_of_a_share_are_stopped_in_the_client_site() {
    let secret =
        "We begin with your warehouse in Lyon, and add the one in Porto by the end of June.";
    let public = "title: Open\nstage: planned\nvisibility: client";
    let project = project().share("acme", &front(&[]), &block("sap", secret)).entry(
        "public",
        public,
        &format!("::: client\nHear this. {secret}\n:::"),
    );
    // It is public then, and a share may say what is public.
    assert_eq!(said(&project).0, 0);
    let project = project.entry("public", public, "::: client\nAcme GmbH has it.\n:::");
    let (code, said) = said(&project);
    assert_eq!(code, 1);
    assert!(said.contains("account"), "{said}");
}

#[test]
fn a_page_that_names_another_recipient_is_stopped() {
    let (code, said) = check("Please ask m.roth for the rest.");
    assert_eq!(code, 1);
    assert!(said.contains("the page of one recipient names another one"), "{said}");
}

#[test]
fn what_is_written_for_clients_of_the_entry_itself_may_be_said() {
    let summary =
        "Two-way sync of orders and stock with your SAP system, in minutes and not overnight.";
    let project = project();
    let sap = std::fs::read_to_string(project.path("content/sap.md")).expect("it is there");
    let client = format!("client: {{ title: Deeper SAP integration, summary: \"{summary}\" }}");
    let sap = sap.replace("client: { title: Deeper SAP integration }", &client);
    project.write("content/sap.md", sap);
    let project = project.share("acme", &front(&[]), &block("sap", summary));
    let (code, said) = said(&project);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn words_that_may_be_read_can_be_allowed() {
    let allowed = "allow_terms:\n  - { term: Quillfeather, reason: They know it., owner: ana, until: 2027-06-30 }\n";
    let project = project();
    let settings = std::fs::read_to_string(project.path("roadcast.yaml")).expect("it is there");
    let project = project.settings(&(settings + allowed)).share(
        "acme",
        &front(&[]),
        &block("sap", "Its name is Quillfeather."),
    );
    let (code, said) = said(&project);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("idle-term"), "{said}");
}

#[test]
fn that_there_are_shares_excuses_nothing_in_the_client_site() {
    let secret =
        "The bridge that our largest accounts have waited for since the spring of last year.";
    let public = "title: Open\nstage: planned\nvisibility: client";
    let project = project().entry("public", public, &format!("::: client\n{secret}\n:::"));
    let (code, said) = said(&project);
    assert_eq!(code, 1);
    assert!(said.contains("words of the summary of `content/sap.md`"), "{said}");
}
