//! Builds as such: the same in, the same out; what did not change is not touched.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Project, differing, document, png, read_all};

const AUDIENCES: [&str; 3] = ["engineering", "sales", "client"];

/// Some files of every kind.
fn files() -> Vec<(String, Vec<u8>)> {
    let shown = "stage: planned\nvisibility: client\ntheme: t";
    let mut files = vec![
        ("roadcast.yaml".to_owned(), b"product: Acme\nlogo: content/i.png\n".to_vec()),
        ("content/i.png".to_owned(), png([1, 2, 3])),
        (
            "content/themes/t.md".to_owned(),
            document("title: Theme\nvisibility: client", "").into_bytes(),
        ),
    ];
    for at in 0..12 {
        let front =
            format!("title: Entry {at}\n{shown}\ndepends_on: [{}]", if at > 0 { "e0" } else { "" });
        let body = format!("Hidden {at}.\n\n::: client\n![i](../i.png) Text {at}.\n:::");
        let path = format!("content/f{}/e{at}.md", at % 3);
        files.push((path, document(&front, &body).into_bytes()));
    }
    files
}

fn project(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Project {
    files.into_iter().fold(Project::new(), |project, (path, bytes)| project.file(&path, bytes))
}

#[test]
fn builds_in_other_folders_and_of_files_made_in_another_order_are_the_same() {
    let mut files = files();
    let first = project(files.clone());
    files.reverse();
    files.swap(3, 9);
    let second = project(files);
    first.build(&[]).succeeds();
    second.build(&[]).succeeds();
    assert!(read_all(&first.path("dist")) == read_all(&second.path("dist")));
}

#[test]
fn a_build_without_changes_touches_nothing() {
    let project = project(files());
    project.build(&[]).succeeds();
    project.age("dist");
    let before = project.state("dist");
    project.build(&[]).succeeds();
    assert!(project.state("dist") == before);
}

#[test]
fn a_changed_entry_moves_the_files_that_differ_and_no_others() {
    let project = project(files());
    project.build(&[]).succeeds();
    project.age("dist");
    let before = project.state("dist");
    project.write(
        "content/f1/e4.md",
        document(
            "title: Entry 4\nstage: planned\nvisibility: client\ntheme: t",
            "::: client\nNew.\n:::",
        ),
    );
    project.build(&[]).succeeds();
    let after = project.state("dist");
    let moved: BTreeMap<_, _> =
        after.iter().filter(|(path, state)| before.get(*path) != Some(state)).collect();
    for (path, (time, bytes)) in &moved {
        let (old_time, old_bytes) = &before[path.as_str()];
        assert!(bytes != old_bytes && time != old_time, "{path} was written again as it was");
    }
    let in_client: Vec<_> = moved.keys().filter_map(|path| path.strip_prefix("client/")).collect();
    assert_eq!(in_client, ["items/entry-4.html", "search.js"]);
}

#[test]
fn what_is_gone_from_the_sources_is_gone_from_the_sites() {
    let project = project(files());
    project.build(&[]).succeeds();
    for path in ["content/f0/e3.md", "content/themes/t.md"] {
        std::fs::remove_file(project.path(path)).expect("it was written");
    }
    for (path, bytes) in files().into_iter().filter(|(path, _)| path.contains("/e")) {
        if path != "content/f0/e3.md" {
            project.write(&path, String::from_utf8_lossy(&bytes).replace("theme: t\n", ""));
        }
    }
    project.build(&[]).succeeds();
    for audience in AUDIENCES {
        let site = project.site(audience);
        assert!(!site.contains_key("items/entry-3.html"), "{audience}");
        assert!(!site.keys().any(|path| path.starts_with("themes/")), "{audience}");
        assert!(site.contains_key("items/entry-4.html"), "{audience}");
    }
}

#[test]
fn files_that_nothing_refers_to_are_in_no_site() {
    let plain = project(files());
    let littered = project(files())
        .file("content/f0/e3.md~", "Old text.")
        .file("content/f0/.e3.md.swp", "Old text.")
        .file("content/notes.txt", "Old text.")
        .file("content/unused.png", png([3, 2, 1]))
        .file("themes/default/client/index.html~", "Old text.")
        .file("themes/default/client/notes.html", "Old text.")
        .file("themes/default/base/assets/unused.js", "Old text.")
        .file("themes/default/.git/config", "Old text.");
    plain.build(&[]).succeeds();
    littered.build(&[]).succeeds();
    for audience in AUDIENCES {
        let (plain, littered) = (plain.site(audience), littered.site(audience));
        assert_eq!(differing(&plain, &littered), [""; 0], "{audience}");
    }
}

/// What a script of a site may read from its pages. All of it stands on the page for readers too,
/// or is a word by which they find it.
fn data_attributes(audience: &str) -> &'static [&'static str] {
    match audience {
        "sales" => &[
            "account", "answer", "aside", "asked", "blocker", "copy", "group", "index", "item",
            "key", "many", "match", "one", "say", "sortable", "theme", "value",
        ],
        "engineering" => &["filter", "for", "from", "key", "plot", "sortable", "to"],
        _ => &["match"],
    }
}

#[test]
fn no_page_holds_a_comment_or_a_data_attribute_that_no_script_reads() {
    let project = project(files());
    project.build(&[]).succeeds();
    for audience in AUDIENCES {
        for (path, bytes) in project.site(audience) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let is_page = path.ends_with(".html") || path.ends_with(".xml");
            assert!(!is_page || !text.contains("<!--"), "{audience}/{path}");
            for rest in text.split(" data-").skip(1).filter(|_| is_page) {
                let name = rest.split(['=', ' ', '>']).next().unwrap_or_default();
                assert!(data_attributes(audience).contains(&name), "{audience}/{path}: {name}");
            }
        }
    }
}

#[test]
fn a_custom_style_sheet_comes_last_in_the_sites_that_it_is_for() {
    let project = Project::new()
        .settings("product: Acme\naccent: \"#123456\"\n")
        .entry("a", "title: A\nstage: planned\nvisibility: client", "")
        .file("themes/default/base/custom.css", ":root { --radius: 0 }\n")
        .file("themes/default/client/custom.css", ":root { --gap: 0 }\n");
    project.build(&[]).succeeds();
    for (audience, end) in [
        ("engineering", ":root { --radius: 0 }\n"),
        ("sales", ":root { --radius: 0 }\n"),
        ("client", ":root { --radius: 0 }\n:root { --gap: 0 }\n"),
    ] {
        let site = project.site(audience);
        let style = site.iter().find(|(path, _)| path.starts_with("assets/style-"));
        let style = String::from_utf8_lossy(style.expect("each site has a style sheet").1);
        assert!(style.contains(":root{--accent:#123456;"), "{audience}");
        assert!(style.ends_with(&format!("}}\n{end}")), "{audience}");
        assert!(!site.keys().any(|path| path.contains("custom")), "{audience}");
    }
}

#[test]
fn a_crawler_may_read_every_page_that_asks_it_not_to_list_the_site() {
    let project = Project::new()
        .settings(
            "product: Acme\neditions:\n  sales: { base_url: \"https://s.example/\" }\n  client: \
             { base_url: \"https://c.example/\", search_engines: true }\n",
        )
        .entry(
            "a",
            "title: A\nstage: shipped\nshipped_on: 2026-08-12\nvisibility: client\ntheme: t",
            "",
        )
        .theme("t", "title: T\nvisibility: client", "");
    project.build(&[]).succeeds();
    const ASKS: &str = "<meta name=\"robots\" content=\"noindex\">";
    for audience in ["engineering", "sales", "client"] {
        let robots = project.page(audience, "robots.txt");
        let listed = "User-agent: *\nDisallow:\nSitemap: https://c.example/sitemap.xml\n";
        let is_client = audience == "client";
        assert_eq!(robots, if is_client { listed } else { "User-agent: *\nDisallow:\n" });
        for (path, bytes) in project.site(audience) {
            if !path.ends_with(".html") {
                continue;
            }
            let asks = String::from_utf8_lossy(&bytes).contains(ASKS);
            let is_aside = ["404.html", "embed.html"].contains(&path.as_str());
            assert_eq!(asks, !is_client || is_aside, "{audience}/{path}");
        }
    }
}

#[test]
fn only_the_wanted_sites_are_built_and_others_are_left_alone() {
    let project = project(files());
    project.build(&["--audience", "client"]).succeeds();
    assert!(project.path("dist/client/index.html").exists());
    assert!(!project.path("dist/sales").exists() && !project.path("dist/engineering").exists());
    project.build(&["--audience", "sales", "--audience", "engineering"]).succeeds();
    project.age("dist");
    let before = project.state("dist/engineering");
    project.write("content/new.md", "---\ntitle: New\nstage: planned\nvisibility: client\n---\n");
    project.build(&["--audience", "client", "--audience", "sales"]).succeeds();
    assert!(project.state("dist/engineering") == before);
    assert!(project.path("dist/client/items/new.html").exists());
    assert!(project.path("dist/sales/items/new.html").exists());
}

#[test]
fn a_check_writes_nothing() {
    let project = project(files());
    let before = project.state("");
    project.check(&[]).succeeds();
    assert!(project.state("") == before);
}

#[test]
fn the_sources_are_not_touched() {
    let project = project(files());
    project.age("content");
    let before = project.state("content");
    project.build(&[]).succeeds();
    assert!(project.state("content") == before);
}

#[test]
fn the_day_of_the_build_is_an_argument() {
    let project = project(files());
    project.run(&["build", "--as-of", "2027-03-04"]).succeeds();
    assert!(project.page("client", "index.html").contains("4 March 2027"));
}

#[test]
fn a_build_says_what_it_made_and_what_it_withheld() {
    let project = project(files()).entry("x", "title: Idea\nstage: idea", "").entry(
        "y",
        "title: Deal\nstage: planned\nvisibility: sales\nconfidential: true",
        "",
    );
    let outcome = project.build(&[]).succeeds();
    assert_eq!(outcome.stdout, "");
    let [engineering, sales, client] = AUDIENCES.map(|audience| project.site(audience).len());
    assert_eq!(
        outcome.stderr,
        format!(
            "engineering     14 entries; {engineering} files, {engineering} changed\n\
             sales           13 entries, 1 withheld (1 by visibility); {sales} files, {sales} changed\n\
             \x20                  no leaks: {sales} files scanned for 1 withheld string\n\
             client          12 entries, 2 withheld (1 undiscovered, 1 confidential); {client} files, {client} changed\n\
             \x20                  no leaks: {client} files scanned for 2 withheld strings\n\
             who sees an entry, and why: roadcast explain ENTRY\n\
             written to ./dist in … s\n"
        )
    );
    let outcome = project.check(&["--audience", "client"]).succeeds();
    assert_eq!(
        outcome.stderr,
        format!(
            "client          12 entries, 2 withheld (1 undiscovered, 1 confidential); {client} files\n\
             \x20                  no leaks: {client} files scanned for 2 withheld strings\n\
             who sees an entry, and why: roadcast explain ENTRY\n\
             checked; nothing was written in … s\n"
        )
    );
}

#[test]
fn a_quiet_build_says_nothing_unless_something_is_wrong() {
    let project = project(files());
    let outcome = project.build(&["--quiet"]).succeeds();
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""));
    project.write("content/x.md", "---\ntitle: X\nstage: planed\n---\n");
    let outcome = project.build(&["-q"]);
    assert!(outcome.code == 1 && outcome.stderr.starts_with("error[unknown-value]"));
}

#[test]
fn a_build_reports_as_data_what_it_made() {
    let project = project(files()).entry("x", "title: Idea\nstage: idea", "");
    let outcome = project.build(&["--format", "json", "--audience", "client"]).succeeds();
    assert_eq!(outcome.stderr, "");
    let mut report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let site = project.site("client");
    assert!(report["seconds"].take().is_number());
    let client = json!({
        "audience": "client", "entries": 12, "withheld": { "undiscovered": 1 },
        "files": site.len(), "bytes": site.values().map(Vec::len).sum::<usize>(), "scanned_for": 1,
        "written": site.len(), "unchanged": 0, "removed": 0,
    });
    assert_eq!(
        report,
        json!({
            "ok": true, "error": null, "diagnostics": [], "editions": [client],
            "shares": { "shares": 0, "pages": 0, "sealed": false },
            "redacted": false, "output": "./dist", "seconds": null,
        })
    );
}

#[test]
fn trouble_is_reported_as_data_too() {
    let project = project(files()).file("dist/index.html", "mine");
    let outcome = project.build(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (2, ""));
    assert_eq!(report["ok"], false);
    assert_eq!(
        report["error"],
        "`./dist` is not empty and was not made by Roadcast, so nothing was written to it; empty it, or name another folder under `output` in roadcast.yaml"
    );
}

#[test]
fn a_project_without_entries_has_three_sites_all_the_same() {
    let project = Project::new();
    project.build(&[]).succeeds();
    for audience in AUDIENCES {
        assert!(project.page(audience, "index.html").contains("<h1>"), "{audience}");
    }
}

#[test]
fn the_manifest_names_every_file_of_a_site_with_its_hash() {
    let project = project(files());
    project.build(&[]).succeeds();
    for audience in AUDIENCES {
        let bytes = std::fs::read(project.path(&format!("dist/.roadcast/{audience}.json")));
        let manifest: Value =
            serde_json::from_slice(&bytes.expect("it was written")).expect("it is JSON");
        let listed: BTreeMap<String, String> = manifest["files"]
            .as_array()
            .expect("it lists files")
            .iter()
            .map(|file| (file["path"].to_string(), file["blake3"].to_string()))
            .collect();
        let found = project.site(audience).into_iter().map(|(path, bytes)| {
            (format!("{path:?}"), format!("\"{}\"", blake3::hash(&bytes).to_hex()))
        });
        assert_eq!(listed, found.collect(), "{audience}");
    }
}
