//! The document on writing, done as a new user would: every command, in its order, with what it
//! prints.

use crate::support::{AS_OF, Project, read_all, without_times};

const WRITING: &str = include_str!("../../../docs/writing.md");

/// The sections whose commands are tried, in order.
const SECTIONS: [&str; 3] =
    ["## A first project\n", "## One more entry\n", "## What is elsewhere already\n"];

fn section(heading: &str) -> &'static str {
    let (_, rest) = WRITING.split_once(heading).expect("the document has this section");
    rest.split("\n## ").next().expect("a text has a beginning")
}

/// The insides of the code blocks of one language.
fn blocks(text: &'static str, language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = text.split(fence.as_str()).skip(1);
    blocks.map(|rest| rest.split("```\n").next().expect("a text has a beginning")).collect()
}

/// The words of a command, as a shell would take them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut in_quotes = false;
    for c in command.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            ' ' if !in_quotes => words.push(String::new()),
            c => words.last_mut().expect("there is always one").push(c),
        }
    }
    words
}

#[test]
fn the_document_on_writing_leads_from_nothing_to_three_sites() {
    let project = Project::new();
    for csv in blocks(section(SECTIONS[2]), "csv") {
        project.write("wishes.csv", csv);
    }
    let mut tried = Vec::new();
    for console in SECTIONS.iter().flat_map(|heading| blocks(section(heading), "console")) {
        for step in console.split("$ ").skip(1) {
            let (command, printed) = step.split_once('\n').expect("a command ends its line");
            let mut words = words(command);
            assert_eq!(words.remove(0), "roadcast", "{command}");
            // Everything but these takes the day; what they print does not depend on it.
            if !["import", "theme"].iter().any(|word| words[..2].contains(&(*word).to_owned())) {
                words.extend(["--as-of".to_owned(), AS_OF.to_owned()]);
            }
            let words: Vec<_> = words.iter().map(String::as_str).collect();
            let outcome = project.run(&words).succeeds();
            let said = without_times(&(outcome.stdout + &outcome.stderr));
            assert_eq!(said, without_times(printed), "{command}");
            tried.push(words[0].to_owned());
        }
    }
    let expected = ["init", "check", "new", "new", "check", "build", "import", "import"];
    assert_eq!(tried, expected);
    project.run(&["check", "-C", "roadmap", "--as-of", AS_OF]).succeeds();
    for audience in ["engineering", "sales", "client"] {
        let site = read_all(&project.path(&format!("roadmap/dist/{audience}")));
        assert!(site.contains_key("index.html"), "{audience}");
    }
}
