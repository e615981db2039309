//! A project of one entry, in memory, for the unit tests of what needs a whole vault.

use std::path::Path;

use jiff::civil::date;

use super::{SourceFile, SourceFiles, Vault, add_text};
use crate::config;
use crate::diagnostic::Sources;

const SETTINGS: &str =
    "product: Acme\neditions: { client: { base_url: \"https://roadmap.acme.example/\" } }\n";

/// Opens a project whose entry has this front matter, and hands it on.
pub fn with_vault<T>(front: &str, then: impl FnOnce(&Vault<'_>, &Sources) -> T) -> T {
    let mut sources = Sources::default();
    let mut mistakes = Vec::new();
    let mut add = |path: &str, text: &str| {
        let file = add_text(path, text.into(), &mut sources, &mut mistakes);
        file.expect("the text is sound")
    };
    let settings = add(config::FILE_NAME, SETTINGS);
    let path = "content/a.md".to_owned();
    let file = add(&path, &format!("---\n{front}\n---\n"));
    let settings = config::read(settings, &sources, &mut mistakes).expect("they are sound");
    let files = SourceFiles { readable: vec![SourceFile { file, path }], ..Default::default() };
    let (root, day) = (Path::new("."), date(2026, 11, 22));
    let vault = Vault::open(root, &settings, day, &files, &sources, &mut mistakes);
    then(&vault.expect("the project is sound"), &sources)
}
