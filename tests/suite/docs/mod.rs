//! What the documents say is so: their links lead somewhere, their tables are those of the format,
//! and their examples print what they show.

mod digest;
mod ledger;
mod links;
mod promises;
mod publishing;
mod shares;
mod tables;
mod tour;

use std::fs;
use std::path::Path;

/// A document of the repository, by its path.
fn document(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all documents, from the root of the repository.
fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned).into();
    for entry in fs::read_dir(root.join("docs")).expect("the documents have a folder") {
        let name = entry.expect("the folder can be read").file_name();
        let name = name.to_str().expect("the names are plain").to_owned();
        assert!(name.ends_with(".md"), "docs/{name} is no document");
        paths.push(format!("docs/{name}"));
    }
    paths.sort();
    paths
}

#[test]
fn the_first_page_is_short_and_begins_with_both_commands() {
    let readme = document("README.md");
    assert!(readme.len() <= 8 * 1024, "README.md has {} bytes", readme.len());
    let first_screen: Vec<_> = readme.lines().take(20).collect();
    for command in ["cargo run --release -- build ", "tests/run "] {
        assert!(first_screen.iter().any(|line| line.starts_with(command)), "{command}");
    }
}

#[test]
fn the_first_page_leads_to_every_other() {
    let readme = document("README.md");
    for path in documents() {
        let leads = readme.contains(&format!("]({path})"));
        assert!(leads || path == "README.md", "README.md has no link to {path}");
    }
}
