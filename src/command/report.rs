//! What a build says when it is done: to people on stderr, to programs on stdout.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::audience::Audience;
use crate::audit::{AuditSummary, AuditedSite};
use crate::cli::{BuildArguments, Format};
use crate::diagnostic::{self, Diagnostic, Severity, Sources};
use crate::vault::policy::Withholding;
use crate::write::Outcome;

use super::Exit;

/// The outcome of a build or check.
#[derive(Default)]
pub struct Report {
    /// Mistakes and leaks.
    pub diagnostics: Vec<Diagnostic>,
    /// What failed beside the content.
    trouble: Option<String>,
    /// The editions that were made.
    pub editions: Vec<EditionReport>,
    /// Where they were written.
    pub output: Option<PathBuf>,
    /// How long it took.
    pub seconds: f64,
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

    /// The command was misused, or the machine failed.
    pub fn trouble(message: String) -> Report {
        Report { trouble: Some(message), ..Report::default() }
    }

    /// Prints and says how it ended.
    pub fn print(&self, arguments: &BuildArguments, sources: &Sources) -> Exit {
        match arguments.format {
            Format::Json => anstream::println!("{:#}", self.to_json(sources)),
            Format::Human => self.print_human(arguments.quiet, sources),
        }
        if self.trouble.is_some() {
            Exit::Trouble
        } else if diagnostic::has_errors(&self.diagnostics) {
            Exit::Content
        } else {
            Exit::Fine
        }
    }

    fn print_human(&self, quiet: bool, sources: &Sources) {
        anstream::eprint!("{}", diagnostic::print_human(&self.diagnostics, sources));
        if let Some(trouble) = &self.trouble {
            anstream::eprintln!("error: {trouble}");
            return;
        }
        let count = |severity| self.diagnostics.iter().filter(|d| d.severity == severity).count();
        let errors = count(Severity::Error);
        if errors > 0 {
            let noun = if errors == 1 { "error" } else { "errors" };
            anstream::eprintln!("{errors} {noun}; nothing was written");
        } else if !quiet {
            anstream::eprint!("{}", self.summary());
        }
    }

    fn summary(&self) -> String {
        let mut out = String::new();
        for edition in &self.editions {
            out.push_str(&edition.summary());
        }
        let done = match &self.output {
            Some(output) => format!("written to {}", output.display()),
            None => "checked; nothing was written".to_owned(),
        };
        writeln!(out, "{done} in {:.2} s", self.seconds).expect("writing to a String never fails");
        out
    }

    fn to_json(&self, sources: &Sources) -> Value {
        let editions: Vec<_> = self.editions.iter().map(EditionReport::to_json).collect();
        json!({
            "ok": self.trouble.is_none() && !diagnostic::has_errors(&self.diagnostics),
            "error": self.trouble,
            "diagnostics": diagnostic::to_json(&self.diagnostics, sources),
            "editions": editions,
            "output": self.output.as_ref().map(|output| output.display().to_string()),
            "seconds": (self.seconds * 1000.0).round() / 1000.0,
        })
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
