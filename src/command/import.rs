//! `roadcast import`: what other tools exported, as entries.

use std::io::Read as _;
use std::path::Path;

use jiff::civil::Date;

use crate::cli::{ImportArguments, ImportSource};
use crate::config::{FILE_NAME, Settings};
use crate::diagnostic::{Readers, Sources, message, place, quoted_list, quoting, value};
use crate::draft::{self, Exchange, ImportOrigin, Imported, Mapping, NewSource, Table};
use crate::read::{Contents, read_ordinary};
use crate::vault::Outline;

use super::Exit;
use super::alarms::{self, Rewritten};
use super::ending::{end, project_option, refused, say, say_paths, survey};
use super::pipeline::Failure;
use super::readers::Streams;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Longest path that still takes part in the alignment.
const MAX_PATH: usize = 60;

/// Imports, or says what would be imported.
pub fn run(arguments: &ImportArguments, streams: Streams) -> Exit {
    let mut sources = Sources::default();
    let outcome = import(arguments, &mut sources, streams.stderr);
    end(outcome, &sources, streams.stderr)
}

fn import(
    arguments: &ImportArguments,
    sources: &mut Sources,
    readers: Readers,
) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let (settings, outline) = survey(project, sources)?;
    let table = read_table(arguments)?;
    let today = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut imported = if table.rows.is_empty() {
        Imported::default()
    } else {
        make(arguments, &table, &settings, &outline, today)?
    };
    let file = alarms::name_of(&arguments.file);
    let settled = alarms::settle(project, &file, today, &mut imported);
    if arguments.dry_run {
        say(&list(project, &imported));
    } else {
        let files: Vec<NewSource> =
            imported.entries.iter().map(|entry| entry.file.clone()).collect();
        draft::create(project, &files).map_err(|error| refused(&error))?;
        if let Some(Rewritten { before, after }) = &settled.settings {
            let settings = draft::within(project, FILE_NAME);
            draft::replace(&settings, before, after).map_err(|error| refused(&error))?;
        }
        say_paths(project, &files);
    }
    for remark in table.remarks.iter().chain(&imported.remarks(&table)) {
        anstream::eprintln!("{}", quoting(remark).text(readers));
    }
    let allowed = alarms::allowed(settled.terms, arguments.dry_run);
    for message in settled.said.into_iter().chain(allowed) {
        anstream::eprintln!("{}", message.text(readers));
    }
    report(arguments, &imported, readers);
    Ok(if imported.has_left_out { Exit::Content } else { Exit::Fine })
}

fn read_table(arguments: &ImportArguments) -> Result<Table, Failure> {
    let bytes = read(arguments)?;
    let table = match (arguments.source, arguments.delimiter) {
        (ImportSource::Csv | ImportSource::Jira, delimiter) => draft::read_csv(&bytes, delimiter),
        (ImportSource::Github, None) => draft::read_issues(&bytes),
        (ImportSource::Github, Some(_)) => {
            Err("`--delimiter` is for tables, and this is none".to_owned())
        }
    };
    table.map_err(|why| misused(arguments, &why))
}

/// The entries of a table, as the options say.
fn make(
    arguments: &ImportArguments,
    table: &Table,
    settings: &Settings,
    outline: &Outline,
    today: Date,
) -> Result<Imported, Failure> {
    let origin = match arguments.source {
        ImportSource::Csv => ImportOrigin::Csv,
        ImportSource::Jira => ImportOrigin::Jira,
        ImportSource::Github => ImportOrigin::GitHub,
    };
    let exchange = |(field, written, meant): &(String, String, String)| Exchange {
        field: field.clone(),
        written: written.clone(),
        meant: meant.clone(),
    };
    let exchanged: Vec<_> = arguments.value.iter().map(exchange).collect();
    let mapping = Mapping::of(origin, &table.columns, &arguments.map)
        .and_then(|mapping| mapping.exchanging(&exchanged, table, outline))
        .map_err(|why| misused(arguments, &why))?;
    draft::import(table, &mapping, &settings.content, outline, today)
        .map_err(|why| Failure::Machine(why.into()))
}

fn misused(arguments: &ImportArguments, why: &str) -> Failure {
    let file = place(arguments.file.display());
    Failure::Machine(message!("`{}`: {}", file, quoting(why)))
}

fn read(arguments: &ImportArguments) -> Result<Vec<u8>, Failure> {
    let path = &arguments.file;
    let failed = |error: std::io::Error| {
        Failure::Machine(message!("`{}` cannot be read: {}", place(path.display()), place(error)))
    };
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    match read_ordinary(path, MAX_BYTES).map_err(failed)? {
        Contents::Whole(bytes) => Ok(bytes),
        Contents::TooLarge(size) => Err(failed(std::io::Error::other(format!(
            "it has {size} bytes; split it into files of at most {MAX_BYTES}"
        )))),
    }
}

/// Three columns: the file, its stage, its title.
fn list(project: &Path, imported: &Imported) -> String {
    let shown = |path: &str| draft::within(project, path).display().to_string();
    let rows = imported.entries.iter().map(|entry| (shown(&entry.file.path), entry));
    let rows: Vec<_> = rows.collect();
    let widths = rows.iter().map(|(path, _)| path.chars().count());
    let width = widths.filter(|width| *width <= MAX_PATH).max().unwrap_or(0);
    let line = |(path, entry): &(String, &draft::ImportedEntry)| {
        format!("{path:<width$}  {:<11}  {}\n", entry.stage(), entry.title)
    };
    rows.iter().map(line).collect()
}

fn report(arguments: &ImportArguments, imported: &Imported, readers: Readers) {
    let columns = quoted_list(imported.kept().iter().map(value));
    if !columns.is_empty() {
        let columns = columns.text(readers);
        anstream::eprintln!("kept under `extra`, for engineering alone: {columns}");
    }
    let count = imported.entries.len();
    let noun = if count == 1 { "entry" } else { "entries" };
    if arguments.dry_run {
        anstream::eprintln!("{count} {noun} would be made; nothing was written");
    } else if count == 0 {
        anstream::eprintln!("nothing new was found; nothing was written");
    } else {
        let option = project_option(&arguments.project);
        anstream::eprintln!("{count} {noun} made, for engineering alone; next:");
        anstream::eprintln!("  roadcast check{option}");
    }
}
