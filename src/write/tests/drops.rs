//! What a new build takes away.

use std::fs;

use super::{Output, SITE, SITE_LIST, outcome, with_state};

#[test]
fn what_the_next_site_does_not_have() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    assert_eq!(output.publish(&SITE[..1]).unwrap(), outcome(0, 1, 2));
    assert_eq!(output.list(), with_state(&SITE_LIST[..2]));
}

#[test]
fn a_stray_file_in_a_site() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    output.write("client/items/a.html~", "an editor's backup");
    assert_eq!(output.publish(SITE).unwrap(), outcome(0, 3, 1));
    assert_eq!(output.list(), with_state(&SITE_LIST));
}

#[test]
fn a_stray_empty_folder_in_a_site() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    fs::create_dir(output.at("client/project-falcon")).unwrap();
    output.publish(SITE).unwrap();
    assert_eq!(output.list(), with_state(&SITE_LIST));
}

#[test]
fn an_edit_that_was_made_in_place() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    output.write("client/index.html", "INDEX");
    assert_eq!(output.publish(SITE).unwrap(), outcome(1, 2, 0));
    assert_eq!(output.read("client/index.html"), "index");
}

#[cfg(unix)]
#[test]
fn a_stray_link_in_a_site() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    std::os::unix::fs::symlink("/", output.at("client/root")).unwrap();
    output.publish(SITE).unwrap();
    assert_eq!(output.list(), with_state(&SITE_LIST));
}

#[cfg(unix)]
#[test]
fn links_inside_a_site_without_following_them() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let outside = output.place.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a.html"), "a").unwrap();
    fs::remove_dir_all(output.at("client/items")).unwrap();
    std::os::unix::fs::symlink(&outside, output.at("client/items")).unwrap();
    assert_eq!(output.publish(SITE).unwrap(), outcome(2, 1, 0));
    assert!(!output.at("client/items").is_symlink());
    assert_eq!(fs::read_to_string(outside.join("a.html")).unwrap(), "a");
}
