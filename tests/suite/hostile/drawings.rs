//! SVG files that run, load or hide something, and those made to keep a browser busy.

use super::{FRONT, assert_safe};
use crate::support::{Outcome, Project, files_with};

const OPEN: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";
const SEEN: &str = "<rect width=\"1\" height=\"1\"/>";

fn project(drawing: &str) -> Project {
    Project::new().entry("a", FRONT, "::: client\n![i](i.svg)\n:::").file("content/i.svg", drawing)
}

/// Builds a drawing that is accepted, and returns what is published of it.
#[track_caller]
fn published(content: &str) -> String {
    let project = project(&format!("{OPEN}{content}{SEEN}</svg>"));
    project.build(&[]).succeeds();
    assert_safe(&project);
    let site = project.site("client");
    let drawings = files_with(&site, "<rect");
    let drawing = drawings.iter().find(|path| path.ends_with(".svg")).expect("it is published");
    String::from_utf8(site[*drawing].clone()).expect("it is UTF-8")
}

#[track_caller]
fn refused(drawing: &str) -> Outcome {
    let outcome = project(drawing).check(&[]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.starts_with("error[bad-image]: the image `content/i.svg` cannot be used: ")
    );
    outcome
}

#[test]
fn what_runs_or_loads_something_is_not_published() {
    const BARE: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect height=\"1\" width=\"1\"/></svg>";
    for content in [
        "<script>alert(1)</script>",
        "<script xlink:href=\"https://evil.example/x.js\"/>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
        "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"javascript:1\"/></foreignObject>",
        "<style>@import url(\"https://evil.example/x.css\");</style>",
        "<style>@font-face{font-family:x;src:url(https://evil.example/x.woff)}</style>",
        "<image xlink:href=\"https://evil.example/pixel.png\" width=\"1\" height=\"1\"/>",
        "<use xlink:href=\"https://evil.example/x.svg#a\"/>",
        "<use href=\"data:image/svg+xml,x#a\"/>",
        "<use href=\"javascript:alert(1)\"/>",
        "<!-- secret --><metadata>secret</metadata><title>secret</title><desc>secret</desc>",
        "<?xml-stylesheet href=\"https://evil.example/x.css\"?>",
        "<g display=\"none\"><text>secret</text></g>",
        "<filter id=\"f\"><feImage href=\"https://evil.example/x\"/></filter>",
        "<filter id=\"f\"><feFlood/></filter><g filter=\"url(#f) url(#none)\"/>",
    ] {
        assert_eq!(published(content), BARE, "{content}");
    }
}

#[test]
fn attributes_that_run_or_load_something_are_left_out() {
    for attribute in [
        "onload=\"alert(1)\"",
        "onclick=\"alert(1)\"",
        "fill=\"url(https://evil.example/x)\"",
        "style=\"fill:url('https://evil.example/x')\"",
        "style=\"fill:u\\72l(https://evil.example/x)\"",
        "style=\"background:url(javascript:alert(1))\"",
        "style=\"width:expression(alert(1))\"",
        "xlink:href=\"javascript:alert(1)\"",
        "data-secret=\"x\" id=\"secret\" class=\"secret\"",
    ] {
        let drawing = published(&format!("<circle r=\"2\" {attribute}/>"));
        assert!(drawing.contains("<circle r=\"2\"/>"), "{attribute}: {drawing}");
    }
    let link = published("<a xlink:href=\"javascript:alert(1)\"><circle r=\"2\"/></a>");
    assert!(link.contains("<g><circle r=\"2\"/></g>"), "{link}");
}

#[test]
fn drawings_that_move_declare_or_embed_are_refused() {
    for drawing in [
        format!(
            "{OPEN}<rect width=\"1\" height=\"1\"><animate attributeName=\"href\" to=\"x\"/></rect></svg>"
        ),
        format!(
            "{OPEN}<rect width=\"1\" height=\"1\"><set attributeName=\"onclick\" to=\"x\"/></rect></svg>"
        ),
        format!(
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{OPEN}<text>&x;</text></svg>"
        ),
        format!(
            "{OPEN}<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">text</p></foreignObject></svg>"
        ),
        format!("{OPEN}<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/></svg>"),
        format!("{OPEN}&undefined;</svg>"),
        "<html><body>a</body></html>".to_owned(),
        "<svg>".to_owned(),
        String::new(),
        "\0\0\0".to_owned(),
    ] {
        refused(&drawing);
    }
}

#[test]
fn drawings_that_would_keep_a_browser_busy_are_refused_at_once() {
    let entities: String = (1..20)
        .map(|at| format!("<!ENTITY e{at} \"{}\">", format!("&e{};", at - 1).repeat(10)))
        .collect();
    let uses: String = (1..20)
        .map(|at| {
            format!("<g id=\"u{at}\">{}</g>", format!("<use href=\"#u{}\"/>", at - 1).repeat(10))
        })
        .collect();
    for drawing in [
        format!("<!DOCTYPE svg [<!ENTITY e0 \"x\">{entities}]>{OPEN}<text>&e19;</text></svg>"),
        format!("{OPEN}<g id=\"u0\">{SEEN}</g>{uses}<use href=\"#u19\"/></svg>"),
        format!("{OPEN}<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g></svg>"),
        format!("{OPEN}{}{SEEN}{}</svg>", "<g>".repeat(60_000), "</g>".repeat(60_000)),
        format!("{OPEN}{}</svg>", SEEN.repeat(60_000)),
        format!("{OPEN}<rect {}/></svg>", "a=\"b\" ".repeat(60_000)),
        format!(
            "{OPEN}<style>{}</style>{}</svg>",
            "g g g g{fill:red}".repeat(20_000),
            SEEN.repeat(9_000)
        ),
        format!("{OPEN}{}", "<g>".repeat(400_000)),
        "<".repeat(1_000_000),
        "&".repeat(1_000_000),
    ] {
        refused(&drawing);
    }
}
