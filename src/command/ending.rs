//! How the commands that make files end: paths on stdout, everything else on stderr.

use std::path::Path;

use crate::diagnostic::{self, Sources};
use crate::draft::{CreateError, within};

use super::Exit;
use super::pipeline::Failure;

/// Prints what went wrong, if anything, and says how it ended.
pub fn end(outcome: Result<Exit, Failure>, sources: &Sources) -> Exit {
    match outcome {
        Ok(exit) => exit,
        Err(Failure::Machine(message)) => {
            anstream::eprintln!("error: {message}");
            Exit::Trouble
        }
        Err(Failure::Content(mut mistakes)) => {
            diagnostic::sort(&mut mistakes, sources);
            let errors = mistakes.len();
            let noun = if errors == 1 { "error" } else { "errors" };
            anstream::eprint!("{}", diagnostic::print_human(&mistakes, sources));
            anstream::eprintln!("{errors} {noun}; nothing was written");
            Exit::Content
        }
    }
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

/// What could not be created, as a failure of the machine or its user.
pub fn refused(error: &CreateError) -> Failure {
    Failure::Machine(error.to_string())
}
