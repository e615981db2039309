//! Three whole sites of a small project, file by file.
//!
//! Read every changed line: may this audience know it? Accept file by file, never in bulk.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{Project, png};

const SETTINGS: &str = "product: Acme Flow
tagline: Orders that agree with each other.
accent: \"#17677d\"
logo: content/logo.png
feedback: mailto:roadmap@acme.example
dates: { precision: quarter, slack: 1 quarter }
editions:
  client: { base_url: \"https://roadmap.acme.example/\", search_engines: true }
";

const SAP: &str = "title: Premium SAP connector
stage: in-progress
visibility: client
summary: Two-way sync with S/4HANA over OData.
theme: erp
target: 2027-02-10
confidence: likely
owner: ana@acme.example
team: Integrations
origin: sales
phase: 2
effort: 8
depends_on: [queue, sso]
codenames: [Cinnabar]
tags: [erp, sap]
rice: { reach: 300, impact: 2, confidence: 0.8, effort: 8 }
requests:
  - { account: Globex GmbH, by: tom@acme.example, value: 120000 EUR, blocker: true, asked_on: 2026-05-02 }
  - { account: Initech, asked_on: 2026-06-03 }
decision: { outcome: accepted, reason: Two deals., revisit_when: Prices change., by: ana, on: 2026-06-09 }
sales: { say: We are building it., note: Ask about their nights first., dont_say: No month., workaround: Nightly files. }
client: { title: Deeper SAP integration, summary: Orders and stock in step., availability: Business }
reviewed_on: 2026-09-01
extra: { jira: FLOW-1190 }";

const SAP_BODY: &str = "Notices never carry data.

## Risks

1. Event gaps & throttling

::: sales
Buyers say *two-way* and mean [one of three things](deal.md).
:::

::: client
## What changes

Changes in SAP show at once, as [single sign-on](sso.md) did.[^1]

| What | When |
|---|--:|
| Orders | now |

- [x] Orders
- [ ] Stock

> [!NOTE]
> Nothing is switched on without your say.

![Three steps](steps.png \"Each step builds on the one before\")

[^1]: Like every other part.
:::";

const DEAL: &str = "title: Usage pricing
stage: discovery
visibility: sales
theme: erp
confidential: true
requests: [{ account: Globex GmbH }]
sales: { dont_say: Nothing yet. }";

fn project() -> Project {
    let project = Project::new()
        .settings(SETTINGS)
        .theme(
            "erp",
            "title: ERP in step\nvisibility: client\nproblem: Typing orders twice.",
            "Inside.\n\n::: client\nOne list.\n:::",
        )
        .theme("base", "title: Foundations", "")
        .entry("sap", SAP, SAP_BODY)
        .entry(
            "sso",
            "title: Single sign-on\nstage: shipped\nvisibility: client\nshipped_on: 2026-08-12",
            "::: client\nWith OpenID Connect.\n:::",
        )
        .entry("deal", DEAL, "::: sales\nAsk first.\n:::")
        .entry(
            "queue",
            "title: Fair queueing\nstage: idea\ntheme: base",
            "```rust\nfn main() {}\n```",
        )
        .file("content/logo.png", png([23, 103, 125]))
        .file("content/steps.png", png([200, 200, 200]));
    project.build(&[]).succeeds();
    project
}

#[test]
fn the_client_site_is_as_reviewed() {
    compare("client");
}

#[test]
fn the_sales_site_is_as_reviewed() {
    compare("sales");
}

#[test]
fn the_engineering_site_is_as_reviewed() {
    compare("engineering");
}

/// Compares the list of all files, and every file that is text.
fn compare(audience: &str) {
    let site = project().site(audience);
    let mut snapshots = vec![("files".to_owned(), String::new())];
    for (path, bytes) in &site {
        let is_asset = path.starts_with("assets/");
        let size = if is_asset { format!(" {} bytes", bytes.len()) } else { String::new() };
        snapshots[0].1.push_str(&format!("{path}{size}\n"));
        if !is_asset {
            let text = String::from_utf8(bytes.clone()).expect("pages are UTF-8");
            snapshots.push((path.replace('/', "-"), text));
        }
    }
    let folder = format!("snapshots/{audience}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, text) in &snapshots {
        settings.bind(|| insta::assert_snapshot!(name.as_str(), without_hashes(text)));
    }
    let expected: BTreeSet<_> = snapshots.iter().map(|(name, _)| format!("{name}.snap")).collect();
    assert_eq!(snapshot_files(&folder), expected, "a snapshot belongs to no file");
}

fn snapshot_files(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(folder);
    let entries = fs::read_dir(folder).expect("the snapshots are kept there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".snap")).collect()
}

/// The text with `[hash]` for the twelve digits in the names of the site theme's assets, which
/// change with every touch of a style sheet.
fn without_hashes(text: &str) -> String {
    let mut parts = text.split('-');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_hash = part.len() > 12
            && part.as_bytes()[12] == b'.'
            && part.bytes().take(12).all(|b| b.is_ascii_hexdigit());
        out.push('-');
        out.push_str(if is_hash { "[hash]" } else { "" });
        out.push_str(if is_hash { &part[12..] } else { part });
    }
    out
}
