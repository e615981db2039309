//! HTML that browsers do not show: its attribute or tag is left out, and its text would be shown.

use super::{assert_refused, block};
use crate::support::Project;

#[test]
fn an_attribute_that_may_hide_is_refused_with_what_to_do() {
    block("client", "<p hidden>The margin is 40 %.</p>").check(&[]).fails_with(
        1,
        "
            error[bad-html]: `hidden` may hide text, but is left out: clients would read it
             --> content/a.md:7:1
              |
            7 | <p hidden>The margin is 40 %.</p>
              | ^^^^^^^^^^
              |
              = help: move the words that they are not to read out of the block
              = help: if they may read them, remove `hidden`

            1 error; nothing was written
            ",
    );
}

#[test]
fn hidden_html_is_refused_in_text_for_sales_and_clients() {
    for html in [
        "<p hidden>margin</p>",
        "<P HIDDEN=\"until-found\">margin</P>",
        "<p style=\"display:none\">margin</p>",
        "One <span style='visibility: hidden'>margin</span> two.",
        "<div style=\"position:absolute;left:-9999px\">margin</div>",
        "<span aria-hidden=true>margin</span>",
        "<details hidden><summary>a</summary>margin</details>",
        "<div class=\"internal-only\">\n\nmargin\n\n</div>",
        "<b inert>margin</b>",
        "<div popover>margin</div>",
        "<table><tr><td height=0>margin</td></tr></table>",
        "<span\nhidden>margin</span>",
        "- item <span hidden>margin</span>",
        "| a |\n|---|\n| <i hidden>margin</i> |",
        "<p align=center hidden>margin</p>",
        "<x-note style=\"display:none\">margin</x-note>",
        "<Internal hidden>margin</Internal>",
    ] {
        for audience in ["client", "sales"] {
            let found = super::mistakes(&block(audience, html));
            assert_eq!(found.len(), 1, "{html}: {found:?}");
            assert_eq!(found[0].0, "bad-html", "{html}");
        }
    }
}

#[test]
fn tags_whose_text_browsers_do_not_show_are_refused_in_text_for_sales() {
    for html in [
        "<dialog>margin</dialog>",
        "One <template>margin</template> two.",
        "One <noscript>margin</noscript> two.",
        "<datalist>margin</datalist>",
        "<video>margin</video>",
        "<progress>margin</progress>",
        "<font color=\"white\">margin</font>",
        "One <style>margin</style> two.",
    ] {
        assert_refused(&block("sales", html), "bad-html", 7);
        assert_refused(&block("client", html), "bad-html", 7);
    }
}

#[test]
fn engineering_reads_what_is_hidden_and_harmless_attributes_are_left_out() {
    let hidden = "<p hidden>One.</p>\n\n<dialog>Two.</dialog>";
    let project = Project::new().entry("a", super::FRONT, hidden);
    project.build(&[]).succeeds();
    assert!(project.page("engineering", "items/a.html").contains("One."));
    let html = "<p align=\"center\" id=\"x\" data-note=\"n\"><a name=\"y\"></a>One.</p>\n\n\
                <table border=1><tr><td width=\"50%\" valign=top>Two.</td></tr></table>\n\n\
                <details open><summary>Three.</summary>Four.</details>";
    let project = block("client", html);
    project.build(&[]).succeeds();
    let page = project.page("client", "items/a.html");
    for word in ["One.", "Two.", "Three.", "Four."] {
        assert!(page.contains(word), "{page}");
    }
}
