//! What a project adds for the host of a site: part of it as it is, and searched like all of it.

use crate::support::{AS_OF, Files, Project};

use super::folder::folder;
use super::{project, publish};

fn with_files() -> Project {
    project("never_publish: [Zephyrine]\n")
        .file("static/client/CNAME", "roadmap.acme.example\n")
        .file("static/client/.well-known/security.txt", "Contact: mailto:a@acme.example\n")
        .file("static/client/.nojekyll", "")
        .file("static/sales/verify.html", "sales-only\n")
}

#[test]
fn they_are_in_the_site_of_their_audience_alone_as_they_are() {
    let project = with_files();
    project.build(&[]).succeeds();
    let site = |audience| -> Files { project.site(audience) };
    assert_eq!(site("client")["CNAME"], b"roadmap.acme.example\n");
    assert!(site("client").contains_key(".well-known/security.txt"));
    assert!(site("client").contains_key(".nojekyll"));
    assert!(!site("client").contains_key("verify.html"));
    assert_eq!(site("sales")["verify.html"], b"sales-only\n");
    assert!(!site("engineering").contains_key("CNAME"));
    let manifest = std::fs::read_to_string(project.path("dist/.roadcast/client.json"));
    let manifest = manifest.expect("a build writes it");
    assert!(manifest.contains("\"reason\": \"file for the host\""), "{manifest}");
    project.run(&["verify", "dist"]).succeeds();
    // A change of one is a change of the site.
    project.write("static/client/CNAME", "other.acme.example\n");
    project.build(&[]).succeeds();
    assert_eq!(site("client")["CNAME"], b"other.acme.example\n");
    let (_kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    assert!(std::path::Path::new(&www).join(".well-known/security.txt").is_file());
}

#[test]
fn a_hidden_one_changes_no_byte_of_another_site() {
    let project = with_files();
    project.build(&[]).succeeds();
    let before = project.site("client");
    project.write("static/sales/verify.html", "something else\n");
    project.write("static/engineering/notes.txt", "new\n");
    project.build(&[]).succeeds();
    assert_eq!(project.site("client"), before);
}

#[test]
fn they_are_searched_by_name_and_by_byte() {
    for (path, text) in [
        ("static/client/hello.txt", "Zephyrine"),
        ("static/client/zephyrine.txt", "x"),
        ("static/client/.well-known/a.json", "{\"a\": \"Quiet Lagoon\"}"),
    ] {
        let outcome = with_files().file(path, text).build(&[]);
        assert_eq!(outcome.code, 1, "{path}");
        assert!(outcome.stderr.contains("error[leak]"), "{path}: {}", outcome.stderr);
    }
}

#[test]
fn what_would_replace_a_page_or_is_hidden_or_lies_elsewhere_is_refused() {
    for (path, words) in [
        ("static/client/index.html", "would replace a part of the site"),
        ("static/client/INDEX.html", "would replace a part of the site"),
        ("static/client/feed.xml/a", "would replace a part of the site"),
        ("static/client/items/a.html", "the site has a folder of this name"),
        ("static/client/assets/a.css", "the site has a folder of this name"),
        ("static/client/.env", "its name begins with a dot"),
        ("static/client/.git/config", "its name begins with a dot"),
        ("static/client/.well-known/.key", "its name begins with a dot"),
        ("static/clients/a.txt", "did you mean `client`?"),
        ("static/a.txt", "is no folder of an audience"),
        ("static/client/a:b", "not every system takes such a name"),
    ] {
        let outcome = with_files().file(path, "x").build(&[]);
        assert_eq!(outcome.code, 1, "{path}");
        assert!(outcome.stderr.contains("error[bad-name]"), "{path}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(words), "{path}: {}", outcome.stderr);
    }
}

#[test]
#[cfg(unix)]
fn a_link_is_refused_and_a_pipe_does_not_keep_anybody_waiting() {
    let project = with_files();
    let link = project.path("static/client/link.txt");
    std::os::unix::fs::symlink("/etc/hostname", &link).expect("the folder is ours");
    let outcome = project.build(&[]);
    assert!(outcome.stderr.contains("error[symlink]"), "{}", outcome.stderr);
    std::fs::remove_file(&link).expect("it is ours");
    let socket = std::os::unix::net::UnixListener::bind(&link).expect("the folder is ours");
    let outcome = project.build(&[]);
    assert!(outcome.stderr.contains("error[unreadable]"), "{}", outcome.stderr);
    drop(socket);
}

#[test]
fn a_revision_has_them_too() {
    let project = with_files();
    project.commit("one");
    let (_kept, www) = folder();
    let outcome = publish(&project, &["client", "--to", &www, "--as-of", AS_OF]).succeeds();
    assert!(outcome.stderr.contains("made by commit "), "{}", outcome.stderr);
}

#[test]
fn former_addresses_are_listed_for_hosts_that_redirect() {
    let settings = "editions: { client: { base_url: \"https://acme.example/roadmap/\" } }\n";
    let moved = "title: Sync\nstage: beta\nvisibility: client\naliases: [old-sync]";
    let hidden = "title: Osprey\nstage: planned\nvisibility: sales\naliases: [osprey-one]";
    let project = project(settings).entry("sync", moved, "").entry("b", hidden, "");
    project.build(&[]).succeeds();
    let expected = "/roadmap/items/old-sync.html /roadmap/items/sync.html 301\n";
    assert_eq!(project.page("client", "_redirects"), expected);
    let sales = project.page("sales", "_redirects");
    assert!(sales.contains("/items/osprey-one.html /items/osprey.html 301\n"), "{sales}");
    let without = super::project("");
    without.build(&[]).succeeds();
    assert!(!without.site("client").contains_key("_redirects"));
}

#[test]
fn an_address_that_was_published_and_leads_nowhere_is_a_warning_with_the_line_to_add() {
    let project = project("");
    let record = ["publish", "--record", "--audience", "client", "--on", AS_OF];
    project.run(&record).succeeds();
    let front = "title: Quicker exports\nstage: planned\nvisibility: client";
    let entry = |more: &str| {
        let text = "::: client\nLarge exports run at night.\n:::";
        let summary = "summary: A minute at most.";
        crate::support::document(&format!("{front}\n{summary}\n{more}"), text)
    };
    project.write("content/exp.md", entry(""));
    let outcome = project.check(&["--strict"]);
    assert_eq!(outcome.code, 1);
    for words in [
        "warning[moved-page]: `items/faster-exports.html` was published on the client site",
        "its entry is at `items/quicker-exports.html` now",
        "add `aliases: [faster-exports]` to it",
    ] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
    let masked = project.run_as_given(&["check", "--as-of", AS_OF]);
    assert!(masked.stderr.contains("[moved-page]"), "{}", masked.stderr);
    assert!(!masked.stderr.contains("exports"), "{}", masked.stderr);
    project.write("content/exp.md", entry("aliases: [faster-exports]"));
    project.check(&["--strict"]).succeeds();
    // What was taken away is no mistake.
    std::fs::remove_file(project.path("content/exp.md")).expect("it is ours");
    project.check(&["--strict"]).succeeds();
}

#[test]
fn a_site_that_was_published_too_long_ago_is_a_warning() {
    let project = project("publish: { client: { to: www, max_days: 2 } }\n");
    let warned = |project: &Project| {
        let outcome = project.check(&[]).succeeds();
        outcome.stderr.lines().find(|line| line.contains("[not-published]")).map(str::to_owned)
    };
    let never = warned(&project).expect("it was never published");
    assert!(never.ends_with("the client site was never published"), "{never}");
    let record = |day: &str| {
        let record = ["publish", "--record", "--audience", "client", "--on", day];
        project.run(&record).succeeds();
    };
    record("2026-11-19");
    let late = warned(&project).expect("it was published three days ago");
    assert!(late.ends_with("was last published 3 days ago, and every 2 is the rule"), "{late}");
    record("2026-11-20");
    assert_eq!(warned(&project), None);
}

#[test]
fn a_file_may_take_the_place_of_a_folder_and_a_folder_that_of_a_file() {
    let project = project("").file("static/client/a/b.txt", "1").file("static/client/c", "2");
    let (_kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    std::fs::remove_dir_all(project.path("static/client")).expect("it is ours");
    let project = project.file("static/client/a", "3").file("static/client/c/d.txt", "4");
    let outcome = publish(&project, &["client", "--to", &www]).succeeds();
    assert!(outcome.stderr.contains("2 files sent"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains(", 2 deleted"), "{}", outcome.stderr);
    project.run(&["verify", &www, "--audience", "client"]).succeeds();
}
