//! The pictures that chats and mailboxes show of links: drawn for clients alone, of what they read.

use crate::support::{Project, png};

const SETTINGS: &str = "product: Acme\ntagline: Stock that is right.\n\
                        editions: { client: { base_url: \"https://roadmap.acme.example/\" } }";

fn project(settings: &str) -> Project {
    Project::new()
        .settings(settings)
        .entry("a", "title: Zaubrig\nstage: beta\nvisibility: client\ncodenames: [Falcon]", "")
        .entry("b", "title: Yhidden\nstage: beta\nvisibility: sales", "")
}

/// The pictures of a site: their paths and bytes.
fn pictures(project: &Project, audience: &str) -> Vec<(String, Vec<u8>)> {
    let files = project.site(audience).into_iter();
    files.filter(|(path, _)| path.ends_with(".png")).collect()
}

fn says(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

#[test]
fn each_page_for_clients_names_the_picture_of_the_site_and_no_other_site_has_one() {
    let project = project(SETTINGS);
    project.build(&[]).succeeds();
    let pictures = pictures(&project, "client");
    let [(path, bytes)] = &pictures[..] else { panic!("one picture: {}", pictures.len()) };
    assert!(says(bytes, "Acme roadmap. Stock that is right."));
    let tags = format!(
        "<meta property=\"og:image\" content=\"https://roadmap.acme.example/{path}\">\n\
         <meta property=\"og:image:width\" content=\"1200\">\n\
         <meta property=\"og:image:height\" content=\"630\">\n\
         <meta property=\"og:image:alt\" content=\"Acme roadmap. Stock that is right.\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">"
    );
    for page in ["index.html", "items/zaubrig.html", "shipped.html"] {
        assert!(project.page("client", page).contains(&tags), "{page}");
    }
    for audience in ["sales", "engineering"] {
        assert!(!project.page(audience, "index.html").contains("og:"), "{audience}");
        assert!(self::pictures(&project, audience).is_empty(), "{audience}");
    }
}

#[test]
fn without_an_address_there_is_no_picture() {
    let project = project("product: Acme\nentry_previews: true");
    project.build(&[]).succeeds();
    let page = project.page("client", "index.html");
    assert!(!page.contains("og:image") && !page.contains("twitter:card"), "{page}");
    assert!(pictures(&project, "client").is_empty());
}

#[test]
fn where_the_settings_ask_for_it_each_shown_entry_has_a_picture_of_its_own() {
    let project = project(&format!("{SETTINGS}\nentry_previews: true"));
    project.build(&[]).succeeds();
    let pictures = pictures(&project, "client");
    let own = pictures.iter().find(|(_, bytes)| says(bytes, "Zaubrig. Early access. Acme roadmap"));
    let (path, _) = own.expect("it says title and status");
    assert_eq!(pictures.len(), 2, "one of the site, one of the shown entry");
    assert!(project.page("client", "items/zaubrig.html").contains(path.as_str()));
    assert!(!project.page("client", "index.html").contains(path.as_str()));
}

#[test]
fn what_the_font_cannot_write_is_not_drawn() {
    let project = project(&SETTINGS.replace("Stock that is right", "\u{5730}\u{56fe}"));
    project.build(&[]).succeeds();
    assert!(
        project.page("client", "index.html").contains("og:image:alt\" content=\"Acme roadmap\"")
    );
    let project = self::project(&SETTINGS.replace("Acme", "\u{5730}\u{56fe}"));
    project.build(&[]).succeeds();
    assert!(!project.page("client", "index.html").contains("og:image"));
}

#[test]
fn the_picture_of_an_entry_stands_for_a_link_to_it_unless_it_is_a_drawing() {
    let project = |name: &str, more: &str| {
        let front = format!(
            "title: Zaubrig\nstage: beta\nvisibility: client\npicture: {{ file: {name}, alt: A hall }}"
        );
        let project = Project::new()
            .settings(&format!("{SETTINGS}{more}"))
            .entry("a", &front, "")
            .file("content/p.png", png([1, 2, 3]))
            .file("content/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>");
        project.build(&[]).succeeds();
        project
    };
    let own = "<meta property=\"og:image:width\" content=\"2\">\n\
               <meta property=\"og:image:height\" content=\"2\">\n\
               <meta property=\"og:image:alt\" content=\"A hall\">";
    let asked = project("p.png", "\nentry_previews: true");
    let page = asked.page("client", "items/zaubrig.html");
    assert!(page.contains(own), "{page}");
    assert!(page.contains("og:image\" content=\"https://roadmap.acme.example/assets/"), "{page}");
    assert_eq!(pictures(&asked, "client").len(), 2, "that of the site, and its own");
    assert!(!asked.page("client", "index.html").contains("A hall\">\n<meta"));
    for not_asked in [project("p.png", ""), project("p.svg", "\nentry_previews: true")] {
        let page = not_asked.page("client", "items/zaubrig.html");
        assert!(!page.contains("og:image:alt\" content=\"A hall\""), "{page}");
        assert!(page.contains("og:image:width\" content=\"1200\""), "{page}");
    }
}
