//! The drawings of a page: of those that its templates offer, only the ones that it shows stay.

use std::collections::BTreeSet;

use memchr::memmem;

const OPEN: &str = "<symbol id=\"";
const CLOSE: &str = "</symbol>\n";

/// Removes each `<symbol id="…">` that nothing on the page refers to.
///
/// Templates offer the same drawings to every page, which would be a tenth of it otherwise.
pub fn keep_used(page: &str) -> String {
    let until_quote = |start: usize| page[start..].split('"').next().unwrap_or_default();
    let references = memmem::find_iter(page.as_bytes(), "href=\"#");
    let used: BTreeSet<&str> = references.map(|at| until_quote(at + "href=\"#".len())).collect();
    let mut kept = String::with_capacity(page.len());
    let mut done = 0;
    for start in memmem::find_iter(page.as_bytes(), OPEN) {
        let Some(length) = memmem::find(&page.as_bytes()[start..], CLOSE.as_bytes()) else { break };
        if !used.contains(until_quote(start + OPEN.len())) {
            kept.push_str(&page[done..start]);
            done = start + length + CLOSE.len();
        }
    }
    kept.push_str(&page[done..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::keep_used;

    #[test]
    fn a_drawing_stays_where_it_is_shown() {
        let symbol = |id: &str| format!("<symbol id=\"{id}\"><path d=\"M0 0\"/></symbol>\n");
        let page = |symbols: &str| {
            format!("<use href=\"#i-a\"/> #i-b\n<svg>\n{symbols}</svg>\n<use href=\"#i-c\"/>\n")
        };
        let offered: String = ["i-a", "i-b", "i-c", "i-ab"].map(symbol).concat();
        assert_eq!(keep_used(&page(&offered)), page(&["i-a", "i-c"].map(symbol).concat()));
    }

    #[test]
    fn a_page_without_drawings_stays_as_it_is() {
        for page in ["", "<p>#i-a</p>", "<symbol id=\"i-a\">", "<symbol></symbol>\n"] {
            assert_eq!(keep_used(page), page);
        }
    }
}
