//! The picture of an entry: as public as the title beside it, with its words, and never by its name.

use crate::support::{Files, Project, differing, files_with, png};

const FRONT: &str = "title: Inner\nstage: beta\nvisibility: client";
const OWN: &str = "picture: { file: ../art/zinner.png, alt: Zinside seen }";

fn project(front: &str) -> Project {
    Project::new()
        .entry("a", front, "")
        .file("art/zinner.png", png([1, 0, 0]))
        .file("art/zouter.png", png([0, 1, 0]))
}

fn pictures(site: &Files) -> Vec<&str> {
    let is_picture = |path: &&str| path.starts_with("assets/") && path.ends_with(".png");
    site.keys().map(String::as_str).filter(is_picture).collect()
}

/// The words of the pictures that the page of the entry shows, in their order.
fn shown<'a>(page: &'a str) -> Vec<&'a str> {
    let alt = |image: &'a str| image.split_once("alt=\"")?.1.split('"').next();
    page.split("<img ").skip(1).filter_map(alt).collect()
}

#[test]
fn a_picture_is_as_public_as_the_title_beside_it() {
    const CLIENT: &str = "picture: { file: ../art/zouter.png, alt: Zoutside seen }";
    let [inner, outer] = ["Zinside seen", "Zoutside seen"];
    for (front, client, sales) in [
        (OWN.to_owned(), vec![inner], vec![inner]),
        (format!("{OWN}\nclient: {{ summary: S. }}"), vec![inner], vec![inner]),
        (format!("{OWN}\nclient: {{ title: Inner }}"), vec![], vec![inner]),
        (format!("{OWN}\nclient: {{ {CLIENT} }}"), vec![outer], vec![inner, outer]),
        (format!("{OWN}\nclient: {{ title: Inner, {CLIENT} }}"), vec![outer], vec![inner, outer]),
        (format!("client: {{ {CLIENT} }}"), vec![outer], vec![outer]),
    ] {
        let project = project(&format!("{FRONT}\n{front}"));
        project.build(&[]).succeeds();
        for (audience, expected) in
            [("client", &client), ("sales", &sales), ("engineering", &sales)]
        {
            let page = project.page(audience, "items/inner.html");
            assert_eq!(&shown(&page), expected, "{front}: {audience}");
            let site = project.site(audience);
            assert_eq!(pictures(&site).len(), expected.len(), "{front}: {audience}");
            for name in ["zinner", "zouter"] {
                assert_eq!(files_with(&site, name), [""; 0], "{front}: {audience}");
            }
            let index = project.page(audience, "index.html");
            assert_eq!(shown(&index), &expected[..expected.len().min(1)], "{front}: {audience}");
        }
    }
}

#[test]
fn insiders_are_told_which_picture_clients_do_not_see() {
    for (front, note) in [
        (format!("{OWN}\nclient: {{ title: Outer }}"), "clients do not see this picture"),
        (
            format!("{OWN}\nclient: {{ picture: {{ file: ../art/zouter.png, alt: Z }} }}"),
            "clients see another picture",
        ),
        (OWN.to_owned(), ""),
    ] {
        let project = project(&format!("{FRONT}\n{front}"));
        project.build(&[]).succeeds();
        for audience in ["sales", "engineering"] {
            let page = project.page(audience, "items/inner.html");
            assert_eq!(page.contains("<figcaption>"), !note.is_empty(), "{front}");
            assert!(page.contains(note), "{front}");
        }
    }
}

#[test]
fn the_picture_of_a_hidden_entry_has_no_influence_on_the_client_site() {
    const SHOWN: &str = "title: Shown\nstage: beta\nvisibility: client";
    let hidden = |more: &str| {
        let front = format!("title: Hidden\nstage: beta\nvisibility: sales\n{more}");
        let project = project(&front).entry("b", SHOWN, "");
        project.build(&[]).succeeds();
        project.site("client")
    };
    let without = hidden("");
    assert_eq!(pictures(&without), [""; 0]);
    let more = "client: { picture: { file: ../art/zouter.png, alt: Zoutside seen } }";
    for more in [OWN, more] {
        assert_eq!(differing(&without, &hidden(more)), [""; 0], "{more}");
    }
}

#[test]
fn entries_that_share_a_picture_show_it_to_those_who_see_one_of_them() {
    let hidden = format!("title: Hidden\nstage: beta\nvisibility: sales\n{OWN}");
    let twice = project(&format!("{FRONT}\n{OWN}")).entry("b", &hidden, "");
    let once = project(&format!("{FRONT}\n{OWN}"));
    twice.build(&[]).succeeds();
    once.build(&[]).succeeds();
    assert_eq!(pictures(&twice.site("client")).len(), 1);
    assert_eq!(differing(&once.site("client"), &twice.site("client")), [""; 0]);
    assert_eq!(pictures(&twice.site("sales")).len(), 1);
}

#[test]
fn the_words_for_a_hidden_picture_are_searched_for() {
    for alt in ["Zeppelin over Ulm", "A long table with ten columns and the names of all tenants"] {
        let hidden = format!("title: H\nstage: idea\npicture: {{ file: p.png, alt: {alt} }}");
        let project = Project::new()
            .file("content/p.png", png([1, 2, 3]))
            .entry("a", FRONT, &format!("::: client\nYou will see: {alt}.\n:::"))
            .entry("b", &hidden, "");
        let outcome = project.build(&[]);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("the words for a picture"), "{}", outcome.stderr);
    }
}

#[test]
fn nothing_moves_when_a_picture_comes_and_what_is_far_below_waits() {
    let mut project = Project::new().file("content/p.png", png([1, 2, 3])).file(
        "content/p.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>",
    );
    for (at, name) in ["p.png", "p.png", "p.svg"].into_iter().enumerate() {
        let front = format!(
            "title: E{at}\nstage: in-progress\nvisibility: client\n\
             picture: {{ file: {name}, alt: '\"A\" & <b>' }}"
        );
        project = project.entry(&format!("e{at}"), &front, "");
    }
    project.build(&[]).succeeds();
    let alt = "alt=\"&quot;A&quot; &amp; &lt;b&gt;\"";
    for audience in ["client", "sales", "engineering"] {
        let index = project.page(audience, "index.html");
        let images: Vec<&str> = index.split("<img ").skip(1).collect();
        assert_eq!(images.len(), 3, "{audience}");
        for image in &images {
            let tag = image.split('>').next().expect("tags end");
            let sized = ["width=\"2\" height=\"2\"", "width=\"640\" height=\"360\""];
            assert!(tag.contains(alt) && sized.iter().any(|size| tag.contains(size)), "{tag}");
        }
        assert!(!images[0].starts_with("loading") && !images[0].contains("lazy"), "{audience}");
        let page = project.page(audience, "items/e0.html");
        let image = page.split("<img ").nth(1).expect("it has its picture");
        assert!(!image.split('>').next().expect("tags end").contains("lazy"), "{audience}");
    }
    assert_eq!(project.page("client", "index.html").matches("loading=\"lazy\"").count(), 2);
}

#[test]
fn the_feed_and_the_data_have_the_picture_with_its_words() {
    let front = "title: A\nstage: shipped\nshipped_on: 2026-10-01\nvisibility: client\n\
                 picture: { file: ../art/zinner.png, alt: '\"A\" & <b>' }";
    let project = project(front);
    project.build(&[]).succeeds();
    let site = project.site("client");
    let [path] = pictures(&site)[..] else { panic!("one picture") };
    let feed = project.page("client", "feed.xml");
    let image = format!(
        "&lt;img src=&quot;../{path}&quot; alt=&quot;&amp;quot;A&amp;quot; &amp;amp; &amp;lt;b&amp;gt;&quot;"
    );
    assert!(feed.replace("&#34;", "&quot;").contains(&image), "{feed}");
    let data: serde_json::Value =
        serde_json::from_str(&project.page("client", "roadmap.json")).expect("it is JSON");
    let picture = &data["entries"][0]["picture"];
    let expected =
        serde_json::json!({ "src": path, "alt": "\"A\" & <b>", "width": 2, "height": 2 });
    assert_eq!(picture, &expected);
}

#[test]
fn a_picture_is_explained_with_the_readers_of_its_words() {
    let project = project(&format!("{FRONT}\n{OWN}\nclient: {{ title: Outer }}"));
    let said = project.run(&["explain", "art/zinner.png"]).succeeds().stdout;
    assert!(said.contains("content/a.md"), "{said}");
    let said = project.run(&["explain", "a"]).succeeds().stdout;
    let row = said.lines().find(|line| line.starts_with("picture ")).expect("it was written");
    assert!(row.contains("sales and engineering"), "{row}");
    let open = self::project(&format!("{FRONT}\n{OWN}"));
    let said = open.run(&["explain", "a"]).succeeds().stdout;
    assert!(said.contains("picture      Zinside seen\n"), "{said}");
}
