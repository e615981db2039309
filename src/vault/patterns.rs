//! Patterns of content files: which files they name, where they start, and which are left out.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::diagnostic::{Diagnostic, Located, Message, message, place, value};
use crate::read::{on_disk, symlink, symlink_within};

/// How patterns are read: `*` stays within a folder.
pub const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

const CREATE_IT: &str = "create it, or change `content` in `roadcast.yaml`";

/// What makes a pattern of a path.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// A pattern, and the folder on disk from which it starts.
pub fn read(project: &Path, glob: &Located<String>) -> Result<(Pattern, PathBuf), Diagnostic> {
    let refuse = |message: Message| Diagnostic::error("bad-glob", glob.span, message);
    if glob.value.contains('\\') {
        let mended = glob.value.replace('\\', "/");
        return Err(refuse("a backslash stands in this pattern".into())
            .hint(message!("write `/` between folders and files: `{}`", value(mended))));
    }
    let pattern = Pattern::new(&glob.value)
        .map_err(|error| refuse(message!("this pattern is not valid: {}", error.msg)))?;
    let Some(root) = literal_root(&glob.value) else {
        return Err(refuse("this pattern leaves the project".into())
            .hint("use a pattern relative to the project, such as `content/**/*.md`"));
    };
    let folder = on_disk(project, &root);
    if let Some(link) = symlink_within(project, &folder) {
        return Err(symlink(&link));
    }
    if !folder.is_dir() {
        let message = message!("there is no folder `{}` in the project", value(root));
        return Err(refuse(message).hint(CREATE_IT));
    }
    let is_one_file = !glob.value.contains(WILDCARDS);
    if is_one_file && !on_disk(project, &glob.value).exists() {
        let message = message!("there is no file `{}` in the project", value(&glob.value));
        return Err(refuse(message).hint(CREATE_IT));
    }
    if on_disk(project, &glob.value).is_dir() {
        let all = Path::new(&glob.value).join("**/*.md");
        return Err(refuse("this is a folder, not a pattern of files".into())
            .hint(message!("for every Markdown file in it, write `{}`", place(all.display()))));
    }
    Ok((pattern, folder))
}

/// The folders of a pattern before its first wildcard; nothing if it leaves the project.
fn literal_root(pattern: &str) -> Option<String> {
    if pattern.starts_with(['/', '!'])
        || pattern.contains('\\')
        || pattern.split('/').any(|p| p == "..")
    {
        return None;
    }
    let folders = pattern.rsplit_once('/').map_or("", |(folders, _)| folders);
    let parts = folders.split('/').take_while(|part| !part.contains(WILDCARDS));
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// The folder from which a pattern starts, relative to the project; none if it leaves it.
pub fn root_of(pattern: &str) -> Option<String> {
    literal_root(pattern)
}

/// Whether a search by this pattern looks into a folder below its root. One that starts in the
/// project's own folder goes only where it leads: other tools keep a lot beside a roadmap.
pub fn enters(pattern: &str, folder: &str) -> bool {
    if literal_root(pattern).is_none_or(|root| !root.is_empty()) {
        return true;
    }
    let mut parts = pattern.split('/').peekable();
    for name in folder.split('/') {
        let Some(part) = parts.next() else { return false };
        if part == "**" {
            return true;
        }
        if !covers(part, name) {
            return false;
        }
    }
    parts.peek().is_some()
}

/// Whether a pattern names the file at this path.
pub fn covers(pattern: &str, path: &str) -> bool {
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(path, OPTIONS))
}

/// The patterns that leave files out.
pub struct Exclusions(Vec<(Pattern, Located<String>)>);

impl Exclusions {
    /// Those among the patterns that begin with `!`.
    pub fn of(globs: &[Located<String>], mistakes: &mut Vec<Diagnostic>) -> Exclusions {
        let mut patterns = Vec::new();
        for glob in globs {
            let Some(text) = glob.value.strip_prefix('!') else { continue };
            match Pattern::new(text) {
                Ok(pattern) if !text.contains('\\') => patterns.push((pattern, glob.clone())),
                _ => mistakes.push(
                    Diagnostic::error("bad-glob", glob.span, "this pattern is not valid")
                        .hint("write it as `\"!content/README.md\"` or `\"!content/old/**\"`"),
                ),
            }
        }
        Exclusions(patterns)
    }

    /// Whether a file is left out.
    pub fn hold(&self, path: &str) -> bool {
        self.0.iter().any(|(pattern, _)| pattern.matches_with(path, OPTIONS))
    }

    /// Warns of those that leave none of these files out: a misspelt one hides nothing.
    pub fn refuse_idle<'a>(
        &self,
        paths: impl Iterator<Item = &'a String> + Clone,
        mistakes: &mut Vec<Diagnostic>,
    ) {
        let is_idle = |(pattern, _): &&(Pattern, Located<String>)| {
            !paths.clone().any(|path| pattern.matches_with(path, OPTIONS))
        };
        mistakes.extend(self.0.iter().filter(is_idle).map(|(_, glob)| {
            let message = message!("`{}` leaves no file out", value(&glob.value));
            Diagnostic::warning("bad-glob", glob.span, message).hint(
                "write the path as it is, from the project's folder on, or take the pattern out",
            )
        }));
    }
}

/// How the file of a path must be left out, for the help of a mistake.
pub fn exclusion_of(path: &str) -> String {
    let all =
        path.split_once('/').map_or("*.md".to_owned(), |(folder, _)| format!("{folder}/**/*.md"));
    format!("content: [\"{all}\", \"!{path}\"]")
}
