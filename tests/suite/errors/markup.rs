//! Markup that clients must not get: raw HTML, comments, depth, notes without an end.

use crate::support::Project;

const FRONT: &str = "title: A\nstage: planned\nvisibility: client";

fn check_shown(text: &str) -> crate::support::Outcome {
    Project::new().entry("a", FRONT, &format!("::: client\n{text}\n:::")).check(&[])
}

#[test]
fn an_html_comment_in_client_text_is_refused() {
    check_shown("One <!-- not yet --> two.\n\n<!--\nThree\n-->").fails_with(
        1,
        "
            error[html-comment]: an HTML comment in text that clients read
             --> content/a.md:7:5
              |
            7 | One <!-- not yet --> two.
              |     ^^^^^^^^^^^^^^^^
              |
              = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            error[html-comment]: an HTML comment in text that clients read
             --> content/a.md:9:1
              |
            9 | <!--
              | ^^^^
              |
              = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            2 errors; nothing was written
            ",
    );
}

#[test]
fn scripts_and_other_html_that_pages_must_not_hold_are_refused_in_client_text() {
    check_shown("One <script>alert(1)</script> two.\n\n<iframe src=\"x\"></iframe>\n\n<style>p{}</style>")
        .fails_with(
            1,
            r#"
                error[bad-html]: `<script>` is not allowed in text that clients read
                 --> content/a.md:7:5
                  |
                7 | One <script>alert(1)</script> two.
                  |     ^^^^^^^^
                  |
                  = help: allowed: `br`, `details`, `kbd`, `sub`, `sup` and the like; most can be written in Markdown

                error[bad-html]: `<iframe>` is not allowed in text that clients read
                 --> content/a.md:9:1
                  |
                9 | <iframe src="x"></iframe>
                  | ^^^^^^^^^^^^^^^^
                  |
                  = help: allowed: `br`, `details`, `kbd`, `sub`, `sup` and the like; most can be written in Markdown

                error[bad-html]: `<style>` is not allowed in text that clients read
                  --> content/a.md:11:1
                   |
                11 | <style>p{}</style>
                   | ^^^^^^^
                   |
                   = help: allowed: `br`, `details`, `kbd`, `sub`, `sup` and the like; most can be written in Markdown

                3 errors; nothing was written
                "#,
        );
}

#[test]
fn html_declarations_are_refused_in_client_text() {
    check_shown("<!DOCTYPE html>\n\n<?php echo 1 ?>\n\nOne <![CDATA[two]]>.").fails_with(
        1,
        "
            error[html-comment]: an HTML declaration in text that clients read
             --> content/a.md:7:1
              |
            7 | <!DOCTYPE html>
              | ^^^^^^^^^^^^^^^
              |
              = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            error[html-comment]: an HTML declaration in text that clients read
             --> content/a.md:9:1
              |
            9 | <?php echo 1 ?>
              | ^^^^^^^^^^^^^^^
              |
              = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            error[html-comment]: an HTML declaration in text that clients read
              --> content/a.md:11:5
               |
            11 | One <![CDATA[two]]>.
               |     ^^^^^^^^^^^^^^^
               |
               = help: comments can be read by anyone who looks at the page's source: move it out of the block, or remove it

            3 errors; nothing was written
            ",
    );
}

#[test]
fn comments_and_scripts_of_hidden_text_are_left_out() {
    let hidden = "One <!-- canary --> two.\n\n<script>\ncanary()\n</script>\n\n<!--\ncanary\n-->";
    let project = Project::new().entry("a", FRONT, hidden);
    project.build(&[]).succeeds();
    let page = project.page("engineering", "items/a.html");
    assert!(page.contains("<p>One  two.</p>"), "{page}");
    assert!(!page.contains("canary"), "{page}");
}

#[test]
fn event_handlers_and_data_attributes_are_left_out() {
    let html = "<b onclick=\"x()\" data-note=\"n\" title=\"t\">One</b>";
    let project = Project::new().entry("a", FRONT, &format!("::: client\n{html}\n:::"));
    project.build(&[]).succeeds();
    let page = project.page("client", "items/a.html");
    assert!(page.contains("<p><b title=\"t\">One</b></p>"), "{page}");
}

#[test]
fn a_placeholder_in_angle_brackets_is_text() {
    let project = Project::new().entry("a", FRONT, "::: client\nUse <namespace> here.\n:::");
    project.build(&[]).succeeds();
    let page = project.page("client", "items/a.html");
    assert!(page.contains("<p>Use &lt;namespace&gt; here.</p>"), "{page}");
}

#[test]
fn text_that_is_nested_too_deep_is_refused() {
    check_shown(&format!("{}deep", "> ".repeat(40))).fails_with(
        1,
        "
            error[nested-too-deep]: this is nested more than 32 levels deep
             --> content/a.md:7:65
              |
            7 | > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > deep
              |                                                                 ^^^^^^^^^^^^^^^^^^^^

            1 error; nothing was written
            ",
    );
}

#[test]
fn html_that_is_nested_too_deep_is_refused() {
    check_shown(&format!("{}deep{}", "<div>".repeat(400), "</div>".repeat(400))).fails_with(
        1,
        "
            error[nested-too-deep]: more than 64 HTML elements are open here
             --> content/a.md:7:321
              |
            7 | ...v><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><di...
              |                                                                  ^^^^^
              |
              = help: close elements where they end, as in `<b>…</b>`

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_reference_link_that_is_defined_in_another_block_is_refused() {
    Project::new()
        .entry("a", FRONT, "[plan]: https://acme.example/\n\n::: client\nSee [the plan][plan].\n:::")
        .check(&[])
        .fails_with(
            1,
            r#"
                error[broken-reference]: this reference link has no definition
                 --> content/a.md:9:5
                  |
                9 | See [the plan][plan].
                  |     ^^^^^^^^^^^^^^^^
                  |
                  = help: define it in the same block (`[name]: https://…`); definitions do not cross blocks
                  = help: if it is not meant as a link, escape the bracket: `\[`

                1 error; nothing was written
                "#,
        );
}

#[test]
fn a_footnote_that_is_defined_in_another_block_is_refused() {
    Project::new()
        .entry("a", FRONT, "One[^1].\n\n[^1]: Hidden.\n\n::: client\nTwo[^1].\n:::")
        .check(&[])
        .fails_with(
            1,
            r#"
                error[broken-footnote]: this footnote has no definition
                  --> content/a.md:11:4
                   |
                11 | Two[^1].
                   |    ^^^^
                   |
                   = help: define it in the same block (`[^name]: …`)
                   = help: if it is not meant as a footnote, escape the bracket: `\[`

                1 error; nothing was written
                "#,
        );
}

#[test]
fn code_that_looks_like_a_footnote_is_code() {
    check_shown("```\n[^1]\n```\n\n    [^2]: a").succeeds();
}

#[test]
fn a_footnote_that_nothing_refers_to_is_refused_in_client_text() {
    check_shown("One.\n\n[^later]: Two.").fails_with(
        1,
        "
            error[unused-footnote]: nothing refers to this footnote
             --> content/a.md:9:1
              |
            9 | [^later]: Two.
              | ^^^^^^^^^^^^^^
              |
              = help: refer to it in the same block, or remove it

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_link_definition_that_nothing_refers_to_is_in_no_site() {
    let body =
        "::: client\nOne.\n\n[unused]: https://definition-canary.example/ \"title-canary\"\n:::";
    let project = Project::new().entry("a", FRONT, body);
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        let found = crate::support::files_with(&project.site(audience), "canary").len();
        assert_eq!(found, 0, "{audience}");
    }
}
