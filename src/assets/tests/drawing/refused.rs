//! Drawings that cannot be cleaned, or not in time.

use super::super::super::{AssetError, Kind, clean};
use super::super::CANARY;
use super::{NAMESPACES, SEEN, drawing, error};

#[test]
fn what_is_seen_and_cannot_stay_is_refused() {
    assert_eq!(error("<animate/>"), AssetError::Animated { kind: Kind::Svg });
    assert_eq!(error("<path><set/></path>"), AssetError::Animated { kind: Kind::Svg });
    let foreign =
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>label</p></foreignObject>";
    assert_eq!(error(foreign), AssetError::ForeignObject);
    assert_eq!(error(&format!("<switch>{foreign}</switch>")), AssetError::ForeignObject);
    for (sheet, found) in [
        ("g:nth-child(2) { display: none }", ":nth-child()"),
        ("g:not(.a) { fill: red }", ":not()"),
        ("g:empty { fill: red }", ":empty"),
        ("svg|g { fill: red }", "|"),
        ("@layer a { g { display: none } }", "@layer"),
        ("g { .a { display: none } }", "nested rules"),
        ("g { display: var(--a) }", "display: var()"),
    ] {
        let wanted = AssetError::Style { found: found.to_owned() };
        assert_eq!(error(&format!("<style>{sheet}</style>")), wanted, "{sheet}");
    }
}

#[test]
fn nothing_left_to_see_is_an_error() {
    let hidden = format!("<svg {NAMESPACES}><g display='none'>{SEEN}</g></svg>");
    assert_eq!(clean("a.svg", hidden.as_bytes()), Err(AssetError::Invisible));
}

#[test]
fn declared_entities_are_refused() {
    let entity =
        format!("<!DOCTYPE svg [<!ENTITY a '{CANARY}'>]><svg {NAMESPACES}><text>&a;</text></svg>");
    assert_eq!(clean("a.svg", entity.as_bytes()), Err(AssetError::DocumentType));
    let mut laughs = "<!DOCTYPE svg [<!ENTITY a0 'ha'>".to_owned();
    for at in 1..40 {
        laughs += &format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10));
    }
    laughs += "]><svg xmlns='http://www.w3.org/2000/svg'><text>&a39;</text></svg>";
    assert_eq!(clean("a.svg", laughs.as_bytes()), Err(AssetError::DocumentType));
    assert!(matches!(error("<text>&undeclared;</text>"), AssetError::NotSvg { .. }));
}

#[test]
fn what_is_not_a_drawing_is_refused() {
    for text in [
        "",
        "<svg/>",
        "<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        "<html xmlns='http://www.w3.org/2000/svg'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'>",
        "<svg xmlns='http://www.w3.org/2000/svg'/><svg/>",
        "hello",
        "\0",
    ] {
        let error = clean("a.svg", text.as_bytes()).unwrap_err();
        assert!(matches!(error, AssetError::NotSvg { .. }), "{text}: {error}");
    }
    let utf_16: Vec<u8> = "<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(clean("a.svg", &utf_16).is_err());
    assert!(clean("a.svg", b"<svg>\xff</svg>").is_err());
}

#[test]
fn drawings_that_would_take_for_ever_are_refused() {
    let complex = |content: &str| {
        let error = error(content);
        assert!(matches!(error, AssetError::TooComplex { .. }), "{error}");
    };
    complex(&"<g>".repeat(300));
    complex(&"<g>".repeat(600_000));
    complex(&"<g/>".repeat(60_000));
    complex(&format!("<g {}/>", (0..201).map(|at| format!("a{at}='' ")).collect::<String>()));
    complex("<g id='a'><use href='#a'/></g>");
    let uses: String = (1..40)
        .map(|at| {
            let before = at - 1;
            format!("<g id='a{at}'><use href='#a{before}'/><use href='#a{before}'/></g>")
        })
        .collect();
    complex(&format!("<path id='a0'/>{uses}"));
    let gradients: String =
        (0..100).map(|at| format!("<linearGradient id='a{at}' href='#a{}'/>", at + 1)).collect();
    complex(&format!("{gradients}<rect fill='url(#a0)'/>"));
    let nested = format!("{}{}", "<g>".repeat(200), "</g>".repeat(200));
    let selector = "* ".repeat(20);
    complex(&format!("<style>x {selector} g {{ fill: red }}</style>{nested}"));
    let rules = ".a{fill:red}".repeat(20_000);
    complex(&format!("<style>{rules}</style>{}", "<g class='a'/>".repeat(10_000)));
    let long = format!("g{{font-family:{}x}}", "x,".repeat(50_000));
    complex(&format!("<style>{long}</style>{}", "<g/>".repeat(10_000)));
}

#[test]
fn the_deepest_drawing_does_not_overflow_the_stack() {
    let deep = format!("{}<path d='M0 0'/>{}", "<g>".repeat(254), "</g>".repeat(254));
    let calc = format!("<path style='x:{}1{}'/>", "calc(".repeat(5_000), ")".repeat(5_000));
    let text = drawing(&(deep + &calc));
    // A thread of rayon's pool has two megabytes.
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let handle = thread.spawn(move || clean("a.svg", text.as_bytes()).map(drop)).unwrap();
    assert_eq!(handle.join().expect("no overflow"), Ok(()));
}
