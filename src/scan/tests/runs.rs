//! Runs of words copied from withheld texts: what counts, across which markup, and what does not.

use super::super::{Form, Hit, ScanList, locate};
use super::encoders::{base64, gzip};
use super::{phrases, scan, scan_page, sought};

/// Seventeen words, of which the first is number 0.
const SECRET: &str = "The renewal of the largest customer depends on this connector, and our rival \
    already promised it twice.";

fn texts(texts: &[&str]) -> ScanList {
    let mut builder = ScanList::builder();
    texts.iter().enumerate().for_each(|(id, text)| builder.text(id, &sought(text, &[])));
    builder.build()
}

/// The words found in a page, run by run.
fn words(secret: &str, page: impl AsRef<[u8]>) -> Vec<usize> {
    scan_page(&texts(&[secret]), page).iter().map(|hit| hit.words).collect()
}

#[test]
fn a_run_is_found_with_its_place_and_length() {
    let page = format!("<h1>Ünrelated</h1>\n<p>Ä b: {SECRET} And so on.");
    let start = page.find(SECRET).expect("it was just written");
    let expected = Hit {
        in_path: false,
        line: 2,
        column: 9,
        id: 0,
        form: Form::Plain,
        words: 17,
        restated: false,
        as_written: false,
        excused: None,
        bytes: (start, start + SECRET.trim_end_matches('.').len()),
    };
    assert_eq!(scan_page(&texts(&[SECRET]), page), [expected]);
}

#[test]
fn eight_words_in_a_row_are_a_copy_and_seven_are_not() {
    assert_eq!(words(SECRET, "customer depends on this connector, and our rival"), [8]);
    assert_eq!(words(SECRET, "customer depends on this connector, and our"), [0; 0]);
    assert_eq!(words(SECRET, "customer depends on that connector, and our rival already"), [0; 0]);
    let edited = SECRET.replace("depends", "hangs");
    assert_eq!(words(SECRET, edited), [10], "the six words before the edit are too few");
    let twice = format!("{SECRET} Unrelated words. {SECRET}");
    assert_eq!(words(SECRET, twice), [17, 17]);
}

#[test]
fn markup_on_either_side_does_not_matter() {
    let markdown = "The **renewal** of the [largest customer](https://crm.example/acme) depends on\n\
        this `connector`, and _our_ rival\n- already promised it twice";
    let html = "<p>The <strong>re</strong>newal of the <a href=\"/x\" title=\"y\">largest \
        customer</a> depends on this <code>connector</code>, and our <em>rival</em></p>\n<ul>\
        <li>already promised it&nbsp;twice</li></ul>";
    assert_eq!(words(SECRET, html), [17]);
    assert_eq!(words(markdown, html), [17]);
    assert_eq!(words(markdown, SECRET), [17]);
    assert_eq!(words(SECRET, SECRET.to_uppercase().replace(' ', "\u{200a}\n")), [17]);
    assert_eq!(
        words("a “don’t” b c delta echo foxtrot golf", "A don't; b c delta echo foxtrot golf"),
        [9]
    );
    let title = format!("[here](/x \"{SECRET}\")");
    assert_eq!(words(&title, SECRET), [17]);
    assert_eq!(words(SECRET, format!("<a title=\"{SECRET}\">here</a>")), [17]);
    let table = "| renewal | largest customer |\n|---|---|\n| depends | connector rival promised |";
    let rows = "<table><tr><th>renewal<th>largest customer<tr><td>depends<td>connector rival \
        promised</table>";
    assert_eq!(words(&format!("{table}\n\ntwice already"), format!("{rows}twice already")), [9]);
}

#[test]
fn runs_are_found_in_every_layer() {
    let attribute = format!("<meta name=\"description\" content=\"{SECRET}\">");
    let script = format!("<script type=\"application/json\">{{\"x\":\"{SECRET}\"}}</script>");
    let comment = format!("<!-- {SECRET} -->");
    for page in [attribute, script, comment] {
        assert_eq!(words(SECRET, page), [17]);
    }
    assert_eq!(words(SECRET, SECRET.replace(' ', "%20")), [17]);
    assert_eq!(words(SECRET, SECRET.replace(' ', "\\n")), [17]);
    assert_eq!(words(SECRET, SECRET.replace("re", "&#114;e")), [17]);
    assert_eq!(words(SECRET, SECRET.replace("r", "\\u0072")), [17]);
    assert_eq!(words(SECRET, SECRET.replace(' ', "&lt;br&gt;")), [17]);
    assert_eq!(words(SECRET, base64(SECRET.as_bytes())), [17]);
    assert_eq!(words(SECRET, gzip(SECRET.as_bytes())), [17]);
    let list = texts(&[SECRET]);
    let hits = scan(&list, "the-renewal-of-the-largest-customer-depends-on-this.html", b"");
    assert!(matches!(hits[..], [Hit { in_path: true, words: 9, .. }]));
}

#[test]
fn words_that_say_nothing_are_no_copy() {
    let small = "and so it is to be as it was for the one of us who had to do it";
    assert_eq!(words(small, small), [0; 0]);
    let numbers = "2024 2025 2026 2027 2028 2029 2030 2031 2032 2033 2034 2035";
    assert_eq!(words(numbers, numbers), [0; 0]);
    let again = "alpha beta alpha beta alpha beta alpha beta alpha beta alpha beta";
    assert_eq!(words(again, again), [0; 0]);
}

#[test]
fn an_address_is_one_word() {
    let hidden = "See https://example.com/one/two/three/four/five/six/seven/eight/nine for more";
    let shown = "At https://example.com/one/two/three/four/five/six/seven/eight/other we say";
    assert_eq!(words(hidden, shown), [0; 0]);
    let query = format!("https://example.com/?text={}", SECRET.replace(' ', "+"));
    assert_eq!(words(SECRET, query), [17]);
    let around =
        "the renewal of the largest customer: https://crm.example/accounts/acme/2026 says so";
    assert_eq!(words(around, around), [9]);
}

#[test]
fn a_short_text_is_looked_for_as_a_whole() {
    assert_eq!(
        words("Ask **Tom** before promising this.", "<p>ask Tom before promising this"),
        [0]
    );
    assert_eq!(words("Ask Tom before promising this.", "ask Tom before promising"), [0; 0]);
    assert_eq!(words("Not in this release", "it is not in this release"), [0; 0]);
    assert_eq!(texts(&["No.", "", "  "]).len(), 0);
}

#[test]
fn scripts_without_spaces_have_runs_too() {
    let secret = "最大客户的续约取决于这个连接器而竞争对手已经答应了两次";
    assert_eq!(words(secret, format!("我们说{secret}。")).len(), 1);
    assert_eq!(words(secret, "最大客户的续约取决于我们"), [0; 0]);
    assert_eq!(
        words(secret, secret.chars().map(|c| format!("{c}\n")).collect::<String>()).len(),
        1
    );
}

#[test]
fn what_an_entry_shows_itself_is_restated() {
    let mut builder = ScanList::builder();
    let hidden =
        format!("{SECRET} The price will rise by a third for every existing account next spring.");
    builder.text(7, &sought(&hidden, &["A title", SECRET]));
    let beside = ["Please ask Tom before promising this, thanks"];
    builder.text(8, &sought("Ask Tom before promising this", &beside));
    let list = builder.build();
    let restated = |page: &str| -> Vec<bool> {
        scan_page(&list, page).iter().map(|hit| hit.restated).collect()
    };
    assert_eq!(restated(SECRET), [true]);
    assert_eq!(restated(&hidden), [false], "more than the entry shows");
    assert_eq!(restated("the price will rise by a third for every account"), [false]);
    assert_eq!(restated("ask Tom before promising this"), [false; 0]);
}

#[test]
fn what_is_restated_hides_nothing_that_stands_within_it() {
    const SHOWN: &str = "Nine old ferries carry many amber barrels over Lake Norrland daily";
    const HIDDEN: &str = "The price will rise by a third next spring";
    let mut builder = ScanList::builder();
    builder.text(0, &sought(&format!("{SHOWN}\n\n{HIDDEN}"), &[SHOWN]));
    let list = builder.build();
    let (start, end) = SHOWN.split_at(9);
    for page in [
        format!("<p>{start}<a href=\"#\" title=\"{HIDDEN}\">{end}</a></p>"),
        format!("<p data-of=\"{}\">", base64(format!("{HIDDEN} {SHOWN}").as_bytes())),
        format!("<p data-of=\"{}\">", base64(format!("{SHOWN} too {HIDDEN}").as_bytes())),
    ] {
        let hits = scan_page(&list, &page);
        assert!(hits.iter().any(|hit| !hit.restated && hit.words == 9), "{page}: {hits:?}");
    }
}

#[test]
fn the_text_most_of_a_run_is_from_is_named() {
    let start = "The renewal of the largest customer depends on luck alone.";
    let hits = scan_page(&texts(&[start, SECRET]), SECRET);
    assert_eq!(hits.iter().map(|hit| (hit.id, hit.words)).collect::<Vec<_>>(), [(1, 17)]);
    let hits = scan_page(&texts(&["x", SECRET, SECRET]), SECRET);
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1]);
}

#[test]
fn nothing_is_found_inside_an_allowed_term() {
    let mut builder = ScanList::builder();
    builder.phrase(0, "ACME");
    builder.phrase(1, "Falcon");
    builder.phrase(2, "Globex");
    builder.text(3, &sought(SECRET, &[]));
    builder.allow(0, "acme");
    builder.allow(1, "Falcon Heavy");
    builder.allow(2, "the renewal of the largest customer depends on this connector");
    let list = builder.build();
    assert_eq!(list.len(), 3);
    let hits = |page: &str| scan_page(&list, page).into_iter();
    let ids = |page: &str| {
        let reported = hits(page).filter(|hit| hit.excused.is_none());
        reported.map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("Acme, ACME, a falcon heavy"), [0; 0]);
    assert_eq!(ids("a Falcon, heavier than Globex"), [1, 2]);
    assert_eq!(ids("the renewal of the largest customer depends on this connector"), [0; 0]);
    assert_eq!(ids(SECRET), [3]);
    let terms = |page: &str| hits(page).filter_map(|hit| hit.excused).collect::<Vec<_>>();
    assert_eq!(terms("Acme, ACME, a falcon heavy"), [0, 1]);
    assert_eq!(terms("a Falcon, heavier than Globex"), [0; 0]);
    assert_eq!(terms("the renewal of the largest customer depends on this connector"), [2]);
}

#[test]
fn what_must_never_be_published_is_found_inside_an_allowed_term() {
    let mut builder = ScanList::builder();
    builder.phrase(0, "list price");
    builder.phrase(1, "Acme");
    builder.name_always(2, "List-Price");
    builder.allow(0, "the list price of Acme");
    builder.allow(1, "list price");
    let list = builder.build();
    assert_eq!(list.len(), 2);
    let hits = scan_page(&list, "See the list price of Acme.");
    let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.excused)).collect();
    assert_eq!(found, [(2, None), (1, Some(0))]);
}

#[test]
fn words_of_a_page_are_located_in_the_markdown_they_were_copied_from() {
    let text = "Intro with *other* words.\n\n- The **renewal** of the\n  [largest](a.md) customer.";
    let found = locate("<b>the renewal</b> of the largest customer", text);
    assert_eq!(
        &text[found.expect("it is there")],
        "The **renewal** of the\n  [largest](a.md) customer"
    );
    let found = locate("the renewal \\u003cb\\u003eof the largest", text);
    assert_eq!(&text[found.expect("it is there")], "The **renewal** of the\n  [largest");
    assert_eq!(locate("the largest renewal", text), None);
    assert_eq!(locate("", text), None);
    assert_eq!(locate("ro with other", text), None);
    let html = "<p>Größe\nder <i>Anlage</i></p>\n";
    assert_eq!(locate("größe der anlage", html), Some(3..24));
}

#[test]
fn the_smallest_number_of_equal_phrases_is_reported() {
    let mut builder = ScanList::builder();
    builder.phrase(5, "Project Falcon");
    builder.phrase(3, "project  falcon");
    builder.phrase(4, "PROJECT FALCON");
    let list = builder.build();
    assert_eq!(list.len(), 1);
    assert_eq!(scan_page(&list, "a Project Falcon b")[0].id, 3);
}

#[test]
fn nothing_secret_is_printed() {
    let mut builder = ScanList::builder();
    builder.phrase(0, "Project Falcon");
    builder.text(1, &sought(SECRET, &[]));
    let printed = format!("{builder:?}{:?}", phrases(&["Project Falcon"])).to_lowercase();
    assert!(!printed.contains("falcon") && !printed.contains("renewal"));
    assert!(!format!("{:?}", scan_page(&builder.build(), SECRET)).contains("renewal"));
}
