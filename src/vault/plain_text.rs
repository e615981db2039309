//! Whether a text from elsewhere can stand unmarked in an entry.

use crate::audience::Audience;
use crate::diagnostic::Sources;

use super::body;
use super::markdown::{Folder, Origin, Prose, Slot};

/// Whether a text holds no marker, nothing that is refused, and no link or picture that would
/// have to exist in the project.
pub fn is_plain_text(text: &str) -> bool {
    let file = Sources::default().add("", text);
    let is_unmarked = body::split(text, 0, file, body::Markers::Audiences).is_ok_and(|stretches| {
        stretches.iter().all(|stretch| stretch.audience == Audience::Engineering)
    });
    if !is_unmarked {
        return false;
    }
    let mut mistakes = Vec::new();
    let audience = Audience::Engineering;
    let origin = Origin { file, offset: 0, folder: Folder(""), audience };
    let prose = Prose::compile(text, origin, &mut mistakes);
    let needs_others = |slot: &Slot| match slot {
        Slot::Document { .. } | Slot::Image { .. } | Slot::Anchor { .. } => true,
        Slot::Heading { .. } | Slot::BlockNumber => false,
    };
    mistakes.is_empty() && !prose.slots().iter().any(needs_others)
}

#[cfg(test)]
mod tests {
    use super::is_plain_text;

    #[test]
    fn what_is_refused_or_needs_another_file_is_not_plain() {
        for text in [
            "::: client\nx\n:::\n",
            "text ::: sales\n",
            "```\nopen",
            "[^1]",
            "[^1]\n",
            "[a](b.md)",
            "[a](#b)",
            "![a](b.png)",
            "[a](javascript:b)",
            "[a][b]",
        ] {
            assert!(!is_plain_text(text), "{text:?}");
        }
        for text in ["", "# A\n\n- b\n", "[a](https://b.example)", "a[^1]\n\n[^1]: b\n", "`:::`"] {
            assert!(is_plain_text(text), "{text:?}");
        }
    }
}
