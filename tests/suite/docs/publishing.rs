//! The workflows of the document about publishing are YAML, and what Roadcast does in them works.

use serde_json::Value;

use crate::support::Project;

use super::document;

/// The blocks of this language.
fn blocks(language: &str) -> Vec<String> {
    let text = document("docs/publishing.md");
    let begins = format!("```{language}\n");
    let block = |rest: &str| rest.split("```").next().unwrap_or_default().to_owned();
    text.split(begins.as_str()).skip(1).map(block).collect()
}

/// Every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(text.lines().map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn the_commands_of_the_workflows_work() {
    let mut commands = Vec::new();
    let workflows: Vec<_> =
        blocks("yaml").into_iter().filter(|block| !block.starts_with("# roadcast.yaml")).collect();
    assert_eq!(workflows.len(), 5);
    for block in &workflows {
        let value: Value = serde_saphyr::from_str(block).expect("it is YAML");
        texts(&value, &mut commands);
    }
    let ours: Vec<&str> =
        commands.iter().filter_map(|line| line.strip_prefix("roadcast ")).collect();
    assert_eq!(ours.len(), 5, "{ours:?}");
    for command in ours {
        let settings = "product: Acme\npublish: { shares: { to: shared } }\n";
        let project = Project::new().settings(settings).entry("a", "title: A\nstage: idea", "");
        let words: Vec<&str> = command.split(' ').map(|word| word.trim_matches('"')).collect();
        // What stands on the pages of shares, too, is published before them.
        project.run(&["publish", "client", "--to", "clients"]).succeeds();
        let secret = [("ROADCAST_SHARE_SECRET", crate::shares::SECRET)];
        let outcome = project.run_as_given_in(&secret, &words).succeeds();
        assert!(outcome.stderr.contains("read back: "), "{command}: {}", outcome.stderr);
    }
}

#[test]
fn the_settings_of_the_document_are_sound() {
    let settings = blocks("yaml").into_iter().find(|block| block.starts_with("# roadcast.yaml"));
    let settings = settings.expect("the document shows settings");
    Project::new().settings(&format!("product: Acme\n{settings}")).check(&[]).succeeds();
}
