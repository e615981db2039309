//! The story of a share, taken step by step in a copy of the sample: its commands print what it
//! shows.

use crate::sample::sample;
use crate::shares::SECRET;
use crate::support::{AS_OF, without_times};

use super::document;

/// The commands of a document, each with what it prints.
fn steps(text: &str) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a text has a beginning");
        for line in block.split_inclusive('\n') {
            match line.strip_prefix("$ roadcast ") {
                Some(command) => steps.push((command.trim_end().to_owned(), String::new())),
                None => steps.last_mut().expect("a command comes first").1.push_str(line),
            }
        }
    }
    steps
}

/// The arguments of a command, as a shell reads them.
fn arguments(command: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        match at % 2 {
            0 => arguments.extend(part.split_whitespace().map(str::to_owned)),
            _ => arguments.push(part.to_owned()),
        }
    }
    arguments
}

/// The text without what is long and says nothing: hashes, paths and keys.
fn without_digits(text: &str) -> String {
    let word = |word: &str| {
        let (word, end) = word.split_at(word.trim_end_matches('\n').len());
        let link = word
            .split_once(".html#")
            .filter(|(path, key)| path.len() > 32 && key.len() == 43 && !path.ends_with("PATH"));
        let short = match link {
            Some((path, _)) => format!("{}PATH.html#KEY", &path[..path.len() - 32]),
            None if word.starts_with("b3-") => "b3-HASH".to_owned(),
            None => word.to_owned(),
        };
        short + end
    };
    text.split_inclusive('\n')
        .map(|line| line.split(' ').map(word).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_story_of_a_share_happens_as_it_says() {
    let project = sample();
    let steps = steps(&document("docs/shares.md"));
    assert!(steps.len() >= 6, "{steps:?}");
    for (command, shown) in steps {
        let arguments = arguments(&command);
        let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        arguments.extend(["--as-of", AS_OF]);
        let outcome = project.run_in(&[("ROADCAST_SHARE_SECRET", SECRET)], &arguments);
        let said = without_times(&(outcome.stdout + &outcome.stderr));
        assert_eq!(without_digits(&said), without_times(&shown), "{command}");
    }
}
