//! What `roadcast verify` says: to people on stderr, to programs on stdout.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::audit::{Difference, Verification};
use crate::cli::Format;
use crate::diagnostic::{self, Diagnostic, Message, Readers, Sources};

use super::Exit;
use super::ending::counted;

/// Differences of one copy that are printed for people; more are counted.
const MAX_ROWS: usize = 200;

/// The widest column of paths. Longer ones push the rest of their row aside.
const MAX_PATH: usize = 40;

/// How wide the table is. What does not fit goes to a line of its own.
const MAX_COLUMNS: usize = 100;

/// Before a part of a row that did not fit: as wide as the first column, and a little.
const CONTINUED: &str = "               ";

/// The day a copy is verified for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Who said so.
    pub origin: DayOrigin,
}

/// Who said for which day a copy was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOrigin {
    /// The command line.
    Option,
    /// The copy.
    Copy,
    /// Nobody, so it is today.
    Clock,
}

/// The outcome of a verification.
#[derive(Default)]
pub struct Report {
    /// Why the project could not be built.
    pub mistakes: Vec<Diagnostic>,
    /// What failed beside the content.
    trouble: Option<Message>,
    /// How long it took.
    pub seconds: f64,
    copies: Vec<CopyReport>,
}

/// What was found out about one copy.
pub struct CopyReport {
    folder: String,
    day: Day,
    found: Verification,
    /// The leaks for people and for programs; the texts they point into are gone later.
    leaks: (String, Value),
    what: What,
}

/// Of what a folder should be a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Of a site.
    Site,
    /// Of the shares.
    Shares,
    /// Of nothing: it lies beside the others.
    Beside,
}

impl DayOrigin {
    fn name(self) -> &'static str {
        match self {
            DayOrigin::Option => "option",
            DayOrigin::Copy => "copy",
            DayOrigin::Clock => "clock",
        }
    }

    fn words(self) -> &'static str {
        match self {
            DayOrigin::Option => "",
            DayOrigin::Copy => " (the day it names)",
            DayOrigin::Clock => " (today: it names no day; is it another? use `--as-of`)",
        }
    }
}

impl CopyReport {
    /// The report of a copy.
    pub fn of(
        what: What,
        folder: &Path,
        (day, mut found): (Day, Verification),
        sources: &Sources,
        readers: Readers,
    ) -> CopyReport {
        diagnostic::sort(&mut found.leaks, sources);
        let leaks = (
            diagnostic::print_human(&found.leaks, sources, readers),
            diagnostic::to_json(&found.leaks, sources, readers),
        );
        let folder = folder.display().to_string();
        CopyReport { folder, day, found, leaks, what }
    }

    fn is_fine(&self) -> bool {
        self.found.differences.is_empty() && self.found.leaks.is_empty()
    }

    fn to_human(&self, readers: Readers) -> String {
        let Verification { audience, files, bytes, strings, differences, .. } = &self.found;
        let day = format!("{}{}", self.day.date, self.day.origin.words());
        if self.is_fine() && self.what == What::Shares {
            return format!("shares: {files} files, {bytes} bytes, all as built for {day}\n");
        }
        if self.is_fine() {
            let searched = match strings {
                0 => "nothing is withheld".to_owned(),
                1 => "1 withheld string looked for".to_owned(),
                strings => format!("{strings} withheld strings looked for"),
            };
            return format!(
                "{audience}: {files} files, {bytes} bytes, all as built for {day}; {searched}\n"
            );
        }
        let count = differences.len();
        let (noun, verb) = if count == 1 { ("file", "is") } else { ("files", "are") };
        let mut out = match self.what {
            What::Site => format!("{audience}: {count} {noun} {verb} not as built for {day}\n\n"),
            What::Shares => format!("shares: {count} {noun} {verb} not as built for {day}\n\n"),
            What::Beside => format!("{count} {noun} beside the sites {verb} not from a build\n\n"),
        };
        out.push_str(&table(differences, readers));
        out.push('\n');
        out.push_str(&self.leaks.0);
        out
    }

    fn to_json(&self, readers: Readers) -> Value {
        let found = &self.found;
        let differences = found.differences.iter();
        let differences: Vec<_> =
            differences.map(|difference| difference_to_json(difference, readers)).collect();
        json!({
            "ok": self.is_fine(),
            "folder": self.folder,
            "audience": (self.what == What::Site).then_some(found.audience.name()),
            "shares": self.what == What::Shares,
            "as_of": self.day.date.to_string(),
            "as_of_from": self.day.origin.name(),
            "files": found.files,
            "bytes": found.bytes,
            "scanned_for": found.strings,
            "differences": differences,
            "leaks": self.leaks.1,
        })
    }
}

impl Report {
    /// The project has mistakes or leaks.
    pub fn failed(mistakes: Vec<Diagnostic>) -> Report {
        Report { mistakes, ..Report::default() }
    }

    /// The command was misused, or the machine failed.
    pub fn trouble(message: Message) -> Report {
        Report { trouble: Some(message), ..Report::default() }
    }

    /// Adds the report of a copy.
    pub fn add(&mut self, copy: CopyReport) {
        self.copies.push(copy);
    }

    /// Prints and says how it ended.
    pub fn print(&mut self, format: Format, sources: &Sources, readers: Readers) -> Exit {
        // Sites from inside out; what lies beside them comes last, and only if there is something.
        self.copies.retain(|copy| copy.what != What::Beside || !copy.is_fine());
        self.copies.sort_by_key(|copy| (copy.what, copy.found.audience));
        match format {
            Format::Json => anstream::println!("{:#}", self.to_json(sources, readers)),
            Format::Human => anstream::eprint!("{}", self.to_human(sources, readers)),
        }
        if self.trouble.is_some() {
            Exit::Trouble
        } else if self.is_fine() {
            Exit::Fine
        } else {
            Exit::Content
        }
    }

    fn is_fine(&self) -> bool {
        self.trouble.is_none()
            && !diagnostic::has_errors(&self.mistakes)
            && self.copies.iter().all(CopyReport::is_fine)
            // To have looked at nothing is not to have found nothing.
            && self.copies.iter().any(|copy| copy.found.files > 0)
    }

    fn to_human(&self, sources: &Sources, readers: Readers) -> String {
        if let Some(trouble) = &self.trouble {
            return format!("error: {}\n", trouble.text(readers));
        }
        if !self.mistakes.is_empty() {
            let errors = counted(self.mistakes.len(), "error");
            let drawn = diagnostic::print_human(&self.mistakes, sources, readers);
            return format!("{drawn}{errors} in the project; nothing was verified\n");
        }
        self.copies.iter().map(|copy| copy.to_human(readers)).collect()
    }

    fn to_json(&self, sources: &Sources, readers: Readers) -> Value {
        let copies: Vec<_> = self.copies.iter().map(|copy| copy.to_json(readers)).collect();
        json!({
            "ok": self.is_fine(),
            "error": self.trouble.as_ref().map(|trouble| trouble.text(readers)),
            "redacted": readers == Readers::Anybody,
            "diagnostics": diagnostic::to_json(&self.mistakes, sources, readers),
            "copies": copies,
            "seconds": (self.seconds * 1000.0).round() / 1000.0,
        })
    }
}

/// Three columns: what is wrong, with which file, and more about it.
fn table(differences: &[Difference], readers: Readers) -> String {
    let rows = &differences[..differences.len().min(MAX_ROWS)];
    let paths: Vec<String> = rows.iter().map(|row| row.path.text(readers)).collect();
    let widths = paths.iter().map(|path| path.chars().count());
    let column = widths.filter(|width| *width <= MAX_PATH).max().unwrap_or(0);
    let mut out = String::new();
    for (row, path) in rows.iter().zip(paths) {
        let reason = row.reason.as_ref().map(|reason| reason.text(readers));
        let detail = row.detail.text(readers);
        let secret = row.holds_withheld.then_some("a leak");
        let parts = [secret, Some(detail.as_str()), reason.as_deref()];
        let mut line = format!("{:<11}  {path:<column$}", row.fault.name());
        let mut gap = "  ";
        for part in parts.into_iter().flatten() {
            if line.chars().count() + gap.len() + part.chars().count() > MAX_COLUMNS {
                writeln!(out, "{}", line.trim_end()).expect("writing to a String never fails");
                (line, gap) = (String::new(), CONTINUED);
            }
            line.push_str(gap);
            line.push_str(part);
            gap = "; ";
        }
        writeln!(out, "{line}").expect("writing to a String never fails");
    }
    let more = differences.len() - rows.len();
    if more > 0 {
        writeln!(out, "and {more} more; `--format json` lists them all")
            .expect("writing to a String never fails");
    }
    out
}

fn difference_to_json(difference: &Difference, readers: Readers) -> Value {
    let text = |message: &Message| message.text(readers);
    json!({
        "path": text(&difference.path),
        "fault": difference.fault.name(),
        "detail": text(&difference.detail),
        "reason": difference.reason.as_ref().map(text),
        "shows": difference.shows.iter().map(text).collect::<Vec<_>>(),
        "holds_withheld": difference.holds_withheld,
    })
}
