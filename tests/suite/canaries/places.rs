//! Places in a file of a site where a text can stand.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::forms::base64;

/// A place: from texts to a file of a site, its path and its bytes, in which all of them stand.
pub type Place = (&'static str, fn(&[String]) -> (String, Vec<u8>));

/// All of them.
pub const PLACES: [Place; 28] = [
    ("a page", |texts| page(&lines(texts, "<p>", "</p>"))),
    ("an attribute", |texts| page(&lines(&quoted(texts), "<i title=\"", "\"></i>"))),
    ("an address", |texts| {
        page(&lines(&quoted(texts), "<a href='https://a.example/?q=", "'>a</a>"))
    }),
    ("a comment", |texts| page(&lines(texts, "<!-- ", " -->"))),
    ("a script", |texts| page(&lines(&json(texts), "<script>let a = ", ";</script>"))),
    ("a style sheet", |texts| {
        file("style.css", &lines(&json(texts), "a::before { content: ", " }"))
    }),
    ("a feed", |texts| {
        file("feed.xml", &lines(&escaped(texts), "<entry><title>", "</title></entry>"))
    }),
    ("a feed's CDATA", |texts| {
        file("feed.xml", &lines(texts, "<summary><![CDATA[", "]]></summary>"))
    }),
    ("JSON", |texts| file("roadmap.json", &lines(&json(texts), "{\"html\":", "},"))),
    ("plain text", |texts| file("robots.txt", &lines(texts, "- ", ""))),
    ("a file name", |texts| (texts.join("/"), b"x".to_vec())),
    ("text of a drawing", |texts| svg(&lines(texts, "<text>", "</text>"))),
    ("a part of a text of a drawing", |texts| {
        svg(&lines(texts, "<text><tspan x=\"0\" dy=\"1em\">", "</tspan></text>"))
    }),
    ("a title of a drawing", |texts| svg(&lines(texts, "<title>", "</title>"))),
    ("a description in a drawing", |texts| svg(&lines(texts, "<desc>", "</desc>"))),
    ("an attribute of a drawing", |texts| svg(&lines(&quoted(texts), "<g id=\"", "\"/>"))),
    ("metadata of a drawing", |texts| svg(&lines(texts, "<metadata>", "</metadata>"))),
    ("text of a PNG", |texts| png(texts, |text| ("tEXt", [b"Comment\0", text].concat()))),
    ("compressed text of a PNG", |texts| {
        png(texts, |text| ("zTXt", [b"Comment\0\0".to_vec(), zlib(text)].concat()))
    }),
    ("international text of a PNG", |texts| {
        png(texts, |text| ("iTXt", [b"Comment\0\x01\0en\0c\0".to_vec(), zlib(text)].concat()))
    }),
    ("comments, EXIF and XMP of a JPEG", jpeg),
    ("comments of a GIF", gif),
    ("metadata of a WebP", webp),
    ("a data URL", |texts| {
        let drawing = svg(&lines(texts, "<desc>", "</desc>")).1;
        page(&format!("<img src=\"data:image/svg+xml;base64,{}\">", base64(&drawing)))
    }),
    ("gzip", |texts| ("feed.xml.gz".to_owned(), gzip(lines(texts, "<p>", "</p>").as_bytes()))),
    ("zlib", |texts| ("data.bin".to_owned(), zlib(lines(texts, "<p>", "</p>").as_bytes()))),
    ("zip", |texts| ("all.zip".to_owned(), zip(lines(texts, "<p>", "</p>").as_bytes()))),
    ("UTF-16", |texts| {
        let text = format!("\u{feff}{}", lines(texts, "<p>", "</p>"));
        ("page.html".to_owned(), text.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
];

fn lines(texts: &[String], before: &str, after: &str) -> String {
    texts.iter().map(|text| format!("{before}{text}{after}\n")).collect()
}

fn page(body: &str) -> (String, Vec<u8>) {
    file("items/a.html", &format!("<!doctype html>\n<html><body>\n{body}</body></html>\n"))
}

fn file(path: &str, text: &str) -> (String, Vec<u8>) {
    (path.to_owned(), text.as_bytes().to_vec())
}

fn svg(inside: &str) -> (String, Vec<u8>) {
    let root = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">";
    file("assets/a.svg", &format!("{root}\n{inside}</svg>\n"))
}

/// Texts as values of attributes: what would end them, escaped.
fn quoted(texts: &[String]) -> Vec<String> {
    let quote = |text: &String| text.replace('"', "&quot;").replace('\'', "&#39;");
    texts.iter().map(quote).collect()
}

fn escaped(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text.replace('&', "&amp;").replace('<', "&lt;")).collect()
}

fn json(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| serde_json::Value::from(text.as_str()).to_string()).collect()
}

fn png(texts: &[String], chunk: fn(&[u8]) -> (&'static str, Vec<u8>)) -> (String, Vec<u8>) {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for text in texts {
        let (kind, data) = chunk(text.as_bytes());
        bytes.extend(u32::try_from(data.len()).expect("it is short").to_be_bytes());
        bytes.extend(kind.as_bytes());
        bytes.extend(data);
        bytes.extend([0; 4]);
    }
    bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    ("assets/a.png".to_owned(), bytes)
}

fn jpeg(texts: &[String]) -> (String, Vec<u8>) {
    let mut bytes = b"\xff\xd8".to_vec();
    for (at, text) in texts.iter().enumerate() {
        let (marker, data) = match at % 3 {
            0 => (0xfe, text.clone().into_bytes()),
            1 => (0xe1, format!("Exif\0\0MM\0*\0\0\0\x08{text}\0").into_bytes()),
            _ => (0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x>{text}</x>").into_bytes()),
        };
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(data.len() + 2).expect("it is short").to_be_bytes());
        bytes.extend(data);
    }
    bytes.extend([0xff, 0xd9]);
    ("assets/a.jpg".to_owned(), bytes)
}

fn gif(texts: &[String]) -> (String, Vec<u8>) {
    let mut bytes = b"GIF89a\x01\0\x01\0\0\0\0".to_vec();
    for text in texts {
        bytes.extend(b"!\xfe");
        for block in text.as_bytes().chunks(255) {
            bytes.push(u8::try_from(block.len()).expect("a block has at most 255 bytes"));
            bytes.extend(block);
        }
        bytes.push(0);
    }
    bytes.push(b';');
    ("assets/a.gif".to_owned(), bytes)
}

fn webp(texts: &[String]) -> (String, Vec<u8>) {
    let mut chunks = b"WEBP".to_vec();
    for text in texts {
        chunks.extend(b"XMP ");
        chunks.extend(u32::try_from(text.len()).expect("it is short").to_le_bytes());
        chunks.extend(text.as_bytes());
        chunks.extend(&[0; 2][..text.len() % 2]);
    }
    let size = u32::try_from(chunks.len()).expect("it is short").to_le_bytes();
    ("assets/a.webp".to_owned(), [b"RIFF".as_slice(), &size, &chunks].concat())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory")
}

/// An archive with one file. Readers of an archive start from its directory, the scan does not.
fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let data = encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory");
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).expect("it is short").to_le_bytes();
    let mut archive = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    archive.extend(length(&data));
    archive.extend(length(bytes));
    archive.extend(b"\x05\0\0\0a.txt");
    archive.extend(&data);
    archive
}
