//! Changes for programs.

use serde_json::{Map, Value, json};

use crate::ledger::{Change, Detail, Event, Kind, Piece};

use super::{Report, Side};

/// Raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// The report as one object.
pub fn json_report(report: &Report, failing: &[(Kind, usize)]) -> String {
    let counts = Kind::ALL
        .into_iter()
        .map(|kind| (kind.name().to_owned(), report.changes.count(kind).into()));
    let value = json!({
        "version": VERSION,
        "ok": failing.is_empty(),
        "error": null,
        "redacted": report.readers == crate::diagnostic::Readers::Anybody,
        "audience": report.audience.name(),
        "from": side(&report.from),
        "to": side(&report.to),
        "counts": Map::from_iter(counts),
        "failed_on": failing.iter().map(|(kind, _)| kind.name()).collect::<Vec<_>>(),
        "changes": report.changes.list.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn side(side: &Side) -> Value {
    json!({
        "name": side.name,
        "commit": side.commit,
        "published": side.published,
        "as_of": side.as_of,
    })
}

fn change(change: &Change) -> Value {
    let (event, document, details) = match &change.event {
        Event::Appeared(document) => ("new", Some(document), Vec::new()),
        Event::Vanished(document) => ("lost", Some(document), Vec::new()),
        Event::Changed(details) => ("changed", None, details.iter().map(detail).collect()),
    };
    json!({
        "subject": change.subject.name(),
        "title": change.title,
        "path": change.path,
        "event": event,
        "document": document,
        "details": details,
    })
}

fn detail(detail: &Detail) -> Value {
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => json!({ "same": text }),
        Piece::Gone(text) => json!({ "gone": text }),
        Piece::New(text) => json!({ "new": text }),
    };
    json!({
        "kind": detail.kind.name(),
        "field": detail.field,
        "from": detail.from,
        "to": detail.to,
        "words": detail.pieces.iter().map(piece).collect::<Vec<_>>(),
        "by_date": detail.by_date,
    })
}
