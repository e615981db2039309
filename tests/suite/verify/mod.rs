//! `roadcast verify`: every fault that is planted in a copy is reported, and nothing that is
//! withheld is repeated in the report.

mod secrets;
mod which;

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{AS_OF, Outcome, Project, read_all};

const SITES: [(&str, usize); 3] = [("engineering", 0), ("sales", 3), ("client", 6)];

/// Two entries that differ in who may see them, built on the usual day.
fn built() -> Project {
    let project = Project::new()
        .settings("product: Acme\nnever_publish: [Sunset clause]\n")
        .entry(
            "a",
            "title: Open plan\nstage: planned\nvisibility: client\ncodenames: [Falconwing]",
            "::: client\nText.\n:::",
        )
        .entry(
            "s",
            "title: Talk of summer\nstage: planned\nvisibility: sales",
            "::: sales\nWhat we may say about the coming summer when somebody asks.\n:::",
        )
        .entry("e", "title: Acquire Initrode\nstage: idea\nowner: ana.berg@acme.example", "Text.");
    project.build(&[]).succeeds();
    project
}

const SECRETS: [&str; 4] = ["falconwing", "initrode", "ana.berg", "sunset clause"];

/// A verification that says nothing secret.
fn verify(project: &Project, arguments: &[&str]) -> Outcome {
    let outcome = project.run(&[&["verify"], arguments].concat());
    let said = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
    for secret in SECRETS {
        assert!(!said.contains(secret), "{secret} is in:\n{said}");
    }
    outcome
}

/// What is said of a site that is as it should be.
fn fine(project: &Project, folder: &str, audience: &str) -> String {
    let files = read_all(&project.path(folder));
    let bytes: usize = files.values().map(Vec::len).sum();
    let searched = match SITES.iter().find(|(name, _)| *name == audience) {
        Some((_, 0)) => "nothing is withheld".to_owned(),
        Some((_, strings)) => format!("{strings} withheld strings looked for"),
        None => panic!("{audience} is no audience"),
    };
    format!(
        "{audience}: {} files, {bytes} bytes, all as built for {AS_OF} (the day it names); \
         {searched}\n",
        files.len()
    )
}

fn copy(project: &Project, from: &str, to: &str) {
    for (path, bytes) in read_all(&project.path(from)) {
        project.write(&format!("{to}/{path}"), bytes);
    }
}

#[test]
fn copies_that_are_as_built_pass() {
    let project = built();
    let all: String = SITES.map(|(name, _)| fine(&project, &format!("dist/{name}"), name)).concat();
    verify(&project, &["dist"]).fails_with(0, &all);
    for (name, _) in SITES {
        let folder = format!("dist/{name}");
        let expected = fine(&project, &folder, name);
        verify(&project, &[&folder]).fails_with(0, &expected);
        verify(&project, &[&format!("{folder}/")]).fails_with(0, &expected);
        verify(&project, &["dist", "--audience", name]).fails_with(0, &expected);
        copy(&project, &folder, "download");
        verify(&project, &["download", "--audience", name]).fails_with(0, &expected);
        fs::remove_dir_all(project.path("download")).expect("it was just written");
    }
}

#[test]
fn every_fault_is_reported_in_every_site() {
    for (name, _) in SITES {
        let project = built();
        let site = format!("dist/{name}");
        let size = |path: &str| project.site(name)[path].len();
        let (page, robots) = (size("items/open-plan.html"), size("robots.txt"));
        project.write(&format!("{site}/index.html"), "x\n");
        project.write(&format!("{site}/.htaccess"), "Deny all");
        project.write(&format!("{site}/items/deep/er/old.html"), "x");
        for path in ["items/open-plan.html", "robots.txt"] {
            fs::remove_file(project.path(&format!("{site}/{path}"))).expect("the site has it");
        }
        let shows = match name {
            "client" => "; shows items/open-plan.html",
            "sales" => "; shows items/open-plan.html and 1 more",
            _ => "\n                               shows items/acquire-initrode.html and 2 more",
        };
        project.run(&["verify", &site]).fails_with(
            1,
            &format!(
                "
                {name}: 5 files are not as built for 2026-11-22 (the day it names)

                unexplained  .htaccess               8 bytes
                changed      index.html              differs from line 1 on{shows}
                unexplained  items/deep/er/old.html  1 byte
                missing      items/open-plan.html    {page} bytes; made from `content/a.md`
                missing      robots.txt              {robots} bytes; a page of every site

                "
            ),
        );
    }
}

#[test]
fn parts_of_the_site_theme_and_images_are_explained_as_such() {
    let project = Project::new()
        .entry("a", "title: A\nstage: planned\nvisibility: client", "::: client\n![i](i.png)\n:::")
        .file("content/i.png", crate::support::png([1, 2, 3]));
    project.build(&[]).succeeds();
    let assets: Vec<_> =
        project.site("client").into_keys().filter(|path| path.starts_with("assets/")).collect();
    let [style, image] = [".css", ".png"].map(|end| {
        assets.iter().find(|path| path.ends_with(end)).expect("the site has a style and an image")
    });
    for path in [style, image] {
        let mut bytes = project.site("client")[path].clone();
        *bytes.last_mut().expect("it is not empty") ^= 1;
        project.write(&format!("dist/client/{path}"), bytes);
    }
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.stderr.matches("\nchanged ").count(), 2, "{}", said.stderr);
    for reason in ["on; part of the site theme\n", "on; an image of a shown text\n"] {
        assert_eq!(said.stderr.matches(reason).count(), 1, "{}", said.stderr);
    }
}

#[test]
fn links_pipes_and_odd_names_are_reported_and_not_followed() {
    let project = built();
    let site = project.path("dist/client");
    project.write("outside/secret.txt", "Falconwing");
    for (target, name) in
        [("../../outside", "folder"), ("../../outside/secret.txt", "file"), ("nowhere", "dead")]
    {
        symlink(target, site.join(name)).expect("the name is new");
    }
    fs::remove_file(site.join("robots.txt")).expect("the site has it");
    symlink("../../outside/secret.txt", site.join("robots.txt")).expect("it was removed");
    fs::remove_file(site.join("404.html")).expect("the site has it");
    fs::create_dir(site.join("404.html")).expect("it was removed");
    fs::create_dir_all(site.join("a/b/c")).expect("the names are new");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, site.join("pipe"), rustix::fs::FileType::Fifo, mode, 0)
        .expect("a pipe can be made");
    let name = |bytes: &'static [u8]| Path::new(std::ffi::OsStr::from_bytes(bytes));
    fs::write(site.join(name(b"b\xff\x1b[31m.txt")), "x").expect("the name is new");
    fs::write(site.join(name(b"index.html\xff")), "x").expect("the name is new");
    fs::write(site.join("r\u{202e}txt.exe"), "x").expect("the name is new");
    let huge = fs::File::create(site.join("huge.zip")).expect("the name is new");
    huge.set_len(300 << 20).expect("the file system has holes");
    verify(&project, &["dist/client"]).fails_with(
        1,
        "
        client: 11 files are not as built for 2026-11-22 (the day it names)

        changed      404.html             an empty folder; a page of every site
        unexplained  a/b/c                an empty folder
        unexplained  b\\xff\\u{1b}[31m.txt  1 byte
        unexplained  dead                 a symbolic link, not followed
        unexplained  file                 a symbolic link, not followed
        unexplained  folder               a symbolic link, not followed
        unexplained  huge.zip             314572800 bytes, too many to be searched
        unexplained  index.html\\xff       1 byte
        unexplained  pipe                 neither a file nor a folder
        unexplained  r\\u{202e}txt.exe     1 byte
        changed      robots.txt           a symbolic link, not followed; a page of every site

        ",
    );
}

#[test]
fn programs_get_the_same_as_json() {
    let project = built();
    let files = project.site("client");
    let bytes: usize = files.values().map(Vec::len).sum();
    project.write("dist/client/items/falconwing.html", "x");
    fs::remove_file(project.path("dist/client/items/open-plan.html")).expect("it was built");
    let said = verify(&project, &["dist/client", "--format", "json"]);
    assert_eq!((said.code, said.stderr.as_str()), (1, ""));
    let mut found: Value = serde_json::from_str(&said.stdout).expect("stdout is JSON");
    found["seconds"] = json!(0);
    let page = files["items/open-plan.html"].len();
    assert_eq!(
        found,
        json!({
            "ok": false, "error": null, "redacted": false, "diagnostics": [], "seconds": 0,
            "copies": [{
                "ok": false, "folder": "dist/client", "audience": "client", "shares": false,
                "as_of": "2026-11-22", "as_of_from": "copy",
                "files": files.len(), "bytes": bytes - page + 1, "scanned_for": 6,
                "differences": [
                    {
                        "path": "items/open-plan.html", "fault": "missing",
                        "detail": format!("{page} bytes"), "reason": "made from `content/a.md`",
                        "shows": ["items/open-plan.html"], "holds_withheld": false,
                    },
                    {
                        "path": "items/…", "fault": "unexplained", "detail": "1 byte",
                        "reason": null, "shows": [], "holds_withheld": true,
                    },
                ],
                "leaks": [{
                    "severity": "error", "code": "leak",
                    "message": "a code name of `content/a.md`, withheld from client readers, is \
                                in their site",
                    "hints": [
                        "found in the name of a file of the client site",
                        "publish this site again: what is built now lacks it",
                    ],
                    "path": "content/a.md", "line": 5, "column": 13, "end_line": 5,
                    "end_column": 23, "label": "", "related": [],
                }],
            }],
        })
    );
    let said = verify(&project, &["nowhere", "--format", "json"]);
    assert_eq!((said.code, said.stderr.as_str()), (2, ""));
    let found: Value = serde_json::from_str(&said.stdout).expect("stdout is JSON");
    assert_eq!(found["error"], json!("there is no folder `nowhere`"));
}

#[test]
fn verifying_writes_nothing() {
    let project = built();
    let before = project.state("");
    verify(&project, &["dist"]).succeeds();
    assert!(project.state("") == before);
}
