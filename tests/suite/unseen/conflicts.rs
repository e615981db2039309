//! Merge conflicts: both sides and the name of a branch would be published.

use super::{FRONT, assert_refused, block, mistakes};
use crate::support::{Project, document};

const CONFLICT: &str = "<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> secret-branch";

#[test]
fn a_conflict_in_a_text_names_both_of_its_ends() {
    block("client", CONFLICT).check(&[]).fails_with(
        1,
        "
            error[merge-conflict]: a merge conflict that nobody resolved; its last line is line 11
              --> content/a.md:7:1
               |
             7 | <<<<<<< HEAD
               | ^^^^^^^^^^^^ it begins here
            ...
            11 | >>>>>>> secret-branch
               | --------------------- it ends here
               |
               = help: keep what is right, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`
               = help: an example of a conflict must stand wholly in one code fence

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_conflict_in_whatever_text_is_found() {
    let with_base = CONFLICT.replace("=======", "||||||| base\nBefore.\n=======");
    for text in [CONFLICT, &with_base, "<<<<<<<\na\n>>>>>>>", ">>>>>>> left", "||||||| left"] {
        for audience in ["client", "sales"] {
            assert_refused(&block(audience, text), "merge-conflict", 7);
        }
        let outside = Project::new().entry("a", FRONT, text);
        assert_refused(&outside, "merge-conflict", 6);
        let theme = Project::new().theme("t", "title: T\nvisibility: client", text);
        assert_refused(&theme, "merge-conflict", 5);
        let windows = document(FRONT, text).replace('\n', "\r\n");
        assert_refused(&Project::new().file("content/a.md", windows), "merge-conflict", 6);
    }
}

#[test]
fn a_conflict_around_markers_or_front_matter_is_one_mistake() {
    let sides = "<<<<<<< HEAD\n::: client\na\n=======\n::: sales\nb\n>>>>>>> b\n:::";
    assert_refused(&Project::new().entry("a", FRONT, sides), "merge-conflict", 6);
    let front = "title: A\n<<<<<<< HEAD\nstage: planned\n=======\nstage: beta\n>>>>>>> b";
    assert_refused(&Project::new().entry("a", front, ""), "merge-conflict", 3);
    let whole = "<<<<<<< HEAD\n---\ntitle: A\n---\n=======\n---\ntitle: B\n---\n>>>>>>> b\n";
    assert_refused(&Project::new().file("content/a.md", whole), "merge-conflict", 1);
    let mark = format!("\u{feff}{whole}");
    assert_refused(&Project::new().file("content/a.md", mark), "merge-conflict", 1);
}

#[test]
fn a_conflict_in_the_settings_is_one_mistake() {
    let settings = format!("product: Acme\n{CONFLICT}\n");
    assert_refused(&Project::new().settings(&settings), "merge-conflict", 2);
    let text = format!("product: Acme\ndisclaimer: |\n  One.\n{CONFLICT}\n");
    assert_refused(&Project::new().settings(&text), "merge-conflict", 4);
}

#[test]
fn a_conflict_in_a_site_theme_is_a_mistake() {
    let settings = "product: Acme\neditions: { client: { site_theme: ours } }\n";
    for path in ["base/custom.css", "client/404.html", "client/script.js", "base/assets/a.svg"] {
        let project = Project::new().settings(settings);
        let project = project.file(&format!("themes/ours/{path}"), format!("a\n{CONFLICT}\n"));
        assert_eq!(mistakes(&project)[0], ("merge-conflict".to_owned(), 2), "{path}");
    }
}

#[test]
fn a_text_about_conflicts_is_shown() {
    let fenced = format!("```\n{CONFLICT}\n```");
    for text in [&fenced, "Head\n=======\n\nText.", "    <<<<<<< HEAD", "Look for `<<<<<<< HEAD`."]
    {
        block("client", text).check(&[]).succeeds();
    }
}

#[test]
fn a_conflict_over_the_edge_of_a_code_fence_is_found() {
    let text = "```\none\n<<<<<<< HEAD\ntwo\n```\n=======\nthree\n```\n>>>>>>> b\n\nEnd.";
    assert_eq!(mistakes(&block("client", text))[0], ("merge-conflict".to_owned(), 9));
}
