//! The options of the commands that help with writing: `init`, `new`, `import`, `allow`,
//! `completions`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

use crate::audience::Audience;
use crate::vault::vocabulary::Stage;
use crate::yaml::Choice;

use super::parse_date;

pub(super) const INIT_EXAMPLES: &str = "Examples:\n  \
    roadcast init                      in this folder\n  \
    roadcast init roadmap              in the folder `roadmap`, which is made if need be\n\n\
    Nothing is overwritten: if one of the files is there already, none is written.";

/// The options of `init`.
#[derive(Args, Debug)]
pub struct InitArguments {
    /// The folder for the project
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The day around which the sample dates lie, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

pub(super) const ALLOW_EXAMPLES: &str = "Examples:\n  \
    roadcast allow                     shows each alarm, and asks\n  \
    roadcast allow --all --reason \"Words of a public interface\" --owner ana --until 2027-06-30\n\n\
    At a terminal, and there alone, this command prints withheld words: run it where only you\n\
    can see them. What must never be published cannot be allowed.";

/// The options of `allow`.
#[derive(Args, Debug)]
pub struct AllowArguments {
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The day to check for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Allow everything that may be allowed, and ask nothing; prints places, no words
    #[arg(long, requires_all = ["reason", "owner", "until"])]
    pub all: bool,
    /// Why readers may see it; with `--all`
    #[arg(long, value_name = "TEXT", requires = "all")]
    pub reason: Option<String>,
    /// Who answers for it; with `--all`
    #[arg(long, value_name = "NAME", requires = "all")]
    pub owner: Option<String>,
    /// The last day on which it holds, such as 2027-06-30; with `--all`
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "all")]
    pub until: Option<Date>,
    /// Write nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub(super) const NEW_EXAMPLES: &str = "Examples:\n  \
    roadcast new \"Faster exports\"\n  \
    roadcast new \"Faster exports\" --stage planned --visibility client --theme reporting\n  \
    roadcast new -- \"-5 % on every order\"          a title that begins with a hyphen\n  \
    roadcast new theme \"Answers without exports\"   a theme: a problem that entries work on\n  \
    $EDITOR \"$(roadcast new \"Faster exports\")\"     the path goes to stdout, all else to stderr";

/// The options of `new`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(disable_help_subcommand = true)]
pub struct NewArguments {
    /// What to make, if not an entry.
    #[command(subcommand)]
    pub kind: Option<NewKind>,
    /// The options for an entry.
    #[command(flatten)]
    pub entry: NewEntryArguments,
}

/// What `new` makes beside entries.
#[derive(Subcommand, Debug)]
pub enum NewKind {
    /// Make a theme: a problem that several entries work on
    #[command(after_help = "Example:\n  roadcast new theme \"Answers without exports\"")]
    Theme(NewThemeArguments),
}

/// The options of `new` for an entry.
#[derive(Args, Debug)]
pub struct NewEntryArguments {
    /// The title; the file is named after it
    #[arg(value_name = "TITLE", required = true)]
    pub title: Option<String>,
    /// How far it has come
    #[arg(long, value_name = "STAGE", default_value = "idea", value_parser = choices::<Stage>())]
    pub stage: Stage,
    /// The id of its theme: the name of a file in a `themes` folder, without `.md`
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// The outermost audience that sees it
    #[arg(long, value_name = "AUDIENCE", default_value = "engineering")]
    #[arg(value_parser = choices::<Audience>())]
    pub visibility: Audience,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub project: PathBuf,
    /// The day on which it is written, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

/// The options of `new theme`.
#[derive(Args, Debug)]
pub struct NewThemeArguments {
    /// The title; the file is named after it
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The outermost audience that sees it
    #[arg(long, value_name = "AUDIENCE", default_value = "engineering")]
    #[arg(value_parser = choices::<Audience>())]
    pub visibility: Audience,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub project: PathBuf,
}

pub(super) const IMPORT_EXAMPLES: &str = "Examples:\n  \
    roadcast import csv wishes.csv --map title=Wish --map target=\"Due date\" --dry-run\n  \
    roadcast import jira export.csv --value \"stage:Parked=paused\" --dry-run\n  \
    gh issue list --state all --limit 500 > issues.json \\\n    \
    --json number,title,body,labels,state,stateReason,milestone,assignees,createdAt,closedAt,url\n  \
    roadcast import github issues.json\n  \
    gh project item-list 3 --owner acme --limit 500 --format json | roadcast import github -\n\n\
    Fields: title, body, summary, stage, theme, horizon, target, shipped_on, reviewed_on, owner, team,\n\
    origin, confidence, effort, phase, tags. What is not mapped is kept under `extra`. `key` is the\n\
    column that tells rows apart, and `resolution` the one that says whether what is closed was done.\n\n\
    Everything is imported as `visibility: engineering`. Nothing is overwritten; what the project\n\
    has already is skipped, so an import can be repeated.";

/// The options of `import`.
#[derive(Args, Debug)]
pub struct ImportArguments {
    /// What made the file
    #[arg(value_name = "SOURCE", value_enum)]
    pub source: ImportSource,
    /// The file; `-` is what is piped in
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Read a field from a column; may be given more than once
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_map)]
    pub map: Vec<(String, String)>,
    /// Say what a value means; may be given more than once
    #[arg(long, value_name = "FIELD:VALUE=MEANING", value_parser = parse_value)]
    pub value: Vec<(String, String, String)>,
    /// What stands between the cells of a table, such as `;` or `tab` [default: told by the header]
    #[arg(long, value_name = "SIGN", value_parser = parse_delimiter)]
    pub delimiter: Option<u8>,
    /// List what would be made, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// The project: the folder that holds roadcast.yaml
    #[arg(short = 'C', long = "project", value_name = "DIR", default_value = ".")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub project: PathBuf,
    /// The day of the import: what shipped later has not shipped yet [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
}

/// What made a file to import.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportSource {
    /// A table with a header, as spreadsheets and most trackers export it
    Csv,
    /// What `gh issue list --json …`, `gh project item-list` or `gh api` prints
    Github,
    /// Jira's CSV export
    Jira,
}

pub(super) const COMPLETIONS_EXAMPLES: &str = "Examples:\n  \
    bash        roadcast completions bash > ~/.local/share/bash-completion/completions/roadcast\n  \
    zsh         roadcast completions zsh > \"${fpath[1]}/_roadcast\"\n  \
    fish        roadcast completions fish > ~/.config/fish/completions/roadcast.fish\n  \
    powershell  roadcast completions powershell >> $PROFILE\n  \
    elvish      roadcast completions elvish >> ~/.config/elvish/rc.elv";

/// The options of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

pub(super) const MAN_EXAMPLES: &str = "Examples:\n  \
    roadcast man import > roadcast-import.1 && man ./roadcast-import.1\n  \
    roadcast man | sudo tee /usr/local/share/man/man1/roadcast.1 > /dev/null";

/// The options of `man`.
#[derive(Args, Debug)]
pub struct ManArguments {
    /// The page of one command [default: of the program]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

fn parse_map(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').unwrap_or_default();
    let (field, column) = (field.trim(), column.trim());
    if field.is_empty() || column.is_empty() {
        return Err("write it as FIELD=COLUMN, such as `title=Summary`".to_owned());
    }
    Ok((field.to_owned(), column.to_owned()))
}

fn parse_value(text: &str) -> Result<(String, String, String), String> {
    let (field, rest) = text.split_once(':').unwrap_or_default();
    // The value of a field has no `=`; the one of another tool may.
    let (value, meant) = rest.rsplit_once('=').unwrap_or_default();
    let parts = [field, value, meant].map(|part| part.trim().to_owned());
    if parts.iter().any(String::is_empty) {
        return Err("write it as FIELD:VALUE=MEANING, such as `stage:Done=shipped`".to_owned());
    }
    let [field, value, meant] = parts;
    Ok((field, value, meant))
}

fn parse_delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" => return Ok(b'\t'),
        "comma" => return Ok(b','),
        "semicolon" => return Ok(b';'),
        "pipe" => return Ok(b'|'),
        _ => {}
    }
    match text.as_bytes() {
        [sign] if sign.is_ascii_punctuation() && *sign != b'"' || matches!(sign, b' ' | b'\t') => {
            Ok(*sign)
        }
        _ => Err("write one sign, such as `;`, or `tab`".to_owned()),
    }
}

/// The words of a set, so that shells complete them and misspellings are named.
fn choices<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let of_word = |word: &str| T::ALL.iter().copied().find(|member| member.word() == word);
    PossibleValuesParser::new(T::ALL.iter().map(|member| member.word()))
        .map(move |word| of_word(&word).expect("only words of the set get this far"))
}
