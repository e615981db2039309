//! Block markers: what is not certainly a marker is a mistake, never shown text.

use crate::support::Project;

fn check(body: &str) -> crate::support::Outcome {
    Project::new().entry("a", "title: A\nstage: planned\nvisibility: client", body).check(&[])
}

#[test]
fn a_block_that_is_never_closed_is_refused() {
    check("Hidden.\n\n::: client\nShown.").fails_with(
        1,
        "
            error[unclosed-block]: this `client` block is never closed
             --> content/a.md:8:1
              |
            8 | ::: client
              | ^^^^^^^^^^
              |
              = help: add a line `:::` where it ends

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_block_inside_a_block_is_refused_with_both_places() {
    check("::: sales\nOne.\n::: client\nTwo.\n:::\n:::").fails_with(
        1,
        "
            error[nested-block]: a `client` block inside a `sales` block
             --> content/a.md:8:1
              |
            6 | ::: sales
              | --------- this block is still open
            7 | One.
            8 | ::: client
              | ^^^^^^^^^^
              |
              = help: close the first block with `:::` before this line

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_marker_that_closes_nothing_is_refused() {
    check("::: client\nOne.\n:::\nTwo.\n:::").fails_with(
        1,
        "
            error[stray-marker]: this `:::` closes no block
              --> content/a.md:10:1
               |
            10 | :::
               | ^^^
               |
               = help: open a block with `::: sales` or `::: client`, or remove the line

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_misspelt_audience_is_refused_with_the_nearest_one() {
    check("::: clinet\nOne.\n:::").fails_with(
        1,
        "
            error[unknown-block]: `clinet` is not a block
             --> content/a.md:6:1
              |
            6 | ::: clinet
              | ^^^^^^^^^^
              |
              = help: did you mean `client`?
              = help: allowed: `::: sales`, `::: client`

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_audience_by_another_word_is_refused_with_the_one_that_is_meant() {
    for (word, meant) in [("customer", "client"), ("Public", "client"), ("salespeople", "sales")] {
        let outcome = check(&format!("::: {word}\nOne.\n:::"));
        let hint = format!("= help: did you mean `{meant}`?");
        assert!(outcome.stderr.contains(&hint), "{word}: {}", outcome.stderr);
    }
}

#[test]
fn an_audience_in_upper_case_is_refused() {
    check("::: Client\nOne.\n:::").fails_with(
        1,
        "
            error[unknown-block]: `Client` is not a block
             --> content/a.md:6:1
              |
            6 | ::: Client
              | ^^^^^^^^^^
              |
              = help: did you mean `client`?
              = help: allowed: `::: sales`, `::: client`

            1 error; nothing was written
            ",
    );
}

#[test]
fn there_is_no_engineering_block() {
    check("::: engineering\nOne.\n:::").fails_with(
        1,
        "
            error[unknown-block]: there is no `engineering` block
             --> content/a.md:6:1
              |
            6 | ::: engineering
              | ^^^^^^^^^^^^^^^
              |
              = help: text outside blocks is for engineering alone; remove the markers

            1 error; nothing was written
            ",
    );
}

#[test]
fn an_indented_marker_is_refused() {
    check("  ::: client\nOne.\n:::").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it does not start its line, or holds invisible or look-alike letters
             --> content/a.md:6:1
              |
            6 |   ::: client
              | ^^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_marker_with_the_wrong_number_of_colons_is_refused() {
    check(":: client\nOne.\n::::").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it has too few colons
             --> content/a.md:6:1
              |
            6 | :: client
              | ^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            error[bad-marker]: this looks like a block marker, but it is not spelt as one
             --> content/a.md:8:1
              |
            8 | ::::
              | ^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_marker_with_the_wrong_spaces_is_refused() {
    check(":::client\nOne.\n:::\n\n:::  sales\nTwo.\n:::").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it is not spelt as one
             --> content/a.md:6:1
              |
            6 | :::client
              | ^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            error[bad-marker]: this looks like a block marker, but it is not spelt as one
              --> content/a.md:10:1
               |
            10 | :::  sales
               | ^^^^^^^^^^
               |
               = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
               = help: if it is text, put it in a code fence or in backticks

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_marker_with_more_words_is_refused() {
    check("::: client and sales\nOne.\n:::").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it is not spelt as one
             --> content/a.md:6:1
              |
            6 | ::: client and sales
              | ^^^^^^^^^^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_marker_behind_text_is_refused() {
    check("Shown to ::: client\nOne.").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it stands behind other text
             --> content/a.md:6:1
              |
            6 | Shown to ::: client
              | ^^^^^^^^^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_marker_inside_a_list_or_quote_is_refused() {
    check("- ::: client\n  One.\n\n> ::: sales\n> Two.").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it does not start its line, or holds invisible or look-alike letters
             --> content/a.md:6:1
              |
            6 | - ::: client
              | ^^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            error[bad-marker]: this looks like a block marker, but it does not start its line, or holds invisible or look-alike letters
             --> content/a.md:9:1
              |
            9 | > ::: sales
              | ^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            2 errors; nothing was written
            ",
    );
}

#[test]
#[allow(clippy::invisible_characters, reason = "the letter is what the test is about")]
fn a_marker_with_invisible_or_look_alike_letters_is_refused() {
    check("\u{200b}::: client\nOne.\n\n：：： client\nTwo.").fails_with(
        1,
        "
            error[bad-marker]: this looks like a block marker, but it does not start its line, or holds invisible or look-alike letters
             --> content/a.md:6:1
              |
            6 | ​::: client
              | ^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            error[bad-marker]: this looks like a block marker, but it does not start its line, or holds invisible or look-alike letters
             --> content/a.md:9:1
              |
            9 | ：：： client
              | ^^^^^^^^^^^^^
              |
              = help: a marker is `::: sales`, `::: client` or `:::` alone on a line that starts with it
              = help: if it is text, put it in a code fence or in backticks

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_marker_inside_an_html_comment_is_refused_with_both_places() {
    check("<!-- not yet:\n::: client\nOne.\n:::\n-->").fails_with(
        1,
        "
            error[marker-in-comment]: a block marker inside an HTML comment
             --> content/a.md:7:1
              |
            6 | <!-- not yet:
              | ------------- the comment begins here
            7 | ::: client
              | ^^^^^^^^^^
              |
              = help: close the comment before the marker, or remove the marker

            error[marker-in-comment]: a block marker inside an HTML comment
             --> content/a.md:9:1
              |
            6 | <!-- not yet:
              | ------------- the comment begins here
            ...
            9 | :::
              | ^^^
              |
              = help: close the comment before the marker, or remove the marker

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_code_fence_that_is_never_closed_is_refused() {
    check("::: client\n```\ncode\n:::").fails_with(
        1,
        "
            error[unclosed-block]: this `client` block is never closed
             --> content/a.md:6:1
              |
            6 | ::: client
              | ^^^^^^^^^^
              |
              = help: add a line `:::` where it ends

            error[unclosed-fence]: this code fence is never closed
             --> content/a.md:7:1
              |
            7 | ```
              | ^^^
              |
              = help: add a line with the same fence after the code

            2 errors; nothing was written
            ",
    );
}

#[test]
fn markers_inside_code_are_text() {
    let project = Project::new().entry(
        "a",
        "title: A\nstage: planned\nvisibility: client",
        "::: client\nBefore.\n\n````md\n```\n::: sales\n:::\n```\n````\n\nAfter `::: client`.\n:::",
    );
    project.build(&[]).succeeds();
    let page = project.page("client", "items/a.html");
    assert!(
        page.contains("<code class=\"language-md\">```\n::: sales\n:::\n```\n</code>"),
        "{page}"
    );
    assert!(page.contains("<p>After <code>::: client</code>.</p>"), "{page}");
}

#[test]
fn a_comment_mark_in_backticks_opens_no_comment() {
    check("Write `<!--` before it.\n::: client\nShown.\n:::").succeeds();
}

#[test]
fn a_blank_line_ends_a_comment_in_a_paragraph_and_no_comment_of_its_own() {
    check("Text <!-- and\n\n::: client\nShown.\n:::").succeeds();
    let outcome = check("<!-- and\n\n::: client\nShown.\n:::\n-->");
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("error[marker-in-comment]").count(), 2);
}
