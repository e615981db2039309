//! The pages of shares at their place, and gone from it.

use std::fs;

use crate::shares::{SECRET, project, project_in};
use crate::support::{AS_OF, Files, Outcome, Project, differing, read_all};

use super::folder::folder;
use super::nginx::{Nginx, with_certificate};

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

/// A host with the recipe's words for a page that is not there, or with others.
fn host(root: &str, more: &str) -> Nginx {
    let block = format!("server {{\n listen 443 ssl;\n root /srv/www;\n {more}\n}}\n");
    with_certificate(root, &block)
}

/// A project with a share, whose pages are published to `www` and are found at this address.
fn project_at(address: &str, www: &str) -> Project {
    let project = project();
    let settings = fs::read_to_string(project.path("roadcast.yaml")).expect("it is there");
    let known = "https://shared.northwind.example/";
    assert!(settings.contains(known));
    let settings = settings.replace(known, address);
    project.write("roadcast.yaml", format!("{settings}publish: {{ shares: {{ to: {www} }} }}\n"));
    project.approved()
}

#[test]
fn the_address_of_a_page_that_was_revoked_is_asked_whether_it_is_gone() {
    let (_kept, www) = folder();
    fs::create_dir_all(&www).expect("the folder is new");
    let host = host(&www, "");
    let project = project_at(&host.secure_address(), &www);
    let first = publish(&project, AS_OF, &[]).succeeds();
    assert!(!first.stderr.contains("links that have ended"), "{}", first.stderr);
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let said =
        format!("1 page of links that have ended: none is answered at {}", host.secure_address());
    let outcome = publish(&project, AS_OF, &[]).succeeds();
    assert!(outcome.stderr.contains(&said), "{}", outcome.stderr);
    // It is asked again, for as long as somebody may have kept it.
    let outcome = publish(&project, AS_OF, &[]).succeeds();
    assert!(outcome.stderr.contains(&said), "{}", outcome.stderr);
    // A new link for somebody ends the one before; and a last day ends them all.
    project.run(&["share", "revoke", "acme", "j.weber", "--replace"]).succeeds();
    let outcome = publish(&project, "2027-02-01", &[]).succeeds();
    let said = "3 pages of links that have ended: none is answered";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    let much_later = publish(&project, "2027-04-01", &[]).succeeds();
    assert!(!much_later.stderr.contains("links that have ended"), "{}", much_later.stderr);
}

#[test]
fn a_revoked_page_that_is_still_answered_is_an_error_that_says_who_may_keep_it() {
    let (kept, www) = folder();
    // A cache in front of the host: it has what was there before.
    let cache = kept.path().join("cache");
    fs::create_dir_all(&cache).expect("the folder is new");
    let host = host(&cache.display().to_string(), "");
    let project = project_at(&host.secure_address(), &www);
    publish(&project, AS_OF, &[]).succeeds();
    let before = pages(&www);
    for (path, bytes) in &before {
        fs::write(cache.join(path), bytes).expect("the folder is ours");
    }
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let gone = |www: &str| {
        let now = pages(www);
        before.keys().find(|path| !now.contains_key(*path)).expect("one is gone").clone()
    };
    for _ in 0..2 {
        let outcome = publish(&project, AS_OF, &[]);
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        let path = gone(&www);
        for words in [
            format!("`{}` still answers with 1 of 1 page that are gone", host.secure_address()),
            format!("published: `{path}`; a host or a cache in front of it keeps copies"),
        ] {
            assert!(outcome.stderr.contains(&words), "{words}: {}", outcome.stderr);
        }
    }
    // In a log, the path is masked: where pages are not encrypted, it is the whole link.
    let secret = [("ROADCAST_SHARE_SECRET", SECRET)];
    let log = project.run_as_given_in(&secret, &["publish", "shares", "--on", AS_OF]);
    assert_eq!(log.code, 2);
    assert!(!log.stderr.contains(&gone(&www)), "{}", log.stderr);
    // What is published elsewhere says nothing of that address.
    let (_other, elsewhere) = folder();
    publish(&project, AS_OF, &["--to", &elsewhere]).succeeds();
    fs::remove_file(cache.join(gone(&www))).expect("it is ours");
    publish(&project, AS_OF, &[]).succeeds();
}

#[test]
fn a_host_that_answers_everything_and_one_that_does_not_answer_are_told_apart_from_a_copy() {
    let (_kept, www) = folder();
    fs::create_dir_all(&www).expect("the folder is new");
    let host = host(&www, "error_page 404 =200 /index.html;");
    let address = host.secure_address();
    let project = project_at(&address, &www);
    publish(&project, AS_OF, &[]).succeeds();
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let outcome = publish(&project, AS_OF, &[]).succeeds();
    assert!(outcome.stderr.contains("none is answered at"), "{}", outcome.stderr);
    drop(host);
    let outcome = publish(&project, AS_OF, &[]).succeeds();
    let words = format!("nobody answers at {address}, as seen from here: whether one page is gone");
    assert!(outcome.stderr.contains(&words), "{}", outcome.stderr);
}
