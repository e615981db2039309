//! What the path of a Markdown file says of it, by the names of folders and file alone.

/// The folder that a file is in, relative to the project; empty for the project itself.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the files in a folder are themes: it is named `themes`.
pub fn is_theme_folder(folder: &str) -> bool {
    folder.rsplit('/').next() == Some("themes")
}

/// The id of an entry or theme: the name of its file, without folder and extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{folder, is_theme_folder, stem};

    #[test]
    fn a_path_says_what_the_document_is() {
        for (path, expected) in [
            ("content/a.md", ("content", false, "a")),
            ("content/themes/a.b.md", ("content/themes", true, "a.b")),
            ("themes/a.md", ("themes", true, "a")),
            ("content/themes/old/a.md", ("content/themes/old", false, "a")),
            ("content/my-themes/a.md", ("content/my-themes", false, "a")),
            ("a.md", ("", false, "a")),
        ] {
            assert_eq!((folder(path), is_theme_folder(folder(path)), stem(path)), expected);
        }
    }
}
