//! Files that are no files: pipes, folders, loops; and names that a terminal would obey.

use std::os::unix::fs::symlink;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::FRONT;
use crate::support::{Outcome, Project, document};

/// Puts a pipe in the place of a file. Nobody ever writes into it, so whoever reads it waits.
fn pipe(project: &Project, path: &str) {
    let path = project.path(path);
    std::fs::remove_file(&path).ok();
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("pipes can be made");
}

fn check_pipe(project: Project, path: &str) -> Outcome {
    pipe(&project, path);
    project.check(&[])
}

#[test]
fn a_pipe_in_the_place_of_an_entry_is_refused() {
    check_pipe(Project::new(), "content/a.md").fails_with(
        1,
        "
            error[unreadable]: `content/a.md` cannot be read: it is not an ordinary file

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_pipe_in_the_place_of_an_image_is_refused() {
    let project = Project::new().entry("a", FRONT, "::: client\n![i](i.png)\n:::");
    check_pipe(project, "content/i.png").fails_with(
        1,
        "
            error[broken-image]: the image `content/i.png` cannot be read: it is not an ordinary file
             --> content/a.md:7:6
              |
            7 | ![i](i.png)
              |      ^^^^^
              |
              = help: in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_pipe_in_the_place_of_the_settings_is_refused() {
    check_pipe(Project::new(), "roadcast.yaml").fails_with(
        2,
        "
            error: `./roadcast.yaml` cannot be read: it is not an ordinary file
            ",
    );
}

#[test]
fn pipes_beside_the_project_s_files_are_ignored() {
    let project = Project::new()
        .settings("product: Acme\neditions: { client: { site_theme: ours } }\n")
        .file("themes/ours/client/style.css", "");
    pipe(&project, "content/notes.txt");
    pipe(&project, "themes/ours/client/index.html");
    pipe(&project, "themes/ours/pipe");
    project.check(&[]).succeeds();
}

#[test]
fn folders_in_the_place_of_files_are_no_crash() {
    let project = Project::new()
        .file("content/a.md/b.md", document("title: B\nstage: planned", ""))
        .file("content/i.png/x", "")
        .entry("c", FRONT, "::: client\n![i](i.png)\n:::");
    project.check(&[]).fails_with(
        1,
        "
            error[broken-image]: the image `content/i.png` cannot be read: Is a directory (os error 21)
             --> content/c.md:7:6
              |
            7 | ![i](i.png)
              |      ^^^^^
              |
              = help: in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project

            1 error; nothing was written
            ",
    );
    let project = Project::new();
    std::fs::remove_file(project.path("roadcast.yaml")).expect("it was written");
    std::fs::create_dir(project.path("roadcast.yaml")).expect("the project is writable");
    project.check(&[]).fails_with(
        2,
        "
            error: `./roadcast.yaml` cannot be read: Is a directory (os error 21)
            ",
    );
}

#[test]
fn links_in_circles_are_refused() {
    let project = Project::new();
    symlink(project.path("content"), project.path("content/loop")).expect("links can be made");
    symlink("self.md", project.path("content/self.md")).expect("links can be made");
    symlink("/dev/zero", project.path("content/zero.md")).expect("links can be made");
    symlink("/nonexistent", project.path("content/nowhere.md")).expect("links can be made");
    let names = ["loop", "nowhere.md", "self.md", "zero.md"];
    let errors: String = names
        .iter()
        .map(|name| {
            format!(
                "error[symlink]: `content/{name}` is a symbolic link, which is not allowed\n |\n \
                 = help: copy the file or folder into the project\n\n"
            )
        })
        .collect();
    let outcome = project.check(&[]);
    assert_eq!(outcome.stderr, format!("{errors}4 errors; nothing was written\n"));
}

#[test]
fn a_content_folder_that_is_a_link_is_refused() {
    let project = Project::new().file("elsewhere/a.md", document("title: A\nstage: planned", ""));
    std::fs::remove_dir(project.path("content")).expect("it is empty");
    symlink("elsewhere", project.path("content")).expect("links can be made");
    project.check(&[]).fails_with(
        1,
        "
            error[symlink]: `content` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn names_that_a_terminal_would_obey_are_refused() {
    let text = document("title: A\nstage: planned", "");
    Project::new()
        .file("content/a\nb.md", &text)
        .file("content/\u{1b}[2J.md", &text)
        .file("content/\u{202e}dm.exe.md", &text)
        .file("content/\u{85}/c.md", &text)
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-name]: the name of `content/\\u{1b}[2J.md` holds a control character
                 |
                 = help: rename the file or folder

                error[bad-name]: the name of `content/\\u{202e}dm.exe.md` holds a control character
                 |
                 = help: rename the file or folder

                error[bad-name]: the name of `content/\\u{85}/c.md` holds a control character
                 |
                 = help: rename the file or folder

                error[bad-name]: the name of `content/\\u{85}` holds a control character
                 |
                 = help: rename the file or folder

                error[bad-name]: the name of `content/a\\u{a}b.md` holds a control character
                 |
                 = help: rename the file or folder

                5 errors; nothing was written
                ",
        );
}

#[test]
fn names_as_long_as_a_file_system_allows_are_read() {
    let text = document("title: A\nstage: planned\nvisibility: client", "");
    let long = "n".repeat(252);
    let deep = "d/".repeat(400);
    let project = Project::new()
        .file(&format!("content/{long}.md"), &text)
        .file(&format!("content/{deep}b.md"), text.replace("title: A", "title: B"));
    project.build(&[]).succeeds();
    super::assert_safe(&project);
}
