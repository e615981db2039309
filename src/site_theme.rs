//! Site themes: the templates and assets embedded in the program, and a project's own files
//! over them. The one place that reads themes.

mod font;
mod host;
mod style;

pub use font::FontFiles;
pub use host::{FOLDER as HOST_FOLDER, HostFiles};
pub use style::faults as style_faults;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use walkdir::WalkDir;

use crate::conflict;
use crate::diagnostic::{Diagnostic, FileId, Located, Sources, Span, message, place, value};
use crate::read::{on_disk, symlink, symlink_within};

use style::Fault;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Largest file of a site theme, in bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The files of a site theme by path within it, such as `client/index.html`.
#[derive(Default)]
pub struct SiteTheme {
    files: BTreeMap<String, ThemeFile>,
    /// Style rules that name the project's fonts.
    font_rules: String,
    /// What a project adds for the host.
    host_files: HostFiles,
}

/// A file of a site theme.
pub struct ThemeFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its text, if it is a template.
    pub source: Option<FileId>,
}

impl SiteTheme {
    /// The embedded theme, with the files of `themes/NAME/` of the project over it.
    ///
    /// Mistakes: a theme that does not exist, symbolic links, templates and style sheets that are
    /// not UTF-8, and style sheets that load something from elsewhere.
    pub fn load(
        project: &Path,
        name: &Located<String>,
        sources: &mut Sources,
        mistakes: &mut Vec<Diagnostic>,
    ) -> SiteTheme {
        let mut bytes = BTreeMap::new();
        embedded(&DEFAULT, &mut bytes);
        let folder = format!("themes/{}", name.value);
        let root = on_disk(project, &folder);
        if let Some(link) = symlink_within(project, &root) {
            mistakes.push(symlink(&link));
        } else if root.is_dir() {
            overlay(&root, &folder, &mut bytes, mistakes);
        } else if name.value != "default" {
            let message = message!("there is no site theme `{}`", value(&name.value));
            mistakes.push(
                Diagnostic::error("unknown-site-theme", name.span, message).hint(message!(
                    "create the folder `{}/`, or remove `site_theme`",
                    value(&folder)
                )),
            );
        }
        let mut theme = SiteTheme::default();
        for (path, (shown, bytes)) in bytes {
            let source = if is_template(&path) {
                match String::from_utf8(bytes.clone()) {
                    Ok(text) => {
                        let file = sources.add(shown, text);
                        let text = sources.text(file);
                        mistakes.extend(conflict::find(text, file, text.len()));
                        Some(file)
                    }
                    Err(_) => {
                        mistakes.push(Diagnostic::unplaced(
                            "not-utf8",
                            message!("the template `{}` is not UTF-8 text", place(shown)),
                        ));
                        continue;
                    }
                }
            } else {
                mistakes.extend(conflicts(&shown, &bytes, sources));
                if is_style(&path) {
                    mistakes.extend(style_mistakes(&shown, &bytes, sources));
                }
                None
            };
            theme.files.insert(path, ThemeFile { bytes, source });
        }
        theme
    }

    /// The theme with a project's fonts in it.
    pub fn with_fonts(mut self, fonts: &FontFiles) -> SiteTheme {
        for (name, bytes) in fonts.files() {
            let file = ThemeFile { bytes: bytes.to_vec(), source: None };
            self.files.insert(format!("base/assets/{name}"), file);
        }
        self.font_rules = fonts.rules();
        self
    }

    /// The theme with a project's files for the host.
    pub fn with_host_files(self, host_files: HostFiles) -> SiteTheme {
        SiteTheme { host_files, ..self }
    }

    /// A project's files for the host, with the path of each in the site.
    pub fn host_files(&self) -> &[(String, Vec<u8>)] {
        self.host_files.files()
    }

    /// The style rules that name the project's fonts.
    pub fn font_rules(&self) -> &str {
        &self.font_rules
    }

    /// The embedded files of one edition. Their words are public: the program holds them.
    pub fn embedded(edition: &str) -> Vec<(String, Vec<u8>)> {
        let mut found = BTreeMap::new();
        embedded(&DEFAULT, &mut found);
        let own = format!("{edition}/");
        found.retain(|path, _| path.starts_with("base/") || path.starts_with(&own));
        found.into_iter().map(|(path, (_, bytes))| (path, bytes)).collect()
    }

    /// All files, in order of path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &ThemeFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }
}

/// Merge conflicts in a style sheet, a script or another text that is no template.
fn conflicts(shown: &str, bytes: &[u8], sources: &mut Sources) -> Vec<Diagnostic> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if !conflict::may_hold_one(text) {
        return Vec::new();
    }
    conflict::find(text, sources.add(shown, text), text.len())
}

/// Whether a file of a theme is a template.
pub fn is_template(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("html" | "xml" | "txt")) && !path.contains("/assets/")
}

/// Whether a file of a theme is a style sheet.
pub fn is_style(path: &str) -> bool {
    let extension = Path::new(path).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("css"))
}

/// What a style sheet would load from elsewhere, or that nobody can tell.
fn style_mistakes(shown: &str, bytes: &[u8], sources: &mut Sources) -> Vec<Diagnostic> {
    let Ok(text) = str::from_utf8(bytes) else {
        let message = message!("the style sheet `{}` is not UTF-8 text", place(shown));
        return vec![Diagnostic::unplaced("not-utf8", message)];
    };
    let faults = style::faults(text);
    if faults.is_empty() {
        return Vec::new();
    }
    let file = sources.add(shown, text.to_owned());
    let mistake = |Fault { place: range, kind }: Fault| {
        Diagnostic::error("bad-address", Span::new(file, range), kind.message()).hint(kind.hint())
    };
    faults.into_iter().map(mistake).collect()
}

type Found = BTreeMap<String, (String, Vec<u8>)>;

fn embedded(dir: &Dir<'_>, found: &mut Found) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, found),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let shown = format!("themes/default/{path}");
                found.insert(path, (shown, file.contents().to_vec()));
            }
        }
    }
}

fn overlay(root: &Path, folder: &str, found: &mut Found, mistakes: &mut Vec<Diagnostic>) {
    let is_shown = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_shown) {
        let Ok(entry) = entry else {
            let message = message!("`{}` cannot be read", place(folder));
            mistakes.push(Diagnostic::unplaced("unreadable", message));
            return;
        };
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = relative.to_string_lossy().replace('\\', "/");
        let shown = format!("{folder}/{path}");
        if entry.path_is_symlink() {
            mistakes.push(symlink(&shown));
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        if entry.metadata().is_ok_and(|meta| meta.len() > MAX_BYTES) {
            let message = message!("`{}` is larger than 4 MiB", place(shown));
            mistakes.push(Diagnostic::unplaced("too-large", message));
            continue;
        }
        match fs::read(entry.path()) {
            Ok(bytes) => {
                found.insert(path, (shown, bytes));
            }
            Err(error) => mistakes.push(Diagnostic::unplaced(
                "unreadable",
                message!("`{}` cannot be read: {}", place(shown), place(error)),
            )),
        }
    }
}
