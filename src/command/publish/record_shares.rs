//! `roadcast publish --record --shares`: a line in the ledger for each share that tells something
//! else than the ledger knows, and for each that has ended.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::cli::PublishArguments;
use crate::dates::day_label;
use crate::diagnostic::{Message, Sources};
use crate::ledger::{Addition, Ledger, Line, Published, Readers, Snapshot, all_readers};
use crate::share::{self, SealedShares, Secret};
use crate::vault::share::ShareState;
use crate::write;

use super::super::Exit;
use super::super::built::{built, compare_built};
use super::super::ending::say;
use super::super::pipeline::{self, Failure, Request, Snapshots};
use super::super::progress::Progress;
use super::super::shares;
use super::record::{commit_of, day_of, read_ledger, tell_commit};

/// Makes the shares again, and records them if they are what was built.
pub fn record(arguments: &PublishArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let day = day_of(arguments);
    let settings = pipeline::read_settings(project, &mut Sources::default())?;
    let named = arguments.share_secret_file.as_deref();
    let secret = shares::needed_secret(&settings, project, named).map_err(Failure::Machine)?;
    let output = project.join(&settings.output);
    let built = built(&output, share::FOLDER);
    let as_of = arguments.as_of.or(built.as_ref().map(|built| built.as_of)).unwrap_or(day);
    let made = make(project, as_of, &secret, sources)?;
    compare_built(built, &output.join(share::FOLDER), as_of, &made.manifest)?;
    add(arguments, made, (day, as_of), &secret)
}

/// Fails unless these shares can be the next publication.
pub fn refuse(ledger: &Ledger, made: &Made, day: Date) -> Result<(), Failure> {
    ledger.follows(day).map_err(Failure::Machine)?;
    knows_the_public_part(ledger, &made.client).map_err(Failure::Machine)
}

/// Adds a line for each share that tells something else than the ledger knows.
pub fn add(
    arguments: &PublishArguments,
    made: Made,
    (day, as_of): (Date, Date),
    secret: &Secret,
) -> Result<Exit, Failure> {
    let project = &arguments.project;
    let ledger = read_ledger(project)?;
    refuse(&ledger, &made, day)?;
    let changed = changed(&ledger, made.told);
    if changed.is_empty() {
        anstream::eprintln!("nothing was recorded: the ledger knows all shares as they are");
        return Ok(Exit::Fine);
    }
    let commit = commit_of(project, &made.manifest, |folder| {
        Ok(make(folder, as_of, secret, &mut Sources::default())?.manifest)
    });
    let publication = |Told { readers, words, approvers }: Told| {
        let published = Published {
            readers,
            day,
            address: arguments.address.clone().or_else(|| made.address.clone()),
            commit: commit.as_ref().ok().map(|commit| commit.hash().to_owned()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of,
            manifest: made.manifest.clone(),
            by: arguments.by.clone().or(approvers),
        };
        (words, published)
    };
    let ended = changed.iter().map(|told| told.words.is_empty()).collect::<Vec<_>>();
    let additions = write::record_publications(project, crate::config::FILE_NAME, || {
        let publications = changed.into_iter().map(publication);
        read_ledger(project)?.add_all(publications).map_err(Failure::Machine)
    })?;
    for (addition, has_ended) in additions.iter().zip(ended) {
        tell(addition.line(), has_ended);
    }
    tell_commit(commit);
    anstream::eprintln!("commit the folder `{}`", crate::ledger::FOLDER);
    let paths: BTreeSet<&str> = additions.iter().flat_map(Addition::paths).collect();
    Ok(say(&paths.iter().map(|path| format!("{path}\n")).collect::<String>()))
}

/// The shares as they are made now.
pub struct Made {
    /// Of those that are published.
    told: Vec<Told>,
    /// What stands on their pages beside it.
    client: Snapshot,
    manifest: Vec<u8>,
    /// Of the folder; no link.
    address: Option<String>,
}

/// What a share tells.
struct Told {
    readers: Readers,
    /// Beyond the client edition.
    words: Snapshot,
    /// Who approved it, as one text.
    approvers: Option<String>,
}

fn make(
    project: &Path,
    as_of: Date,
    secret: &Secret,
    sources: &mut Sources,
) -> Result<Made, Failure> {
    let request =
        Request { snapshots: Snapshots::Take, ..Request::of_shares(project, as_of, secret) };
    pipeline::make(&request, sources, &Progress::hidden(), |mut made| {
        let sealed = made.seal(secret, as_of);
        Ok(take(&mut made, &sealed))
    })
}

/// What the shares of the day tell, of a build that was asked for it.
pub fn take(made: &mut pipeline::Made<'_>, sealed: &SealedShares) -> Made {
    let mut told = Vec::new();
    for (id, words) in std::mem::take(&mut made.share_snapshots) {
        let share = made.vault.shares().find(|share| share.id() == id);
        let share = share.expect("it was made of a share of the project");
        if made.vault.state_of(share) == ShareState::Active {
            let readers = Readers::Share { share: id, account: share.account().to_owned() };
            let approvers: Vec<&str> = share.approvers().collect();
            told.push(Told { readers, words, approvers: Some(approvers.join(", ")) });
        }
    }
    Made {
        told,
        client: made.snapshots.pop().expect("the client site was asked for"),
        manifest: sealed.manifest().to_vec(),
        address: made.settings.shares.base_url.as_ref().map(|url| url.value.clone()),
    }
}

/// Fails unless the last client site in the ledger is the one that stands on the pages of shares. It
/// is kept once, by its own line.
fn knows_the_public_part(ledger: &Ledger, client: &Snapshot) -> Result<(), Message> {
    let last = ledger.last(Audience::Client).and_then(|line| ledger.edition(line));
    if last.as_ref() == Some(client) {
        return Ok(());
    }
    Err("the pages of shares hold the public roadmap too, and the ledger does not know it as it is \
         now: publish the client site, record it with `--audience client`, and then the shares"
        .into())
}

/// What the ledger does not know yet: other words, and shares that have ended.
fn changed(ledger: &Ledger, told: Vec<Told>) -> Vec<Told> {
    let known = |readers: &Readers| {
        ledger.last_for(readers).and_then(|line| ledger.edition(line)).filter(|it| !it.is_empty())
    };
    let ended = all_readers(ledger).into_iter().filter(|readers| {
        matches!(readers, Readers::Share { .. }) && told.iter().all(|it| it.readers != *readers)
    });
    let ended: Vec<Told> = ended
        .filter_map(|readers| {
            let words = known(&readers)?.withdrawn();
            Some(Told { readers, words, approvers: None })
        })
        .collect();
    let other = told.into_iter().filter(|it| known(&it.readers).as_ref() != Some(&it.words));
    ended.into_iter().chain(other).collect()
}

fn tell(line: &Line, has_ended: bool) {
    let Readers::Share { share, .. } = &line.readers else { return };
    let end = if has_ended { ", which has ended" } else { "" };
    let (number, day) = (line.number, day_label(line.day));
    anstream::eprintln!("publication {number}: the share {share}{end}, on {day}");
}
