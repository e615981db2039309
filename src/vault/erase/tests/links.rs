//! Links and images: rewritten where they lead to what survives, and nothing else is touched.

use crate::audience::Audience;

use super::{Cause, documents, entry_path, erased, file_name, theme_path};

/// The client block of `content/sub/here.md` with this text. In the project: the entry
/// `content/sap basic.md`, the theme `content/themes/erp.md` and the hidden `content/secret.md`.
fn block(text: &str) -> Result<String, Cause> {
    let here = "---\ntitle: Here\nstage: beta\nvisibility: client\n---\n";
    let here = format!("{here}::: client\n{text}\n:::\n");
    let entry = "---\ntitle: SAP\nstage: beta\nvisibility: client\n---\n";
    let files = [
        ("content/sub/here.md", here.as_str()),
        ("content/sap basic.md", entry),
        ("content/a&b(c).md", &entry.replace("SAP", "Odd")),
        ("content/themes/erp.md", "---\ntitle: ERP\nvisibility: client\n---\n"),
        ("content/secret.md", "---\ntitle: Secret\nstage: idea\n---\n"),
    ];
    let erased = erased(&files, Audience::Client).map_err(|error| error.cause)?;
    let text = &erased[&entry_path("Here")];
    let (_, block) = text.split_once("::: client\n").expect("the block survives");
    Ok(block.strip_suffix("\n:::\n").expect("it is closed").to_owned())
}

/// `$S` and `$T` in an expected text stand for the new paths of the entry and the theme.
fn assert_becomes(before: &str, after: &str) {
    let after = after
        .replace("$S", file_name(&entry_path("SAP")))
        .replace("$O", file_name(&entry_path("Odd")))
        .replace("$T", &format!("themes/{}", file_name(&theme_path("ERP"))));
    assert_eq!(block(before).as_deref(), Ok(after.as_str()), "{before}");
}

#[test]
fn links_to_surviving_documents_lead_to_their_new_names() {
    for (before, after) in [
        ("[a](../sap%20basic.md)", "[a]($S)"),
        ("[a](<../sap basic.md>)", "[a]($S)"),
        ("[a](<../sap basic.md#x> \"../sap basic.md\")", "[a]($S#x \"../sap basic.md\")"),
        ("[a]( ../sap%20basic.md#a%20b 'q' )", "[a]( $S#a%20b 'q' )"),
        ("[a](\n../sap%20basic.md\n(t))", "[a](\n$S\n(t))"),
        ("[a](../../content/./sub/..//sap&#32;basic.md)", "[a]($S)"),
        ("[a](../sap%20basic\\.md)", "[a]($S)"),
        ("[a](../a&amp;b\\(c\\).md)", "[a]($O)"),
        ("[a](../a&b(c).md?x)", "[a]($O?x)"),
        ("[a](../a%26b%28c%29.md#\\<&lt;>)", "[a]($O#\\<\\<\\>)"),
        ("[a](../themes/erp.md)", "[a]($T)"),
        ("[a](here.md#top)", &format!("[a]({}#top)", file_name(&entry_path("Here")))),
        ("*[a](here.md)*", &format!("*[a]({})*", file_name(&entry_path("Here")))),
        ("[`](x)` \\] *b*](../sap%20basic.md)", "[`](x)` \\] *b*]($S)"),
        ("[](../sap%20basic.md)", "[]($S)"),
        ("[a\nb](../sap%20basic.md)", "[a\nb]($S)"),
        ("> - [a\n>   b\n>   ](\n>   ../sap%20basic.md)", "> - [a\n>   b\n>   ](\n>   $S)"),
        ("| a |\n|---|\n| [a\\|b](../sap%20basic.md) |", "| a |\n|---|\n| [a\\|b]($S) |"),
        ("[^1] x\n\n[^1]: [a](../sap%20basic.md)", "[^1] x\n\n[^1]: [a]($S)"),
        ("# [a](../sap%20basic.md)", "# [a]($S)"),
        ("[a](../sap%20basic.md)[b](../sap%20basic.md)", "[a]($S)[b]($S)"),
        ("[![i](i.png)](../sap%20basic.md)", "[![i](sub/i.png)]($S)"),
        ("![*[x](../sap%20basic.md)*](i.png)", "![*[x]($S)*](sub/i.png)"),
        ("[x [a](../sap%20basic.md) y](../sap%20basic.md)", "[x [a]($S) y](../sap%20basic.md)"),
    ] {
        assert_becomes(before, after);
    }
}

#[test]
fn definitions_lead_to_the_new_names_wherever_they_stand() {
    for (before, after) in [
        (
            "[a]\n\n[a]: ../sap%20basic.md \"../sap%20basic.md\"",
            "[a]\n\n[a]: $S \"../sap%20basic.md\"",
        ),
        ("[a][b\\]c]\n\n[b\\]c]: <../sap basic.md>", "[a][b\\]c]\n\n[b\\]c]: $S"),
        ("[unused]:\n  ../themes/erp.md\n  'title'", "[unused]:\n  $T\n  'title'"),
        ("> x\n>\n> [a]:\n> ../sap%20basic.md", "> x\n>\n> [a]:\n> $S"),
        ("- [a]\n\n  [a]: ../sap%20basic.md", "- [a]\n\n  [a]: $S"),
        ("[a]: ../sap%20basic.md\n[b]: ../themes/erp.md", "[a]: $S\n[b]: $T"),
        ("![a]\n\n[a]: i.png", "![a]\n\n[a]: sub/i.png"),
        ("[ÄÖ]\n\n[äö]: ../sap%20basic.md#é", "[ÄÖ]\n\n[äö]: $S#é"),
    ] {
        assert_becomes(before, after);
    }
}

#[test]
fn raw_html_leads_to_the_new_names() {
    for (before, after) in [
        ("x <a href=\"../sap%20basic.md\">a</a>", "x <a href=\"$S\">a</a>"),
        (
            "x <A title='href=\"x\"' HREF = '../sap basic.md#x'>",
            "x <A title='href=\"x\"' HREF = \"$S#x\">",
        ),
        ("x <a href=../sap%20basic.md class=b>", "x <a href=\"$S\" class=b>"),
        ("<div><a href=' ../a&amp;b(c).md'>a</a></div>", "<div><a href=\"$O\">a</a></div>"),
        (
            "<p>\n<img\n  src='i.png'\n  alt='i'>\n</p>",
            "<p>\n<img\n  src=\"sub/i.png\"\n  alt='i'>\n</p>",
        ),
        ("> <div>\n> <img src=i.png>\n> </div>", "> <div>\n> <img src=\"sub/i.png\">\n> </div>"),
        ("<div>\n<a class='x\ny' href='../sap basic.md'>", "<div>\n<a class='x\ny' href=\"$S\">"),
        ("<div><a href='i.png'\n>", "<div><a href=\"sub/i.png\"\n>"),
        (
            "<div>\n<img src='i.png'>\n\n<img\nsrc='i.png'>",
            "<div>\n<img src=\"sub/i.png\">\n\n<img\nsrc=\"sub/i.png\">",
        ),
        ("<div><a href='../sap&#32;b&#x61;sic.md'></a></div>", "<div><a href=\"$S\"></a></div>"),
        (
            "<div><!-- long comment <img src='i.png'> --><img src='i.png'></div>",
            "<div><!-- long comment <img src='i.png'> --><img src=\"sub/i.png\"></div>",
        ),
        (
            "<p>\n<!-- --><img src='i.png'><!-- a -->\n",
            "<p>\n<!-- --><img src=\"sub/i.png\"><!-- a -->\n",
        ),
        (
            "<div data-href='../sap basic.md' href='i.png'></div>",
            "<div data-href='../sap basic.md' href='i.png'></div>",
        ),
        ("<!-- <a href='../sap basic.md'> -->", "<!-- <a href='../sap basic.md'> -->"),
        (
            "x <img src='i.png'/> <img src=\"i.png\">",
            "x <img src=\"sub/i.png\"/> <img src=\"sub/i.png\">",
        ),
        ("| a |\n|---|\n| <img src='i.png'> |", "| a |\n|---|\n| <img src=\"sub/i.png\"> |"),
    ] {
        assert_becomes(before, after);
    }
}

#[test]
fn images_still_reach_their_file() {
    for (before, after) in [
        ("![a](i.png)", "![a](sub/i.png)"),
        ("![a](./x/../i.png \"t\")", "![a](sub/i.png \"t\")"),
        ("![a](../themes/i.png)", "![a](themes/i.png)"),
        ("![a](../../brand/i%20j.png)", "![a](../brand/i%20j.png)"),
        ("![a](<../../brand/i j.png>)", "![a](<../brand/i j.png>)"),
        ("![a](<i(j.png>)", "![a](sub/i\\(j.png)"),
        ("![a](>i.png)", "![a](sub/\\>i.png)"),
        ("![a](i.png?raw=1#x)", "![a](sub/i.png?raw=1#x)"),
        ("![a](../x:y.png)", "![a](./x:y.png)"),
        ("![a](1x:y.png) ![b](x,y:z.png)", "![a](sub/1x:y.png) ![b](sub/x,y:z.png)"),
        ("[a](../../notes.pdf) [b](..)", "[a](../notes.pdf) [b](../content)"),
    ] {
        assert_becomes(before, after);
    }
}

#[test]
fn what_leads_nowhere_in_the_project_is_left_as_it_is() {
    for text in [
        "[a](https://example.com/sap%20basic.md)",
        "[a](mailto:a@b.c) <https://example.com> <a@b.c> www.example.com",
        "[a](#here) [b]() [c](<>) [d](?x)",
        "[a](../secret.md) [b](../missing.md#x) [c](../../../out.md) ![d](../../../out.png)",
        "[a](/content/sub/here.md) ![a](//example.com/i.png) ![a](data:image/png;base64,AA)",
        "`[a](here.md)` ``<a href='here.md'>``",
        "```\n[a](here.md)\n[b]: here.md\n<img src=i.png>\n```",
        "    [a](here.md)",
        "\\[a](here.md) [a] (here.md) [a\\](here.md)",
        "<div>\n[a](here.md)\n</div>",
        "<div>\n[a](b.md) <b",
        "x <a title = y>x</a>",
        "<a href>x</a> <a>y</a> <img alt='src=i.png'>",
        "<a href='https://example.com/?a=1&b=2'>x</a>",
    ] {
        assert_becomes(text, text);
    }
}

#[test]
fn destinations_in_doubt_are_refused() {
    for (text, cause) in [
        ("![a](%2e%2e/i.png)", Cause::DestinationAmbiguous),
        ("![a](x%2Fi.png)", Cause::DestinationAmbiguous),
        ("![a](..\\\\i.png)", Cause::DestinationAmbiguous),
        ("[a](%2E%2E/sap%20basic.md)", Cause::DestinationAmbiguous),
        ("![a](i&#10;.png)", Cause::DestinationAmbiguous),
        ("<img src='i&period;png'>", Cause::DestinationLost),
        ("<div><a href='here.md'\n\ntext>", Cause::DestinationLost),
        ("<div>\n<img src='i\n.png'>", Cause::DestinationAmbiguous),
        ("<div>\n<a href='here.md#\n'>", Cause::DestinationLost),
        ("<div>\n<img src='i\n.png'>", Cause::DestinationAmbiguous),
        ("<div>\n<a href='here.md#\n'>", Cause::DestinationLost),
        ("> <img\n> src='i.png'>", Cause::DestinationLost),
    ] {
        assert_eq!(block(text), Err(cause), "{text:?}");
    }
    let link =
        "---\ntitle: T\nstage: beta\nvisibility: client\n---\n::: client\n[a](a%20b.md)\n:::\n";
    let files = [
        ("content/t.md", link.to_owned()),
        ("content/a b.md", link.replace("T", "U")),
        ("content/a%20b.md", link.replace("T", "V")),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let error = erased(&files, Audience::Client).expect_err("two files");
    assert_eq!(error.cause, Cause::DestinationAmbiguous);
    let link = link.replace("%20", ".md?");
    let files = [
        ("content/t.md", link.clone()),
        ("content/a.md", link.replace("T", "U")),
        ("content/a.md?b.md", link.replace("T", "V")),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let error = erased(&files, Audience::Client).expect_err("two files");
    assert_eq!(error.cause, Cause::DestinationAmbiguous);
    assert!(erased(&files[..2], Audience::Client).is_ok());
    assert!(erased(&[files[0], files[2]], Audience::Client).is_ok());
}

#[test]
fn themes_and_entries_link_to_each_other() {
    let theme = "---\ntitle: ERP\nvisibility: client\n---\n\
                 ::: client\n[e](../a.md) [t](erp.md) ![i](../img/i.png)\n:::\n";
    let entry = "---\ntitle: A\nstage: beta\nvisibility: client\ntheme: erp\n---\n";
    let files = [("content/themes/erp.md", theme), ("content/a.md", entry)];
    let erased = erased(&files, Audience::Client).expect("sound");
    let (new_entry, new_theme) = (entry_path("A"), theme_path("ERP"));
    let text = format!(
        "---\ntitle: \"ERP\"\nvisibility: client\n---\n\n\
         ::: client\n[e](../{}) [t]({}) ![i](../img/i.png)\n:::\n",
        file_name(&new_entry),
        file_name(&new_theme)
    );
    let entry = format!(
        "---\ntitle: \"A\"\nstage: beta\nvisibility: client\ntheme: {}\n---\n",
        file_name(&new_theme).trim_end_matches(".md")
    );
    assert_eq!(erased, documents(&[(&new_entry, &entry), (&new_theme, &text)]));
}
