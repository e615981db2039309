//! Shares in the preview: what each recipient would read, for their author.

use std::fs;

use super::preview::Preview;
use crate::shares::{block, front, project};
use crate::support::document;

#[test]
fn the_preview_lists_shares_and_shows_the_page_of_each_recipient() {
    let project = project();
    let preview = Preview::of(&project);
    let list = preview.get("/shares/").text();
    assert!(list.contains("<b>acme</b> (waits for approval)"), "{list}");
    for (at, name) in [(0, "j.weber"), (1, "m.roth")] {
        assert!(list.contains(&format!("<a href=\"/shares/acme/{at}\">{name}</a>")), "{list}");
        let page = preview.get(&format!("/shares/acme/{at}"));
        assert_eq!(page.status, 200);
        let policy = page.header("content-security-policy").unwrap_or_default();
        assert!(page.text().contains("Orders and stock go both ways"), "{name}, {policy}");
        assert!(page.text().contains(&format!("<span dir=\"auto\">{name}</span>")), "{name}");
        // It was sealed with no secret: nobody gets this copy.
        assert!(page.text().contains("Copy 0000-0000"), "{name}");
    }
    for path in ["/shares/acme/2", "/shares/acme", "/shares/other/0", "/shares/acme/-1"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    project.approve("acme", "ana");
    preview.until_page("/shares/", "<b>acme</b> (active)");
}

#[test]
fn other_words_of_a_share_are_seen_at_a_save_and_a_leak_in_them_is_not_shown() {
    let project = project();
    let preview = Preview::of(&project);
    let write = |words: &str| {
        project.write("shares/acme.md", document(&front(&[]), &block("sap", words)));
    };
    let page = || preview.get("/shares/acme/0").text();
    write("Orders go one way for now.");
    preview.until_page("/shares/acme/0", "Orders go one way for now.");
    write("Ask the Quillfeather people.");
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    assert!(news["mistakes"].to_string().contains("error[leak]"), "{news}");
    assert!(!page().contains("Quillfeather"));
    write("Orders go both ways again.");
    preview.until_page("/shares/acme/0", "Orders go both ways again.");
    fs::remove_file(project.path("shares/acme.md")).expect("it is ours");
    preview.until_page("/shares/", "There are none at the moment");
}
