//! Errors and kills at the worst moment.

use std::fs;

use super::super::{WriteError, swap};
use super::{Files, Output, SITE, SITE_LIST, outcome, with_state};

/// Longer than file systems allow, so writing fails halfway, as on a full disk.
fn unwritable() -> String {
    "x".repeat(300)
}

#[test]
fn an_error_while_writing() {
    let output = Output::new();
    output.publish_all(&[("client", SITE), ("sales", SITE)]).unwrap();
    let before = output.list();
    let long = unwritable();
    let broken: Files = &[("items/a.html", "new"), (long.as_str(), "")];
    let error = output.publish_all(&[("client", &[("b", "new")]), ("sales", broken)]);
    assert!(matches!(error, Err(WriteError::Io { .. })), "{error:?}");
    assert_eq!(output.list(), before);
    assert_eq!(output.read("client/items/a.html"), "a");
    assert_eq!(output.read("sales/items/a.html"), "a");
}

#[test]
fn an_error_in_the_first_build() {
    let output = Output::new();
    let long = unwritable();
    output.publish(&[(long.as_str(), "")]).unwrap_err();
    assert_eq!(output.list(), [".roadcast", ".roadcast/README", ".roadcast/lock"]);
    output.publish(SITE).unwrap();
}

#[test]
fn a_kill_before_the_marker_was_written() {
    let output = Output::new();
    fs::create_dir_all(output.at(".roadcast")).unwrap();
    output.publish(SITE).unwrap();

    let output = Output::new();
    fs::create_dir_all(output.at(".roadcast")).unwrap();
    output.write(".roadcast/lock", "");
    output.write(".roadcast/README.new", "Roadc");
    output.publish(SITE).unwrap();
    assert_eq!(output.list(), with_state(&SITE_LIST));
}

#[test]
fn what_a_killed_build_left() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let deep = ["d"; 200].join("/");
    fs::create_dir_all(output.at(".roadcast/tmp/sites/client").join(deep)).unwrap();
    output.write(".roadcast/tmp/sites/client/old.html", "withdrawn");
    assert_eq!(output.publish(SITE).unwrap(), outcome(0, 3, 0));
    assert_eq!(output.list(), with_state(&SITE_LIST));
}

#[test]
fn a_kill_between_the_two_moves_where_folders_cannot_be_exchanged() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let before = output.age("client/index.html");
    fs::create_dir_all(output.at(".roadcast/tmp/old")).unwrap();
    fs::rename(output.at("client"), output.at(".roadcast/tmp/old/client")).unwrap();
    assert_eq!(output.publish(SITE).unwrap(), outcome(0, 3, 0));
    assert_eq!(output.modified("client/index.html"), before);
}

#[test]
fn a_move_that_fails_after_the_old_site_was_set_aside() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    fs::create_dir(at("live")).unwrap();
    fs::write(at("live").join("index.html"), "old").unwrap();
    swap::move_twice(&at("missing"), &at("live"), &at("aside")).unwrap_err();
    assert_eq!(fs::read_to_string(at("live").join("index.html")).unwrap(), "old");

    fs::create_dir(at("fresh")).unwrap();
    swap::move_twice(&at("fresh"), &at("live"), &at("aside")).unwrap();
    assert!(!at("live").join("index.html").exists());
    assert_eq!(fs::read_to_string(at("aside").join("index.html")).unwrap(), "old");
}
