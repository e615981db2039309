//! What people are shown of reminders, of which there may be thousands.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::vault::hygiene;

/// All but the reminders beyond so many of a kind, and how many more there are, by their code.
pub fn digest(
    found: &[Diagnostic],
    limit: usize,
) -> (Vec<Diagnostic>, BTreeMap<&'static str, usize>) {
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut more = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in found {
        let count = seen.entry(diagnostic.code).or_insert(0);
        *count += 1;
        let is_reminder =
            diagnostic.severity == Severity::Warning && hygiene::CODES.contains(&diagnostic.code);
        if *count <= limit || !is_reminder {
            shown.push(diagnostic.clone());
        } else {
            *more.entry(diagnostic.code).or_insert(0) += 1;
        }
    }
    (shown, more)
}

/// One line for all that is not shown; nothing if that is nothing.
pub fn in_one_line(more: &BTreeMap<&'static str, usize>) -> String {
    if more.is_empty() {
        return String::new();
    }
    let kinds: Vec<_> = more.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let kinds = kinds.join(", ");
    format!("warning: to look after: {kinds}; `roadcast check` shows them\n\n")
}
