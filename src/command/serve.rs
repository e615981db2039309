//! `roadcast serve`: builds, shows, and builds again whenever something changes.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use anstream::adapter::strip_str;

use crate::audience::Audience;
use crate::audit::{self, AuditedSite};
use crate::cli::ServeArguments;
use crate::diagnostic::{self, Diagnostic, Sources};
use crate::serve::{Port, Preview, Server};
use crate::vault::Counterparts;
use crate::watch::Watch;

use super::Exit;
use super::ending::{counted, trouble};
use super::pipeline::{self, Failure, KeptWork, Request};
use super::progress::Progress;
use super::reminders;

/// The port that is tried first.
const PORT: u16 = 4400;

/// Serves until the program is ended from outside.
pub fn run(arguments: &ServeArguments) -> Exit {
    match serve(arguments) {
        Ok(never) => match never {},
        Err(message) => trouble(message),
    }
}

/// What never comes: the preview ends with the program.
enum Never {}

/// A build for the preview.
struct Built {
    outcome: Outcome,
    /// What the terminal says of mistakes and warnings, in color.
    said: String,
    seconds: f64,
}

enum Outcome {
    Good {
        sites: Vec<AuditedSite>,
        pages: Vec<Counterparts>,
        output: String,
    },
    /// There are so many mistakes.
    Mistaken(usize),
}

fn serve(arguments: &ServeArguments) -> Result<Never, String> {
    // Watching begins before the first build, so that no change falls between them.
    let watch = Watch::new(&arguments.project);
    let kept = KeptWork::between_builds();
    let first = build(arguments, &kept)?;
    let mut watch = watch?;
    let port = arguments.port.map_or(Port::From(PORT), Port::Exactly);
    let server = Server::bind(arguments.host, port)?;
    let address = format!("http://{}/", server.address());
    let preview = Arc::new(Preview::default());
    show(first, &preview, &mut watch);
    let answering = Arc::clone(&preview);
    thread::spawn(move || server.run(&answering));
    greet(arguments, &address, &watch);
    loop {
        watch.changed()?;
        match build(arguments, &kept) {
            Ok(built) => show(built, &preview, &mut watch),
            // The settings may be gone for a moment while an editor saves them.
            Err(message) => {
                let said = format!("error: {message}\n");
                anstream::eprint!("{said}");
                preview.report(&said);
            }
        }
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
    if watch.is_polling() {
        anstream::eprintln!("this system cannot tell of changes, so the files are looked at often");
    }
    anstream::println!("{address}");
    anstream::eprintln!("the three sites are shown side by side; end with Ctrl-C");
    if arguments.open
        && let Err(error) = open::that_detached(address)
    {
        anstream::eprintln!("the browser cannot be opened ({error}); open the address yourself");
    }
}

/// Builds all sites, in memory. What stayed the same is not made again.
///
/// # Errors
/// The project cannot be read at all.
fn build(arguments: &ServeArguments, kept: &KeptWork) -> Result<Built, String> {
    let begun = Instant::now();
    let mut sources = kept.sources();
    let request = Request {
        project: &arguments.project,
        audiences: Audience::ALL.to_vec(),
        as_of: arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        kept: kept.clone(),
        most_leaks: audit::MAX_REPORTED,
    };
    let made = pipeline::make(&request, &mut sources, &Progress::hidden(), |made| {
        let (pages, output) = (made.vault.counterparts(), made.settings.output.clone());
        Ok((Outcome::Good { sites: made.sites, pages, output }, made.warnings))
    });
    let (outcome, mut found) = match made {
        Ok(made) => made,
        Err(Failure::Content(mistakes)) => (Outcome::Mistaken(mistakes.len()), mistakes),
        Err(Failure::Machine(message)) => return Err(message),
    };
    let said = draw(&mut found, &sources);
    Ok(Built { outcome, said, seconds: begun.elapsed().as_secs_f64() })
}

fn draw(found: &mut Vec<Diagnostic>, sources: &Sources) -> String {
    diagnostic::sort(found, sources);
    let (shown, more) = reminders::digest(found, 0);
    diagnostic::print_human(&shown, sources) + &reminders::in_one_line(&more)
}

/// Shows a build in the terminal and in the open pages.
fn show(built: Built, preview: &Preview, watch: &mut Watch) {
    let Built { outcome, said, seconds } = built;
    anstream::eprint!("{said}");
    match outcome {
        Outcome::Good { sites, pages, output } => {
            let files: usize = sites.iter().map(|site| site.files().len()).sum();
            anstream::eprintln!("built {files} files in {seconds:.2} s");
            watch.set_output(&output);
            preview.publish(sites, &pages);
        }
        Outcome::Mistaken(count) => {
            let last = format!("{}; the last good sites stay up\n", counted(count, "error"));
            anstream::eprint!("{last}");
            preview.report(&format!("{}{last}", strip_str(&said)));
        }
    }
}
