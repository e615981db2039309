//! Publishes one site: makes and audits it, looks at its place, sends what differs, reads it back.

use std::time::Instant;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{self, AuditedSite, Copy, MARKER, Marker};
use crate::cli::PublishArguments;
use crate::config::{Settings, TargetSettings};
use crate::dates::day_label;
use crate::diagnostic::{self, Readers, Sources, message, place};
use crate::publish::{Plan, Target, probe};
use crate::vault::Vault;
use crate::write::Publication;

use super::super::Exit;
use super::super::ending::counted;
use super::super::pipeline::{self, Failure, Made, Request, Snapshots};
use super::super::progress::Progress;
use super::super::readers::Streams;
use super::place::Place;
use super::record;
use super::stranger::{self, Answer};
use super::work::{Files, Tense, carry_out, in_numbers, tell};

/// Publishes the site of an audience.
pub fn publish(
    arguments: &PublishArguments,
    audience: Audience,
    streams: Streams,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let begun = Instant::now();
    let day = arguments.on.unwrap_or_else(|| jiff::Zoned::now().date());
    let as_of = arguments.as_of.unwrap_or(day);
    // A ledger that is not whole, or is ahead of the day, is noticed before anything is sent.
    let ledger = record::read_ledger(&arguments.project)?;
    ledger.follows(day).map_err(Failure::Machine)?;
    let request = Request {
        snapshots: Snapshots::Take,
        ..Request::of_sites(&arguments.project, vec![audience], as_of)
    };
    let done = pipeline::make(&request, sources, &Progress::hidden(), |mut made| {
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
        self.check_marker()?;
        let plan = Plan::of(place.target(), &publication, self.marker.clone())?;
        self.refuse_open_door()?;
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
        self.check_marker()?;
        // Refused before anything is made there.
        Plan::refuse(target, &self.marker)?;
        self.refuse_open_door()?;
        let _held = place.hold()?;
        let plan = Plan::of(target, &publication, self.marker.clone())?;
        self.refuse_glass_door(target, &plan)?;
        let found = carry_out(target, &plan, &publication)?;
        let done = in_numbers(self.audience.name(), target, &plan, Tense::Was);
        anstream::eprintln!("{done}");
        self.verify(target, found, as_of, streams)
    }

    /// The marker is no page, and is searched all the same before anybody can read it.
    fn check_marker(&self) -> Result<(), Failure> {
        let files = [(MARKER.to_owned(), self.marker.bytes())].into();
        let copy = Copy::of_files(MARKER, files);
        let leaks = audit::verify(&copy, self.site, self.vault, self.sources).leaks;
        if leaks.is_empty() { Ok(()) } else { Err(Failure::Content(leaks)) }
    }

    /// What is not for clients must not be where a stranger gets an answer.
    fn refuse_open_door(&self) -> Result<(), Failure> {
        let Some(address) = self.address_to_ask()? else { return Ok(()) };
        match stranger::ask(&address).map_err(Failure::Machine)? {
            answer if answer.is_given(&address) => Err(self.open_door(&address)),
            Answer::None => {
                anstream::eprintln!("nobody answers at {address}, as seen from here");
                Ok(())
            }
            Answer::Status(..) => Ok(()),
        }
    }

    /// Where nothing is yet, nothing answers: so a few words are put there to be asked for.
    fn refuse_glass_door(&self, target: &dyn Target, plan: &Plan<'_>) -> Result<(), Failure> {
        let Some(address) = self.address_to_ask()? else { return Ok(()) };
        let seed = format!("{}{}", std::process::id(), jiff::Timestamp::now());
        let words = format!("roadcast-probe-{}", blake3::hash(seed.as_bytes()).to_hex());
        let is_open = probe(target, plan, &words, |path| {
            let answer = stranger::ask(&format!("{address}{path}")).map_err(Failure::Machine)?;
            Ok::<bool, Failure>(answer.holds(&words))
        })?;
        if is_open { Err(self.open_door(&address)) } else { Ok(()) }
    }

    /// The address that strangers must not read, if there is one.
    fn address_to_ask(&self) -> Result<Option<String>, Failure> {
        match self.audience {
            Audience::Client => return Ok(None),
            Audience::Sales | Audience::Engineering => {}
        }
        if self.target.is_some_and(|target| target.public.is_some()) {
            return Ok(None);
        }
        let name = self.audience.name();
        let address = &self.settings.edition(self.audience).base_url;
        match address {
            Some(url) => Ok(Some(url.value.clone())),
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

    fn open_door(&self, address: &str) -> Failure {
        let name = self.audience.name();
        Failure::Machine(message!(
            "`{}` answers whoever asks, and the {} site is not for strangers: let the server ask \
             for a login; if they may read it, say why under `publish.{}.public`",
            place(address),
            name,
            name
        ))
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
