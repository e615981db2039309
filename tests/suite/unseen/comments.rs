//! Comments of other tools, which readers would see.

use super::{FRONT, assert_refused, block, mistakes};
use crate::support::Project;

#[test]
fn a_comment_of_another_tool_is_refused_with_what_to_do() {
    block("client", "Soon. %% margin 40 %% Good.").check(&[]).fails_with(
        1,
        "
            error[html-comment]: a comment of Obsidian would be shown to readers here
             --> content/a.md:7:7
              |
            7 | Soon. %% margin 40 %% Good.
              |       ^^^^^^^^^^^^^^^
              |
              = help: move it out of the block, or remove it
              = help: if they are to read the signs themselves, put them in backticks

            1 error; nothing was written
            ",
    );
}

#[test]
fn comments_of_all_tools_are_refused_in_text_for_sales_and_clients() {
    for comment in [
        "Soon. %%margin%%",
        "%%\nmargin\n\nand more\n%%",
        "- one\n- %% margin %%",
        "> %% margin %%",
        "| a |\n|---|\n| %% margin %% |",
        "{% comment %}margin{% endcomment %}",
        "{%- comment -%}\n\nmargin\n\n{%- endcomment -%}",
        "{# margin #}",
        "# Head {# margin #}",
        "{/* margin */}",
        "{/*\nmargin\n\nmore\n*/}",
        "{{/* margin */}}",
        "{{- /* margin */ -}}",
        "{{!-- margin --}}",
        "{{< comment >}}margin{{< /comment >}}",
        "{>> margin <<}",
        "One {-- margin --} two.",
        "{::comment}\nmargin\n{:/comment}",
        "<%-- margin --%>",
        "% margin",
        "**a %% margin** %%",
    ] {
        for audience in ["client", "sales"] {
            let found = mistakes(&block(audience, comment));
            let is_comment = |(code, _): &(String, u64)| code == "html-comment";
            assert!(found.iter().any(is_comment), "{comment}: {found:?}");
        }
    }
}

#[test]
fn signs_in_code_or_alone_are_no_comments() {
    for text in [
        "From 5 %% to 10 %.",
        "100%% sure.",
        "Write `%% note %%` or `{# note #}`.",
        "```\n%% graph\n{# x #}\n```",
        "    {% if a %}\n",
        "About 40\n% of all customers.",
        "\\%% a \\%%",
        "\\{# a #}",
        "[//]: # (margin)\n\nText.",
        "{name} and {{ value }}",
    ] {
        block("client", text).check(&[]).succeeds();
    }
    // Engineering reads everything.
    Project::new().entry("a", FRONT, "%% note %%").check(&[]).succeeds();
}

#[test]
fn a_comment_in_a_shown_value_is_refused() {
    for line in [
        "summary: Faster. <!-- margin -->",
        "client: { title: \"B {{! margin }}\" }",
        "client: { summary: \"B %%margin%%\" }",
        "client: { availability: \"B {/* margin */}\" }",
        "sales: { say: \"B {>> margin <<}\" }",
        "owner: \"ana %% away %%\"",
        "tags: [\"{>> margin <<}\"]",
        "requests: [{ account: \"Wintermute %% big %%\" }]",
        "decision: { outcome: accepted, reason: \"yes <!-- margin -->\" }",
    ] {
        let front = format!("{FRONT}\n{line}");
        assert_refused(&Project::new().entry("a", &front, ""), "html-comment", 5);
        let internal = front.replace("client\n", "engineering\n");
        assert_eq!(mistakes(&Project::new().entry("a", &internal, "")), []);
    }
    let theme = "title: T\nvisibility: client\nproblem: \"Slow. %% margin %%\"";
    assert_refused(&Project::new().theme("t", theme, ""), "html-comment", 4);
    let settings = "product: Acme\ntagline: \"Fast. {-- margin --}\"\n";
    assert_refused(&Project::new().settings(settings), "html-comment", 2);
    let backticks = format!("{FRONT}\nsummary: \"Now with `<!-- notes -->`.\"");
    Project::new().entry("a", &backticks, "").check(&[]).succeeds();
}

#[test]
fn a_comment_of_html_is_refused_in_text_for_sales_and_clients() {
    for text in ["One <!-- margin --> two.", "<!--\nmargin\n-->", "<!DOCTYPE html>", "<?margin?>"] {
        for audience in ["client", "sales"] {
            assert_refused(&block(audience, text), "html-comment", 7);
        }
        let hidden = Project::new().entry("a", FRONT, text);
        assert_eq!(mistakes(&hidden), [], "{text}");
    }
}
