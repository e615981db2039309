//! The command line as typed.

mod history;
mod meant;
mod share;
mod writing;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use core::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::audience::Audience;
use crate::dates::parse_day;

pub use history::{
    DiffArguments, DiffFormat, DigestArguments, DigestFormat, PublishArguments, SeenArguments,
    Since, ToPublish,
};
pub use share::{
    ShareApproveArguments, ShareArguments, ShareCommand, ShareLinkArguments, ShareListArguments,
    ShareNewArguments, ShareOpenArguments, ShareProject, ShareRevokeArguments,
};
pub use writing::{
    AllowArguments, CompletionsArguments, ImportArguments, ImportSource, InitArguments,
    ManArguments, NewArguments, NewEntryArguments, NewKind, NewThemeArguments,
};

/// One Markdown roadmap, three sites: engineering, sales and client.
#[derive(Parser, Debug)]
#[command(name = "roadcast", version, about, arg_required_else_help = true)]
#[command(after_help = "Examples:\n  \
    roadcast init                      make a small project to begin with\n  \
    roadcast build                     build all three sites into dist/\n  \
    roadcast check                     the same checks, nothing written\n  \
    roadcast build -C ../roadmap --audience client --as-of 2026-11-22\n\n\
    Exit codes: 0 fine, 1 the content has errors or a leak was stopped, 2 the command was\n\
    misused or the machine failed.")]
pub struct Arguments {
    /// Who reads the messages.
    #[command(flatten)]
    pub readers: ReaderArguments,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Whether messages show values and source lines that clients may not read.
#[derive(Args, Clone, Copy, Debug)]
pub struct ReaderArguments {
    /// Mask source lines and values in messages [default: unless they go to a terminal]
    #[arg(long, global = true, conflicts_with = "no_redact")]
    pub redact: bool,
    /// Show them, in a log that authors alone can read
    #[arg(long, global = true)]
    pub no_redact: bool,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a small project to begin with
    #[command(after_help = writing::INIT_EXAMPLES)]
    Init(InitArguments),
    /// Make one more entry, or a theme
    #[command(after_help = writing::NEW_EXAMPLES)]
    New(NewArguments),
    /// Make entries of what another tool exported
    #[command(after_help = writing::IMPORT_EXAMPLES)]
    Import(ImportArguments),
    /// Build the sites
    #[command(after_help = "Examples:\n  \
        roadcast build\n  \
        roadcast build --audience client\n  \
        roadcast build --format json > build.json")]
    Build(BuildArguments),
    /// Check everything that `build` checks, and write nothing
    #[command(after_help = "Examples:\n  \
        roadcast check\n  \
        roadcast check --strict                    reminders count as errors, such as in CI\n  \
        roadcast check --format json | jq '.diagnostics[].message'\n  \
        roadcast check --format github             notes in a pull request on GitHub\n  \
        roadcast check --format sarif > out.sarif  for code scanning and editors")]
    Check(CheckArguments),
    /// Settle alarms: see each at a terminal, and add what may be read to `allow_terms`
    #[command(after_help = writing::ALLOW_EXAMPLES)]
    Allow(AllowArguments),
    /// Show the three sites in the browser, and follow every change
    #[command(after_help = "Examples:\n  \
        roadcast serve --open\n  \
        roadcast serve -C ../roadmap --port 8000\n  \
        roadcast serve --poll                      where saving a file shows nothing\n  \
        roadcast serve --host 0.0.0.0 --allow-host mymac.local\n\n\
        The three sites stand side by side at the address that it prints. Nothing is written.")]
    Serve(ServeArguments),
    /// Check a copy of a site, such as a deployed one, against the project
    #[command(after_help = "Examples:\n  \
        roadcast verify dist                            all sites of an output folder\n  \
        roadcast verify ~/downloaded --audience client  what was fetched from a web server\n  \
        roadcast verify dist/client --format json | jq '.copies[].differences[].path'")]
    Verify(VerifyArguments),
    /// Say who sees an entry, theme or image, and why
    #[command(after_help = "Examples:\n  \
        roadcast explain sap-s4-odata                     by file name\n  \
        roadcast explain content/images/steps.png         by path\n  \
        roadcast explain \"Premium SAP connector\"          by title\n  \
        roadcast explain sap-s4-odata --audience client   for one audience\n  \
        roadcast explain sap-s4-odata --format json | jq '.client_words'")]
    Explain(ExplainArguments),
    /// Say what readers would newly see, lose, or read in other words
    #[command(after_help = history::DIFF_EXAMPLES)]
    Diff(DiffArguments),
    /// Send a site to the place where its readers find it, and record that in the ledger
    #[command(after_help = history::PUBLISH_EXAMPLES)]
    Publish(PublishArguments),
    /// Say who could read which words of an entry, and when
    #[command(after_help = history::SEEN_EXAMPLES)]
    Seen(SeenArguments),
    /// Write letters about what moved, for customers, salespeople or managers
    #[command(after_help = history::DIGEST_EXAMPLES)]
    Digest(DigestArguments),
    /// Show one prospect something more: ask, approve, send a link, take it back
    #[command(after_help = share::EXAMPLES)]
    Share(ShareArguments),
    /// Print the JSON Schema of front matter or settings, for editors
    #[command(after_help = "Examples:\n  \
        roadcast schema settings > roadcast.schema.json\n  \
        roadcast schema entry > entry.schema.json")]
    Schema(SchemaArguments),
    /// Print what a shell needs to complete commands and options
    #[command(after_help = writing::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArguments),
    /// Print the manual page, in the format of `man`
    #[command(after_help = writing::MAN_EXAMPLES)]
    Man(ManArguments),
}

/// The options of `build`.
#[derive(Args, Debug)]
pub struct BuildArguments {
    /// What to build.
    #[command(flatten)]
    pub selection: Selection,
    /// The file that holds the secret of shares [default: ROADCAST_SHARE_SECRET, or the settings]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub share_secret_file: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The options of `check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// What to check.
    #[command(flatten)]
    pub selection: Selection,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
    /// Fail if there are warnings
    #[arg(long)]
    pub strict: bool,
}

/// Which sites `build` and `check` make, and for which day.
#[derive(Args, Debug)]
pub struct Selection {
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day to build for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Only this edition; may be given more than once [default: all]
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience)]
    pub audience: Vec<Audience>,
    /// Print errors only
    #[arg(short, long)]
    pub quiet: bool,
}

/// The options of `serve`.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The port to listen on; 0 takes any [default: 4400, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the preview in the browser
    #[arg(long)]
    pub open: bool,
    /// The day to build for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Listen on this address instead of on this machine alone: everybody who reaches it can
    /// read all three sites
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Also answer to this name of the machine, such as mymac.local; may be given more than once
    #[arg(long, value_name = "NAME", value_parser = parse_host)]
    pub allow_host: Vec<String>,
    /// Look at the files every so many seconds, where the system does not tell of changes, as on
    /// network shares and in containers [default: 1]
    #[arg(long, value_name = "SECONDS", value_parser = parse_interval)]
    pub poll: Option<Option<Duration>>,
}

/// The options of `verify`.
#[derive(Args, Debug)]
pub struct VerifyArguments {
    /// The copy: the folder of one site or of the shares, or an output folder with several
    #[arg(value_name = "COPY")]
    pub copy: PathBuf,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day the copy was built for, such as 2026-11-22 [default: the day that it names]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// For whom the copy must be [default: told by the name of its folder]
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience)]
    pub audience: Option<Audience>,
    /// A file that holds the secret of shares [default: ROADCAST_SHARE_SECRET in the environment]
    #[arg(long, value_name = "FILE")]
    pub share_secret_file: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The options of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArguments {
    /// An entry or theme by file name, path, title or address; or the path of an image
    #[arg(value_name = "ENTRY")]
    pub entry: String,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day to explain for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Only this audience [default: all]
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience)]
    pub audience: Option<Audience>,
    /// For people or for programs; both on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The options of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArguments {
    /// What to describe
    #[arg(value_enum, value_name = "WHAT")]
    pub subject: SchemaSubject,
}

/// What a schema describes.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaSubject {
    /// The front matter of an entry
    Entry,
    /// The front matter of a theme
    Theme,
    /// The front matter of a share
    Share,
    /// roadcast.yaml
    Settings,
}

/// How to report.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, on stderr
    Human,
    /// For programs, on stdout
    Json,
}

/// How `check` reports.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    /// For people, on stderr
    Human,
    /// For programs, on stdout
    Json,
    /// Workflow commands of GitHub Actions, on stdout
    Github,
    /// SARIF 2.1.0, on stdout
    Sarif,
}

impl From<Format> for CheckFormat {
    fn from(format: Format) -> CheckFormat {
        match format {
            Format::Human => CheckFormat::Human,
            Format::Json => CheckFormat::Json,
        }
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    parse_day(text).ok_or_else(|| "not a day that exists; write it as 2026-11-22".to_owned())
}

fn parse_interval(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.1..=3600.0).contains(seconds));
    seconds
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "write a number of seconds from 0.1 to 3600".to_owned())
}

/// A name as it stands in the address of a browser, without a port.
fn parse_host(text: &str) -> Result<String, String> {
    let name = text.strip_suffix('.').unwrap_or(text);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.chars().all(is_plain);
    if name.len() <= 253 && name.split('.').all(is_label) {
        return Ok(name.to_ascii_lowercase());
    }
    Err("write one name without port or path, such as mymac.local; addresses and `localhost` are \
         allowed anyway"
        .to_owned())
}

fn parse_audience(text: &str) -> Result<Audience, String> {
    Audience::from_name(text).ok_or_else(|| "allowed: engineering, sales, client".to_owned())
}
