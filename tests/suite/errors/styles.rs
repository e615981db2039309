//! Style sheets of a site theme that would load something from elsewhere.

use crate::support::{Outcome, Project};

fn with_style(path: &str, text: impl AsRef<[u8]>) -> Outcome {
    project().file(&format!("themes/ours/{path}"), text).check(&[])
}

fn project() -> Project {
    Project::new()
        .settings(
            "product: Acme\neditions:\n  client: { site_theme: ours }\n  \
             sales: { site_theme: ours }\n",
        )
        .entry("a", "title: A\nstage: planned\nvisibility: client", "")
}

#[test]
fn an_import_and_a_foreign_address_are_refused_once_with_their_places() {
    with_style(
        "base/custom.css",
        "@import \"//cdn.example/a.css\";\na { background: URL(https://cdn.example/a.png) }\n",
    )
    .fails_with(
        1,
        "
        error[bad-address]: a style sheet cannot import another one
         --> themes/ours/base/custom.css:1:1
          |
        1 | @import \"//cdn.example/a.css\";
          | ^^^^^^^
          |
          = help: copy the rules into this file; each site is one style sheet

        error[bad-address]: a style sheet can load files of its site theme and nothing else
         --> themes/ours/base/custom.css:2:17
          |
        2 | a { background: URL(https://cdn.example/a.png) }
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: put the file into `assets/` of the site theme, and write `url(\"its-name.png\")`

        2 errors; nothing was written
        ",
    );
}

#[test]
fn every_style_sheet_of_the_theme_is_looked_at() {
    for path in [
        "base/custom.css",
        "base/style.css",
        "base/assets/extra.css",
        "client/custom.css",
        "client/style.css",
        "client/assets/pages.css",
        "client/assets/OTHER.CSS",
        "sales/assets/pages.css",
    ] {
        let outcome = with_style(path, "a { b: url(//cdn.example/a.png) }");
        assert_eq!(outcome.code, 1, "{path}");
        let place = format!("--> themes/ours/{path}:1:8\n");
        assert!(outcome.stderr.contains(&place), "{path}: {}", outcome.stderr);
    }
}

#[test]
fn what_is_hidden_behind_another_encoding_is_refused() {
    let text = "@import \"//cdn.example/a.css\";";
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .flat_map(|c| {
            let mut buffer = [0; 2];
            c.encode_utf16(&mut buffer)[0].to_le_bytes()
        })
        .collect();
    let outcome = with_style("base/custom.css", utf16);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("is not UTF-8 text"), "{}", outcome.stderr);
    let outcome = with_style("base/style.css", "@charset \"shift_jis\";");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("= help: remove `@charset`"), "{}", outcome.stderr);
}

#[test]
fn a_comment_that_one_style_sheet_leaves_open_does_not_let_the_next_one_load() {
    project()
        .file("themes/ours/client/style.css", "a { color: red } /* for later")
        .file(
            "themes/ours/client/custom.css",
            "a::after { content: \"*/ b { c: url(//cdn.example/) } /*\" }",
        )
        .check(&[])
        .fails_with(
            1,
            "
            error[bad-address]: the style sheets of the site theme, joined, load something from elsewhere
             |
             = help: close every comment, string and bracket in the file in which it opens

            1 error; nothing was written
            ",
        );
}

#[test]
fn files_of_the_theme_and_parts_of_the_page_may_be_named() {
    let outcome = project()
        .file("themes/ours/base/assets/paper.png", crate::support::png([1, 2, 3]))
        .file(
            "themes/ours/base/custom.css",
            "@namespace svg url(http://www.w3.org/2000/svg);\n\
             body { background: url(\"paper.png\"); filter: url(#soft) }\n\
             a::after { content: \"https://cdn.example/\" } /* @import */\n",
        )
        .build(&[]);
    outcome.succeeds();
}
