//! The pages of shares at their place, and gone from it.

use std::fs;

use crate::shares::{SECRET, project, project_in};
use crate::support::{AS_OF, Files, Outcome, Project, differing, read_all};

use super::folder::folder;

/// Publishes the client site of a day, which stands on the pages of shares too, and then these.
fn publish(project: &Project, day: &str, more: &[&str]) -> Outcome {
    let clients = project.path("clients").display().to_string();
    project.run(&["publish", "client", "--on", day, "--to", &clients]).succeeds();
    publish_alone(project, day, more)
}

fn publish_alone(project: &Project, day: &str, more: &[&str]) -> Outcome {
    let secret = [("ROADCAST_SHARE_SECRET", SECRET)];
    project.run_in(&secret, &[&["publish", "shares", "--on", day], more].concat())
}

fn pages(www: &str) -> Files {
    let mut files = read_all(www.as_ref());
    files.remove(".roadcast-site.json").expect("there is a marker");
    files
}

#[test]
fn the_place_holds_what_a_build_makes_and_names_no_page() {
    let project = project().approved();
    let (_kept, www) = folder();
    let outcome = publish(&project, AS_OF, &["--to", &www]).succeeds();
    assert!(outcome.stderr.contains("read back: 2 pages, all as sealed"), "{}", outcome.stderr);
    assert_eq!(differing(&pages(&www), &project.build_shares()), [""; 0]);
    assert!(outcome.stderr.contains("publication 2: the share acme, on "), "{}", outcome.stderr);
    let copy = std::path::Path::new(&www).with_file_name("shares");
    fs::rename(&www, &copy).expect("it is ours");
    let copy = copy.display().to_string();
    let secret = [("ROADCAST_SHARE_SECRET", SECRET)];
    project.run_in(&secret, &["verify", &copy, "--as-of", AS_OF]).succeeds();
    fs::rename(&copy, &www).expect("it is ours");
    let marker = fs::read_to_string(format!("{www}/.roadcast-site.json")).expect("it is there");
    for path in pages(&www).keys() {
        assert!(!marker.contains(path.as_str()), "{path}");
        assert!(!outcome.stderr.contains(path.as_str()) && !outcome.stdout.contains(path.as_str()));
    }
}

#[test]
fn a_revoked_page_and_one_past_its_day_are_gone() {
    let project = project().approved();
    let (_kept, www) = folder();
    publish(&project, AS_OF, &["--to", &www]).succeeds();
    let before = pages(&www);
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let outcome = publish(&project, AS_OF, &["--to", &www]).succeeds();
    assert!(outcome.stderr.contains(", 1 deleted"), "{}", outcome.stderr);
    assert_eq!(pages(&www).len(), before.len() - 1);
    let outcome = publish(&project, "2027-02-01", &["--to", &www]).succeeds();
    assert_eq!(pages(&www), Files::new());
    assert!(outcome.stderr.contains("the share acme, which has ended"), "{}", outcome.stderr);
}

#[test]
fn without_the_secret_and_in_the_place_of_a_site_nothing_is_sent() {
    let project = project().approved();
    let (kept, www) = folder();
    let outcome = project.run(&["publish", "shares", "--as-of", AS_OF, "--to", &www]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("the secret is not known"), "{}", outcome.stderr);
    assert!(!kept.path().join("www").exists());
    super::publish(&project, &["client", "--to", &www]).succeeds();
    let outcome = publish_alone(&project, AS_OF, &["--to", &www]);
    assert_eq!(outcome.code, 2);
    let words = "is the place for client, and not for shares";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
}

#[test]
fn pages_that_are_not_encrypted_do_not_go_where_nobody_can_tell_who_reads() {
    let (kept, www) = folder();
    let file = project_in("file").approved();
    let outcome = publish(&file, AS_OF, &["--to", &www]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("are files to be attached"), "{}", outcome.stderr);
    let plain = project_in("plain").approved();
    let settings = fs::read_to_string(plain.path("roadcast.yaml")).expect("it is there");
    let line = "  base_url: https://shared.northwind.example/\n";
    assert!(settings.contains(line));
    plain.write("roadcast.yaml", settings.replace(line, ""));
    let outcome = publish(&plain, AS_OF, &["--to", &www]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("nobody can tell whether strangers"), "{}", outcome.stderr);
    assert!(!kept.path().join("www").exists());
}

#[test]
fn shares_whose_public_part_the_ledger_does_not_know_are_not_sent() {
    let project = project().approved();
    let (kept, www) = folder();
    let outcome = publish_alone(&project, AS_OF, &["--to", &www]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("publish the client site"), "{}", outcome.stderr);
    assert!(!kept.path().join("www").exists());
}
