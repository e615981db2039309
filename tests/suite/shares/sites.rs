//! Shares and the three sites: a share changes none of them, but for the list that salespeople read;
//! and nothing hidden changes a share.

use crate::support::{Files, Project};

use super::{block, front, project, project_in};

fn sites(project: &Project) -> [Files; 3] {
    project.run_with_secret(&["build"]).succeeds();
    ["engineering", "sales", "client"].map(|audience| project.site(audience))
}

/// The files of a site that are not the same.
fn differing(one: &Files, other: &Files) -> Vec<String> {
    let paths = one.keys().chain(other.keys().filter(|path| !one.contains_key(*path)));
    let differ = |path: &&String| one.get(*path) != other.get(*path);
    paths.filter(differ).cloned().collect()
}

/// What salespeople read of shares: the list of accounts, the page of the account, and that of each
/// entry that is shown.
const LISTS: [&str; 3] =
    ["accounts.html", "accounts/acme-gmbh.html", "items/falcon-bridge-for-the-big-ones.html"];
/// The page of an account that gets a share later.
const OTHER: &str = "accounts/globex-holding.html";

#[test]
fn adding_changing_or_removing_a_share_changes_no_site_but_for_the_list_of_sales() {
    let project = project().approved();
    let before = sites(&project);
    let other = front(&[("account", "Globex Holding"), ("until", "2026-12-24")]);
    project
        .write("shares/globex.md", crate::support::document(&other, &block("sap", "Other words.")));
    project.approve("globex", "bo");
    let after = sites(&project);
    assert_eq!(differing(&before[0], &after[0]), [""; 0]);
    assert_eq!(differing(&before[1], &after[1]), [LISTS[0], OTHER, LISTS[2]]);
    assert_eq!(differing(&before[2], &after[2]), [""; 0]);
    std::fs::remove_dir_all(project.path("shares")).expect("it is there");
    let without = sites(&project);
    assert_eq!(differing(&without[0], &after[0]), [""; 0]);
    assert_eq!(differing(&without[1], &after[1]), [LISTS[0], LISTS[1], OTHER, LISTS[2]]);
    assert_eq!(differing(&without[2], &after[2]), [""; 0]);
}

#[test]
fn who_asked_for_nothing_has_a_page_while_something_is_shown_to_them() {
    let project = project().approved();
    let before = sites(&project);
    let other = front(&[("account", "Initech & Sons"), ("until", "2026-12-24")]);
    project
        .write("shares/other.md", crate::support::document(&other, &block("sap", "Other words.")));
    project.approve("other", "bo");
    let after = sites(&project);
    let changed = differing(&before[1], &after[1]);
    let [list, entry, sitemap, page] = &changed[..] else { panic!("{changed:?}") };
    assert_eq!([list, entry, sitemap], [LISTS[0], LISTS[2], "sitemap.xml"]);
    assert!(page.starts_with("accounts/initech-sons_"), "{page}");
    let shown = project.page("sales", page);
    for words in ["Initech &amp; Sons", "24 December 2026", "bo", "Falcon bridge"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("Other words."), "{shown}");
}

#[test]
fn a_share_changes_no_byte_of_another_one() {
    let project = project().approved();
    let before = project.build_shares();
    let other = front(&[("account", "Globex Holding"), ("reason", "They asked."), ("nda", "X-1")]);
    for words in ["Other words.", "Again other words, and more of them."] {
        project.write("shares/globex.md", crate::support::document(&other, &block("sap", words)));
        project.approve("globex", "bo");
        let after = project.build_shares();
        assert_eq!(after.len(), before.len() + 2);
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{path}");
        }
    }
}

#[test]
fn what_is_hidden_changes_no_share() {
    let project = project_in("plain").approved();
    let before = project.build_shares();
    let sap = std::fs::read_to_string(project.path("content/sap.md")).expect("it is there");
    for (what, changed) in [
        ("title", sap.replace("Falcon bridge", "Heron bridge")),
        ("notes", sap.replace("Hidden notes.", "Other notes.")),
        ("sales", sap.replace("For salespeople", "For all salespeople")),
        ("target", sap.replace("2027-02", "2027-03")),
        ("request", sap.replace("Globex", "Initech")),
        ("owner", sap.replace("imke.okafor@", "someone.else@")),
    ] {
        assert_ne!(changed, sap, "{what}");
        project.write("content/sap.md", changed);
        assert_eq!(project.build_shares(), before, "{what}");
    }
    project.write("content/sap.md", &sap);
    let share = std::fs::read_to_string(project.path("shares/acme.md")).expect("it is there");
    project.write("shares/acme.md", share.replace("Their renewal", "Some other reason"));
    assert_eq!(project.build_shares(), before, "reason");
    project.write("shares/acme.md", share.replace("tom.ito@", "kim.berg@"));
    assert_eq!(project.build_shares(), before, "asked_by");
}

#[test]
fn salespeople_read_who_is_shown_what_until_when_and_who_allowed_it_and_never_a_link() {
    let project = project().approved();
    project.run_with_secret(&["build"]).succeeds();
    for path in LISTS {
        let page = project.page("sales", path);
        for shown in ["Acme GmbH", "31 January 2027", "ana"] {
            assert!(page.contains(shown), "{path}: {shown}");
        }
    }
    let links = project.run_with_secret(&["share", "link", "acme"]).succeeds().stdout;
    let parts: Vec<&str> = links.split(['\t', '\n', '/', '#']).filter(|it| it.len() > 20).collect();
    assert_eq!(parts.len(), 6, "{links}");
    for audience in ["engineering", "sales", "client"] {
        for (path, bytes) in project.site(audience) {
            let text = String::from_utf8_lossy(&bytes);
            for secret in
                parts.iter().filter(|part| !part.ends_with(".example")).chain(&["j.weber"])
            {
                assert!(!text.contains(secret), "{audience}/{path}");
            }
        }
    }
}

#[test]
fn a_share_that_is_not_published_is_in_no_list() {
    let waiting = project();
    waiting.run_with_secret(&["build"]).succeeds();
    let over = project().approved();
    over.run_with_secret(&["build", "--as-of", "2027-02-01"]).succeeds();
    for project in [waiting, over] {
        for path in LISTS {
            assert!(!project.page("sales", path).contains("31 January 2027"), "{path}");
        }
        assert!(project.shares().is_empty());
    }
}
