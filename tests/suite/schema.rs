//! The JSON Schema that editors are given: the sample fits it, and what is wrong does not.

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Project, read_all};

fn printed(subject: &str) -> Value {
    let outcome = Project::new().run(&["schema", subject]).succeeds();
    assert_eq!(outcome.stderr, "");
    serde_json::from_str(&outcome.stdout).expect("it is JSON")
}

fn validator(subject: &str) -> Validator {
    let schema = printed(subject);
    assert!(jsonschema::meta::is_valid(&schema), "{subject}");
    jsonschema::validator_for(&schema).expect("the schema is valid")
}

/// What does not fit, by the place in the value.
fn misfits(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| error.instance_path().to_string()).collect()
}

fn front_matter(text: &str) -> Value {
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---\n").next());
    serde_saphyr::from_str(front.expect("it begins with front matter")).expect("it is YAML")
}

#[test]
fn the_sample_fits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (entry, theme) = (validator("entry"), validator("theme"));
    let mut count = 0;
    for (path, bytes) in read_all(&root.join("content")) {
        let Some(text) = path.ends_with(".md").then(|| String::from_utf8_lossy(&bytes)) else {
            continue;
        };
        let validator = if path.starts_with("themes/") { &theme } else { &entry };
        assert_eq!(misfits(validator, &front_matter(&text)), [""; 0], "{path}");
        count += 1;
    }
    assert!(count > 60, "{count} files");
    let share = validator("share");
    for (path, bytes) in read_all(&root.join("shares")) {
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(misfits(&share, &front_matter(&text)), [""; 0], "{path}");
    }
    let settings = std::fs::read_to_string(root.join("roadcast.yaml")).expect("it is there");
    let settings: Value = serde_saphyr::from_str(&settings).expect("it is YAML");
    assert_eq!(misfits(&validator("settings"), &settings), [""; 0]);
}

#[test]
fn what_an_entry_must_not_be_does_not_fit() {
    let validator = validator("entry");
    let with = |key: &str, value: Value| {
        let mut entry = json!({ "title": "A", "stage": "idea" });
        entry[key] = value;
        misfits(&validator, &entry)
    };
    assert_eq!(misfits(&validator, &json!({ "title": "A", "stage": "idea" })), [""; 0]);
    assert_eq!(misfits(&validator, &json!({ "title": "A" })), [""]);
    for (key, value, place) in [
        ("onwer", json!("ana"), ""),
        ("stage", json!("betta"), "/stage"),
        ("title", json!("two\nlines"), "/title"),
        ("title", json!(2026), "/title"),
        ("summary", json!("  "), "/summary"),
        ("visibility", json!(["client", "public"]), "/visibility"),
        ("confidential", json!("yes"), "/confidential"),
        ("target", json!("2026-Q5"), "/target"),
        ("target", json!(1026), "/target"),
        ("reviewed_on", json!("2026-13-01"), "/reviewed_on"),
        ("phase", json!(0), "/phase"),
        ("effort", json!(-1), "/effort"),
        ("tags", json!("erp"), "/tags"),
        ("client", json!({ "horizon": "soon" }), "/client/horizon"),
        ("client", json!({ "stage": "beta" }), "/client"),
        ("requests", json!([{ "by": "tom" }]), "/requests/0"),
        ("rice", json!({ "reach": 1 }), "/rice"),
        ("decision", json!({ "outcome": "maybe" }), "/decision/outcome"),
    ] {
        let found = with(key, value.clone());
        assert!(
            !found.is_empty() && found.iter().all(|at| at == place),
            "{key}: {value}: {found:?}"
        );
    }
    for (key, value) in [
        ("visibility", json!(["engineering", "sales"])),
        ("target", json!(2026)),
        ("target", json!("2026-11-15")),
        ("extra", json!({ "jira": ["A-1", { "deep": 1 }] })),
        ("summary", json!("two\nlines")),
    ] {
        assert_eq!(with(key, value.clone()), [""; 0], "{key}: {value}");
    }
}

#[test]
fn what_themes_and_settings_must_not_be_does_not_fit() {
    let theme = validator("theme");
    assert_eq!(misfits(&theme, &json!({ "title": "A", "visibility": "client" })), [""; 0]);
    assert_eq!(misfits(&theme, &json!({ "title": "A", "stage": "idea" })), [""]);
    let settings = validator("settings");
    let with = |key: &str, value: Value| {
        let mut all = json!({ "product": "A" });
        all[key] = value;
        misfits(&settings, &all)
    };
    for (key, value, place) in [
        ("acent", json!("#1f5fbf"), ""),
        ("accent", json!("red"), "/accent"),
        ("feedback", json!("ftp://a.example"), "/feedback"),
        ("dates", json!({ "precision": "week" }), "/dates/precision"),
        ("dates", json!({ "slack": "soon" }), "/dates/slack"),
        ("hygiene", json!({ "review_days": 0 }), "/hygiene/review_days"),
        ("allow_terms", json!([{ "term": "A" }]), "/allow_terms/0"),
        ("editions", json!({ "clients": {} }), "/editions"),
        ("editions", json!({ "client": { "base_url": "a.example" } }), "/editions/client/base_url"),
    ] {
        let found = with(key, value.clone());
        assert!(
            !found.is_empty() && found.iter().all(|at| at == place),
            "{key}: {value}: {found:?}"
        );
    }
}

#[test]
fn what_fits_is_what_the_program_takes() {
    // Values at the edge of what the schema allows: the program must agree with both.
    let validator = validator("entry");
    for (key, value) in [
        ("target", "2199-12-31"),
        ("target", "2200"),
        ("target", "1989-Q4"),
        ("phase", "99"),
        ("phase", "100"),
        ("horizon", "shipped"),
        ("client", "{ availability: Everybody }"),
        ("visibility", "[]"),
        ("effort", "0.5"),
        ("title", "\" \""),
    ] {
        let rest = if key == "title" { "" } else { "title: A\n" };
        let front = format!("{rest}stage: planned\n{key}: {value}");
        let taken = Project::new().entry("a", &front, "").check(&[]).code == 0;
        let fits = misfits(&validator, &serde_saphyr::from_str(&front).expect("it is YAML"));
        assert_eq!(fits.is_empty(), taken, "{key}: {value}: {fits:?}");
    }
}

#[test]
fn every_key_is_described_and_nothing_else_is_allowed() {
    fn walk(value: &Value, count: &mut usize) {
        if let Some(properties) = value["properties"].as_object() {
            assert_eq!(value["additionalProperties"], false, "{value}");
            for (name, property) in properties {
                assert!(property["description"].is_string(), "{name}");
                *count += 1;
                walk(property, count);
                walk(&property["items"], count);
                walk(&property["anyOf"][0], count);
            }
        }
    }
    use roadcast::format::{ENTRY, SETTINGS, SHARE, THEME};
    for (subject, keys) in [
        ("entry", ENTRY.len()),
        ("theme", THEME.len()),
        ("share", SHARE.len()),
        ("settings", SETTINGS.len()),
    ] {
        let mut count = 0;
        walk(&printed(subject), &mut count);
        assert_eq!(count, keys, "{subject}");
    }
}
