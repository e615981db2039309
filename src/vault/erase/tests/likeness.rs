//! The check of rewritten blocks, shown to fail on each kind of damage.

use super::super::likeness;
use super::super::places::{ENTRIES, Moved, Standpoint};

fn is_accepted(old: &str, new: &str) -> bool {
    let moved = Moved::from([("content/a.md", "content/e-1.md".to_owned())]);
    let here = Standpoint { moved: &moved, from: "content", to: ENTRIES };
    likeness::require(old, new, &here).is_ok()
}

#[test]
fn a_rewritten_block_is_accepted() {
    for (old, new) in [
        ("", ""),
        ("text [a](a.md)", "text [a](e-1.md)"),
        ("text [a](a.md 'x')", "text [a](<e-1.md> \"x\")"),
        ("[a]\n\n[a]: a.md", "[a]\n\n[a]: e-1.md"),
        ("[a]: ./i.png", "[a]: i.png"),
        ("<a href='a.md'>x</a>", "<a href=\"e-1.md\">x</a>"),
        ("<div>\n<img src=./i.png>\n</div>", "<div>\n<img src=\"i.png\">\n</div>"),
        ("<a href=b.md?&x>", "<a href=b.md?&x>"),
        ("<me@example.com> [x](b.md)", "<me@example.com> [x](b.md)"),
    ] {
        assert!(is_accepted(old, new), "{old:?} {new:?}");
    }
}

#[test]
fn a_damaged_block_is_refused() {
    for (old, new) in [
        ("text", "texts"),
        ("text", "text\n\nmore"),
        ("text\n\nmore", "text"),
        ("# text", "## text"),
        ("[a](a.md)", "[a](a.md)"),
        ("[a](a.md)", "[a](e-2.md)"),
        ("[a](a.md)", "![a](e-1.md)"),
        ("[a](a.md 'x')", "[a](e-1.md 'y')"),
        ("[a](b.md)", "[a](c.md)"),
        ("[a](b.md) [a](b.md)", "[a](b.md)"),
        ("[a][b]\n\n[b]: a.md", "[a](e-1.md)\n\n[b]: e-1.md"),
        ("[a]: a.md", "[a]: a.md"),
        ("[a]: a.md", "[b]: e-1.md"),
        ("[a]: a.md", "[a]: e-1.md 'title'"),
        ("[a]: a.md", ""),
        ("<me@example.com>", "<you@example.com>"),
        ("<x:a>", "<x:b>"),
        ("<a href='a.md'>", "<a href='a.md'>"),
        ("<a href='a.md'>", "<a href='e-2.md'>"),
        ("<a href='a.md'>", "<a>"),
        ("<a href='a.md'>", "<a href='e-1.md' href='e-1.md'>"),
        ("<a href='a.md'>", "<b href='e-1.md'>"),
        ("<a href='a.md' title='x'>", "<a href='e-1.md' title='y'>"),
        ("<a href='a.md'>x</a>", "<a href='e-1.md'>x</b>"),
        ("<a href=b.md?&x>", "<a href=b.md?&y>"),
        ("<a href=b.md?&x>", "<a href=b.md>"),
        ("<div>\n<img src=i.png>\n</div>", "<div>\n<img src=j.png>\n</div>"),
        ("<div></div>", "<div></p>"),
    ] {
        assert!(!is_accepted(old, new), "{old:?} {new:?}");
    }
}
