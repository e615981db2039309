//! The options of `share`: what one prospect may be shown, from the question to the link.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use jiff::civil::Date;

use super::{Format, parse_date};

pub(super) const EXAMPLES: &str = "Examples:\n  \
    roadcast share new lumen --entry 3pl-webhooks      ask: leaves a file to be reviewed\n  \
    roadcast share open lumen-loom-2026-11             see what they would read\n  \
    roadcast share approve lumen-loom-2026-11 --by ana@northwind.example\n  \
    roadcast share link lumen-loom-2026-11             the links, one for each recipient\n  \
    roadcast share revoke lumen-loom-2026-11 c.marchetti\n  \
    roadcast share list";

/// The options of `share`.
#[derive(Args, Debug)]
pub struct ShareArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: ShareCommand,
}

/// The commands about shares.
#[derive(Subcommand, Debug)]
pub enum ShareCommand {
    /// Ask whether a prospect may be shown an entry: make a file to be reviewed
    New(ShareNewArguments),
    /// Show the exact words, and write down that you have approved them
    Approve(ShareApproveArguments),
    /// List all shares: for whom, what, until when, and who approved them
    List(ShareListArguments),
    /// Print the links of a share, one for each recipient
    Link(ShareLinkArguments),
    /// Take back the link of one recipient
    Revoke(ShareRevokeArguments),
    /// Show the page as a recipient will read it
    Open(ShareOpenArguments),
}

/// Which project, and for which day.
#[derive(Args, Debug)]
pub struct ShareProject {
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day it is, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

/// The options of `share new`.
#[derive(Args, Debug)]
pub struct ShareNewArguments {
    /// Whom to show it to; the beginning of a name is enough if they have asked for the entry
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// An entry to show, by its file name; may be given more than once
    #[arg(long = "entry", value_name = "SLUG", required = true)]
    pub entries: Vec<String>,
    /// Somebody who gets a link; may be given more than once [default: the account]
    #[arg(long = "recipient", value_name = "NAME")]
    pub recipients: Vec<String>,
    /// Who asks [default: who passed their request on, or the mail address that `git` knows]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Why, and why now [default: what their request says]
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The last day on which it is shown [default: in 60 days, or sooner if the settings say so]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub until: Option<Date>,
    /// The agreement under which a confidential entry is shown
    #[arg(long, value_name = "NUMBER")]
    pub nda: Option<String>,
    /// The words for each entry, in Markdown [default: its summary for clients, if it has one]
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}

/// The options of `share approve`.
#[derive(Args, Debug)]
pub struct ShareApproveArguments {
    /// The share, by its file name
    #[arg(value_name = "SHARE")]
    pub share: String,
    /// Who approves it: one of the approvers in the settings
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Ask nothing: the words have been read
    #[arg(long)]
    pub yes: bool,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}

/// The options of `share list`.
#[derive(Args, Debug)]
pub struct ShareListArguments {
    /// For people or for programs; both on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}

/// The options of `share link`.
#[derive(Args, Debug)]
pub struct ShareLinkArguments {
    /// The share, by its file name
    #[arg(value_name = "SHARE")]
    pub share: String,
    /// Only the link of this recipient [default: all]
    #[arg(value_name = "RECIPIENT")]
    pub recipient: Option<String>,
    /// The file that holds the secret of shares [default: ROADCAST_SHARE_SECRET, or the settings]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub share_secret_file: Option<PathBuf>,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}

/// The options of `share revoke`.
#[derive(Args, Debug)]
pub struct ShareRevokeArguments {
    /// The share, by its file name
    #[arg(value_name = "SHARE")]
    pub share: String,
    /// Whose link ends
    #[arg(value_name = "RECIPIENT")]
    pub recipient: String,
    /// Give the same recipient a new link instead
    #[arg(long)]
    pub replace: bool,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}

/// The options of `share open`.
#[derive(Args, Debug)]
pub struct ShareOpenArguments {
    /// The share, by its file name
    #[arg(value_name = "SHARE")]
    pub share: String,
    /// As this recipient will read it [default: the first]
    #[arg(value_name = "RECIPIENT")]
    pub recipient: Option<String>,
    /// Write the page to this file, and open nothing
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub to: Option<PathBuf>,
    /// Where it is.
    #[command(flatten)]
    pub place: ShareProject,
}
