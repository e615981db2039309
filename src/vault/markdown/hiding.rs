//! HTML that a browser does not show, and that would be shown here: its attribute is left out,
//! or its tag. Who reads less than engineering must not get what its author could not see.

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Span, message, place, value};

use super::tag::{ATTRIBUTES, Tag};

/// Attributes that are left out and hide nothing. Of any other, nobody can tell: a style sheet, a
/// script or the browser may hide by it.
const HARMLESS: [&str; 48] = [
    "abbr",
    "align",
    "axis",
    "border",
    "cellpadding",
    "cellspacing",
    "char",
    "charoff",
    "cite",
    "clear",
    "compact",
    "crossorigin",
    "decoding",
    "download",
    "draggable",
    "fetchpriority",
    "frame",
    "headers",
    "height",
    "href",
    "hreflang",
    "hspace",
    "id",
    "ismap",
    "itemprop",
    "itemscope",
    "itemtype",
    "loading",
    "markdown",
    "media",
    "name",
    "nowrap",
    "ping",
    "referrerpolicy",
    "rel",
    "role",
    "rules",
    "scope",
    "sizes",
    "spellcheck",
    "src",
    "srcset",
    "summary",
    "tabindex",
    "target",
    "type",
    "usemap",
    "width",
];

/// More of these.
const ALSO_HARMLESS: [&str; 6] = ["noshade", "translate", "valign", "vspace", "xmlns", "xml:lang"];

/// Tags whose content browsers do not show, or show only where they cannot do better.
const HIDES_CONTENT: [&str; 26] = [
    "audio", "canvas", "datalist", "dialog", "head", "iframe", "math", "meter", "noembed",
    "noframes", "noscript", "object", "optgroup", "option", "progress", "rb", "rp", "rtc",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// An image or a box of so few pixels is not seen.
const UNSEEN_SIZE: f64 = 2.0;

/// A mistake, if an attribute of a tag may hide what stands in it.
pub fn refuse_attribute(tag: &Tag<'_>, span: Span, audience: Audience) -> Option<Diagnostic> {
    let readers = readers(audience)?;
    let (name, _) = tag.attributes().find(|(name, value)| may_hide(name, value))?;
    let shown: String = name.chars().take(60).collect();
    let shown = value(shown);
    let message =
        message!("`{}` may hide text, but is left out: {} would read it", shown.clone(), readers);
    Some(
        Diagnostic::error("bad-html", span, message)
            .hint("move the words that they are not to read out of the block")
            .hint(message!("if they may read them, remove `{}`", shown)),
    )
}

/// A mistake, if an element that HTML does not name hides what stands in it: browsers obey its
/// attributes all the same. `<your name>` is a placeholder, and no such element.
pub fn refuse_element(tag: &Tag<'_>, span: Span, audience: Audience) -> Option<Diagnostic> {
    let is_own = tag.name.contains('-');
    let hides = |(name, value): (&str, &str)| match name {
        "hidden" | "inert" | "popover" | "aria-hidden" => true,
        "style" | "class" => !value.is_empty(),
        _ => is_own && may_hide(name, value),
    };
    if tag.closing || !tag.attributes().any(hides) {
        return None;
    }
    refuse_attribute(tag, span, audience)
}

/// A mistake, if browsers do not show what stands in a tag that is left out.
pub fn refuse_content(tag: &Tag<'_>, span: Span) -> Option<Diagnostic> {
    let has_paint = tag.name == "font" && tag.attributes().next().is_some();
    let hides = has_paint || HIDES_CONTENT.contains(&tag.name.as_str());
    hides.then(|| {
        let message = message!(
            "`<{}>` may hide text, but is left out: salespeople would read it",
            place(&tag.name)
        );
        Diagnostic::error("bad-html", span, message)
            .hint("move the words that they are not to read out of the block")
            .hint("if they may read them, write them without HTML")
    })
}

/// Who reads the text, if that is not engineering alone, which reads everything.
fn readers(audience: Audience) -> Option<&'static str> {
    match audience {
        Audience::Engineering => None,
        Audience::Sales => Some("salespeople"),
        Audience::Client => Some("clients"),
    }
}

fn may_hide(name: &str, value: &str) -> bool {
    match name {
        "width" | "height" => is_unseen(value),
        _ => {
            let is_known = ATTRIBUTES.contains(&name)
                || HARMLESS.contains(&name)
                || ALSO_HARMLESS.contains(&name);
            // Handlers act on what is shown; notes for scripts are not read by browsers.
            !is_known && !name.starts_with("on") && !name.starts_with("data-")
        }
    }
}

/// Whether a width or height leaves nothing to see.
fn is_unseen(value: &str) -> bool {
    let value = value.trim();
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let is_share = value[end..].trim_start().starts_with('%');
    let limit = if is_share { 0.0 } else { UNSEEN_SIZE };
    value[..end].parse::<f64>().is_ok_and(|size| size <= limit)
}

#[cfg(test)]
mod tests {
    use super::{may_hide, refuse_content};
    use crate::audience::Audience;
    use crate::diagnostic::{Sources, Span};
    use crate::vault::markdown::tag::Tag;

    #[test]
    fn an_attribute_may_hide_unless_it_is_known_not_to() {
        for (name, value) in [
            ("hidden", ""),
            ("hidden", "until-found"),
            ("style", "color:red"),
            ("class", "internal-only"),
            ("aria-hidden", "true"),
            ("inert", ""),
            ("popover", ""),
            ("color", "white"),
            ("bgcolor", "black"),
            ("width", "0"),
            ("height", " 1px"),
            ("width", "0%"),
            ("v-if", "false"),
            (":class", "x"),
            ("slot", "none"),
        ] {
            assert!(may_hide(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("title", "t"),
            ("id", "x"),
            ("align", "center"),
            ("width", "600"),
            ("width", "5%"),
            ("height", "auto"),
            ("onclick", "x()"),
            ("data-note", "n"),
            ("open", ""),
            ("href", "b.md"),
        ] {
            assert!(!may_hide(name, value), "{name}={value}");
        }
    }

    #[test]
    fn an_element_that_html_does_not_name_hides_by_its_attributes_and_a_placeholder_does_not() {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let hides = |html| {
            let tag = Tag::parse(html).expect("it is a tag");
            super::refuse_element(&tag, span, Audience::Client).is_some()
        };
        for html in [
            "<x-note style=\"display:none\">",
            "<custom-el hidden>",
            "<Internal hidden>",
            "<o:p hidden>",
            "<note class=internal>",
            "<my-note v-if=\"false\">",
            "<x-note aria-hidden=true>",
        ] {
            assert!(hides(html), "{html}");
        }
        for html in
            ["<your name>", "<class name>", "<your style>", "<x-note>", "<namespace>", "</x-note>"]
        {
            assert!(!hides(html), "{html}");
        }
    }

    #[test]
    fn a_tag_hides_its_content_or_only_goes() {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let hides = |html| refuse_content(&Tag::parse(html).expect("it is a tag"), span).is_some();
        for html in ["<dialog>", "<TEMPLATE>", "<font color=white>", "<video controls>", "<rp>"] {
            assert!(hides(html), "{html}");
        }
        for html in ["<font>", "<section>", "<button>", "<nav>", "<big>"] {
            assert!(!hides(html), "{html}");
        }
    }
}
