//! What is hidden has no influence: the site is the same, byte for byte, as if it never was.

use crate::support::{Files, Project, differing, png};

const SETTINGS: &str = "product: Acme\ndates: { precision: quarter, slack: 1 month }\n\
                        editions: { client: { base_url: \"https://roadmap.acme.example/\" } }\n";

/// What clients see of all projects in this file.
fn shown() -> Project {
    Project::new()
        .settings(SETTINGS)
        .theme("t", "title: Theme\nvisibility: client", "::: client\n[B](../b.md)\n:::")
        .entry(
            "a",
            "title: First\nstage: beta\nvisibility: client\ntheme: t",
            "::: client\n![i](i.png)\n:::",
        )
        .entry(
            "b",
            "title: Second\nstage: planned\nvisibility: client\ntheme: t\ntarget: 2027-02",
            "",
        )
        .entry("c", "title: Third\nstage: shipped\nshipped_on: 2026-08-12\nvisibility: client", "")
        .file("content/i.png", png([1, 2, 3]))
}

fn sites(project: &Project) -> [Files; 2] {
    project.build(&[]).succeeds();
    [project.site("client"), project.site("sales")]
}

#[test]
fn hidden_entries_themes_and_images_do_not_change_the_client_site() {
    let project = shown()
        .theme("a-theme", "title: A hidden theme\nvisibility: sales", "::: client\nText.\n:::")
        .entry("0", "title: Aardvark\nstage: idea\nvisibility: sales\ntheme: t", "![j](j.png)")
        .entry("d", "title: First draft\nstage: planned\ndepends_on: [a]\ntheme: t", "[A](a.md)")
        .entry("e", "title: Shipped inside\nstage: shipped\nshipped_on: 2026-11-01\ntheme: t", "")
        .entry(
            "f",
            "title: Second\nstage: planned\nconfidential: true\ntheme: a-theme\ntarget: 2026-12",
            "",
        );
    // Two of them share a title, so that the address could be taken: insiders get another title.
    project.write("content/b.md", "---\ntitle: Second inside\nclient: { title: Second }\nstage: planned\nvisibility: client\ntheme: t\ntarget: 2027-02\n---\n");
    project.write("content/j.png", png([3, 2, 1]));
    assert_eq!(differing(&sites(&project)[0], &sites(&shown())[0]), [""; 0]);
}

#[test]
fn hidden_fields_and_blocks_of_shown_entries_do_not_change_the_client_site() {
    let project = shown();
    project.write(
        "content/z/renamed.md",
        "---\ntitle: Inner plan\nsummary: Inner.\nstage: planned\nvisibility: [sales, client]\ntheme: t\n\
         target: 2027-01-15\nhorizon: later\nowner: ana@acme.example\nteam: Core\ntags: [x]\n\
         confidence: likely\norigin: sales\nphase: 2\neffort: 3\ncodenames: [Falconwing]\n\
         depends_on: [a]\nrice: { reach: 1, impact: 1, confidence: 1, effort: 1 }\n\
         requests: [{ account: Initech, by: tom@acme.example, value: 9 EUR }]\n\
         decision: { outcome: accepted, by: ana }\nsales: { say: Soon. }\nreviewed_on: 2026-09-01\n\
         extra: { jira: X-1 }\nclient: { title: Second, summary: Shown., horizon: next }\n---\n\
         Hidden.\n\n# Hidden heading\n\n::: sales\n![j](../j.png)\n:::\n\nMore.\n",
    );
    project.write("content/j.png", png([3, 2, 1]));
    std::fs::remove_file(project.path("content/b.md")).expect("it was written");
    project.write("content/themes/t.md", "---\ntitle: Theme\nvisibility: client\n---\nHidden.\n::: client\n[B](../z/renamed.md)\n:::\n");
    let plain = shown();
    plain.write(
        "content/b.md",
        "---\ntitle: Second\nsummary: Shown.\nstage: planned\nvisibility: client\ntheme: t\ntarget: 2027-02\n---\n",
    );
    assert_eq!(differing(&sites(&project)[0], &sites(&plain)[0]), [""; 0]);
}

#[test]
fn what_only_engineering_sees_does_not_change_the_sales_site() {
    let project = shown()
        .theme("u", "title: Inner theme", "")
        .entry("0", "title: Aardvark\nstage: idea\ntheme: t", "")
        .entry("d", "title: Draft\nstage: planned\ndepends_on: [a, b]\ntheme: u", "")
        .entry("c", "title: Third\nstage: shipped\nshipped_on: 2026-08-12\nvisibility: client\ncodenames: [Falconwing]\neffort: 3\nextra: { a: b }", "Hidden.");
    assert_eq!(differing(&sites(&project)[1], &sites(&shown())[1]), [""; 0]);
}

#[test]
fn an_entry_that_was_withdrawn_leaves_the_site_of_one_that_never_was() {
    let project = shown();
    project.write(
        "content/x.md",
        "---\ntitle: X\nstage: planned\nvisibility: client\ntheme: t\n---\n",
    );
    project.build(&[]).succeeds();
    assert!(project.path("dist/client/items/x.html").exists());
    project
        .write("content/x.md", "---\ntitle: X\nstage: planned\nvisibility: sales\ntheme: t\n---\n");
    assert_eq!(differing(&sites(&project)[0], &sites(&shown())[0]), [""; 0]);
}

#[test]
fn a_shown_entry_does_change_the_site() {
    let project = shown().entry("x", "title: X\nstage: planned\nvisibility: client", "");
    assert_ne!(differing(&sites(&project)[0], &sites(&shown())[0]), [""; 0]);
}
