//! `verify` of the folder of shares: all of it is as it was sealed, or what is not is named.

use std::fs;

use serde_json::Value;

use super::{SECRET, project, project_in};
use crate::support::{Outcome, Project};

fn verify(project: &Project, folder: &str) -> Outcome {
    let folder = project.path(folder);
    let folder = folder.to_str().expect("it is text");
    project.run_in(&[("ROADCAST_SHARE_SECRET", SECRET)], &["verify", folder])
}

/// Where the first page lies, in the project.
fn page(project: &Project) -> String {
    let files = project.shares();
    let name = files.keys().find(|path| path.len() == 37).expect("there are two");
    format!("dist/shares/{name}")
}

#[test]
fn shares_as_they_were_sealed_are_fine_for_the_day_of_their_build() {
    for mode in ["encrypted", "plain", "file"] {
        let project = project_in(mode).approved();
        project.build_shares();
        for folder in ["dist", "dist/shares"] {
            let outcome = verify(&project, folder).succeeds();
            let said = outcome.stderr.lines().last().expect("it says something");
            assert!(said.starts_with("shares: 4 files, "), "{mode}, {folder}: {said}");
            assert!(said.ends_with("all as built for 2026-11-22 (the day it names)"), "{said}");
        }
    }
}

#[test]
fn a_page_that_was_changed_lost_or_should_be_gone_is_named() {
    let project = project().approved();
    let files = project.build_shares();
    let name = page(&project);
    let path = project.path(&name);
    let whole = fs::read(&path).expect("it was written");
    let short = name.strip_prefix("dist/shares/").expect("it lies there");
    let faults = || {
        let outcome = project
            .run_in(&[("ROADCAST_SHARE_SECRET", SECRET)], &["verify", "dist", "--format", "json"]);
        let said: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        let copies = said["copies"].as_array().expect("a list").clone();
        let shares = copies.iter().find(|copy| copy["shares"] == true).expect("it is listed");
        assert_eq!((outcome.code == 0, &said["ok"]), (shares["ok"] == true, &shares["ok"]));
        let found = shares["differences"].as_array().expect("a list").clone();
        found.iter().map(|it| format!("{} {}", it["fault"], it["path"])).collect::<Vec<_>>()
    };
    assert_eq!(faults(), [""; 0]);
    let mut changed = whole.clone();
    *changed.last_mut().expect("it has bytes") ^= 1;
    fs::write(&path, changed).expect("it is ours");
    assert_eq!(faults(), [format!("\"changed\" \"{short}\"")]);
    fs::remove_file(&path).expect("it is ours");
    assert_eq!(faults(), [format!("\"missing\" \"{short}\"")]);
    fs::write(&path, &whole).expect("it is ours");
    let first = files.len();
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let left = faults();
    assert_eq!(left.len(), 1, "{left:?} of {first}");
    assert!(left[0].starts_with("\"unexplained\" "), "{left:?}");
}

#[test]
fn what_does_not_belong_there_is_searched_and_what_belongs_there_is_not() {
    let project = project_in("plain").approved();
    project.build_shares();
    project.write("dist/shares/notes.txt", "Ask the Quillfeather people.");
    let outcome = verify(&project, "dist");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("unexplained  notes.txt  a leak"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("Quillfeather"), "{}", outcome.stderr);
}

#[test]
fn without_the_secret_shares_are_not_called_fine() {
    let project = project().approved();
    project.build_shares();
    for folder in ["dist", "dist/shares"] {
        let outcome = project.run_as_given(&["verify", folder]);
        assert_eq!(outcome.code, 2, "{folder}");
        assert!(outcome.stderr.contains("the secret is not known"), "{}", outcome.stderr);
    }
    project.run_as_given(&["verify", "dist/client"]).succeeds();
    // With another secret every page is another one.
    let other = SECRET.replace("1f", "2f");
    let outcome = project.run_in(&[("ROADCAST_SHARE_SECRET", &other)], &["verify", "dist"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("shares: 4 files are not as built"), "{}", outcome.stderr);
    // A build without it leaves an empty folder, in which there is nothing to look at.
    project.build(&[]).succeeds();
    project.run_as_given(&["verify", "dist"]).succeeds();
}
