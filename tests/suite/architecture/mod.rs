//! The shape of the code, held by reading it: who imports whom, who touches the world, and the
//! limits of the style sheet. Each rule is shown to find a planted violation.

mod code;
mod rooms;
mod tidy;

use std::path::Path;

use crate::support::read_all;

/// Every Rust file below a folder of the repository, by path from its root.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let files = read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    // What cargo makes of the fuzz targets is nobody's work.
    let is_built = |path: &str| path.split('/').any(|part| part == "target");
    let rust = files.into_iter().filter(|(path, _)| path.ends_with(".rs") && !is_built(path));
    let texts = rust.map(|(path, bytes)| {
        (format!("{folder}/{path}"), String::from_utf8(bytes).expect("sources are UTF-8"))
    });
    texts.collect()
}

/// What a rule finds in every file, each with the path of the file.
fn found(files: &[(String, String)], rule: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let in_file = |(path, text): &(String, String)| -> Vec<String> {
        rule(path, text).into_iter().map(|what| format!("{path}: {what}")).collect()
    };
    files.iter().flat_map(in_file).collect()
}
