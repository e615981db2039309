//! Markup that is none here: readers would see its brackets and signs.

use super::{block, hints, mistakes};
use crate::support::Project;

/// A text that is refused in every block, with the form that works, and in hidden text too.
fn refused_with(text: &str, mended: &str) {
    for audience in ["client", "sales"] {
        let project = block(audience, text);
        let found = mistakes(&project);
        assert!(found.len() == 1 && found[0].0 == "shown-as-written", "{text}: {found:?}");
        let hints = hints(&project);
        assert!(hints.contains(&format!("write `{mended}`")), "{text}: {hints:?}");
    }
    let hidden = Project::new().entry("a", "title: A\nstage: planned", text);
    assert_eq!(mistakes(&hidden).len(), 1, "{text}");
}

#[test]
fn a_link_with_a_blank_in_it_is_refused_in_the_form_that_works() {
    block("client", "See [the plan](my plan.md).").check(&[]).fails_with(
        1,
        r"
            error[shown-as-written]: this is no link of Markdown; readers would see its brackets
             --> content/a.md:7:5
              |
            7 | See [the plan](my plan.md).
              |     ^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write `[the plan](<my plan.md>)`
              = help: if it is not meant as a link, escape the bracket: `\[`

            1 error; nothing was written
            ",
    );
}

#[test]
fn links_and_pictures_that_are_none_are_shown_in_the_form_that_works() {
    for (text, mended) in [
        ("![shot](images/my shot.png)", "![shot](<images/my shot.png>)"),
        ("![shot](images\\my shot.png)", "![shot](<images/my shot.png>)"),
        ("[x](my plan.md \"The plan\")", "[x](<my plan.md> \"The plan\")"),
        ("[x](plan.md “The plan”)", "[x](plan.md \"The plan\")"),
        ("[x](plan (old.md)", "[x](<plan (old.md>)"),
        ("[x](mailto:a@b.example?subject=Hi there)", "[x](mailto:a@b.example?subject=Hi%20there)"),
        ("[x](https://a.example/my plan)", "[x](https://a.example/my%20plan)"),
        ("[x](#My goals)", "[x](#my-goals)"),
        ("**[x](my plan.md)**", "[x](<my plan.md>)"),
        ("- [x](my plan.md)", "[x](<my plan.md>)"),
        ("| a |\n|---|\n| [x](my plan.md) |", "[x](<my plan.md>)"),
        ("[`x`](my plan.md)", "[`x`](<my plan.md>)"),
        ("[[My plan]]", "[My plan](<My plan.md>)"),
        ("[[my-plan|the plan]]", "[the plan](my-plan.md)"),
        ("[[my-plan#Our goals]]", "[my-plan#Our goals](my-plan.md#our-goals)"),
        ("[[#Our goals]]", "[Our goals](#our-goals)"),
        ("![[shot.png]]", "![shot.png](shot.png)"),
        ("![[my shot.png|the desk]]", "![the desk](<my shot.png>)"),
        ("![[My plan]]", "[My plan](<My plan.md>)"),
    ] {
        refused_with(text, mended);
    }
    assert_eq!(mistakes(&block("client", "[x](plan.md")).len(), 1);
}

#[test]
fn a_link_that_a_blank_has_parted_is_refused_in_the_form_that_works() {
    for (text, mended) in [
        ("<https://a.example/my plan.html>", "<https://a.example/my%20plan.html>"),
        ("<https://a.example the plan>", "[the plan](https://a.example)"),
        ("See <https://a.example/x\ny> there.", "<https://a.example/x%20y>"),
        ("< https://a.example >", "<https://a.example>"),
        ("<www.a.example>", "<https://www.a.example>"),
        ("**<HTTP://a.example/a b/c>**", "<HTTP://a.example/a%20b/c>"),
        ("<mailto:ana@a.example Ana>", "[Ana](mailto:ana@a.example)"),
        ("- <https://a.example/x and more", "<https://a.example/x>"),
        ("[x] (https://a.example)", "[x](https://a.example)"),
        ("[the plan] (plan.md)", "[the plan](plan.md)"),
        ("[x]\t(plan.md#goals)", "[x](plan.md#goals)"),
        ("[x]\u{a0}(./plan.md)", "[x](./plan.md)"),
        ("[x]\n(https://a.example)", "[x](https://a.example)"),
        ("[x] (https://a.example \"The plan\")", "[x](https://a.example \"The plan\")"),
        ("[x] (#goals)", "[x](#goals)"),
        ("[x] (mailto:ana@a.example)", "[x](mailto:ana@a.example)"),
        ("[x] (a.example/plan)", "[x](a.example/plan)"),
        ("![shot] (images/shot.png)", "![shot](images/shot.png)"),
        ("[x]（https://a.example）", "[x](https://a.example)"),
        ("[**x**] (plan.md)", "[**x**](plan.md)"),
        ("- [x] see [y] (plan.md)", "[y](plan.md)"),
        ("(the plan)[https://a.example]", "[the plan](https://a.example)"),
        ("(the plan)[plan.md]", "[the plan](plan.md)"),
    ] {
        refused_with(text, mended);
    }
}

#[test]
fn what_other_tools_make_of_markdown_is_refused_where_others_read_it() {
    for (text, hint) in [
        ("## Head {#custom}", "remove `{#custom}`: a heading has the address of its words"),
        (
            "## Head {#custom .wide}",
            "remove `{#custom .wide}`: a heading has the address of its words",
        ),
        ("Text {.internal}", "remove `{.internal}`"),
        ("[Text]{.internal}", "remove `{.internal}`"),
        ("Text\n{: .internal}", "remove `{: .internal}`"),
        ("[x](https://a.example){target=_blank}", "remove `{target=_blank}`"),
        ("[TOC]", "remove it"),
        ("[[TOC]]", "remove it"),
        ("[[_TOC_]]", "remove it"),
        ("{:toc}", "remove it"),
        ("> [!INFO]\n> Text.", "write `> [!NOTE]`, alone on its line"),
        ("> [!danger] Hot\n> Text.", "write `> [!CAUTION]`, alone on its line"),
        ("> [!tip]- Folded\n> Text.", "write `> [!TIP]`, alone on its line"),
        ("> [!NOTE] With a title\n> Text.", "write `> [!NOTE]`, alone on its line"),
        ("This is ==marked== so.", "write `<mark>marked</mark>` or `**marked**`"),
        ("Done :tada:", "write the sign itself, such as 🎉"),
        (":+1: for this", "write the sign itself, such as 🎉"),
        (
            "A note^[it is here] there.",
            "write `[^1]` here, and `[^1]: …` on a line of its own below",
        ),
        (
            "!!! note \"Title\"",
            "write `> [!NOTE]`, and the text as a quote: each line begins with `> `",
        ),
        ("##Head", "write `## Head`"),
    ] {
        for audience in ["client", "sales"] {
            let project = block(audience, text);
            let found = mistakes(&project);
            assert!(!found.is_empty(), "{text}");
            assert!(found.iter().all(|(code, _)| code == "shown-as-written"), "{text}: {found:?}");
            let hints = hints(&project);
            assert!(hints.contains(&hint.to_owned()), "{text}: {hints:?}");
        }
        Project::new().entry("a", "title: A\nstage: planned", text).check(&[]).succeeds();
    }
}

#[test]
fn plain_words_and_code_are_shown_as_they_are() {
    for text in [
        "An array `a[0](my plan)` and `[[My plan]]`.",
        "```\n[x](my plan.md)\n[TOC]\n> [!INFO]\n```",
        "\\[x](my plan.md) and \\[[My plan]]",
        "[ ] open (optional) and [1] (see below)",
        "- [ ] one (or two)\n- [x] three",
        "- [x] (https://a.example)\n- [ ] (plan.md)",
        "[1] (page 3), [x] (see below) and [y] (Ana, Tom)",
        "`[x] (plan.md)`, `<https://a b>` and \\[x] (plan.md), \\<https://a b>",
        "a < b, <namespace>, <- here, x <https and 5 <6",
        "f(x)[1] and (a)[b]",
        "<https://a.example/x> (https://a.example)",
        "> [!NOTE]\n> Text.",
        "> [!warning]\n> Text.",
        "> A quote.",
        "a == b and c == d",
        "It is 10:30:15 now, see urn:isbn:123: there.",
        "Ratio 1 :2: 3, note: this, and `:tada:`.",
        "Use {name} or {a, b}, {1.5} and ${HOME}.",
        "Call `{{.Name}}` with {{ value }}.",
        "Head\n=======\n\nText.",
        "#1 in the market, # of seats, a##b",
        "[a [b] c](https://a.example) and [[1]](https://a.example)",
        "[x](<https://a.example/a b>)",
        "The toc of this page.",
        "What!!! Yes, ??? no.",
    ] {
        let found = mistakes(&block("client", text));
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn what_is_none_within_the_words_of_a_link_is_refused_too() {
    for text in [
        "[![img](a b.png)](https://a.example)",
        "[**[[x]]**](https://a.example)",
        "[see [x](my plan.md) here](https://a.example)",
        "### Head {#custom .cls key=val}",
        "A word{.cls key=val} here.",
    ] {
        let found = mistakes(&block("client", text));
        assert_eq!(found, [("shown-as-written".to_owned(), 7)], "{text}");
    }
    for text in [
        "[a plan](https://a.example/x_[y]_z)",
        "<https://a.example/[[x]]>",
        "Call std::vector::size or io::Read::read: both work.",
    ] {
        assert_eq!(mistakes(&block("client", text)), [], "{text}");
    }
    assert_eq!(mistakes(&block("client", "Well done :+1::tada:")).len(), 2);
}
