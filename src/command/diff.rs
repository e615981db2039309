//! `roadcast diff`: what readers would newly see, lose, or read in other words.
//!
//! Both sides are made by the whole pipeline for one audience, and only then compared.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::json;

use crate::audience::Audience;
use crate::cli::{DiffArguments, DiffFormat};
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources, message, place};
use crate::ledger::{Ledger, Snapshot, compare};

use super::Exit;
use super::changes::{Report, Side, github, human, json_report, markdown};
use super::ending::{counted, say, trouble};
use super::git::Repository;
use super::pipeline::{self, Failure, Publications, Request, Snapshots};
use super::progress::Progress;
use super::readers::Streams;
use super::revision::check_out;

/// Compares and reports.
pub fn run(arguments: &DiffArguments, streams: Streams) -> Exit {
    match compared(arguments, streams) {
        Ok(report) => tell(&report, arguments, streams),
        Err(failed) => failed.tell(arguments.format, streams),
    }
}

/// Why nothing was compared.
struct Failed {
    failure: Failure,
    sources: Sources,
    /// What cannot be built, if it is not the project at hand.
    whose: Option<Message>,
}

impl From<Message> for Failed {
    fn from(message: Message) -> Failed {
        Failed { failure: Failure::Machine(message), sources: Sources::default(), whose: None }
    }
}

/// One side, built.
struct Built {
    side: Side,
    snapshot: Snapshot,
}

fn compared(arguments: &DiffArguments, streams: Streams) -> Result<Report, Failed> {
    let day = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let (base, head) = match &arguments.sides[..] {
        [] => since_publication(arguments, day)?,
        [range] => of_revisions(arguments, range, day)?,
        [old, new, ..] => of_folders(arguments, old, new, day)?,
    };
    let readers = match arguments.audience {
        // What everybody may read needs no mask, whoever reads the log.
        Audience::Client => Readers::Authors,
        Audience::Sales | Audience::Engineering => streams.stdout,
    };
    let changes = compare(&base.snapshot, &head.snapshot, day);
    let (from, to) = (base.side, head.side);
    Ok(Report::new(arguments.audience, from, to, changes, readers))
}

fn since_publication(arguments: &DiffArguments, day: Date) -> Result<(Built, Built), Failed> {
    let (project, audience) = (&arguments.project, arguments.audience);
    if arguments.base_as_of.is_some() {
        let words = "what was published was built for a day of its own; `--base-as-of` goes with \
                     a revision or a folder";
        return Err(Message::from(words).into());
    }
    let head = folder(project, "this folder", audience, day, None)?;
    let mut mistakes = Vec::new();
    let ledger = Ledger::read(project, &mut mistakes);
    if !mistakes.is_empty() {
        let failure = Failure::Content(mistakes);
        return Err(Failed { failure, sources: Sources::default(), whose: None });
    }
    let last = ledger.last(audience).and_then(|line| Some((line, ledger.edition(line)?)));
    let (line, snapshot) = last.ok_or_else(|| {
        message!(
            "no publication of the {} edition is in the ledger; name a revision to compare with, \
             such as `roadcast diff main`, or record one with `roadcast publish --record`",
            audience.name()
        )
    })?;
    let side = Side {
        name: format!("publication {}", line.number),
        commit: line.commit.clone(),
        published: Some(line.day),
        as_of: line.as_of,
    };
    Ok((Built { side, snapshot }, head))
}

fn of_folders(
    arguments: &DiffArguments,
    old: &str,
    new: &str,
    day: Date,
) -> Result<(Built, Built), Failed> {
    for side in [old, new] {
        if !Path::new(side).is_dir() {
            return Err(message!(
                "`{}` is no folder; to compare two revisions, write `main..feature`",
                place(side.escape_debug())
            )
            .into());
        }
    }
    let audience = arguments.audience;
    let head = folder(Path::new(new), new, audience, day, None)?;
    let base_day = arguments.base_as_of.unwrap_or(day);
    let whose = Some(message!("`{}`", place(old)));
    let base = folder(Path::new(old), old, audience, base_day, whose)?;
    Ok((base, head))
}

fn of_revisions(
    arguments: &DiffArguments,
    range: &str,
    day: Date,
) -> Result<(Built, Built), Failed> {
    let (project, audience) = (&arguments.project, arguments.audience);
    let repository = Repository::of(project).map_err(|message| {
        message.and("; two folders can be compared without git: `roadcast diff OLD NEW`")
    })?;
    let range = Range::of(range);
    let mut base = repository.commit(range.base)?;
    let head = range.head.map(|head| repository.commit(head)).transpose()?;
    let mut name = format!("{} ({})", range.base, base.short());
    if range.is_from_fork {
        let tip = head.clone().map_or_else(|| repository.commit("HEAD"), Ok)?;
        base = repository.merge_base(&base, &tip)?;
        name = format!("{}, where it began ({})", range.base, base.short());
    }
    let head = match (&head, range.head) {
        (Some(commit), Some(revision)) => {
            let name = format!("{revision} ({})", commit.short());
            let whose = Some(message!("`{}`", place(&name)));
            let checkout = check_out(&repository, commit, &name).map_err(|failure| Failed {
                failure,
                sources: Sources::default(),
                whose: whose.clone(),
            })?;
            let mut built = folder(checkout.folder(), &name, audience, day, whose)?;
            built.side.commit = Some(commit.hash().to_owned());
            built
        }
        _ => folder(project, "this folder", audience, day, None)?,
    };
    let whose = Some(message!("`{}`", place(&name)));
    let failed = |failure| Failed { failure, sources: Sources::default(), whose: whose.clone() };
    let checkout = check_out(&repository, &base, &name).map_err(failed)?;
    let base_day = arguments.base_as_of.unwrap_or(day);
    let mut built = folder(checkout.folder(), &name, audience, base_day, whose)?;
    built.side.commit = Some(base.hash().to_owned());
    Ok((built, head))
}

/// What stands between two revisions.
struct Range<'a> {
    base: &'a str,
    /// None for the folder as it is.
    head: Option<&'a str>,
    /// Whether the base is where the two parted, as with `...` in git.
    is_from_fork: bool,
}

impl Range<'_> {
    fn of(text: &str) -> Range<'_> {
        let (base, head, is_from_fork) = match (text.split_once("..."), text.split_once("..")) {
            (Some((base, head)), _) => (base, Some(head), true),
            (None, Some((base, head))) => (base, Some(head), false),
            (None, None) => (text, None, false),
        };
        // As in git, what is left out is HEAD.
        let head = head.map(|head| if head.is_empty() { "HEAD" } else { head });
        let base = if head.is_some() && base.is_empty() { "HEAD" } else { base };
        Range { base, head, is_from_fork }
    }
}

/// Builds what a folder holds.
fn folder(
    project: &Path,
    name: &str,
    audience: Audience,
    as_of: Date,
    whose: Option<Message>,
) -> Result<Built, Failed> {
    let mut sources = Sources::default();
    let request = Request {
        snapshots: Snapshots::Take,
        ledger: Publications::Known(Arc::default()),
        ..Request::of_sites(project, vec![audience], as_of)
    };
    let made = pipeline::make(&request, &mut sources, &Progress::hidden(), |mut made| {
        Ok(made.snapshots.pop().expect("one audience was asked for"))
    });
    let snapshot = made.map_err(|failure| Failed { failure, sources, whose })?;
    let side = Side { name: name.to_owned(), commit: None, published: None, as_of };
    Ok(Built { side, snapshot })
}

fn tell(report: &Report, arguments: &DiffArguments, streams: Streams) -> Exit {
    let failing = report.failing(&arguments.fail_on);
    let text = match arguments.format {
        DiffFormat::Human => human(report),
        DiffFormat::Markdown => markdown(report),
        DiffFormat::Json => json_report(report, &failing),
        DiffFormat::Github => github(report, &failing),
    };
    let told = match arguments.format {
        DiffFormat::Human => {
            anstream::print!("{text}");
            Exit::Fine
        }
        DiffFormat::Markdown | DiffFormat::Json | DiffFormat::Github => say(&text),
    };
    if report.is_masked() && arguments.format != DiffFormat::Json {
        let words = "note: ███ is text that not everybody may read; `--no-redact` shows it";
        anstream::eprintln!("{words}");
    }
    if failing.is_empty() || told != Exit::Fine {
        return told;
    }
    let names: Vec<&str> = failing.iter().map(|(kind, _)| kind.name()).collect();
    let count: usize = failing.iter().map(|(_, count)| count).sum();
    let names = names.join(", ");
    let message = message!("{} by `--fail-on`: {}", place(counted(count, "change")), place(names));
    anstream::eprintln!("error: {}", message.text(streams.stderr));
    Exit::Content
}

impl Failed {
    fn tell(self, format: DiffFormat, streams: Streams) -> Exit {
        let Failed { failure, sources, whose } = self;
        let (mut mistakes, error) = match failure {
            Failure::Content(mistakes) => (mistakes, None),
            Failure::Machine(message) => (Vec::new(), Some(message)),
        };
        diagnostic::sort(&mut mistakes, &sources);
        if format == DiffFormat::Json {
            let readers = streams.stdout;
            let report = json!({
                "version": 1,
                "ok": false,
                "error": error.as_ref().map(|error| error.text(readers)),
                "side": whose.as_ref().map(|whose| whose.text(readers)),
                "diagnostics": diagnostic::to_json(&mistakes, &sources, readers),
                "redacted": readers == Readers::Anybody,
            });
            anstream::println!("{report:#}");
            return if error.is_some() { Exit::Trouble } else { Exit::Content };
        }
        match error {
            Some(message) => trouble(&message, streams.stderr),
            None => draw(&mistakes, &sources, whose.as_ref(), streams.stderr),
        }
    }
}

fn draw(
    mistakes: &[Diagnostic],
    sources: &Sources,
    whose: Option<&Message>,
    readers: Readers,
) -> Exit {
    anstream::eprint!("{}", diagnostic::print_human(mistakes, sources, readers));
    let errors = mistakes.iter().filter(|it| it.severity == diagnostic::Severity::Error).count();
    let errors = counted(errors, "error");
    match whose {
        Some(whose) => anstream::eprintln!(
            "{errors} in {}, so nothing was compared; compare with something that builds",
            whose.text(readers)
        ),
        None => anstream::eprintln!("{errors}; nothing was compared"),
    }
    Exit::Content
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_is_read_as_git_reads_it() {
        for (text, expected) in [
            ("main", ("main", None, false)),
            ("main..feature", ("main", Some("feature"), false)),
            ("main...feature", ("main", Some("feature"), true)),
            ("main..", ("main", Some("HEAD"), false)),
            ("..feature", ("HEAD", Some("feature"), false)),
            ("v1.0", ("v1.0", None, false)),
        ] {
            let range = Range::of(text);
            assert_eq!((range.base, range.head, range.is_from_fork), expected, "{text}");
        }
    }
}
