//! Labels: what is shown to whom, and what is refused because it is not understood.

use crate::audience::Audience;

use super::{Cause, erased};

/// Whether an entry with these lines reaches sales and clients.
fn reach(lines: &str) -> Result<[bool; 2], Cause> {
    let text = format!("---\ntitle: T\n{lines}\n---\n");
    let reaches = |audience| {
        let erased = erased(&[("content/a.md", &text)], audience).map_err(|error| error.cause)?;
        Ok(!erased.is_empty())
    };
    Ok([reaches(Audience::Sales)?, reaches(Audience::Client)?])
}

#[test]
fn visibility_reaches_whom_it_names_and_those_further_inside() {
    for (visibility, expected) in [
        ("", [false, false]),
        ("visibility:", [false, false]),
        ("visibility: engineering", [false, false]),
        ("visibility: sales", [true, false]),
        ("visibility: client", [true, true]),
        ("\"visibility\": 'client'", [true, true]),
        ("visibility: !!str client", [true, true]),
        ("visibility: [engineering]", [false, false]),
        ("visibility: [sales, engineering]", [true, false]),
        ("visibility:\n  - engineering\n  - sales\n  - client", [true, true]),
        ("visibility: [client]", [true, true]),
    ] {
        assert_eq!(reach(&format!("stage: beta\n{visibility}")), Ok(expected), "{visibility}");
    }
}

#[test]
fn an_unknown_visibility_is_refused() {
    for visibility in [
        "Client",
        "clients",
        "\"client \"",
        "[]",
        "[engineering, client]",
        "[sales, partner]",
        "[[client]]",
        "{client: true}",
        "client, sales",
        "\"\"",
        "1",
        "cl\u{200b}ient",
    ] {
        let refused = Err(Cause::LabelUnknown("visibility"));
        assert_eq!(reach(&format!("stage: beta\nvisibility: {visibility}")), refused);
    }
}

#[test]
fn undiscovered_and_confidential_entries_never_reach_clients() {
    for stage in ["idea", "discovery"] {
        let lines = format!("stage: {stage}\nvisibility: client");
        assert_eq!(reach(&lines), Ok([true, false]), "{stage}");
    }
    for stage in ["planned", "in-progress", "beta", "shipped", "paused", "declined"] {
        let lines = format!("stage: {stage}\nvisibility: client");
        assert_eq!(reach(&lines), Ok([true, true]), "{stage}");
        for flag in ["true", "True", "TRUE"] {
            assert_eq!(reach(&format!("{lines}\nconfidential: {flag}")), Ok([true, false]));
        }
        for flag in ["false", "False", "FALSE"] {
            assert_eq!(reach(&format!("{lines}\nconfidential: {flag}")), Ok([true, true]));
        }
    }
}

#[test]
fn labels_that_are_not_understood_are_refused() {
    for value in ["\"true\"", "yes", "no", "1", "", "~", "[true]", "{}", "tru"] {
        let lines = format!("stage: beta\nvisibility: client\nconfidential: {value}");
        assert_eq!(reach(&lines), Err(Cause::LabelUnknown("confidential")), "{value}");
    }
    for value in ["Beta", "done", "\" beta\"", "[beta]", "{}", "1"] {
        let lines = format!("visibility: client\nstage: {value}");
        assert_eq!(reach(&lines), Err(Cause::LabelUnknown("stage")), "{value}");
    }
    assert_eq!(reach("visibility: client"), Err(Cause::KeyMissing("stage")));
    assert_eq!(reach("visibility: client\nstage:"), Err(Cause::KeyMissing("stage")));
}

#[test]
fn a_label_of_a_document_that_is_hidden_anyway_is_not_judged() {
    assert_eq!(reach("stage: whatever\nconfidential: perhaps"), Ok([false, false]));
}

#[test]
fn misspelt_labels_are_refused_and_other_unknown_keys_dropped() {
    for key in ["confidental", "Confidential", "visiblity", "Visibility", "\"stage \"", "stages"] {
        let refused = reach(&format!("stage: beta\nvisibility: client\n{key}: x"));
        assert!(matches!(refused, Err(Cause::LabelMisspelt(_))), "{key} {refused:?}");
    }
    assert_eq!(reach("stage: beta\nvisibility: client\nfuture: x\n\"\": y"), Ok([true, true]));
}

#[test]
fn labels_cannot_come_from_elsewhere() {
    let lines = "stage: beta\nvisibility: client\n";
    for (more, cause) in [
        ("extra: &a {x: 1}", Cause::Reference),
        ("summary: &a text", Cause::Reference),
        ("<<: {confidential: true}", Cause::Reference),
        ("client: {<<: {title: x}}", Cause::Reference),
        ("visibility: sales", Cause::DuplicateKey("visibility".to_owned())),
        ("client: {title: a, title: b}", Cause::DuplicateKey("title".to_owned())),
        ("summary: !secret x", Cause::Tag),
        ("confidential: !!bool true", Cause::Tag),
        ("client: !x {title: a}", Cause::Tag),
        ("? [a, b]\n: c", Cause::Yaml),
        ("--- again", Cause::Yaml),
        ("%TAG ! tag:x,2000:", Cause::Yaml),
        ("x: [", Cause::Yaml),
        ("client: secret", Cause::Shape("client")),
        ("summary: {a: b}", Cause::Shape("summary")),
    ] {
        assert_eq!(reach(&format!("{lines}{more}")), Err(cause), "{more}");
    }
    assert_eq!(reach(&format!("a: *b\n{lines}")), Err(Cause::Yaml));
    assert_eq!(reach(&format!("a: &b 1\nc: *b\n{lines}")), Err(Cause::Reference));
}

#[test]
fn themes_have_a_visibility_and_no_other_label() {
    let theme = |lines: &str| {
        let text = format!("---\ntitle: T\nvisibility: client\n{lines}---\n");
        erased(&[("content/themes/a.md", &text)], Audience::Client).map_err(|error| error.cause)
    };
    assert_eq!(theme("").map(|erased| erased.len()), Ok(1));
    assert_eq!(theme("stage: idea\n"), Err(Cause::LabelUnknown("stage")));
    assert_eq!(theme("confidential: false\n"), Err(Cause::LabelUnknown("confidential")));
    let text = "---\ntitle: T\nvisibility: client\nstage: beta\n---\n";
    let deeper = erased(&[("content/themes/sub/a.md", text)], Audience::Client);
    assert!(deeper.expect("an entry").into_keys().all(|path| path.starts_with("content/e-")));
}

#[test]
fn documents_without_a_front_matter_are_refused_with_their_name_and_line() {
    for text in ["", "text", "---\ntitle: x\n", " ---\n---\n", "\n---\n---\n", "----\n---\n"] {
        let error =
            erased(&[("content/a.md", text)], Audience::Sales).expect_err("no front matter");
        assert_eq!(
            error.to_string(),
            "content/a.md:1: front matter between two lines of `---` is missing"
        );
    }
    let empty = erased(&[("content/a.md", "---\n---\n")], Audience::Sales).expect_err("empty");
    assert_eq!(empty.cause, Cause::Yaml);
    let text = "---\ntitle: T\nstage: beta\nvisibility: everyone\n---\n";
    let error = erased(&[("content/a.md", text)], Audience::Sales).expect_err("unknown");
    assert_eq!((error.document.as_str(), error.line), ("content/a.md", 4));
}

#[test]
fn faults_name_the_line_in_the_document() {
    let top = "---\ntitle: T\nstage: beta\n# note\nvisibility: client\n";
    for (text, line) in [
        ("tags: [\n---\n", 6),
        ("summary: &a b\n---\n", 6),
        ("extra: {a: 1,\n b: &c d}\n---\n", 7),
        ("title: U\n---\n", 6),
        ("client: {title: a,\n  title: b}\n---\n", 7),
        ("summary:\n  a: b\n---\n", 7),
        ("confidential: maybe\n---\n", 6),
        ("confidental: true\n---\n", 6),
        ("summary: |\n  a\n  b\ntitle: x\n---\n", 9),
        ("---\n:::\n", 7),
        ("---\n\na\n  ::: client\n", 9),
        ("---\na\n::: client\n\n::: client\n", 10),
        ("---\n::: client\nb\n", 7),
        ("---\na\n::: client\n![a](%2e%2e/b.png)\n:::\n", 9),
        ("---\na\n<!--\n::: client\n", 9),
        ("---\na\rb\n", 7),
    ] {
        for end in ["\n", "\r\n"] {
            let text = format!("{top}{text}").replace('\n', end);
            let error = erased(&[("content/a.md", &text)], Audience::Client).expect_err("a fault");
            assert_eq!(error.line, line, "{text} {error}");
        }
    }
}

#[test]
fn two_documents_of_one_kind_cannot_share_a_shown_title() {
    let entry = "---\ntitle: T\nstage: beta\nvisibility: sales\n---\n";
    let theme = "---\ntitle: T\nvisibility: sales\n---\n";
    let files = [("content/a.md", entry), ("content/themes/b.md", theme)];
    assert_eq!(erased(&files, Audience::Sales).map(|erased| erased.len()), Ok(2));
    let files = [("content/a.md", entry), ("content/x/b.md", entry)];
    let error = erased(&files, Audience::Sales).expect_err("one title");
    assert_eq!(error.cause, Cause::SameTitle("content/a.md".to_owned()));
    assert_eq!(erased(&files, Audience::Client).map(|erased| erased.len()), Ok(0));
}
