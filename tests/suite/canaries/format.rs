//! The list of all keys is what the readers accept, and says who reads what.

use std::collections::{BTreeMap, BTreeSet};

use roadcast::format::{ENTRY, Key, Kind, SETTINGS, SHARE, THEME};

use crate::support::{Files, Project, differing};

const UNKNOWN: &str = "zzzzzzzzzzzzzzzzzzzz";

/// The keys that a message about an unknown key lists, by the path of the mapping it stands in.
fn accepted(project: &Project) -> BTreeMap<String, BTreeSet<String>> {
    let outcome = project.check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let diagnostics = report["diagnostics"].as_array().expect("there are mistakes");
    let unknown = diagnostics.iter().filter(|mistake| mistake["code"] == "unknown-key");
    let list = |mistake: &serde_json::Value| {
        let hint = mistake["hints"][0].as_str().expect("it has a hint");
        let keys = hint.strip_prefix("allowed: ").expect("no key is near");
        let keys = keys.split(", ").map(|key| key.trim_matches('`').to_owned()).collect();
        let message = mistake["message"].as_str().expect("it has a message");
        let what = message.split(" is not a key of ").nth(1).expect("it names the mapping");
        (what.to_owned(), keys)
    };
    unknown.map(list).collect()
}

/// The keys of a list that stand directly in the mapping at a path.
fn listed(keys: &[Key], within: &str) -> BTreeSet<String> {
    let direct = |key: &Key| {
        let rest = key.path.strip_prefix(within)?;
        (!rest.contains('.')).then(|| rest.to_owned())
    };
    keys.iter().filter_map(direct).collect()
}

#[test]
fn the_list_of_keys_is_what_the_readers_accept() {
    let front = format!(
        "{UNKNOWN}: 1\nclient: {{ {UNKNOWN}: 1 }}\nrequests: [{{ {UNKNOWN}: 1 }}]\n\
         picture: {{ {UNKNOWN}: 1 }}\ndecision: {{ {UNKNOWN}: 1 }}\nsales: {{ {UNKNOWN}: 1 }}\nrice: {{ {UNKNOWN}: 1 }}"
    );
    let documents = Project::new().entry("a", &front, "").theme("t", &format!("{UNKNOWN}: 1"), "");
    let expected = [
        ("an entry", listed(&ENTRY, "")),
        ("a theme", listed(&THEME, "")),
        ("`client`", listed(&ENTRY, "client.")),
        ("an item of `requests`", listed(&ENTRY, "requests[].")),
        ("`picture`", listed(&ENTRY, "picture.")),
        ("`decision`", listed(&ENTRY, "decision.")),
        ("`sales`", listed(&ENTRY, "sales.")),
        ("`rice`", listed(&ENTRY, "rice.")),
    ];
    assert_eq!(accepted(&documents), expected.map(|(what, keys)| (what.to_owned(), keys)).into());
    let share = format!("---\n{UNKNOWN}: 1\napproved: {{ {UNKNOWN}: 1 }}\n---\n");
    let share = Project::new().file("shares/a.md", share);
    let expected = [("a share", listed(&SHARE, "")), ("`approved`", listed(&SHARE, "approved."))];
    assert_eq!(accepted(&share), expected.map(|(what, keys)| (what.to_owned(), keys)).into());
    let settings = Project::new().settings(&format!(
        "{UNKNOWN}: 1\nproduct: P\ndates: {{ {UNKNOWN}: 1 }}\nallow_terms: [{{ {UNKNOWN}: 1 }}]\n\
         hygiene: {{ {UNKNOWN}: 1 }}\nshares: {{ {UNKNOWN}: 1 }}\neditions: {{ {UNKNOWN}: 1, client: {{ {UNKNOWN}: 1 }}, sales: {{ {UNKNOWN}: 1 }}, \
         engineering: {{ {UNKNOWN}: 1 }} }}"
    ));
    let expected = [
        ("`roadcast.yaml`", listed(&SETTINGS, "")),
        ("`dates`", listed(&SETTINGS, "dates.")),
        ("an item of `allow_terms`", listed(&SETTINGS, "allow_terms[].")),
        ("`hygiene`", listed(&SETTINGS, "hygiene.")),
        ("`shares`", listed(&SETTINGS, "shares.")),
        ("`editions`", listed(&SETTINGS, "editions.")),
        ("`client`", listed(&SETTINGS, "editions.client.")),
        ("`sales`", listed(&SETTINGS, "editions.sales.")),
        ("`engineering`", listed(&SETTINGS, "editions.engineering.")),
    ];
    assert_eq!(accepted(&settings), expected.map(|(what, keys)| (what.to_owned(), keys)).into());
    // Its parts have the names of editions.
    let settings = Project::new().settings(&format!(
        "product: P\npublish: {{ {UNKNOWN}: 1, client: {{ {UNKNOWN}: 1 }}, sales: {{ {UNKNOWN}: 1 }}, \
         engineering: {{ {UNKNOWN}: 1 }}, shares: {{ {UNKNOWN}: 1 }} }}"
    ));
    let expected = [
        ("`publish`", listed(&SETTINGS, "publish.")),
        ("`client`", listed(&SETTINGS, "publish.client.")),
        ("`sales`", listed(&SETTINGS, "publish.sales.")),
        ("`engineering`", listed(&SETTINGS, "publish.engineering.")),
        ("`shares`", listed(&SETTINGS, "publish.shares.")),
    ];
    assert_eq!(accepted(&settings), expected.map(|(what, keys)| (what.to_owned(), keys)).into());
}

#[test]
fn every_mapping_of_the_list_is_looked_into() {
    for keys in [ENTRY.as_slice(), &THEME, &SHARE, &SETTINGS] {
        for key in keys {
            let dot = if key.kind == Kind::Maps { "[]." } else { "." };
            let is_mapping = matches!(key.kind, Kind::Map | Kind::Maps);
            assert_eq!(
                !listed(keys, &format!("{}{dot}", key.path)).is_empty(),
                is_mapping,
                "{}",
                key.path
            );
        }
    }
}

/// Two values for a key, neither of which is a canary's: figures, days and words of a set.
fn pair(path: &str) -> Option<[&'static str; 2]> {
    Some(match path {
        "stage" => ["planned", "beta"],
        "confidential" => return None,
        "horizon" | "client.horizon" => ["now", "later"],
        "target" => ["2027-01", "2027-02"],
        "confidence" => ["likely", "committed"],
        "origin" => ["product", "customer"],
        "phase" => ["1", "2"],
        "effort" => ["4", "5"],
        "depends_on" => ["[other]", "[another]"],
        "rice.reach" => ["11", "12"],
        "rice.impact" => ["13", "14"],
        "rice.confidence" => ["15", "16"],
        "rice.effort" => ["17", "18"],
        "requests[].blocker" => ["true", "false"],
        "requests[].asked_on" | "decision.on" | "reviewed_on" => ["2026-01-02", "2026-01-03"],
        "decision.outcome" => ["accepted", "declined"],
        _ => return None,
    })
}

/// Builds a project with one entry in which one key has a value.
fn built(path: &str, value: &str) -> [Files; 3] {
    let mut front = vec![("title", "A".to_owned()), ("visibility", "client".to_owned())];
    let nested = |around: &str, inner: &str| format!("{{ {around}, {inner}: {value} }}");
    let line = match path.split_once('.') {
        Some(("rice", inner)) => {
            let others = ["reach", "impact", "confidence", "effort"].into_iter();
            let others: Vec<_> =
                others.filter(|key| *key != inner).map(|key| format!("{key}: 1")).collect();
            ("rice", nested(&others.join(", "), inner))
        }
        Some(("requests[]", inner)) => ("requests", format!("[{}]", nested("account: B", inner))),
        Some(("decision", "outcome")) => ("decision", format!("{{ outcome: {value} }}")),
        Some(("decision", inner)) => ("decision", nested("outcome: accepted", inner)),
        Some((outer, inner)) => (outer, format!("{{ {inner}: {value} }}")),
        None => (path, value.to_owned()),
    };
    if path == "horizon" {
        front.push(("client", "{ horizon: next }".to_owned()));
    }
    front.extend((path != "stage").then(|| ("stage", "planned".to_owned())));
    front.push((line.0, line.1));
    let front: String = front.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    let other = "title: Other\nstage: planned";
    let project = Project::new().entry("a", &front, "").entry("other", other, "");
    let project = project.entry("another", &other.replace("Other", "Another"), "");
    project.build(&[]).succeeds();
    ["engineering", "sales", "client"].map(|audience| project.site(audience))
}

#[test]
fn a_figure_a_day_or_a_word_is_shown_to_those_who_may_read_it_and_to_nobody_else() {
    use roadcast::audience::Audience;
    let mut compared = 0;
    for key in &ENTRY {
        let Some([one, two]) = pair(key.path) else { continue };
        let (one, two) = (built(key.path, one), built(key.path, two));
        for ((audience, one), two) in Audience::ALL.into_iter().zip(&one).zip(&two) {
            let differs = !differing(one, two).is_empty();
            // Clients are told another status; salespeople read the internal horizon alone.
            let expected = match (key.path, audience) {
                ("stage", _) => true,
                ("client.horizon", Audience::Sales) => false,
                _ => key.reach.includes(audience),
            };
            assert_eq!(differs, expected, "`{}` in the {audience} site", key.path);
            compared += 1;
        }
    }
    assert_eq!(compared, 3 * 18);
}
