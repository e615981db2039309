//! `roadcast explain`: why a reader sees what they see, and what to change.

mod whole;

use serde_json::{Value, json};

use crate::support::{Outcome, Project, png};

const SETTINGS: &str = "product: Acme
logo: content/logo.png
dates: { precision: quarter, slack: 1 quarter }
editions: { client: { base_url: https://acme.example/roadmap } }
";

const SAP: &str = "title: Falcon connector
stage: planned
visibility: client
summary: Long.
theme: area
target: 2026-11-15
owner: ana@acme.example
client: { title: SAP connector, availability: Business }";

const BODY: &str = "Inside.

::: client
Orders **travel** both ways, see [the basic one](basic.md).

- one
- two

![Three steps](steps.png)
:::

::: sales
Say so.
:::";

fn project() -> Project {
    Project::new()
        .settings(SETTINGS)
        .file("content/logo.png", png([1, 2, 3]))
        .file("content/steps.png", png([4, 5, 6]))
        .file("content/inside.png", png([7, 8, 9]))
        .file("content/old.png", png([9, 9, 9]))
        .theme("area", "title: Integrations\nvisibility: sales\nproblem: Work twice.", "")
        .entry("sap", SAP, BODY)
        .entry(
            "basic",
            "title: Basic connector\nstage: shipped\nvisibility: client\nsummary: S.\n\
             shipped_on: 2026-08-12\ntarget: 2026-Q2\ntheme: area",
            "![Inside](inside.png)",
        )
        .entry(
            "secret",
            "title: Secret\nstage: discovery\nconfidential: true\nvisibility: sales",
            "",
        )
}

fn explain(project: &Project, arguments: &[&str]) -> Outcome {
    project.run(&[&["explain", "--as-of", "2026-11-22"], arguments].concat())
}

#[test]
fn an_entry_is_found_by_file_path_title_and_address_of_any_reader() {
    let project = project();
    let of = |name: &str| explain(&project, &[name]).succeeds().stdout;
    let expected = of("sap");
    for name in [
        "SAP",
        "sap.md",
        "content/sap.md",
        "./content/sap.md",
        "Falcon connector",
        "falcon CONNECTOR",
        "falcon-connector",
        "SAP connector",
        "sap-connector",
    ] {
        assert_eq!(of(name), expected, "{name}");
    }
}

#[test]
fn nothing_that_fits_suggests_what_is_near() {
    explain(&project(), &["basik"]).fails_with(
        2,
        "
        error: there is no entry, theme or image `basik`; did you mean one of these?
          `basic` (Basic connector)
        ",
    );
    explain(&project(), &["connector"]).fails_with(
        2,
        "
        error: there is no entry, theme or image `connector`; did you mean one of these?
          `sap` (Falcon connector)
          `basic` (Basic connector)
        ",
    );
    explain(&project(), &["zzzz"]).fails_with(
        2,
        "
        error: there is no entry, theme or image `zzzz`
          name it by file name, path, title or address
        ",
    );
}

#[test]
fn several_that_fit_are_listed() {
    let project = project().entry("other", "title: SAP\nstage: idea", "");
    explain(&project, &["sap"]).fails_with(
        2,
        "
        error: `sap` may mean any of these; name one by its path:
          content/other.md  (SAP)
          content/sap.md  (Falcon connector)
        ",
    );
}

#[test]
fn mistakes_elsewhere_are_counted_and_stop_nothing() {
    let project = project().entry("bad", "title: Bad\nstage: betta\nonwer: ana", "");
    let outcome = explain(&project, &["sap"]).succeeds();
    assert_eq!(outcome.stdout, explain(&self::project(), &["sap"]).stdout);
    assert_eq!(outcome.stderr, "2 errors in other files; `roadcast check` lists them\n");
}

#[test]
fn an_entry_that_cannot_be_read_shows_its_own_mistakes_only() {
    let project = project().entry("bad", "title: Bad\nstage: betta", "").entry(
        "worse",
        "title: Worse\nstage: [",
        "",
    );
    for name in ["bad", "content/bad.md"] {
        explain(&project, &[name]).fails_with(
            1,
            "
            error[unknown-value]: `betta` is not a stage
             --> content/bad.md:3:8
              |
            3 | stage: betta
              |        ^^^^^ not a stage
              |
              = help: did you mean `beta`?
              = help: allowed: `idea`, `discovery`, `planned`, `in-progress`, `beta`, `shipped`, `paused`, `declined`

            1 error; mend `content/bad.md`, then ask again
            ",
        );
    }
}

#[test]
fn an_entry_that_contradicts_itself_is_explained_with_its_error() {
    let project = project().entry("idea", "title: Idea\nstage: idea\nvisibility: client", "");
    let outcome = explain(&project, &["idea", "--audience", "client"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(
        outcome.stdout,
        "\
Idea
entry, content/idea.md

Who sees it
  client       no   `stage: idea`: its discovery is not finished (line 3)
                    to change that: finish discovery, then set `stage: planned` in line 3

Field                line  client  why
title                   2  -       field is for everybody; the entry is undiscovered
stage                   3  -       field is for sales and engineering
"
    );
    assert_eq!(
        outcome.stderr,
        "error[contradiction]: clients may never see an entry whose discovery is not finished, \
         but this entry is visible to them
 --> content/idea.md:4:13
  |
3 | stage: idea
  |        ---- not discovered yet
4 | visibility: client
  |             ^^^^^^ visible to clients
  |
  = help: set `visibility: sales` (or `engineering`), or change the other line

1 error in this file: no site can be built before
"
    );
}

#[test]
fn a_project_without_usable_settings_cannot_be_asked() {
    Project::new().settings("product: Acme\naccent: red\n").run(&["explain", "sap"]).fails_with(
        1,
        "
        error[bad-color]: `accent` is not a color
         --> roadcast.yaml:2:9
          |
        2 | accent: red
          |         ^^^
          |
          = help: write it in quotes as six hexadecimal digits: `accent: \"#1f5fbf\"`

        1 error; nothing can be explained
        ",
    );
}

#[test]
fn of_two_entries_with_one_address_each_is_explained_by_its_own_words() {
    let twin = "title: Other\nstage: beta\nvisibility: client\nclient: { title: SAP connector }";
    let project = project().entry("another", twin, "");
    let outcome = explain(&project, &["another", "--audience", "client"]);
    let horizon =
        "  horizon      Now\n               from line 3: `stage: beta`, as no horizon is given";
    assert!(outcome.stdout.contains(horizon), "{}", outcome.stdout);
}

#[test]
fn programs_get_the_same() {
    let of = |arguments: &[&str]| -> Value {
        let outcome = explain(&project(), &[arguments, &["--format", "json"]].concat()).succeeds();
        assert_eq!(outcome.stderr, "");
        serde_json::from_str(&outcome.stdout).expect("it is JSON")
    };
    let entry = of(&["sap"]);
    let window = json!({
        "what": "window",
        "words": "Q1 2027",
        "from": "target 2026-11-15 + 1 quarter, rounded up to a quarter: Q1 2027",
        "place": { "file": "content/sap.md", "line": 7 },
    });
    let words = entry["client_words"].as_array().expect("it is a list");
    assert!(words.contains(&window), "{entry:#}");
    let owner = json!({
        "field": "owner",
        "place": { "file": "content/sap.md", "line": 8 },
        "engineering": true,
        "sales": true,
        "client": false,
        "rule": "field is for sales and engineering",
        "instead": null,
    });
    assert!(entry["fields"].as_array().is_some_and(|fields| fields.contains(&owner)), "{entry:#}");
    let secret = of(&["secret", "--audience", "client"]);
    let because = secret["readers"][0]["because"].as_array().expect("it is a list");
    let rules: Vec<&Value> = because.iter().map(|reason| &reason["rule"]).collect();
    assert_eq!(rules, ["confidential", "undiscovered", "visibility"]);
    assert_eq!(secret["readers"].as_array().map(Vec::len), Some(1));
    assert_eq!([&of(&["area"])["kind"], &of(&["old.png"])["kind"]], ["theme", "image"]);
}

#[test]
fn a_window_that_clients_are_not_told_says_why() {
    let window = |settings: &str, front: &str| -> Value {
        let front = format!("title: A\nvisibility: client\n{front}");
        let project = Project::new().settings(settings).entry("a", &front, "");
        let outcome = explain(&project, &["a", "--format", "json"]).succeeds();
        let entry: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        let words = entry["client_words"].as_array().expect("it is a list").clone();
        words.into_iter().find(|words| words["what"] == "window").expect("there is a target")
    };
    let told = "product: Acme\ndates: { precision: half, slack: 0 days }\n";
    for (settings, front, expected) in [
        (
            "product: Acme\n",
            "stage: beta\ntarget: 2027",
            "the settings tell clients no dates (`dates.precision`)",
        ),
        (told, "stage: paused\ntarget: 2027", "`stage: paused` tells no window"),
        (
            told,
            "stage: beta\ntarget: 2026-03",
            "target 2026-03, rounded up to a half: First half of 2026, which has passed on \
             22 November 2026",
        ),
    ] {
        let window = window(settings, front);
        assert_eq!((&window["words"], &window["from"]), (&Value::Null, &json!(expected)));
    }
}

#[test]
fn what_is_explained_is_what_is_built() {
    let project = project();
    project.build(&[]).succeeds();
    let outcome = explain(&project, &["sap", "--format", "json"]).succeeds();
    let entry: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let roadmap: Value =
        serde_json::from_str(&project.page("client", "roadmap.json")).expect("it is JSON");
    let entries = roadmap["entries"].as_array().expect("it is a list");
    let built = entries.iter().find(|entry| entry["title"] == "SAP connector").expect("it is in");
    let words = entry["client_words"].as_array().expect("it is a list");
    let of = |what: &str| {
        let words = words.iter().find(|words| words["what"] == what);
        words.expect("clients read it")["words"].clone()
    };
    for (what, value) in [
        ("title", &built["title"]),
        ("summary", &built["summary"]),
        ("status", &built["status"]["label"]),
        ("horizon", &built["horizon"]["label"]),
        ("window", &built["window"]["label"]),
        ("availability", &built["availability"]),
        ("theme", &built["theme"]),
    ] {
        assert_eq!(of(what), *value, "{what}");
    }
    for reader in entry["readers"].as_array().expect("it is a list") {
        let audience = reader["audience"].as_str().expect("it has a name");
        let path = reader["path"].as_str().expect("all get it");
        assert!(project.site(audience).contains_key(path), "{audience}: {path}");
    }
}
