//! A folder as the place of a site: a checkout of a branch of pages, or the root of a web server.

use std::fs;

use tempfile::TempDir;

use crate::support::{AS_OF, Files, Project, differing, document, read_all};

use super::{project, publish};

const MARKER: &str = ".roadcast-site.json";

/// A folder outside of the project, and its path.
pub fn folder() -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("the system has room for a test");
    let path = folder.path().join("www").display().to_string();
    (folder, path)
}

/// What lies in a folder, without the marker.
fn site(path: &str) -> Files {
    let mut files = read_all(path.as_ref());
    files.remove(MARKER).expect("there is a marker");
    files
}

fn reword(project: &Project, text: &str) {
    let front = "title: Faster exports\nstage: planned\nvisibility: client";
    project.write("content/exp.md", document(front, &format!("::: client\n{text}\n:::")));
}

#[test]
fn the_folder_holds_what_a_build_makes_and_the_ledger_gets_its_line() {
    let project =
        project("editions: { client: { base_url: \"https://roadmap.acme.example/\" } }\n");
    let (_kept, www) = folder();
    let outcome = publish(&project, &["client", "--to", &www, "--by", "ana"]).succeeds();
    project.build(&[]).succeeds();
    assert_eq!(differing(&site(&www), &project.site("client")), [""; 0]);
    for words in ["0 as it was, 0 deleted", "read back: ", "publication 1: the client site"] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
    let ledger = fs::read_to_string(project.path("ledger/2026.jsonl")).expect("it was written");
    assert!(ledger.contains("\"address\":\"https://roadmap.acme.example/\""), "{ledger}");
    assert!(ledger.contains("\"by\":\"ana\""), "{ledger}");
    assert!(outcome.stdout.lines().all(|path| path.starts_with("ledger/")), "{}", outcome.stdout);
    project.check(&[]).succeeds();
    let verified = project.run(&["verify", &www, "--audience", "client"]).succeeds();
    assert!(verified.stderr.contains(", all as built for 2026-11-22"), "{}", verified.stderr);
}

#[test]
fn only_what_differs_is_written_and_what_is_gone_is_deleted() {
    let project = project("").entry("old", "title: Old maps\nstage: beta\nvisibility: client", "");
    let (kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    let before = read_all(www.as_ref());
    let age = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    for path in before.keys() {
        let file = fs::File::options().write(true).open(kept.path().join("www").join(path));
        file.and_then(|file| file.set_modified(age)).expect("the file is ours");
    }
    fs::remove_file(project.path("content/old.md")).expect("it is ours");
    publish(&project, &["client", "--to", &www]).succeeds();
    let after = read_all(www.as_ref());
    assert!(before.contains_key("items/old-maps.html"));
    assert!(!after.contains_key("items/old-maps.html"));
    for (path, bytes) in &after {
        let found = fs::metadata(kept.path().join("www").join(path)).expect("it was just read");
        let is_old = found.modified().expect("the system keeps times") == age;
        assert_eq!(is_old, before.get(path) == Some(bytes), "{path}");
    }
    let untouched = publish(&project, &["client", "--to", &www]).succeeds();
    assert!(untouched.stderr.contains(": 0 files sent (0 bytes), "), "{}", untouched.stderr);
}

#[test]
fn what_belongs_to_version_control_stays() {
    let project = project("");
    let (kept, www) = folder();
    let git = kept.path().join("www/.git");
    fs::create_dir_all(git.join("refs")).expect("the folder is new");
    fs::write(git.join("HEAD"), "ref: refs/heads/pages\n").expect("the folder is ours");
    fs::write(kept.path().join("www/.gitattributes"), "* -text\n").expect("the folder is ours");
    publish(&project, &["client", "--to", &www]).succeeds();
    reword(&project, "They run at noon.");
    publish(&project, &["client", "--to", &www]).succeeds();
    let head = fs::read_to_string(git.join("HEAD")).expect("it is there");
    assert_eq!(head, "ref: refs/heads/pages\n");
    assert!(git.join("refs").is_dir());
    project.run(&["verify", &www, "--audience", "client"]).succeeds();
}

#[test]
fn a_rehearsal_says_what_would_be_done_and_changes_nothing() {
    let project = project("");
    let (kept, www) = folder();
    let first = publish(&project, &["client", "--to", &www, "--dry-run"]).succeeds();
    assert!(first.stderr.contains("nothing was changed"), "{}", first.stderr);
    assert!(first.stdout.contains("+ items/faster-exports.html\n"), "{}", first.stdout);
    assert!(first.stdout.ends_with("+ index.html\n"), "the first page is last: {}", first.stdout);
    assert!(!kept.path().join("www").exists() && !project.path("ledger").exists());
    publish(&project, &["client", "--to", &www]).succeeds();
    let before = read_all(www.as_ref());
    let title = "title: Quicker exports\nstage: planned\nvisibility: client";
    project.write("content/exp.md", document(title, ""));
    let second = publish(&project, &["client", "--to", &www, "--dry-run"]).succeeds();
    assert!(second.stdout.contains("~ index.html\n"), "{}", second.stdout);
    assert!(second.stdout.ends_with("- items/faster-exports.html\n"), "{}", second.stdout);
    assert_eq!(read_all(www.as_ref()), before);
}

#[test]
fn titles_for_sales_are_in_no_log() {
    let project = project("publish: { sales: { to: sales-www, public: Only we get there. } }\n");
    let said =
        project.run_as_given(&["publish", "sales", "--dry-run", "--as-of", AS_OF]).succeeds();
    let said = format!("{}{}", said.stdout, said.stderr);
    assert!(said.contains("sales to ") && !said.contains("lagoon"), "{said}");
    let full = publish(&project, &["sales", "--dry-run"]).succeeds();
    assert!(full.stdout.contains("+ items/quiet-lagoon.html"), "{}", full.stdout);
}

#[test]
fn a_leak_or_a_broken_ledger_sends_nothing() {
    let project = project("never_publish: [Zephyrine]\n");
    let (kept, www) = folder();
    reword(&project, "Zephyrine runs at night.");
    assert_eq!(publish(&project, &["client", "--to", &www]).code, 1);
    reword(&project, "They run at night.");
    project.write("ledger/2026.jsonl", "{}\n");
    assert_eq!(publish(&project, &["client", "--to", &www]).code, 1);
    assert!(!kept.path().join("www").exists());
}

#[test]
fn a_name_of_the_project_that_must_not_be_published_stops_it() {
    let settings = "never_publish: [Zephyrine]\npublish: { project: Zephyrine two }\n";
    let project = project(settings);
    let (kept, www) = folder();
    let outcome = publish(&project, &["client", "--to", &www]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("error[leak]"), "{}", outcome.stderr);
    assert!(!kept.path().join("www").exists());
}

#[test]
fn somebody_else_who_changes_the_copy_is_noticed() {
    let project = project("");
    let (kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    let page = kept.path().join("www/index.html");
    fs::write(&page, "else").expect("it is ours");
    let verified = project.run(&["verify", &www, "--audience", "client"]);
    assert!(verified.stderr.contains("changed      index.html"), "{}", verified.stderr);
    publish(&project, &["client", "--to", &www]).succeeds();
    project.run(&["verify", &www, "--audience", "client"]).succeeds();
    // A marker that names other files is not that of this site.
    let marker = kept.path().join("www").join(MARKER);
    let text = fs::read_to_string(&marker).expect("it is there");
    fs::write(&marker, text.replacen("\"files\": [", "\"files\": [\n    \"00\",", 1))
        .expect("ours");
    let verified = project.run(&["verify", &www, "--audience", "client"]);
    assert!(verified.stderr.contains("unexplained  .roadcast-site.json"), "{}", verified.stderr);
}

#[test]
fn two_publications_at_once_do_not_mix() {
    let project = project("");
    let (kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    let aside = kept.path().join("www/.roadcast-upload");
    fs::create_dir(&aside).expect("it is gone after a publication");
    fs::write(aside.join("7"), "what a kill left").expect("the folder is ours");
    let lock = fs::File::create(aside.join("lock")).expect("the folder is ours");
    lock.lock().expect("nobody else has it");
    let outcome = publish(&project, &["client", "--to", &www]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("somebody else publishes to it now"), "{}", outcome.stderr);
    drop(lock);
    publish(&project, &["client", "--to", &www]).succeeds();
    assert!(!aside.exists());
}

#[test]
fn a_publication_that_has_not_ended_is_told_of_and_mended() {
    let project = project("");
    let (kept, www) = folder();
    publish(&project, &["client", "--to", &www]).succeeds();
    let whole = read_all(www.as_ref());
    let marker = kept.path().join("www").join(MARKER);
    let text = fs::read_to_string(&marker).expect("it is there");
    let run = "\"run\": { \"begun\": \"2026-11-22 09:30:00 UTC\", \"id\": \"0a\" },\n  \"files\"";
    fs::write(&marker, text.replacen("\"files\"", run, 1)).expect("it is ours");
    fs::write(kept.path().join("www/index.html"), "half").expect("it is ours");
    let verified = project.run(&["verify", &www, "--audience", "client"]);
    assert!(verified.stderr.contains("unexplained  .roadcast-site.json"), "{}", verified.stderr);
    let outcome = publish(&project, &["client", "--to", &www]).succeeds();
    let words = "the publication that began at 2026-11-22 09:30:00 UTC has not ended";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    assert_eq!(read_all(www.as_ref()), whole);
    let outcome = publish(&project, &["client", "--to", &www]).succeeds();
    assert!(!outcome.stderr.contains("has not ended"), "{}", outcome.stderr);
}
