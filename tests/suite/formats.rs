//! What `check` prints for other tools: workflow commands of GitHub, and SARIF.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Project, read_all};

/// One error with a related place, in a file with an odd name, and one without a place.
fn project() -> Project {
    Project::new()
        .entry("größe, 1", "title: A\nstage: idea\nvisibility: client", "")
        .file("content/big.md", vec![b'x'; 600 * 1024])
}

#[test]
fn github_shows_each_mistake_beside_its_line() {
    let outcome = project().check(&["--format", "github"]);
    let expected = "\
::error title=too-large::`content/big.md` has 600 KiB; at most 512 are allowed%0A\
help: split the entry, or move long material elsewhere and link to it
::error file=content/größe%2C 1.md,line=4,col=13,endColumn=19,title=contradiction::\
clients may never see an entry whose discovery is not finished, but this entry is visible to \
them%0Ahelp: set `visibility: sales` (or `engineering`), or change the other line
";
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (1, expected, ""));
}

#[test]
fn github_gets_warnings_and_texts_over_several_lines() {
    let project = Project::new().file("content/50%, b.md", vec![b'x'; 600 * 1024]).entry(
        "a",
        "title: A\nstage: planned\ntheme: \"50%,\n  and: more\"",
        "",
    );
    let outcome = project.check(&["--format", "github"]);
    let expected = "\
::error title=too-large::`content/50%25, b.md` has 600 KiB; at most 512 are allowed%0A\
help: split the entry, or move long material elsewhere and link to it
::error file=content/a.md,line=4,endLine=5,title=unknown-theme::there is no theme `███`%0A\
help: a theme is a file in a `themes` folder: `content/themes/███.md`
";
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (1, expected, ""));
    let late = Project::new().entry("a", "title: A\nstage: planned\ntarget: 2025", "");
    let outcome = late.check(&["--format", "github"]);
    let expected = "\
::warning file=content/a.md,line=4,col=9,endColumn=13,title=past-target::the target of this entry \
passed on ███%0Ahelp: set a new `target`; or `stage: shipped` with `shipped_on`, if \
it is done
";
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (0, expected, ""));
    assert_eq!(late.check(&["--format", "github", "--strict"]).code, 1);
}

#[test]
fn paths_start_from_where_the_program_runs() {
    let late = "---\ntitle: A\nstage: planned\ntarget: 2025\n---\n";
    let project = Project::new()
        .file("docs/road map/roadcast.yaml", "product: Acme\n")
        .file("docs/road map/content/a.md", late);
    let of = |format: &str, folder: &str| {
        project.check(&["--format", format, "-C", folder]).succeeds().stdout
    };
    let github = of("github", "./docs/road map/");
    assert!(github.starts_with("::warning file=docs/road map/content/a.md,line=4,"), "{github}");
    let sarif: Value = serde_json::from_str(&of("sarif", "docs/road map")).expect("it is JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/road%20map/content/a.md");
}

#[test]
fn sarif_holds_rules_results_places_and_related_places() {
    let outcome = project().check(&["--format", "sarif"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    let sarif: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let place = |line: u64, start: u64, end: u64| {
        json!({
            "artifactLocation": { "uri": "content/gr%C3%B6%C3%9Fe%2C%201.md" },
            "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": end },
        })
    };
    let rule = |id: &str, about: &str| json!({ "id": id, "shortDescription": { "text": about }, "help": { "text": about } });
    let expected = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Roadcast",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": [
                    rule("contradiction", "Two lines cannot both be meant."),
                    rule("too-large", "A file is larger than allowed."),
                ],
            } },
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": [] }],
            "columnKind": "unicodeCodePoints",
            "results": [{
                "ruleId": "too-large",
                "ruleIndex": 1,
                "level": "error",
                "message": { "text": "`content/big.md` has 600 KiB; at most 512 are allowed\n\
                    help: split the entry, or move long material elsewhere and link to it" },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": "roadcast.yaml" },
                    "region": { "startLine": 1 },
                } }],
                "relatedLocations": [],
            }, {
                "ruleId": "contradiction",
                "ruleIndex": 0,
                "level": "error",
                "message": { "text": "clients may never see an entry whose discovery is not \
                    finished, but this entry is visible to them\nhelp: set `visibility: sales` \
                    (or `engineering`), or change the other line" },
                "locations": [{ "physicalLocation": place(4, 13, 19) }],
                "relatedLocations": [{
                    "physicalLocation": place(3, 8, 12),
                    "message": { "text": "not discovered yet" },
                }],
            }],
        }],
    });
    assert_eq!(sarif, expected);
    assert_eq!(project().check(&["--format", "sarif"]).stdout, outcome.stdout, "twice the same");
}

#[test]
fn a_check_that_could_not_be_made_says_so_in_every_format() {
    let nowhere = |format: &str| Project::new().check(&["--format", format, "-C", "nowhere"]);
    let github = nowhere("github");
    let words = "there is no `nowhere/roadcast.yaml`; run the command in a Roadcast project, or \
                 name one with `-C DIR`";
    assert_eq!((github.code, github.stdout), (2, format!("::error title=roadcast::{words}\n")));
    let sarif = nowhere("sarif");
    let parsed: Value = serde_json::from_str(&sarif.stdout).expect("it is JSON");
    let expected = json!([{
        "executionSuccessful": false,
        "toolExecutionNotifications": [{ "level": "error", "message": { "text": words } }],
    }]);
    assert_eq!((sarif.code, &parsed["runs"][0]["invocations"]), (2, &expected));
}

#[test]
fn every_code_of_the_program_is_in_the_list_of_codes_and_no_other() {
    let listed: Vec<&str> = roadcast::diagnostic::CODES.iter().map(|(code, _)| *code).collect();
    assert!(listed.is_sorted_by(|a, b| a < b), "{listed:?}");
    let mut used = BTreeSet::new();
    for (path, bytes) in read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if path.contains("tests") || path.ends_with("codes.rs") || !path.ends_with(".rs") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("code is UTF-8");
        // The code is the first text after the name of the maker, or stands in a variable.
        for maker in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::unplaced("] {
            used.extend(text.split(maker).skip(1).filter_map(first_text));
        }
        let named = text.split("let code = ").skip(1);
        used.extend(named.flat_map(|rest| texts(rest.split(';').next().unwrap_or_default())));
        let paired = text.split("Severity::").skip(1).filter_map(|rest| rest.split_once("=> ("));
        used.extend(
            paired.filter(|(before, _)| before.len() < 10).filter_map(|(_, rest)| first_text(rest)),
        );
    }
    let listed: BTreeSet<String> = listed.into_iter().map(str::to_owned).collect();
    assert_eq!(used.symmetric_difference(&listed).collect::<Vec<_>>(), [""; 0]);
}

/// The text in quotes that follows at once, but for spaces.
fn first_text(rest: &str) -> Option<String> {
    let inside = rest.trim_start().strip_prefix('"')?;
    inside.split_once('"').map(|(text, _)| text.to_owned())
}

/// Every text in quotes that looks like a code.
fn texts(code: &str) -> Vec<String> {
    let inside = code.split('"').skip(1).step_by(2);
    inside.filter(|text| text.contains('-') || *text == "leak").map(str::to_owned).collect()
}
