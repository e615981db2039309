//! Fonts of the project that cannot be used.

use crate::support::{Project, woff2};

#[test]
fn each_font_that_cannot_be_used_is_reported_at_its_line() {
    let notes = [&woff2()[..], b"made for Project Falcon"].concat();
    Project::new()
        .settings(
            "product: Acme\nfonts:\n  text: brand/lost.woff2\n  bold: brand/old.ttf\n  headings: brand/notes.woff2\n",
        )
        .entry("a", "title: A\nstage: planned", "")
        .file("brand/old.ttf", "\0\u{1}\0\0")
        .file("brand/notes.woff2", notes)
        .check(&[])
        .fails_with(
            1,
            "
            error[broken-font]: there is no font `brand/lost.woff2`
             --> roadcast.yaml:3:9
              |
            3 |   text: brand/lost.woff2
              |         ^^^^^^^^^^^^^^^^
              |
              = help: the path starts from the project

            error[bad-font]: the font `brand/old.ttf` cannot be used: it is no WOFF2 file
             --> roadcast.yaml:4:9
              |
            4 |   bold: brand/old.ttf
              |         ^^^^^^^^^^^^^
              |
              = help: ask the maker of the font for its web version, which ends in `.woff2`

            error[bad-font]: the font `brand/notes.woff2` cannot be used: it holds notes beside the font, and every reader could read them
             --> roadcast.yaml:5:13
              |
            5 |   headings: brand/notes.woff2
              |             ^^^^^^^^^^^^^^^^^
              |
              = help: make the file anew without metadata and private data

            3 errors; nothing was written
            ",
        );
}

#[test]
fn a_font_outside_the_project_or_without_its_text_is_refused() {
    Project::new()
        .settings("product: Acme\nfonts:\n  bold: ours.woff2\n  headings: ../ours.woff2\n")
        .entry("a", "title: A\nstage: planned", "")
        .file("ours.woff2", woff2())
        .check(&[])
        .fails_with(
            1,
            "
            error[bad-font]: `fonts` has `bold` but no `text`
             --> roadcast.yaml:3:9
              |
            3 |   bold: ours.woff2
              |         ^^^^^^^^^^
              |
              = help: name the font of the text too: `text: content/brand/ours.woff2`

            error[bad-font]: this path leaves the project
             --> roadcast.yaml:4:13
              |
            4 |   headings: ../ours.woff2
              |             ^^^^^^^^^^^^^
              |
              = help: use a path to a file inside the project

            2 errors; nothing was written
            ",
        );
}
