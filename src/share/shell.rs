//! The plain page around ciphertext. It names neither account nor product, loads nothing, and runs
//! one small script, which the policy names by its hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::render::style_hash;

const SHELL: &str = include_str!("shell.html");
const STYLE: &str = include_str!("shell.css");
const SCRIPT: &str = include_str!("open.js");

/// The page that opens these bytes.
pub fn around(sealed: &[u8]) -> String {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'",
        style_hash(SCRIPT),
        style_hash(STYLE)
    );
    let sealed = STANDARD.encode(sealed);
    let fillings =
        [("{policy}", &*policy), ("{style}", STYLE), ("{sealed}", &sealed), ("{script}", SCRIPT)];
    fillings.into_iter().fold(SHELL.to_owned(), |page, (hole, text)| page.replacen(hole, text, 1))
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn every_hole_of_the_shell_is_filled_and_nothing_is_asked_of_anybody() {
        let page = around(b"sealed");
        for hole in ["{policy}", "{style}", "{sealed}", "{script}"] {
            assert!(!page.contains(hole), "{hole}");
        }
        assert!(page.contains(">c2VhbGVk<"));
        for asks in ["http:", "https:", "src=", "href=", "fetch(", "import(", "url("] {
            assert!(!page.contains(asks), "{asks}");
        }
    }
}
