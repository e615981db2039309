//! What a build puts on disk.

use std::fs;

use super::super::{Publication, publish};
use super::{Files, Output, SITE, SITE_LIST, outcome, with_state};

#[test]
fn a_fresh_site_and_nothing_else() {
    let output = Output::new();
    assert_eq!(output.publish(SITE).unwrap(), outcome(3, 0, 0));
    assert_eq!(output.list(), with_state(&SITE_LIST));
    assert_eq!(output.read("client/items/a.html"), "a");
    assert_eq!(output.read(".roadcast/client.json"), "{}");
    assert!(output.read(".roadcast/README").starts_with("Roadcast output folder, layout 1\n"));
}

#[test]
fn into_an_empty_folder_that_exists() {
    let output = Output::new();
    fs::create_dir(output.path()).unwrap();
    assert_eq!(output.publish(SITE).unwrap(), outcome(3, 0, 0));
}

#[test]
fn a_path_with_a_final_slash() {
    let output = Output::new();
    publish(&output.at(""), &[], None).unwrap();
    assert_eq!(output.publish(SITE).unwrap(), outcome(3, 0, 0));
}

#[test]
fn an_empty_site() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    assert_eq!(output.publish(&[]).unwrap(), outcome(0, 0, 3));
    assert_eq!(output.list(), with_state(&["client"]));
}

#[test]
fn several_sites_each_with_its_own_outcome() {
    let output = Output::new();
    output.publish_all(&[("sales", SITE), ("client", SITE)]).unwrap();
    let outcomes = output.publish_all(&[("sales", &SITE[..1]), ("client", SITE)]).unwrap();
    assert_eq!(outcomes, [outcome(0, 1, 2), outcome(0, 3, 0)]);
}

#[test]
fn one_site_and_leaves_the_others_alone() {
    let output = Output::new();
    output.publish_all(&[("sales", SITE), ("client", SITE)]).unwrap();
    output.publish(&[]).unwrap();
    assert_eq!(output.read("sales/index.html"), "index");
    assert_eq!(output.read(".roadcast/sales.json"), "{}");
}

#[test]
fn a_folder_where_a_file_was_and_a_file_where_a_folder_was() {
    let output = Output::new();
    output.publish(&[("a", "file"), ("b/c", "deep")]).unwrap();
    assert_eq!(output.publish(&[("a/c", "deep"), ("b", "file")]).unwrap(), outcome(2, 0, 2));
    assert_eq!(output.read("client/a/c"), "deep");
    assert_eq!(output.read("client/b"), "file");
}

#[test]
fn the_manifest_alone_when_only_that_changed() {
    let output = Output::new();
    output.publish(SITE).unwrap();
    let before = output.modified("client");
    let site = Publication { folder: "client", files: files(SITE), manifest: b"new" };
    publish(&output.path(), &[site], None).unwrap();
    assert_eq!(output.read(".roadcast/client.json"), "new");
    assert_eq!(output.modified("client"), before);
}

fn files<'a>(files: Files<'a>) -> Vec<(&'a str, &'a [u8])> {
    files.iter().map(|(path, text)| (*path, text.as_bytes())).collect()
}
