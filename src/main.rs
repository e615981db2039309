//! Runs the command and returns its exit code.

use std::process::ExitCode;

use roadcast::cli::Arguments;

/// Half of a build is making and dropping short texts, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no mistakes; everything else is misuse.
            let code = if error.use_stderr() { 2 } else { 0 };
            return match error.print() {
                Ok(()) => ExitCode::from(code),
                Err(_) => ExitCode::from(2),
            };
        }
    };
    ExitCode::from(roadcast::command::run(&arguments).code())
}
