//! The table of the format, row by row, both ways.

use crate::audience::Audience;

use super::{Cause, documents, entry_path, erased, file_name, only, theme_path};

const ENTRY: &str = r#"---
title: Premium SAP connector
stage: in-progress
visibility: client            # engineering | sales | client
summary: Two-way sync of orders and stock with SAP S/4HANA.
theme: integrations
horizon: next
target: 2026-Q4
confidence: likely
confidential: false
owner: ana@northwind.example
team: Integrations
origin: sales
phase: 3
effort: 8
depends_on: [sap-basic]
codenames: [Project Falcon]
tags: [erp]
rice: { reach: 300, impact: 2, confidence: 0.8, effort: 8 }
requests:
  - account: Acme GmbH
    by: tom@northwind.example
    value: 120000 EUR
    blocker: true
    asked_on: 2026-05-02
    remark: internal
decision: { outcome: accepted, reason: "It pays", revisit_when: "never", by: ana, on: 2026-06-01 }
sales: { say: "Soon", dont_say: "Dates", workaround: "CSV", remark: internal }
client:
  title: Deeper SAP integration
  summary: "Orders, both ways"
  horizon: later
  availability: "Business and Enterprise"
  remark: internal
reviewed_on: 2026-09-01
extra: { jira: INT-1234 }
unknown: dropped
---
Unmarked text is for engineering alone.

::: sales
What salespeople may read.
:::

Between.

::: client
What anyone may read.
:::
After.
"#;

const THEME: &str = "---\nproblem: \"Data \\\"lives\\\" twice\"\ntitle: Integrations\n\
                     visibility: [engineering, sales, client]\n---\nHidden.\n\n\
                     ::: sales\nFor sales.\n:::\n::: client\nFor all.\n:::\n";

fn project() -> [(&'static str, &'static str); 2] {
    [("content/falcon.md", ENTRY), ("content/themes/integrations.md", THEME)]
}

#[test]
fn clients_get_their_columns_of_an_entry_and_a_theme() {
    let theme = theme_path("Integrations");
    let entry = format!(
        r#"---
title: "Deeper SAP integration"
stage: in-progress
visibility: client
summary: "Orders, both ways"
theme: {}
horizon: "later"
target: 2026
client: {{availability: "Business and Enterprise"}}
---

::: client
What anyone may read.
:::
"#,
        file_name(&theme).trim_end_matches(".md")
    );
    let expected = documents(&[
        (&entry_path("Deeper SAP integration"), &entry),
        (
            &theme,
            "---\ntitle: \"Integrations\"\nvisibility: client\n\
             problem: \"Data \\\"lives\\\" twice\"\n---\n\n::: client\nFor all.\n:::\n",
        ),
    ]);
    assert_eq!(erased(&project(), Audience::Client).expect("sound"), expected);
}

#[test]
fn sales_gets_its_columns_of_an_entry_and_a_theme() {
    let theme = theme_path("Integrations");
    let entry = format!(
        r#"---
title: "Premium SAP connector"
stage: in-progress
visibility: client
summary: "Two-way sync of orders and stock with SAP S/4HANA."
theme: {}
horizon: "next"
target: 2026
client: {{title: "Deeper SAP integration", summary: "Orders, both ways", {}}}
confidence: "likely"
confidential: false
owner: "ana@northwind.example"
team: "Integrations"
origin: "sales"
phase: 3
tags: ["erp"]
requests: [{{account: "Acme GmbH", by: "tom@northwind.example", {}}}]
decision: {{outcome: "accepted", reason: "It pays", {}}}
sales: {{say: "Soon", dont_say: "Dates", workaround: "CSV"}}
---

::: sales
What salespeople may read.
:::

::: client
What anyone may read.
:::
"#,
        file_name(&theme).trim_end_matches(".md"),
        r#"horizon: "later", availability: "Business and Enterprise""#,
        r#"value: "120000 EUR", blocker: true, asked_on: 2026-05-02"#,
        r#"revisit_when: "never", by: "ana", on: 2026-06-01"#,
    );
    let expected = documents(&[
        (&entry_path("Premium SAP connector"), &entry),
        (
            &theme,
            "---\ntitle: \"Integrations\"\nvisibility: client\n\
             problem: \"Data \\\"lives\\\" twice\"\n---\n\n\
             ::: sales\nFor sales.\n:::\n\n::: client\nFor all.\n:::\n",
        ),
    ]);
    assert_eq!(erased(&project(), Audience::Sales).expect("sound"), expected);
}

#[test]
fn engineering_gets_the_documents_as_they_are() {
    let all = erased(&project(), Audience::Engineering).expect("nothing is read");
    assert_eq!(all, documents(&project()));
}

/// One row of the table: what is written, and the line that is left for clients and for sales.
const ROWS: [(&str, Option<&str>, Option<&str>); 31] = [
    ("summary: A", Some("summary: \"A\""), Some("summary: \"A\"")),
    ("problem: A", Some("problem: \"A\""), Some("problem: \"A\"")),
    ("client: {problem: B}", Some("problem: \"B\""), Some("client: {problem: \"B\"}")),
    (
        "search_words: [a, b c]",
        Some("search_words: [\"a\", \"b c\"]"),
        Some("search_words: [\"a\", \"b c\"]"),
    ),
    ("horizon: now", Some("horizon: \"now\""), Some("horizon: \"now\"")),
    ("target: 2026-11-15", Some("target: 2026"), Some("target: 2026")),
    (
        "client: {availability: All}",
        Some("client: {availability: \"All\"}"),
        Some("client: {availability: \"All\"}"),
    ),
    ("client: {summary: B}", Some("summary: \"B\""), Some("client: {summary: \"B\"}")),
    ("client: {horizon: now}", Some("horizon: \"now\""), Some("client: {horizon: \"now\"}")),
    ("confidence: likely", None, Some("confidence: \"likely\"")),
    ("confidential: false", None, Some("confidential: false")),
    ("owner: ana", None, Some("owner: \"ana\"")),
    ("team: Core", None, Some("team: \"Core\"")),
    ("origin: sales", None, Some("origin: \"sales\"")),
    ("phase: 3", None, Some("phase: 3")),
    ("tags: [a, \"1\", 2]", None, Some("tags: [\"a\", \"1\", 2]")),
    ("tags: [~, yes, -1.5, \"\"]", None, Some("tags: [~, yes, -1.5, \"\"]")),
    ("tags:\n- a\n-", None, Some("tags: [\"a\", ~]")),
    ("requests: [{account: A}]", None, Some("requests: [{account: \"A\"}]")),
    ("requests: []", None, Some("requests: []")),
    ("decision: {outcome: deferred}", None, Some("decision: {outcome: \"deferred\"}")),
    ("sales: {say: Yes we do}", None, Some("sales: {say: \"Yes we do\"}")),
    ("sales: {}", None, Some("sales: {}")),
    ("theme: nowhere", None, None),
    ("effort: 8", None, None),
    ("rice: {reach: 300, impact: 2, confidence: 0.8, effort: 8}", None, None),
    ("codenames: [Falcon]", None, None),
    ("depends_on: [b]", None, None),
    ("reviewed_on: 2026-09-01", None, None),
    ("extra: {jira: [INT-1, {deep: x}]}", None, None),
    ("summary:", None, None),
];

#[test]
fn each_row_of_the_table_holds_for_clients_and_for_sales() {
    for (line, client, sales) in ROWS {
        let text = format!("---\n{line}\ntitle: T\nstage: beta\nvisibility: client\n---\n");
        for (audience, row) in [(Audience::Client, client), (Audience::Sales, sales)] {
            let kept = row.map(|row| format!("{row}\n")).unwrap_or_default();
            let expected =
                format!("---\ntitle: \"T\"\nstage: beta\nvisibility: client\n{kept}---\n");
            assert_eq!(only(&[("content/a.md", &text)], audience), expected, "{line}");
        }
    }
}

#[test]
fn a_theme_is_named_only_to_those_who_may_see_it() {
    let theme = "---\ntitle: Inner\nvisibility: sales\n---\n";
    let entry = "---\ntitle: T\nstage: beta\nvisibility: client\ntheme: inner\n---\n";
    let files = [("content/themes/inner.md", theme), ("content/a.md", entry)];
    let client = erased(&files, Audience::Client).expect("sound");
    assert_eq!(
        client,
        documents(&[(
            &entry_path("T"),
            "---\ntitle: \"T\"\nstage: beta\nvisibility: client\n---\n"
        )])
    );
    let sales = erased(&files, Audience::Sales).expect("sound");
    let name = theme_path("Inner");
    let named = format!("theme: {}\n", file_name(&name).trim_end_matches(".md"));
    assert!(sales[&entry_path("T")].contains(&named), "{sales:?}");
    assert!(sales[&name].contains("visibility: sales\n"), "{sales:?}");
}

#[test]
fn entries_at_rest_keep_no_target_and_clients_see_the_month_of_shipping() {
    let entry = |stage: &str| {
        format!("---\ntitle: T\nvisibility: client\nstage: {stage}\ntarget: 2026-Q1\n---\n")
    };
    for stage in ["shipped", "declined", "paused"] {
        for audience in [Audience::Client, Audience::Sales] {
            let text = only(&[("content/a.md", &entry(stage))], audience);
            assert!(!text.contains("target"), "{text}");
        }
    }
    let shipped = entry("shipped").replace("target", "shipped_on").replace("Q1", "08-12");
    let files = [("content/a.md", shipped.as_str())];
    assert!(only(&files, Audience::Client).contains("\nshipped_on: 2026-08-01\n"));
    assert!(only(&files, Audience::Sales).contains("\nshipped_on: 2026-08-12\n"));
    let planned = shipped.replace("shipped\n", "planned\n");
    assert!(!only(&[("content/a.md", &planned)], Audience::Sales).contains("shipped_on"));
}

#[test]
fn a_shipping_day_that_is_no_date_is_refused() {
    for day in
        ["2026-08", "2026-08-1", "2026-08-122", "2026/08/12", "2026-0a-12", "20260-8-12", "[x]"]
    {
        let text =
            format!("---\ntitle: T\nvisibility: client\nstage: shipped\nshipped_on: {day}\n---\n");
        let error = erased(&[("content/a.md", &text)], Audience::Client).expect_err("no date");
        assert_eq!((error.line, error.cause), (5, Cause::Shape("shipped_on")), "{day}");
    }
}

#[test]
fn a_target_without_a_public_window_is_dropped() {
    let text = "---\ntitle: T\nstage: beta\nvisibility: client\ntarget: 2026\n---\n";
    let erased = super::erase(
        &documents(&[("content/a.md", text)]),
        Audience::Client,
        &|_| None,
        &super::read,
    );
    assert!(!erased.expect("sound").documents[&entry_path("T")].contains("target"));
}

#[test]
fn texts_keep_every_character_that_yaml_gave_them() {
    let yaml = "title: \"q\\\" b\\\\ \\t\\u0007\\u2028\\x85 é 漢 🦀 #: - {\"\nstage: beta\n\
                visibility: client\nsummary: |\n  one\n    two # no comment\n\n  three\n\
                client:\n  availability: >-\n    folded\n    text\n";
    let text = format!("\u{feff}---\n{yaml}---\n").replace('\n', "\r\n");
    let erased = only(&[("content/a.md", &text)], Audience::Client);
    assert!(!erased.contains('\r'));

    #[derive(serde::Deserialize, PartialEq, Debug)]
    struct Shown {
        title: String,
        summary: String,
        client: std::collections::BTreeMap<String, String>,
    }
    let read = |text: &str| serde_saphyr::from_str::<Shown>(text).expect("it is YAML");
    let before = read(yaml);
    assert_eq!(before.summary, "one\n  two # no comment\n\nthree\n");
    assert_eq!(read(erased.trim_start_matches("---\n").trim_end_matches("---\n")), before);
}

#[test]
fn addresses_are_left_to_those_who_read_the_title_beside_them() {
    let front = "title: T\nstage: beta\nvisibility: client\nslug: inner\naliases: [old, \"2\"]\n\
                 search_words: [w]";
    let own = "client: { title: Out, slug: outer, aliases: [o], search_words: [x] }";
    let without_slug = "client: { title: Out }";
    let beside = "client: { aliases: [o] }";
    for (client, audience, expected) in [
        (
            "",
            Audience::Client,
            "title: \"T\"|slug: \"inner\"|aliases: [\"old\", \"2\"]|search_words: [\"w\"]",
        ),
        (
            "",
            Audience::Sales,
            "title: \"T\"|slug: \"inner\"|aliases: [\"old\", \"2\"]|search_words: [\"w\"]",
        ),
        (
            own,
            Audience::Client,
            "title: \"Out\"|slug: \"outer\"|aliases: [\"o\"]|search_words: [\"x\"]",
        ),
        (without_slug, Audience::Client, "title: \"Out\""),
        (
            beside,
            Audience::Client,
            "title: \"T\"|slug: \"inner\"|aliases: [\"old\", \"2\", \"o\"]|search_words: [\"w\"]",
        ),
        (
            own,
            Audience::Sales,
            "title: \"T\"|slug: \"inner\"|aliases: [\"old\", \"2\"]|search_words: [\"w\"]|\
             client: {title: \"Out\", search_words: [\"x\"], slug: \"outer\", aliases: [\"o\"]}",
        ),
    ] {
        let text = format!("---\n{front}\n{client}\n---\n");
        let kept = only(&[("content/a.md", &text)], audience);
        let labels = ["---", "stage: beta", "visibility: client", ""];
        let kept: Vec<&str> = kept.lines().filter(|line| !labels.contains(line)).collect();
        assert_eq!(kept.join("|"), expected, "{client}, {audience}");
    }
    let theme = "---\ntitle: T\nvisibility: client\nslug: fast\naliases: [speed]\n---\n";
    let kept = only(&[("content/themes/t.md", theme)], Audience::Client);
    assert!(kept.contains("slug: \"fast\"\naliases: [\"speed\"]\n"), "{kept}");
}

#[test]
fn pictures_are_left_to_those_who_read_the_title_beside_them_and_reached_from_the_new_place() {
    let own = "picture: { alt: In, file: ../art/in.png, size: 3 }";
    let inner = "picture: {file: \"art/in.png\", alt: \"In\"}";
    for (front, audience, expected) in [
        (own.to_owned(), Audience::Client, inner.to_owned()),
        (own.to_owned(), Audience::Sales, inner.to_owned()),
        (format!("{own}\nclient: {{ title: T }}"), Audience::Client, String::new()),
        (
            format!("{own}\nclient: {{ picture: {{ file: out.png, alt: \"1\" }} }}"),
            Audience::Client,
            "picture: {file: \"erp/out.png\", alt: \"1\"}".to_owned(),
        ),
        (
            format!("{own}\nclient: {{ picture: {{ file: out.png, alt: 2 }} }}"),
            Audience::Sales,
            format!("{inner}|client: {{picture: {{file: \"erp/out.png\", alt: 2}}}}"),
        ),
        (
            "client: { title: T, picture: { file: out.png, alt: O } }".to_owned(),
            Audience::Sales,
            "client: {title: \"T\", picture: {file: \"erp/out.png\", alt: \"O\"}}".to_owned(),
        ),
    ] {
        let text = format!("---\ntitle: T\nstage: beta\nvisibility: client\n{front}\n---\n");
        let kept = only(&[("content/erp/a.md", &text)], audience);
        let labels = ["---", "title: \"T\"", "stage: beta", "visibility: client", ""];
        let kept: Vec<&str> = kept.lines().filter(|line| !labels.contains(line)).collect();
        assert_eq!(kept.join("|"), expected, "{front}, {audience}");
    }
}
