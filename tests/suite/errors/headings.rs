//! Links to headings and to definitions: both must be where their readers see them.

use crate::support::Project;

const SHOWN: &str = "title: A\nstage: planned\nvisibility: client";

fn check_shown(text: &str) -> crate::support::Outcome {
    Project::new().entry("a", SHOWN, &format!("::: client\n{text}\n:::")).check(&[])
}

#[test]
fn a_link_to_a_missing_heading_is_refused_with_the_nearest_one() {
    check_shown("## What changes\n\nSee [below](#what-change) and [far](#elsewhere).").fails_with(
        1,
        "
            error[broken-link]: no heading on this page has the address `#what-change`
             --> content/a.md:9:13
              |
            9 | See [below](#what-change) and [far](#elsewhere).
              |             ^^^^^^^^^^^^
              |
              = help: did you mean `what-changes`?
              = help: link to a heading in a block that the same readers see

            error[broken-link]: no heading on this page has the address `#elsewhere`
             --> content/a.md:9:37
              |
            9 | See [below](#what-change) and [far](#elsewhere).
              |                                     ^^^^^^^^^^
              |
              = help: link to a heading in a block that the same readers see

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_link_to_a_heading_that_its_readers_do_not_see_is_refused() {
    Project::new()
        .entry("a", SHOWN, "# Hidden heading\n\n::: client\nSee [above](#hidden-heading).\n:::")
        .entry("b", "title: B\nstage: planned\nvisibility: client", "# Also hidden")
        .entry(
            "c",
            "title: C\nstage: planned\nvisibility: client",
            "::: client\nSee [there](b.md#also-hidden).\n:::",
        )
        .check(&[])
        .fails_with(
            1,
            "
                error[broken-link]: no heading that sales readers see on this page has the address `#hidden-heading`
                 --> content/a.md:9:13
                  |
                9 | See [above](#hidden-heading).
                  |             ^^^^^^^^^^^^^^^
                  |
                  = help: link to a heading in a block that the same readers see

                error[broken-link]: no heading that sales readers see on that page has the address `#also-hidden`
                 --> content/c.md:7:13
                  |
                7 | See [there](b.md#also-hidden).
                  |             ^^^^^^^^^^^^^^^^
                  |
                  = help: remove the part after `#`, or link to a heading they see

                2 errors; nothing was written
                ",
        );
}

#[test]
fn headings_can_be_linked_from_their_page_and_from_others() {
    for (heading, anchor) in [
        ("Größe & Maß", "größe--maß"),
        ("Single sign-on", "single-sign-on"),
        ("What `max_size` means: 3 – 5", "what-max_size-means-3--5"),
    ] {
        let text = format!("::: client\n## {heading}\n\n[up](#{anchor})\n:::");
        Project::new()
            .entry("a", SHOWN, &text)
            .entry("b", "title: B\nstage: planned", &format!("[there](a.md#{anchor})"))
            .check(&[])
            .succeeds();
    }
}

#[test]
fn a_reference_without_a_definition_is_refused() {
    check_shown("See [the plan][plan].").fails_with(
        1,
        r#"
            error[broken-reference]: this reference link has no definition
             --> content/a.md:7:5
              |
            7 | See [the plan][plan].
              |     ^^^^^^^^^^^^^^^^
              |
              = help: define it in the same block (`[name]: https://…`); definitions do not cross blocks
              = help: if it is not meant as a link, escape the bracket: `\[`

            1 error; nothing was written
            "#,
    );
}
