//! `roadcast explain`: who sees an entry, theme or image, and why.

use crate::cli::{ExplainArguments, Format};
use crate::diagnostic::{self, Diagnostic, Sources};
use crate::vault::explain::{Explainer, Found};
use crate::vault::load;

use super::Exit;
use super::ending::{counted, trouble};
use super::explanation::Page;
use super::pipeline::{Failure, read_settings};

/// Finds what is meant and explains it.
pub fn run(arguments: &ExplainArguments) -> Exit {
    let mut sources = Sources::default();
    let project = &arguments.project;
    let settings = match read_settings(project, &mut sources) {
        Ok(settings) => settings,
        Err(Failure::Content(mistakes)) => return broken(&mistakes, &sources, "nothing"),
        Err(Failure::Machine(message)) => return trouble(message),
    };
    let mut mistakes = Vec::new();
    let files = load(project, &settings, &mut sources, &mut mistakes);
    let as_of = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let explainer = Explainer::open(project, &settings, as_of, &files, &sources, mistakes);
    let subject = match explainer.find(&arguments.entry) {
        Found::One(subject) => subject,
        Found::Broken(path) => {
            return broken(&explainer.errors_in(&path), &sources, &format!("`{path}`"));
        }
        Found::Several(candidates) => return trouble(several(&arguments.entry, &candidates)),
        Found::Nothing(near) => return trouble(nothing(&arguments.entry, &near)),
    };
    let path = explainer.path(&subject).to_owned();
    let page = Page {
        errors: explainer.errors_in(&path),
        elsewhere: explainer.errors_elsewhere(&path),
        explained: explainer.explain(subject),
        audience: arguments.audience,
    };
    match arguments.format {
        Format::Json => anstream::println!("{:#}", page.to_json(&sources)),
        Format::Human => {
            anstream::print!("{}", page.to_human());
            anstream::eprint!("{}", diagnostic::print_human(&page.errors, &sources));
            anstream::eprint!("{}", page.note());
        }
    }
    if page.errors.is_empty() { Exit::Fine } else { Exit::Content }
}

/// What cannot be explained, because it cannot be read.
fn broken(mistakes: &[Diagnostic], sources: &Sources, what: &str) -> Exit {
    anstream::eprint!("{}", diagnostic::print_human(mistakes, sources));
    let errors = counted(mistakes.len(), "error");
    match what {
        "nothing" => anstream::eprintln!("{errors}; nothing can be explained"),
        file => anstream::eprintln!("{errors}; mend {file}, then ask again"),
    }
    Exit::Content
}

fn several(wanted: &str, candidates: &[(String, String)]) -> String {
    let mut message = format!("`{wanted}` may mean any of these; name one by its path:");
    for (path, title) in candidates {
        message.push_str(&format!("\n  {path}  ({title})"));
    }
    message
}

fn nothing(wanted: &str, near: &[String]) -> String {
    let shown: String = wanted.chars().take(60).collect();
    let mut message = format!("there is no entry, theme or image `{shown}`");
    if near.is_empty() {
        message.push_str("\n  name it by file name, path, title or address");
        return message;
    }
    message.push_str("; did you mean one of these?");
    for name in near {
        message.push_str(&format!("\n  {name}"));
    }
    message
}
