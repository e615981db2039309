//! Programs of others that commands run: `git`, `curl`, a browser. None of them is told the secret of
//! shares, which is why they are started here and nowhere else.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};

use super::shares::VARIABLE;

/// A program by its name, without the secret in its environment.
pub fn program(name: &str) -> Command {
    without_secret(Command::new(name))
}

/// Opens a file or an address in the program that people use for it, and does not wait for it.
///
/// # Errors
/// There is no such program.
pub fn open(what: impl AsRef<OsStr>) -> io::Result<()> {
    let mut outcome = Err(io::ErrorKind::NotFound.into());
    for command in open::commands(what) {
        let mut command = without_secret(command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Ctrl-C ends this command and not the browser.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        outcome = command.spawn().map(|_| ());
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

fn without_secret(mut command: Command) -> Command {
    command.env_remove(VARIABLE);
    command
}
