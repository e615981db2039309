//! What must hold of any input, however hostile: one target per kind of input.
//!
//! A target panics when the promise it stands for is broken. libFuzzer runs them on inputs that
//! it makes up (`tests/fuzz/run`), `cargo test` on the committed corpus.

mod blocks;
mod front_matter;
pub mod html;
mod images;
mod markdown;
mod pages;
mod project;
mod scan;
mod settings;
mod svg;

/// Panics if an input breaks the promise.
type Target = fn(&[u8]);

/// Every target: its name, which is also that of its corpus, and its promise.
pub const ALL: [(&str, Target); 8] = [
    ("front_matter", front_matter::run),
    ("blocks", blocks::run),
    ("markdown", markdown::run),
    ("settings", settings::run),
    ("svg", svg::run),
    ("scan", scan::run),
    ("images", images::run),
    ("pages", pages::run),
];

/// Runs one target.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, run) = ALL.iter().find(|(known, _)| *known == name).expect("the target is listed");
    run(bytes);
}
