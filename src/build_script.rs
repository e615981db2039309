//! Builds the program anew when the embedded site theme changes, and tells it which program it is.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// What the program is made of.
const PARTS: [&str; 4] = ["src", "themes/default", "Cargo.toml", "Cargo.lock"];

fn main() {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        find(Path::new(part), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).expect("what cargo compiles can be read").hash(&mut hasher);
    }
    println!("cargo::rustc-env=ROADCAST_PROGRAM={:016x}", hasher.finish());
}

/// The files below a path. A package may lack its lock file.
fn find(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
    }
    for entry in fs::read_dir(path).into_iter().flatten() {
        find(&entry.expect("the folder can be read").path(), files);
    }
}
