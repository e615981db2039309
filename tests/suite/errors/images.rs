//! Images: files of the project that are what their name says.

use crate::support::{Project, png};

fn shows(text: &str) -> Project {
    let body = format!("::: client\n{text}\n:::");
    Project::new().entry("a", "title: A\nstage: planned\nvisibility: client", &body)
}

#[test]
fn an_image_that_does_not_exist_is_refused() {
    shows("![plan](images/plan.png)").check(&[]).fails_with(
        1,
        "
            error[broken-image]: there is no image `content/images/plan.png`
             --> content/a.md:7:9
              |
            7 | ![plan](images/plan.png)
              |         ^^^^^^^^^^^^^^^
              |
              = help: in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_image_from_elsewhere_is_refused() {
    shows("![a](https://a.example/a.png) ![b](data:image/png;base64,AA) ![c](../../c.png) ![d](/d.png)")
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-image]: images must be files of the project
                 --> content/a.md:7:6
                  |
                7 | ![a](https://a.example/a.png) ![b](data:image/png;base64,AA) ![c](../../c.png) ![d](/d.png)
                  |      ^^^^^^^^^^^^^^^^^^^^^^^
                  |
                  = help: pages load nothing from elsewhere: save the image in the project and use its relative path

                error[bad-image]: images must be files of the project
                 --> content/a.md:7:36
                  |
                7 | ![a](https://a.example/a.png) ![b](data:image/png;base64,AA) ![c](../../c.png) ![d](/d.png)
                  |                                    ^^^^^^^^^^^^^^^^^^^^^^^^
                  |
                  = help: pages load nothing from elsewhere: save the image in the project and use its relative path

                error[bad-image]: this path leaves the project
                 --> content/a.md:7:67
                  |
                7 | ![a](https://a.example/a.png) ![b](data:image/png;base64,AA) ![c](../../c.png) ![d](/d.png)
                  |                                                                   ^^^^^^^^^^^
                  |
                  = help: use a path to a file inside the project

                error[bad-image]: the destination is an absolute path
                 --> content/a.md:7:85
                  |
                7 | ![a](https://a.example/a.png) ![b](data:image/png;base64,AA) ![c](../../c.png) ![d](/d.png)
                  |                                                                                     ^^^^^^
                  |
                  = help: use a relative path, or a full `https://` address

                4 errors; nothing was written
                ",
        );
}

#[test]
fn an_image_from_elsewhere_is_refused_in_raw_html() {
    shows("<img src=\"https://a.example/a.png\" alt=\"a\">").check(&[]).fails_with(
        1,
        r#"
            error[bad-image]: images must be files of the project
             --> content/a.md:7:1
              |
            7 | <img src="https://a.example/a.png" alt="a">
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: pages load nothing from elsewhere: save the image in the project and use its relative path

            1 error; nothing was written
            "#,
    );
}

#[test]
fn a_file_that_is_no_image_is_refused() {
    shows("![a](plan.pdf)\n![b](notes.png)\n![c](plan)")
        .file("content/plan.pdf", "%PDF-1.7")
        .file("content/notes.png", "just text")
        .file("content/plan", "just text")
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-image]: the image `content/plan.pdf` cannot be used: `.pdf` files cannot be cleaned; use PNG, JPEG, GIF, WebP or SVG
                 --> content/a.md:7:6
                  |
                7 | ![a](plan.pdf)
                  |      ^^^^^^^^

                error[bad-image]: the image `content/notes.png` cannot be used: the file is not PNG, as its name says; export the picture again
                 --> content/a.md:8:6
                  |
                8 | ![b](notes.png)
                  |      ^^^^^^^^^

                error[bad-image]: the image `content/plan` cannot be used: the file has no extension; name it .png, .jpg, .gif, .webp or .svg
                 --> content/a.md:9:6
                  |
                9 | ![c](plan)
                  |      ^^^^

                3 errors; nothing was written
                ",
        );
}

#[test]
fn an_image_that_is_named_for_another_kind_is_refused() {
    shows("![a](plan.jpg)").file("content/plan.jpg", png([1, 2, 3])).check(&[]).fails_with(
        1,
        "
            error[bad-image]: the image `content/plan.jpg` cannot be used: the file is named `.jpg` but holds PNG; name it `.png`
             --> content/a.md:7:6
              |
            7 | ![a](plan.jpg)
              |      ^^^^^^^^

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_image_that_is_cut_off_is_refused() {
    let whole = png([1, 2, 3]);
    shows("![a](plan.png)")
        .file("content/plan.png", &whole[..whole.len() / 2])
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-image]: the image `content/plan.png` cannot be used: the file is cut off; export the picture again or restore the file
                 --> content/a.md:7:6
                  |
                7 | ![a](plan.png)
                  |      ^^^^^^^^

                1 error; nothing was written
                ",
        );
}

#[test]
fn a_broken_image_of_hidden_text_is_refused_too() {
    Project::new()
        .entry("a", "title: A\nstage: idea", "![plan](plan.png)")
        .check(&[])
        .fails_with(
            1,
            "
                error[broken-image]: there is no image `content/plan.png`
                 --> content/a.md:5:9
                  |
                5 | ![plan](plan.png)
                  |         ^^^^^^^^
                  |
                  = help: in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project

                1 error; nothing was written
                ",
        );
}

#[test]
fn an_image_is_shown_with_its_size_and_all_its_words() {
    for (text, words) in [
        ("![A *plan*](images/plan.png \"The plan\")", "alt=\"A plan\" title=\"The plan\""),
        ("![A plan\nin two lines](images/plan.png)", "alt=\"A plan in two lines\""),
        ("![A\\\nplan](images/plan.png)", "alt=\"A plan\""),
        ("![A ![small](images/plan.png) plan](images/plan.png)", "alt=\"A small plan\""),
        ("![A [full](https://a.example) `plan`](images/plan.png)", "alt=\"A full plan\""),
    ] {
        let project = shows(text).file("content/images/plan.png", png([1, 2, 3]));
        project.build(&[]).succeeds();
        let page = project.page("client", "items/a.html");
        let before = "<p><img src=\"../assets/";
        let after = format!(".png\" width=\"2\" height=\"2\" {words} loading=\"lazy\"></p>");
        let name = page.split(before).nth(1).and_then(|rest| rest.split(&after).next());
        assert!(name.is_some_and(|name| name.len() == 16), "{page}");
    }
}

#[test]
fn a_picture_needs_its_file_and_words_for_those_who_do_not_see_it() {
    let front = |picture: &str| format!("title: A\nstage: planned\npicture: {picture}");
    let project = |picture: &str| Project::new().entry("a", &front(picture), "");
    project("{ file: p.png }").file("content/p.png", png([1, 2, 3])).check(&[]).fails_with(
        1,
        "
            error[missing-key]: `picture` needs `alt`
             --> content/a.md:4:10
              |
            4 | picture: { file: p.png }
              |          ^^^^^^^^^^^^^
              |
              = help: add `alt: …`
              = help: say what it shows, for those who do not see it

            1 error; nothing was written
            ",
    );
    project("{ alt: A, caption: B }").check(&[]).fails_with(
        1,
        "
            error[missing-key]: `picture` needs `file`
             --> content/a.md:4:10
              |
            4 | picture: { alt: A, caption: B }
              |          ^^^^^^^^^^^^^^^^^^^^
              |
              = help: add `file: …`

            error[unknown-key]: `caption` is not a key of `picture`
             --> content/a.md:4:20
              |
            4 | picture: { alt: A, caption: B }
              |                    ^^^^^^^ unknown key
              |
              = help: allowed: `alt`, `file`

            2 errors; nothing was written
            ",
    );
    project("{ file: \"https://a.example/a.png\", alt: A }").check(&[]).fails_with(
        1,
        "
            error[bad-image]: images must be files of the project
             --> content/a.md:4:18
              |
            4 | picture: { file: \"https://a.example/a.png\", alt: A }
              |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: pages load nothing from elsewhere: save the image in the project and use its relative path

            1 error; nothing was written
            ",
    );
}
