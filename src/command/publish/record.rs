//! The line of the ledger: for what was sent just now, and, by `--record`, for what somebody has put
//! on the web.

use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::cli::PublishArguments;
use crate::dates::day_label;
use crate::diagnostic::{Message, Sources, message, place};
use crate::ledger::{Addition, Ledger, Published, Readers, Snapshot, compare};
use crate::write::{self, WriteError};

use super::super::Exit;
use super::super::built::{built, compare_built};
use super::super::changes::counts;
use super::super::ending::say;
use super::super::git::{Commit, Repository};
use super::super::pipeline::{self, Failure, Request, Snapshots};
use super::super::progress::Progress;
use super::super::revision::check_out;

/// A site as it is made now.
pub struct Made {
    /// What its readers can read.
    pub snapshot: Snapshot,
    /// Every file with its hash.
    pub manifest: Vec<u8>,
    /// Where it will be.
    pub address: Option<String>,
}

/// The day of the publication.
pub fn day_of(arguments: &PublishArguments) -> Date {
    arguments.on.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// Makes the site again, and records it if it is what was built.
pub fn record(
    arguments: &PublishArguments,
    audience: Audience,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let day = day_of(arguments);
    let settings = pipeline::read_settings(project, &mut Sources::default())?;
    let output = project.join(&settings.output);
    let built = built(&output, audience.name());
    let as_of = arguments.as_of.or(built.as_ref().map(|built| built.as_of)).unwrap_or(day);
    let mut made = make(project, audience, as_of, sources)?;
    compare_built(built, &output.join(audience.name()), as_of, &made.manifest)?;
    made.address = arguments.address.clone().or(made.address);
    add(arguments, made, day, as_of)
}

/// Adds a line for a site that is where it belongs, and says so.
pub fn add(
    arguments: &PublishArguments,
    made: Made,
    day: Date,
    as_of: Date,
) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let audience = made.snapshot.audience();
    let commit = commit_of(project, &made.manifest, |folder| {
        Ok(make(folder, audience, as_of, &mut Sources::default())?.manifest)
    });
    let published = Published {
        readers: Readers::Audience(audience),
        day,
        address: made.address,
        commit: commit.as_ref().ok().map(|commit| commit.hash().to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of,
        manifest: made.manifest,
        by: arguments.by.clone(),
    };
    let mut since = None;
    let additions = write::record_publications(project, crate::config::FILE_NAME, || {
        let ledger = read_ledger(project)?;
        since = since_last(&ledger, &made.snapshot, as_of);
        ledger.add_all([(made.snapshot, published)]).map_err(Failure::Machine)
    })?;
    let addition = additions.first().expect("one publication was added");
    Ok(report(addition, audience, commit, since))
}

/// The ledger, whole.
pub fn read_ledger(project: &Path) -> Result<Ledger, Failure> {
    let mut mistakes = Vec::new();
    let ledger = Ledger::read(project, &mut mistakes);
    if mistakes.is_empty() { Ok(ledger) } else { Err(Failure::Content(mistakes)) }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        Failure::Machine(place(error))
    }
}

fn make(
    project: &Path,
    audience: Audience,
    as_of: Date,
    sources: &mut Sources,
) -> Result<Made, Failure> {
    let request =
        Request { snapshots: Snapshots::Take, ..Request::of_sites(project, vec![audience], as_of) };
    pipeline::make(&request, sources, &Progress::hidden(), |mut made| {
        let base_url = made.settings.edition(audience).base_url.as_ref();
        Ok(Made {
            snapshot: made.snapshots.pop().expect("one audience was asked for"),
            manifest: made.sites.first().expect("one audience was asked for").manifest().to_vec(),
            address: base_url.map(|url| url.value.clone()),
        })
    })
}

/// The commit that makes what has this manifest; or why none can be named.
pub fn commit_of(
    project: &Path,
    manifest: &[u8],
    make: impl FnOnce(&Path) -> Result<Vec<u8>, Failure>,
) -> Result<Commit, Message> {
    let repository = Repository::of(project)?;
    let commit = repository.commit("HEAD")?;
    let other = || message!("{} makes something else", place(commit.short()));
    let made = check_out(&repository, &commit, "HEAD").and_then(|checkout| make(checkout.folder()));
    match made {
        Ok(made) if made == manifest => Ok(commit),
        Ok(_) | Err(Failure::Content(_)) => Err(other()),
        Err(Failure::Machine(message)) => Err(message),
    }
}

/// What changed since the publication before.
fn since_last(ledger: &Ledger, snapshot: &Snapshot, as_of: Date) -> Option<(u64, String)> {
    let last = ledger.last(snapshot.audience())?;
    let changes = compare(&ledger.edition(last)?, snapshot, as_of);
    let words = if changes.is_empty() { "nothing".to_owned() } else { counts(&changes) };
    Some((last.number, words))
}

fn report(
    addition: &Addition,
    audience: Audience,
    commit: Result<Commit, Message>,
    since: Option<(u64, String)>,
) -> Exit {
    let line = addition.line();
    let (number, day) = (line.number, day_label(line.day));
    anstream::eprintln!("publication {number}: the {audience} site, on {day}");
    tell_commit(commit);
    if let Some((number, changes)) = since {
        anstream::eprintln!("changed for its readers since publication {number}: {changes}");
    }
    anstream::eprintln!("commit the folder `{}`", crate::ledger::FOLDER);
    say(&addition.paths().map(|path| format!("{path}\n")).collect::<String>())
}

pub fn tell_commit(commit: Result<Commit, Message>) {
    match commit {
        Ok(commit) => anstream::eprintln!("made by commit {}", commit.short()),
        Err(why) => {
            let why = why.text(crate::diagnostic::Readers::Anybody);
            anstream::eprintln!("no commit is named: {why}");
        }
    }
}
