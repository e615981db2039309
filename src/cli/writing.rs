//! The options of the commands that help with writing: `init`, `new`, `import`, `completions`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::parse_date;

pub(super) const INIT_EXAMPLES: &str = "Examples:\n  \
    roadcast init                      in this folder\n  \
    roadcast init roadmap              in the folder `roadmap`, which is made if need be\n\n\
    Nothing is overwritten: if one of the files is there already, none is written.";

/// The options of `init`.
#[derive(Args, Debug)]
pub struct InitArguments {
    /// The folder for the project
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// The day around which the sample dates lie, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}
