//! `roadcast completions` and `roadcast man`: what the command line says of itself, for shells
//! and for `man`.

use clap::CommandFactory as _;

use crate::cli::{Arguments, CompletionsArguments, ManArguments};
use crate::diagnostic::{Readers, message, place};

use super::Exit;
use super::ending::{say, trouble};

/// Prints the completions of a shell.
pub fn completions(arguments: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "roadcast", &mut script);
    say(&String::from_utf8_lossy(&script))
}

/// Prints the manual page of the program or of one command.
pub fn man(arguments: &ManArguments) -> Exit {
    let mut program = Arguments::command();
    // Gives the commands their full names, options and usage.
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().version(env!("CARGO_PKG_VERSION")),
            None => {
                let known: Vec<_> =
                    program.get_subcommands().map(|command| command.get_name()).collect();
                let known = known.join(", ");
                return {
                    let message = message!(
                        "there is no command `{}`; commands: {}",
                        place(name),
                        place(known)
                    );
                    trouble(&message, Readers::Anybody)
                };
            }
        },
    };
    let mut text = Vec::new();
    match clap_mangen::Man::new(page).render(&mut text) {
        Ok(()) => say(&String::from_utf8_lossy(&text)),
        Err(error) => {
            let message = message!("the page cannot be made: {}", place(error));
            trouble(&message, Readers::Anybody)
        }
    }
}
