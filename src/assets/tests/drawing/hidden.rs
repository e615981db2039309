//! What nobody sees disappears.

use super::super::CANARY;
use super::{NAMESPACES, SEEN, clean_text, content, drawing};

#[test]
fn what_is_not_an_element_disappears() {
    for hidden in ["<!-- {} -->", "<?plantuml {}?>", "{}", "<![CDATA[{}]]>", "<g>{}</g>"] {
        assert_eq!(content(hidden), "", "{hidden}");
    }
}

#[test]
fn what_surrounds_the_root_disappears() {
    let bare = drawing("");
    let wanted = clean_text(&bare);
    for (before, after) in [
        ("\u{feff}", ""),
        ("<?xml version='1.0' encoding='UTF-8'?><!-- {} -->", "<!-- {} --><?x {}?>"),
        ("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://{}'>", ""),
    ] {
        let text = format!("{before}{bare}{after}").replace("{}", CANARY);
        assert_eq!(clean_text(&text), wanted);
    }
}

#[test]
fn elements_that_show_nothing_disappear() {
    for hidden in [
        "<title>{}</title>",
        "<desc>{}</desc>",
        "<metadata><x>{}</x></metadata>",
        "<script>{}</script>",
        "<script href='http://{}'/>",
        "<style>/* {} */ .{} { fill: red }</style>",
        "<style>@import url('http://{}')</style>",
        "<style>@font-face { font-family: '{}'; src: url(data:{}) }</style>",
        "<style>@media print { path { content: '{}' } }</style>",
        "<sodipodi:namedview inkscape:document='{}'><inkscape:page/></sodipodi:namedview>",
        "<xhtml:p>{}</xhtml:p>",
        "<foreignObject><xhtml:p title='{}'/></foreignObject>",
        "<image href='http://example.com/{}.png' width='9' height='9'/>",
        "<image xlink:href='../{}.png'/>",
        "<use href='http://example.com/{}.svg#a'/>",
        "<use href='#missing-{}'/>",
        "<a href='http://{}'/>",
        "<view id='{}'/>",
        "<flowRoot><flowPara>{}</flowPara></flowRoot>",
        "<unknown>{}</unknown>",
        "<iframe src='{}'/>",
        "<g/>",
        "<g><g id='{}'/></g>",
        "<text/>",
    ] {
        assert_eq!(content(hidden), "", "{hidden}");
    }
}

#[test]
fn hidden_layers_disappear() {
    for hidden in [
        "<g display='none'><text>{}</text></g>",
        "<g style='display:none'><text>{}</text></g>",
        "<g style='DISPLAY : None !important'><text>{}</text></g>",
        "<g style='fill:red;/* x */display:/* x */none'><text>{}</text></g>",
        "<g style='fill:light-dark(rgb(0,0,0), rgb(1,1,1)); display:none'><text>{}</text></g>",
        "<g style='fill:var(--x, (1)); display:none'><text>{}</text></g>",
        "<g style='display:inline;display:none'><text>{}</text></g>",
        "<g opacity='0'><text>{}</text></g>",
        "<g style='opacity: 0.00'><text>{}</text></g>",
        "<g opacity='0%'><text>{}</text></g>",
        "<g visibility='hidden'><text>{}</text></g>",
        "<g visibility='collapse'><g><text>{}</text></g></g>",
        "<text visibility='hidden'>{}<tspan>{}</tspan></text>",
        "<g inkscape:groupmode='layer' inkscape:label='{}' style='display:none'><text/></g>",
        "<style>.st0{display:none;}</style><g class='st0' id='{}'><text>{}</text></g>",
        "<style>.a .b > g.c[id], x { display: none }</style>\
         <g class='a'><g class='b'><g class='c' id='{}'><text>{}</text></g></g></g>",
        "<style>path:first-child ~ g{display:none}</style><g><text>{}</text></g>",
        "<style>text{display:inline} .x{display:none !important}</style>\
         <text class='x' style='display:inline'>{}</text>",
        "<style>text { displ\\61y: n\\6fne }</style><text>{}</text>",
        "<svg display='none'><text>{}</text></svg>",
        "<defs><g id='{}'><text>{}</text></g></defs>",
        "<symbol id='{}'><text>{}</text></symbol>",
        "<clipPath id='{}'><text>{}</text></clipPath>",
        "<linearGradient id='{}'/>",
        "<switch><g/><text>{}</text></switch>",
        "<switch><text systemLanguage='xx'>{}</text><g/></switch>",
    ] {
        assert_eq!(content(hidden), "", "{hidden}");
    }
}

#[test]
fn attributes_that_show_nothing_disappear() {
    let shape = |attributes: &str| format!("<path {attributes} d='M1 1'/>");
    for hidden in [
        "id='{}'",
        "class='{}'",
        "data-name='{}'",
        "aria-label='{}'",
        "role='{}'",
        "onclick='{}'",
        "onload='{}'",
        "lang='{}'",
        "xml:lang='{}'",
        "title='{}'",
        "content='&lt;mxfile host=&quot;{}&quot;&gt;'",
        "inkscape:export-filename='/home/ana/{}.png'",
        "inkscape:label='{}'",
        "sodipodi:nodetypes='{}'",
        "xlink:title='{}'",
        "xlink:href='{}'",
        "href='javascript:{}'",
        "style='-inkscape-font-specification:\"{}\"'",
        "style='--{}: 1; behavior: url({})'",
        "style='fill: url(http://{})'",
        "style='fill: url({}.svg#a)'",
        "style='background: url({}); content: \"{}\"'",
        "style='cursor: url({})'",
        "style='fill: attr({})'",
        "style='/* {} */'",
        "fill='url(http://example.com/{})'",
        "filter='url({}.svg#a)'",
        "transform='{}'",
        "x='{}'",
        "rx='1{}'",
        "tabindex='{}'",
        "systemLanguage='{}'",
        "enable-background='{}'",
        "unknown='{}'",
    ] {
        assert_eq!(content(&shape(hidden)), "<path d=\"M1 1\"/>", "{hidden}");
    }
    assert_eq!(content("<path d='M0 0 {}'/>"), "<path/>");
}

#[test]
fn an_editor_can_leave_nothing_at_the_root() {
    let text = format!(
        "<svg {NAMESPACES} viewBox='0 0 9 9' id='{{}}' content='{{}}' inkscape:version='{{}}' \
         sodipodi:docname='{{}}.svg' inkscape:export-filename='C:\\{{}}' baseProfile='{{}}' \
         xmlns:x='http://{{}}' onload='{{}}'>{SEEN}</svg>"
    )
    .replace("{}", CANARY);
    assert_eq!(clean_text(&text), clean_text(&drawing("")));
}
