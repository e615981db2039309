//! Fences, checked on a second path: the answers of one parse of the whole body must be those of
//! a parse for each candidate, of the text since the last marker alone.

use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::super::{Outsider, blocks, shields};

const LINES: [&str; 33] = [
    "::: client",
    ":::",
    ":::",
    "::: sales",
    "```",
    "```",
    "~~~",
    "````",
    "``` x",
    "```x`y",
    "   ```",
    "    ```",
    "\t```",
    "  ```",
    "  ~~~",
    "- ```",
    "> ```",
    "* ~~~",
    "- a",
    "> a",
    "1. x",
    "   b",
    "    c",
    "",
    "text",
    "[^1]: n",
    "<div>",
    "</div>",
    "| a |",
    "|---|",
    "[a]: b",
    "\"t",
    "===",
];

/// Whether a line behind this text would stand in fenced code.
fn leaves_a_fence_open(text: &str) -> bool {
    let probe = format!("{text}PROBE\n");
    Parser::new_ext(&probe, shields::MARKDOWN).into_offset_iter().any(|(event, range)| {
        matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))))
            && range.start < text.len()
            && range.end > text.len()
    })
}

proptest! {
    #[test]
    fn each_block_is_a_document_of_its_own(lines in prop::collection::vec(select(&LINES), 0..25)) {
        let body = lines.join("\n") + "\n";
        let candidates = blocks::find_candidates(&body, &Outsider::named);
        let shielded = shields::find(&body, &candidates).expect("no line opens a comment");
        let mut last_marker = 0;
        for (candidate, shielded) in candidates.iter().zip(shielded) {
            let alone = leaves_a_fence_open(&body[last_marker..candidate.start]);
            prop_assert_eq!(shielded, alone, "{} at {}", body, candidate.start);
            if !shielded {
                last_marker = candidate.end + 1;
            }
        }
    }
}
