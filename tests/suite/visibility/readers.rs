//! "Who sees what" on the engineering pages: the same as the format's own list and as the sites.

use roadcast::audience::Audience;
use roadcast::format;
use serde_json::{Value, json};

use crate::support::{Project, png};

const EVERYTHING: &str = "title: Inner
slug: inner
aliases: [old-inner]
search_words: [sought]
picture: { file: p.png, alt: Inside }
stage: beta
summary: Long.
problem: Slow.
theme: area
horizon: now
target: 2027-Q1
confidence: likely
owner: ana@acme.example
team: Integrations
origin: sales
phase: 2
effort: 8
depends_on: [other]
codenames: [Cinnabar]
tags: [erp]
rice: { reach: 300, impact: 2, confidence: 0.8, effort: 8 }
requests: [{ account: Globex }]
decision: { outcome: accepted }
sales: { say: Soon. }
client: { title: Outer, slug: outer, aliases: [old-outer], search_words: [found], picture: { file: p.png, alt: Outside }, summary: Short., problem: Slower., horizon: next, availability: Business }
reviewed_on: 2026-09-01
extra: { jira: FLOW-1 }";

/// The panel of the entry `Inner` as its page has it.
fn panel(front: &str, body: &str) -> Value {
    let project = Project::new()
        .theme("area", "title: Area\nvisibility: client", "")
        .theme("hidden", "title: Hidden", "")
        .entry("other", "title: Other\nstage: idea", "")
        .file("content/p.png", png([1, 2, 3]))
        .entry("a", front, body);
    project.build(&[]).succeeds();
    let page = project.page("engineering", "items/inner.html");
    let (_, table) = page.split_once("facts-table\">").expect("it has the panel");
    let (table, _) = table.split_once("</table>").expect("tables end");
    let rows = table.split("<tr><th scope=\"row\"").skip(1).map(|row| {
        let cells: Vec<&str> = row
            .split("</t")
            .filter_map(|cell| Some(cell.rsplit_once('>')?.1))
            .filter(|cell| !cell.trim().is_empty())
            .collect();
        let [fields, engineering, sales, client, words] = cells[..] else {
            panic!("five cells: {row}")
        };
        let (rule, instead) =
            words.split_once(". ").map_or((words, None), |(rule, instead)| (rule, Some(instead)));
        json!({
            "fields": fields.split(", ").collect::<Vec<_>>(),
            "engineering": engineering == "Yes",
            "sales": sales == "Yes",
            "client": client == "Yes",
            "rule": rule,
            "instead": instead,
        })
    });
    json!({ "rules": rows.collect::<Vec<_>>() })
}

/// `engineering sales client` of a field, as far as they see it.
fn seen(row: &Value) -> Vec<&str> {
    let names = Audience::ALL.into_iter().map(Audience::name);
    names.filter(|name| row[*name] == true).collect()
}

fn fields(row: &Value) -> impl Iterator<Item = &str> {
    row["fields"].as_array().expect("it is a list").iter().filter_map(Value::as_str)
}

fn row<'a>(panel: &'a Value, field: &str) -> &'a Value {
    let rows = panel["rules"].as_array().expect("it is a list");
    rows.iter().find(|row| fields(row).any(|name| name == field)).expect("the field was written")
}

#[test]
fn every_field_of_the_format_is_there_with_the_audiences_that_the_format_names() {
    let open = panel(&format!("{EVERYTHING}\nvisibility: client"), "Inside.");
    let shipped = panel(
        "title: Inner\nstage: shipped\nvisibility: client\nshipped_on: 2026-09-02",
        "Inside.",
    );
    // These two are the rules themselves; they stand above the table.
    let rules = ["visibility", "confidential", "client"];
    let is_part = |path: &str| path.contains("[]") || path.contains('.');
    let keys = format::ENTRY.iter().filter(|key| {
        let own = key.path.strip_prefix("client.").unwrap_or(key.path);
        !rules.contains(&key.path) && !is_part(own)
    });
    let mut count = 0;
    for key in keys {
        count += 1;
        let expected: Vec<_> = Audience::ALL
            .into_iter()
            .filter(|reader| key.reach.includes(*reader))
            .map(Audience::name)
            .collect();
        let panel = if key.path == "shipped_on" { &shipped } else { &open };
        assert_eq!(seen(row(panel, key.path)), expected, "{}", key.path);
    }
    let rules = open["rules"].as_array().expect("it is a list");
    let named = rules.iter().flat_map(fields).count();
    assert_eq!(named, count, "all but `shipped_on`, and the text");
    // Without a reason of their own, they are listed by audience.
    assert_eq!(rules.len(), 4, "three audiences, and the stage, told to clients in other words");
}

#[test]
fn a_title_that_nothing_stands_in_for_is_for_everybody() {
    let panel = panel("title: Inner\nstage: beta\nvisibility: client\nsummary: S.", "");
    assert_eq!(seen(row(&panel, "title")), ["engineering", "sales", "client"]);
    assert_eq!(seen(row(&panel, "summary")), ["engineering", "sales", "client"]);
    assert_eq!(row(&panel, "stage")["instead"], "Clients read “Early access” and “Now”");
}

#[test]
fn blocks_and_fields_of_a_withheld_entry_name_the_reason() {
    let body = "Inside.\n\n::: sales\nS.\n:::\n\n::: client\nC.\n:::";
    for (front, expected, rule) in [
        ("stage: beta\nvisibility: client", vec!["engineering", "sales", "client"], ""),
        (
            "stage: idea\nvisibility: sales",
            vec!["engineering", "sales"],
            "; the entry is undiscovered",
        ),
        (
            "stage: beta\nvisibility: sales\nconfidential: true",
            vec!["engineering", "sales"],
            "; the entry is confidential",
        ),
        ("stage: beta", vec!["engineering"], "; the entry has visibility: engineering"),
    ] {
        let panel = panel(&format!("title: Inner\n{front}"), body);
        assert_eq!(seen(row(&panel, "text 1")), ["engineering"], "{front}");
        assert_eq!(seen(row(&panel, "text 3")), expected, "{front}");
        let said = format!("for everybody{rule}");
        assert_eq!(row(&panel, "text 3")["rule"], said.as_str(), "{front}");
    }
}

#[test]
fn a_hidden_theme_is_not_named_outside() {
    let panel = panel("title: Inner\nstage: beta\nvisibility: client\ntheme: hidden", "");
    assert_eq!(seen(row(&panel, "theme")), ["engineering"]);
}
