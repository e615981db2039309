//! The scan: any bytes are searched without harm, and a planted phrase is found among them.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use roadcast::scan::{ScanList, ShownTexts, SoughtText};

const PHRASES: [&str; 4] = ["Project Falcon", "Übermaß Zürich GmbH", "猎鹰 计划", "INT-12345"];

const RUN: &str = "the customer portal will move to the new billing engine before the summer ends";

/// The first four bytes choose what is planted, how it is written, in what, and where.
pub fn run(bytes: &[u8]) {
    let [what, form, container, place, around @ ..] = bytes else { return };
    let id = *what as usize % (PHRASES.len() + 1);
    let phrase = PHRASES.get(id).unwrap_or(&RUN);
    let list = list();
    // Any bytes, with nothing planted: no panic, and the same answer twice.
    let name = String::from_utf8_lossy(around);
    assert_eq!(list.scan(&name, around), list.scan(&name, around));
    let at = around.len() * *place as usize / 255;
    let planted = write(phrase, *form);
    // A line break behind a backslash is none to CSS, which would join what stands around it.
    let page = [&around[..at], b" \n", planted.as_bytes(), b"\n ", &around[at..]].concat();
    let file = pack(&page, *container);
    let hits = list.scan("", &file);
    assert!(hits.iter().any(|hit| hit.id == id), "`{planted}` is not found");
}

fn list() -> ScanList {
    let mut builder = ScanList::builder();
    for (id, phrase) in PHRASES.iter().enumerate() {
        builder.phrase(id, phrase);
    }
    builder.text(PHRASES.len(), &SoughtText::of(RUN, &ShownTexts::default()));
    builder.build()
}

fn write(phrase: &str, form: u8) -> String {
    let each = |write: &dyn Fn(char) -> String| phrase.chars().map(write).collect::<String>();
    match form % 10 {
        0 => phrase.to_owned(),
        1 => phrase.to_uppercase(),
        2 => phrase.replace(' ', "\u{a0}\n "),
        3 => each(&|c| format!("{c}\u{200b}")),
        4 => each(&|c| format!("&#{};", c as u32)),
        5 => each(&|c| format!("&#x{:x};", c as u32)),
        6 => phrase.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        7 => each(&|c| format!("\\u{:04x}", c as u32)),
        8 => STANDARD.encode(format!("<p>{phrase}</p>")),
        _ => URL_SAFE_NO_PAD.encode(format!("<p>{phrase}</p>")),
    }
}

fn pack(page: &[u8], container: u8) -> Vec<u8> {
    const IN_MEMORY: &str = "writing to memory never fails";
    match container % 4 {
        0 => page.to_vec(),
        1 => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(page).and_then(|()| encoder.finish()).expect(IN_MEMORY)
        }
        2 => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(page).and_then(|()| encoder.finish()).expect(IN_MEMORY)
        }
        _ => {
            let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
            let text = [b"Comment\0", page].concat();
            png.extend((text.len() as u32).to_be_bytes());
            png.extend(b"tEXt");
            png.extend(text);
            png.extend([0; 4]);
            png
        }
    }
}
