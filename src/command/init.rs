//! `roadcast init`: a small project to begin with.

use crate::cli::InitArguments;
use crate::diagnostic::{Sources, message, place};
use crate::draft;

use super::Exit;
use super::ending::{end, project_option, refused, say_paths};
use super::pipeline::Failure;
use super::readers::Streams;

/// Makes the project and says what to do next.
pub fn run(arguments: &InitArguments, streams: Streams) -> Exit {
    end(init(arguments), &Sources::default(), streams.stderr)
}

fn init(arguments: &InitArguments) -> Result<Exit, Failure> {
    let root = &arguments.folder;
    let today = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let files = draft::starter(today);
    draft::survey(root, &files).map_err(|error| refused(&error))?;
    // Files that are there already would become part of the project.
    let content = draft::within(root, "content");
    if draft::is_occupied(&content) {
        return Err(Failure::Machine(message!(
            "`{}` is not empty; nothing was written; name another folder, such as \
             `roadcast init roadmap`",
            place(content.display())
        )));
    }
    draft::create(root, &files).map_err(|error| refused(&error))?;
    say_paths(root, &files);
    let option = project_option(root);
    anstream::eprintln!("{} files were made; next:", files.len());
    anstream::eprintln!("  roadcast check{option}");
    anstream::eprintln!("  roadcast build{option}");
    Ok(Exit::Fine)
}
