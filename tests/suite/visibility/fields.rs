//! Every field of the format, by table: the sites in which a word that stands only in it is found.

use crate::support::{Files, Project, document, files_with};

const AUDIENCES: [&str; 3] = ["engineering", "sales", "client"];

/// Front matter, what it shows, and the outermost audience that may read it.
///
/// The words are unique, so that each is found only where its field is shown.
const FIELDS: &[(&str, &str, &str)] = &[
    ("title: Ztitle", "ztitle", "client"),
    ("title: Zinner\nclient: { title: Other }", "zinner", "sales"),
    ("client: { title: Zouter }", "zouter", "client"),
    ("summary: Zsummary.", "zsummary", "client"),
    ("summary: Zlong.\nclient: { summary: Short. }", "zlong", "sales"),
    ("client: { summary: Zshort. }", "zshort", "client"),
    ("client: { availability: Zplan }", "zplan", "client"),
    ("owner: zowner@acme.example", "zowner", "sales"),
    ("team: Zteam", "zteam", "sales"),
    ("tags: [ztag]", "ztag", "sales"),
    ("confidence: committed", "committed", "sales"),
    ("origin: compliance", "compliance", "sales"),
    ("phase: 97", "\"phase\":97", "sales"),
    ("requests: [{ account: Zaccount }]", "zaccount", "sales"),
    ("requests: [{ account: A, by: zby@acme.example }]", "zby", "sales"),
    ("requests: [{ account: A, value: 918270 EUR }]", "918270", "sales"),
    ("requests: [{ account: A, asked_on: 2031-03-17 }]", "2031-03-17", "sales"),
    ("requests: [{ account: A, asked_on: 2031-04-18 }]", "18 April 2031", "sales"),
    ("requests: [{ account: A, blocker: true }]", "\"blocker\":true", "sales"),
    ("decision: { outcome: deferred }", "\"key\":\"deferred\"", "sales"),
    ("decision: { outcome: accepted, reason: Zreason. }", "zreason", "sales"),
    ("decision: { outcome: accepted, revisit_when: Zagain. }", "zagain", "sales"),
    ("decision: { outcome: accepted, by: zjudge }", "zjudge", "sales"),
    ("decision: { outcome: accepted, on: 2032-03-17 }", "2032-03-17", "sales"),
    ("sales: { say: Zsay. }", "zsay", "sales"),
    ("sales: { note: Znote. }", "znote", "sales"),
    ("sales: { dont_say: Zdont. }", "zdont", "sales"),
    ("sales: { workaround: Zwork. }", "zwork", "sales"),
    ("stage: shipped\nshipped_on: 2026-03-09", "2026-03-09", "sales"),
    ("stage: shipped\nshipped_on: 2026-04-10", "10 April 2026", "sales"),
    ("stage: shipped\nshipped_on: 2026-05-11", "May 2026", "client"),
    ("target: 2035-07-21", "2035-07-21", "engineering"),
    ("effort: 918271", "918271", "engineering"),
    ("codenames: [Zcode]", "zcode", "engineering"),
    ("rice: { reach: 918272, impact: 1, confidence: 1, effort: 1 }", "918272", "engineering"),
    ("rice: { reach: 1, impact: 918273, confidence: 1, effort: 1 }", "918273", "engineering"),
    ("rice: { reach: 1, impact: 1, confidence: 0.918274, effort: 1 }", "918274", "engineering"),
    ("rice: { reach: 1, impact: 1, confidence: 1, effort: 918275 }", "918275", "engineering"),
    ("reviewed_on: 2033-03-17", "2033-03-17", "engineering"),
    ("extra: { zkey: 1 }", "zkey", "engineering"),
    ("extra: { a: zvalue }", "zvalue", "engineering"),
    ("extra: { a: { b: [zdeep] } }", "zdeep", "engineering"),
];

/// Bodies, in the same way.
const BODIES: &[(&str, &str, &str)] = &[
    ("Zunmarked.", "zunmarked", "engineering"),
    ("# Zheading", "zheading", "engineering"),
    ("```zlanguage\nZcoded\n```", "zcoded", "engineering"),
    ("::: sales\nZsales.\n:::", "zsales", "sales"),
    ("::: client\nZclient.\n:::", "zclient", "client"),
    ("::: client\nBefore.\n:::\nZbetween.\n::: client\nAfter.\n:::", "zbetween", "engineering"),
    ("::: client\n[a](https://a.example \"Zhover\")\n:::", "zhover", "client"),
];

/// An entry for each row, all of the same visibility.
fn project(visibility: &str) -> Project {
    let mut project = Project::new();
    for (at, (front, ..)) in FIELDS.iter().enumerate() {
        let title = if front.starts_with("title:") { "" } else { &format!("title: Entry {at}\n") };
        let stage = if front.contains("stage:") { "" } else { "stage: planned\n" };
        let front = format!("{title}{stage}visibility: {visibility}\n{front}");
        project = project.entry(&format!("entry-{at}"), &front, "");
    }
    for (at, (body, ..)) in BODIES.iter().enumerate() {
        let front = format!("title: Body {at}\nstage: planned\nvisibility: {visibility}");
        project = project.entry(&format!("body-{at}"), &front, body);
    }
    project
}

/// Position in [`AUDIENCES`]: a label reaches its own audience and those before it.
fn rank(audience: &str) -> usize {
    AUDIENCES.iter().position(|other| *other == audience).expect("it is an audience")
}

/// The rows that are shown to somebody who may not read them, or not to somebody who may.
fn wrong(visibility: &str) -> Vec<String> {
    let project = project(visibility);
    project.build(&[]).succeeds();
    let sites: Vec<(&str, Files)> =
        AUDIENCES.into_iter().map(|audience| (audience, project.site(audience))).collect();
    let mut wrong = Vec::new();
    for (text, word, outermost) in FIELDS.iter().chain(BODIES) {
        for (audience, site) in &sites {
            let may_read = rank(audience) <= rank(outermost).min(rank(visibility));
            let found = files_with(site, word);
            if found.is_empty() == may_read {
                wrong.push(format!("{visibility} entry, {audience} site, {text:?}: {found:?}"));
            }
        }
    }
    wrong
}

#[test]
fn each_field_of_a_client_entry_is_in_the_sites_of_those_who_may_read_it() {
    assert_eq!(wrong("client"), [""; 0]);
}

#[test]
fn each_field_of_a_sales_entry_is_in_the_sites_of_those_who_may_read_it() {
    assert_eq!(wrong("sales"), [""; 0]);
}

#[test]
fn each_field_of_an_engineering_entry_is_in_the_engineering_site_alone() {
    assert_eq!(wrong("engineering"), [""; 0]);
}

#[test]
fn an_entry_without_visibility_is_for_engineering_alone() {
    let project = Project::new().entry("a", "title: Zunlabelled\nstage: planned", "");
    project.build(&[]).succeeds();
    assert!(!files_with(&project.site("engineering"), "zunlabelled").is_empty());
    assert_eq!(files_with(&project.site("sales"), "zunlabelled"), [""; 0]);
    assert_eq!(files_with(&project.site("client"), "zunlabelled"), [""; 0]);
}

#[test]
fn undiscovered_and_confidential_entries_are_in_the_sites_of_insiders_alone() {
    for front in ["stage: idea", "stage: discovery", "stage: planned\nconfidential: true"] {
        let front = format!("title: Zinside\n{front}\nvisibility: sales");
        let project = Project::new().entry("a", &front, "");
        project.build(&[]).succeeds();
        assert!(!files_with(&project.site("engineering"), "zinside").is_empty(), "{front}");
        assert!(!files_with(&project.site("sales"), "zinside").is_empty(), "{front}");
        assert_eq!(files_with(&project.site("client"), "zinside"), [""; 0], "{front}");
    }
}

#[test]
fn file_and_folder_names_are_in_the_engineering_site_alone() {
    let front = "title: A\nstage: planned\nvisibility: client";
    let project = Project::new().file("content/zfolder/zfile.md", document(front, ""));
    project.build(&[]).succeeds();
    for word in ["zfolder", "zfile"] {
        assert!(!files_with(&project.site("engineering"), word).is_empty(), "{word}");
        assert_eq!(files_with(&project.site("sales"), word), [""; 0], "{word}");
        assert_eq!(files_with(&project.site("client"), word), [""; 0], "{word}");
    }
}

#[test]
fn dependencies_are_on_the_pages_of_engineering_alone() {
    let shown = "stage: planned\nvisibility: client";
    // In another column, because a client's page names its neighbors there.
    let project = Project::new()
        .entry("a", &format!("title: A\n{shown}\ndepends_on: [b]"), "")
        .entry("b", &format!("title: Zneeded\n{shown}\nhorizon: later"), "");
    project.build(&[]).succeeds();
    assert!(project.page("engineering", "items/a.html").contains("Zneeded"));
    assert!(!project.page("sales", "items/a.html").contains("Zneeded"));
    assert!(!project.page("client", "items/a.html").contains("Zneeded"));
}

#[test]
fn the_address_of_a_page_is_made_from_the_title_that_its_readers_see() {
    let front =
        "title: Inner name\nstage: planned\nvisibility: client\nclient: { title: Outer name }";
    let project = Project::new().entry("file-name", front, "");
    project.build(&[]).succeeds();
    let items = |audience| -> Vec<String> {
        let site = project.site(audience);
        site.into_keys().filter(|path| path.starts_with("items/")).collect()
    };
    assert_eq!(items("client"), ["items/outer-name.html"]);
    assert_eq!(items("sales"), ["items/inner-name.html"]);
    assert_eq!(items("engineering"), ["items/inner-name.html"]);
}
