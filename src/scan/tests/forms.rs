//! Every form a phrase may take, and the neighbours that are not it.

use std::io::Write;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use super::super::Form;
use super::{found, not_found, phrases, scan_page};

#[test]
fn found_as_written_in_any_case_spacing_and_punctuation() {
    for text in [
        "Project Falcon",
        "project falcon",
        "PROJECT FALCON",
        "see Project Falcon.",
        "Project\n   Falcon",
        "Project\u{a0}Falcon",
        "Project\u{2003}\u{202f}Falcon",
        "Project-Falcon",
        "Project\u{2011}Falcon",
        "Project – Falcon",
        "“Project” ‘Falcon’",
        "Project, Falcon!",
        "Project Falcon's",
        "project-falcon",
        "project_falcon",
        "projectfalcon",
        "ProjectFalcon",
        "projectFalconTeam",
        "PROJECTFALCON",
        "href=\"../items/project-falcon.html\"",
        "/project/falcon",
        "#project.falcon",
        "falcon_project_falcon_2",
    ] {
        assert_eq!(found("Project Falcon", text), Form::Plain);
    }
}

#[test]
fn found_at_word_boundaries_only() {
    for text in ["falcon-logo.svg", "FalconUI", "Falcon's", "#falcon", "falcon_2", "SAPFalcon"] {
        found("Falcon", text);
    }
    for text in ["falcon2", "2falcon", "v2Falcon3", "Falconを使う", "使うFalcon"] {
        found("Falcon", text);
    }
    for text in ["falconry", "Falconer", "afalcon", "falcons", "Fal con", "fal-con", "Fal.con"] {
        not_found("Falcon", text);
    }
    for text in ["Projects Falcon", "Project Falconry", "subproject falcon", "Project the Falcon"] {
        not_found("Project Falcon", text);
    }
}

#[test]
fn short_words_run_together_are_other_words() {
    found("SAP IO", "sap-io");
    found("SAP IO", "sapIo");
    not_found("SAP IO", "sapio");
    not_found("The Rap", "therap");
    not_found("IT Ops", "itops");
    found("Nine Tails", "ninetails");
}

#[test]
fn found_in_letters_of_other_forms() {
    for text in [
        "mu\u{308}ller gru\u{308}n",
        "Müller Grün",
        "MÜLLER GRÜN",
        "Muller Grun",
        "muller-grun",
        "Ｍüｌｌｅｒ　Ｇｒüｎ",
        "𝐌ü𝐥𝐥𝐞𝐫 𝐆𝐫ü𝐧",
    ] {
        found("Müller Grün", text);
    }
    found("Straße", "STRASSE");
    found("Strasse", "straße");
    found("STRAẞE", "strasse");
    found("İstanbul", "istanbul");
    found("Istanbul", "İSTANBUL");
    found("Diyarbakır", "DIYARBAKIR");
    found("DIYARBAKIR", "diyarbakır");
    found("ΟΔΥΣΣΕΥΣ", "Οδυσσευς");
    found("office", "oﬃce");
    found("Проект Сокол", "проект\u{a0}СОКОЛ");
    found("Проект Сокол", "proekt-sokol");
    found("Tieto Ærø", "tieto-aero");
    found("é\u{327}tude", "e\u{327}\u{301}tude");
    found("ẢẠ project", "a\u{323}\u{309}".to_owned() + "x ảạ Project");
}

#[test]
fn found_with_what_cannot_be_seen_inside() {
    for c in [
        '\u{ad}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{2060}',
        '\u{feff}',
        '\u{34f}',
        '\u{fe0f}',
        '\u{200e}',
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{180e}',
        '\u{e0001}',
        '\u{e0041}',
    ] {
        found("Falcon", format!("a fal{c}con b"));
        found("Falcon", format!("a {c}Falcon{c} b"));
        found("Project Falcon", format!("Project{c}Falcon"));
        found("Project Falcon", format!("Project {c} Falcon"));
        // A zero-width space parts words, as a tag may.
        if c != '\u{200b}' {
            not_found("Falcon", format!("fal{c}con{c}ry"));
        }
    }
    found("Falcon", "fal&shy;con");
    found("Falcon", "fal&#8203;con");
    found("Falcon", "fal&ZeroWidthSpace;con");
}

#[test]
fn found_in_scripts_without_spaces() {
    found("猎鹰", "我们的猎鹰项目");
    found("猎鹰", "我们的猎 鹰项目");
    found("ファルコン", "次期ファルコン計画");
    found("ﾌｧﾙｺﾝ", "次期ファルコン計画");
    found("เหยี่ยว", "โครงการเหยี่ยวใหม่");
    found("팔콘", "프로젝트 팔콘을 시작");
    not_found("팔콘", "나팔콘서트");
    not_found("猎鹰", "猎人和鹰");
    found("鹰", "一 鹰 二");
    not_found("鹰", "猎鹰");
}

#[test]
fn found_with_signs_that_belong_to_it() {
    found("@ana", "owner: @ana, team");
    found("@ana", "(@Ana)");
    found("@ana", "&#64;ana");
    found("@ana", "%40ana");
    not_found("@ana", "Santa Ana");
    not_found("@ana", "@anabel");
    not_found("@ana", "ana@example.com");
    found("C++", "written in C++.");
    found("C++", "C&#43;&#43;");
    found("C++", "C%2B%2B");
    not_found("C++", "a C compiler");
    not_found("C++", "c++");
    found("C#", "in C#");
    found(".NET", "the .NET runtime");
    not_found(".NET", "the net worth");
    found("ana@northwind.example", "mailto:ana@northwind.example");
    found("ana@northwind.example", "ana%40northwind.example");
    found("INT-1234", "see int-1234");
    found("Q&A", "our Q&amp;A page");
    found("Should we build it?", "should-we-build-it.html");
    found("“Falcon”", "falcon");
}

#[test]
fn short_phrases_are_found_only_as_written() {
    found("X", "phase X begins");
    found("AI", "the AI plan");
    not_found("X", "phase x, axis, X1, XL");
    not_found("AI", "ai, said, Ai, MAIN");
    not_found("b", "<b>bold</b> <p class=\"b\">");
    not_found("AI", "<ai> <p AI=\"1\">");
    found("AI", "<p title=\"the AI plan\">");
    not_found("M", "<path d=\"M 10 20 L 3 4\"/>");
    not_found("", "anything");
    not_found("  ", "any  thing");
    not_found("—", "any—thing");
}

#[test]
fn found_across_tags() {
    for text in [
        "<p>Pro<b>ject</b> Falcon</p>",
        "<b>P</b>roject <i>F</i>al<span class=\"x y\">con</span>",
        "Project<b>Falcon</b>",
        "<td>Project</td><td>Falcon</td>",
        "<li>Project</li>\n<li>Falcon</li>",
        "Project<br>Falcon",
        "Pro<!-- a comment -->ject Falcon",
        "Pro<wbr>ject Falcon",
        "Project <a href=\"x>y\" title='a > b'>Falcon</a>",
        "Project <img src=\"a.png\" alt=\"\"> Falcon",
        "Project <Falcon>",
        "Project <svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg> Falcon",
        "<![CDATA[Project]]> Falcon",
        "<SPAN>Project</SPAN> Falcon",
    ] {
        found("Project Falcon", text);
    }
    found("Falcon", "<span>Owner</span><span>Falcon</span><span>due</span>");
    not_found("Falcon", "<p>Fal</p><p>con</p>");
}

#[test]
fn found_inside_tags_comments_scripts_and_styles() {
    for text in [
        "<meta name=\"description\" content=\"Project Falcon\">",
        "<div data-name='Project Falcon'>",
        "<!-- Project Falcon -->",
        "<!-- <b>Pro</b>ject Falcon -->",
        "<script>let name = \"Project Falcon\"; if (a<b) {}</script>",
        "<script type=\"application/ld+json\">{\"a\":\"Pro<b>ject</b> Falcon\"}</script>",
        "<style>.project-falcon { color: red }</style>",
        "<iframe srcdoc=\"<p>Pro<i>ject</i> Falcon</p>\">",
        "<iframe srcdoc=\"&lt;p&gt;Pro&lt;i&gt;ject&lt;/i&gt; Falcon\">",
        "<a href=\"?q=Project+Falcon\">",
        "<p title=\"never closed Project Falcon",
        "<!-- never closed Project Falcon",
        "<script>never closed Project Falcon",
        "<svg><title>Project Falcon</title></svg>",
        "<?xml-stylesheet href=\"project-falcon.css\"?>",
    ] {
        found("Project Falcon", text);
    }
}

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
        let data = base64(format!("{prefix}<p>project falcon, secret</p>").as_bytes(), false);
        assert_eq!(found("Project Falcon", &data), Form::Base64);
        found("Project Falcon", format!("<img src=\"data:text/html;base64,{data}\">"));
        found("Project Falcon", format!("path/{data}/x"));
        found("Project Falcon", data.replace('+', "%2B").replace('/', "%2F"));
    }
    let umlauts = "Grüße an Müller > ????";
    found("Müller", base64(umlauts.as_bytes(), false));
    found("Müller", base64(umlauts.as_bytes(), true));
    found("Müller", base64(base64(umlauts.as_bytes(), false).as_bytes(), false));
    let wrapped = base64(&[b"x".repeat(50), b" Project Falcon ".to_vec()].concat(), false);
    found("Project Falcon", format!("{}\r\n{}", &wrapped[..76], &wrapped[76..]));
    found("Project Falcon", base64(&utf16("the Project Falcon", false), false));
    found("Project Falcon", base64(&gzip(b"the Project Falcon"), false));
    found("Project Falcon", base64(&zlib(b"the Project Falcon"), false));
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
    found("Falcon", within(&utf16("Falcon", false)));
    found("Falcon", within(&utf16("Falcon", true)));
    found("Сокол", within(&utf16(" Сокол ", true)));
    found("Falcon", [&[0xff, 0xfe][..], &utf16("the Falcon", false)].concat());
    found("猎鹰", [&[0xfe, 0xff][..], &utf16("我们的猎鹰", true)].concat());
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
fn found_in_paths() {
    let list = phrases(&["Project Falcon", "Müller"]);
    for path in ["items/project-falcon.html", "projectfalcon/index.html", "a/Project%20Falcon.txt"]
    {
        let hits = list.scan(path, b"");
        assert_eq!(hits.len(), 1, "{path}");
        assert!(hits[0].in_path && hits[0].line == 0 && hits[0].id == 0);
    }
    assert_eq!(list.scan("themes/mu\u{308}ller.html", b"")[0].column, 8);
    assert_eq!(list.scan("items/project-falconry.html", b""), []);
}

pub fn base64(bytes: &[u8], for_urls: bool) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..=group.len() {
            let value = bits >> (18 - 6 * digit) & 63;
            text.push(char::from(alphabet[value as usize]));
        }
    }
    if for_urls { text.replace('+', "-").replace('/', "_") } else { text }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory")
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory")
}

pub fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}
