//! Symbolic links: wherever one stands, it could lead out of the project.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::support::{Project, png};

fn project() -> Project {
    Project::new()
        .entry(
            "a",
            "title: A\nstage: planned\nvisibility: client",
            "::: client\n![i](../images/i.png)\n:::",
        )
        .file("images/i.png", png([1, 2, 3]))
        .file("elsewhere/b.md", "---\ntitle: B\nstage: planned\n---\n")
        .file("elsewhere/index.html", "")
}

fn linked(target: &str, link: &str) -> crate::support::Outcome {
    let project = project();
    let _ = std::fs::remove_file(project.path(link));
    symlink(project.path(target), project.path(link)).expect("links can be made");
    project.build(&[])
}

#[test]
fn a_linked_entry_is_refused() {
    linked("elsewhere/b.md", "content/b.md").fails_with(
        1,
        "
            error[symlink]: `content/b.md` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_linked_folder_of_entries_is_refused() {
    linked("elsewhere", "content/more").fails_with(
        1,
        "
            error[symlink]: `content/more` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_linked_image_is_refused() {
    linked("elsewhere/index.html", "images/i.png").fails_with(
        1,
        "
            error[symlink]: `images/i.png` is a symbolic link, which is not allowed
             --> content/a.md:7:6
              |
            7 | ![i](../images/i.png)
              |      ^^^^^^^^^^^^^^^
              |
              = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn linked_settings_are_refused() {
    linked("elsewhere/index.html", "roadcast.yaml").fails_with(
        1,
        "
            error[symlink]: `roadcast.yaml` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_linked_site_theme_is_refused() {
    linked("elsewhere", "themes").fails_with(
        1,
        "
            error[symlink]: `themes` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_linked_output_folder_is_refused() {
    linked("elsewhere", "dist").fails_with(
        1,
        "
            error[symlink]: `dist` is a symbolic link, which is not allowed
             |
             = help: copy the file or folder into the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_linked_site_in_the_output_folder_is_refused() {
    let project = project();
    project.build(&[]).succeeds();
    std::fs::remove_dir_all(project.path("dist/client")).expect("it was built");
    symlink(project.path("elsewhere"), project.path("dist/client")).expect("links can be made");
    project.build(&[]).fails_with(
        2,
        "
            error: `./dist/client` must be a folder, not a file or a symbolic link; move it away and build again
            ",
    );
    assert_eq!(project.state("elsewhere").len(), 2);
}
