//! Lists that are too long for one page go on on further ones, and nothing gets lost on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Files, Project};

/// More than two pages of anything. A page holds 250 rows.
const ENTRIES: usize = 640;

/// Entries of every stage, all in one theme, with requests, decisions and dependencies.
fn long() -> &'static Project {
    static BUILT: OnceLock<Project> = OnceLock::new();
    BUILT.get_or_init(|| {
        let editions = "client: { base_url: 'https://r.example/' }";
        let mut project =
            Project::new().settings(&format!("product: Acme\neditions:\n  {editions}\n")).theme(
                "speed",
                "title: Speed\nvisibility: client\nproblem: It is slow.",
                "::: client\nWhy it matters.\n:::",
            );
        for at in 0..ENTRIES {
            project = project.entry(&format!("e{at}"), &front(at), "");
        }
        project.build(&[]).succeeds();
        project
    })
}

fn front(at: usize) -> String {
    let stage = ["in-progress", "planned", "shipped"][at % 3];
    let when = if stage == "shipped" {
        format!("shipped_on: 2026-{:02}-01", at % 10 + 1)
    } else {
        format!("target: 2027-Q{}", at % 4 + 1)
    };
    let needs = if at > 9 { format!("\ndepends_on: [e{}]", at - 7) } else { String::new() };
    format!(
        "title: Entry {at}\nstage: {stage}\nvisibility: client\ntheme: speed\n{when}\n\
         owner: owner{}@acme.example\nteam: One\n\
         requests: [{{ account: Account {}, value: 100 EUR }}]\n\
         decision: {{ outcome: accepted, reason: Yes }}{needs}",
        at % 3,
        if at < 310 { 1 } else { at },
    )
}

/// The pages of a list, from the first to the last, by the address of the first.
fn family<'a>(site: &'a Files, first: &str) -> Vec<(String, &'a str)> {
    let stem = first.strip_suffix(".html").expect("it is a page");
    let hyphen = if stem.contains('/') { "--" } else { "-" };
    let further = (2..).map(|number| format!("{stem}{hyphen}{number}.html"));
    let names = std::iter::once(first.to_owned()).chain(further);
    let pages = names.map_while(|name| {
        let text = std::str::from_utf8(site.get(&name)?).expect("pages are UTF-8");
        Some((name, text))
    });
    pages.collect()
}

/// What stands between two texts, wherever it does.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let rest = text.split(start).skip(1);
    rest.map(|rest| rest.split(end).next().unwrap_or_default()).collect()
}

/// Titles of the entries to which the pages lead, in order, by what stands before the title.
fn titles(pages: &[(String, &str)], before: &str) -> Vec<String> {
    let all = pages.iter().flat_map(|(_, text)| between(text, before, "</a>"));
    let titles = all.filter(|link| link.contains("items/"));
    titles.map(|link| link.rsplit('>').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn long_lists_go_on_on_further_pages_and_short_ones_do_not() {
    let further = |audience: &str| {
        let site = long().site(audience);
        let pages = site.into_keys().filter(|path| path.ends_with(".html"));
        let names = pages.map(|path| path.trim_end_matches(".html").to_owned());
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let is_one = |name: &str| {
            name.starts_with("items/") || name.starts_with("accounts/") && !name.contains("--")
        };
        for name in names.filter(|name| !is_one(name)) {
            let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
            if stem.ends_with('-') {
                *counts.entry(stem.trim_end_matches('-').to_owned()).or_default() += 1;
            }
        }
        counts.into_iter().map(|(stem, count)| format!("{stem} {count}")).collect::<Vec<_>>()
    };
    assert_eq!(further("client"), ["index 2", "themes/speed 2"]);
    assert_eq!(
        further("sales"),
        ["accounts 1", "accounts/account-1 1", "index 2", "requests 2", "themes/speed 2"]
    );
    assert_eq!(
        further("engineering"),
        [
            "balance 4",
            "dependencies 3",
            "index 2",
            "people 10",
            "table 2",
            "themes/speed 2",
            "timeline 2",
            "timeline-teams 2"
        ]
    );
}

#[test]
fn as_many_rows_as_a_page_holds_need_no_second() {
    let mut project = Project::new();
    for at in 0..250 {
        let front = format!("title: Entry {at}\nstage: planned\nvisibility: client");
        project = project.entry(&format!("e{at}"), &front, "");
    }
    // How many pages clients see tells nothing of what they do not see.
    for at in 0..20 {
        let front = format!("title: Secret {at}\nstage: planned");
        project = project.entry(&format!("s{at}"), &front, "");
    }
    project.build(&[]).succeeds();
    for (audience, is_long) in [("client", false), ("sales", false), ("engineering", true)] {
        let site = project.site(audience);
        assert_eq!(site.contains_key("index-2.html"), is_long, "{audience}");
        assert_eq!(project.page(audience, "index.html").contains("Page 1 of"), is_long);
    }
    assert!(!project.page("client", "index.html").contains("data-parts"));
}

#[test]
fn every_entry_is_on_exactly_one_of_the_pages() {
    let all: BTreeSet<String> = (0..ENTRIES).map(|at| format!("Entry {at}")).collect();
    let card = "<a class=\"card-link\" ";
    for (audience, first, before) in [
        ("client", "index.html", card),
        ("client", "themes/speed.html", card),
        ("sales", "requests.html", "</th>\n<td><a "),
        ("sales", "themes/speed.html", card),
        ("engineering", "index.html", card),
        ("engineering", "table.html", "<th scope=\"row\" class=\"words\"><a "),
        ("engineering", "timeline.html", "<th scope=\"row\" class=\"words\"><a "),
        ("engineering", "timeline-teams.html", "<th scope=\"row\" class=\"words\"><a "),
        ("engineering", "themes/speed.html", card),
    ] {
        let site = long().site(audience);
        let pages = family(&site, first);
        let titles = titles(&pages, before);
        assert_eq!(titles.len(), ENTRIES, "{audience} {first}");
        assert_eq!(titles.into_iter().collect::<BTreeSet<_>>(), all, "{audience} {first}");
    }
}

#[test]
fn every_account_is_on_one_page_of_the_list_and_has_a_page_with_all_that_it_asked_for() {
    let site = long().site("sales");
    let pages = family(&site, "accounts.html");
    let lines: Vec<&str> = pages
        .iter()
        .flat_map(|(_, text)| between(text, "<th scope=\"row\"><a href=\"", "\""))
        .collect();
    // The first 310 requests are of one account.
    assert_eq!(lines.len(), ENTRIES - 309);
    assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len());
    let asked: Vec<String> =
        lines.iter().flat_map(|line| titles(&family(&site, line), "<h3><a ")).collect();
    let all: BTreeSet<String> = (0..ENTRIES).map(|at| format!("Entry {at}")).collect();
    assert_eq!(asked.len(), ENTRIES);
    assert_eq!(asked.into_iter().collect::<BTreeSet<_>>(), all);
}

#[test]
fn the_order_is_that_of_one_long_list() {
    let site = long().site("engineering");
    let stages = ["In progress", "Planned", "Shipped"];
    let found: Vec<usize> = family(&site, "table.html")
        .iter()
        .flat_map(|(_, text)| between(text, "<td data-key=\"", "</td>"))
        .filter_map(|cell| {
            stages.iter().position(|stage| cell.ends_with(&format!("{stage}</span>")))
        })
        .collect();
    assert_eq!(found.len(), ENTRIES);
    assert!(found.is_sorted(), "the board's order of stages");
    let months: Vec<String> = family(&long().site("client"), "index.html")
        .iter()
        .flat_map(|(_, text)| between(text, "<span class=\"when\">", "</span>"))
        .filter(|label| label.ends_with("2026"))
        .map(str::to_owned)
        .collect();
    let changes = months.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert_eq!(changes, 9, "each of ten months stands together: {months:?}");
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    for audience in ["client", "sales", "engineering"] {
        let site = long().site(audience);
        let text = |path: &str| site.get(path).map(|bytes| String::from_utf8_lossy(bytes));
        let pages = site.keys().filter(|path| path.ends_with(".html") && *path != "404.html");
        for page in pages.filter(|path| !path.starts_with("items/") || path.contains("-31")) {
            let here = text(page).expect("it is listed");
            for link in between(&here, "href=\"", "\"") {
                let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
                let path = path.split('?').next().unwrap_or_default();
                let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                let path = match path.strip_prefix("../") {
                    Some(rest) => rest.to_owned(),
                    None if path.is_empty() => page.clone(),
                    None if folder.is_empty() => path.to_owned(),
                    None => format!("{folder}/{path}"),
                };
                if path.contains(':') {
                    continue;
                }
                let there = text(&path).unwrap_or_else(|| panic!("{audience} {page}: {link}"));
                let is_there = anchor.is_empty() || there.contains(&format!("id=\"{anchor}\""));
                assert!(is_there, "{audience} {page}: {link}");
            }
        }
    }
}

#[test]
fn a_further_page_says_which_it_is_and_how_to_get_on() {
    let page = long().page("client", "index-2.html");
    for expected in [
        "<title>Acme roadmap, page 2 of 3</title>",
        "<link rel=\"canonical\" href=\"https://r.example/index-2.html\">",
        "<p class=\"asof\">Page 2 of 3</p>",
        "<a rel=\"prev\" href=\"index.html\">Previous</a>",
        "<a rel=\"next\" href=\"index-3.html\">Next</a>",
        "<a href=\"index-2.html\" aria-current=\"page\"><span class=\"sr\">Page </span>2</a>",
        "Now <span class=\"count\">214<",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    assert!(!long().page("client", "index-3.html").contains("rel=\"next\""));
    let sitemap = long().page("client", "sitemap.xml");
    for path in ["index-2.html", "index-3.html", "themes/speed--2.html"] {
        assert!(sitemap.contains(&format!("<loc>https://r.example/{path}</loc>")), "{path}");
    }
}

#[test]
fn the_frame_shows_the_beginning_and_says_how_much_is_missing() {
    let page = long().page("client", "embed.html");
    assert!(page.contains("<span>It has 260 more entries</span>"), "{page}");
    assert!(!page.contains("data-parts"));
}

#[test]
fn the_manifest_lists_what_stands_on_each_page() {
    let manifest = fs::read(long().path("dist/.roadcast/client.json")).expect("it is written");
    let manifest: Value = serde_json::from_slice(&manifest).expect("it is JSON");
    let shows = |path: &str| -> BTreeSet<String> {
        let files = manifest["files"].as_array().expect("a list of files");
        let file = files.iter().find(|file| file["path"] == path).expect("it is listed");
        let shown = file["shows"].as_array().expect("pages show entries");
        shown.iter().filter_map(|page| page.as_str().map(str::to_owned)).collect()
    };
    let site = long().site("client");
    for (path, text) in family(&site, "index.html") {
        let linked = between(text, "class=\"card-link\" href=\"", "\"");
        assert_eq!(shows(&path), linked.into_iter().map(str::to_owned).collect(), "{path}");
    }
}

#[test]
fn no_page_is_heavier_than_a_megabyte_and_a_half_even_where_much_is_written() {
    let much = "word ".repeat(80);
    let mut project = Project::new();
    for at in 0..260 {
        let front = format!(
            "title: Entry {at}\nstage: planned\nvisibility: client\nsummary: {much}\n\
             sales: {{ say: {much}, dont_say: {much}, workaround: {much} }}\n\
             requests: [{{ account: Account {at}, value: 1000 EUR, blocker: true }}]\n\
             decision: {{ outcome: accepted, reason: {much}, on: 2026-06-01 }}"
        );
        project = project.entry(&format!("e{at}"), &front, "");
    }
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        for (path, bytes) in project.site(audience) {
            let is_light = bytes.len() < 1_500_000 || path == "roadmap.json";
            assert!(is_light, "{audience} {path}: {} bytes", bytes.len());
        }
    }
}
