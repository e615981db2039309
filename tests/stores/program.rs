//! The program, built with object stores.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = roadcast::cli::Arguments::parse();
    ExitCode::from(roadcast::command::run(&arguments).code())
}
