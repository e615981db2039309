//! The options of the commands about what was published, and what changes: `diff`, `publish`, `seen`,
//! `digest`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::audience::Audience;
use crate::ledger::Kind;

use super::{Format, parse_audience, parse_date};

pub(super) const DIFF_EXAMPLES: &str = "Examples:\n  \
    roadcast diff                              since the last publication in the ledger\n  \
    roadcast diff main                         this folder against a revision\n  \
    roadcast diff origin/main...HEAD           what a branch changes, from where it began\n  \
    roadcast diff ../roadmap-old ../roadmap    two folders, without git\n  \
    roadcast diff main --format markdown --fail-on later,lost\n\n\
    Both sides are built first, and only what this audience can read of them is compared and\n\
    printed. So the words for clients may go into the log of a public pull request. The words for\n\
    sales and engineering are printed at a terminal, and elsewhere with `--no-redact` alone.";

/// The options of `diff`.
#[derive(Args, Debug)]
pub struct DiffArguments {
    /// A revision, a range such as main..HEAD, or two folders [default: the last publication]
    #[arg(value_name = "BASE..HEAD | OLD NEW", num_args = 0..=2)]
    pub sides: Vec<String>,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Whose words are compared
    #[arg(long, value_name = "AUDIENCE", default_value = "client", value_parser = parse_audience)]
    pub audience: Audience,
    /// The day to build for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// The day to build what it is compared with for; what the days alone change is marked
    /// [default: that of a publication, or else the same day]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub base_as_of: Option<Date>,
    /// How to report, on stdout
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
    /// End with exit code 1 if anything changes in one of these ways, and not by the date alone:
    /// new, lost, earlier, later, dated, undated, moved, reworded, changed
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = parse_kind)]
    pub fail_on: Vec<Kind>,
}

pub(super) const PUBLISH_EXAMPLES: &str = "Examples:\n  \
    roadcast publish client --dry-run                  what would be sent and deleted\n  \
    roadcast publish client --by ana@northwind.example\n  \
    roadcast publish sales --to s3://our-sales/roadmap\n  \
    roadcast publish shares\n  \
    roadcast publish --record --audience client        what you have put on the web yourself\n\n\
    The target of each site stands under `publish` in roadcast.yaml. The site is made and checked\n\
    first, then what differs is sent, read back and verified, and the publication is added to\n\
    ledger/YEAR.jsonl; what could be read is kept in ledger/editions/. Commit both.";

/// The options of `publish`.
#[derive(Args, Debug)]
pub struct PublishArguments {
    /// What to publish: client, sales, engineering, or shares
    #[arg(value_name = "AUDIENCE|shares", value_parser = parse_published)]
    #[arg(required_unless_present = "record", conflicts_with = "record")]
    pub what: Option<ToPublish>,
    /// Where to: a folder, or the address of an object store [default: the settings]
    #[arg(long, value_name = "TARGET", conflicts_with = "record")]
    pub to: Option<String>,
    /// Say what would be sent and deleted, and change nothing
    #[arg(long, conflicts_with = "record")]
    pub dry_run: bool,
    /// The file that holds the secret of shares [default: ROADCAST_SHARE_SECRET, or the settings]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub share_secret_file: Option<PathBuf>,
    /// Record what you have put on the web yourself
    #[arg(long)]
    pub record: bool,
    /// Which site you have put there
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience, requires = "record")]
    #[arg(conflicts_with = "shares")]
    pub audience: Option<Audience>,
    /// You have put the shares there
    #[arg(long, requires = "record")]
    pub shares: bool,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Where you have put it [default: the `base_url` of the edition]
    #[arg(long, value_name = "URL", value_parser = parse_address, requires = "record")]
    pub address: Option<String>,
    /// Who approved it
    #[arg(long, value_name = "WHO", value_parser = parse_person)]
    pub by: Option<String>,
    /// When it was published, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<Date>,
    /// The day to build for; of a record, that of the last build [default: that of publication]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToPublish {
    /// The site of an audience.
    Site(Audience),
    /// The pages of all shares of the day.
    Shares,
}

pub(super) const SEEN_EXAMPLES: &str = "Examples:\n  \
    roadcast seen \"Premium SAP connector\"               by title, also a former one\n  \
    roadcast seen sap-s4-odata --audience client        by file name or address\n  \
    roadcast seen sap-s4-odata --on 2026-10-15          on one day\n  \
    roadcast seen sap-s4-odata --by \"Acme GmbH\"         what one account could read\n\n\
    It says who could read what, never who did: nobody is watched.";

/// The options of `seen`.
#[derive(Args, Debug)]
pub struct SeenArguments {
    /// An entry or theme by title, address or file name
    #[arg(value_name = "ENTRY")]
    pub entry: String,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// What could be read on this day, such as 2026-10-15 [default: always]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<Date>,
    /// What this account could read
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "audience")]
    pub by: Option<String>,
    /// Only this audience [default: all]
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience)]
    pub audience: Option<Audience>,
    /// For people or for programs; both on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

pub(super) const DIGEST_EXAMPLES: &str = "Examples:\n  \
    roadcast digest --since 2026-11-01 --audience client > november.md\n  \
    roadcast digest --since 2026-11-01 --audience sales --account \"Acme GmbH\"\n  \
    roadcast digest --since 2026-11-01 --audience sales --format eml --out letters\n  \
    roadcast digest --since 4 --audience engineering       since a publication in the ledger\n\n\
    Letters are made of what the site of this audience shows and of earlier publications of the same\n\
    site, and searched like that site before anything is written. Roadcast sends none of them.";

/// The options of `digest`.
#[derive(Args, Debug)]
pub struct DigestArguments {
    /// What came after this day, such as 2026-11-01, or after a publication, by its number
    #[arg(long, value_name = "DATE|PUBLICATION", value_parser = parse_since)]
    pub since: Since,
    /// For whom: client, sales or engineering
    #[arg(long, value_name = "AUDIENCE", value_parser = parse_audience)]
    pub audience: Audience,
    /// About what this account asked for; sales only
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// About what this person passed on; sales only [default: a letter for each of them]
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// The form of the letters
    #[arg(long, value_enum, default_value_t = DigestFormat::Markdown)]
    pub format: DigestFormat,
    /// Write a file for each recipient into this folder [default: print the only one]
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day of the letters, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

/// From when on something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// After this day.
    Day(Date),
    /// After the publication with this number.
    Number(u64),
}

/// The form of a letter.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestFormat {
    /// For a chat, a wiki or a newsletter
    Markdown,
    /// A page by itself
    Html,
    /// For a mail program
    Eml,
    /// What a webhook of Slack takes
    Slack,
}

/// How `diff` reports.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffFormat {
    /// For people at a terminal
    Human,
    /// For a comment in a pull request
    Markdown,
    /// For programs
    Json,
    /// Workflow commands of GitHub Actions
    Github,
}

fn parse_since(text: &str) -> Result<Since, String> {
    if !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Since::Number(text.parse().expect("so few digits are a number")));
    }
    let day = parse_date(text).map(Since::Day);
    day.map_err(|error| format!("{error}, or the number of a publication"))
}

fn parse_published(text: &str) -> Result<ToPublish, String> {
    match text {
        "shares" => Ok(ToPublish::Shares),
        _ => Audience::from_name(text)
            .map(ToPublish::Site)
            .ok_or_else(|| "allowed: engineering, sales, client, shares".to_owned()),
    }
}

fn parse_address(text: &str) -> Result<String, String> {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    let is_odd = |c: char| c.is_whitespace() || c.is_control();
    if is_address && text.len() <= 2_000 && !text.contains(is_odd) {
        return Ok(text.to_owned());
    }
    Err("write it in full, such as https://roadmap.northwind.example/".to_owned())
}

fn parse_person(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 200 || text.contains(char::is_control) {
        return Err("write a name or a mail address in one line".to_owned());
    }
    Ok(text.to_owned())
}

fn parse_kind(text: &str) -> Result<Kind, String> {
    Kind::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("allowed: {}", names.join(", "))
    })
}
