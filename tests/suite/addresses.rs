//! Addresses that authors set, and former ones that lead on: as public as the title beside them.

use serde_json::Value;

use crate::support::{Project, files_with};

const FRONT: &str = "stage: planned\nvisibility: client\nsummary: B.";
const URL: &str =
    "product: Acme\neditions: { client: { base_url: \"https://roadmap.acme.example/\" } }\n";

fn entry(project: Project, id: &str, front: &str) -> Project {
    project.entry(id, &format!("{front}\n{FRONT}"), "")
}

/// The codes, messages and hints of the mistakes.
fn mistakes(project: &Project) -> Vec<(String, String)> {
    let outcome = project.check(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let errors = report["diagnostics"].as_array().expect("it is a list").iter();
    let errors = errors.filter(|found| found["severity"] == "error");
    errors.map(|found| (found["code"].to_string(), found["hints"].to_string())).collect()
}

#[test]
fn titles_that_give_one_address_have_a_way_out() {
    let project = entry(Project::new(), "a", "title: C++ export");
    let project = entry(project, "b", "title: \"C# export\"");
    let found = mistakes(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("an address of its own with `slug: …`"), "{found:?}");
    let project = entry(project, "b", "title: \"C# export\"\nslug: c-sharp-export");
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        let site = project.site(audience);
        assert!(site.contains_key("items/c-sharp-export.html"), "{audience}");
        assert!(site.contains_key("items/c-export.html"), "{audience}");
    }
}

#[test]
fn a_title_of_its_own_for_clients_has_an_address_of_its_own() {
    let project = entry(
        Project::new(),
        "a",
        "title: Falconwing\nslug: falconwing-core\nclient: { title: Faster sync, slug: sync }",
    );
    let project =
        entry(project, "b", "title: Osprey\nslug: osprey-core\nclient: { title: Exports }");
    let project = entry(project, "c", "title: Reports\nslug: reporting");
    project.build(&[]).succeeds();
    let client = project.site("client");
    for page in ["items/sync.html", "items/exports.html", "items/reporting.html"] {
        assert!(client.contains_key(page), "{page}");
    }
    for hidden in ["falconwing", "osprey"] {
        assert!(files_with(&client, hidden).is_empty(), "{hidden}");
    }
    let sales = project.site("sales");
    for page in ["items/falconwing-core.html", "items/osprey-core.html", "items/reporting.html"] {
        assert!(sales.contains_key(page), "{page}");
    }
    assert!(project.page("sales", "roadmap.json").contains("items/sync.html"));
}

#[test]
fn a_former_address_leads_to_the_page_of_today() {
    let project =
        entry(Project::new().settings(URL), "a", "title: Sync\naliases: [old-sync, older]");
    let theme = "title: Speed\nvisibility: client\nslug: fast\naliases: [speed]";
    let project = project.theme("t", theme, "");
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        for (path, target) in [
            ("items/old-sync.html", "../items/sync.html"),
            ("items/older.html", "../items/sync.html"),
            ("themes/speed.html", "../themes/fast.html"),
        ] {
            let page = project.page(audience, path);
            assert!(page.contains(&format!("content=\"0; url={target}\"")), "{page}");
            assert!(page.contains(&format!("<a href=\"{target}\">")), "{page}");
            assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
            assert!(page.contains("default-src 'none'"), "{page}");
        }
        for list in ["sitemap.xml", "feed.xml", "index.html"] {
            assert!(!project.page(audience, list).contains("old-sync"), "{audience} {list}");
        }
    }
    let page = project.page("client", "items/older.html");
    let canonical =
        "<link rel=\"canonical\" href=\"https://roadmap.acme.example/items/sync.html\">";
    assert!(page.contains(canonical), "{page}");
    let manifest = std::fs::read_to_string(project.path("dist/.roadcast/client.json"));
    let manifest: Value = serde_json::from_str(&manifest.expect("it was written")).expect("JSON");
    let files = manifest["files"].as_array().expect("it is a list");
    let file = files.iter().find(|file| file["path"] == "items/older.html").expect("it is listed");
    assert_eq!(file["shows"], serde_json::json!(["items/sync.html"]));
    project.run(&["verify", "dist"]).succeeds();
}

#[test]
fn former_addresses_are_in_the_sites_that_show_the_title_beside_them() {
    let project = entry(
        Project::new(),
        "a",
        "title: Falconwing\naliases: [falconwing-one]\nclient: { title: Sync, aliases: [fast-sync] }",
    );
    let hidden = "title: Osprey\nstage: planned\nvisibility: sales\naliases: [osprey-one]";
    let project = project.entry("b", hidden, "");
    let project = project.theme("t", "title: Kestrel\naliases: [kestrel-one]", "");
    project.build(&[]).succeeds();
    let client = project.site("client");
    assert!(client.contains_key("items/fast-sync.html"));
    for hidden in ["falconwing", "osprey", "kestrel"] {
        assert!(files_with(&client, hidden).is_empty(), "{hidden}");
    }
    let sales = project.site("sales");
    assert!(sales.contains_key("items/falconwing-one.html"));
    assert!(sales.contains_key("items/osprey-one.html"));
    assert!(!sales.contains_key("items/fast-sync.html"), "it is an address of the client site");
    assert!(files_with(&sales, "kestrel").is_empty());
    assert!(project.site("engineering").contains_key("themes/kestrel-one.html"));
}

#[test]
fn a_former_address_must_be_free() {
    for (first, second) in [
        ("title: Sync", "title: Other\naliases: [sync]"),
        ("title: Sync\nslug: fast", "title: Other\naliases: [fast]"),
        ("title: Sync\naliases: [old]", "title: Other\naliases: [old]"),
        ("title: Sync\naliases: [sync]", "title: Other"),
        ("title: Sync\nslug: fast", "title: Fast"),
        ("title: Sync\nslug: fast", "title: Other\nslug: fast"),
    ] {
        let project = entry(entry(Project::new(), "a", first), "b", second);
        let found = mistakes(&project);
        assert_eq!(found.len(), 1, "{first}, {second}: {found:?}");
        assert_eq!(found[0].0, "\"duplicate-slug\"");
    }
    // The former address of a page that is hidden from clients may be one of theirs.
    let inner = Project::new().entry("a", "title: A\nstage: planned\naliases: [sync]", "");
    let found = mistakes(&entry(inner, "b", "title: Sync"));
    assert_eq!(found.len(), 1, "in the engineering site it is taken: {found:?}");
}

#[test]
fn an_address_that_no_page_can_have_is_refused_in_a_form_that_works() {
    for (line, mended) in [
        ("slug: C++", "c"),
        ("slug: Fast Sync", "fast-sync"),
        ("slug: a--b", "a-b"),
        ("slug: items/sync.html", "sync"),
        ("slug: con", "con-page"),
        ("aliases: [Über]", "uber"),
        ("aliases: [sync.html]", "sync"),
        ("client: { slug: Ä }", "a"),
        ("client: { aliases: [\"../x\"] }", "x"),
    ] {
        let found = mistakes(&entry(Project::new(), "a", &format!("title: A\n{line}")));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert_eq!(found[0].0, "\"bad-slug\"", "{line}");
        assert!(found[0].1.contains(&format!(": `{mended}`")), "{line}: {found:?}");
    }
}

#[test]
fn one_title_may_stand_on_two_pages_with_addresses_of_their_own() {
    let project = entry(Project::new(), "a", "title: Plan A");
    let project = entry(project, "b", "title: Plan A\nslug: plan-a-plus");
    project.build(&[]).succeeds();
    assert!(project.site("client").contains_key("items/plan-a-plus.html"));
}

#[test]
fn an_entry_is_explained_by_its_address_and_a_former_one() {
    let project = entry(Project::new(), "a", "title: Sync\nslug: fast\naliases: [old-sync]");
    for name in ["fast", "old-sync"] {
        let explained = project.run(&["explain", name]).succeeds();
        assert!(explained.stdout.starts_with("Sync\n"), "{}", explained.stdout);
    }
}
