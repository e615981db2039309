//! Themes: shown by their own label, and named on entries only where they are shown.

use crate::support::{Project, differing, files_with};

const BODY: &str = "Zhidden.\n\n::: sales\nZsold.\n:::\n\n::: client\nZshown.\n:::";

/// A theme with one entry that clients see.
fn project(visibility: &str) -> Project {
    let project = Project::new()
        .theme(
            "zstem",
            &format!("title: Ztheme\nproblem: Zproblem.\nvisibility: {visibility}"),
            BODY,
        )
        .entry("a", "title: A\nstage: planned\nvisibility: client\ntheme: zstem", "");
    project.build(&[]).succeeds();
    project
}

#[test]
fn a_theme_and_its_name_are_in_the_sites_that_it_reaches() {
    for (visibility, readers) in [
        ("engineering", ["engineering"].as_slice()),
        ("sales", &["engineering", "sales"]),
        ("client", &["engineering", "sales", "client"]),
    ] {
        let project = project(visibility);
        for audience in ["engineering", "sales", "client"] {
            let site = project.site(audience);
            let is_shown = readers.contains(&audience);
            for word in ["ztheme", "zproblem"] {
                let found = files_with(&site, word);
                assert_eq!(!found.is_empty(), is_shown, "{visibility}, {audience}: {found:?}");
            }
            assert_eq!(site.contains_key("themes/ztheme.html"), is_shown, "{visibility}");
            let named = project.page(audience, "items/a.html").contains("Ztheme");
            assert_eq!(named, is_shown, "{visibility}, {audience}");
        }
    }
}

#[test]
fn a_hidden_theme_leaves_the_site_of_an_entry_without_a_theme() {
    let hidden = project("sales").site("client");
    let none = Project::new().entry("a", "title: A\nstage: planned\nvisibility: client", "");
    none.build(&[]).succeeds();
    assert_eq!(differing(&hidden, &none.site("client")), [""; 0]);
}

#[test]
fn blocks_of_a_theme_follow_the_rule_of_entries() {
    let project = project("client");
    for (word, readers) in [
        ("zhidden", ["engineering"].as_slice()),
        ("zsold", &["engineering", "sales"]),
        ("zshown", &["engineering", "sales", "client"]),
    ] {
        for audience in ["engineering", "sales", "client"] {
            let is_found = !files_with(&project.site(audience), word).is_empty();
            assert_eq!(is_found, readers.contains(&audience), "{word}, {audience}");
        }
    }
}

#[test]
fn the_file_name_of_a_theme_is_in_no_site_of_clients() {
    assert_eq!(files_with(&project("client").site("client"), "zstem"), [""; 0]);
}

#[test]
fn a_theme_page_lists_and_counts_the_entries_that_its_readers_see() {
    let project = project("client");
    project.write("content/b.md", "---\ntitle: Zsecret\nstage: idea\ntheme: zstem\n---\n");
    project.build(&[]).succeeds();
    assert!(project.page("engineering", "themes/ztheme.html").contains("Zsecret"));
    let roadmap = |audience| project.page(audience, "roadmap.json");
    assert!(roadmap("engineering").contains("\"entry_count\":2"));
    assert!(roadmap("sales").contains("\"entry_count\":1"));
    assert!(roadmap("client").contains("\"entry_count\":1"));
}
