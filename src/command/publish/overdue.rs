//! Sites that were published longer ago than the settings allow: shares and windows end on days that
//! a site learns of only when it is published again.

use jiff::Unit;
use jiff::civil::Date;

use crate::audience::Audience;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, message};
use crate::ledger::Ledger;

/// A warning for each such site.
pub fn overdue(settings: &Settings, ledger: &Ledger, today: Date) -> Vec<Diagnostic> {
    let of_one = |audience: Audience| {
        let most = settings.publish.target(audience)?.max_days.as_ref()?;
        let last = ledger.last(audience).map(|line| line.day);
        let age = last.map(|day| day.until((Unit::Day, today)).map_or(0, |age| age.get_days()));
        if age.is_some_and(|age| i64::from(age) <= i64::from(most.value)) {
            return None;
        }
        let name = audience.name();
        let message = match age {
            Some(age) => message!(
                "the {} site was last published {} days ago, and every {} is the rule",
                name,
                age,
                most.value
            ),
            None => message!("the {} site was never published", name),
        };
        let hint = message!("`roadcast publish {}` publishes and records it", name);
        Some(Diagnostic::warning("not-published", most.span, message).hint(hint))
    };
    Audience::ALL.into_iter().filter_map(of_one).collect()
}
