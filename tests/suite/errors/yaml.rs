//! What YAML can do and the format does not: anchors, tags, merges, depth.

use crate::support::Project;

fn check(front: &str) -> crate::support::Outcome {
    Project::new().entry("a", front, "").check(&[])
}

#[test]
fn anchors_are_refused() {
    check("title: &name A\nstage: planned").fails_with(
        1,
        "
            error[yaml-anchor]: YAML anchors and aliases are not allowed
             --> content/a.md:2:8
              |
            2 | title: &name A
              |        ^
              |
              = help: write the value out; if it is text that starts with `&` or `*`, quote it

            1 error; nothing was written
            ",
    );
}

#[test]
fn aliases_are_refused() {
    check("title: A\nstage: planned\nsummary: *name").fails_with(
        1,
        "
            error[yaml-anchor]: YAML anchors and aliases are not allowed
             --> content/a.md:4:10
              |
            4 | summary: *name
              |          ^
              |
              = help: write the value out; if it is text that starts with `&` or `*`, quote it

            1 error; nothing was written
            ",
    );
}

#[test]
fn tags_are_refused() {
    check("title: !secret A\nstage: planned").fails_with(
        1,
        "
            error[yaml-tag]: YAML tags are not allowed
             --> content/a.md:2:8
              |
            2 | title: !secret A
              |        ^
              |
              = help: write the plain value; if it is text that starts with `!`, quote it

            1 error; nothing was written
            ",
    );
}

#[test]
fn merge_keys_are_refused() {
    check("title: A\nstage: planned\nclient:\n  <<: { title: B }").fails_with(
        1,
        "
            error[yaml-merge]: YAML merge keys (`<<`) are not allowed
             --> content/a.md:5:3
              |
            5 |   <<: { title: B }
              |   ^
              |
              = help: write the keys out

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_second_document_is_refused() {
    check("title: A\nstage: planned\n...\ntitle: B").fails_with(
        1,
        "
            error[yaml-syntax]: there is more than one YAML document here
             --> content/a.md:5:1
              |
            5 | title: B
              | ^
              |
              = help: remove the extra `---`

            1 error; nothing was written
            ",
    );
}

#[test]
fn broken_yaml_is_refused_where_it_breaks() {
    check("title: A\nstage: planned\nsummary: one: two").fails_with(
        1,
        "
            error[yaml-syntax]: this is not valid YAML: mapping values are not allowed in this context
             --> content/a.md:4:13
              |
            4 | summary: one: two
              |             ^
              |
              = help: if a text holds `: ` or ` #`, or starts with a sign, put it in quotes

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_quote_that_is_never_closed_is_refused() {
    check("title: \"A\nstage: planned").fails_with(
        1,
        "
            error[yaml-syntax]: this quote is never closed
             --> content/a.md:2:8
              |
            2 | title: \"A
              |        ^
              |
              = help: write `\"` at the end of the text too

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_bracket_that_is_never_closed_is_refused() {
    check("title: A\ntags: [one, two\nstage: planned").fails_with(
        1,
        "
            error[yaml-syntax]: this `[` is never closed
             --> content/a.md:3:7
              |
            3 | tags: [one, two
              |       ^
              |
              = help: write `]` behind the last value that belongs to it

            1 error; nothing was written
            ",
    );
}

#[test]
fn tabs_as_indentation_are_refused() {
    check("title: A\nstage: planned\nclient:\n\ttitle: B").fails_with(
        1,
        "
            error[yaml-syntax]: a tab stands before this key, and YAML is indented with blanks
             --> content/a.md:5:1
              |
            5 |     title: B
              | ^
              |
              = help: write blanks in the place of the tab

            1 error; nothing was written
            ",
    );
}

#[test]
fn yaml_that_is_nested_too_deep_is_refused() {
    let deep = format!("{}x{}", "[".repeat(40), "]".repeat(40));
    check(&format!("title: A\nstage: planned\nextra: {{ a: {deep} }}")).fails_with(
        1,
        "
            error[yaml-depth]: this is nested more than 16 levels deep
             --> content/a.md:4:28
              |
            4 | extra: { a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }
              |                            ^

            1 error; nothing was written
            ",
    );
}

#[test]
fn ten_thousand_brackets_are_refused_at_once() {
    let deep = "[".repeat(10_000);
    check(&format!("title: A\nstage: planned\nextra: {deep}")).fails_with(
        1,
        "
            error[yaml-depth]: this is nested more than 16 levels deep
            --> content/a.md:4:24

            1 error; nothing was written
            ",
    );
}
