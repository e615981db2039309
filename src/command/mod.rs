//! The commands: one thin file each. The only room that reads the clock and the environment.

mod build;
mod explain;
mod explanation;
mod pipeline;
mod progress;
mod report;
mod schema;
mod verification;
mod verify;

use crate::cli::{Arguments, Command};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// The content has errors, or a leak was stopped.
    Content,
    /// The command was misused, or the machine failed.
    Trouble,
}

impl Exit {
    /// The exit code. Decided here and nowhere else.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Content => 1,
            Exit::Trouble => 2,
        }
    }
}

/// Runs a command.
pub fn run(arguments: &Arguments) -> Exit {
    match &arguments.command {
        Command::Build(arguments) => build::run(&build::Job::build(arguments)),
        Command::Check(arguments) => build::run(&build::Job::check(arguments)),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    }
}
