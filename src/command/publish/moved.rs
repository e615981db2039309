//! Addresses that were published and lead nowhere now, though what they led to is still there.

use jiff::civil::Date;

use crate::audit::AuditedSite;
use crate::diagnostic::{Diagnostic, message, value};
use crate::ledger::{Change, Event, Ledger, Snapshot, compare};

/// A warning for each address that somebody may have kept, with the line that lets it lead on.
pub fn moved(
    ledger: &Ledger,
    site: &AuditedSite,
    snapshot: &Snapshot,
    today: Date,
) -> Vec<Diagnostic> {
    let last = ledger.last(snapshot.audience()).and_then(|line| ledger.edition(line));
    let Some(last) = last else { return Vec::new() };
    let changes = compare(&last, snapshot, today).list;
    changes.iter().filter_map(|change| warning(change, site)).collect()
}

fn warning(change: &Change, site: &AuditedSite) -> Option<Diagnostic> {
    let Event::Changed(details) = &change.event else { return None };
    let address = details.iter().find(|detail| detail.field == "address")?;
    let (from, to) = (address.from.as_ref()?, address.to.as_ref()?);
    // A page that leads on, or another one that has the address now.
    if site.files().iter().any(|file| file.path == *from) {
        return None;
    }
    let name = site.audience().name();
    let message = message!(
        "`{}` was published on the {} site, and leads nowhere: its {} is at `{}` now",
        value(from),
        name,
        change.subject.name(),
        value(to)
    );
    let stem = from.rsplit('/').next().and_then(|file| file.strip_suffix(".html")).unwrap_or(from);
    Some(
        Diagnostic::unplaced("moved-page", message)
            .into_warning()
            .hint(message!("add `aliases: [{}]` to it, so that the address leads on", value(stem)))
            .hint("where clients read a title of its own, add it to `client.aliases`"),
    )
}
