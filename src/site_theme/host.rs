//! Extra files of a project for the host of a site, such as `static/client/CNAME`: part of the site
//! as they are, and searched like all of it.

use std::path::Path;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, did_you_mean, message, place};
use crate::read::{Contents, names_in, read_ordinary, symlink, symlink_within};

/// The folder of a project that holds them, with one folder for each audience.
pub const FOLDER: &str = "static";

/// Names that begin with a dot and are published all the same; any other is a slip.
const DOT_NAMES: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// Far more than any host asks for.
const MAX_BYTES: u64 = 4 << 20;
const MAX_FILES: usize = 1_000;
const MAX_DEPTH: usize = 8;

/// The files for one audience, by path in its site.
#[derive(Clone, Debug, Default)]
pub struct HostFiles {
    files: Vec<(String, Vec<u8>)>,
}

impl HostFiles {
    /// Reads them.
    pub fn load(project: &Path, audience: Audience, mistakes: &mut Vec<Diagnostic>) -> HostFiles {
        let mut found = HostFiles::default();
        let root = format!("{FOLDER}/{}", audience.name());
        if let Some(link) = symlink_within(project, Path::new(&root)) {
            mistakes.push(symlink(&link));
            return found;
        }
        refuse_others(project, mistakes);
        found.walk(project, &root, "", 0, mistakes);
        found
    }

    /// The files with their bytes, in order.
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }

    fn walk(
        &mut self,
        project: &Path,
        root: &str,
        within: &str,
        depth: usize,
        mistakes: &mut Vec<Diagnostic>,
    ) {
        let folder = format!("{root}/{within}");
        let names = match names_in(&project.join(&folder)) {
            Ok(names) => names,
            Err(error) => {
                let message = message!("`{}` cannot be read: {}", place(&folder), place(error));
                mistakes.push(Diagnostic::unplaced("unreadable", message));
                return;
            }
        };
        for name in names {
            let path = format!("{within}{name}");
            let shown = format!("{root}/{path}");
            let real = project.join(&shown);
            if let Some(mistake) = refuse(&name, &path, &shown, depth) {
                mistakes.push(mistake);
            } else if let Some(link) = symlink_within(project, Path::new(&shown)) {
                mistakes.push(symlink(&link));
            } else if real.is_dir() {
                self.walk(project, root, &format!("{path}/"), depth + 1, mistakes);
            } else if self.files.len() == MAX_FILES {
                let message = message!("`{}` has more than {} files", place(root), MAX_FILES);
                mistakes.push(Diagnostic::unplaced("too-many-files", message));
                return;
            } else {
                self.add(&real, path, &shown, mistakes);
            }
        }
    }

    fn add(&mut self, real: &Path, path: String, shown: &str, mistakes: &mut Vec<Diagnostic>) {
        match read_ordinary(real, MAX_BYTES) {
            Ok(Contents::Whole(bytes)) => self.files.push((path, bytes)),
            Ok(Contents::TooLarge(bytes)) => {
                let message = message!(
                    "`{}` has {} bytes, and a file for a host at most {}",
                    place(shown),
                    bytes,
                    MAX_BYTES
                );
                mistakes.push(Diagnostic::unplaced("too-large", message));
            }
            Err(error) => {
                let message = message!("`{}` cannot be read: {}", place(shown), place(error));
                mistakes.push(Diagnostic::unplaced("unreadable", message));
            }
        }
    }
}

/// Why a name cannot be that of a file for a host.
fn refuse(name: &str, path: &str, shown: &str, depth: usize) -> Option<Diagnostic> {
    let refuse = |why: &'static str, hint: &'static str| {
        let message = message!("`{}` cannot be published: {}", place(shown), why);
        Some(Diagnostic::unplaced("bad-name", message).hint(hint))
    };
    let is_allowed = depth == 0 && DOT_NAMES.contains(&name);
    if name.starts_with('.') && !is_allowed {
        let hint = "allowed are `.well-known/`, `.nojekyll` and `.htaccess`; delete the file";
        return refuse("its name begins with a dot", hint);
    }
    if path == "assets" || path == "items" || path == "themes" {
        let hint = "use another name; pictures of texts go beside the texts";
        return refuse("the site has a folder of this name", hint);
    }
    if name.contains(|c: char| c.is_control() || "\\<>:\"|?*".contains(c)) {
        return refuse("not every system takes such a name", "use letters, digits, `-` and `.`");
    }
    (depth > MAX_DEPTH).then(|| refuse("it lies too deep", "move it up")).flatten()
}

/// Only the folders of audiences lie in the folder of folders.
fn refuse_others(project: &Path, mistakes: &mut Vec<Diagnostic>) {
    for name in names_in(&project.join(FOLDER)).unwrap_or_default() {
        let path = format!("{FOLDER}/{name}");
        if Audience::from_name(&name).is_some() && project.join(&path).is_dir() {
            continue;
        }
        let known = Audience::ALL.map(Audience::name);
        let message = message!("`{}` is no folder of an audience", place(&path));
        let mistake =
            Diagnostic::unplaced("bad-name", message).maybe_hint(did_you_mean(&name, known)).hint(
                "put files for a host into `static/client`, `static/sales` or `static/engineering`",
            );
        mistakes.push(mistake);
    }
}
