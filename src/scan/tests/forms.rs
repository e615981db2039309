//! The spellings a phrase may take in a text, and the neighbors that are not it.

use super::super::Form;
use super::encoders::base64;
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
    found("@ana", "＠ａｎａ");
    found("@ana", "<i>@</i><b>a</b>na");
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
fn of_several_finds_at_one_place_the_one_as_written_counts() {
    for text in ["whistle and Whistle", "Whistle and whistle"] {
        let encoded = format!("<p data-of=\"{}\">", base64(text.as_bytes()));
        let hits = scan_page(&phrases(&["Whistle"]), &encoded);
        assert!(matches!(hits.as_slice(), [hit] if hit.as_written), "{text}: {hits:?}");
    }
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
    not_found("b", "<b title=\"100%25\"> <!-- <b> --> a%20<b id=c>");
    found("AI", "the&#32;AI plan");
    found("AI", "?q=the%20AI%20plan");
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
