//! The commands: one thin file each. The only room that reads the clock and the environment.

mod again;
mod allow;
mod build;
mod ending;
mod explain;
mod explanation;
mod import;
mod init;
mod manual;
mod new;
mod pipeline;
mod progress;
mod reminders;
mod report;
mod schema;
mod serve;
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
        Command::Init(arguments) => init::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Build(arguments) => build::run(&build::Job::build(arguments)),
        Command::Check(arguments) => build::run(&build::Job::check(arguments)),
        Command::Allow(arguments) => allow::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => manual::completions(arguments),
        Command::Man(arguments) => manual::man(arguments),
    }
}
