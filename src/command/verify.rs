//! `roadcast verify`: copies of sites against what the project makes.

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::{self, Copy};
use crate::cli::{Format, VerifyArguments};
use crate::dates::parse_day;
use crate::diagnostic::{self, Readers, Sources, place};

use super::Exit;
use super::pipeline::{self, Failure, Request};
use super::progress::Progress;
use super::readers::Streams;
use super::verification::{CopyReport, Day, DayOrigin, Report};

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
        days.entry(day_of(&copy, arguments.as_of)).or_default().push((audience, copy));
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
                report.add(CopyReport::of_site(copy.folder(), day, found, made.sources, readers));
                if let Some(beside) = beside.take_if(|_| Some(*audience) == outermost) {
                    let found = audit::verify_beside(&beside, site, made.vault, made.sources);
                    let beside = beside.folder();
                    report.add(CopyReport::of_others(beside, day, found, made.sources, readers));
                }
            }
            Ok(())
        })?;
    }
    Ok(report)
}

/// The day to verify for: an old copy differs everywhere from one that is made for today.
fn day_of(copy: &Copy, wanted: Option<Date>) -> Day {
    if let Some(date) = wanted {
        return Day { date, origin: DayOrigin::Option };
    }
    match copy.day().as_deref().and_then(parse_day) {
        Some(date) => Day { date, origin: DayOrigin::Copy },
        None => Day { date: jiff::Zoned::now().date(), origin: DayOrigin::Clock },
    }
}
