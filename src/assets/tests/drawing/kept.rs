//! What is seen stays, and looks the same.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::super::super::AssetError;
use super::super::{CANARY, cleaned, holds_canary};
use super::{NAMESPACES, SEEN, content, drawing, error};

#[test]
fn names_become_numbers() {
    assert_eq!(
        content(
            "<defs><linearGradient id='{}'><stop offset='0' stop-color='red'/></linearGradient>\
             <linearGradient id='{}-2' xlink:href='#{}' x1='1'/>\
             <filter id='{}-3'><feFlood result='{}'/>\
             <feBlend in='SourceGraphic' in2='{}'/></filter>\
             </defs>\
             <rect fill='url(#{}-2)' style='filter: url(\"#{}-3\")' width='1' height='1'/>\
             <g id='{}-4'><circle r='1'/></g><use xlink:href='#{}-4'/>"
        ),
        "<defs><linearGradient id=\"r0\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient>\
         <linearGradient href=\"#r0\" id=\"r1\" x1=\"1\"/>\
         <filter id=\"r2\"><feFlood result=\"n0\"/>\
         <feBlend in=\"SourceGraphic\" in2=\"n0\"/></filter>\
         </defs>\
         <rect fill=\"url(#r1)\" height=\"1\" style=\"filter:url(#r2)\" width=\"1\"/>\
         <g id=\"r3\"><circle r=\"1\"/></g><use href=\"#r3\"/>"
    );
}

#[test]
fn what_is_used_stays_although_it_is_hidden_where_it_stands() {
    assert_eq!(
        content(
            "<g style='display:none;fill:red' id='{}'><text>{}</text><path id='a' d='M2 2'/></g>\
             <use href='#a' x='3'/>"
        ),
        "<defs style=\"fill:red\"><path d=\"M2 2\" id=\"r0\"/></defs><use href=\"#r0\" x=\"3\"/>"
    );
    assert_eq!(
        content(
            "<g visibility='hidden'><path id='a' d='M2 2'/><path d='M3 3'/></g><use href='#a'/>"
        ),
        "<g visibility=\"hidden\"><path d=\"M2 2\" id=\"r0\"/></g><use href=\"#r0\"/>"
    );
    assert_eq!(
        content(
            "<path id='a' display='none' d='M4 4'/><g id='b'><use href='#a'/></g><use href='#b'/>\
             <rect fill='url(#c)'/><g opacity='0' id='c'/>"
        ),
        "<rect/>"
    );
}

#[test]
fn what_a_hidden_layer_refers_to_disappears_with_it() {
    assert_eq!(
        content(
            "<defs><path id='a' d='M2 2'/><clipPath id='b'><use href='#a'/></clipPath></defs>\
             <g display='none'><rect clip-path='url(#b)' width='1'/></g>"
        ),
        ""
    );
}

#[test]
fn what_is_visible_in_what_is_not_stays() {
    assert_eq!(
        content("<g visibility='hidden'><text>{}</text><path visibility='visible' d='M2 2'/></g>"),
        "<g visibility=\"hidden\"><path d=\"M2 2\" visibility=\"visible\"/></g>"
    );
}

#[test]
fn style_sheets_are_resolved() {
    assert_eq!(
        content(
            "<style>.{}{fill:red;stroke:blue}#{}{stroke:green}rect{fill:black;stroke-width:2}\
             .x:hover{fill:none}</style>\
             <style media='print'>rect{fill:white}</style>\
             <rect class='x {}' id='{}' stroke='white' stroke-width='1' style='opacity:.5'/>"
        ),
        "<rect style=\"stroke-width:2;fill:red;stroke:green;opacity:.5\"/>"
    );
}

#[test]
fn text_stays() {
    assert_eq!(
        content(
            "<text x='1' font-family='\"Open Sans\", Arial' xml:space='preserve' style='font: \
             bold 12px/1.5 serif'>Q4 &lt;&amp;&gt; <tspan dy='1em'>now</tspan><tspan>next</tspan>\
             <a href='http://{}'>more</a><title>{}</title></text>"
        ),
        "<text font-family=\"&quot;Open Sans&quot;, Arial\" \
         style=\"white-space:pre;font:bold 12px/1.5 serif\" x=\"1\">\
         Q4 &lt;&amp;&gt; <tspan dy=\"1em\">now</tspan><tspan>next</tspan>\
         <tspan>more</tspan></text>"
    );
    assert_eq!(
        content("<path id='{}' d='M2 2'/><text><textPath xlink:href='#{}'>On</textPath></text>"),
        "<path d=\"M2 2\" id=\"r0\"/><text><textPath href=\"#r0\">On</textPath></text>"
    );
}

#[test]
fn a_switch_shows_what_can_be_drawn() {
    assert_eq!(
        content(
            "<switch><foreignObject><xhtml:p>{}</xhtml:p></foreignObject>\
             <text>plain</text></switch>"
        ),
        "<g><text>plain</text></g>"
    );
}

#[test]
fn an_embedded_picture_is_cleaned() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 1, 1);
    encoder.add_text_chunk("Comment".to_owned(), CANARY.to_owned()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[7]).unwrap();
    assert!(holds_canary(&png));
    let image =
        format!("<image width='1' xlink:href='data:image/png;base64,{}'/>", BASE64.encode(png));
    let clean = content(&image);
    let data = clean.split(['"', ',']).find(|part| part.len() > 60).expect("the picture");
    assert!(!holds_canary(&BASE64.decode(data).unwrap()));
    assert!(clean.starts_with("<image href=\"data:image/png;base64,"));

    for data in ["data:image/svg+xml;base64,AAAA", "data:image/png,AAAA", "data:image/png;base64,?"]
    {
        let error = error(&format!("<image href='{data}'/>"));
        assert!(matches!(error, AssetError::Embedded { .. }), "{error}");
    }
}

#[test]
fn the_size_is_what_the_drawing_asks_for() {
    for (attributes, size) in [
        ("width='120' height='80.4'", Some((120, 80))),
        ("width='1in' height='25.4mm' viewBox='0 0 9 9'", Some((96, 96))),
        ("width='100%' height='100%' viewBox='0,0 30.5 20'", Some((31, 20))),
        ("width='60' viewBox='0 0 30 20'", Some((60, 40))),
        ("height='60' viewBox='0 0 30 20'", Some((90, 60))),
        ("viewBox='0 0 30'", None),
        ("width='-5' height='2'", None),
        ("width='1e99' height='2'", None),
        ("", None),
    ] {
        let text = format!("<svg {NAMESPACES} {attributes}>{SEEN}</svg>");
        let asset = cleaned("a.svg", text.as_bytes());
        assert_eq!(asset.width.zip(asset.height), size, "{attributes}");
    }
}

#[test]
fn cleaning_twice_changes_nothing() {
    let text = drawing(
        "<style>.a{fill:url(#g)}</style><linearGradient id='g'/><g class='a'><text \
         xml:space='preserve'>a  b</text></g><g display='none'><path id='p'/></g><use href='#p'/>",
    );
    let once = cleaned("a.svg", text.as_bytes());
    assert_eq!(cleaned("a.svg", &once.bytes), once);
}
