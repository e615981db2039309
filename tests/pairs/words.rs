//! Words: those that the audience reads, and those that it must not. They have none in common.

use proptest::prelude::*;
use proptest::sample::select;

/// Part of every hidden word, never of a shown one.
pub const CANARY: &str = "vexq";

/// A hidden word.
pub fn hidden_word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{2,5}".prop_map(|end| format!("{CANARY}{end}")),
        1 => "[a-zäß漢]{1,3}".prop_map(|end| format!("Vexq{end}ü")),
    ]
}

/// A line of shown text, at times an odd one. Not unique, perhaps empty.
pub fn shown_line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::collection::vec(plain_word(), 1..5).prop_map(|words| words.join(" ")),
        1 => "[a-zA-Zéß漢🦀\u{5d0}\u{301}\"'\\\\#:&{}%?~ -]{1,14}",
    ]
}

fn plain_word() -> impl Strategy<Value = &'static str> {
    select(vec![
        "stock",
        "orders",
        "Faster",
        "sync",
        "for",
        "every",
        "warehouse",
        "Zürich",
        "the",
        "price",
        "lists",
        "SAP",
        "reports",
        "that",
        "load",
        "日本",
        "invoices",
        "offline",
        "with",
        "search",
    ])
}

/// Shown Markdown. No two of them share a footnote or a link definition.
pub const SHOWN_TEXTS: [&str; 14] = [
    "Plain *text*, [web](https://example.com/a%20b) and `[code](x.md)`.",
    "- a list\n\n  - deeper\n- of items",
    "> [!NOTE]\n> a quote",
    "| a | b |\n|---|---|\n| c | d |",
    "```\n::: client\n:::\n```",
    "~~~~md\n~~~\n::: sales\n~~~~~",
    "`````\n````\n::: client\n`````",
    "A note[^n].\n\n[^n]: With *words* below.",
    "[see] there.\n\n[see]: https://example.com 'title'",
    "<b>raw</b> &amp; &#x41; \\<!-- text",
    "1. one\n2. two\n\n   inside",
    "- [x] done\n- [ ] open",
    "<details><summary>More</summary>\n\nText.\n\n</details>",
    "H<sub>2</sub>O ~~gone~~ \\:: client",
];

/// Hidden Markdown that may stand before, between and after blocks. `@` is a hidden word.
pub const HIDDEN_TEXTS: [&str; 15] = [
    "@ text [r0]\n\n[r0]: https://example.com/@\n[see]: https://@.example\n",
    "```\n::: client\n@\n:::\n```\n",
    "~~~\n```\n::: sales\n@\n~~~\n",
    "<!-- @ -->\n",
    "<div>@</div>\n",
    "- @\n\n      ```\n",
    "> @\n> > `@`\n",
    "[^n]: @ of @\n",
    "| @ |\n|---|\n| @ |\n",
    "@ `<!--` client\n",
    "@\n===\n",
    "## @ @\n",
    "## Part 0\n\n@\n\n## Part 1\n",
    "the orders of every warehouse for @\n",
    "![@](pictures)\n",
];

/// A text as YAML, in one of several styles. Styles up to 3 fit into a flow mapping.
pub fn quoted(text: &str, style: usize) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    let is_plain = text.trim() == text && text.chars().all(is_word) && text.contains(' ');
    match style {
        0 if is_plain => text.to_owned(),
        1 => format!("'{}'", text.replace('\'', "''")),
        3 => {
            let escape = |c: char| match c {
                '"' | '\\' => format!("\\{c}"),
                c if c.is_ascii() => c.to_string(),
                c => format!("\\U{:08X}", u32::from(c)),
            };
            format!("\"{}\"", text.chars().map(escape).collect::<String>())
        }
        4 if text.trim() == text => format!(">-\n  {text}"),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The line of front matter for a picture; one that is written as an address is the same one.
pub fn picture_key(path: &str, alt: &str, style: usize) -> String {
    let path = if style == 1 { percent_encoded(path) } else { path.to_owned() };
    format!("picture: {{ file: \"{path}\", alt: {} }}", quoted(alt, style.min(3)))
}

/// The way from the folder of a file to the project.
pub fn up_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A path as an address.
pub fn percent_encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./-".contains(&byte);
    let encode =
        |byte| if is_plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") };
    path.bytes().map(encode).collect()
}
