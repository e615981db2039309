//! Bodies: markers, fences and comments, most of them hostile.

use crate::audience::Audience;

use super::{Cause, blocks_of};

fn client(body: &str) -> Result<String, Cause> {
    blocks_of(body, Audience::Client)
}

#[test]
fn blocks_leave_in_order_and_the_text_around_them_stays() {
    let body = "a\n::: client\none\n:::\nb\n::: sales\ntwo\n:::\n::: client\n\nthree\n\n:::";
    assert_eq!(
        client(body).as_deref(),
        Ok("\n::: client\none\n:::\n\n::: client\n\nthree\n\n:::\n")
    );
    assert_eq!(
        blocks_of(body, Audience::Sales).as_deref(),
        Ok("\n::: client\none\n:::\n\n::: sales\ntwo\n:::\n\n::: client\n\nthree\n\n:::\n")
    );
    assert_eq!(client("no block: a ::: client\nb :::\n").as_deref(), Ok(""));
    assert_eq!(client("::: client\n:::\n").as_deref(), Ok("\n::: client\n:::\n"));
    assert_eq!(client("::: \t client\t\nx\n:::  \n").as_deref(), Ok("\n::: client\nx\n:::\n"));
}

#[test]
fn broken_markers_are_refused() {
    for (body, cause) in [
        ("::: client\nx\n", Cause::MarkerUnclosed),
        ("::: client", Cause::MarkerUnclosed),
        ("::: client\n::: sales\n:::\n:::\n", Cause::MarkerNested),
        (":::\n", Cause::MarkerStray),
        ("::: client\n:::\n:::\n", Cause::MarkerStray),
        (":::client\n:::\n", Cause::MarkerMisspelt),
        ("::: Client\n:::\n", Cause::MarkerMisspelt),
        ("::: engineering\n:::\n", Cause::MarkerMisspelt),
        ("::: client x\n:::\n", Cause::MarkerMisspelt),
        ("::: client:::\n", Cause::MarkerMisspelt),
        ("::::\n", Cause::MarkerMisspelt),
        ("::: client\nx\n::::\n", Cause::MarkerMisspelt),
        (":::\u{a0}client\n:::\n", Cause::MarkerMisspelt),
        ("::: cl\u{456}ent\n:::\n", Cause::MarkerMisspelt),
        (" ::: client\n", Cause::MarkerMisplaced),
        ("\t:::\n", Cause::MarkerMisplaced),
        ("- a\n\n    ::: client\n", Cause::MarkerMisplaced),
        ("\u{200b}::: client\n", Cause::MarkerMisplaced),
        ("\u{feff}:::\n", Cause::MarkerMisplaced),
        ("> ::: client\n", Cause::MarkerMisplaced),
        ("- ::: client\n", Cause::MarkerMisplaced),
        ("1. > :::\n", Cause::MarkerMisplaced),
    ] {
        assert_eq!(client(body), Err(cause), "{body:?}");
    }
    assert_eq!(client("- ::: tip\n> a ::: client\n").as_deref(), Ok(""));
}

#[test]
fn colons_in_fenced_code_are_text() {
    let shown = "```\n::: sales\n:::\n  :::\n```\n";
    for (before, fence) in [
        ("", shown.to_owned()),
        ("", shown.replace("```", "~~~~")),
        ("", shown.replacen("```", "   ````yaml x", 1).replace("\n```\n", "\n  `````  \n")),
        ("para\n", shown.to_owned()),
        ("- item\n\n", shown.to_owned()),
        ("> quote\n", shown.to_owned()),
        ("| a |\n|---|\n| b |\n", shown.to_owned()),
        ("[^1]: note\n", shown.to_owned()),
        ("", shown.replace("```", "```\u{e9}").replace("\n```\u{e9}\n", "\n```\n")),
    ] {
        let block = format!("::: client\n{before}{fence}after\n:::\n");
        assert_eq!(client(&block), Ok(format!("\n{block}")), "{block}");
        // The same in hidden text: none of it is a marker.
        assert_eq!(client(&format!("{before}{fence}{block}")), Ok(format!("\n{block}")));
    }
}

#[test]
fn what_only_looks_like_a_fence_hides_no_marker() {
    let block = "::: client\nshown\n:::\n";
    for before in [
        "    ```\n",
        "text\n    ```\n",
        "``` a`b\n",
        "``\n",
        "``` x ```\n",
        "`` ` ``` ``\n",
        "- ```\n  code\n",
        "> ```\n> code\n",
        "[^1]: ```\n    code\n",
        "- - a\n\n      ```\n      code\n",
        "```\ncode\n```\n",
        "~~~\n```\n~~~\n",
        "````\n```\n````\n",
        "\\```\n",
        "x ```\n",
        "# a\n\n<div>\n```\n</div>\n\n",
    ] {
        let body = format!("{before}{block}");
        assert_eq!(client(&body), Ok(format!("\n{block}")), "{body:?}");
    }
}

#[test]
fn an_open_fence_swallows_what_follows_it() {
    assert_eq!(client("```\n::: client\nx\n:::\n").as_deref(), Ok(""));
    assert_eq!(client("::: client\n```\nx\n:::\n"), Err(Cause::MarkerUnclosed));
    assert_eq!(client("::: client\n```\nx\n``\n:::\n"), Err(Cause::MarkerUnclosed));
    assert_eq!(client("::: client\n```\nx\n~~~\n:::\n"), Err(Cause::MarkerUnclosed));
    assert_eq!(client("::: client\n````\nx\n```\n:::\n"), Err(Cause::MarkerUnclosed));
    assert_eq!(client("::: client\n```\nx\n    ```\n:::\n"), Err(Cause::MarkerUnclosed));
    assert_eq!(client("::: client\n```\nx\n``` y\n:::\n"), Err(Cause::MarkerUnclosed));
}

#[test]
fn html_and_comments_cannot_hold_a_marker() {
    let block = "::: client\nx\n:::\n";
    for (before, after) in [
        ("<!--\n", "-->\n"),
        ("<!-- a\n\n", "\nb -->\n"),
        ("text <!-- a\n", "-->\n"),
        ("text <!-- a\n\n", "\n-->\n"),
        ("- <!-- a\n", "-->\n"),
        ("<div> <!-- a\n", "-->\n"),
        ("text \\\\<!-- a\n", "-->\n"),
        ("text\n\n<div> <!-- a\n\n", "-->\n"),
        ("<pre>\n", "</pre>\n"),
        ("<script>\n", "</script>\n"),
        ("<STYLE>\n", ""),
        ("<textarea>\n", ""),
        ("<?x\n", "?>\n"),
        ("<!X\n", ">\n"),
        ("<![CDATA[\n", "]]>\n"),
        ("<!--\n", ""),
    ] {
        let body = format!("{before}{block}{after}");
        assert_eq!(client(&body), Err(Cause::MarkerInHtml), "{body:?}");
    }
    assert_eq!(client("::: client\nx <!--\n:::\n-->\n"), Err(Cause::MarkerInHtml));
    for before in [
        "<!-- closed -->\n",
        "<!--\nclosed\n-->\n",
        "a <!-- closed --> b\n",
        "`<!--`\n",
        "\\<!-- a\n",
        "```\n<!--\n```\n",
        "a <!-- never closed\n\n",
        "<div>\n",
        "<table>\n<tr>\n",
    ] {
        let body = format!("{before}{block}");
        assert_eq!(client(&body), Ok(format!("\n{block}")), "{body:?}");
    }
    for after in ["<div> <!-- a\n\nb -->\n", "a <!-- b\n\n```\n:::\n```\n-->\n", "a --> b\n"] {
        for before in ["", "<div>\n"] {
            let body = format!("{before}{block}{after}");
            assert_eq!(client(&body), Ok(format!("\n{block}")), "{body:?}");
        }
    }
    let arrow = format!("`<!--`\n{block}a --> b\n");
    assert_eq!(client(&arrow), Ok(format!("\n{block}")));
    let next = format!("a <!-- b\n\n{block}<!-- c -->\n");
    assert_eq!(client(&next), Ok(format!("\n{block}")));
}

#[test]
fn a_lone_carriage_return_is_refused_where_markers_would_depend_on_it() {
    assert_eq!(client("a\r::: client\rb\r:::\r"), Err(Cause::CarriageReturn));
    assert_eq!(client("::: client\r\nb\r\n:::\r\n").as_deref(), Ok("\n::: client\nb\n:::\n"));
}

#[test]
fn large_and_deep_bodies_take_no_time() {
    for body in [
        "```\n".repeat(100_000) + "::: client\n:::\n",
        "> ".repeat(20_000) + "\n::: client\n:::\n",
        format!("::: client\n{}\n:::\n", "[".repeat(100_000)),
        format!("::: client\n{}\n:::\n", "![](".repeat(30_000)),
        format!("::: client\n{}\n:::\n", "<a href=".repeat(30_000)),
        "::: client\n<b>x</b>\n:::\n".repeat(20_000),
        "a <!-- b\n\n".repeat(20_000) + "::: client\n:::\n",
        "   :: ".repeat(100_000),
        "a <!-- b\n\n::: client\n:::\n".repeat(20_000),
        "```\n:::\n```\n".repeat(30_000) + "a <!--\n",
        format!("::: client\n<div>{}\n:::\n", "<".repeat(200_000)),
        format!("::: client\n<div>{}\n:::\n", "<a".repeat(100_000)),
        format!("::: client\n{}\n:::\n", "[a]: b\n".repeat(50_000)),
        format!("::: client\n![a]({}b.png)\n:::\n", "x/".repeat(200_000)),
        format!("::: client\n![a]({}\n:::\n", "\\".repeat(200_000)),
    ] {
        let start = std::time::Instant::now();
        let _ = client(&body);
        assert!(start.elapsed().as_secs() < 120, "{}", &body[..40]);
    }
}
