//! Where new files go: into a folder that the patterns under `content` cover.

use crate::diagnostic::Located;
use crate::vault;

/// What a file is going to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entry of the roadmap.
    Entry,
    /// A theme.
    Theme,
}

/// The path of a new file, relative to the project; none if no pattern would find it.
pub fn place(globs: &[Located<String>], kind: Kind, id: &str) -> Option<String> {
    let folders = globs.iter().filter_map(|glob| vault::root_of(&glob.value));
    let mut paths = folders.filter_map(|folder| {
        let folder = match (kind, vault::is_theme_folder(&folder)) {
            (Kind::Entry, true) => return None,
            (Kind::Entry, false) | (Kind::Theme, true) => folder,
            (Kind::Theme, false) => format!("{folder}/themes"),
        };
        Some(format!("{folder}/{id}.md").trim_start_matches('/').to_owned())
    });
    let is_left_out = |path: &str| {
        let mut left_out = globs.iter().filter_map(|glob| glob.value.strip_prefix('!'));
        left_out.any(|pattern| vault::covers(pattern, path))
    };
    paths.find(|path| {
        globs.iter().any(|glob| vault::covers(&glob.value, path)) && !is_left_out(path)
    })
}
