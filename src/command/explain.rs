//! `roadcast explain`: who sees an entry, theme or image, and why.

use crate::cli::{ExplainArguments, Format};
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources, message, place, value};
use crate::vault::explain::{Explainer, Found};
use crate::vault::load;

use super::Exit;
use super::ending::{counted, trouble};
use super::explanation::Page;
use super::pipeline::{Failure, read_settings};
use super::readers::Streams;

/// Finds what is meant and explains it.
pub fn run(arguments: &ExplainArguments, streams: Streams) -> Exit {
    let readers = streams.stderr;
    let mut sources = Sources::default();
    let project = &arguments.project;
    let settings = match read_settings(project, &mut sources) {
        Ok(settings) => settings,
        Err(Failure::Content(mistakes)) => {
            return broken(&mistakes, &sources, readers, "nothing");
        }
        Err(Failure::Machine(message)) => return trouble(&message, readers),
    };
    let mut mistakes = Vec::new();
    let files = load(project, &settings, &mut sources, &mut mistakes);
    let as_of = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let explainer = Explainer::open(project, &settings, as_of, &files, &sources, mistakes);
    let subject = match explainer.find(&arguments.entry) {
        Found::One(subject) => subject,
        Found::Broken(path) => {
            return broken(&explainer.errors_in(&path), &sources, readers, &format!("`{path}`"));
        }
        Found::Several(candidates) => {
            return trouble(&several(&arguments.entry, &candidates), readers);
        }
        Found::Nothing(near) => return trouble(&nothing(&arguments.entry, &near), readers),
    };
    let path = explainer.path(&subject).to_owned();
    let page = Page {
        errors: explainer.errors_in(&path),
        elsewhere: explainer.errors_elsewhere(&path),
        explained: explainer.explain(subject),
        audience: arguments.audience,
    };
    match arguments.format {
        Format::Json => anstream::println!("{:#}", page.to_json(&sources, streams.stdout)),
        Format::Human => {
            anstream::print!("{}", page.to_human());
            anstream::eprint!("{}", diagnostic::print_human(&page.errors, &sources, readers));
            anstream::eprint!("{}", page.note());
        }
    }
    if page.errors.is_empty() { Exit::Fine } else { Exit::Content }
}

/// What cannot be explained, because it cannot be read.
fn broken(mistakes: &[Diagnostic], sources: &Sources, readers: Readers, what: &str) -> Exit {
    anstream::eprint!("{}", diagnostic::print_human(mistakes, sources, readers));
    let errors = counted(mistakes.len(), "error");
    match what {
        "nothing" => anstream::eprintln!("{errors}; nothing can be explained"),
        file => anstream::eprintln!("{errors}; mend {file}, then ask again"),
    }
    Exit::Content
}

fn several(wanted: &str, candidates: &[(String, String)]) -> Message {
    let message = message!("`{}` may mean any of these; name one by its path:", place(wanted));
    candidates.iter().fold(message, |message, (path, title)| {
        message.and(message!("\n  {}  ({})", place(path), value(title)))
    })
}

fn nothing(wanted: &str, near: &[String]) -> Message {
    let shown: String = wanted.chars().take(60).collect();
    let message = message!("there is no entry, theme or image `{}`", place(shown));
    if near.is_empty() {
        return message.and("\n  name it by file name, path, title or address");
    }
    let message = message.and("; did you mean one of these?");
    near.iter().fold(message, |message, name| message.and(message!("\n  {}", value(name))))
}
