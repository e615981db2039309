//! Values that a comment of YAML cuts off: `Support for queue #2` would be shown without `#2`.

use super::{FRONT, assert_refused, mistakes};
use crate::support::Project;

#[test]
fn a_title_that_a_comment_cuts_off_is_refused() {
    Project::new()
        .entry("a", "title: Support for queue #2\nstage: planned", "")
        .check(&[])
        .fails_with(
            1,
            r##"
            error[cut-value]: a comment cuts the value of `title` off: ` #` begins one in YAML
             --> content/a.md:2:26
              |
            2 | title: Support for queue #2
              |        ----------------- ^^ this is a comment
              |        |
              |        this is the value
              |
              = help: put the whole value in quotes: `title: "… #…"`
              = help: if it is meant as a comment, put a blank behind the `#`

            1 error; nothing was written
            "##,
        );
}

#[test]
fn texts_of_all_kinds_are_refused_when_a_comment_cuts_them_off() {
    for line in [
        "summary: Exports to C #and F",
        "summary: Exports\n  to queue #2",
        "owner: ana #2",
        "tags:\n  - queue #2",
        "tags: [a,\n  queue #2\n  ]",
        "codenames:\n  - Falcon #1",
        "client:\n  title: Queue #2",
        "client:\n  summary: Queue #äöü",
        "sales:\n  say: We are #1",
        "requests:\n  - account: Acme #1",
        "decision:\n  outcome: accepted\n  reason: See #12",
        "extra:\n  jira: INT #12",
        "extra:\n  list:\n    - 12 #13",
    ] {
        let project = Project::new().entry("a", &format!("{FRONT}\n{line}"), "");
        let found = mistakes(&project);
        assert!(found.len() == 1 && found[0].0 == "cut-value", "{line}: {found:?}");
    }
    for (yaml, line) in [
        ("product: Acme #1\n", 1),
        ("product: Acme\ntagline: We are #1\n", 2),
        ("product: Acme\nnever_publish:\n  - Project C #3\n", 3),
    ] {
        assert_refused(&Project::new().settings(yaml), "cut-value", line);
    }
}

#[test]
fn a_value_in_braces_that_a_comment_cuts_off_is_refused_where_it_is_cut() {
    for line in [
        "client: { title: queue #2 }",
        "client: { title: queue #2, summary: x }",
        "client: {\n  title: queue #2,\n  summary: x\n  }",
        "tags: [queue #2]",
    ] {
        let project = Project::new().entry("a", &format!("{FRONT}\n{line}\nowner: ana"), "");
        let expected = 5 + u64::from(line.contains('\n'));
        assert_refused(&project, "cut-value", expected);
    }
}

#[test]
fn comments_that_are_meant_as_such_are_comments() {
    for line in [
        "summary: Faster  # soon",
        "summary: \"queue\" #2",
        "summary: 'queue' #2",
        "target: 2027-Q1 #maybe",
        "confidence: likely #soon",
        "summary: queue#2",
        "summary: \"queue #2\"",
        "summary: |\n  queue #2",
        "summary: > #note\n  queue",
        "phase: 2 #two",
        "tags: # all\n  - a",
    ] {
        let project = Project::new().entry("a", &format!("{FRONT}\n{line}"), "");
        assert_eq!(mistakes(&project), [], "{line}");
    }
}
