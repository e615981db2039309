//! Decides what a link or image destination is.

use super::Slot;
use crate::diagnostic::{Diagnostic, Message, Span, message, value};
use crate::read::composed;

/// The folder of a document, relative to the project: `content/integrations`.
#[derive(Clone, Copy)]
pub struct Folder<'a>(pub &'a str);

/// What a destination turned out to be.
pub enum Target {
    /// An address outside the project, to be written as it is.
    External,
    /// Something inside the project.
    Slot(Slot),
    /// Not allowed: why, and what to do.
    Refused(&'static str, Message),
}

/// Schemes that are safe to follow from a page.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Judges the destination of a link.
pub fn judge_link(destination: &str, folder: Folder<'_>, span: Span) -> Target {
    if let Some(refused) = refuse(destination) {
        return refused;
    }
    if let Some(scheme) = scheme(destination) {
        return if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            Target::External
        } else {
            Target::Refused(
                "links with this scheme are not allowed",
                "allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file".into(),
            )
        };
    }
    if let Some(fragment) = destination.strip_prefix('#') {
        return Target::Slot(Slot::Anchor { fragment: decode(fragment), span });
    }
    let (path, fragment) = match destination.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (destination, None),
    };
    let Some(path) = join(folder, &decode(path)) else { return outside() };
    if std::path::Path::new(&path).extension().is_some_and(|ext| ext == "md") {
        Target::Slot(Slot::Document { path, fragment, span })
    } else {
        Target::Refused(
            "a relative link must lead to an entry's or theme's .md file",
            "link to the .md file, or to a full `https://` address".into(),
        )
    }
}

/// Judges the destination of an image.
pub fn judge_image(destination: &str, folder: Folder<'_>, span: Span) -> Target {
    if let Some(refused) = refuse(destination) {
        return refused;
    }
    if scheme(destination).is_some() {
        return Target::Refused(
            "images must be files of the project",
            "pages load nothing from elsewhere: save the image in the project and use its relative path".into(),
        );
    }
    match join(folder, &decode(destination)) {
        Some(path) => Target::Slot(Slot::Image { path, span }),
        None => outside(),
    }
}

/// The file of the project that stands as a value of its own, relative to the project.
pub fn image_path(destination: &str, folder: Folder<'_>, span: Span) -> Result<String, Diagnostic> {
    match judge_image(destination, folder, span) {
        Target::Slot(Slot::Image { path, .. }) => Ok(path),
        Target::Refused(why, hint) => Err(Diagnostic::error("bad-image", span, why).hint(hint)),
        Target::External | Target::Slot(_) => {
            unreachable!("an image is a file of the project, or refused")
        }
    }
}

fn outside() -> Target {
    Target::Refused(
        "this path leaves the project",
        "use a path to a file inside the project".into(),
    )
}

fn refuse(destination: &str) -> Option<Target> {
    if destination.is_empty() {
        return Some(Target::Refused(
            "the destination is empty",
            "write an address, or remove the link".into(),
        ));
    }
    if destination.chars().any(char::is_control) {
        return Some(Target::Refused(
            "the destination holds control characters",
            "remove them".into(),
        ));
    }
    if destination.starts_with("//") || destination.starts_with(['/', '\\']) {
        return Some(Target::Refused(
            "the destination is an absolute path",
            "use a relative path, or a full `https://` address".into(),
        ));
    }
    if scheme(destination).is_none() && decode(destination).contains('\\') {
        let mended = decode(destination).replace('\\', "/");
        let shown: String = mended.chars().take(200).collect();
        return Some(Target::Refused(
            "a backslash stands in this path",
            message!("write `/` between folders and files: `{}`", value(shown)),
        ));
    }
    None
}

/// The scheme of a URL: whatever stands before a colon that comes before any slash. That is never
/// a relative path here, even where RFC 3986 sees no scheme: browsers might disagree.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    (!scheme.contains(['/', '#', '?'])).then_some(scheme)
}

/// Undoes percent-encoding; what is not UTF-8 afterwards stays as it was.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Joins a relative path to a folder; nothing if it leaves the project.
fn join(folder: Folder<'_>, relative: &str) -> Option<String> {
    if relative.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.0.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(composed(&parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{Folder, Target, judge_image, judge_link};
    use crate::diagnostic::{Sources, Span};
    use crate::vault::markdown::Slot;

    fn judge(judge: fn(&str, Folder<'_>, Span) -> Target, destination: &str) -> String {
        let file = Sources::default().add("a.md", "");
        match judge(destination, Folder("content/a"), Span::new(file, 0..0)) {
            Target::External => "external".to_owned(),
            Target::Slot(Slot::Document { path, fragment, .. }) => {
                format!("document {path} {}", fragment.unwrap_or_default())
            }
            Target::Slot(Slot::Image { path, .. }) => format!("image {path}"),
            Target::Slot(Slot::Anchor { fragment, .. }) => format!("anchor {fragment}"),
            Target::Slot(Slot::Heading { .. } | Slot::BlockNumber) => "slot".to_owned(),
            Target::Refused(why, _) => format!("refused: {why}"),
        }
    }

    #[test]
    fn links_lead_out_to_the_page_or_to_a_document() {
        for (destination, expected) in [
            ("https://a.example/", "external"),
            ("MAILTO:a@b.example", "external"),
            ("#goals", "anchor goals"),
            ("b.md", "document content/a/b.md "),
            ("../b%20c.md#d", "document content/b c.md d"),
            ("./../../x.md", "document x.md "),
        ] {
            assert_eq!(judge(judge_link, destination), expected, "{destination}");
        }
    }

    #[test]
    fn unsafe_links_and_images_are_refused() {
        for destination in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "java script:x",
            "//evil.example/x",
            "/etc/passwd",
            "\\\\host\\x",
            "../../../x.md",
            "a.pdf",
            "",
            "java\tscript:x",
            "..%2f..%2f..%2fx.md",
            "a\\..\\x.md",
        ] {
            assert!(judge(judge_link, destination).starts_with("refused"), "{destination}");
        }
        for destination in
            ["https://a.example/a.png", "data:image/png;base64,AA", "../../../a.png", ""]
        {
            assert!(judge(judge_image, destination).starts_with("refused"), "{destination}");
        }
        assert_eq!(judge(judge_image, "../i/a.png"), "image content/i/a.png");
    }
}
