//! Markdown made to take a parser minutes: whatever it is, the program ends.

use super::{FRONT, assert_ended};
use crate::support::Project;

/// Bytes of text in each; where time grows with its square, the deadline passes long before.
const SIZE: usize = 100_000;

/// Checks one text for clients and for engineers, whose errors differ.
#[track_caller]
fn ends(text: &str) {
    for body in [format!("::: client\n{text}\n:::"), text.to_owned()] {
        assert_ended(&Project::new().entry("a", FRONT, &body).check(&[]));
    }
}

fn filled(part: &str) -> String {
    part.repeat(SIZE / part.len())
}

#[test]
fn brackets_and_links_without_end() {
    for part in ["[", "[a](", "![", "]", "[a](b.md ", "[^a] ", "[^a]: ", "[a]: b\n", "[a]: <b\n"] {
        ends(&filled(part));
    }
    ends(&format!("[a]: http://x.example/\n{}", filled("[a] ")));
    ends(&format!("[a]: <{}>\n\n{}", "b".repeat(SIZE / 2), "[a]".repeat(SIZE / 6)));
    let many = |line: fn(usize) -> String| (0..SIZE / 40).map(line).collect::<String>();
    ends(&many(|at| format!("[a{at}]: http://x.example/{at}\n[a{at}]\n\n")));
    ends(&many(|at| format!("[link](x{at}.md)\n")));
}

#[test]
fn emphasis_and_code_without_end() {
    for part in ["*a ", "**a ", "*a **a ", "*a_ ", "_a ", "~~a ", "~", "*<b>*"] {
        ends(&filled(part));
    }
    let runs: String = (1..560).map(|length| format!("{} ", "`".repeat(length))).collect();
    ends(&runs);
}

#[test]
fn quotes_and_lists_without_end() {
    for part in [">", "- ", "1. ", "> - 1. ", "- [x] a\n", "> [!NOTE]\n", "> a\n\n"] {
        ends(&filled(part));
    }
    ends(&(0..400).map(|depth| format!("{}a\n", "> ".repeat(depth))).collect::<String>());
    ends(&(0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>());
}

#[test]
fn tables_of_many_rows_columns_or_heads() {
    // As large as a file may be: looking back through a table is slow only in a long one.
    ends(&format!("|a|b|\n|-|-|\n{}", filled("|c|d|\n").repeat(5)));
    ends(&format!("{}|\n{}|\n{}", "|a".repeat(10_000), "|-".repeat(10_000), "|\n".repeat(300)));
    ends(&filled("|a|\n|-|\n\n"));
    ends(&format!("|a|\n|-|\n|{}|\n", filled("b ")));
}

#[test]
fn footnotes_of_footnotes() {
    let web: String =
        (0..4_000).map(|at| format!("[^{at}]: [^{}] [^{}]\n\n", at + 1, at + 2)).collect();
    ends(&format!("{web}[^0]"));
    ends(&format!("[^a]: x\n\n{}", filled("[^a] ")));
}

#[test]
fn html_without_end() {
    for part in [
        "<",
        "<a ",
        "<a b=\"",
        "<!--",
        "<?",
        "<!A",
        "<![CDATA[",
        "<div>\n",
        "</b>",
        "<script>",
        "<svg>",
        "<select>",
        "<table><tr><td>",
        "&",
        "&a",
        "&#xFDD0;",
        "<http://a.example/",
        "<http://a.example/>",
        "<a@b.example>",
    ] {
        ends(&filled(part));
        ends(&format!("a {}", filled(part)));
    }
    ends(&format!("a <b {}>", filled("a=b ")));
    ends(&format!("a {}", filled("<b></b>")));
}

#[test]
fn lines_headings_and_markers_without_end() {
    for part in [
        "# a\n",
        "a\n=\n",
        "a\n-\n",
        "---\n",
        "```\n",
        "~~~ a\n",
        ":::\n",
        "::: clientx\n",
        "a ::: b\n",
        "：：： client\n",
        "\u{fdfa}",
        "\u{301}",
        "\\",
        "\t",
        "\n",
        "\r\n",
        " ",
    ] {
        ends(&filled(part));
    }
}
