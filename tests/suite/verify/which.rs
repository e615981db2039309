//! Which site a folder is compared with: for whom, of which day, and whether there is one.

use std::fs;
use std::os::unix::fs::symlink;

use super::{SITES, built, copy, fine, verify};
use crate::support::{AS_OF, Project};

#[test]
fn to_have_looked_at_nothing_is_no_success() {
    let project = built();
    fs::create_dir(project.path("empty")).expect("it is new");
    fs::create_dir_all(project.path("hollow/client")).expect("it is new");
    project.write("photos/a.jpg", "x");
    let none = "it has no `index.html`, no `roadmap.json`, and no folder named `engineering`, \
                `sales` or `client`";
    for (arguments, expected) in [
        (["nowhere"].as_slice(), "there is no folder `nowhere`".to_owned()),
        (
            &["roadcast.yaml"],
            "`roadcast.yaml` is not a folder; name the folder that holds the site".to_owned(),
        ),
        (&["empty"], "`empty` is empty; there is nothing to verify".to_owned()),
        (
            &["empty", "--audience", "client"],
            "`empty` is empty; there is nothing to verify".to_owned(),
        ),
        (&["photos"], format!("`photos` holds no site: {none}")),
        (&["photos", "--audience", "client"], format!("`photos` holds no site: {none}")),
        (&["hollow", "--audience", "sales"], "`hollow` holds no folder named `sales`".to_owned()),
        (
            &["dist", "-C", "photos"],
            "there is no `photos/roadcast.yaml`; run the command in a Roadcast project, or name \
             one with `-C DIR`"
                .to_owned(),
        ),
    ] {
        verify(&project, arguments).fails_with(2, &format!("error: {expected}\n"));
    }
    // All of an empty site is missing, and so is the first page of one that lost it.
    let said = verify(&project, &["hollow", "--as-of", AS_OF]);
    let missing = said.stderr.lines().filter(|line| line.starts_with("missing ")).count();
    assert_eq!((said.code, missing), (1, project.site("client").len()), "{}", said.stderr);
    fs::remove_file(project.path("dist/client/index.html")).expect("it was built");
    let said = verify(&project, &["dist/client"]);
    assert!(said.code == 1 && said.stderr.contains("\nmissing      index.html  "));
}

#[test]
fn a_copy_is_never_taken_for_one_of_readers_further_inside() {
    let project = built();
    let unclear = |folder: &str, why: &str| {
        format!(
            "error: it is not clear for whom `{folder}` is: {why}; say for whom it should be \
             with `--audience`\n"
        )
    };
    for (name, _) in SITES {
        copy(&project, &format!("dist/{name}"), &format!("{name}-copy"));
    }
    let expected = fine(&project, "dist/client", "client");
    verify(&project, &["client-copy"]).fails_with(0, &expected);
    for name in ["sales", "engineering"] {
        let folder = format!("{name}-copy");
        let why = format!("it looks like the {name} site, but is not named like it");
        verify(&project, &[&folder]).fails_with(2, &unclear(&folder, &why));
        let said = verify(&project, &[&folder, "--audience", "client"]);
        assert!(said.code == 1 && said.stderr.contains("error[leak]"), "{}", said.stderr);
    }
    // A client site that salespeople's folder holds, and the other way round.
    copy(&project, "dist/client", "x/sales");
    let why = "it is named like the sales site, but looks like the client site";
    verify(&project, &["x/sales"]).fails_with(2, &unclear("x/sales", why));
    assert_eq!(verify(&project, &["x/sales", "--audience", "sales"]).code, 1);
    verify(&project, &["x/sales", "--audience", "client"]).fails_with(0, &expected);
    copy(&project, "dist/sales", "y/client");
    let why = "it is named like the client site, but looks like the sales site";
    verify(&project, &["y/client"]).fails_with(2, &unclear("y/client", why));
    // A link whose name says one thing and whose target another.
    symlink("dist/client", project.path("sales")).expect("the name is new");
    verify(&project, &["sales"]).fails_with(2, &unclear("sales", "it has two names"));
    symlink("client-copy", project.path("client")).expect("the name is new");
    verify(&project, &["client"]).fails_with(0, &expected);
    // Pages of two sites in one folder, and a copy that says nothing of itself.
    project.write("client-copy/roadmap.json", r#"{"entries": [{"status": 1}, {"badge": 1}]}"#);
    let why = "neither its name nor its `roadmap.json` says it";
    verify(&project, &["client-copy"]).fails_with(2, &unclear("client-copy", why));
    fs::remove_file(project.path("client-copy/roadmap.json")).expect("it was just written");
    verify(&project, &["client-copy"]).fails_with(2, &unclear("client-copy", why));
}

#[test]
fn an_old_copy_is_compared_with_what_was_built_on_its_day() {
    let project = Project::new().settings("product: Acme\ndates: { precision: quarter }\n").entry(
        "a",
        "title: A\nstage: planned\nvisibility: client\ntarget: 2025-Q1",
        "",
    );
    project.run(&["build", "--as-of", "2025-03-01"]).succeeds();
    let said = project.run(&["verify", "dist"]).succeeds();
    assert_eq!(said.stderr.matches("all as built for 2025-03-01 (the day it names)").count(), 3);
    let said = project.run(&["verify", "dist", "--as-of", "2025-03-01"]).succeeds();
    assert_eq!(said.stderr.matches("all as built for 2025-03-01; ").count(), 3);
    let said = project.run(&["verify", "dist/client", "--as-of", AS_OF]);
    let first = said.stderr.lines().next().unwrap_or_default();
    assert_eq!(said.code, 1);
    assert!(first.ends_with(" files are not as built for 2026-11-22"), "{first}");
    // Sites that were built on different days.
    project.run(&["build", "--as-of", AS_OF, "--audience", "sales"]).succeeds();
    let said = project.run(&["verify", "dist"]).succeeds();
    let days: Vec<_> = said
        .stderr
        .lines()
        .map(|line| (line.split(':').next(), line.contains("2026-11-22")))
        .collect();
    assert_eq!(
        days,
        [(Some("engineering"), false), (Some("sales"), true), (Some("client"), false)]
    );
    for day in ["2026-02-30", "yesterday", ""] {
        let roadmap = project.page("client", "roadmap.json").replace("2025-03-01", day);
        project.write("copy/client/roadmap.json", roadmap);
        let said = project.run(&["verify", "copy/client"]);
        let first = said.stderr.lines().next().unwrap_or_default();
        assert_eq!(said.code, 1);
        assert!(first.ends_with(" (today: it names no day; is it another? use `--as-of`)"));
    }
}

#[test]
fn a_project_with_mistakes_or_leaks_verifies_nothing() {
    let project = built();
    project.write("content/b.md", "---\ntitle: B\nstage: planed\n---\n");
    verify(&project, &["dist"]).fails_with(
        1,
        "
        error[unknown-value]: `planed` is not a stage
         --> content/b.md:3:8
          |
        3 | stage: planed
          |        ^^^^^^ not a stage
          |
          = help: did you mean `planned`?
          = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

        1 error in the project; nothing was verified
        ",
    );
    let shown = "---\ntitle: The Falconwing plan\nstage: planned\nvisibility: client\n---\n";
    project.write("content/b.md", shown);
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.starts_with("error[leak]: a code name of `content/a.md`"));
    assert!(said.stderr.ends_with("\n1 error in the project; nothing was verified\n"));
}

#[test]
fn a_forged_record_of_the_last_build_deceives_no_verify() {
    let project = built();
    let mut page = fs::read(project.path("dist/client/404.html")).expect("it was built");
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let before = hash(&page);
    page.extend(b"<p>More</p>");
    project.write("dist/client/404.html", &page);
    let read = |path: &str| fs::read_to_string(project.path(path)).expect("it was built");
    let manifest = read("dist/.roadcast/client.json");
    let forged = manifest.replace(&before, &hash(&page));
    assert_ne!(forged, manifest, "the manifest has the hash of the page");
    let record = read("dist/.roadcast/last-build.json");
    let trusted = record.replace(&hash(manifest.as_bytes()), &hash(forged.as_bytes()));
    assert_ne!(trusted, record, "the record has the hash of the manifest");
    project.write("dist/.roadcast/client.json", &forged);
    project.write("dist/.roadcast/last-build.json", &trusted);
    // A build trusts it, as SECURITY.md says.
    project.build(&[]).succeeds();
    assert_eq!(fs::read(project.path("dist/client/404.html")).expect("it is there"), page);
    let said = verify(&project, &["dist"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("404.html  differs from"), "{}", said.stderr);
}
