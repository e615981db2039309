//! Properties: what is planted, in any form at any place, is found; what is not there is not.

use proptest::prelude::*;

use super::super::{Form, ScanList};
use super::encoders::{base64, base64_url, gzip, utf16_be, utf16_le};
use super::{scan, scan_page, sought};

/// A phrase, each word with a sound that the filler never has.
fn phrase() -> impl Strategy<Value = String> {
    let word = "[BKVZbkvz][aeiouäéø][kvzß][aeiou][a-z]{0,4}";
    proptest::collection::vec(word, 2..4).prop_map(|words| words.join(" "))
}

/// Words without b, k, v, z, the consonants of a planted phrase.
fn filler() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        6 => "[acd-fh-jl-uw-y]{1,9}",
        1 => "[A-JL-UW-Y][acd-fh-jl-uw-y]{2,6}",
        1 => Just("<p class=\"note\">".to_owned()),
        1 => Just("</p>\n".to_owned()),
        1 => Just("<a href=\"../items/one.html\" title='a > c'>".to_owned()),
        1 => Just("<!-- note -->".to_owned()),
        1 => Just("{\"html\":\"\\u003cp\\u003e\",\"n\":100}".to_owned()),
        1 => Just("100% & <3 &amp; &lt;em&gt; \\ /".to_owned()),
        1 => "[0-9]{1,5}",
        1 => "[äéøß猎あж]{1,3}",
    ];
    proptest::collection::vec(token, 0..40).prop_map(|tokens| tokens.join(" "))
}

/// Ways to write a phrase, one step each; steps follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Upper,
    Lower,
    Decomposed,
    Slug,
    Spaces,
    Invisible,
    Tags,
    Decimal,
    Hexadecimal,
    Percent,
    Json,
    Css,
    Mixed,
    Base64,
    Base64Url,
}

const STEPS: [Step; 15] = [
    Step::Upper,
    Step::Lower,
    Step::Slug,
    Step::Tags,
    Step::Invisible,
    Step::Spaces,
    Step::Decimal,
    Step::Hexadecimal,
    Step::Percent,
    Step::Json,
    Step::Css,
    Step::Mixed,
    Step::Decomposed,
    Step::Base64,
    Step::Base64Url,
];

impl Step {
    fn write(self, text: &str) -> String {
        let each = |write: &dyn Fn(char) -> String| text.chars().map(write).collect::<String>();
        match self {
            Step::Upper => text.to_uppercase(),
            Step::Lower => text.to_lowercase(),
            Step::Slug => slug::slugify(text),
            Step::Tags => text.chars().enumerate().map(|(at, c)| tagged(at, c)).collect(),
            Step::Invisible => each(&|c| format!("{c}\u{ad}\u{200d}")),
            Step::Spaces => text.replace(' ', "\u{a0}\n\t "),
            Step::Decimal => each(&|c| format!("&#{};", c as u32)),
            Step::Hexadecimal => each(&|c| format!("&#x{:X};", c as u32)),
            Step::Percent => text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
            Step::Json => each(&|c| format!("\\u{:04x}", c as u32)),
            Step::Css => each(&|c| format!("\\{:x} ", c as u32)),
            Step::Mixed => text.chars().enumerate().map(|(at, c)| escaped(at, c)).collect(),
            Step::Decomposed => {
                unicode_normalization::UnicodeNormalization::nfd(text.chars()).collect()
            }
            Step::Base64 => base64(format!("<p>{text}</p>").as_bytes()),
            Step::Base64Url => base64_url(format!(" {text} ").as_bytes()),
        }
    }
}

/// Every character in another notation than the one before it.
fn escaped(at: usize, c: char) -> String {
    match at % 5 {
        0 => format!("&#{}", c as u32),
        1 => c.to_string().bytes().map(|byte| format!("%{byte:02x}")).collect(),
        2 => format!("\\u{:04X}", c as u32),
        4 if !"&%\\".contains(c) => c.to_string(),
        _ => format!("&#x{:x};", c as u32),
    }
}

fn tagged(at: usize, c: char) -> String {
    if at % 3 == 1 && c != ' ' { format!("<b class=\"x\">{c}</b>") } else { c.to_string() }
}

/// Changes of the letters first, then encodings: an encoded text has no case to change.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(proptest::sample::select(&STEPS[..]), 0..4).prop_map(|mut steps| {
        steps.sort_by_key(|step| (*step).min(Step::Decimal));
        steps.dedup_by(|next, last| next == last && *next < Step::Decimal);
        steps
    })
}

/// Ten words of a withheld text, of the same sounds as a phrase.
const WORDS: [&str; 10] = [
    "kavezo", "bekiva", "zuvako", "vezika", "bokuva", "kezavi", "bazoku", "vikeza", "zokabe",
    "vuzaki",
];

fn list(phrase: &str) -> ScanList {
    let mut builder = ScanList::builder();
    builder.phrase(0, phrase);
    builder.phrase(1, "Kazuki Vozak");
    builder.text(2, &sought(&WORDS.join(" "), &[]));
    builder.build()
}

/// Any text, in UTF-16.
fn in_utf16(text: &'static str) -> impl Strategy<Value = (String, fn(&str) -> Vec<u8>)> {
    let encoders: [fn(&str) -> Vec<u8>; 2] = [utf16_le, utf16_be];
    (text, proptest::sample::select(encoders.to_vec()))
}

proptest! {
    #[test]
    fn a_planted_phrase_is_found(
        phrase in phrase(),
        steps in steps(),
        before in filler(),
        after in filler(),
        inside in 0..4usize,
    ) {
        let planted = steps.iter().fold(phrase.clone(), |text, step| step.write(&text));
        let planted = match inside {
            0 => format!(" {planted} "),
            1 => format!("<p>{planted}</p>"),
            2 => format!("\"{planted}\""),
            _ => format!("<i title=\"{}\">", planted.replace('"', "&quot;")),
        };
        let page = format!("{before} {planted} {after}");
        let hits = scan_page(&list(&phrase), &page);
        prop_assert!(hits.iter().any(|hit| hit.id == 0), "{steps:?} {page}");
        prop_assert!(hits.iter().all(|hit| hit.id == 0), "{steps:?} {page}");
        let hits = scan_page(&list(&phrase), gzip(page.as_bytes()));
        prop_assert!(hits.iter().any(|hit| hit.id == 0 && hit.form == Form::Compressed));
    }

    #[test]
    fn a_planted_phrase_is_found_in_utf16(
        phrase in phrase(),
        (text, encode) in in_utf16("[a-y ]{0,20}"),
    ) {
        let bytes = encode(&format!("\u{feff}{text} {phrase} {text}"));
        prop_assert!(scan_page(&list(&phrase), bytes).iter().any(|hit| hit.id == 0));
    }

    #[test]
    fn its_slug_is_found_in_a_path(phrase in phrase(), word in "[a-j]{3,6}") {
        let path = format!("items/{word}-{}.html", slug::slugify(&phrase));
        let hits = scan(&list(&phrase), &path, b"");
        prop_assert!(hits.iter().any(|hit| hit.id == 0 && hit.in_path));
    }

    #[test]
    fn a_page_without_it_is_clean(phrase in phrase(), page in filler()) {
        prop_assert_eq!(scan_page(&list(&phrase), &page), []);
    }

    #[test]
    fn a_longer_word_is_not_it(phrase in phrase(), page in filler(), letter in "[a-y]") {
        let longer = format!("{page} {phrase}{letter}{letter} {page}");
        prop_assert_eq!(scan_page(&list(&phrase), longer), []);
        let longer = format!("{page} {letter}{} {page}", phrase.to_lowercase());
        prop_assert_eq!(scan_page(&list(&phrase), longer), []);
    }

    #[test]
    fn a_planted_run_is_found(
        before in filler(),
        after in filler(),
        from in 0..3usize,
        steps in steps(),
    ) {
        let run = WORDS[from..from + 8].join(" ");
        let run = steps.iter().fold(run, |text, step| step.write(&text));
        let hits = scan_page(&list("another"), format!("{before} \"{run}\" {after}"));
        prop_assert!(hits.iter().any(|hit| hit.id == 2 && hit.words == 8), "{steps:?} {run}");
        let seven = WORDS[from..from + 7].join(" ");
        prop_assert_eq!(scan_page(&list("another"), format!("{before} {seven} {after}")), []);
    }
}
