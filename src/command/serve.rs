//! `roadcast serve`: builds, shows, and builds again whenever something changes.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use anstream::adapter::strip_str;
use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{AuditedShare, AuditedSite, Detail};
use crate::cli::ServeArguments;
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources, place};
use crate::serve::{Hosts, Outlook, Port, Preview, Server};
use crate::vault::Counterparts;
use crate::watch::{Reads, USUAL_INTERVAL, Watch};

use super::Exit;
use super::ending::{counted, trouble};
use super::pipeline::{self, Failure, KeptWork, Request, Shares};
use super::program;
use super::progress::Progress;
use super::readers::Streams;
use super::record::{self, Record};
use super::reminders;

/// The port that is tried first.
const PORT: u16 = 4400;

/// Serves until the program is ended from outside.
pub fn run(arguments: &ServeArguments, streams: Streams) -> Exit {
    match serve(arguments, streams.stderr) {
        Ok(never) => match never {},
        Err(message) => trouble(&message, streams.stderr),
    }
}

/// What never comes: the preview ends with the program.
enum Never {}

/// A build for the preview.
struct Built {
    outcome: Outcome,
    /// What the terminal says of mistakes and warnings, in color.
    said: String,
    /// What the pages say of them. Who sees the preview sees everything.
    overlay: String,
    seconds: f64,
}

enum Outcome {
    Good {
        sites: Vec<AuditedSite>,
        shares: Vec<AuditedShare>,
        pages: Vec<Counterparts>,
        outlook: Outlook,
    },
    /// There are so many mistakes.
    Mistaken(usize),
}

fn serve(arguments: &ServeArguments, readers: Readers) -> Result<Never, Message> {
    let poll = arguments.poll.map(|interval| interval.unwrap_or(USUAL_INTERVAL));
    // Watching begins before the first build, so that no change falls between them.
    let watch = Watch::new(&arguments.project, poll).map(|mut watch| {
        watch.begin(reads_ahead(arguments));
        watch
    });
    let kept = KeptWork::between_builds();
    let mut record = Record::default();
    let (mut reads, first) = build(arguments, &kept, &mut record, readers);
    let (first, mut watch) = (first?, watch.map_err(place)?);
    let port = arguments.port.map_or(Port::From(PORT), Port::Exactly);
    let hosts = Hosts::new(&arguments.allow_host);
    let server = Server::bind(arguments.host, port, hosts).map_err(place)?;
    let address = format!("http://{}/", server.address());
    let preview = Arc::new(Preview::default());
    show(first, &preview);
    let answering = Arc::clone(&preview);
    thread::spawn(move || server.run(&answering));
    greet(arguments, &address, &watch);
    loop {
        let before = watch.polls();
        watch.changed(reads);
        if before != watch.polls() {
            say_how_it_watches(&watch);
        }
        let (next, built) = build(arguments, &kept, &mut record, readers);
        reads = next;
        match built {
            Ok(built) => show(built, &preview),
            // The settings may be gone for a moment while an editor saves them.
            Err(message) => {
                anstream::eprintln!("error: {}", message.text(readers));
                preview.report(&format!("error: {}\n", message.in_full()));
            }
        }
    }
}

/// What the first build is going to read, pictures in texts apart.
fn reads_ahead(arguments: &ServeArguments) -> Reads {
    let settings = pipeline::read_settings(&arguments.project, &mut Sources::default());
    let reads = settings.map_or_else(|_| Reads::default(), |settings| Reads::of(&settings));
    reads.with_files([record::file_of(day(arguments))].into())
}

/// The day to build for.
fn day(arguments: &ServeArguments) -> Date {
    arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
}

fn say_how_it_watches(watch: &Watch) {
    if let Some(interval) = watch.polls() {
        let seconds = interval.as_secs_f64();
        anstream::eprintln!("the files are looked at every {seconds} s, to see what has changed");
    }
}

fn greet(arguments: &ServeArguments, address: &str, watch: &Watch) {
    if !arguments.host.is_loopback() {
        anstream::eprintln!(
            "warning: whoever can reach {} can read all three sites, also what is for engineering \
             alone",
            arguments.host
        );
    }
    say_how_it_watches(watch);
    anstream::println!("{address}");
    anstream::eprintln!("the three sites are shown side by side; end with Ctrl-C");
    if arguments.open
        && let Err(error) = program::open(address)
    {
        anstream::eprintln!("the browser cannot be opened ({error}); open the address yourself");
    }
}

/// Builds all sites, in memory. What stayed the same is not made again. Also says what it read.
///
/// The build itself fails if the project cannot be read at all.
fn build(
    arguments: &ServeArguments,
    kept: &KeptWork,
    record: &mut Record,
    readers: Readers,
) -> (Reads, Result<Built, Message>) {
    let begun = Instant::now();
    let mut sources = kept.sources();
    record.look_again(&arguments.project);
    let request = Request {
        project: &arguments.project,
        audiences: Audience::ALL.to_vec(),
        as_of: day(arguments),
        kept: kept.clone(),
        shares: Shares::Checked,
        detail: Detail::Short,
        snapshots: record.wanted(),
        ledger: record.known(),
    };
    let progress = Progress::hidden();
    let input = pipeline::read(&request, &mut sources, &progress);
    let reads = input.as_ref().map(|input| Reads::of(&input.settings)).ok();
    let made = input.and_then(|input| {
        pipeline::make_of(input, &request, &sources, &progress, |made| {
            let pages = made.vault.counterparts();
            let outlook = record.outlook(&made.snapshots, request.as_of);
            Ok((
                Outcome::Good { sites: made.sites, shares: made.shares, pages, outlook },
                made.warnings,
            ))
        })
    });
    let more = || kept.pictures().into_iter().chain([record::file_of(request.as_of)]).collect();
    let reads = reads.map(|reads| reads.with_files(more())).unwrap_or_default();
    let (outcome, mut found) = match made {
        Ok(made) => made,
        Err(Failure::Content(mistakes)) => (Outcome::Mistaken(mistakes.len()), mistakes),
        Err(Failure::Machine(message)) => return (reads, Err(message)),
    };
    diagnostic::sort(&mut found, &sources);
    let said = draw(&found, &sources, readers);
    let overlay = strip_str(&draw(&found, &sources, Readers::Authors)).to_string();
    (reads, Ok(Built { outcome, said, overlay, seconds: begun.elapsed().as_secs_f64() }))
}

fn draw(found: &[Diagnostic], sources: &Sources, readers: Readers) -> String {
    let (shown, more) = reminders::digest(found, 0);
    diagnostic::print_human(&shown, sources, readers) + &reminders::in_one_line(&more)
}

/// Shows a build in the terminal and in the open pages.
fn show(built: Built, preview: &Preview) {
    let Built { outcome, said, overlay, seconds } = built;
    anstream::eprint!("{said}");
    match outcome {
        Outcome::Good { sites, shares, pages, outlook } => {
            let files: usize = sites.iter().map(|site| site.files().len()).sum();
            anstream::eprintln!("built {files} files in {seconds:.2} s");
            preview.publish(sites, shares, &pages, &outlook);
        }
        Outcome::Mistaken(count) => {
            let last = format!("{}; the last good sites stay up\n", counted(count, "error"));
            anstream::eprint!("{last}");
            preview.report(&format!("{overlay}{last}"));
        }
    }
}
