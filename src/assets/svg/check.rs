//! A second opinion: a sanitizer that shares nothing with ours must find nothing left to remove.

use roxmltree::{Document, Node};
use svg_hush::Filter;
use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult};

use super::not_svg;
use crate::assets::AssetError;

/// An element as both must see it.
#[derive(PartialEq)]
struct Seen {
    name: String,
    attributes: Vec<(String, String)>,
    /// Without white space, which the other one lays out anew.
    text: String,
}

/// Refuses a clean drawing from which svg-hush would remove something.
pub(super) fn check(clean: &str) -> Result<(), AssetError> {
    let mut filter = Filter::new();
    filter.set_data_url_filter(keep_pictures);
    let mut hushed = Vec::new();
    filter.filter(clean.as_bytes(), &mut hushed).map_err(|error| not_svg(&error))?;
    let hushed = String::from_utf8(hushed).map_err(|error| not_svg(&error))?;
    let (ours, theirs) = (see(clean)?, see(&hushed)?);
    let differing = ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs);
    match differing {
        Some((ours, _)) => Err(AssetError::Disputed { found: format!("`<{}>`", ours.name) }),
        None if ours.len() != theirs.len() => {
            Err(AssetError::Disputed { found: "elements".to_owned() })
        }
        None => Ok(()),
    }
}

/// Embedded pictures have been cleaned.
fn keep_pictures(url: &DataUrl) -> DataUrlFilterResult {
    let media_type = url.mime_type();
    let pictures = ["png", "jpeg", "gif", "webp"];
    if media_type.type_ == "image" && pictures.contains(&media_type.subtype.as_str()) {
        DataUrlFilterResult::Keep
    } else {
        DataUrlFilterResult::Drop
    }
}

fn see(text: &str) -> Result<Vec<Seen>, AssetError> {
    let document = Document::parse(text).map_err(|error| not_svg(&error))?;
    Ok(document.descendants().filter(Node::is_element).map(seen).collect())
}

fn seen(node: Node) -> Seen {
    let name = node.tag_name().name();
    let mut attributes: Vec<_> = node
        .attributes()
        // The other one knows no text on a path; ours refers to this drawing only.
        .filter(|attribute| (name, attribute.name()) != ("textPath", "href"))
        .map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned()))
        .collect();
    attributes.sort_unstable();
    let texts = node.children().filter_map(|child| child.text().filter(|_| child.is_text()));
    let text = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    Seen { name: name.to_owned(), attributes, text }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary;
    use super::{AssetError, check};

    const ELEMENTS: &str = "\
        a circle clipPath defs ellipse feBlend feColorMatrix feComponentTransfer feComposite \
        feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood \
        feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset \
        fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line \
        linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg \
        switch symbol text textPath tspan use";

    fn drawing(content: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>")
    }

    /// Otherwise an honest drawing would be refused.
    #[test]
    fn the_other_sanitizer_keeps_every_word_of_ours() {
        for element in ELEMENTS.split(' ') {
            assert!(vocabulary::role(element).is_some(), "{element}");
            assert_eq!(check(&drawing(&format!("<{element}/>"))), Ok(()));
        }
        for attribute in vocabulary::attributes() {
            let content = format!("<g {attribute}=\"1\"/>");
            assert_eq!(check(&drawing(&content)), Ok(()), "{attribute}");
        }
        let style = "font-family:&quot;A B&quot;, c;fill:url(#r0) red;x:calc(1px + (2px))";
        assert_eq!(check(&drawing(&format!("<g style=\"{style}\"/>"))), Ok(()));
    }

    #[test]
    fn what_the_other_sanitizer_removes_is_disputed() {
        for content in [
            "<script>x</script>",
            "<g onclick=\"x\"/>",
            "<foreignObject/>",
            "<use href=\"data:text/html,x\"/>",
            "<g fill=\"url(javascript:x)\"/>",
            "<style>@import 'x';</style>",
        ] {
            let result = check(&drawing(content));
            assert!(matches!(result, Err(AssetError::Disputed { .. })), "{content}");
        }
    }
}
