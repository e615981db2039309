//! How the commands that make files begin and end: what is there already, and what to do next.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::config::Settings;
use crate::diagnostic::{self, Message, Readers, Sources, message, place};
use crate::draft::{CreateError, NewSource, within};
use crate::vault::{self, Outline};

use super::Exit;
use super::pipeline::{self, Failure};

/// Prints what went wrong, if anything, and says how it ended.
pub fn end(outcome: Result<Exit, Failure>, sources: &Sources, readers: Readers) -> Exit {
    match outcome {
        Ok(exit) => exit,
        Err(Failure::Machine(message)) => trouble(&message, readers),
        Err(Failure::Content(mut mistakes)) => {
            diagnostic::sort(&mut mistakes, sources);
            anstream::eprint!("{}", diagnostic::print_human(&mistakes, sources, readers));
            anstream::eprintln!("{}; nothing was written", counted(mistakes.len(), "error"));
            Exit::Content
        }
    }
}

/// Prints what a program may read, and says how that ended.
pub fn say(text: &str) -> Exit {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => Exit::Fine,
        // Whoever reads has seen enough, as with `| head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Fine,
        Err(error) => {
            let message = message!("stdout cannot be written to: {}", place(error));
            trouble(&message, Readers::Anybody)
        }
    }
}

/// Prints what the machine or its user did wrong.
pub fn trouble(message: &Message, readers: Readers) -> Exit {
    anstream::eprintln!("error: {}", message.text(readers));
    Exit::Trouble
}

/// So many things: `1 error`, `2 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Prints the paths of files that were made, as they can be typed from here.
pub fn say_paths(project: &Path, files: &[NewSource]) -> Exit {
    let lines = files.iter().map(|file| format!("{}\n", within(project, &file.path).display()));
    say(&lines.collect::<String>())
}

/// The option that names a project, as a shell reads it; nothing for the folder we are in.
pub fn project_option(project: &Path) -> String {
    let folder = within(project, "").display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if folder.is_empty() {
        String::new()
    } else if folder.chars().all(is_plain) {
        format!(" -C {folder}")
    } else {
        format!(" -C '{}'", folder.replace('\'', "'\\''"))
    }
}

/// What the project has already. Its mistakes are for `check` to report.
pub fn survey(project: &Path, sources: &mut Sources) -> Result<(Settings, Outline), Failure> {
    let settings = pipeline::read_settings(project, sources)?;
    let files = vault::load(project, &settings, sources, &mut Vec::new());
    let outline = Outline::of(&files, sources);
    Ok((settings, outline))
}

/// What could not be created, as a failure of the machine or its user.
pub fn refused(error: &CreateError) -> Failure {
    Failure::Machine(place(error))
}
