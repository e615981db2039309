//! What a phrase may be encoded in, and where a hit is then said to be.

use super::super::{Form, Hit};
use super::encoders::{base64, base64_url, gzip, utf16_be, utf16_le, zlib};
use super::{found, not_found, phrases, scan, scan_page};

#[test]
fn found_escaped() {
    for text in [
        "Project&#32;Falcon",
        "Project&nbsp;Falcon",
        "&#80;roject Falcon",
        "Project &#x46;alcon",
        "Project &#X0046;alcon",
        "Project &#0000070alcon",
        "Project &#70alcon",
        "Project &amp;#70;alcon",
        "Project &amp;amp;#70;alcon",
        "Project &#38;#x46;alcon",
        "Project%20Falcon",
        "Project%2520Falcon",
        "%50%72%6f%6a%65%63%74%20%46%61%6C%63%6F%6E",
        "%u0050roject Falcon",
        "Project \\u0046alcon",
        "Project \\u{46}alcon",
        "Project \\x46alcon",
        "Project \\46 alcon",
        "Project \\000046alcon",
        "Project\\nFalcon",
        "Project\\tfalcon",
        "Pro\\\njEct Falcon",
        "Project &#92;u0046alcon",
        "Project \\u0026#70;alcon",
        "Project %26%2370%3Balcon",
        "Project %5Cu0046alcon",
        "Pro\\u003cb\\u003eject\\u003c/b\\u003e Falcon",
        "Pro&lt;b&gt;ject&lt;/b&gt; Falcon",
        "P%72oj&#101;ct F\\u0061lcon",
        "{\"body\":\"\\\"Pro\\u006Aect\\\\u0020Falcon\\\"\"}",
        "Project \\ud835\\udc05alcon",
        "Project %c1%86alcon",
    ] {
        assert_eq!(found("Project Falcon", text), Form::Escaped, "{text}");
    }
    found("Müller", "M&uuml;ller");
    found("Müller", "M&uuml".to_owned() + "ller");
    found("Müller", "M%C3%BCller");
    found("Müller", "M%FCller");
    found("Müller", "M\\u00fcller");
    found("Müller", "Mu&#776;ller");
    found("Škoda", "&#138;koda");
    found("Æther", "&AElig;ther");
    found("fjord", "&fjlig;ord");
}

#[test]
fn an_escape_that_is_none_hides_nothing() {
    found("falcon", "50%falcon");
    found("falcon", "C:\\new\\falcon");
    found("Regional", "?a=1&regional=2");
    found("Falcon", "&Falcon;");
    found("Falcon", "Falcon&");
    found("Falcon", "Falcon%");
    found("Falcon", "\\Falcon\\");
    found("Falcon", "&#xZ;Falcon &#; &; &#x;");
    found("Falcon", "&#99999999999999999999;Falcon");
    found("Falcon", "%u00G0 Falcon %G1 \\u12 \\xZZ \\u{110000}");
}

#[test]
fn found_in_base64_at_every_alignment() {
    for text in ["UHJvamVjdCBGYWxjb24=", "UHJvamVjdCBGYWxjb24", "eFByb2plY3QgRmFsY29u"] {
        assert!(phrases(&["Project Falcon"]).len() == 1);
        let hits = scan_page(&phrases(&["Project Falcon", "Falcon"]), text);
        assert!(hits.iter().any(|hit| hit.form == Form::Base64 && hit.id == 1), "{text}");
    }
    for prefix in ["", "-", "--", "---", "----"] {
        let data = base64(format!("{prefix}<p>project falcon, secret</p>").as_bytes());
        assert_eq!(found("Project Falcon", &data), Form::Base64);
        found("Project Falcon", format!("<img src=\"data:text/html;base64,{data}\">"));
        found("Project Falcon", format!("path/{data}/x"));
        found("Project Falcon", data.replace('+', "%2B").replace('/', "%2F"));
    }
    let umlauts = "Grüße an Müller > ????";
    found("Müller", base64(umlauts.as_bytes()));
    found("Müller", base64_url(umlauts.as_bytes()));
    found("Müller", base64(base64(umlauts.as_bytes()).as_bytes()));
    let wrapped = base64(&[b"x".repeat(50), b" Project Falcon ".to_vec()].concat());
    found("Project Falcon", format!("{}\r\n{}", &wrapped[..76], &wrapped[76..]));
    found("Project Falcon", base64(&utf16_le("the Project Falcon")));
    found("Project Falcon", base64(&gzip(b"the Project Falcon")));
    found("Project Falcon", base64(&zlib(b"the Project Falcon")));
}

#[test]
fn found_in_hexadecimal() {
    for text in ["50726f6a6563742046616c636f6e", "150726F6A6563742046616C636F6E"] {
        assert_eq!(found("Project Falcon", text), Form::Hex);
    }
}

#[test]
fn found_in_binary_data() {
    let noise: Vec<u8> = (0..200u8).map(|n| n.wrapping_mul(151) % 9).collect();
    let within = |middle: &[u8]| [&noise, middle, &noise].concat();
    assert_eq!(found("Falcon", within(b"Falcon")), Form::Binary);
    assert_eq!(found("Falcon", within(b"exif Falcon ")), Form::Binary);
    found("SAP", within(b"Title: the SAP project"));
    not_found("SAP", within(b"SAP"));
    not_found("Falcon", within(b"falconry"));
    found("Falcon", within(&utf16_le("Falcon")));
    found("Falcon", within(&utf16_be("Falcon")));
    found("Сокол", within(&utf16_be(" Сокол ")));
    found("Falcon", [&[0xff, 0xfe][..], &utf16_le("the Falcon")].concat());
    found("猎鹰", [&[0xfe, 0xff][..], &utf16_be("我们的猎鹰")].concat());
    found("Müller", within("Artist Müller".as_bytes()));
    found("Müller", b"plain text of M\xfcller in Latin-1");
    found("Falcon", b"a text with \xff a bad byte, F\xc1\xa1lcon");
    found("Falcon", b"a longer text with Fal\0con in it");
}

#[test]
fn found_in_compressed_data() {
    assert_eq!(found("Falcon", gzip(b"the Falcon")), Form::Compressed);
    assert_eq!(found("Falcon", zlib(b"the Falcon")), Form::Compressed);
    assert_eq!(found("Falcon", gzip(&gzip(b"the Falcon"))), Form::Compressed);
    found("Falcon", gzip(b"<p title=\"F&#97;lcon\">"));
    found("SAP", gzip(b"a SAP b"));
    let mut two = gzip(b"one");
    two.extend(gzip(b"the Falcon"));
    found("Falcon", two);
    let mut broken = gzip(b"the Falcon ");
    broken.truncate(broken.len() - 8);
    found("Falcon", broken);
}

#[test]
fn found_in_the_chunks_of_a_png() {
    let text = |kind: &[u8; 4], data: &[u8]| {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [(b"IHDR", &[0; 13][..]), (kind, data), (b"IEND", &[])] {
            png.extend((data.len() as u32).to_be_bytes());
            png.extend(kind);
            png.extend(data);
            png.extend([0; 4]);
        }
        png
    };
    assert_eq!(found("SAP", text(b"tEXt", b"Title\0SAP")), Form::Binary);
    found("Müller", text(b"tEXt", b"Author\0M\xfcller"));
    let compressed = |key: &[u8]| [key, &zlib(b"about SAP")].concat();
    found("SAP", text(b"zTXt", &compressed(b"Comment\0\0")));
    found("SAP", text(b"iTXt", &compressed(b"Comment\0\x01\0en\0\0")));
    found("SAP", text(b"iTXt", b"Comment\0\0\0en\0\0about SAP"));
    found("Falcon", [text(b"tEXt", b"a\0b"), b"after the end: Falcon".to_vec()].concat());
}

#[test]
fn a_hit_says_where_it_is() {
    let list = phrases(&["Project Falcon", "Globex"]);
    let page = "<p>Ä\r\nößé <b>Globex</b>,\n\n  Pro<i>ject</i> F&#97;lcon and glo%62ex\n";
    let places: Vec<_> =
        scan_page(&list, page).iter().map(|hit| (hit.line, hit.column, hit.id, hit.form)).collect();
    let expected = [(2, 8, 1, Form::Plain), (4, 3, 0, Form::Escaped), (4, 33, 1, Form::Escaped)];
    assert_eq!(places, expected);
    let data = base64(b"the Project Falcon of Globex");
    let hits = scan_page(&list, format!("\n a {data}"));
    let of = |id| Hit { line: 2, column: 4, id, form: Form::Base64, ..hits[0].clone() };
    assert_eq!(hits, [of(0), of(1)]);
}

#[test]
fn found_in_paths() {
    let list = phrases(&["Project Falcon", "Müller"]);
    for path in ["items/project-falcon.html", "projectfalcon/index.html", "a/Project%20Falcon.txt"]
    {
        let hits = scan(&list, path, b"");
        assert_eq!(hits.len(), 1, "{path}");
        assert!(hits[0].in_path && hits[0].line == 0 && hits[0].id == 0);
    }
    assert_eq!(scan(&list, "themes/mu\u{308}ller.html", b"")[0].column, 8);
    assert_eq!(scan(&list, "items/project-falconry.html", b""), []);
}
