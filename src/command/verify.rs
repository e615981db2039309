//! `roadcast verify`: copies of sites and shares against what the project makes.

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{self, Copy};
use crate::cli::{Format, VerifyArguments};
use crate::dates::parse_day;
use crate::diagnostic::{self, Readers, Sources, message, place};
use crate::share;

use super::Exit;
use super::built::built;
use super::pipeline::{self, Failure, Request};
use super::progress::Progress;
use super::readers::Streams;
use super::shares;
use super::verification::{CopyReport, Day, DayOrigin, Report, What};

/// Makes the sites anew, compares, searches and reports.
pub fn run(arguments: &VerifyArguments, streams: Streams) -> Exit {
    let begun = Instant::now();
    let readers = match arguments.format {
        Format::Human => streams.stderr,
        Format::Json => streams.stdout,
    };
    let mut sources = Sources::default();
    let mut report = match verify(arguments, &mut sources, readers) {
        Ok(report) => report,
        Err(Failure::Content(mistakes)) => Report::failed(mistakes),
        Err(Failure::Machine(message)) => Report::trouble(message),
    };
    diagnostic::sort(&mut report.mistakes, &sources);
    report.seconds = begun.elapsed().as_secs_f64();
    report.print(arguments.format, &sources, readers)
}

fn verify(
    arguments: &VerifyArguments,
    sources: &mut Sources,
    readers: Readers,
) -> Result<Report, Failure> {
    let mut report = Report::default();
    let found = audit::find_copies(&arguments.copy, arguments.audience)
        .map_err(|fault| Failure::Machine(place(fault)))?;
    let mut days: BTreeMap<Day, Vec<(Audience, Copy)>> = BTreeMap::new();
    for (audience, copy) in found.sites {
        let told = copy.day().as_deref().and_then(parse_day);
        days.entry(day(told, arguments.as_of)).or_default().push((audience, copy));
    }
    // What lies beside the sites is searched for what the outermost of their readers must not see.
    let mut beside = found.beside;
    let outermost = days.values().flatten().map(|(audience, _)| *audience).max();
    for (day, copies) in days {
        *sources = Sources::default();
        let audiences = copies.iter().map(|(audience, _)| *audience).collect();
        let request = Request::of_sites(&arguments.project, audiences, day.date);
        pipeline::make(&request, sources, &Progress::hidden(), |made| {
            for ((audience, copy), site) in copies.iter().zip(&made.sites) {
                let found = audit::verify(copy, site, made.vault, made.sources);
                let folder = copy.folder();
                report.add(CopyReport::of(What::Site, folder, (day, found), made.sources, readers));
                if let Some(beside) = beside.take_if(|_| Some(*audience) == outermost) {
                    let found = audit::verify_beside(&beside, site, made.vault, made.sources);
                    let (what, found) = (What::Beside, (day, found));
                    let folder = beside.folder();
                    report.add(CopyReport::of(what, folder, found, made.sources, readers));
                }
            }
            Ok(())
        })?;
    }
    if let Some(shares) = found.shares {
        report.add(verify_shares(arguments, &shares, sources, readers)?);
    }
    Ok(report)
}

/// Seals the shares anew, and compares.
fn verify_shares(
    arguments: &VerifyArguments,
    copy: &Copy,
    sources: &mut Sources,
    readers: Readers,
) -> Result<CopyReport, Failure> {
    *sources = Sources::default();
    let project = arguments.project.as_path();
    let settings = pipeline::read_settings(project, &mut Sources::default())?;
    let named = arguments.share_secret_file.as_deref();
    let secret = shares::secret(&settings, project, named).map_err(Failure::Machine)?;
    let secret = secret.ok_or_else(|| {
        Failure::Machine(message!(
            "`{}` cannot be verified, because the secret is not known: set `{}`, or name its file \
             with `--share-secret-file`; or verify each site by its own folder",
            place(copy.folder().display()),
            shares::VARIABLE
        ))
    })?;
    let beside = copy.folder().parent().and_then(|output| built(output, share::FOLDER));
    let day = day(beside.map(|built| built.as_of), arguments.as_of);
    let request = Request::of_shares(project, day.date, &secret);
    pipeline::make(&request, sources, &Progress::hidden(), |made| {
        let sealed = made.seal(&secret, day.date);
        let files = sealed.files().iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        let client = made.sites.first().expect("the client site was asked for");
        let found = audit::verify_shares(copy, files, client, made.vault, made.sources);
        Ok(CopyReport::of(What::Shares, copy.folder(), (day, found), made.sources, readers))
    })
}

/// The day to verify for: an old copy differs everywhere from one that is made for today.
fn day(told: Option<Date>, wanted: Option<Date>) -> Day {
    if let Some(date) = wanted {
        return Day { date, origin: DayOrigin::Option };
    }
    match told {
        Some(date) => Day { date, origin: DayOrigin::Copy },
        None => Day { date: jiff::Zoned::now().date(), origin: DayOrigin::Clock },
    }
}
