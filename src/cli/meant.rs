//! The commands that people look for under another word.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, Parser as _};

use super::Arguments;

/// Words that no command has, each with the command that does it.
const MEANT: [(&str, &str); 27] = [
    ("why", "explain"),
    ("who", "explain"),
    ("show", "explain"),
    ("inspect", "explain"),
    ("preview", "serve"),
    ("watch", "serve"),
    ("start", "serve"),
    ("dev", "serve"),
    ("run", "serve"),
    ("add", "new"),
    ("create", "new"),
    ("entry", "new"),
    ("theme", "new"),
    ("setup", "init"),
    ("compile", "build"),
    ("render", "build"),
    ("generate", "build"),
    ("make", "build"),
    ("lint", "check"),
    ("test", "check"),
    ("validate", "check"),
    ("compare", "diff"),
    ("changes", "diff"),
    ("history", "seen"),
    ("log", "seen"),
    ("deploy", "publish"),
    ("release", "publish"),
];

impl Arguments {
    /// The command line.
    ///
    /// # Errors
    /// What is wrong with it, or the help that was asked for.
    pub fn read() -> Result<Arguments, Error> {
        Arguments::try_parse().map_err(with_meant)
    }
}

/// Names the command that an unknown word most likely stands for.
fn with_meant(mut error: Error) -> Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let word = word.to_lowercase();
    if let Some((_, command)) = MEANT.iter().find(|(other, _)| *other == word) {
        let meant = ContextValue::Strings(vec![(*command).to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, meant);
    }
    error
}
