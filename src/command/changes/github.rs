//! Changes as workflow commands, which GitHub shows as notes of a run.
//!
//! A note names no file: the name of an entry's file is not for its readers.

use crate::diagnostic::note_for_github;
use crate::ledger::{Change, Detail, Event, Kind};

use super::{Report, in_brackets, standing};

/// One note for each kind of change of each entry. What must not be is an error.
pub fn github(report: &Report, failing: &[(Kind, usize)]) -> String {
    let mut out = String::new();
    for change in &report.changes.list {
        let mut kinds = change.kinds();
        kinds.sort_unstable();
        kinds.dedup();
        for (kind, by_date) in kinds {
            let is_failing = !by_date && failing.iter().any(|(failing, _)| *failing == kind);
            let level = if is_failing { "error" } else { "notice" };
            let title = format!("{} for {}", kind.name(), report.whom());
            out.push_str(&note_for_github(level, &title, &words(change, kind)));
        }
    }
    if report.changes.is_empty() {
        let words = "they read the same words";
        let title = format!("nothing changes for {}", report.whom());
        out.push_str(&note_for_github("notice", &title, words));
    }
    out
}

fn words(change: &Change, kind: Kind) -> String {
    let title = &change.title;
    match &change.event {
        Event::Appeared(document) | Event::Vanished(document) => {
            let standing = standing(document);
            if standing.is_empty() { title.clone() } else { format!("{title} ({standing})") }
        }
        Event::Changed(details) => {
            let of_kind = details.iter().filter(|detail| detail.kind == kind);
            let told = of_kind.map(|detail| {
                let by_date = if detail.by_date { " (by the date alone)" } else { "" };
                format!("{}: {}{by_date}", detail.field, told(detail))
            });
            format!("{title}\n{}", told.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn told(detail: &Detail) -> String {
    if !detail.pieces.is_empty() {
        return in_brackets(&detail.pieces);
    }
    let side = |side: &Option<String>| side.clone().unwrap_or("nothing".to_owned());
    format!("{} → {}", side(&detail.from), side(&detail.to))
}
