//! What is a block, and what is a mistake.

use super::{Markers, Stretch, split};
use crate::audience::Audience;
use crate::diagnostic::Sources;

fn texts(body: &str) -> Result<Vec<(Audience, String)>, Vec<&'static str>> {
    let file = Sources::default().add("a.md", body);
    let take = |Stretch { audience, range, .. }| (audience, body[range].to_owned());
    match split(body, 0, file, Markers::Audiences) {
        Ok(stretches) => Ok(stretches.into_iter().map(take).collect()),
        Err(mistakes) => Err(mistakes.iter().map(|mistake| mistake.code).collect()),
    }
}

#[test]
fn unmarked_text_is_for_engineering_and_blocks_are_for_their_audience() {
    let body = "hidden\n::: sales\ns\n:::\nmore\n::: client\r\nc\r\n:::\r\n";
    assert_eq!(
        texts(body),
        Ok(vec![
            (Audience::Engineering, "hidden\n".to_owned()),
            (Audience::Sales, "s\n".to_owned()),
            (Audience::Engineering, "more\n".to_owned()),
            (Audience::Client, "c\r\n".to_owned()),
        ])
    );
}

#[test]
fn markers_in_code_fences_are_text() {
    for body in [
        "```\n::: client\nx\n:::\n```\n",
        "~~~ md\n::: client\n~~~\n",
        "````\n```\n::: client\n````\n",
        "  ```\n::: client\n   ```  \n",
    ] {
        assert_eq!(texts(body), Ok(vec![(Audience::Engineering, body.to_owned())]), "{body}");
    }
}

#[test]
fn a_line_that_only_looks_like_a_fence_opens_none() {
    for prefix in ["``` a`b\n", "    ```\n", "``\n", "`~~\n"] {
        let body = format!("{prefix}::: client\nx\n:::\n");
        let texts = texts(&body).expect("the block is found");
        assert_eq!(texts[1], (Audience::Client, "x\n".to_owned()), "{body}");
    }
}

#[test]
fn doubtful_markers_are_errors() {
    for (body, code) in [
        ("::: client\nx\n", "unclosed-block"),
        ("::: client\n::: sales\n:::\n", "nested-block"),
        ("x\n:::\n", "stray-marker"),
        ("::: clinet\nx\n", "unknown-block"),
        ("::: engineering\nx\n", "unknown-block"),
        ("::: Client\nx\n", "unknown-block"),
        (":::client\nx\n", "bad-marker"),
        (":::  client\nx\n", "bad-marker"),
        ("::::\nx\n", "bad-marker"),
        ("::: client sales\nx\n", "bad-marker"),
        (":: client\nx\n", "bad-marker"),
        (" ::: client\nx\n", "bad-marker"),
        ("\t:::\nx\n", "bad-marker"),
        ("- ::: client\nx\n", "bad-marker"),
        ("> ::: client\nx\n", "bad-marker"),
        ("1. ::: client\nx\n", "bad-marker"),
        ("text ::: sales\nx\n", "bad-marker"),
        ("\u{200b}::: client\nx\n", "bad-marker"),
        ("\u{feff}:::\nx\n", "bad-marker"),
        (":\u{200b}:\u{202a}: client\nx\n", "bad-marker"),
        (":\u{2060}:\u{fe0f}: client\nx\n", "bad-marker"),
        ("：：： client\nx\n", "bad-marker"),
        ("```\nx\n", "unclosed-fence"),
    ] {
        assert_eq!(texts(body), Err(vec![code]), "{body:?}");
    }
}

#[test]
fn a_marker_inside_an_html_comment_is_an_error() {
    let body = "<!--\n::: client\nnot yet\n:::\n-->\n";
    assert_eq!(texts(body), Err(vec!["marker-in-comment", "marker-in-comment"]));
    let closed = "<!-- a -->\n::: client\nx\n:::\n";
    assert_eq!(texts(closed).expect("the comment is closed").len(), 2);
}

#[test]
fn colons_in_prose_and_code_are_no_markers() {
    for body in ["std::vec\n", "a ::: b\n", "say `::: client`\n", "::\n", "note: client\n"] {
        assert_eq!(texts(body), Ok(vec![(Audience::Engineering, body.to_owned())]), "{body}");
    }
}

#[test]
fn the_blocks_of_a_share_are_named_after_entries() {
    let body = "note\n::: entry sap\nx\n:::\n::: entry wms \r\ny\r\n:::\r\n";
    let file = Sources::default().add("a.md", body);
    let stretches = split(body, 0, file, Markers::Entries).expect("they are all right");
    let named: Vec<_> = stretches.into_iter().map(|s| s.name.map(|name| &body[name])).collect();
    assert_eq!(named, [None, Some("sap"), Some("wms")]);
}

#[test]
fn a_share_has_no_other_blocks() {
    for (body, code) in [
        ("::: client\nx\n", "bad-marker"),
        ("::: entry\nx\n", "bad-marker"),
        ("::: entry a b\nx\n", "bad-marker"),
        ("::: Entry a\nx\n", "bad-marker"),
        (" ::: entry a\nx\n", "bad-marker"),
        (":: entry a\nx\n", "bad-marker"),
        ("::: entry a\n::: entry b\n:::\n", "nested-block"),
        ("::: entry a\nx\n", "unclosed-block"),
        ("x\n:::\n", "stray-marker"),
    ] {
        let file = Sources::default().add("a.md", body);
        let found = split(body, 0, file, Markers::Entries).expect_err("it is wrong");
        assert_eq!(found.iter().map(|mistake| mistake.code).collect::<Vec<_>>(), [code], "{body}");
    }
}
