//! `roadcast digest`: letters that tell what has moved since a day or a publication.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::{Audience, Client, Engineering, Sales};
use crate::audit::{AuditedLetter, audit_letters};
use crate::cli::{DigestArguments, DigestFormat, Since};
use crate::config::Settings;
use crate::dates::day_label;
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources, message, place};
use crate::ledger::{self, History, Ledger, Line, Slips};
use crate::render::digest::{self, Digested, Format, Scope};
use crate::vault::Projected;
use crate::write::write_letters;

use super::Exit;
use super::ending::{counted, end, say};
use super::pipeline::{self, Failure, Made, Publications, Request, Snapshots};
use super::progress::Progress;
use super::readers::Streams;
use super::real_path::real;

/// Writes the letters.
pub fn run(arguments: &DigestArguments, streams: Streams) -> Exit {
    let mut sources = Sources::default();
    let outcome = write(arguments, streams, &mut sources);
    end(outcome, &sources, streams.stderr)
}

/// Letters that may be read, and what to look at once more.
struct Letters {
    all: Vec<AuditedLetter>,
    warnings: Vec<Diagnostic>,
}

fn write(
    arguments: &DigestArguments,
    streams: Streams,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    check_options(arguments, streams).map_err(Failure::Machine)?;
    let day = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut mistakes = Vec::new();
    let ledger = Ledger::read(&arguments.project, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(Failure::Content(mistakes));
    }
    let since = since(arguments, &ledger, day).map_err(Failure::Machine)?;
    let (account, by) = (arguments.account.clone(), arguments.by.clone());
    let asked = Asked { scope: Scope { since, account, by }, format: format(arguments), day };
    let request = Request {
        ledger: Publications::Known(Arc::new(ledger.clone())),
        snapshots: Snapshots::Take,
        ..Request::of_sites(&arguments.project, vec![arguments.audience], day)
    };
    // The whole site goes through its audit first: what cannot be built is told to nobody.
    let letters = pipeline::make(&request, sources, &Progress::hidden(), |made| {
        if let Some(folder) = &arguments.out {
            refuse_output(folder, &arguments.project, made.settings).map_err(Failure::Machine)?;
        }
        match arguments.audience {
            Audience::Client => letters::<Client>(&made, &ledger, &asked),
            Audience::Sales => letters::<Sales>(&made, &ledger, &asked),
            Audience::Engineering => letters::<Engineering>(&made, &ledger, &asked),
        }
    })?;
    let warnings = diagnostic::print_human(&letters.warnings, sources, streams.stderr);
    anstream::eprint!("{warnings}");
    hand_over(arguments, &letters.all)
}

/// What is asked for.
struct Asked {
    scope: Scope,
    format: Format,
    day: Date,
}

fn letters<A: Digested + Projected>(
    made: &Made<'_>,
    ledger: &Ledger,
    asked: &Asked,
) -> Result<Letters, Failure> {
    let edition = made.vault.edition::<A>();
    // Managers ask for nothing else.
    let is_for_managers = A::AUDIENCE == Audience::Engineering;
    let slips = Slips::shown(is_for_managers || made.settings.changes.show_slips);
    let now = made.snapshots.first().expect("that of the one site was asked for");
    let history = History::<A>::trace(ledger, now, asked.day, slips);
    let written = digest::write(&edition, &history, &asked.scope, asked.format);
    let written = written.map_err(Failure::Machine)?;
    let audited = audit_letters(&edition, written, made.vault, made.sources);
    let (all, warnings) = audited.map_err(Failure::Content)?;
    Ok(Letters { all, warnings })
}

fn format(arguments: &DigestArguments) -> Format {
    match arguments.format {
        DigestFormat::Markdown => Format::Markdown,
        DigestFormat::Html => Format::Html,
        DigestFormat::Eml => Format::Eml,
        DigestFormat::Slack => Format::Slack,
    }
}

fn check_options(arguments: &DigestArguments, streams: Streams) -> Result<(), Message> {
    let is_for_some = arguments.account.is_some() || arguments.by.is_some();
    if is_for_some && arguments.audience != Audience::Sales {
        return Err("`--account` and `--by` go with `--audience sales`: nobody else has letters \
                    about single accounts"
            .into());
    }
    let is_open = arguments.audience == Audience::Client || arguments.out.is_some();
    if !is_open && streams.stdout == Readers::Anybody {
        return Err(message!(
            "letters for {} are printed at a terminal alone; write files with `--out FOLDER`, or \
             say with `--no-redact` that only authors read this",
            arguments.audience.name()
        ));
    }
    Ok(())
}

/// The day after which something is told.
fn since(arguments: &DigestArguments, ledger: &Ledger, day: Date) -> Result<Date, Message> {
    if ledger.lines().is_empty() {
        return Err("there is no ledger yet: `roadcast publish --record` begins one".into());
    }
    let whom = whom(arguments.audience);
    let readers = ledger::Readers::Audience(arguments.audience);
    let is_own = |line: &&Line| line.readers == readers;
    let since = match arguments.since {
        Since::Day(since) => since,
        Since::Number(number) => {
            let line = ledger.lines().iter().find(|line| line.number == number);
            let line = line.ok_or_else(|| {
                let last = ledger.lines().len();
                message!(
                    "the ledger has no publication {}; its last is {}",
                    place(number),
                    place(last)
                )
            })?;
            if !is_own(&line) {
                let own = ledger.lines().iter().filter(is_own).map(|line| line.number.to_string());
                let own: Vec<String> = own.collect();
                let message = message!("publication {} was not for {}", place(number), whom);
                return Err(match own.is_empty() {
                    true => message,
                    false => message.and("; theirs are ").and(place(own.join(", "))),
                });
            }
            line.as_of
        }
    };
    if since >= day {
        return Err(message!(
            "nothing can have moved since {}: the letters are of {}",
            place(day_label(since)),
            place(day_label(day))
        ));
    }
    let has_past = ledger.lines().iter().filter(is_own).any(|line| line.as_of < day);
    match has_past {
        true => Ok(since),
        false => Err(message!(
            "nothing was published for {} before {}, so nothing is known of what moved; \
             `roadcast publish --record` records what is published",
            whom,
            place(day_label(day))
        )),
    }
}

fn whom(audience: Audience) -> &'static str {
    match audience {
        Audience::Engineering => "engineering",
        Audience::Sales => "sales",
        Audience::Client => "clients",
    }
}

/// Letters do not lie among the pages of a site, from where they would be published.
fn refuse_output(folder: &Path, project: &Path, settings: &Settings) -> Result<(), Message> {
    let (folder, output) = (real(folder), real(&project.join(&settings.output)));
    match folder.starts_with(&output) {
        true => Err(message!(
            "`{}` holds the sites, and letters must not be published with them; name another folder",
            place(&settings.output)
        )),
        false => Ok(()),
    }
}

/// Prints the only letter, or writes all of them.
fn hand_over(arguments: &DigestArguments, all: &[AuditedLetter]) -> Result<Exit, Failure> {
    // Who did not ask for a letter gets none that says nothing.
    let is_asked_for = all.len() == 1 || arguments.audience != Audience::Sales;
    let wanted = all.iter().filter(|letter| is_asked_for || letter.has_news());
    let wanted: Vec<&AuditedLetter> = wanted.collect();
    if all.is_empty() {
        anstream::eprintln!("nobody has asked for anything that sales reads");
    } else if wanted.len() < all.len() {
        let others = counted(all.len() - wanted.len(), "recipient");
        anstream::eprintln!("nothing moved for {others}");
    }
    if let Some(folder) = &arguments.out {
        let paths = write_letters(folder, &wanted);
        let paths = paths.map_err(|error| Failure::Machine(place(error)))?;
        let lines = paths.iter().map(|path| format!("{}\n", path.display()));
        return Ok(say(&lines.collect::<String>()));
    }
    match &wanted[..] {
        [] => Ok(Exit::Fine),
        [one] => Ok(say(&String::from_utf8_lossy(one.bytes()))),
        several => Err(Failure::Machine(message!(
            "there are {}; name one recipient with `--by` or `--account`, or write a file for each \
             with `--out FOLDER`",
            place(counted(several.len(), "letter"))
        ))),
    }
}
