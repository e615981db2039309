//! Texts that are none: wrong bytes, huge lines, YAML made to explode.

use super::{FRONT, assert_ended, codes};
use crate::support::Project;

#[test]
fn bytes_that_are_no_text_are_refused_wherever_they_stand() {
    for (bytes, code) in [
        (&b"\xc0\xaf"[..], "not-utf8"),
        (b"\xe0\x80\xaf", "not-utf8"),
        (b"\xed\xa0\x80", "not-utf8"),
        (b"\xed\xbf\xbf", "not-utf8"),
        (b"\xf4\x90\x80\x80", "not-utf8"),
        (b"\xf8\x88\x80\x80\x80", "not-utf8"),
        (b"\x80", "not-utf8"),
        (b"\xff\xfe-\0-\0-\0", "not-utf8"),
        (b"\xc3", "not-utf8"),
        (b"\0", "bad-character"),
        (b"\x1b[2J", "bad-character"),
        (b"\xc2\x85", "bad-character"),
        (b"\xef\xb7\x90", "bad-character"),
        (b"\xef\xbf\xbf", "bad-character"),
        (b"\xf0\x9f\xbf\xbe", "bad-character"),
    ] {
        let front = b"---\ntitle: A\nstage: planned\n---\n";
        for file in [[front, bytes].concat(), [b"---\ntitle: ", bytes, b"\n---\n"].concat()] {
            assert_eq!(codes(&Project::new().file("content/a.md", file)), [code], "{bytes:?}");
        }
        let settings = [b"product: ", bytes, b"\n"].concat();
        assert_eq!(codes(&Project::new().file("roadcast.yaml", settings)), [code], "{bytes:?}");
    }
}

#[test]
fn lines_of_ten_megabytes_are_refused_before_they_are_read() {
    let line = "a".repeat(10 * 1024 * 1024);
    let project = Project::new().entry("a", FRONT, &line).settings(&format!("product: {line}\n"));
    project.check(&[]).fails_with(
        1,
        "
            error[too-large]: `roadcast.yaml` has 10240 KiB; at most 512 are allowed
             |
             = help: split the entry, or move long material elsewhere and link to it

            1 error; nothing was written
            ",
    );
    let project = project.settings("product: Acme\n");
    project.check(&[]).fails_with(
        1,
        "
            error[too-large]: `content/a.md` has 10240 KiB; at most 512 are allowed
             |
             = help: split the entry, or move long material elsewhere and link to it

            1 error; nothing was written
            ",
    );
}

/// Read whole, such a file would need all memory there is.
#[test]
fn files_of_a_terabyte_are_refused_before_they_are_read() {
    let project = Project::new().entry("a", FRONT, "::: client\n![i](i.png)\n:::");
    for path in ["content/b.md", "content/i.png"] {
        let file = std::fs::File::create(project.path(path)).expect("the project is writable");
        file.set_len(1 << 40).expect("the file system knows sparse files");
    }
    project.check(&[]).fails_with(
        1,
        "
            error[too-large]: `content/b.md` has 1073741824 KiB; at most 512 are allowed
             |
             = help: split the entry, or move long material elsewhere and link to it

            error[bad-image]: the image `content/i.png` cannot be used: the file is larger than 20 MB; export a smaller picture
             --> content/a.md:7:6
              |
            7 | ![i](i.png)
              |      ^^^^^

            2 errors; nothing was written
            ",
    );
}

#[test]
fn the_longest_lines_that_are_read_end_soon() {
    let line = "word ".repeat(100_000);
    for body in [line.clone(), format!("::: client\n{line}\n:::"), line.replace(' ', "")] {
        assert_ended(&Project::new().entry("a", FRONT, &body).check(&[]));
    }
}

#[test]
fn yaml_made_to_explode_is_refused_at_once() {
    let aliases: String = (1..30)
        .map(|at| format!("a{at}: &a{at} [{}]\n", format!("*a{},", at - 1).repeat(10)))
        .collect();
    let bomb = format!("a0: &a0 [x]\n{aliases}");
    let merges = "base: &b { x: 1 }\nclient:\n  <<: [*b, *b]\n";
    for yaml in [bomb.as_str(), merges] {
        let project = Project::new().entry("a", &format!("title: A\nstage: planned\n{yaml}"), "");
        assert_eq!(codes(&project), ["yaml-anchor"], "{yaml}");
        let project = Project::new().settings(&format!("product: Acme\n{yaml}"));
        assert_eq!(codes(&project), ["yaml-anchor"], "{yaml}");
    }
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let deep = format!("{}x{}", open.repeat(10_000), close.repeat(10_000));
        let project = Project::new().settings(&format!("product: Acme\nextra: \n  {deep}\n"));
        assert_eq!(project.check(&[]).code, 1, "{open}");
    }
}

#[test]
fn yaml_with_thousands_of_keys_or_items_ends_soon() {
    let keys: String = (0..4_000).map(|at| format!("key{at}: {at}\n")).collect();
    let same = "tag: x\n".repeat(8_000);
    let items = format!("tags: [{}]\n", "a, ".repeat(20_000));
    let extra = format!(
        "extra: {{ {} }}\n",
        (0..4_000).map(|at| format!("k{at}: v, ")).collect::<String>()
    );
    let spaces = format!("summary: x{}x\n", " ".repeat(60_000));
    let quotes = format!("summary: \"{}\"\n", "\\u0041".repeat(9_000));
    for yaml in [keys, same, items, extra, spaces, quotes] {
        let front = format!("title: A\nstage: planned\n{yaml}");
        assert_ended(&Project::new().entry("a", &front, "").check(&[]));
    }
}

#[test]
fn front_matter_that_is_huge_is_refused() {
    let front = format!("title: A\nstage: planned\nsummary: {}", "a".repeat(70_000));
    assert_eq!(codes(&Project::new().entry("a", &front, "")), ["too-large"]);
}

#[test]
fn characters_that_escapes_spell_are_refused_in_values() {
    for escape in ["\\0", "\\u0007", "\\e", "\\x7f", "\\x85", "\\uFDD0", "\\uFFFE", "\\U0001FFFF"] {
        for front in [
            format!("title: \"A{escape}\"\nstage: planned"),
            format!("title: A\nstage: planned\nsummary: \"A{escape}\""),
            format!("title: A\nstage: planned\ntags: [\"A{escape}\"]"),
            format!("title: A\nstage: planned\nextra: {{ a: [\"A{escape}\"] }}"),
            format!("title: A\nstage: planned\nextra: {{ \"A{escape}\": a }}"),
        ] {
            assert_eq!(codes(&Project::new().entry("a", &front, "")), ["bad-character"], "{front}");
        }
        let settings = format!("product: A\ndisclaimer: \"a{escape}0\"\n");
        assert_eq!(codes(&Project::new().settings(&settings)), ["bad-character"], "{settings}");
    }
}

#[test]
fn a_code_span_over_two_lines_of_a_windows_file_is_built() {
    let text = "::: client\nA `code\nspan`.\n:::";
    let unix = Project::new().entry("a", FRONT, text);
    let windows = crate::support::document(FRONT, text).replace('\n', "\r\n");
    let windows = Project::new().file("content/a.md", windows);
    unix.build(&[]).succeeds();
    windows.build(&[]).succeeds();
    let page = windows.page("client", "items/a.html");
    assert!(page.contains("<p>A <code>code span</code>.</p>"), "{page}");
    assert_eq!(crate::support::differing(&unix.site("client"), &windows.site("client")), [""; 0]);
}

#[test]
fn what_two_readers_take_differently_is_an_error_of_the_author() {
    let body = "<pre>\n::: client\n</pre>\n:::";
    Project::new().entry("a", FRONT, body).check(&[]).fails_with(
        1,
        "
            error[doubtful]: this can be read in two ways: a block marker stands inside raw HTML; close the HTML first
             --> content/a.md:7:1
              |
            7 | ::: client
              | ^^^^^^^^^^
              |
              = help: every label is read twice, by code of two kinds, and nothing is shown on which they disagree: write it simpler

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_tag_with_an_address_and_a_broken_attribute_is_an_error_of_the_author() {
    for tag in ["<img src=x one<two>", "<a href=b.md \"x\">"] {
        let project = Project::new()
            .entry("a", FRONT, &format!("::: client\n<div>\n{tag}\n</div>\n:::"))
            .entry("b", "title: B\nstage: planned\nvisibility: client", "");
        assert_eq!(codes(&project), ["doubtful"], "{tag}");
    }
}

#[test]
fn an_address_that_could_begin_a_comment_is_an_error_of_the_author() {
    let text = "::: client\nText.\n\n[b]: b<!-->c\n:::";
    assert_eq!(codes(&Project::new().entry("a", FRONT, text)), ["doubtful"]);
}
