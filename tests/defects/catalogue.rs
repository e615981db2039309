//! The defects and the ways to leak, as the YAML files beside this one list them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::catcher::Catcher;

/// The files of defects that the checks of a running program must catch.
const FILES: [&str; 12] = [
    "rules", "text", "derived", "assets", "scan", "process", "preview", "messages", "ledger",
    "publish", "shares", "digest",
];

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
    /// What caught it when that was last recorded.
    pub caught_by: Option<Catcher>,
    pub edits: Vec<Edit>,
    /// The file of the catalogue that lists it.
    #[serde(skip)]
    pub listed_in: PathBuf,
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
    FILES.into_iter().flat_map(listed).collect()
}

/// The switches that turn the layers off, and leaks that one layer alone can stop.
pub fn layers() -> Vec<Defect> {
    listed("layers")
}

/// Defects that must not compile.
pub fn types() -> Vec<Defect> {
    listed("types")
}

/// All ways to leak, the first being number 1.
pub fn leaks() -> Vec<Leak> {
    read(&path("leaks"))
}

/// Writes into the catalogue what catches a defect, and changes nothing else there.
pub fn record(defect: &Defect, catcher: &Catcher) {
    let text = fs::read_to_string(&defect.listed_in).expect("it was read before");
    let text = with_record(&text, &defect.name, catcher);
    fs::write(&defect.listed_in, text).expect("the catalogue is ours");
}

/// The text of a file with the record after the defect's `leaks`, in place of an older one.
fn with_record(text: &str, name: &str, catcher: &Catcher) -> String {
    let (mut out, mut is_in_it) = (String::new(), false);
    for line in text.split_inclusive('\n') {
        if let Some(named) = line.strip_prefix("- name: ") {
            is_in_it = named.trim_end() == name;
        }
        if is_in_it && line.starts_with("  caught_by:") {
            continue;
        }
        out += line;
        if is_in_it && line.starts_with("  leaks:") {
            out += &format!("  caught_by: {catcher}\n");
        }
    }
    out
}

fn listed(file: &str) -> Vec<Defect> {
    let path = path(file);
    let mut defects: Vec<Defect> = read(&path);
    defects.iter_mut().for_each(|defect| defect.listed_in.clone_from(&path));
    defects
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Vec<T> {
    let text = fs::read_to_string(path).expect("the catalogue is beside this file");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/defects/{file}.yaml"))
}

#[test]
fn a_record_takes_the_place_of_an_older_one_and_leaves_the_rest() {
    let before = "# Why.\n\n- name: a\n  leaks: [1]\n  caught_by: { unit: old }\n  edits:\n    - file: b\n\
                  # Also why.\n- name: ab\n  leaks: [2]\n  edits: []\n";
    let after = before.replace("unit: old", "suite: x::y");
    let catcher = Catcher::Suite("x::y".to_owned());
    assert_eq!(with_record(before, "a", &catcher), after);
    let both = after.replace("[2]\n", "[2]\n  caught_by: { suite: x::y }\n");
    assert_eq!(with_record(&after, "ab", &catcher), both);
}
