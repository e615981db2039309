//! Paths that lead out of the project, wherever a path can be written.

use super::{FRONT, codes, shown};
use crate::support::Project;

#[test]
fn links_that_leave_the_project_are_refused() {
    for path in [
        "../../secret.md",
        "../../../../../../etc/passwd.md",
        "..%2f..%2fsecret.md",
        "%2e%2e/%2e%2e/secret.md",
        "/etc/passwd.md",
        "..\\..\\secret.md",
        "C:\\secret.md",
        "file:secret.md",
    ] {
        assert_eq!(codes(&shown(&format!("[a](<{path}>)"))), ["bad-link"], "{path}");
    }
}

#[test]
fn images_that_leave_the_project_are_refused() {
    for path in [
        "../../secret.png",
        "../../../../../../etc/passwd.png",
        "..%2f..%2fsecret.png",
        "/etc/secret.png",
        "..\\..\\secret.png",
        "file:///etc/secret.png",
    ] {
        assert_eq!(codes(&shown(&format!("![a](<{path}>)"))), ["bad-image"], "{path}");
    }
}

#[test]
fn fields_that_name_other_files_are_ids_and_no_paths() {
    for (key, value) in [
        ("theme", "../themes/t"),
        ("theme", "/etc/passwd"),
        ("theme", "."),
        ("depends_on", "[../a]"),
        ("depends_on", "[/etc/passwd]"),
    ] {
        let project = Project::new().theme("t", "title: T\nvisibility: client", "").entry(
            "a",
            &format!("{FRONT}\n{key}: {value}"),
            "",
        );
        let codes = codes(&project);
        assert!(
            matches!(codes[..], [ref code] if code.starts_with("unknown-")),
            "{value}: {codes:?}"
        );
    }
}

#[test]
fn settings_that_leave_the_project_are_refused() {
    for (line, code) in [
        ("logo: ../secret.png", "bad-image"),
        ("logo: /etc/secret.png", "bad-image"),
        ("logo: a/../../secret.png", "bad-image"),
        ("logo: 'a\\..\\secret.png'", "bad-image"),
        ("output: ../out", "bad-output"),
        ("output: /tmp/out", "bad-output"),
        ("output: a/../../out", "bad-output"),
        ("output: .", "bad-output"),
        ("output: content", "bad-output"),
        ("output: themes", "bad-output"),
        ("output: .git/hooks", "bad-output"),
        ("output: 'a\\b'", "bad-output"),
        ("content: ['../**/*.md']", "bad-glob"),
        ("content: ['/etc/*.md']", "bad-glob"),
        ("content: ['a/../../*.md']", "bad-glob"),
        ("content: ['content\\*.md']", "bad-glob"),
        ("content: ['content/[']", "bad-glob"),
        ("content: ['content/***']", "bad-glob"),
        ("editions: { client: { site_theme: ../content } }", "bad-name"),
        ("editions: { client: { site_theme: a/b } }", "bad-name"),
        ("editions: { client: { site_theme: .. } }", "bad-name"),
        ("editions: { client: { site_theme: 'a\\b' } }", "bad-name"),
    ] {
        let project = Project::new().settings(&format!("product: Acme\n{line}\n"));
        let found = codes(&project);
        assert!(found.contains(&code.to_owned()), "{line}: {found:?}");
    }
}

#[test]
fn titles_that_look_like_paths_become_plain_addresses() {
    let titles = [
        "../../etc/passwd",
        "..",
        "/",
        "con",
        "a\\b",
        "C:\\x",
        ".htaccess",
        "%2e%2e%2f",
        "index.html",
    ];
    let mut project = Project::new();
    for (at, title) in titles.iter().enumerate() {
        let title = serde_json::Value::from(*title);
        let front = format!("title: {title}\nstage: planned\nvisibility: client");
        project = project.entry(&format!("e{at}"), &front, "");
    }
    project.build(&[]).succeeds();
    let site = project.site("client");
    let pages: Vec<&str> =
        site.keys().filter_map(|path| path.strip_prefix("items/")?.strip_suffix(".html")).collect();
    assert_eq!(pages.len(), titles.len(), "{pages:?}");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(pages.iter().all(|page| page.chars().all(is_plain)), "{pages:?}");
}

#[test]
fn a_title_without_end_becomes_a_short_address() {
    let front = format!("title: {}\nstage: planned\nvisibility: client", "long ".repeat(10_000));
    let project = Project::new().entry("a", &front, "");
    project.build(&[]).succeeds();
    let site = project.site("client");
    assert!(site.keys().all(|path| path.len() < 120), "{:?}", site.keys());
}
