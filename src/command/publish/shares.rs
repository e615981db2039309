//! Publishes the pages of all shares of the day; those that have ended or were revoked are gone then.

use std::time::Instant;

use crate::audit::Marker;
use crate::cli::PublishArguments;
use crate::config::{Settings, ShareMode};
use crate::diagnostic::Sources;
use crate::publish::Plan;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::counted;
use super::super::pipeline::{self, Failure, Made, Request, Snapshots};
use super::super::progress::Progress;
use super::super::readers::Streams;
use super::super::shares;
use super::door::Door;
use super::gone::Gone;
use super::place::Place;
use super::work::{Tense, carry_out, check_marker, in_numbers, new_run, tell};
use super::{record, record_shares};

const SHARES: &str = "shares";

/// Makes, audits and seals the shares, and sends what differs.
pub fn publish(
    arguments: &PublishArguments,
    streams: Streams,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let begun = Instant::now();
    let project = &arguments.project;
    let settings = pipeline::read_settings(project, &mut Sources::default())?;
    let named = arguments.share_secret_file.as_deref();
    let secret = shares::needed_secret(&settings, project, named).map_err(Failure::Machine)?;
    let day = record::day_of(arguments);
    let as_of = arguments.as_of.unwrap_or(day);
    let request =
        Request { snapshots: Snapshots::Take, ..Request::of_shares(project, as_of, &secret) };
    let progress = Progress::at_a_terminal();
    let done = pipeline::make(&request, sources, &progress, |mut made| {
        progress.finish();
        let sealed = made.seal(&secret, as_of);
        let told = record_shares::take(&mut made, &sealed);
        record_shares::refuse(&record::read_ledger(project)?, &told, day)?;
        let publication = Publication::of_shares(&sealed);
        match send(arguments, streams, &made, &publication)? {
            Done::Told(exit) => Ok(Err(exit)),
            Done::Sent(plan) => {
                anstream::eprintln!(
                    "read back: {}, all as sealed",
                    counted(sealed.pages(), "page")
                );
                // The address is that of the place in the settings, and of no other.
                let is_place_of_settings = arguments.to.is_none();
                let gone = is_place_of_settings.then(|| Gone::of(&made, &secret, as_of, &plan));
                Ok(Ok((told, gone.flatten())))
            }
        }
    })?;
    let (told, gone) = match done {
        Ok(done) => done,
        Err(exit) => return Ok(exit),
    };
    let exit = record_shares::add(arguments, told, (day, as_of), &secret)?;
    if let Some(gone) = gone {
        gone.refuse_if_answered()?;
    }
    anstream::eprintln!("published in {:.2} s", begun.elapsed().as_secs_f64());
    Ok(exit)
}

/// What was done.
enum Done<'a> {
    /// It was only said what would be.
    Told(Exit),
    /// It was carried out.
    Sent(Plan<'a>),
}

fn send<'a>(
    arguments: &PublishArguments,
    streams: Streams,
    made: &Made<'_>,
    publication: &'a Publication<'_>,
) -> Result<Done<'a>, Failure> {
    let settings = made.settings;
    let name = settings.publish.project.as_ref().map(|name| name.value.as_str());
    let name = name.unwrap_or(&settings.product);
    let door = door(settings)?;
    let files = publication.files().map_err(crate::publish::PublishError::from)?;
    let marker = Marker::new(name, None, files.iter().map(|(path, _)| *path));
    // What is withheld from clients is withheld from whoever reads a marker.
    let client = made.sites.first().expect("the client site was asked for");
    check_marker(&marker, client, made.vault, made.sources)?;
    let target = settings.publish.shares.as_ref();
    let named = arguments.to.as_deref();
    let place = Place::find(&arguments.project, settings, SHARES, named, target)?;
    let target = place.target();
    if arguments.dry_run {
        let plan = Plan::of(target, publication, marker)?;
        return Ok(Done::Told(tell(SHARES, target, &plan, streams.stdout)));
    }
    Plan::refuse(target, &marker)?;
    let (run, _held) = (new_run(), place.hold()?);
    let plan = Plan::of(target, publication, marker)?;
    if let Some(door) = door {
        door.refuse_if_it_hands_out(target, &plan, &run)?;
    }
    // A page that was revoked must not be there any more: what is read back is what was sent, and
    // nothing else.
    let (plan, _) = carry_out(target, plan, publication, &run)?;
    anstream::eprintln!("{}", in_numbers(SHARES, target, &plan, Tense::Was));
    Ok(Done::Sent(plan))
}

/// What is not encrypted must not be where strangers get in.
fn door(settings: &Settings) -> Result<Option<Door>, Failure> {
    let refuse = |message: &'static str| Err(Failure::Machine(message.into()));
    match (settings.shares.mode, &settings.shares.base_url) {
        (ShareMode::Encrypted, _) => Ok(None),
        (ShareMode::Plain, Some(url)) => {
            let what = "pages of shares that are not encrypted are".into();
            Ok(Some(Door::at(&url.value, what, ", or use `mode: encrypted`".into())))
        }
        (ShareMode::Plain, None) => refuse(
            "nobody can tell whether strangers can read pages of shares that are not encrypted: \
             name their address as `shares.base_url`, or use `mode: encrypted`",
        ),
        (ShareMode::File, _) => refuse(
            "with `mode: file`, pages of shares are files to be attached, and are not published: \
             `roadcast build` makes them",
        ),
    }
}
