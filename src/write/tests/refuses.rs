//! What the writer refuses to touch.

use std::fs::{self, File};
#[cfg(unix)]
use std::path::PathBuf;

#[cfg(unix)]
use super::super::publish;
use super::super::{Outcome, PathFault, WriteError};
use super::{Files, Output, SITE, SITE_LIST, outcome, with_state};

#[test]
fn a_folder_of_somebody_else() {
    let output = Output::new();
    fs::create_dir(output.path()).unwrap();
    output.write("thesis.txt", "three years of work");
    assert!(is_foreign(output.publish(SITE)));
    assert_eq!(output.list(), ["thesis.txt"]);
}

#[test]
fn a_marker_folder_that_is_not_ours() {
    let output = Output::new();
    fs::create_dir_all(output.at(".roadcast")).unwrap();
    output.write("thesis.txt", "three years of work");
    assert!(is_foreign(output.publish(SITE)));
    fs::remove_file(output.at("thesis.txt")).unwrap();
    output.write(".roadcast/notes", "mine");
    assert!(is_foreign(output.publish(SITE)));
    output.write(".roadcast/README", "Read me first\n");
    assert!(is_foreign(output.publish(SITE)));
    assert_eq!(output.list(), [".roadcast", ".roadcast/README", ".roadcast/notes"]);
}

#[test]
fn a_folder_whose_marker_was_deleted() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    fs::remove_file(output.at(".roadcast/README")).unwrap();
    assert!(is_foreign(output.publish(SITE)));
}

#[test]
fn a_folder_of_another_version() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    output.write(".roadcast/README", "Roadcast output folder, layout 2\n");
    let error = output.publish(SITE).unwrap_err();
    assert!(matches!(error, WriteError::Layout { .. }), "{error}");
}

#[test]
fn an_output_that_is_a_file() {
    let output = Output::new();
    fs::write(output.path(), "a file").unwrap();
    assert!(is_not_a_folder(output.publish(SITE)));
}

#[test]
fn a_file_in_place_of_a_site_or_of_the_marker_folder() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    for path in ["client", ".roadcast/tmp", ".roadcast"] {
        let moved = output.place.path().join("moved");
        if output.at(path).exists() {
            fs::rename(output.at(path), &moved).unwrap();
        }
        output.write(path, "a file");
        assert!(is_not_a_folder(output.publish(SITE)), "{path}");
        assert_eq!(output.read(path), "a file");
        fs::remove_file(output.at(path)).unwrap();
        if moved.exists() {
            fs::rename(&moved, output.at(path)).unwrap();
        }
    }
    output.publish(SITE).unwrap();
}

#[test]
fn a_folder_in_place_of_a_file_of_ours() {
    for path in [".roadcast/lock", ".roadcast/README", ".roadcast/client.json"] {
        let output = Output::new();
        output.publish(SITE).unwrap();
        fs::remove_file(output.at(path)).unwrap();
        fs::create_dir(output.at(path)).unwrap();
        assert!(is_not_a_file(output.publish(&SITE[..1])), "{path}");
        assert_eq!(output.read("client/items/a.html"), "a");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_wherever_it_would_write() {
    for path in ["", ".roadcast", ".roadcast/tmp", "client"] {
        let output = Output::new();
        output.publish(SITE).unwrap();
        fs::create_dir_all(output.at(".roadcast/tmp")).unwrap();
        let moved = output.place.path().join("moved");
        let link: PathBuf = output.at(path).components().collect();
        fs::rename(&link, &moved).unwrap();
        std::os::unix::fs::symlink(&moved, &link).unwrap();
        assert!(is_not_a_folder(output.publish(&SITE[..1])), "{path}");
        assert!(link.is_symlink());
    }
    for path in [".roadcast/lock", ".roadcast/README", ".roadcast/client.json"] {
        let output = Output::new();
        output.publish(SITE).unwrap();
        let moved = output.place.path().join("moved");
        fs::rename(output.at(path), &moved).unwrap();
        std::os::unix::fs::symlink(&moved, output.at(path)).unwrap();
        assert!(is_not_a_file(output.publish(&SITE[..1])), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_with_a_final_slash() {
    let output = Output::new();
    let elsewhere = output.place.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(elsewhere, output.path()).unwrap();
    let error = publish(&output.at(""), &[], None).unwrap_err();
    assert!(matches!(error, WriteError::NotAFolder { .. }), "{error}");
}

#[test]
fn to_wait_for_another_build() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let lock = File::options().write(true).open(output.at(".roadcast/lock")).unwrap();
    lock.lock().unwrap();
    let error = output.publish(&SITE[..1]).unwrap_err();
    assert!(matches!(error, WriteError::Locked { .. }), "{error}");
    assert_eq!(output.list(), with_state(&SITE_LIST));
    drop(lock);
    output.publish(&SITE[..1]).unwrap();
}

fn fault(files: Files) -> PathFault {
    let output = Output::new();
    match output.publish(files) {
        Err(WriteError::BadPath { fault, .. }) => {
            assert!(!output.path().exists(), "nothing may be written");
            fault
        }
        other => panic!("{files:?} gave {other:?}"),
    }
}

#[test]
fn paths_that_leave_the_site_or_differ_between_systems() {
    for path in ["", "/etc/passwd", "a//b", "a/", "/"] {
        assert_eq!(fault(&[(path, "")]), PathFault::EmptyPart, "{path}");
    }
    for path in ["..", ".", "../a", "a/../b", "a/.", "a/.."] {
        assert_eq!(fault(&[(path, "")]), PathFault::DotPart, "{path}");
    }
    for (path, found) in [("a\\b", '\\'), ("a\0", '\0'), ("c:a", ':'), ("a\nb", '\n')] {
        assert_eq!(fault(&[(path, "")]), PathFault::Character(found), "{path:?}");
    }
    for path in ["a.", "a /b", "..."] {
        assert_eq!(fault(&[(path, "")]), PathFault::Ending, "{path}");
    }
    for path in ["con", "NUL.html", "items/Aux.tar.gz", "com1", "lpt9.txt", "con .html"] {
        let part = path.split('/').next_back().unwrap_or_default().to_owned();
        assert_eq!(fault(&[(path, "")]), PathFault::Reserved(part), "{path}");
    }
    let deep = vec!["a"; 33].join("/");
    assert_eq!(fault(&[(deep.as_str(), "")]), PathFault::TooDeep);
}

#[test]
fn paths_that_collide() {
    let collision = |other: &str| PathFault::Collision(other.to_owned());
    let both = |other: &str| PathFault::FileAndFolder(other.to_owned());
    assert_eq!(fault(&[("a", ""), ("a", "")]), collision("a"));
    assert_eq!(fault(&[("Straße", ""), ("STRAßE", "")]), collision("Straße"));
    assert_eq!(fault(&[("a/b", ""), ("A/c", "")]), collision("a"));
    assert_eq!(fault(&[("a", ""), ("a/b", "")]), both("a"));
    assert_eq!(fault(&[("a/b", ""), ("A", "")]), both("a"));
}

#[test]
fn site_folders_that_are_not_plain_names() {
    for folder in ["", ".", "..", "a/b", "/a", ".roadcast", ".git", "nul", "a\\b"] {
        let output = Output::new();
        let error = output.publish_all(&[(folder, SITE)]).unwrap_err();
        assert!(matches!(error, WriteError::BadPath { .. }), "{folder} gave {error}");
    }
    let error = Output::new().publish_all(&[("client", SITE), ("Client", SITE)]).unwrap_err();
    assert!(matches!(error, WriteError::BadPath { .. }), "{error}");
}

#[test]
fn nothing_that_a_site_needs() {
    let plain = ["a.html", ".well-known/x", "console.js", "com.html", "com10", "nulls", "ä ö.png"];
    let files: Vec<_> = plain.iter().map(|path| (*path, "")).collect();
    assert_eq!(Output::new().publish(&files).unwrap(), outcome(plain.len(), 0, 0));
}

fn is_foreign(result: Result<Outcome, WriteError>) -> bool {
    matches!(result, Err(WriteError::Foreign { .. }))
}

fn is_not_a_folder(result: Result<Outcome, WriteError>) -> bool {
    matches!(result, Err(WriteError::NotAFolder { .. }))
}

fn is_not_a_file(result: Result<Outcome, WriteError>) -> bool {
    matches!(result, Err(WriteError::NotAFile { .. }))
}
