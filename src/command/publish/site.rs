//! Publishes one site: makes and audits it, looks at its place, sends what differs, reads it back.

use std::time::Instant;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{self, AuditedSite, Copy, Marker};
use crate::cli::PublishArguments;
use crate::config::{Settings, TargetSettings};
use crate::dates::day_label;
use crate::diagnostic::{self, Readers, Sources, message, place};
use crate::publish::{Files, Plan, Target};
use crate::vault::Vault;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::counted;
use super::super::pipeline::{self, Failure, Made, Request, Snapshots};
use super::super::progress::Progress;
use super::super::readers::Streams;
use super::door::Door;
use super::place::Place;
use super::record;
use super::work::{Tense, carry_out, check_marker, in_numbers, new_run, tell};

/// Publishes the site of an audience.
pub fn publish(
    arguments: &PublishArguments,
    audience: Audience,
    streams: Streams,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let begun = Instant::now();
    let day = record::day_of(arguments);
    let as_of = arguments.as_of.unwrap_or(day);
    // A ledger that is not whole, or is ahead of the day, is noticed before anything is sent.
    let ledger = record::read_ledger(&arguments.project)?;
    ledger.follows(day).map_err(Failure::Machine)?;
    let request = Request {
        snapshots: Snapshots::Take,
        ..Request::of_sites(&arguments.project, vec![audience], as_of)
    };
    let progress = Progress::at_a_terminal();
    let done = pipeline::make(&request, sources, &progress, |mut made| {
        progress.finish();
        let snapshot = made.snapshots.pop().expect("one audience was asked for");
        let job = Job::new(arguments, audience, &made);
        if arguments.dry_run {
            return job.rehearse(streams).map(Err);
        }
        job.run(as_of, streams)?;
        let base_url = made.settings.edition(audience).base_url.as_ref();
        let address = base_url.map(|url| url.value.clone());
        let manifest = job.site.manifest().to_vec();
        Ok(Ok(record::Made { snapshot, manifest, address }))
    })?;
    match done {
        Ok(made) => {
            let exit = record::add(arguments, made, day, as_of)?;
            anstream::eprintln!("published in {:.2} s", begun.elapsed().as_secs_f64());
            Ok(exit)
        }
        Err(exit) => Ok(exit),
    }
}

/// One site on its way to its place.
struct Job<'a> {
    arguments: &'a PublishArguments,
    audience: Audience,
    settings: &'a Settings,
    target: Option<&'a TargetSettings>,
    site: &'a AuditedSite,
    vault: &'a Vault<'a>,
    sources: &'a Sources,
    marker: Marker,
}

impl<'a> Job<'a> {
    fn new(arguments: &'a PublishArguments, audience: Audience, made: &'a Made<'a>) -> Job<'a> {
        let site = made.sites.first().expect("one audience was asked for");
        let project = made.settings.publish.project.as_ref();
        let project = project.map_or(made.settings.product.as_str(), |name| &name.value);
        let paths = site.files().iter().map(|file| file.path.as_str());
        Job {
            arguments,
            audience,
            settings: made.settings,
            target: made.settings.publish.target(audience),
            site,
            vault: made.vault,
            sources: made.sources,
            marker: Marker::new(project, Some(audience), paths),
        }
    }

    fn place(&self) -> Result<Place, Failure> {
        let Job { arguments, settings, .. } = self;
        let named = arguments.to.as_deref();
        Place::find(&arguments.project, settings, self.audience.name(), named, self.target)
    }

    /// Says what would be done.
    fn rehearse(&self, streams: Streams) -> Result<Exit, Failure> {
        let place = self.place()?;
        let publication = Publication::of(self.site);
        check_marker(&self.marker, self.site, self.vault, self.sources)?;
        let plan = Plan::of(place.target(), &publication, self.marker.clone())?;
        if let Some(door) = self.door()? {
            door.refuse_if_it_answers()?;
        }
        let readers = match self.audience {
            Audience::Client => Readers::Authors,
            Audience::Sales | Audience::Engineering => streams.stdout,
        };
        Ok(tell(self.audience.name(), place.target(), &plan, readers))
    }

    /// Sends what differs, and looks at what is there then.
    fn run(&self, as_of: Date, streams: Streams) -> Result<(), Failure> {
        let place = self.place()?;
        let target = place.target();
        let publication = Publication::of(self.site);
        check_marker(&self.marker, self.site, self.vault, self.sources)?;
        // Refused before anything is made there.
        Plan::refuse(target, &self.marker)?;
        let door = self.door()?;
        if let Some(door) = &door {
            door.refuse_if_it_answers()?;
        }
        let (run, _held) = (new_run(), place.hold()?);
        let plan = Plan::of(target, &publication, self.marker.clone())?;
        if let Some(door) = &door {
            door.refuse_if_it_hands_out(target, &plan, &run)?;
        }
        let (plan, found) = carry_out(target, plan, &publication, &run)?;
        let done = in_numbers(self.audience.name(), target, &plan, Tense::Was);
        anstream::eprintln!("{done}");
        self.verify(target, found, as_of, streams)
    }

    /// The door that must be shut, if this site is not for strangers.
    fn door(&self) -> Result<Option<Door>, Failure> {
        match self.audience {
            Audience::Client => return Ok(None),
            Audience::Sales | Audience::Engineering => {}
        }
        // The reason is one for the place in the settings, and for no other.
        let is_place_of_settings = self.arguments.to.is_none();
        if is_place_of_settings && self.target.is_some_and(|target| target.public.is_some()) {
            return Ok(None);
        }
        let name = self.audience.name();
        let what = message!("the {} site is", name);
        let advice = message!("; if they may read it, say why under `publish.{}.public`", name);
        let address = &self.settings.edition(self.audience).base_url;
        match address {
            Some(url) => Ok(Some(Door::at(&url.value, what, advice))),
            None => Err(Failure::Machine(message!(
                "nobody can tell whether strangers can read the {} site: name its address as \
                 `editions.{}.base_url`, so that it can be asked, or say under \
                 `publish.{}.public` why they may, or cannot",
                name,
                name,
                name
            ))),
        }
    }

    fn verify(
        &self,
        target: &dyn Target,
        found: Files,
        as_of: Date,
        streams: Streams,
    ) -> Result<(), Failure> {
        let copy = Copy::of_files(&target.name(), found);
        let mut verified = audit::verify(&copy, self.site, self.vault, self.sources);
        if !verified.leaks.is_empty() {
            diagnostic::sort(&mut verified.leaks, self.sources);
            let drawn = diagnostic::print_human(&verified.leaks, self.sources, streams.stderr);
            anstream::eprint!("{drawn}");
            let message = message!("something withheld is in `{}`", place(target.name()));
            return Err(Failure::Machine(message));
        }
        if let Some(first) = verified.differences.first() {
            let path = first.path.clone();
            let name = place(target.name());
            return Err(Failure::Machine(message!("`{}` in `{}` is not as built", path, name)));
        }
        let files = counted(verified.files, "file");
        let strings = counted(verified.strings, "withheld string");
        let day = day_label(as_of);
        anstream::eprintln!("read back: {files}, all as built for {day}; {strings} looked for");
        Ok(())
    }
}
