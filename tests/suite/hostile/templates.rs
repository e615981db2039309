//! What means something to templates, shells and terminals is text on a page like any other.

use super::assert_safe;
use crate::support::{Project, document};

const SIGNS: [&str; 8] = [
    "{{ site.product }}",
    "{% include \"base/layout.html\" %}",
    "{# gone #}",
    "{%- raw -%}",
    "{{ 7 * 7 }}",
    "{{",
    "%}",
    "${HOME} $(id) `id`",
];

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

#[test]
fn template_syntax_in_fields_is_printed_as_it_is() {
    for signs in SIGNS {
        let quoted = serde_json::Value::from(signs).to_string();
        // It is Markdown, where some of the signs are comments unless they are code.
        let code = serde_json::Value::from(format!("``` {signs} ```")).to_string();
        let front = format!(
            "title: {quoted}\nstage: planned\nvisibility: client\nsummary: {quoted}\n\
             tags: [{quoted}]\nclient: {{ availability: {quoted} }}"
        );
        let project = Project::new()
            .settings(&format!("product: {quoted}\ntagline: {quoted}\ndisclaimer: {code}\n"))
            .entry("a", &front, "");
        project.build(&[]).succeeds();
        assert_safe(&project);
        let data: serde_json::Value =
            serde_json::from_str(&project.page("client", "roadmap.json")).expect("it is JSON");
        let entry = &data["entries"][0];
        for field in ["title", "summary", "availability"] {
            assert_eq!(entry[field], signs, "{field}");
        }
        let page = project.page("client", entry["url"].as_str().expect("it has an address"));
        let heading = page.split("<h1").nth(1).expect("it has a heading");
        let printed = heading.contains(&escaped(signs)) || heading.contains(signs);
        assert!(printed, "{signs}: {page}");
    }
}

#[test]
fn template_syntax_in_text_is_printed_as_it_is() {
    for signs in SIGNS.iter().filter(|signs| !signs.contains('`')) {
        // Outside code, some of them are comments of templates, which only engineering reads.
        let body = format!("{signs}\n\n::: client\n- `{signs}`\n\n```\n{signs}\n```\n:::");
        let project = Project::new().entry("a", super::FRONT, &body);
        project.build(&[]).succeeds();
        assert_safe(&project);
        let page = project.page("client", "items/a.html");
        assert!(page.matches(&escaped(signs)).count() >= 2, "{signs}: {page}");
        let page = project.page("engineering", "items/a.html");
        assert!(page.matches(&escaped(signs)).count() >= 3, "{signs}: {page}");
    }
}

#[test]
fn template_syntax_in_file_names_is_no_template() {
    let front = "stage: planned\nvisibility: client\nowner: Ana";
    let project = Project::new()
        .file("content/{{ 7 * 7 }}.md", document(&format!("title: A\n{front}"), ""))
        .file("content/{% x %}/b.md", document(&format!("title: B\n{front}"), ""))
        .file("content/$(id)`id`.md", document(&format!("title: C\n{front}"), ""));
    project.build(&[]).succeeds();
    assert_safe(&project);
    let data = project.page("engineering", "roadmap.json");
    assert!(data.contains("content/{{ 7 * 7 }}.md"), "{data}");
}

#[test]
fn escape_sequences_do_not_reach_the_terminal() {
    for outcome in [
        Project::new().entry("a", "title: A\nstage: \"\\e[31mred\"", "").check(&[]),
        Project::new().entry("a", "title: A\nstage: planned\n\"\\e]0;x\\a\": 1", "").check(&[]),
        Project::new().entry("a", "title: A\nstage: planned\ntheme: \"\\e[2J\"", "").check(&[]),
        Project::new()
            .entry("a", "title: A\nstage: planned\ndepends_on: [\"\\e[2J\"]", "")
            .check(&[]),
        Project::new().settings("product: A\n\"\\e[2J\": 1\n").check(&[]),
        Project::new().settings("product: A\nlogo: \"\\e[2J.png\"\n").check(&[]),
        Project::new().settings("product: A\ncontent: [\"\\e[2J/*.md\"]\n").check(&[]),
        Project::new()
            .entry("a", super::FRONT, "::: client\n[a](%1b%5b2J.md) ![b](%1b%5b2J.png)\n:::")
            .check(&[]),
    ] {
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        let bad = outcome.stderr.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{:?}", outcome.stderr);
    }
}
