//! Files whose front matter is missing, empty, never closed, or too large.

use crate::support::Project;

fn check(front: &str) -> crate::support::Outcome {
    Project::new().entry("a", front, "").check(&[])
}

#[test]
fn a_file_without_front_matter_is_refused() {
    Project::new().file("content/a.md", "# A heading\n").check(&[]).fails_with(
        1,
        r#"
            error[no-front-matter]: this file does not begin with front matter
             --> content/a.md:1:1
              |
            1 | # A heading
              | ^^^^^^^^^^^
              |
              = help: begin with a line `---`, then `title:` and `stage:`, then another line `---`
              = help: if it is no entry, leave it out: `content: ["content/**/*.md", "!content/a.md"]`

            1 error; nothing was written
            "#,
    );
}

#[test]
fn an_empty_file_is_refused() {
    Project::new().file("content/a.md", "").check(&[]).fails_with(
        1,
        r#"
            error[no-front-matter]: this file does not begin with front matter
             --> content/a.md:1:1
              |
            1 |
              | ^
              |
              = help: begin with a line `---`, then `title:` and `stage:`, then another line `---`
              = help: if it is no entry, leave it out: `content: ["content/**/*.md", "!content/a.md"]`

            1 error; nothing was written
            "#,
    );
}

#[test]
fn front_matter_that_is_never_closed_is_refused() {
    Project::new().file("content/a.md", "---\ntitle: A\nstage: planned\n").check(&[]).fails_with(
        1,
        "
                error[no-front-matter]: this front matter is never closed
                 --> content/a.md:1:1
                  |
                1 | ---
                  | ^^^
                  |
                  = help: add a line `---` after the last key

                1 error; nothing was written
                ",
    );
}

#[test]
fn front_matter_that_is_no_mapping_is_refused() {
    check("- title: A\n- stage: planned").fails_with(
        1,
        "
            error[wrong-type]: an entry must be a mapping of keys and values
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^ this is a list

            1 error; nothing was written
            ",
    );
}

#[test]
fn empty_front_matter_lacks_the_required_keys() {
    check("# nothing yet").fails_with(
        1,
        "
            error[missing-key]: an entry needs `stage`
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: add `stage: …`

            error[missing-key]: an entry needs `title`
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: add `title: …`

            2 errors; nothing was written
            ",
    );
}

#[test]
fn front_matter_of_more_than_64_kib_is_refused() {
    let long = "word ".repeat(14_000);
    check(&format!("title: A\nstage: planned\nsummary: {long}")).fails_with(
        1,
        "
            error[too-large]: this front matter has more than 64 KiB
             --> content/a.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: move long text into the body

            1 error; nothing was written
            ",
    );
}

#[test]
fn front_matter_of_exactly_64_kib_is_read() {
    let keys = "title: A\nstage: planned\n";
    let of = |bytes: usize| format!("{keys}# {}", "x".repeat(bytes - keys.len() - 3));
    check(&of(64 * 1024)).succeeds();
    assert_eq!(check(&of(64 * 1024 + 1)).code, 1);
}
