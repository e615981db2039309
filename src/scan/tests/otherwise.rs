//! Text that can be read in two ways: broken lines, footnotes, tags that part words, words run
//! together.

use super::super::{ScanList, ShownTexts};
use super::{found, names, scan, scan_page, sought};

const SECRET: &str =
    "We will replace the old broker with one of our own before the next summer begins";

fn list() -> ScanList {
    let mut builder = ScanList::builder();
    builder.text(0, &sought(SECRET, &[]));
    builder.build()
}

/// How many words of the secret are found in a row.
#[track_caller]
fn words(page: impl AsRef<[u8]>) -> usize {
    scan_page(&list(), page).iter().map(|hit| hit.words).max().unwrap_or(0)
}

#[test]
fn a_drawing_with_a_line_for_each_word_is_read_word_by_word() {
    let placed = |attribute: &str| {
        let lines = SECRET.split(' ').map(|word| format!("<tspan {attribute}>{word}</tspan>"));
        format!("<svg><text>{}</text></svg>", lines.collect::<String>())
    };
    for attribute in ["x=\"0\" y=\"1\"", "x='4'", "dy=\"1.2em\"", "class=\"a\" dx=\"3\"", "y=\"2\""]
    {
        assert_eq!(words(placed(attribute)), 16, "{attribute}");
    }
    // A letter by itself in a tspan is no word by itself.
    let letters = SECRET.replace('o', "<tspan x=\"3\">o</tspan>");
    assert_eq!(words(letters), 16);
    found("Vexatron", "<text><tspan x=\"0\">Vexa</tspan><tspan x=\"9\">tron</tspan></text>");
}

#[test]
fn tags_with_nothing_between_them_part_words_or_do_not() {
    for tag in ["<sub></sub>", "<wbr>", "<i></i>", "<b class=\"x\"></b>", "\u{200b}", "&#8203;"] {
        assert_eq!(words(SECRET.replace(' ', tag)), 16, "{tag}");
        assert_eq!(words(SECRET.replace("ro", &format!("r{tag}o"))), 16, "{tag}");
    }
}

#[test]
fn a_sentence_in_the_path_of_an_address_is_read() {
    for sign in ["-", "_", ".", "+", "%20", "/"] {
        let path = SECRET.to_lowercase().replace(' ', sign);
        for page in [
            format!("<a href=\"https://a.example/{path}\">a</a>"),
            format!("<p>https://a.example/blog/{path}?a=b</p>"),
            format!("see http://a.example/{path}/ for more"),
        ] {
            assert!(words(&page) >= 15, "{page}: {}", words(&page));
        }
        assert!(words(format!("<a href=\"/{path}\">a</a>")) >= 15);
    }
    let wiki: String =
        SECRET.split(' ').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    assert_eq!(words(format!("https://wiki.a.example/{wiki}")), 16);
    assert_eq!(words(format!("the page {wiki} says")), 16);
    let hits = scan(&list(), &format!("pages/{wiki}.html"), b"");
    assert!(hits.iter().any(|hit| hit.in_path && hit.words == 16));
}

#[test]
fn many_links_to_pages_of_one_site_are_no_copies() {
    let mut builder = ScanList::builder();
    let address = |page: &str| {
        format!(
            "See https://code.a.example/team/project/tree/main/docs/plans/of/this/year/{page} now"
        )
    };
    builder.text(0, &sought(&address("one"), &[]));
    assert_eq!(scan_page(&builder.build(), address("two")), []);
}

#[test]
fn a_word_broken_at_the_end_of_a_line_is_one_word() {
    let broken = |sign: &str| SECRET.replace("broker", &format!("bro{sign}ker"));
    for sign in ["-\n", "-\r\n  ", "\u{2010}\n", "\u{ad}\n", "&shy;\n", "- ", "-<br>\n", "¬\n"] {
        assert_eq!(words(broken(sign)), 16, "{sign:?}");
        assert_eq!(words(format!("{{\"a\":{}}}", serde_json::json!(broken(sign)))), 16, "{sign:?}");
        found("Vexatron", format!("the Vexa{sign}tron plan"));
        let mut builder = ScanList::builder();
        builder.text(0, &sought(&broken(sign), &[]));
        let hits = scan_page(&builder.build(), SECRET);
        assert!(hits.iter().any(|hit| hit.words == 16), "{sign:?} {hits:?}");
    }
    // A hyphen that belongs there may also stand at the end of a line.
    let long = "a long-term plan of ours for every customer that we have";
    let mut builder = ScanList::builder();
    builder.text(0, &sought(long, &[]));
    let hits = scan_page(&builder.build(), long.replace("long-term", "long-\nterm"));
    assert_eq!(hits[0].words, 12);
}

#[test]
fn marks_of_footnotes_inside_a_copy_do_not_matter() {
    for mark in [
        "<sup><a href=\"#fn1\">1</a></sup>",
        "<sup class=\"footnote-reference\"><a href=\"#1\">12</a></sup>",
        "<sup>*</sup>",
        "<sup>a</sup>",
        "[1]",
        " [12]",
        "[^1]",
        "¹",
        "²³",
        "†",
    ] {
        let marked = SECRET.replacen("broker", &format!("broker{mark}"), 1);
        assert_eq!(words(&marked), 16, "{mark}");
        assert_eq!(words(marked.replacen("summer", &format!("summer{mark}"), 1)), 16, "{mark}");
        let mut builder = ScanList::builder();
        builder.text(0, &sought(&marked, &[]));
        assert_eq!(scan_page(&builder.build(), SECRET)[0].words, 16, "{mark}");
    }
    assert_eq!(scan_page(&names(&["R2"]), "R<sup>2</sup>").len(), 1, "and yet they are read");
}

#[test]
fn words_split_over_two_texts_of_a_page_are_found() {
    let split = |texts: &[&str]| -> Vec<usize> {
        let found = list().scan_joins(&ShownTexts::of(texts));
        found.iter().map(|(hit, _)| hit.words).collect()
    };
    let (start, end) = SECRET.split_at(SECRET.find("with").expect("it is there"));
    assert_eq!(split(&["A title", start, end]), [16]);
    assert_eq!(split(&["A title", &format!("Well, {start}"), &format!("{end}. More.")]), [16]);
    let (first, rest) = SECRET.split_at(7);
    let (second, third) = rest.split_at(17);
    assert!(split(&[first, second, third]).contains(&16));
    assert_eq!(split(&[start, "in between", end]), [0; 0]);
    // What stands in one text is found there.
    assert_eq!(split(&["A title", SECRET, "More"]), [0; 0]);
}
