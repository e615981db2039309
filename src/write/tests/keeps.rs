//! What a build leaves as it was.

use std::fs;

use super::super::stage::copy_as_old;
use super::{Output, SITE, outcome};

#[cfg(unix)]
fn inode(output: &Output, path: &str) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(output.at(path)).unwrap().ino()
}

#[test]
fn the_modification_time_of_every_file_when_nothing_changed() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let before = [output.age("client/items/a.html"), output.age(".roadcast/client.json")];
    assert_eq!(output.publish(SITE).unwrap(), outcome(0, 3, 0));
    let after = [output.modified("client/items/a.html"), output.modified(".roadcast/client.json")];
    assert_eq!(after, before);
}

#[cfg(unix)]
#[test]
fn the_very_folder_when_nothing_changed() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let before = inode(&output, "client");
    output.publish(SITE).unwrap();
    assert_eq!(inode(&output, "client"), before);
}

#[cfg(unix)]
#[test]
fn the_very_file_when_another_one_changed() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let (before, time) = (inode(&output, "client/items/a.html"), output.age("client/items/a.html"));
    let next = [SITE[0], SITE[1], ("items/b.html", "changed")];
    assert_eq!(output.publish(&next).unwrap(), outcome(1, 2, 0));
    assert_eq!(inode(&output, "client/items/a.html"), before);
    assert_eq!(output.modified("client/items/a.html"), time);
    assert_eq!(output.read("client/items/b.html"), "changed");
}

#[test]
fn the_modification_time_where_files_cannot_be_shared() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let before = output.age("client/items/a.html");
    let copy = output.at("client/items/copy.html");
    copy_as_old(&output.at("client/items/a.html"), &copy, b"a").unwrap();
    assert_eq!(output.read("client/items/copy.html"), "a");
    assert_eq!(output.modified("client/items/copy.html"), before);
}

#[test]
fn a_stray_file_beside_the_sites() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    output.write("CNAME", "roadmap.example");
    output.publish(&[("index.html", "new")]).unwrap();
    assert_eq!(output.read("CNAME"), "roadmap.example");
}

#[test]
fn a_users_hard_link_to_an_old_file_as_it_was() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let backup = output.place.path().join("backup");
    fs::hard_link(output.at("client/index.html"), &backup).unwrap();
    output.publish(&[("index.html", "new")]).unwrap();
    assert_eq!(fs::read_to_string(backup).unwrap(), "index");
}
