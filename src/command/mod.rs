//! The commands: one thin file each. The only room that reads the clock and the environment.

mod again;
mod alarms;
mod allow;
mod build;
mod built;
mod changes;
mod diff;
mod digest;
mod ending;
mod explain;
mod explanation;
mod git;
mod import;
mod init;
mod manual;
mod new;
mod pipeline;
mod program;
mod progress;
mod publish;
mod readers;
mod real_path;
mod record;
mod reminders;
mod report;
mod revision;
mod schema;
mod seen;
mod serve;
mod share;
mod shares;
mod trial;
mod verification;
mod verify;

use crate::cli::{Arguments, Command};
use crate::diagnostic::Message;

use readers::Streams;

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
    let streams = Streams::of(arguments.readers);
    let run = |job: Result<build::Job<'_>, Message>| match job {
        Ok(job) => build::run(&job),
        Err(message) => ending::trouble(&message, streams.stderr),
    };
    match &arguments.command {
        Command::Init(arguments) => init::run(arguments, streams),
        Command::New(arguments) => new::run(arguments, streams),
        Command::Import(arguments) => import::run(arguments, streams),
        Command::Build(arguments) => run(build::Job::build(arguments, streams)),
        Command::Check(arguments) => run(build::Job::check(arguments, streams)),
        Command::Allow(arguments) => allow::run(arguments, streams),
        Command::Serve(arguments) => serve::run(arguments, streams),
        Command::Verify(arguments) => verify::run(arguments, streams),
        Command::Explain(arguments) => explain::run(arguments, streams),
        Command::Diff(arguments) => diff::run(arguments, streams),
        Command::Publish(arguments) => publish::run(arguments, streams),
        Command::Seen(arguments) => seen::run(arguments, streams),
        Command::Digest(arguments) => digest::run(arguments, streams),
        Command::Share(arguments) => share::run(arguments, streams),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => manual::completions(arguments),
        Command::Man(arguments) => manual::man(arguments),
    }
}
