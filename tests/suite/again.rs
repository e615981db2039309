//! A build of what the last build was made of says so and touches nothing; after any change, however
//! small, it is a whole build.

use std::fs;

use serde_json::Value;

use crate::support::{Project, png};

const SAME: &str = "nothing has changed: ./dist is as the last build wrote it";

/// What is done to a project between two builds.
type Change = fn(&Project);

/// A project with a file of every kind that a build reads.
fn project() -> Project {
    Project::new()
        .settings(
            "product: Acme\nlogo: brand/logo.png\neditions:\n  client: { site_theme: plain }\n",
        )
        .file("brand/logo.png", png([1, 2, 3]))
        .file("themes/plain/custom.css", "p { color: #123456 }\n")
        .file("themes/plain/client/404.html", "<!doctype html><title>Gone</title>\n")
        .file("content/picture.png", png([4, 5, 6]))
        .theme("speed", "title: Speed\nvisibility: client", "")
        .entry(
            "shown",
            "title: Shown\nstage: planned\nvisibility: client\ntheme: speed\nhorizon: now",
            "Falcon.\n\n::: client\n![it](picture.png) Words.\n:::",
        )
        .entry("hidden", "title: Hidden\nstage: idea\nhorizon: later\ntarget: 2026-Q4", "")
}

/// Whether a build says that nothing has changed. If so, it must have touched nothing.
fn is_skipped(project: &Project, arguments: &[&str]) -> bool {
    project.age("dist");
    let before = project.state("dist");
    let built = project.build(arguments).succeeds();
    let is_skipped = built.stderr.contains(SAME);
    assert!(is_skipped || built.stderr.contains("written to ./dist"), "{}", built.stderr);
    if is_skipped {
        assert!(project.state("dist") == before, "something was touched");
    }
    is_skipped
}

#[test]
fn a_second_build_says_the_same_as_the_first_and_that_nothing_has_changed() {
    let project = project();
    let first = project.build(&[]).succeeds().stderr;
    assert!(first.contains("warning: to look after: 1 horizon-differs"), "{first}");
    let second = project.build(&[]).succeeds().stderr;
    let unchanged = |line: &str| match line.split_once(" files, ") {
        Some((line, changed)) if changed.ends_with(" changed") => {
            format!("{line} files, 0 changed")
        }
        _ => line.to_owned(),
    };
    let mut expected: Vec<String> = first.lines().map(unchanged).collect();
    let last = expected.last_mut().expect("a build says something");
    *last = last.replace("written to ./dist in", &format!("{SAME}; seen in"));
    assert_eq!(second.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn whatever_a_site_is_made_of_may_not_have_changed() {
    let changes: [(&str, Change); 9] = [
        ("a text", |p| p.write("content/hidden.md", "---\ntitle: Other\nstage: idea\n---\n")),
        ("a new text", |p| p.write("content/new.md", "---\ntitle: New\nstage: idea\n---\n")),
        ("a name", |p| rename(p, "content/hidden.md", "content/renamed.md")),
        ("the settings", |p| {
            let settings = fs::read_to_string(p.path("roadcast.yaml")).expect("it is there");
            p.write("roadcast.yaml", format!("{settings}tagline: New\n"));
        }),
        ("a picture", |p| p.write("content/picture.png", png([7, 8, 9]))),
        ("a new picture", |p| p.write("content/other.png", png([7, 8, 9]))),
        ("the logo", |p| p.write("brand/logo.png", png([7, 8, 9]))),
        ("a template", |p| {
            p.write("themes/plain/client/404.html", "<!doctype html><title>No</title>")
        }),
        ("a style", |p| p.write("themes/plain/custom.css", "p { color: #654321 }\n")),
    ];
    for (what, change) in changes {
        let project = project();
        project.build(&[]).succeeds();
        assert!(is_skipped(&project, &[]), "before the change of {what}");
        change(&project);
        assert!(!is_skipped(&project, &[]), "after the change of {what}");
        assert!(is_skipped(&project, &[]), "at the second build after the change of {what}");
    }
}

#[test]
fn whatever_lies_in_a_site_may_not_have_changed() {
    let changes: [(&str, Change); 9] = [
        ("a page", |p| {
            let page = p.page("client", "index.html").replace("Acme", "Emca");
            p.write("dist/client/index.html", page);
        }),
        ("a page is lost", |p| remove(p, "dist/sales/index.html")),
        ("a file is added", |p| p.write("dist/client/falcon.txt", "Falcon")),
        ("a folder is added", |p| {
            fs::create_dir(p.path("dist/client/falcon")).expect("there is none");
        }),
        ("a site is lost", |p| {
            fs::remove_dir_all(p.path("dist/engineering")).expect("it is there");
        }),
        ("a manifest", |p| {
            let path = "dist/.roadcast/client.json";
            let manifest = fs::read_to_string(p.path(path)).expect("it is there");
            p.write(path, manifest.replace("index.html", "other.html"));
        }),
        ("a manifest is lost", |p| remove(p, "dist/.roadcast/sales.json")),
        ("a record is lost", |p| remove(p, "dist/.roadcast/last-build.json")),
        ("a record that is none", |p| p.write("dist/.roadcast/last-build.json", "{}")),
    ];
    for (what, change) in changes {
        let project = project();
        project.build(&[]).succeeds();
        let sites = ["engineering", "sales", "client"].map(|audience| project.site(audience));
        assert!(is_skipped(&project, &[]), "before: {what}");
        change(&project);
        assert!(!is_skipped(&project, &[]), "after: {what}");
        let now = ["engineering", "sales", "client"].map(|audience| project.site(audience));
        assert!(now == sites, "the sites are not mended: {what}");
        assert!(is_skipped(&project, &[]), "at the second build after: {what}");
    }
}

#[test]
fn a_record_that_somebody_has_changed_is_believed_in_nothing() {
    let project = project();
    let path = "dist/.roadcast/last-build.json";
    for image in ["../logo.png", "/etc/hostname", "content", "", "content/none.png"] {
        project.build(&[]).succeeds();
        let record = fs::read(project.path(path)).expect("it is there");
        let mut record: Value = serde_json::from_slice(&record).expect("it is JSON");
        record["images"][image] = record["images"]["brand/logo.png"].clone();
        assert!(record["images"][image].is_string());
        project.write(path, record.to_string());
        assert!(!is_skipped(&project, &[]), "{image}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_is_a_change() {
    let project = project();
    project.build(&[]).succeeds();
    for path in ["dist/client/index.html", "dist/.roadcast/client.json"] {
        let (path, aside) = (project.path(path), project.path("aside"));
        fs::rename(&path, &aside).expect("it is there");
        std::os::unix::fs::symlink(&aside, &path).expect("it is gone");
        assert!(!project.build(&[]).stderr.contains(SAME), "{}", path.display());
        fs::remove_file(&path).expect("something is there");
        project.build(&[]).succeeds();
    }
    // A picture that became a link is refused as in any build.
    fs::rename(project.path("content/picture.png"), project.path("aside")).expect("it is there");
    std::os::unix::fs::symlink(project.path("aside"), project.path("content/picture.png"))
        .expect("it is gone");
    assert!(project.build(&[]).stderr.contains("error[symlink]"));
}

#[test]
fn another_day_other_readers_or_other_words_are_another_build() {
    let project = project();
    project.build(&[]).succeeds();
    assert!(project.run(&["build", "--as-of", "2026-11-23"]).stderr.contains("written to"));
    project.build(&[]).succeeds();
    assert!(!is_skipped(&project, &["--audience", "client"]));
    assert!(is_skipped(&project, &["--audience", "client"]));
    assert!(!is_skipped(&project, &[]));
    // Programs are told everything.
    let told = project.build(&["--format", "json"]).succeeds().stdout;
    assert!(told.contains("\"unchanged\""), "{told}");
    assert_eq!(project.build(&["--quiet"]).succeeds().stderr, "");
    assert_eq!(project.build(&["--quiet"]).succeeds().stderr, "");
}

#[test]
fn a_mistake_is_told_again_and_again() {
    let project = project();
    project.build(&[]).succeeds();
    project.write("content/hidden.md", "---\ntitle: Hidden\nstage: none\n---\n");
    for _ in 0..2 {
        let built = project.build(&[]);
        assert_eq!(built.code, 1, "{}", built.stderr);
    }
}

fn rename(project: &Project, from: &str, to: &str) {
    fs::rename(project.path(from), project.path(to)).expect("it is there");
}

fn remove(project: &Project, path: &str) {
    fs::remove_file(project.path(path)).expect("it is there");
}
