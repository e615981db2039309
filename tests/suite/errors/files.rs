//! Files as such: encodings, line ends, sizes, links. Places stay right in all of them.

use crate::support::Project;

#[test]
fn places_are_right_after_windows_line_ends() {
    Project::new()
        .file("content/a.md", "---\r\ntitle: A\r\nstage: planed\r\n---\r\n\r\n::: clint\r\n")
        .check(&[])
        .fails_with(
            1,
            "
                error[unknown-value]: `planed` is not a stage
                 --> content/a.md:3:8
                  |
                3 | stage: planed
                  |        ^^^^^^ not a stage
                  |
                  = help: did you mean `planned`?
                  = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

                error[unknown-block]: `clint` is not a block
                 --> content/a.md:6:1
                  |
                6 | ::: clint
                  | ^^^^^^^^^
                  |
                  = help: did you mean `client`?
                  = help: allowed: `::: sales`, `::: client`

                2 errors; nothing was written
                ",
        );
}

#[test]
fn places_are_right_after_a_byte_order_mark() {
    Project::new()
        .file("content/a.md", "\u{feff}---\ntitle: A\nstage: planed\n---\n::: clint\n")
        .settings("\u{feff}product: Acme\n")
        .check(&[])
        .fails_with(
            1,
            "
                error[unknown-value]: `planed` is not a stage
                 --> content/a.md:3:8
                  |
                3 | stage: planed
                  |        ^^^^^^ not a stage
                  |
                  = help: did you mean `planned`?
                  = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

                error[unknown-block]: `clint` is not a block
                 --> content/a.md:5:1
                  |
                5 | ::: clint
                  | ^^^^^^^^^
                  |
                  = help: did you mean `client`?
                  = help: allowed: `::: sales`, `::: client`

                2 errors; nothing was written
                ",
        );
}

#[test]
fn a_byte_order_mark_does_not_move_the_first_line() {
    Project::new().settings("\u{feff}prodct: Acme\n").check(&[]).fails_with(
        1,
        "
            error[missing-key]: `roadcast.yaml` needs `product`
             --> roadcast.yaml:1:1
              |
            1 | prodct: Acme
              | ^^^^^^^^^^^^
              |
              = help: add `product: …`

            error[unknown-key]: `prodct` is not a key of `roadcast.yaml`
             --> roadcast.yaml:1:1
              |
            1 | prodct: Acme
              | ^^^^^^ unknown key
              |
              = help: did you mean `product`?

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_byte_order_mark_does_not_move_places_in_data() {
    let project = Project::new().settings("\u{feff}prodct: Acme\n");
    let outcome = project.check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let unknown = &report["diagnostics"][1];
    assert_eq!((&unknown["line"], &unknown["column"]), (&1.into(), &1.into()));
    assert_eq!((&unknown["end_line"], &unknown["end_column"]), (&1.into(), &7.into()));
}

#[test]
fn places_are_right_after_letters_beyond_ascii() {
    let front =
        "title: \"Größe 日本 👩‍💻\"\nclient: { title: \"Maß\", horizon: nxt }\nstage: planned";
    Project::new()
        .entry("a", front, "Größe [x](javascript:é)")
        .check(&[])
        .fails_with(
            1,
            r#"
                error[unknown-value]: `nxt` is not a horizon
                 --> content/a.md:3:34
                  |
                3 | client: { title: "Maß", horizon: nxt }
                  |                                  ^^^ not a horizon
                  |
                  = help: did you mean `next`?
                  = help: allowed: `now`, `next`, `later`

                error[bad-link]: links with this scheme are not allowed
                 --> content/a.md:6:11
                  |
                6 | Größe [x](javascript:é)
                  |           ^^^^^^^^^^^^
                  |
                  = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

                2 errors; nothing was written
                "#,
        );
}

#[test]
fn characters_that_have_no_place_in_a_text_are_refused() {
    Project::new()
        .file("content/nul.md", "---\ntitle: A\0\n---\n")
        .file("content/bell.md", "---\ntitle: A\n---\nü\u{7}\n")
        .file("content/return.md", "---\ntitle: A\n---\none\rtwo\n")
        .file("content/slot.md", "---\ntitle: A\n---\n\u{fdd0}0\u{fdd1}\n")
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-character]: this file holds a control character (U+0007)
                 --> content/bell.md:4:2
                  |
                4 | ü␇
                  |  ^
                  |
                  = help: remove it; if line ends are meant, save the file with LF or CRLF

                error[bad-character]: this file holds a NUL character (U+0000)
                 --> content/nul.md:2:9
                  |
                2 | title: A␀
                  |         ^
                  |
                  = help: remove it; if line ends are meant, save the file with LF or CRLF

                error[bad-character]: this file holds a carriage return without a line feed (U+000D)
                 --> content/return.md:4:4
                  |
                4 | one␍two
                  |    ^
                  |
                  = help: remove it; if line ends are meant, save the file with LF or CRLF

                error[bad-character]: this file holds a noncharacter (U+FDD0)
                 --> content/slot.md:4:1
                  |
                4 | ﷐0﷑
                  | ^
                  |
                  = help: remove it; if line ends are meant, save the file with LF or CRLF

                4 errors; nothing was written
                ",
        );
}

#[test]
fn bytes_that_are_no_utf_8_are_refused() {
    Project::new().file("content/a.md", b"---\ntitle: Gr\xf6sse\n---\n").check(&[]).fails_with(
        1,
        "
                error[not-utf8]: this file is not UTF-8 text
                 --> content/a.md:2:10
                  |
                2 | title: Gr�sse
                  |          ^
                  |
                  = help: save it as UTF-8

                1 error; nothing was written
                ",
    );
}

#[test]
fn settings_are_read_as_strictly() {
    Project::new().settings("product: A\0\n").check(&[]).fails_with(
        1,
        "
            error[bad-character]: this file holds a NUL character (U+0000)
             --> roadcast.yaml:1:11
              |
            1 | product: A␀
              |           ^
              |
              = help: remove it; if line ends are meant, save the file with LF or CRLF

            1 error; nothing was written
            ",
    );
    Project::new().settings(&"# comment\n".repeat(60_000)).check(&[]).fails_with(
        1,
        "
            error[too-large]: `roadcast.yaml` has 585 KiB; at most 512 are allowed
             |
             = help: split the entry, or move long material elsewhere and link to it

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_file_of_more_than_512_kib_is_refused() {
    Project::new()
        .entry("a", "title: A\nstage: planned", &"A line of text.\n".repeat(40_000))
        .check(&[])
        .fails_with(
            1,
            "
                error[too-large]: `content/a.md` has 625 KiB; at most 512 are allowed
                 |
                 = help: split the entry, or move long material elsewhere and link to it

                1 error; nothing was written
                ",
        );
}

#[test]
fn hidden_files_and_files_of_other_kinds_are_no_entries() {
    Project::new()
        .file("content/.draft.md", "no front matter")
        .file("content/.git/a.md", "no front matter")
        .file("content/notes.txt", "no front matter")
        .file("content/a.md~", "no front matter")
        .check(&[])
        .succeeds();
}

#[test]
fn documents_that_are_made_to_hang_the_program_end() {
    let size = 100_000;
    for text in ["[", "*a ", "- ", "<", "# a\n\n", "|a", "![](", "[^a]: "] {
        let body = format!("::: client\n{}\n:::", text.repeat(size / text.len()));
        let front = "title: A\nstage: planned\nvisibility: client";
        let outcome = Project::new().entry("a", front, &body).check(&[]);
        assert!(outcome.code < 2, "{text}: {}", outcome.stderr);
    }
}

#[cfg(unix)]
#[test]
fn file_names_that_are_no_utf_8_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = Project::new();
    let name = std::ffi::OsStr::from_bytes(b"gr\xf6sse.md");
    std::fs::write(project.path("content").join(name), "").expect("such names can be made");
    project.check(&[]).fails_with(
        1,
        "
            error[bad-name]: the name of `content/gr�sse.md` is not plain UTF-8

            1 error; nothing was written
            ",
    );
}
