//! Images: only those that shown text refers to, under new names, with nothing but what is seen.

use crate::support::{Files, Project, files_with, png, woff2};

const FRONT: &str = "title: A\nstage: planned\nvisibility: client";

fn pictures(site: &Files) -> Vec<&str> {
    let is_picture = |path: &&str| path.starts_with("assets/") && path.ends_with(".png");
    site.keys().map(String::as_str).filter(is_picture).collect()
}

#[test]
fn an_image_is_in_the_sites_of_those_who_read_the_text_around_it() {
    let body = "![e](zinner.png)\n\n::: sales\n![s](zmiddle.png)\n:::\n\n::: client\n![c](zouter.png)\n:::";
    let project = Project::new()
        .entry("a", FRONT, body)
        .file("content/zinner.png", png([1, 0, 0]))
        .file("content/zmiddle.png", png([0, 1, 0]))
        .file("content/zouter.png", png([0, 0, 1]));
    project.build(&[]).succeeds();
    for (audience, count) in [("engineering", 3), ("sales", 2), ("client", 1)] {
        let site = project.site(audience);
        assert_eq!(pictures(&site).len(), count, "{audience}");
        for name in ["zinner", "zmiddle", "zouter"] {
            assert_eq!(files_with(&site, name), [""; 0], "{audience}: {name}");
        }
    }
}

#[test]
fn an_image_of_hidden_entries_and_hidden_themes_is_not_copied() {
    let project = Project::new()
        .entry("a", "title: A\nstage: idea\nvisibility: sales", "::: client\n![i](i.png)\n:::")
        .theme("t", "title: T\nvisibility: sales", "::: client\n![j](../j.png)\n:::")
        .file("content/i.png", png([1, 0, 0]))
        .file("content/j.png", png([0, 1, 0]))
        .file("content/unused.png", png([0, 0, 1]));
    project.build(&[]).succeeds();
    assert_eq!(pictures(&project.site("client")), [""; 0]);
    assert_eq!(pictures(&project.site("sales")).len(), 2);
}

#[test]
fn equal_images_are_one_file_whatever_their_names() {
    let project = Project::new()
        .entry("a", FRONT, "::: client\n![1](one.png) ![2](two.png)\n:::")
        .file("content/one.png", png([1, 2, 3]))
        .file("content/two.png", png([1, 2, 3]));
    project.build(&[]).succeeds();
    assert_eq!(pictures(&project.site("client")).len(), 1);
}

#[test]
fn words_in_the_data_of_a_picture_are_not_copied() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.add_text_chunk("Comment".to_owned(), "zcomment".to_owned()).expect("it is ASCII");
    let mut writer = encoder.write_header().expect("a small picture can be encoded");
    writer.write_image_data(&[7]).expect("it has one gray pixel");
    writer.finish().expect("a small picture can be encoded");
    assert!(String::from_utf8_lossy(&bytes).contains("zcomment"));
    let project = Project::new()
        .entry("a", FRONT, "::: client\n![i](i.png)\n:::")
        .file("content/i.png", bytes);
    project.build(&[]).succeeds();
    for audience in ["engineering", "sales", "client"] {
        assert_eq!(pictures(&project.site(audience)).len(), 1, "{audience}");
        assert_eq!(files_with(&project.site(audience), "zcomment"), [""; 0], "{audience}");
    }
}

#[test]
fn what_cannot_be_seen_in_a_drawing_is_not_copied() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><!-- zcomment -->\
               <metadata>zmetadata</metadata><g id=\"zid\" display=\"none\"><text>zlayer</text></g>\
               <desc>zdesc</desc><script>zscript()</script><rect width=\"8\" height=\"8\"/></svg>";
    let project =
        Project::new().entry("a", FRONT, "::: client\n![i](i.svg)\n:::").file("content/i.svg", svg);
    project.build(&[]).succeeds();
    let site = project.site("client");
    assert!(site.keys().any(|path| path.ends_with(".svg") && !path.contains("favicon")));
    for word in ["zcomment", "zmetadata", "zid", "zlayer", "zdesc", "zscript"] {
        assert_eq!(files_with(&site, word), [""; 0]);
    }
}

#[test]
fn the_logo_is_in_every_site_under_a_new_name() {
    let project = Project::new()
        .settings("product: Acme\nlogo: brand/zlogo.png\n")
        .entry("a", FRONT, "")
        .file("brand/zlogo.png", png([1, 2, 3]));
    project.build(&[]).succeeds();
    for audience in ["engineering", "sales", "client"] {
        let site = project.site(audience);
        assert_eq!(pictures(&site).len(), 1, "{audience}");
        assert_eq!(files_with(&site, "zlogo"), [""; 0], "{audience}");
        let path = pictures(&site)[0];
        assert!(project.page(audience, "items/a.html").contains(&format!("src=\"../{path}\"")));
    }
}

#[test]
fn the_fonts_are_in_every_site_under_new_names() {
    let project = Project::new()
        .settings(
            "product: Acme\nfonts: { text: brand/zfont.woff2, headings: brand/zhead.woff2 }\n",
        )
        .entry("a", FRONT, "")
        .file("brand/zfont.woff2", woff2())
        .file("brand/zhead.woff2", woff2())
        .file("brand/zunused.woff2", woff2());
    project.build(&[]).succeeds();
    for audience in ["engineering", "sales", "client"] {
        let site = project.site(audience);
        let fonts: Vec<_> = site.keys().filter(|path| path.ends_with(".woff2")).collect();
        assert_eq!(fonts.len(), 2, "{audience}: {fonts:?}");
        let style = site.iter().find(|(path, _)| path.starts_with("assets/style-"));
        let style = String::from_utf8_lossy(style.expect("each site has a style sheet").1);
        for font in fonts {
            let name = font.trim_start_matches("assets/");
            assert!(style.contains(&format!("url(\"{name}\") format(\"woff2\")")), "{audience}");
        }
        for word in ["zfont", "zhead", "zunused"] {
            assert_eq!(files_with(&site, word), [""; 0], "{audience}");
        }
    }
}
