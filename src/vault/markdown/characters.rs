//! Characters that an author can spell as a reference, such as `&#xFDD0;`, and that no page may
//! hold: controls, and the noncharacters that mark slots.

use std::borrow::Cow;

/// What stands in the place of such a character, as CommonMark has it for NUL.
const REPLACEMENT: &str = "\u{fffd}";

/// The text of an event with such characters replaced.
pub fn without_unprintable(text: &str) -> Cow<'_, str> {
    if text.contains(is_unprintable) {
        Cow::Owned(text.replace(is_unprintable, REPLACEMENT))
    } else {
        Cow::Borrowed(text)
    }
}

/// Raw HTML with numeric references to such characters replaced: the sanitizer resolves them.
pub fn without_references(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices("&#") {
        let Some((code, len)) = number(&html[at + 2..]) else { continue };
        if char::from_u32(code).is_none_or(is_unprintable) {
            out.push_str(&html[copied..at]);
            out.push_str(REPLACEMENT);
            copied = at + 2 + len;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// The number of a reference and the bytes that spell it. HTML does not insist on the semicolon.
fn number(text: &str) -> Option<(u32, usize)> {
    let (digits, radix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let count = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let value = (digits[..count].chars())
        .try_fold(0_u32, |value, c| value.checked_mul(radix)?.checked_add(c.to_digit(radix)?));
    let len = text.len() - digits.len() + count;
    let semicolon = usize::from(text[len..].starts_with(';'));
    (count > 0).then(|| (value.unwrap_or(u32::MAX), len + semicolon))
}

fn is_unprintable(c: char) -> bool {
    let code = u32::from(c);
    let is_noncharacter = ('\u{fdd0}'..='\u{fdef}').contains(&c) || code & 0xfffe == 0xfffe;
    is_noncharacter || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{without_references, without_unprintable};

    #[test]
    fn references_to_what_no_page_may_hold_are_replaced() {
        for (html, expected) in [
            ("<b title=\"&#xFDD0;0&#xfdd1;\">", "<b title=\"\u{fffd}0\u{fffd}\">"),
            ("&#64976 &#000064977;", "\u{fffd} \u{fffd}"),
            ("&#0;&#x1;&#x7f;&#13;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("&#xD800;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&#x1FFFF;", "\u{fffd}"),
            ("&#65;&#x41;&#10;&#9;&amp;&#;&#x;&", "&#65;&#x41;&#10;&#9;&amp;&#;&#x;&"),
        ] {
            assert_eq!(without_references(html), expected, "{html}");
        }
    }

    #[test]
    fn characters_that_no_page_may_hold_are_replaced() {
        assert_eq!(
            without_unprintable("a\u{fdd0}\u{7}\u{ffff}b\n"),
            "a\u{fffd}\u{fffd}\u{fffd}b\n"
        );
        assert_eq!(without_unprintable("Größe 日本 👩‍💻"), "Größe 日本 👩‍💻");
    }
}
