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

/// The words of another share, for whatever entry.
const OTHERS: &str =
    "We begin with your warehouse in Lyon, and add the one in Porto by the end of June.";

/// A second share, for an entry of its own, with a note.
fn with_another(project: Project, entry: &str) -> Project {
    let entries = format!("[{entry}]");
    let other = front(&[
        ("account", "Initech Logistics"),
        ("recipients", "[samir.nagheenanajar]"),
        ("asked_by", "kim.berg@northwind.example"),
        ("reason", "They threaten to leave for a rival unless they hear more."),
        ("nda", "CRM-99117"),
        ("entries", &entries),
    ]);
    let body = format!("{}\n\n{NOTE}", block(entry, OTHERS));
    project.share("initech", &other, &body)
}

const NOTE: &str =
    "Finance said that the discount may reach two fifths if they sign for three years.";

/// What a share holds, each with what it is.
const HELD: [(&str, &str); 7] = [
    ("Initech Logistics has it.", "the account of a share"),
    ("Ask samir.nagheenanajar.", "a recipient of a share"),
    ("Ask kim.berg@northwind.example.", "who asked for a share"),
    ("It is CRM-99117.", "the agreement of a share"),
    ("They threaten to leave for a rival unless they hear more.", "the reason of a share"),
    (NOTE, "a note in a share"),
    (OTHERS, "the text of a share"),
];

#[test]
fn what_another_share_holds_is_stopped_in_a_share() {
    for (words, kind) in HELD {
        let project = project().share("acme", &front(&[]), &block("sap", words));
        let (code, said) = said(&with_another(project, "open"));
        assert_eq!(code, 1, "{words}");
        assert!(said.contains(&format!("{kind} of `shares/initech.md`")), "{words}:\n{said}");
    }
}

#[test]
fn two_shares_may_tell_the_same_of_the_same_entry() {
    let project = project().share("acme", &front(&[]), &block("sap", OTHERS));
    let (code, said) = said(&with_another(project, "sap"));
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_a_share_holds_is_stopped_in_the_client_site() {
    for (words, kind) in HELD {
        let public = "title: Open\nstage: planned\nvisibility: client";
        let text = format!("::: client\nHear this. {words}\n:::");
        let (code, said) = said(&with_another(project(), "open").entry("public", public, &text));
        assert_eq!(code, 1, "{words}");
        assert!(said.contains(&format!("{kind} of `shares/initech.md`")), "{words}:\n{said}");
    }
}

#[test]
fn why_something_was_shared_is_stopped_in_the_sales_site() {
    // Words that salespeople read too would be stopped in the share itself.
    for (words, kind) in HELD.into_iter().filter(|(words, _)| *words != OTHERS) {
        let inside = "title: Inner\nstage: planned\nvisibility: sales";
        let text = format!("::: sales\nHear this. {words}\n:::");
        let (code, said) = said(&with_another(project(), "open").entry("inner", inside, &text));
        let is_told =
            kind.contains("reason") || kind.contains("note") || kind.contains("agreement");
        assert_eq!(code, i32::from(is_told), "{words}:\n{said}");
    }
}

#[test]
fn what_clients_read_of_an_entry_may_be_told_of_it_in_a_share() {
    let project = project();
    let open = std::fs::read_to_string(project.path("content/open.md")).expect("it is there");
    project.write("content/open.md", open.replace("They do.", OTHERS));
    let (code, said) = said(&with_another(project, "open"));
    assert_eq!(code, 0, "{said}");
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
