//! The defects and the ways to leak, as the YAML files beside this one list them.

use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A way in which tools like this have leaked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leak {
    pub leak: String,
    /// Why there is no defect for it.
    pub without_defect: Option<String>,
}

/// A deliberate defect.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    pub name: String,
    /// Numbers of the ways to leak that it opens.
    pub leaks: Vec<usize>,
    pub edits: Vec<Edit>,
}

/// A change of one place in one file.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub file: String,
    /// Stands in the file exactly once.
    pub find: String,
    /// An expression for the one that was found; or, if it names `$on` or `$found`, the code to
    /// put in its place, with these for "the defect is on" and for what was found.
    pub replace: String,
}

impl Edit {
    /// Whether another defect at the same place still works beside this one.
    pub fn keeps_the_rest(&self) -> bool {
        self.replace.contains("$found") || !self.replace.contains("$on")
    }
}

/// The defects that the checks of a running program must catch.
pub fn defects() -> Vec<Defect> {
    let files = ["rules", "text", "derived", "assets", "scan", "process", "preview", "messages"];
    files.iter().flat_map(|file| read::<Defect>(file)).collect()
}

/// The switches that turn the layers off, and leaks that one layer alone can stop.
pub fn layers() -> Vec<Defect> {
    read("layers")
}

/// Defects that must not compile.
pub fn types() -> Vec<Defect> {
    read("types")
}

/// All ways to leak, the first being number 1.
pub fn leaks() -> Vec<Leak> {
    read("leaks")
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/defects/{name}.yaml"));
    let text = fs::read_to_string(&path).expect("the catalogue is beside this file");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}.yaml: {error}"))
}
