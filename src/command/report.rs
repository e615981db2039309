//! What a build says when it is done: to people on stderr, to programs on stdout.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::audience::Audience;
use crate::audit::{AuditSummary, AuditedShare, AuditedSite};
use crate::cli::CheckFormat;
use crate::diagnostic::{self, Diagnostic, Message, Readers, Severity, Sources};
use crate::vault::policy::Withholding;
use crate::vault::share::ShareState;
use crate::write::Outcome;

use super::Exit;
use super::build::{Goal, Job, Warnings};
use super::ending::counted;
use super::pipeline::Shares;
use super::reminders;

/// Reminders of one kind that people are shown.
const MAX_REMINDERS: usize = 3;

/// The outcome of a build or check.
#[derive(Default)]
pub struct Report {
    /// Mistakes and leaks.
    pub diagnostics: Vec<Diagnostic>,
    /// What failed beside the content.
    trouble: Option<Message>,
    /// The editions that were made.
    pub editions: Vec<EditionReport>,
    /// The shares of the day.
    pub shares: SharesReport,
    /// Where they were written.
    pub output: Option<PathBuf>,
    /// How long it took.
    pub seconds: f64,
    /// What the last build said, if nothing has changed since.
    said: Option<String>,
}

/// What was made for one audience.
pub struct EditionReport {
    audience: Audience,
    audit: AuditSummary,
    withheld: BTreeMap<Withholding, usize>,
    /// What was written.
    pub written: Option<Outcome>,
}

impl EditionReport {
    /// The report of an audited site. Holds counts only.
    pub fn new(site: &AuditedSite, withheld: BTreeMap<Withholding, usize>) -> EditionReport {
        EditionReport { audience: site.audience(), audit: site.summary(), withheld, written: None }
    }

    /// The same, after a build that finds everything there already.
    fn unchanged(&self) -> EditionReport {
        let written = Some(Outcome { unchanged: self.audit.files, ..Outcome::default() });
        EditionReport { written, withheld: self.withheld.clone(), ..*self }
    }
}

/// What was made of shares.
#[derive(Default)]
pub struct SharesReport {
    shares: usize,
    pages: usize,
    strings: usize,
    /// Whether the secret is known.
    is_sealed: bool,
}

impl SharesReport {
    /// The report of audited shares. Holds counts only.
    pub fn of(shares: &[AuditedShare], wanted: &Shares) -> SharesReport {
        let active = shares.iter().filter(|share| share.state() == ShareState::Active);
        let shares: Vec<&AuditedShare> = active.collect();
        SharesReport {
            shares: shares.len(),
            pages: shares.iter().map(|share| share.pages().len()).sum(),
            strings: shares.iter().map(|share| share.strings()).max().unwrap_or(0),
            is_sealed: matches!(wanted, Shares::Sealed(_)),
        }
    }

    fn summary(&self, goal: Goal) -> String {
        if self.shares == 0 {
            return String::new();
        }
        let SharesReport { shares, strings, .. } = *self;
        let noun = if shares == 1 { "share" } else { "shares" };
        let pages = counted(self.pages, "page");
        let mut said = format!(
            "{:<12}{shares:>6} {noun}, {pages}\n\
             {:<12}       no leaks: {pages} scanned for {strings} withheld strings\n",
            "shares", ""
        );
        if !self.is_sealed && goal == Goal::Write {
            let variable = super::shares::VARIABLE;
            let why = "not written, because the secret is not known: set";
            writeln!(said, "{:<12}       {why} {variable}", "").expect("writing never fails");
        }
        said
    }

    fn to_json(&self) -> Value {
        json!({ "shares": self.shares, "pages": self.pages, "sealed": self.is_sealed })
    }
}

impl Report {
    /// A success so far, perhaps with warnings.
    pub fn new(diagnostics: Vec<Diagnostic>) -> Report {
        Report { diagnostics, ..Report::default() }
    }

    /// The content has mistakes, or a leak was stopped.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Report {
        Report { diagnostics, ..Report::default() }
    }

    /// Nothing has changed since the build that said this and wrote to this folder.
    pub fn unchanged(said: String, output: PathBuf) -> Report {
        Report { said: Some(said), output: Some(output), ..Report::default() }
    }

    /// The command was misused, or the machine failed.
    pub fn trouble(message: Message) -> Report {
        Report { trouble: Some(message), ..Report::default() }
    }

    /// Prints and says how it ended.
    pub fn print(&self, job: &Job<'_>, sources: &Sources) -> Exit {
        match job.format {
            CheckFormat::Human => self.print_human(job, sources),
            CheckFormat::Json => anstream::println!("{:#}", self.to_json(job, sources)),
            CheckFormat::Github => {
                let root = root_of(&job.selection.project);
                let commands = diagnostic::to_github(&self.diagnostics, sources, &root);
                let trouble = self.trouble.as_ref().map(diagnostic::trouble_to_github);
                anstream::print!("{commands}{}", trouble.unwrap_or_default());
            }
            CheckFormat::Sarif => {
                let root = root_of(&job.selection.project);
                let trouble = self.trouble.as_ref();
                let sarif = diagnostic::to_sarif(&self.diagnostics, sources, &root, trouble);
                anstream::println!("{sarif:#}");
            }
        }
        if self.trouble.is_some() {
            Exit::Trouble
        } else if self.is_fine(job) {
            Exit::Fine
        } else {
            Exit::Content
        }
    }

    fn is_fine(&self, job: &Job<'_>) -> bool {
        self.trouble.is_none()
            && match job.warnings {
                Warnings::Remind => !diagnostic::has_errors(&self.diagnostics),
                Warnings::Fail => self.diagnostics.is_empty(),
            }
    }

    /// What a build says to people that finds this one's sites unchanged.
    pub fn said_again(&self, job: &Job<'_>, sources: &Sources) -> String {
        let mut diagnostics = self.diagnostics.clone();
        diagnostic::sort(&mut diagnostics, sources);
        let mut said = Report::new(diagnostics).warnings(job, sources);
        if !job.selection.quiet {
            said.extend(self.editions.iter().map(|edition| edition.unchanged().summary()));
            said.push_str(&self.shares.summary(job.goal));
            said.push_str(self.pointer());
        }
        said
    }

    /// Where to ask for what was withheld.
    fn pointer(&self) -> &'static str {
        let is_withheld =
            self.editions.iter().any(|edition| edition.withheld.values().any(|count| *count > 0));
        if is_withheld { "who sees an entry, and why: roadcast explain ENTRY\n" } else { "" }
    }

    fn warnings(&self, job: &Job<'_>, sources: &Sources) -> String {
        let is_quiet = job.selection.quiet && job.warnings == Warnings::Remind;
        // A build says that there is something to look after; a check says what.
        let limit = if job.goal == Goal::Write || is_quiet { 0 } else { MAX_REMINDERS };
        let (shown, more) = reminders::digest(&self.diagnostics, limit);
        let mut said = diagnostic::print_human(&shown, sources, job.readers);
        for (code, count) in more.iter().filter(|_| limit > 0) {
            let line = format!("warning[{code}]: and {count} more; `--format json` lists all\n\n");
            said.push_str(&line);
        }
        if limit == 0 && !is_quiet {
            said.push_str(&reminders::in_one_line(&more));
        }
        said
    }

    fn print_human(&self, job: &Job<'_>, sources: &Sources) {
        match &self.said {
            Some(said) => anstream::eprint!("{said}"),
            None => anstream::eprint!("{}", self.warnings(job, sources)),
        }
        if let Some(trouble) = &self.trouble {
            anstream::eprintln!("error: {}", trouble.text(job.readers));
            return;
        }
        let count = |severity| self.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if errors > 0 {
            anstream::eprintln!("{}; nothing was written", counted(errors, "error"));
        } else if job.warnings == Warnings::Fail && warnings > 0 {
            let warnings = counted(warnings, "warning");
            anstream::eprintln!("{warnings}, and `--strict` allows none");
        } else if !job.selection.quiet {
            anstream::eprint!("{}", self.summary(job.goal));
        }
    }

    fn summary(&self, goal: Goal) -> String {
        let mut out = String::new();
        for edition in &self.editions {
            out.push_str(&edition.summary());
        }
        out.push_str(&self.shares.summary(goal));
        out.push_str(self.pointer());
        let done = match &self.output {
            Some(output) if self.said.is_some() => {
                format!(
                    "nothing has changed: {} is as the last build wrote it; seen",
                    output.display()
                )
            }
            Some(output) => format!("written to {}", output.display()),
            None => "checked; nothing was written".to_owned(),
        };
        writeln!(out, "{done} in {:.2} s", self.seconds).expect("writing to a String never fails");
        out
    }

    fn to_json(&self, job: &Job<'_>, sources: &Sources) -> Value {
        let editions: Vec<_> = self.editions.iter().map(EditionReport::to_json).collect();
        json!({
            "ok": self.is_fine(job),
            "error": self.trouble.as_ref().map(|trouble| trouble.text(job.readers)),
            "diagnostics": diagnostic::to_json(&self.diagnostics, sources, job.readers),
            "redacted": job.readers == Readers::Anybody,
            "editions": editions,
            "shares": self.shares.to_json(),
            "output": self.output.as_ref().map(|output| output.display().to_string()),
            "seconds": (self.seconds * 1000.0).round() / 1000.0,
        })
    }
}

/// What to put before a path within the project, so that it starts from where the program runs.
fn root_of(project: &Path) -> String {
    let root = project.to_string_lossy().replace('\\', "/");
    match root.trim_start_matches("./").trim_end_matches('/') {
        "" if root.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    }
}

impl EditionReport {
    fn summary(&self) -> String {
        let audit = &self.audit;
        let noun = if audit.entries == 1 { "entry" } else { "entries" };
        let total: usize = self.withheld.values().sum();
        let mut line = format!("{:<12}{:>6} {noun}", self.audience.name(), audit.entries);
        if total > 0 {
            let reasons: Vec<_> = self
                .withheld
                .iter()
                .map(|(reason, count)| format!("{count} {}", reason.label()))
                .collect();
            write!(line, ", {total} withheld ({})", reasons.join(", "))
                .expect("writing to a String never fails");
        }
        write!(line, "; {} files", audit.files).expect("writing to a String never fails");
        if let Some(written) = &self.written {
            write!(line, ", {} changed", written.written + written.removed)
                .expect("writing to a String never fails");
        }
        line.push('\n');
        if self.audience != Audience::Engineering {
            let strings = if audit.strings == 1 { "string" } else { "strings" };
            let proof = format!(
                "no leaks: {} files scanned for {} withheld {strings}",
                audit.files, audit.strings
            );
            writeln!(line, "{:<12}       {proof}", "").expect("writing to a String never fails");
        }
        line
    }

    fn to_json(&self) -> Value {
        let withheld: serde_json::Map<_, _> = self
            .withheld
            .iter()
            .map(|(reason, count)| (reason.key().to_owned(), json!(count)))
            .collect();
        json!({
            "audience": self.audience.name(),
            "entries": self.audit.entries,
            "withheld": withheld,
            "files": self.audit.files,
            "bytes": self.audit.bytes,
            "scanned_for": self.audit.strings,
            "written": self.written.map(|outcome| outcome.written),
            "unchanged": self.written.map(|outcome| outcome.unchanged),
            "removed": self.written.map(|outcome| outcome.removed),
        })
    }
}
