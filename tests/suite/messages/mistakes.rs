//! A project for every kind of mistake, each full of one made-up word.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use crate::support::{Project, document, png};

/// Stands in every value and text. A message that anybody may read never holds it.
pub const CANARY: &str = "Vexatron";

/// Kinds that no project has, each with what holds them instead.
pub const NEVER_IN_A_PROJECT: [(&str, &str); 6] = [
    ("leak-influence", "only a defect of the program; its message is made of places"),
    ("leak-unexplained", "only a defect of the program; its message is fixed"),
    ("manifest", "only a defect of the program; the path in it is a value"),
    ("moved-page", "it needs a ledger; its addresses are values, in a test of publishing"),
    ("taken", "only `new` says it; it is in another test here"),
    ("too-many-files", "200,000 files; its message holds numbers alone"),
];

/// Mistakes in one entry: the code, the front matter after the title, and the body.
const ENTRIES: &[(&str, &str, &str)] = &[
    ("bad-character", "stage: planned\nowner: \"Vexatron\\u0007\"", ""),
    ("bad-date", "stage: planned\ntarget: Vexatron", ""),
    ("bad-html", CLIENT, "::: client\n<script>Vexatron</script>\n:::"),
    ("bad-image", CLIENT, "![Vexatron](https://vexatron.example/a.png)"),
    ("bad-link", CLIENT, "[Vexatron](vexatron:Vexatron)"),
    ("bad-marker", CLIENT, "::: client Vexatron"),
    ("broken-footnote", CLIENT, "::: client\nVexatron[^Vexatron]\n:::"),
    ("broken-image", CLIENT, "![Vexatron](vexatron.png)"),
    ("broken-link", CLIENT, "[Vexatron](vexatron.md)"),
    ("broken-link", CLIENT, "## Vexatronn\n\n[Vexatron](#vexatron)"),
    ("broken-link", CLIENT, "[Vexatron](a.md#vexatron)"),
    ("broken-reference", CLIENT, "[a][Vexatron]"),
    (
        "client-earlier",
        "stage: planned\nvisibility: client\nclient: { horizon: now, title: Vexatron }",
        "",
    ),
    ("contradiction", "stage: idea\nsummary: Vexatron\nowner: Vexatron\nvisibility: client", ""),
    ("contradiction", "stage: planned # Vexatron\nsummary: Vexatron\nshipped_on: 2026-01-01", ""),
    ("contradiction", "stage: declined\nsummary: Vexatron\nhorizon: now # Vexatron", ""),
    ("doubtful", CLIENT, "<pre>Vexatron\n::: client\n</pre>\n:::"),
    ("duplicate-key", "stage: planned\nvexatron: 1\nVexatron: 2\nvexatron: 3", ""),
    ("empty-value", "stage: planned\nsummary: \"\" # Vexatron", ""),
    ("future-date", "stage: planned\nreviewed_on: 2027-01-01 # Vexatron", ""),
    ("horizon-differs", "stage: beta\ntarget: 2030 # Vexatron", ""),
    ("html-comment", CLIENT, "::: client\n<!-- Vexatron -->\n:::"),
    ("markdown-in-value", "stage: planned\nvisibility: client\nsummary: A **Vexatron**", ""),
    ("marker-in-comment", CLIENT, "<!-- Vexatron\n::: client\n-->"),
    ("missing-key", "summary: Vexatron", ""),
    ("missing-key", "stage: shipped # Vexatron", ""),
    ("missing-key", "stage: planned\npicture: { file: vexatron.png }", ""),
    ("nested-block", CLIENT, "::: client\nVexatron\n::: sales\nVexatron\n:::\n:::"),
    ("no-client-text", "stage: planned\nvisibility: client # Vexatron", ""),
    ("past-target", "stage: planned\nsummary: Vexatron\ntarget: 2025-02 # Vexatron", ""),
    ("stray-marker", CLIENT, "Vexatron\n:::\nVexatron"),
    ("unclosed-block", CLIENT, "::: client\nVexatron"),
    ("unclosed-fence", CLIENT, "```Vexatron\nVexatron"),
    ("unknown-block", CLIENT, "::: Vexatron\n:::"),
    ("unknown-dependency", "stage: planned\ndepends_on: [vexatron]", ""),
    ("unknown-key", "stage: planned\nVexatron: Vexatron", ""),
    ("unknown-theme", "stage: planned\ntheme: vexatron", ""),
    ("unknown-value", "stage: vexatron", ""),
    ("unsearchable-name", "stage: planned\ncodenames: ['+++'] # Vexatron", ""),
    ("unused-footnote", CLIENT, "::: client\nVexatron\n\n[^Vexatron]: Vexatron\n:::"),
    ("visibility-gap", "stage: planned\nvisibility: [engineering, client] # Vexatron", ""),
    ("wrong-type", "stage: planned\nowner: [Vexatron]", ""),
    ("wrong-type", "stage: planned\nsummary: Vexatron\nrequests: Vexatron", ""),
    ("yaml-anchor", "stage: planned\nowner: &Vexatron Vexatron", ""),
    ("yaml-merge", "stage: planned\n<<: { Vexatron: Vexatron }", ""),
    ("yaml-syntax", "stage: planned\nowner: \"Vexatron\\qVexatron\"", ""),
    ("yaml-tag", "stage: planned\nowner: !Vexatron Vexatron", ""),
    ("bad-html", CLIENT, "::: sales\n<p vexatron=\"Vexatron\">Vexatron</p>\n:::"),
    ("bad-html", CLIENT, "::: sales\n<template>Vexatron</template>\n:::"),
    ("bad-image", "stage: planned\npicture: { file: ../../vexatron.png, alt: Vexatron }", ""),
    ("broken-image", "stage: planned\npicture: { file: vexatron.png, alt: Vexatron }", ""),
    ("bad-link", CLIENT, "[Vexatron](notes\\vexatron.md)"),
    ("bad-slug", "stage: planned\nslug: Vexatron !\naliases: [vexatron/Vexatron]", ""),
    ("cut-value", "stage: planned\nsummary: Vexatron #Vexatron", ""),
    ("future-date", "stage: shipped\nshipped_on: 2027-01-01 # Vexatron", ""),
    (
        "html-comment",
        "stage: planned\nvisibility: client\nsummary: \"Vexatron %% Vexatron %%\"",
        "",
    ),
    ("html-comment", CLIENT, "::: client\n%% Vexatron %%\n:::"),
    ("merge-conflict", CLIENT, "<<<<<<< Vexatron\nVexatron\n=======\nVexatron\n>>>>>>> Vexatron"),
    ("shown-as-written", CLIENT, "::: client\n==Vexatron==\n:::"),
    ("shown-as-written", CLIENT, "::: client\n## Vexatron {#vexatron}\n:::"),
    ("shown-as-written", CLIENT, "::: client\n[[Vexatron]]\n:::"),
    ("shown-as-written", CLIENT, "::: client\n[Vexatron](vexatron is here.md)\n:::"),
    ("shown-as-written", CLIENT, "::: client\n##Vexatron\n:::"),
    ("shown-as-written", CLIENT, "::: client\n:vexatron:\n:::"),
    ("shown-as-written", CLIENT, "::: client\n> [!VEXATRON]\n> Vexatron\n:::"),
    ("yaml-syntax", "stage: planned\nowner:\u{a0}Vexatron\nteam: \"Vexatron", ""),
];

const CLIENT: &str = "stage: planned\nvisibility: client";

/// Mistakes in `roadcast.yaml`: the code, and its lines after the product.
const SETTINGS: &[(&str, &str)] = &[
    ("bad-address", "feedback: ftp://vexatron.example"),
    ("bad-address", "editions: { sales: { base_url: vexatron } }"),
    ("bad-color", "accent: Vexatron"),
    ("bad-font", "fonts: { text: ../vexatron.woff2 }"),
    ("bad-glob", "content: [../vexatron/*.md]"),
    ("bad-glob", "content: [vexatron/*.md]"),
    ("bad-name", "editions: { client: { site_theme: ../vexatron } }"),
    ("bad-output", "output: ../vexatron"),
    ("bad-slack", "dates: { slack: Vexatron }"),
    ("bad-address", "publish: { client: { to: www, address: vexatron } }"),
    ("bad-target", "publish: { client: { to: \"vexatron://vexatron\" } }"),
    ("bad-target", "publish: { client: { to: vexatron }, sales: { to: vexatron/a } }"),
    ("not-published", "publish: { client: { to: vexatron, max_days: 1 } }"),
    ("broken-font", "fonts: { text: content/vexatron.woff2 }"),
    (
        "contradiction",
        "never_publish: [Vexatron]\nallow_terms:\n  - { term: Vexatron, reason: Vexatron, owner: Vexatron, until: 2027-01-01 }",
    ),
    ("unknown-site-theme", "editions: { client: { site_theme: vexatron } }"),
    ("bad-glob", "content: [\"content\\\\vexatron/*.md\"]"),
    ("bad-image", "logo: content\\vexatron.png"),
    (
        "expired-term",
        "allow_terms:\n  - { term: Vexatron, reason: Vexatron, owner: Vexatron, until: 2026-01-01 }",
    ),
];

/// Every kind of mistake with a project that has it.
pub fn all() -> Vec<(&'static str, Project)> {
    let mut all: Vec<(&str, Project)> = Vec::new();
    for &(code, front, body) in ENTRIES {
        all.push((code, entry(&format!("title: {CANARY}\n{front}"), body)));
    }
    for &(code, lines) in SETTINGS {
        all.push((code, settings(lines)));
    }
    all.extend(of_one_file());
    all.extend(of_several_files());
    all.extend(of_templates());
    all.extend(of_leaks());
    all.extend(of_shares());
    all
}

fn entry(front: &str, body: &str) -> Project {
    Project::new().entry("a", front, body)
}

fn settings(lines: &str) -> Project {
    entry(&format!("title: {CANARY}\n{CLIENT}"), "").settings(&format!("product: P\n{lines}\n"))
}

/// Mistakes of a file as a whole.
fn of_one_file() -> Vec<(&'static str, Project)> {
    let deep = format!("title: {CANARY}\nstage: planned\nextra: {}", "[".repeat(40));
    let nested = format!("{}{CANARY}", "> ".repeat(200));
    let many = format!("title: {CANARY}\n{CLIENT}\n{}", "Vexatron: 1\n".repeat(1_200));
    let list = |bytes: &[u8]| Project::new().file("content/a.md", bytes);
    let place = Project::new();
    UnixListener::bind(place.path("content/pipe.md")).expect("the name is free");
    let linked = entry(&format!("title: {CANARY}\n{CLIENT}"), "");
    symlink(linked.path("content/a.md"), linked.path("content/b.md")).expect("the name is free");
    vec![
        ("bad-name", list(b"---\ntitle: Vexatron\n---\n").file("content/a\u{7}.md", CANARY)),
        ("no-front-matter", list(b"Vexatron\n")),
        ("no-front-matter", list(b"---\ntitle: Vexatron\n")),
        ("not-utf8", list(b"---\ntitle: Vexatron \xff\n---\n")),
        ("bad-character", list(b"---\ntitle: Vexatron \x07\n---\n")),
        ("too-large", list(CANARY.repeat(100_000).as_bytes())),
        ("too-many-mistakes", entry(&many, "")),
        ("yaml-depth", entry(&deep, "")),
        ("nested-too-deep", entry(&format!("title: {CANARY}\n{CLIENT}"), &nested)),
        ("unreadable", place),
        ("symlink", linked),
        ("passed-over", Project::new().file("content/a.mdx", CANARY)),
    ]
}

/// Mistakes that only several files make together.
fn of_several_files() -> Vec<(&'static str, Project)> {
    let title = format!("title: {CANARY}\n{CLIENT}");
    let two = |a: &str, b: &str| Project::new().entry("a", a, CANARY).entry("b", b, CANARY);
    let depends = |id: &str| format!("title: {CANARY} {id}\nstage: planned\ndepends_on: [{id}]");
    let hidden = format!("title: {CANARY}\nstage: idea");
    let reviewed = "product: P\nhygiene: { review_days: 30 }\n";
    let near = |line: &str| {
        entry(&format!("{title}\n{line}"), "[x](vexatron.md)")
            .entry("vexatrons", "title: A\nstage: planned", "")
            .theme("vexatrons", "title: A", "")
    };
    vec![
        ("unknown-theme", near("theme: vexatron")),
        ("unknown-dependency", near("depends_on: [vexatron]")),
        ("broken-link", near("")),
        ("dependency-cycle", two(&depends("b"), &depends("a"))),
        ("duplicate-id", entry(&title, "").file("content/b/a.md", document(&hidden, CANARY))),
        ("duplicate-slug", two(&title, &title)),
        ("duplicate-slug", two(&title, "title: A\nstage: planned\naliases: [vexatron]")),
        ("empty-theme", Project::new().theme("t", &format!("title: {CANARY}"), CANARY)),
        (
            "hidden-link",
            Project::new()
                .entry(
                    "a",
                    "title: A\nstage: planned\nvisibility: client",
                    "::: client\n[Vexatron](b.md)\n:::",
                )
                .entry("b", &hidden, CANARY),
        ),
        ("not-reviewed", entry(&hidden, "").settings(reviewed)),
        (
            "not-reviewed",
            entry(&format!("{hidden}\nreviewed_on: 2025-01-01 # {CANARY}"), "").settings(reviewed),
        ),
        ("ledger", entry(&hidden, CANARY).file("ledger/2026.jsonl", "{\"by\":\"Vexatron\"}\n")),
        ("unused-image", entry(&hidden, CANARY).file("content/a.png", png([1, 2, 3]))),
        (
            "bad-image",
            entry(&title, "![Vexatron](a.svg)").file("content/a.svg", "<svg><Vexatron &Vexatron;"),
        ),
    ]
}

fn of_templates() -> Vec<(&'static str, Project)> {
    let themed = |template: &str| {
        let project = entry(&format!("title: {CANARY}\n{CLIENT}"), "");
        project.file("themes/default/client/index.html", template)
    };
    let styled = |sheet: &str| {
        let project = entry(&format!("title: {CANARY}\n{CLIENT}"), "");
        project.file("themes/default/base/custom.css", sheet)
    };
    vec![
        ("bad-template", themed("{{ site.product | Vexatron }} Vexatron")),
        ("bad-template", themed("{% Vexatron %} Vexatron")),
        ("unknown-field", themed("{{ site.vexatron }} Vexatron")),
        ("unknown-field", themed("{{ vexatron }} Vexatron")),
        ("bad-address", styled("@import \"https://vexatron.example/a.css\"; /* Vexatron */")),
        ("bad-address", styled("a { background: url(https://vexatron.example/a.png) }")),
    ]
}

/// Mistakes in a share of one entry, and a share that waits.
fn of_shares() -> Vec<(&'static str, Project)> {
    const SETTINGS: &str = "product: P\nshares: { approvers: [ana, bo] }\n";
    const SHARE: &str = "account: Vexatron\nasked_by: Vexatron\nreason: Vexatron\n";
    let share = |stage: &str, lines: &str, body: &str| {
        let front = format!(
            "title: A\nstage: {stage} # Vexatron\nvisibility: sales\nclient: {{ title: B }}"
        );
        Project::new()
            .settings(SETTINGS)
            .entry("a", &front, "")
            .file("shares/s.md", document(&format!("{SHARE}{lines}"), body))
    };
    let whole = "until: 2026-12-31\nentries: [a]\nrecipients: [r]";
    let text = "::: entry a\nVexatron\n:::";
    let with = |more: &str| share("planned", &format!("{whole}\n{more}"), text);
    let hash = "b3-0000000000000000000000000000000000000000000000000000000000000000";
    let approved = |by: &str, more: &str| {
        format!("approved:\n  by: {by}\n  on: 2026-11-20\n  text: {hash} # Vexatron{more}")
    };
    let recipients = |list: &str| {
        let lines = format!("until: 2026-12-31\nentries: [a]\nrecipients: {list} # Vexatron");
        share("planned", &lines, text)
    };
    let entries = |list: &str| {
        let lines = format!("until: 2026-12-31\nentries: {list} # Vexatron\nrecipients: [r]");
        share("planned", &lines, text)
    };
    let until = |day: &str| {
        let lines = format!("until: {day} # Vexatron\nentries: [a]\nrecipients: [r]");
        share("planned", &lines, text)
    };
    vec![
        ("bad-approval", with(&approved("Vexatron", ""))),
        ("bad-approval", with("approved: { by: ana, on: 2026-11-20, text: Vexatron }")),
        ("bad-recipient", recipients("['Vexatron!']")),
        ("bad-recipient", recipients("[Vexatron, vexatron]")),
        ("bad-recipient", with("generations: { Vexatron: 2, vexatron: 3 }")),
        ("share-changed", with(&approved("ana", ""))),
        ("share-entry", share("idea", whole, text)),
        ("share-entry", entries("[a, a]")),
        ("share-text", share("planned", whole, "::: entry vexatron\nVexatron\n:::")),
        ("share-text", share("planned", whole, &format!("{text}\n{text}"))),
        ("share-unapproved", with("nda: Vexatron")),
        ("share-until", until("2026-01-01")),
        ("share-until", until("2030-01-01")),
        ("unknown-entry", entries("[vexatron]")),
    ]
}

fn of_leaks() -> Vec<(&'static str, Project)> {
    let public = "title: Public\nstage: planned\nvisibility: client";
    let shows = |hidden: &str, text: &str| {
        let hidden = format!("title: Hidden entry\nstage: idea\n{hidden}");
        Project::new()
            .entry("a", public, &format!("::: client\n{text}\n:::"))
            .entry("b", &hidden, CANARY)
    };
    let sentence = "Vexatron reads every order at night and sends it to Vexatron before dawn.";
    let copied = Project::new().entry("a", public, &format!("::: client\n{sentence}\n:::")).entry(
        "b",
        "title: Hidden entry\nstage: idea",
        sentence,
    );
    let idle = "product: P\nallow_terms:\n  - { term: Vexatron, reason: Vexatron, owner: Vexatron, until: 2027-01-01 }\n";
    vec![
        ("leak", shows("codenames: [Vexatron]", "Vexatron")),
        ("leak", copied),
        ("common-name", shows("owner: Vexatron", "A vexatron comes.")),
        ("idle-term", Project::new().settings(idle)),
    ]
}

/// A project whose check says nothing, and in whose copy something withheld lies.
pub fn copied() -> Project {
    let project = Project::new().entry("a", &format!("title: Public\n{CLIENT}"), "").entry(
        "b",
        "title: Vexatron rises\nstage: idea\ncodenames: [Vexatron]",
        "Vexatron",
    );
    project.build(&[]).succeeds();
    fs::write(project.path("dist/client/index.html"), "Vexatron").expect("the copy is ours");
    project
}
