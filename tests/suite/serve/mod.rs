//! The preview, driven over HTTP while its project changes.

mod preview;
mod saves;
mod shares;
mod strangers;
mod wakes;

use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt as _;

use crate::support::{AS_OF, Project, document, files_with};
use preview::Preview;

const SHOWN: &str = "title: Shown\nstage: planned\nvisibility: client";

fn project() -> Project {
    Project::new().entry("a", SHOWN, "::: client\nFirst words.\n:::").entry(
        "b",
        "title: Hidden\nstage: discovery\nvisibility: sales\ncodenames: [Zephyrine]",
        "",
    )
}

#[test]
fn the_preview_shows_all_sites_and_writes_nothing() {
    let project = project();
    let preview = Preview::of(&project);
    for path in ["/client/items/shown.html", "/sales/items/hidden.html", "/engineering/"] {
        let page = preview.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(page.text().contains("/~roadcast/page.js"), "{path}");
    }
    assert_eq!(preview.get("/client/items/hidden.html").status, 404);
    assert_eq!(preview.get("/client").header("location"), Some("/client/"));
    let start = preview.get("/").text();
    for audience in ["client", "sales", "engineering"] {
        assert!(start.contains(&format!("src=\"/{audience}/\"")), "{audience}");
    }
    assert!(!project.path("dist").exists());
}

#[test]
fn the_preview_knows_where_each_document_is_and_why_it_is_not() {
    let preview = Preview::of(&project());
    let pages: serde_json::Value =
        serde_json::from_str(&preview.get("/~roadcast/pages.json").text()).expect("it is JSON");
    assert_eq!(
        pages,
        serde_json::json!([
            {
                "file": "content/a.md",
                "client": { "path": "items/shown.html" },
                "sales": { "path": "items/shown.html" },
                "engineering": { "path": "items/shown.html" },
            },
            {
                "file": "content/b.md",
                "client": { "withheld": "undiscovered" },
                "sales": { "path": "items/hidden.html" },
                "engineering": { "path": "items/hidden.html" },
            },
        ])
    );
}

#[test]
fn what_is_served_is_what_a_build_writes_but_for_the_preview() {
    let project = project();
    project.build(&[]).succeeds();
    let preview = Preview::of(&project);
    for audience in ["client", "sales", "engineering"] {
        let site = project.site(audience);
        assert_eq!(files_with(&site, "~roadcast"), [""; 0], "{audience}");
        for (path, bytes) in &site {
            let served = preview.get(&format!("/{audience}/{path}"));
            assert_eq!(served.status, 200, "{audience}/{path}");
            let mut body = served.body;
            // The page for missing pages allows nothing but its own style.
            if path.ends_with(".html") && path != "404.html" {
                let text = String::from_utf8(body).expect("pages are UTF-8");
                let added = text.find("<link rel=\"stylesheet\" href=\"/~roadcast/page.css\">");
                let added = added.expect("a page has what it needs to follow changes");
                let end = text.rfind("</body>").expect("a page ends");
                body = [&text.as_bytes()[..added], &text.as_bytes()[end..]].concat();
            }
            assert!(body == *bytes, "{audience}/{path} differs");
        }
    }
}

#[test]
fn a_mistake_is_shown_over_the_last_good_sites_until_it_is_mended() {
    let project = project();
    let preview = Preview::of(&project);
    project.write("content/a.md", "---\ntitle: Shown\nstage: plannd\n---\n");
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    assert_eq!(
        news["mistakes"].as_str().expect("mistakes are text"),
        "error[unknown-value]: `plannd` is not a stage
 --> content/a.md:3:8
  |
3 | stage: plannd
  |        ^^^^^^ not a stage
  |
  = help: did you mean `planned`?
  = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

1 error; the last good sites stay up
"
    );
    assert!(preview.get("/client/items/shown.html").text().contains("First words."));
    project.write("content/a.md", document(SHOWN, "::: client\nMended.\n:::"));
    preview.until(|_, news| news["mistakes"].is_null());
    assert!(preview.get("/client/items/shown.html").text().contains("Mended."));
}

#[test]
fn a_project_that_begins_with_a_mistake_shows_it_and_then_its_sites() {
    let project = Project::new().entry("a", "title: A\nstage: plannd", "");
    let preview = Preview::of(&project);
    let page = preview.get("/client/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("/~roadcast/page.js"));
    preview.until(|_, news| news["mistakes"].as_str().is_some_and(|text| text.contains("plannd")));
    project.write("content/a.md", document(SHOWN, ""));
    preview.until_page("/client/items/shown.html", "Shown");
}

#[test]
fn what_would_leak_is_not_served() {
    let project = project();
    let preview = Preview::of(&project);
    project.write("content/a.md", document(SHOWN, "::: client\nZephyrine.\n:::"));
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    assert!(news["mistakes"].to_string().contains("error[leak]"), "{news}");
    assert!(preview.get("/client/items/shown.html").text().contains("First words."));
}

#[test]
fn what_is_shown_already_leaks_as_soon_as_it_is_secret() {
    let project = project();
    // No page has a word of this title, so that nothing is found in any of them at first.
    let with_name = |name: &str| {
        let fields = "title: Quiet Lagoon\nstage: discovery\nvisibility: sales";
        document(&format!("{fields}\ncodenames: [{name}]"), "")
    };
    project.write("content/a.md", document(SHOWN, "::: client\nZephyrus.\n:::"));
    project.write("content/b.md", with_name("Amaranth"));
    let preview = Preview::of(&project);
    preview.until_page("/client/items/shown.html", "Zephyrus.");
    // The page stays as it was found to be safe, but something else is looked for.
    project.write("content/b.md", with_name("Zephyrus"));
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    assert!(news["mistakes"].to_string().contains("error[leak]"), "{news}");
}

#[test]
fn words_that_are_shown_already_leak_as_soon_as_they_are_hidden_elsewhere() {
    const WORDS: &str = "Nine ferries carry amber barrels over Lake Norrland daily.";
    let project = project();
    let hidden =
        |text: &str| document("title: Quiet Lagoon\nstage: discovery\nvisibility: sales", text);
    project.write("content/a.md", document(SHOWN, &format!("::: client\n{WORDS}\n:::")));
    project.write("content/b.md", hidden("Nothing of that."));
    let preview = Preview::of(&project);
    preview.until_page("/client/items/shown.html", WORDS);
    project.write("content/b.md", hidden(WORDS));
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    assert!(news["mistakes"].to_string().contains("error[leak]"), "{news}");
}

#[test]
fn words_leak_as_soon_as_their_own_entry_shows_them_no_longer() {
    const WORDS: &str = "Nine ferries carry amber barrels over Lake Norrland daily.";
    let project = project();
    let both = |shown: &str| {
        let text = format!("{WORDS}\n\n::: client\n{shown}\n:::");
        document("title: Quiet Lagoon\nstage: beta\nvisibility: client", &text)
    };
    project.write("content/a.md", document(SHOWN, &format!("::: client\n{WORDS}\n:::")));
    project.write("content/b.md", both(WORDS));
    let preview = Preview::of(&project);
    preview.until_page("/client/items/quiet-lagoon.html", WORDS);
    // The page of the other entry stays the same.
    project.write("content/b.md", both("Something else."));
    let news = preview.until(|_, news| !news["mistakes"].is_null());
    let mistakes = news["mistakes"].to_string();
    assert!(mistakes.contains("error[leak]") && mistakes.contains("items/shown.html"), "{news}");
}

#[test]
fn a_port_that_is_taken_is_named_and_the_next_one_is_found() {
    let project = project();
    let taken = TcpListener::bind("127.0.0.1:0").expect("there are free ports");
    let port = taken.local_addr().expect("it listens").port().to_string();
    project.run(&["serve", "--port", &port]).fails_with(
        2,
        &format!(
            "
            error: port {port} is taken, perhaps by another preview; end that one, or leave out `--port` to get the next free port
            "
        ),
    );
    // Whoever has 4400 on this machine, two previews have different ports.
    let (one, other) = (Preview::with(&project, &[]), Preview::with(&project, &[]));
    assert_ne!(one.port(), other.port());
}

#[test]
fn a_folder_without_a_project_ends_at_once() {
    let project = Project::new();
    std::fs::create_dir(project.path("empty")).expect("the project is writable");
    project.run(&["serve", "-C", "empty"]).fails_with(
        2,
        "
        error: there is no `empty/roadcast.yaml`; run the command in a Roadcast project, or name one with `-C DIR`
        ",
    );
}

#[test]
fn another_address_is_warned_of() {
    let preview = Preview::with(&project(), &["--port", "0", "--host", "0.0.0.0"]);
    assert_eq!(preview.get("/").status, 200);
    // The server may answer before what it says was read.
    let warning = "warning: whoever can reach 0.0.0.0 can read all three sites";
    preview.until(|preview, _| preview.said().contains(warning));
}

#[test]
fn it_ends_at_once_when_asked_to() {
    let project = project();
    let preview = Preview::of(&project);
    let ended = preview.end();
    assert_eq!(ended.signal(), Some(15));
    assert!(!project.path("dist").exists());
    assert!(!project.path(".roadcast").exists());
}

#[test]
fn the_preview_says_what_would_change_if_it_was_published_now() {
    let project = project();
    let preview = Preview::of(&project);
    let page = |preview: &Preview| preview.get("/~roadcast/changes");
    assert!(page(&preview).text().contains("Nothing is in the ledger yet"));
    assert!(preview.get("/").text().contains("href=\"/~roadcast/changes\""));
    let record = ["publish", "--record", "--audience", "client", "--on", AS_OF];
    project.run(&record).succeeds();
    preview
        .until(|preview, _| page(preview).text().contains("nothing differs, since publication 1"));
    let never = "Never recorded as published: sales, engineering.";
    assert!(page(&preview).text().contains(never));
    let before = page(&preview).header("etag").expect("it has a mark").to_owned();
    project.write("content/a.md", document(SHOWN, "::: client\nFirst light.\n:::"));
    preview.until(|preview, _| page(preview).text().contains(">light</ins>"));
    let now = page(&preview);
    assert_ne!(now.header("etag"), Some(before.as_str()));
    assert!(now.text().contains("<del>words</del>"), "{}", now.text());
    assert!(now.text().contains("href=\"/client/items/shown.html\""));
    assert!(now.header("content-security-policy").is_some_and(|it| it.contains("default-src")));
    // A broken one stops the sites that tell what has changed, and only the view where none does.
    project.write("ledger/2026.jsonl", "{}\n");
    preview.until(|_, news| news["mistakes"].to_string().contains("no line that Roadcast writes"));
    project.write("roadcast.yaml", "product: Acme\nchanges: { show: false }\n");
    preview.until(|preview, _| page(preview).text().contains("not as it was written"));
}
