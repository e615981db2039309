//! Hostile and huge input: no panic, no hang; and noise that must stay silent.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::ScanList;
use super::encoders::{base64, gzip};
use super::{phrases, scan, scan_page, sought};

/// Short words, some of them hexadecimal, that noise could spell.
const SHORT: [&str; 12] = [
    "SAP",
    "Cafe",
    "Acme",
    "Ada",
    "Dead Beef",
    "IBM",
    "AI",
    "X",
    "Face",
    "Bosch",
    "Falcon",
    "Decade",
];

/// What takes longer grows faster than its input; a machine that is busy is not to blame.
const HANG: Duration = Duration::from_secs(180);

fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn noise_is_silent() {
    let list = phrases(&SHORT);
    let noise = noise(2 << 20);
    let page = |data: &str| format!("<img src=\"data:image/png;base64,{data}\">");
    assert_eq!(scan_page(&list, &noise), []);
    assert_eq!(scan_page(&list, page(&base64(&noise[..256 << 10]))), []);
    let digests = noise.chunks(16).take(5000).map(|digest| {
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("<img src=\"assets/{digits}.png\"> ")
    });
    assert_eq!(scan_page(&list, digests.collect::<String>()), []);
}

#[test]
fn common_words_are_silent() {
    let list = phrases(&SHORT);
    let page = "<a class=\"x\" href=\"#x\">The facade's decades: sapling, cafeteria, acmeist, Adam, \
        surface, deadbeet, IBMs, air, said, axis, falconry, boschetto</a>";
    assert_eq!(scan_page(&list, page), []);
}

#[test]
fn addresses_within_addresses_are_searched_once() {
    let list = phrases(&["Falcon"]);
    let nested = format!("https://a/{}the-falcon/b-c-d-e-f-g-h", "https://a/".repeat(6_000));
    let began = Instant::now();
    assert_eq!(scan_page(&list, &nested).len(), 1);
    // It took more than a minute, by whatever machine.
    assert!(began.elapsed() < HANG / 6, "{:?}", began.elapsed());
}

#[test]
fn hostile_texts_end_soon_and_without_a_panic() {
    let mut builder = ScanList::builder();
    SHORT.iter().enumerate().for_each(|(id, text)| builder.phrase(id, text));
    builder.text(
        20,
        &sought(&"alpha beta gamma delta epsilon zeta eta theta iota kappa ".repeat(9), &[]),
    );
    let list = builder.build();
    let began = Instant::now();
    for part in [
        "<",
        "<!--",
        "<a ",
        "<a title=\"",
        "</",
        "<script>",
        "<script></",
        "<![CDATA[",
        "<?x",
        "<!x",
        "&",
        "&#",
        "&#x",
        "&#0",
        "&a",
        "&amp;",
        "&amp",
        "%",
        "%2",
        "%25",
        "\\",
        "\\u",
        "\\u0",
        "\\0",
        "\\ud800",
        "\\u{",
        "A",
        "a",
        "0",
        "AA==",
        "\u{301}",
        "\u{200b}",
        "猎",
        "é",
        "\0",
        "Falcon",
        "Falcon ",
        "F&#97;lcon",
        "<b>x</b>",
        "https://a/",
        "alpha beta gamma delta epsilon zeta eta ",
    ] {
        scan_page(&list, part.repeat((64 << 10) / part.len()));
    }
    assert!(began.elapsed() < HANG, "{:?}", began.elapsed());
}

#[test]
fn a_decompression_bomb_is_limited() {
    let bomb = gzip(&gzip(&vec![0; 256 << 20]));
    let began = Instant::now();
    assert_eq!(scan_page(&phrases(&["Falcon"]), &bomb), []);
    assert!(began.elapsed() < HANG, "{:?}", began.elapsed());
}

#[test]
fn encodings_inside_one_another_are_undone_to_a_depth() {
    let mut data = b"<p>the Falcon</p>".to_vec();
    for depth in 1..=5 {
        data = base64(&data).into_bytes();
        assert_eq!(scan_page(&phrases(&["Falcon"]), &data).len(), 1, "{depth} times base64");
    }
}

/// Text made of what decoders look for.
const MARKED_UP: &str = "[<>/!&#;%\\\\xu{}0-9a-fF =\"'éß猎\u{0}\u{301}-]{0,200}";

proptest! {
    #[test]
    fn any_bytes_are_scanned_without_a_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        scan_page(&phrases(&SHORT), &bytes);
    }

    #[test]
    fn any_marked_up_text_is_scanned_without_a_panic(text in MARKED_UP) {
        let mut builder = ScanList::builder();
        builder.phrase(0, &text);
        builder.text(1, &sought(&text, &[]));
        builder.allow(0, &text[..text.floor_char_boundary(text.len() / 2)]);
        let list = builder.build();
        let hits = scan(&list, &text, text.as_bytes());
        prop_assert_eq!(&hits, &scan(&list, &text, text.as_bytes()));
        prop_assert!(hits.is_sorted());
    }
}
