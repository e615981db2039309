//! `roadcast import`: what other tools exported, as entries.

use std::io::Read as _;
use std::path::Path;

use crate::cli::{ImportArguments, ImportSource};
use crate::diagnostic::Sources;
use crate::draft::{self, ImportOrigin, Imported, Mapping, NewSource, Table};
use crate::read::{Contents, read_ordinary};

use super::Exit;
use super::ending::{end, project_option, refused, say, say_paths, survey};
use super::pipeline::Failure;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Longest path that still takes part in the alignment.
const MAX_PATH: usize = 60;

/// Imports, or says what would be imported.
pub fn run(arguments: &ImportArguments) -> Exit {
    let mut sources = Sources::default();
    end(import(arguments, &mut sources), &sources)
}

fn import(arguments: &ImportArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let (settings, outline) = survey(project, sources)?;
    let shown = arguments.file.display();
    let misused = |why: String| Failure::Machine(format!("`{shown}`: {why}"));
    let bytes = read(arguments)?;
    let (table, origin) = match arguments.source {
        ImportSource::Csv => (draft::read_csv(&bytes), ImportOrigin::Csv),
        ImportSource::Jira => (draft::read_csv(&bytes), ImportOrigin::Jira),
        ImportSource::Github => (draft::read_issues(&bytes), ImportOrigin::GitHub),
    };
    let table = table.map_err(misused)?;
    let mapping = if table.columns.is_empty() {
        Mapping::default()
    } else {
        Mapping::of(origin, &table.columns, &arguments.map).map_err(misused)?
    };
    let imported = draft::import(&table, &mapping, &settings.content, &outline)
        .map_err(|why| Failure::Machine(why.to_owned()))?;
    if arguments.dry_run {
        say(&list(project, &imported));
    } else {
        let files: Vec<NewSource> =
            imported.entries.iter().map(|entry| entry.file.clone()).collect();
        draft::create(project, &files).map_err(|error| refused(&error))?;
        say_paths(project, &files);
    }
    report(arguments, &table, &imported);
    Ok(if imported.has_left_out { Exit::Content } else { Exit::Fine })
}

fn read(arguments: &ImportArguments) -> Result<Vec<u8>, Failure> {
    let path = &arguments.file;
    let failed = |error: std::io::Error| {
        Failure::Machine(format!("`{}` cannot be read: {error}", path.display()))
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
        format!("{path:<width$}  {:<11}  {}\n", entry.stage, entry.title)
    };
    rows.iter().map(line).collect()
}

fn report(arguments: &ImportArguments, table: &Table, imported: &Imported) {
    for remark in imported.remarks(table.unit) {
        anstream::eprintln!("{remark}");
    }
    let columns: Vec<_> = imported.kept.iter().map(|column| format!("`{column}`")).collect();
    if !columns.is_empty() {
        anstream::eprintln!("kept under `extra`, for engineering alone: {}", columns.join(", "));
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
