//! Who reads what a command prints: its author at a terminal, or whoever can look at the log that it
//! goes to.

use std::io::IsTerminal;

use crate::cli::{CheckFormat, ReaderArguments};
use crate::diagnostic::{Message, Readers, message};

/// Who reads the two streams.
#[derive(Clone, Copy)]
pub struct Streams {
    /// What programs read, in formats that can be asked for in full.
    pub stdout: Readers,
    /// What people read.
    pub stderr: Readers,
    is_full_wanted: bool,
}

impl Streams {
    /// As the command line says; where it says nothing, only a terminal is an author's.
    pub fn of(arguments: ReaderArguments) -> Streams {
        let readers = |stream: &dyn IsTerminal| match arguments {
            ReaderArguments { redact: true, .. } => Readers::Anybody,
            ReaderArguments { no_redact: true, .. } => Readers::Authors,
            _ if stream.is_terminal() => Readers::Authors,
            _ => Readers::Anybody,
        };
        Streams {
            stdout: readers(&std::io::stdout()),
            stderr: readers(&std::io::stderr()),
            is_full_wanted: arguments.no_redact,
        }
    }

    /// Who reads the messages of a format.
    ///
    /// # Errors
    /// Values are wanted in a format that never has them.
    pub fn of_format(self, format: CheckFormat) -> Result<Readers, Message> {
        let refuse = |name: &'static str| {
            message!(
                "`--no-redact` does not go with `--format {}`, which is made for others to read; \
                 use `--format json`",
                name
            )
        };
        match format {
            CheckFormat::Human => Ok(self.stderr),
            CheckFormat::Json => Ok(self.stdout),
            CheckFormat::Github if self.is_full_wanted => Err(refuse("github")),
            CheckFormat::Sarif if self.is_full_wanted => Err(refuse("sarif")),
            CheckFormat::Github | CheckFormat::Sarif => Ok(Readers::Anybody),
        }
    }
}
