//! What stands on the page of a share, and what does not.

use super::{block, front, project, project_in};
use crate::support::png;

/// Every text of the hidden entry and of the share that no prospect may read.
const WITHHELD: [&str; 14] = [
    "Falcon bridge",
    "largest accounts have waited",
    "imke.okafor",
    "Puffin",
    "Quillfeather",
    "Globex",
    "tom.ito",
    "120000",
    "first two partners",
    "Hidden notes",
    "For salespeople",
    "Their renewal",
    "ana@northwind",
    "2027-02",
];

#[test]
fn a_page_shows_public_title_status_padded_window_and_the_words_of_the_share() {
    let project = project_in("plain").approved();
    project.build_shares();
    let page = project.page_of("j.weber");
    for shown in [
        "Prepared for <strong dir=\"auto\">Acme GmbH</strong>",
        "Deeper SAP integration",
        "Planned",
        // February, a quarter later, is in the second one.
        "Expected Q2 2027",
        "Orders and stock go both ways",
        "22 November 2026",
        "31 January 2027",
        "not a commitment",
        "Reports that open fast",
        "<a href=\"#items-reports-that-open-fast\">Reports</a>",
        "id=\"items-reports-that-open-fast\"",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn a_page_shows_nothing_else_of_what_it_is_about() {
    let project = project_in("plain").approved();
    project.build_shares();
    let pages = project.pages();
    assert_eq!(pages.len(), 2);
    for page in &pages {
        for withheld in WITHHELD {
            assert!(!page.contains(withheld), "{withheld}");
        }
    }
}

#[test]
fn what_a_page_must_not_show_is_in_the_sources() {
    let project = project_in("plain").approved();
    let read = |path: &str| std::fs::read_to_string(project.path(path)).expect("it was written");
    let sources = read("content/sap.md") + &read("shares/acme.md");
    for withheld in WITHHELD {
        assert!(sources.contains(withheld), "{withheld}");
    }
}

#[test]
fn no_page_names_another_recipient() {
    let project = project_in("plain").approved();
    project.build_shares();
    assert!(!project.page_of("j.weber").contains("m.roth"));
    assert!(!project.page_of("m.roth").contains("j.weber"));
}

#[test]
fn a_date_policy_without_dates_holds_for_shares_too() {
    let settings = "product: P\nshares: { approvers: [ana@northwind.example], mode: plain }\n";
    let project = project_in("plain").settings(settings).approved();
    project.build_shares();
    assert!(!project.page_of("j.weber").contains("Expected"));
}

#[test]
fn pictures_stand_in_the_page_itself() {
    let words = "![Two boxes](../content/boxes.png)";
    let project = project_in("plain")
        .file("content/boxes.png", crate::support::png([1, 2, 3]))
        .share("acme", &front(&[]), &block("sap", words))
        .approved();
    project.build_shares();
    let page = project.page_of("j.weber");
    assert!(page.contains("<img src=\"data:image/png;base64,"), "{page}");
    assert!(!page.contains("boxes.png"));
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    let project = project_in("plain").approved();
    project.build_shares();
    for page in project.pages() {
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        for loads in ["<script", "src=\"http", "<link", "@import", " style=\"", "<iframe"] {
            assert!(!page.contains(loads), "{loads}");
        }
    }
}

#[test]
fn the_shell_of_an_encrypted_page_names_neither_account_nor_product() {
    let project = project().approved();
    project.build_shares();
    for page in project.pages() {
        // Any three letters stand somewhere in the ciphertext.
        let (head, rest) = page.split_once("id=\"sealed\">").expect("it holds ciphertext");
        let shell = head.to_owned() + rest.split_once('<').expect("it ends").1;
        for name in ["Acme", "Northwind", "j.weber", "m.roth", "SAP", "2026", "2027"] {
            assert!(!shell.contains(name), "{name}");
        }
        assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    }
}

#[test]
fn a_confidential_entry_is_shown_under_an_agreement_and_after_two_have_looked() {
    let confidential = front(&[("entries", "[secret]"), ("nda", "CRM-4411")]);
    let project =
        project_in("plain").share("acme", &confidential, &block("secret", "The trial goes on."));
    project.approve("acme", "ana");
    assert!(project.build_shares().is_empty(), "one approval is not enough");
    project.approve("acme", "bo");
    project.build_shares();
    let page = project.page_of("j.weber");
    assert!(page.contains("Electronic orders") && page.contains("The trial goes on."));
    assert!(!page.contains("CRM-4411") && !page.contains("Tamarind"));
}

#[test]
fn a_page_that_is_attached_has_a_name_to_find_it_by() {
    let project = project_in("file").approved();
    let files = project.build_shares();
    let names: Vec<_> = files.keys().filter(|name| name.starts_with("roadmap-")).collect();
    assert_eq!((names.len(), files.len()), (2, 4), "{names:?}");
    assert!(project.page_of("j.weber").contains("Deeper SAP integration"));
}

#[test]
fn a_page_shows_no_pictures_of_entries_whoever_sees_them() {
    let picture = |name: &str| format!("picture: {{ file: {name}.png, alt: Zseen {name} }}");
    let shown = format!("title: Pictured\nstage: beta\nvisibility: client\n{}", picture("open"));
    let hidden = format!(
        "title: Electronic orders\nstage: planned\nvisibility: sales\n\
         client: {{ title: Orders by wire, {} }}",
        picture("inside")
    );
    let project = project_in("plain")
        .entry("pictured", &shown, "")
        .entry("wire", &hidden, "")
        .file("content/open.png", png([1, 2, 3]))
        .file("content/inside.png", png([4, 5, 6]))
        .share("acme", &front(&[("entries", "[sap, wire]")]), &{
            block("sap", "Soon.") + "\n" + &block("wire", "Soon too.")
        })
        .approved();
    project.build_shares();
    let page = project.page_of("j.weber");
    assert!(page.contains("Orders by wire") && page.contains("Pictured"), "{page}");
    for trace in ["Zseen", "<img", "src=\"data:"] {
        assert!(!page.contains(trace), "{trace}: {page}");
    }
}
