//! Alarms in words: they name places, and never what stands there.

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Message, Severity, Sources, message, place};
use crate::vault::Kind;

use super::alarm::{Alarm, of_all_sites, one_for_each_mistake};

/// Alarms reported in full, if nobody asks for more; others are counted.
const MAX_REPORTED: usize = 50;

/// Further copies between two files whose places are named.
const COPIES: usize = 5;

/// How much is told of alarms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Each withheld string, for somebody who decides about each.
    Each,
    /// Each mistake, and only the first ones in full.
    Short,
}

/// The alarms of all sites as diagnostics.
pub fn report(alarms: Vec<Alarm>, sources: &Sources, detail: Detail) -> Vec<Diagnostic> {
    let (errors, warnings): (Vec<Alarm>, Vec<Alarm>) =
        of_all_sites(alarms).into_iter().partition(|alarm| alarm.severity == Severity::Error);
    let told = [(errors, Severity::Error), (warnings, Severity::Warning)];
    told.into_iter()
        .flat_map(|(alarms, severity)| tell(alarms, severity, sources, detail))
        .collect()
}

fn tell(
    alarms: Vec<Alarm>,
    severity: Severity,
    sources: &Sources,
    detail: Detail,
) -> Vec<Diagnostic> {
    let to_diagnostic = |alarm: &Alarm| diagnostic(alarm, sources);
    if detail == Detail::Each {
        return alarms.iter().map(to_diagnostic).collect();
    }
    let alarms = one_for_each_mistake(alarms);
    let (told, rest) = alarms.split_at(alarms.len().min(MAX_REPORTED));
    let mut told: Vec<Diagnostic> = told.iter().map(to_diagnostic).collect();
    if !rest.is_empty() {
        let strings: usize = rest.iter().map(Alarm::strings).sum();
        let total: usize = alarms.iter().map(Alarm::all_places).sum();
        let mut audiences: Vec<Audience> =
            alarms.iter().flat_map(|alarm| alarm.audiences.iter().copied()).collect();
        audiences.sort_by(|a, b| b.cmp(a));
        audiences.dedup();
        let (code, what) = match severity {
            Severity::Error => ("leak", "withheld strings are in"),
            Severity::Warning => ("common-name", "withheld names may be in"),
        };
        let message = message!(
            "{} more {} the {} {} ({} places in all)",
            strings,
            what,
            names(&audiences),
            site_or_sites(&audiences),
            total
        );
        told.push(Diagnostic { severity, ..Diagnostic::unplaced(code, message) });
    }
    told
}

fn diagnostic(alarm: &Alarm, sources: &Sources) -> Diagnostic {
    let message = what(alarm, sources);
    let code = if alarm.severity == Severity::Error { "leak" } else { "common-name" };
    let diagnostic = Diagnostic::error(code, alarm.withheld, message).redacted();
    let mut diagnostic = Diagnostic { severity: alarm.severity, ..diagnostic };
    if let Some(span) = alarm.shown {
        diagnostic = diagnostic.related(span, "shown here");
    }
    let copies = alarm.more.iter().filter(|copy| copy.words > 0);
    for span in copies.filter_map(|copy| copy.shown).take(COPIES) {
        diagnostic = diagnostic.related(span, "more copied words are shown here");
    }
    diagnostic.hints = alarm.first_places().into_iter().cloned().collect();
    diagnostic
        .maybe_hint(more(alarm, sources))
        .hint(alarm.advice.clone().unwrap_or_else(|| advice(alarm, sources)))
}

fn what(alarm: &Alarm, sources: &Sources) -> Message {
    let kind = place(alarm.kind);
    let (readers, site) = (names(&alarm.audiences), site_or_sites(&alarm.audiences));
    let source = place(sources.path(alarm.withheld.file));
    match alarm.severity {
        _ if alarm.kind.is_never_allowed() => message!("{} is in the {} {}", kind, readers, site),
        Severity::Warning => message!(
            "{} of `{}`, withheld from {} readers, may be in their {}",
            kind,
            source,
            readers,
            site
        ),
        Severity::Error if alarm.words > 0 => message!(
            "words of {} of `{}`, withheld from {} readers, are in their {}",
            kind,
            source,
            readers,
            site
        ),
        Severity::Error => message!(
            "{} of `{}`, withheld from {} readers, is in their {}",
            kind,
            source,
            readers,
            site
        ),
    }
}

/// What else the same mistake has brought out: other names that stand in the same words, and other
/// copies between the same two files, of which only the longest has a report.
fn more(alarm: &Alarm, sources: &Sources) -> Option<Message> {
    let count = alarm.more.len();
    if count == 0 {
        return None;
    }
    if alarm.words == 0 {
        let mut kinds: Vec<Kind> = alarm.more.iter().map(|other| other.kind).collect();
        kinds.dedup();
        let kinds = Message::joined(kinds.into_iter().map(place), ", ");
        return Some(message!("so is {} of the same file", kinds));
    }
    let places: usize = alarm.more.iter().map(|copy| copy.count).sum();
    let copies = alarm.more.iter().take(COPIES);
    let copies = copies.map(|copy| {
        let in_sites = if copy.audiences == alarm.audiences {
            Message::default()
        } else {
            message!(" ({} {})", names(&copy.audiences), site_or_sites(&copy.audiences))
        };
        message!("{} at {}{}", copy.words, place(sources.place(copy.withheld)), in_sites)
    });
    let and_more = if count > COPIES { ", …" } else { "" };
    Some(message!(
        "{} more {} of words from the one file in the other, in {} {}: {}{}; \
         `roadcast allow` shows each",
        count,
        if count == 1 { "run" } else { "runs" },
        places,
        if places == 1 { "place" } else { "places" },
        Message::joined(copies, ", "),
        and_more
    ))
}

fn advice(alarm: &Alarm, sources: &Sources) -> Message {
    let readers = names(&alarm.audiences);
    let source = place(sources.path(alarm.withheld.file));
    let term = if alarm.words > 0 {
        let end = sources.position(alarm.withheld.file, alarm.withheld.end as usize);
        let start = place(sources.place(alarm.withheld));
        message!("the words from {} to {}:{}", start, end.line, end.column)
    } else if alarm.kind == Kind::FileName {
        message!("the name of `{}` (without folder and `.md`)", source.clone())
    } else {
        message!("what stands at {}", place(sources.place(alarm.withheld)))
    };
    let shown = match alarm.shown {
        Some(span) => message!("the words at {}", place(sources.place(span))),
        None => "the words".into(),
    };
    let how = "to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`";
    match alarm.severity {
        _ if alarm.kind.is_never_allowed() => {
            message!("take the term out of what {} readers see", readers)
        }
        Severity::Error => message!(
            "take {} out of what {} readers see; if they may read them, add {} {}",
            shown,
            readers,
            term,
            how
        ),
        Severity::Warning => message!(
            "one plain word may be chance, so the build goes on; if it is chance, add {} {}; \
             if it is not, take {} out, and add the name of `{}` to `never_publish`",
            term,
            how,
            shown,
            source
        ),
    }
}

fn names(audiences: &[Audience]) -> Message {
    Message::joined(audiences.iter().map(|audience| audience.name()), " and ")
}

fn site_or_sites(audiences: &[Audience]) -> &'static str {
    if audiences.len() == 1 { "site" } else { "sites" }
}
