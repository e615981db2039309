//! `roadcast.yaml`: what refers to files, folders and days outside it.

use crate::support::{Outcome, Project, png};

fn check(yaml: &str) -> Outcome {
    Project::new().settings(yaml).entry("a", "title: A\nstage: planned", "").check(&[])
}

#[test]
fn an_allowed_term_ends_after_its_day() {
    let until = |day| {
        check(&format!(
            "product: Acme\nallow_terms:\n  - {{ term: A, reason: B, owner: ana@acme.example, until: {day} }}"
        ))
    };
    until("2026-11-22").succeeds();
    until("2026-11-21").fails_with(
        1,
        "
            error[expired-term]: this allowed term expired on 2026-11-21
             --> roadcast.yaml:3:59
              |
            3 |   - { term: A, reason: B, owner: ana@acme.example, until: 2026-11-21 }
              |                                                           ^^^^^^^^^^
              |
              = help: ask ana@acme.example whether it still holds; set a new date, or remove the term

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_site_theme_must_exist() {
    check("product: Acme\neditions:\n  client: { site_theme: ours }").fails_with(
        1,
        "
            error[unknown-site-theme]: there is no site theme `ours`
             --> roadcast.yaml:3:25
              |
            3 |   client: { site_theme: ours }
              |                         ^^^^
              |
              = help: create the folder `themes/ours/`, or remove `site_theme`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_logo_must_be_an_image_of_the_project() {
    check("product: Acme\nlogo: brand/logo.svg").fails_with(
        1,
        "
            error[broken-image]: there is no image `brand/logo.svg`
             --> roadcast.yaml:2:7
              |
            2 | logo: brand/logo.svg
              |       ^^^^^^^^^^^^^^
              |
              = help: in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_logo_outside_the_project_is_refused_even_if_it_exists() {
    Project::new()
        .file("logo.png", png([1, 2, 3]))
        .file("roadmap/roadcast.yaml", "product: Acme\nlogo: ../logo.png\n")
        .file("roadmap/content/a.md", "---\ntitle: A\nstage: planned\n---\n")
        .check(&["-C", "roadmap"])
        .fails_with(
            1,
            "
            error[bad-image]: this path leaves the project
             --> roadcast.yaml:2:7
              |
            2 | logo: ../logo.png
              |       ^^^^^^^^^^^
              |
              = help: use a path to a file inside the project

            1 error; nothing was written
            ",
        );
}

#[test]
fn patterns_must_stay_in_the_project_and_find_a_folder() {
    check(
        "product: Acme\ncontent: [\"../other/*.md\", \"/etc/*.md\", \"content/../../*.md\", \"docs/*.md\", \"content/***.md\"]",
    )
    .fails_with(
        1,
        r#"
            error[bad-glob]: this pattern leaves the project
             --> roadcast.yaml:2:11
              |
            2 | content: ["../other/*.md", "/etc/*.md", "content/../../*.md", "docs/*.md", "content/***.md"]
              |           ^^^^^^^^^^^^^^^
              |
              = help: use a pattern relative to the project, such as `content/**/*.md`

            error[bad-glob]: this pattern leaves the project
             --> roadcast.yaml:2:28
              |
            2 | content: ["../other/*.md", "/etc/*.md", "content/../../*.md", "docs/*.md", "content/***.md"]
              |                            ^^^^^^^^^^^
              |
              = help: use a pattern relative to the project, such as `content/**/*.md`

            error[bad-glob]: this pattern leaves the project
             --> roadcast.yaml:2:41
              |
            2 | content: ["../other/*.md", "/etc/*.md", "content/../../*.md", "docs/*.md", "content/***.md"]
              |                                         ^^^^^^^^^^^^^^^^^^^^
              |
              = help: use a pattern relative to the project, such as `content/**/*.md`

            error[bad-glob]: there is no folder `docs` in the project
             --> roadcast.yaml:2:63
              |
            2 | content: ["../other/*.md", "/etc/*.md", "content/../../*.md", "docs/*.md", "content/***.md"]
              |                                                               ^^^^^^^^^^^
              |
              = help: create it, or change `content` in `roadcast.yaml`

            error[bad-glob]: this pattern is not valid: wildcards are either regular `*` or recursive `**`
             --> roadcast.yaml:2:76
              |
            2 | content: ["../other/*.md", "/etc/*.md", "content/../../*.md", "docs/*.md", "content/***.md"]
              |                                                                            ^^^^^^^^^^^^^^^^

            5 errors; nothing was written
            "#,
    );
}

#[test]
fn the_output_folder_must_be_one_of_its_own() {
    for output in ["/tmp/site", "../site", "a/../..", "content", "themes", ".", ".git", "a//b"] {
        let outcome = check(&format!("product: Acme\noutput: {output}"));
        assert!(outcome.stderr.starts_with("error[bad-output]: "), "{output}: {}", outcome.stderr);
    }
    check("product: Acme\noutput: content").fails_with(
        1,
        "
            error[bad-output]: `output` must be a folder of its own inside the project
             --> roadcast.yaml:2:9
              |
            2 | output: content
              |         ^^^^^^^
              |
              = help: use a folder that holds no sources, such as `output: dist`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_disclaimer_may_not_hold_what_client_text_may_not() {
    check("product: Acme\ndisclaimer: \"One <!-- two --> [three](a.md)\"").fails_with(
        1,
        r#"
            error[bad-link]: the disclaimer may not link to entries or show images
             --> roadcast.yaml:2:13
              |
            2 | disclaimer: "One <!-- two --> [three](a.md)"
              |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: link to a full `https://` address

            error[html-comment]: an HTML comment in text that clients read
             --> roadcast.yaml:2:13
              |
            2 | disclaimer: "One <!-- two --> [three](a.md)"
              |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            2 errors; nothing was written
            "#,
    );
}

#[test]
fn a_file_that_is_named_and_missing_is_refused() {
    check("product: Acme\ncontent: [content/a.md, content/b.md, ./content/c.md, 'content/b?.md']")
        .fails_with(
            1,
            "
            error[bad-glob]: there is no file `content/b.md` in the project
             --> roadcast.yaml:2:25
              |
            2 | content: [content/a.md, content/b.md, ./content/c.md, 'content/b?.md']
              |                         ^^^^^^^^^^^^
              |
              = help: create it, or change `content` in `roadcast.yaml`

            error[bad-glob]: there is no file `content/c.md` in the project
             --> roadcast.yaml:2:39
              |
            2 | content: [content/a.md, content/b.md, ./content/c.md, 'content/b?.md']
              |                                       ^^^^^^^^^^^^^^
              |
              = help: create it, or change `content` in `roadcast.yaml`

            2 errors; nothing was written
        ",
        );
}

#[test]
fn a_folder_in_the_place_of_a_pattern_is_refused_and_does_not_make_empty_sites() {
    check("product: Acme\ncontent: [content, ./content/, .]").fails_with(
        1,
        "
            error[bad-glob]: this is a folder, not a pattern of files
             --> roadcast.yaml:2:11
              |
            2 | content: [content, ./content/, .]
              |           ^^^^^^^
              |
              = help: for every Markdown file in it, write `content/**/*.md`

            error[bad-glob]: this is a folder, not a pattern of files
             --> roadcast.yaml:2:20
              |
            2 | content: [content, ./content/, .]
              |                    ^^^^^^^^^^
              |
              = help: for every Markdown file in it, write `content/**/*.md`

            error[bad-glob]: this is a folder, not a pattern of files
             --> roadcast.yaml:2:32
              |
            2 | content: [content, ./content/, .]
              |                                ^
              |
              = help: for every Markdown file in it, write `**/*.md`

            3 errors; nothing was written
            ",
    );
}

#[test]
fn a_pattern_with_a_dot_finds_the_same_files_as_one_without() {
    for pattern in ["./content/*.md", "content/./*.md", "content//*.md", ".//./content/**/*.md"] {
        let project = Project::new()
            .settings(&format!("product: Acme\ncontent: [\"{pattern}\"]\n"))
            .entry("a", "title: A\nstage: planned\nvisibility: client", "");
        project.build(&[]).succeeds();
        assert!(project.page("client", "items/a.html").contains("<h1 dir=\"auto\">A</h1>"));
    }
    let settings = "product: Acme\noutput: content\ncontent: [\"./content/*.md\"]";
    check(settings).fails_with(
        1,
        "
            error[bad-output]: `output` must be a folder of its own inside the project
             --> roadcast.yaml:2:9
              |
            2 | output: content
              |         ^^^^^^^
              |
              = help: use a folder that holds no sources, such as `output: dist`

            1 error; nothing was written
            ",
    );
}
