//! What Jira shows, Markdown shows: each mark alone, and words that nothing may swallow.

use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::sample::select;

use super::markdown;
use crate::draft::import::body::fitted;

/// What a reader sees of Markdown: its text, without marks.
fn seen(markdown: &str) -> String {
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_GFM;
    let mut seen = String::new();
    for event in pulldown_cmark::Parser::new_ext(markdown, options) {
        match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                seen.push_str(&text);
            }
            pulldown_cmark::Event::SoftBreak | pulldown_cmark::Event::HardBreak => seen.push(' '),
            pulldown_cmark::Event::End(_) => seen.push(' '),
            _ => {}
        }
    }
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn converts(cases: &[(&str, &str)]) {
    for (jira, expected) in cases {
        assert_eq!(markdown(jira).trim_end(), *expected, "{jira}");
        assert_eq!(fitted(&markdown(jira)).trim_end(), *expected, "{jira}");
    }
}

#[test]
fn headings_quotes_and_rules_are_blocks_of_their_own() {
    converts(&[
        ("h1. One", "# One"),
        ("text\nh2. Two\nmore", "text\n\n## Two\n\nmore"),
        ("h6. C #", "###### C \\#"),
        ("h7. no", "h7. no"),
        ("bq. said *so*", "> said **so**"),
        ("a\n----\nb", "a\n\n---\n\nb"),
        ("one\ntwo\n\nthree", "one\\\ntwo\n\nthree"),
        ("one\\\\two", "one\\\ntwo"),
        ("one\\\\# two", "one\\\n\\# two"),
    ]);
}

#[test]
fn lists_keep_their_depth_and_their_numbers() {
    converts(&[
        ("* a\n* b", "- a\n- b"),
        ("- a\n- b", "- a\n- b"),
        ("# a\n# b\n## c\n## d\n# e", "1. a\n2. b\n   1. c\n   2. d\n3. e"),
        ("* a\n** b\n*** c\n* d", "- a\n  - b\n    - c\n- d"),
        ("# a\n#* b\n#* c\n# d", "1. a\n   - b\n   - c\n2. d"),
        ("* a\n*# b\n* c", "- a\n  1. b\n- c"),
        ("** deep", "- - deep"),
        ("* a\nmore of a\n* b", "- a\\\n  more of a\n- b"),
        ("text\n* a\n\n* b", "text\n\n- a\n\n* b"),
        ("* a\n# b", "- a\n\n1. b"),
        ("* *bold* item\n* # 3", "- **bold** item\n- \\# 3"),
        ("*bold* and no item", "**bold** and no item"),
        ("-5 to -3", "-5 to -3"),
    ]);
    assert_eq!(markdown(&"# x\n".repeat(11)).lines().last(), Some("11. x"));
}

#[test]
fn emphasis_is_what_touches_its_words() {
    converts(&[
        ("*bold* _slanted_ -gone-", "**bold** _slanted_ ~~gone~~"),
        (
            "+new+ ^up^ ~down~ ??who??",
            "<ins>new</ins> <sup>up</sup> <sub>down</sub> <cite>who</cite>",
        ),
        ("{*}bold{*} mc{^}2{^} {_}a{_}b", "**bold** mc<sup>2</sup> <em>a</em>b"),
        ("*_both_*, (*so*)", "**_both_**, (**so**)"),
        ("-[-a-|b]-", "<del>~~a~~ (b)</del>"),
        ("2 * 3 * 4 and a*b*c", "2 \\* 3 \\* 4 and a\\*b\\*c"),
        ("snake_case_name, C++ and C++", "snake_case_name, C++ and C++"),
        ("2026-03-28 spring-cloud-starter", "2026-03-28 spring-cloud-starter"),
        ("a -- b --- c", "a – b — c"),
        ("\\*not bold\\* \\_nor\\_ \\{code}", "\\*not bold\\* \\_nor\\_ {code}"),
        ("C:\\new and **two**", "C:\\\\new and \\*\\*two\\*\\*"),
        ("{color:red}red *and* bold{color} {anchor:here}x", "red **and** bold x"),
        ("{{a_b*c*}} and {{{x}}} {{`}}", "`a_b*c*` and `{x}` `` ` ``"),
        ("done (/) not (x) f(x) :)", "done ✅ not ❌ f(x) 🙂"),
    ]);
}

#[test]
fn what_means_something_in_markdown_and_nothing_in_jira_is_shown_as_it_was_written() {
    converts(&[
        ("> a", "\\> a"),
        ("1. a\n2) b", "1\\. a\\\n2\\) b"),
        ("+ a", "\\+ a"),
        ("===", "\\==="),
        ("<b> & [x] `y` ~~z~~", "\\<b> & \\[x\\] \\`y\\` \\~\\~z\\~\\~"),
        ("[ ] todo", "\\[ \\] todo"),
        ("look![here|https://x.example]", "look\\![here](https://x.example)"),
        ("a | b", "a \\| b"),
        ("    indented", "indented"),
    ]);
}

#[test]
fn links_people_and_pictures_stay_what_they_are() {
    converts(&[
        ("[https://x.example]", "<https://x.example>"),
        ("[docs|https://x.example/a_b?c=*d*]", "[docs](https://x.example/a_b?c=*d*)"),
        ("[a *b*|https://x.example/(y)]", "[a **b**](<https://x.example/(y)>)"),
        ("[https://x.example|https://x.example|smart-link]", "<https://x.example>"),
        ("[[A] plan|https://x.example|smart-link]", "[\\[A\\] plan](https://x.example)"),
        ("[t|https://x.example|tip]", "[t](https://x.example \"tip\")"),
        ("[t|^plan.pdf|tip]", "t (`plan.pdf`) (tip)"),
        ("[|^plan.pdf|tip]", "`plan.pdf` (tip)"),
        ("[t|#part|tip]", "t (tip)"),
        ("see https://x.example/a_b_c, now", "see <https://x.example/a_b_c>, now"),
        ("[mail|mailto:a@b.example]", "[mail](mailto:a@b.example)"),
        ("[~kim] and [~accountid:5b10]", "@kim and @accountid:5b10"),
        ("[text|#part] [#part]", "text part"),
        ("[^log.txt] [the log|^log.txt]", "`log.txt` the log (`log.txt`)"),
        ("[x|javascript:alert(1)]", "x (javascript:alert(1))"),
        ("[KEY-1] [a|KEY-1]", "\\[KEY-1\\] a (KEY-1)"),
        (
            "!shot 1.png|thumbnail! !https://x.example/a.png!",
            "`shot 1.png` <https://x.example/a.png>",
        ),
        ("!a.png|width=3,alt=\"A plan\"!", "`a.png` (A plan)"),
        ("Wow! Great!", "Wow! Great!"),
    ]);
}

#[test]
fn code_and_boxes_stand_apart() {
    converts(&[("{{a`}}{{{b}}}", "`` a` `` `{b}`")]);
    converts(&[
        ("{code:java}\nint a_b = 1; // *x*\n{code}", "```java\nint a_b = 1; // *x*\n```"),
        ("{code:title=A.java|borderStyle=solid}\nx\n{code}", "**A.java**\n\n```text\nx\n```"),
        ("a {code}x{code} b", "a\n\n```text\nx\n```\n\nb"),
        ("{noformat}\n```\n{quote}\n{noformat}", "````text\n```\n{quote}\n````"),
        ("{quote}\na\n\n* b\n{quote}\nc", "> a\n>\n> - b\n\nc"),
        ("{panel:title=Why|bgColor=#fff}\nh2. A\n{panel}", "> **Why**\n>\n> ## A"),
        ("{expand:More}\na\n{expand}", "> **More**\n>\n> a"),
        ("{quote}{code}{quote}{code}{quote}", "> ```text\n> {quote}\n> ```"),
        ("{code} never closed", "{code} never closed"),
        ("use {{code}} here", "use `code` here"),
    ]);
}

#[test]
fn tables_have_one_row_of_headings_and_all_their_cells() {
    converts(&[
        ("||a||b||\n|1|2|", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("|1|2|", "|  |  |\n| --- | --- |\n| 1 | 2 |"),
        ("||a||\n|1|2|", "| a |  |\n| --- | --- |\n| 1 | 2 |"),
        ("||x|1|", "|  |  |\n| --- | --- |\n| <strong>x</strong> | 1 |"),
        (
            "|[t|https://x.example]|{{a|b}}|",
            "|  |  |\n| --- | --- |\n| [t](https://x.example) | `a\\|b` |",
        ),
        ("|a\\|b|c|", "|  |  |\n| --- | --- |\n| a\\|b | c |"),
        ("|one\ntwo|* a\n* b|", "|  |  |\n| --- | --- |\n| one<br>two | • a<br>• b |"),
        ("|{code}x | y{code}|", "|  |\n| --- |\n| `x \\| y` |"),
        ("text\n|a|\nmore", "text\n\n|  |\n| --- |\n| a |\n\nmore"),
        ("| alone", "\\| alone"),
    ]);
}

#[test]
fn a_long_text_full_of_marks_is_converted_in_time() {
    for piece in
        ["*a ", "[", "{", "{{", "!", "{quote}", "_*", "|", "{code}", "\\", "h", "-a ", "{*}"]
    {
        let text = piece.repeat(100_000 / piece.len());
        let begun = std::time::Instant::now();
        let converted = markdown(&text);
        assert!(converted.ends_with('\n'), "{piece}");
        assert!(begun.elapsed().as_secs() < 20, "{piece}: {:?}", begun.elapsed());
    }
}

/// Pieces of markup, in which `W` is a word that must be seen afterwards.
const PIECES: [&str; 44] = [
    "h2. W",
    "# W",
    "## W",
    "#* W",
    "* W",
    "** W",
    "- W",
    "*W*",
    "_W_",
    "-W-",
    "+W+",
    "^W^",
    "~W~",
    "??W??",
    "{{W}}",
    "{*}W{*}",
    "{_}W{_}",
    "[W|https://x.example/a]",
    "[W|#part]",
    "[~W]",
    "[^W.txt]",
    "[W]",
    "!W.png|thumbnail!",
    "{code:java}\nW\n{code}",
    "{noformat}W{noformat}",
    "||W||W||",
    "|W|W|",
    "bq. W",
    "{quote}\nW\n{quote}",
    "{panel:title=W}\nW\n{panel}",
    "{color:red}W{color}",
    "{expand:W}W{expand}",
    "----",
    "\\\\",
    "W\\*W",
    "(/)",
    "W",
    "https://x.example/W",
    "\n\n",
    "\n",
    " ",
    "{code",
    "{quote}",
    "1. W",
];

/// Pieces of markup, each with what follows it.
fn pieces() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let gaps = vec!["", " ", "\n", "\n\n"];
    prop::collection::vec((select(PIECES.to_vec()), select(gaps)), 0..14)
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(select(MARKS.to_vec()), 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_word_is_lost_whatever_stands_around_it(pieces in pieces()) {
        let mut words = Vec::new();
        let mut text = String::new();
        for (piece, gap) in pieces {
            for part in piece.split_inclusive('W') {
                match part.strip_suffix('W') {
                    Some(before) => {
                        let word = format!("word{}x", words.len());
                        text.push_str(before);
                        text.push_str(&word);
                        words.push(word);
                    }
                    None => text.push_str(part),
                }
            }
            text.push_str(gap);
        }
        let markdown = markdown(&text);
        for markdown in [fitted(&markdown), markdown] {
            let seen = seen(&markdown);
            for word in &words {
                // Where a link leads is not read, but kept.
                let is_kept = seen.contains(word) || markdown.contains(&format!("example/{word}"));
                assert!(is_kept, "{word} of {text:?}:\n{markdown}\n{seen}");
            }
        }
    }

    #[test]
    fn no_text_makes_it_fail(text in any::<String>()) {
        let fitted = fitted(&markdown(&text));
        assert!(fitted.ends_with('\n'));
    }

    #[test]
    fn no_soup_of_marks_loses_a_letter(text in soup()) {
        let letters = |text: &str| text.chars().filter(|c| "zäß".contains(*c)).collect::<String>();
        let markdown = markdown(&text);
        assert_eq!(letters(&seen(&markdown)), letters(&text), "{text:?}\n{markdown}");
    }
}

/// Marks, and letters that no mark of Jira holds.
const MARKS: [&str; 30] = [
    "z", "ä", "ß", "z", " ", "\n", "\n\n", "*", "_", "-", "+", "^", "~", "?", "??", "{", "}", "{{",
    "}}", "[", "]", "|", "||", "!", "\\", "\n# ", ">", "`", "<", "{quote}",
];
