//! Page addresses from shown titles. File names never take part: they carry working names.

/// Longest address, in bytes. File systems allow 255; links should fit a line.
const MAX_LEN: usize = 96;

/// Names that Windows reserves for devices.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The address of a page with this title: lowercase ASCII letters, digits and hyphens.
///
/// Depends on the title alone. Titles in other scripts are transliterated; a title without a
/// single letter or digit gets an address from its hash.
pub fn slug(title: &str) -> String {
    let mut slug = slug::slugify(title);
    if slug.len() > MAX_LEN {
        let end = slug[..=MAX_LEN].rfind('-').filter(|end| *end > MAX_LEN / 2).unwrap_or(MAX_LEN);
        slug.truncate(end);
    }
    if slug.is_empty() {
        let hash = blake3::hash(title.as_bytes()).to_hex();
        return format!("entry-{}", &hash[..8]);
    }
    if RESERVED.contains(&slug.as_str()) {
        slug.push_str("-page");
    }
    slug
}

/// Whether an author may give a page this address: small letters, digits and single hyphens.
pub fn is_address(text: &str) -> bool {
    let is_part = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= MAX_LEN && text.split('-').all(is_part) && !RESERVED.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::{is_address, slug};

    #[test]
    fn an_address_that_an_author_sets_is_plain() {
        for text in ["c-plus-plus", "2027", "a", &"x".repeat(96)] {
            assert!(is_address(text), "{text}");
        }
        for text in
            ["", "C", "a--b", "-a", "a-", "a/b", "a.html", "ä", "con", "a b", &"x".repeat(97)]
        {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn addresses_are_plain_ascii() {
        for (title, expected) in [
            ("Premium SAP connector", "premium-sap-connector"),
            ("  Größe & Maß!  ", "grosse-mass"),
            ("../../etc/passwd", "etc-passwd"),
            ("CON", "con-page"),
        ] {
            assert_eq!(slug(title), expected);
        }
        assert!(slug("日本語").is_ascii());
    }

    #[test]
    fn titles_without_letters_and_very_long_ones_have_an_address() {
        assert!(slug("!!!").starts_with("entry-"));
        assert_ne!(slug("!!!"), slug("???"));
        let long = slug(&"word ".repeat(100));
        assert!(long.len() <= 96 && !long.ends_with('-'), "{long}");
        assert_eq!(slug(&"x".repeat(500)).len(), 96);
    }

    #[test]
    fn a_long_title_is_cut_between_words_unless_little_would_be_left() {
        for (first, second, expected) in [(40, 55, 96), (40, 56, 96), (48, 60, 96), (49, 60, 49)] {
            let title = format!("{} {}", "x".repeat(first), "y".repeat(second));
            assert_eq!(slug(&title).len(), expected, "{first} and {second}");
        }
    }
}
