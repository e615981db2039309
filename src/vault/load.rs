//! Reads the project's Markdown files: the one place that opens sources.
//!
//! Symbolic links, paths that leave the project, and texts that are not plain UTF-8 are
//! refused here, so that nothing later needs to think of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, FileId, Located, Sources, Span, message, place};
use crate::read::{Contents, composed, read_ordinary, slashed, symlink};

use super::document_path::{self, is_theme_folder, stem};
use super::kept_files::KeptFiles;
use super::patterns::{self, Exclusions, OPTIONS, covers, enters, exclusion_of};
use super::share;

/// Largest Markdown or settings file, in bytes. A long entry has 20,000.
pub const MAX_FILE_BYTES: u64 = 512 * 1024;
/// Most Markdown files in a project.
const MAX_FILES: usize = 200_000;

/// A Markdown file of the project.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its text in [`Sources`].
    pub file: FileId,
    /// Relative to the project, with `/`.
    pub path: String,
}

impl SourceFile {
    /// Whether it is a theme: its folder is named `themes`.
    pub fn is_theme(&self) -> bool {
        is_theme_folder(self.folder())
    }

    /// The folder it is in, relative to the project.
    pub fn folder(&self) -> &str {
        document_path::folder(&self.path)
    }

    /// Its name without folder and extension.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }
}

/// The Markdown files of a project.
#[derive(Default)]
pub struct SourceFiles {
    /// Those that could be read, in order of path.
    pub readable: Vec<SourceFile>,
    /// Those of shares, in order of path.
    pub shares: Vec<SourceFile>,
    /// Paths of those that could not. They exist all the same: a link to one is not broken.
    pub unreadable: Vec<String>,
    /// Paths of the images that lie in the same folders, in order.
    pub images: BTreeSet<String>,
    /// What earlier builds have made of them.
    pub kept: Arc<KeptFiles>,
}

impl SourceFiles {
    /// Adds a file that was read elsewhere, in its place.
    pub fn add(&mut self, file: SourceFile) {
        let is_share = file.folder() == share::FOLDER;
        let files = if is_share { &mut self.shares } else { &mut self.readable };
        let at = files.partition_point(|other| other.path < file.path);
        files.insert(at, file);
    }
}

/// Finds and reads every file that the settings' globs name, in order of path. What is in the
/// output folder was made of them.
pub fn load(
    project: &Path,
    settings: &Settings,
    sources: &mut Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> SourceFiles {
    let globs = &settings.content;
    let mut found = Found::default();
    for pattern in globs.iter().filter(|glob| !glob.value.starts_with('!')) {
        find((project, settings.output.as_str()), pattern, &mut found, mistakes);
    }
    // Shares are read for themselves, whatever the patterns of content say.
    found.texts.retain(|path, _| !share::holds(path));
    found.others.retain(|path| !share::holds(path));
    let excluded = Exclusions::of(globs, mistakes);
    excluded.refuse_idle(found.texts.keys().chain(&found.others), mistakes);
    found.texts.retain(|path, _| !excluded.hold(path));
    found.others.retain(|path| !excluded.hold(path) && !found.texts.contains_key(path));
    mistakes.extend(found.others.iter().filter_map(|path| passed_over(path, globs)));
    let mut files = SourceFiles::default();
    files.images.extend(found.others.into_iter().filter(|path| is_image(path)));
    if let Some(mistake) = too_many(found.texts.len()) {
        mistakes.push(mistake);
        return SourceFiles::default();
    }
    for (path, real) in found.texts {
        match read(&path, &real, sources, mistakes) {
            Some(file) => files.readable.push(SourceFile { file, path }),
            None => files.unreadable.push(path),
        }
    }
    files.shares = load_shares(project, settings, sources, mistakes);
    files
}

/// Finds and reads the shares, if there are any. No pattern leads to them or leaves them out.
fn load_shares(
    project: &Path,
    settings: &Settings,
    sources: &mut Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<SourceFile> {
    if project.join(share::FOLDER).symlink_metadata().is_err() {
        return Vec::new();
    }
    let pattern = Located::new(share::PATTERN.to_owned(), settings.disclaimer.span);
    let mut found = Found::default();
    find((project, settings.output.as_str()), &pattern, &mut found, mistakes);
    let read = |(path, real): (String, PathBuf)| {
        let file = read(&path, &real, sources, mistakes)?;
        Some(SourceFile { file, path })
    };
    found.texts.into_iter().filter_map(read).collect()
}

fn read(
    path: &str,
    real: &Path,
    sources: &mut Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let mistake = match read_ordinary(real, MAX_FILE_BYTES) {
        Ok(Contents::Whole(bytes)) => return add_text(path, bytes, sources, mistakes),
        Ok(Contents::TooLarge(size)) => too_large(path, size),
        Err(error) => unreadable(path, &error),
    };
    mistakes.push(mistake);
    None
}

/// A mistake, if the project has more than [`MAX_FILES`].
fn too_many(files: usize) -> Option<Diagnostic> {
    let message =
        || message!("the project has {} Markdown files; at most {} are allowed", files, MAX_FILES);
    (files > MAX_FILES).then(|| Diagnostic::unplaced("too-many-files", message()))
}

/// A mistake: a text that is larger than [`MAX_FILE_BYTES`].
pub fn too_large(path: &str, size: u64) -> Diagnostic {
    let (size, limit) = (size / 1024, MAX_FILE_BYTES / 1024);
    let message = message!("`{}` has {} KiB; at most {} are allowed", place(path), size, limit);
    Diagnostic::unplaced("too-large", message)
        .hint("split the entry, or move long material elsewhere and link to it")
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    let message = message!("`{}` cannot be read: {}", place(path), place(error));
    Diagnostic::unplaced("unreadable", message)
}

/// Checks a text and adds it to the sources.
pub fn add_text(
    path: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    mistakes: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        mistakes.push(too_large(path, bytes.len() as u64));
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = sources.add(path, text);
            mistakes.push(
                Diagnostic::error(
                    "not-utf8",
                    Span::new(file, valid..valid + 1),
                    "this file is not UTF-8 text",
                )
                .hint("save it as UTF-8"),
            );
            return None;
        }
    };
    let file = sources.add(path, text);
    let text = sources.text(file);
    if let Some((at, c, name)) = forbidden(text) {
        let message = message!(
            "this file holds {} ({})",
            name,
            place(format_args!("U+{:04X}", u32::from(c)))
        );
        mistakes.push(
            Diagnostic::error("bad-character", Span::new(file, at..at + c.len_utf8()), message)
                .hint("remove it; if line ends are meant, save the file with LF or CRLF"),
        );
        return None;
    }
    Some(file)
}

/// The first character that has no place in a text: controls, lone carriage returns (a line
/// end to Markdown and to nobody else), and noncharacters (which mark slots).
fn forbidden(text: &str) -> Option<(usize, char, &'static str)> {
    let bytes = text.as_bytes();
    text.char_indices().find_map(|(at, c)| match c {
        '\n' | '\t' => None,
        '\r' if bytes.get(at + 1) == Some(&b'\n') => None,
        '\r' => Some((at, c, "a carriage return without a line feed")),
        '\0' => Some((at, c, "a NUL character")),
        _ if c.is_control() => Some((at, c, "a control character")),
        '\u{fdd0}'..='\u{fdef}' => Some((at, c, "a noncharacter")),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some((at, c, "a noncharacter")),
        _ => None,
    })
}

/// The files below the folders of all patterns, by path relative to the project.
#[derive(Default)]
struct Found {
    /// Those that a pattern names, and where they lie.
    texts: BTreeMap<String, PathBuf>,
    /// The others.
    others: BTreeSet<String>,
}

/// A mistake: a file that only its name keeps from being read.
fn passed_over(path: &str, globs: &[Located<String>]) -> Option<Diagnostic> {
    const MARKDOWN: [&str; 11] = [
        "md", "markdown", "markdn", "mdown", "mdtext", "mdtxt", "mdwn", "mdx", "mkd", "mkdn", "qmd",
    ];
    let (name, extension) = path.rsplit_once('.')?;
    let is_markdown = MARKDOWN.contains(&extension.to_ascii_lowercase().as_str());
    let renamed = format!("{name}.md");
    let is_wanted = globs.iter().any(|glob| covers(&glob.value, &renamed));
    (is_markdown && extension != "md" && is_wanted).then(|| {
        let message =
            message!("`{}` looks like Markdown, but its name does not end in `.md`", place(path));
        Diagnostic::unplaced("passed-over", message)
            .hint(message!("rename it to `{}`", place(renamed)))
            .hint(message!("if it is no entry, leave it out: `{}`", place(exclusion_of(path))))
    })
}

fn find(
    (project, output): (&Path, &str),
    glob: &Located<String>,
    found: &mut Found,
    mistakes: &mut Vec<Diagnostic>,
) {
    let (pattern, root) = match patterns::read(project, glob) {
        Ok(read) => read,
        Err(mistake) => {
            mistakes.push(mistake);
            return;
        }
    };
    let is_wanted = |entry: &walkdir::DirEntry| {
        let is_shown = !entry.file_name().to_string_lossy().starts_with('.');
        let relative = entry.path().strip_prefix(project).ok().and_then(slashed);
        let leads_on = |path: &str| path != output && enters(&glob.value, path);
        let is_searched = !entry.file_type().is_dir() || relative.as_deref().is_none_or(leads_on);
        entry.depth() == 0 || (is_shown && is_searched)
    };
    for entry in WalkDir::new(root).into_iter().filter_entry(is_wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                mistakes.push(Diagnostic::unplaced(
                    "unreadable",
                    message!("a folder cannot be read: {}", place(error)),
                ));
                continue;
            }
        };
        let relative = entry.path().strip_prefix(project).unwrap_or(entry.path());
        let Some(path) = slashed(relative) else {
            let shown = printable(&relative.to_string_lossy());
            mistakes.push(Diagnostic::unplaced(
                "bad-name",
                message!("the name of `{}` is not plain UTF-8", place(shown)),
            ));
            continue;
        };
        if path.contains(is_unprintable) {
            mistakes.push(unprintable_name(&path));
        } else if entry.path_is_symlink() {
            mistakes.push(symlink(&path));
        } else if !entry.file_type().is_dir() {
            let path = composed(&path);
            if !pattern.matches_with(&path, OPTIONS) {
                found.others.insert(path);
                continue;
            }
            let real = entry.into_path();
            if let Some(other) = found.texts.insert(path.clone(), real.clone())
                && other != real
            {
                mistakes.push(same_name(&path));
            }
        }
    }
}

/// Whether its name says that it is a picture of a kind that texts may show.
pub fn is_image(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg"))
}

/// Whether a name with this character would be printed as something else than it is.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn unprintable_name(path: &str) -> Diagnostic {
    let shown = printable(path);
    let message = message!("the name of `{}` holds a control character", place(shown));
    Diagnostic::unplaced("bad-name", message).hint("rename the file or folder")
}

fn same_name(path: &str) -> Diagnostic {
    let message =
        message!("two files have the name `{}`, with accents kept in two ways", place(path));
    Diagnostic::unplaced("bad-name", message).hint("remove one of them")
}

/// A name with escapes in the place of what cannot be printed.
fn printable(name: &str) -> String {
    let escaped = |c: char| match c {
        c if is_unprintable(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    name.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_FILE_BYTES, MAX_FILES, add_text, too_many};
    use crate::diagnostic::{Diagnostic, Sources};

    fn mistakes(bytes: Vec<u8>) -> Vec<Diagnostic> {
        let mut mistakes = Vec::new();
        let file = add_text("a.md", bytes, &mut Sources::default(), &mut mistakes);
        assert_eq!(file.is_none(), !mistakes.is_empty());
        mistakes
    }

    #[test]
    fn a_text_may_be_as_large_as_the_limit_and_no_larger() {
        let limit = usize::try_from(MAX_FILE_BYTES).expect("it fits");
        assert!(mistakes(vec![b'a'; limit]).is_empty());
        assert_eq!(mistakes(vec![b'a'; limit + 1])[0].code, "too-large");
    }

    #[test]
    fn a_project_may_have_as_many_files_as_the_limit_and_no_more() {
        assert!(too_many(MAX_FILES).is_none());
        let mistake = too_many(MAX_FILES + 1).expect("it is one too many");
        let message = "the project has 200001 Markdown files; at most 200000 are allowed";
        assert_eq!((mistake.code, mistake.message.in_full().as_str()), ("too-many-files", message));
    }

    #[test]
    fn the_caret_is_under_the_character_that_is_refused() {
        for (text, code, place) in [
            (&b"ab\xffcd"[..], "not-utf8", 2..3),
            (b"ab\0cd", "bad-character", 2..3),
            ("ab\u{fdd0}cd".as_bytes(), "bad-character", 2..5),
        ] {
            let found = mistakes(text.to_vec());
            let span = found[0].span.expect("it has a place");
            assert_eq!((found.len(), found[0].code, span.range()), (1, code, place), "{text:?}");
        }
    }
}
