//! The declared exceptions to the guarantee: four functions that turn something internal into
//! something coarser that clients may read.
//!
//! Each is a function of its one argument (and the settings), so a client learns no more from
//! the edition than what is said here:
//! - stage → public status
//! - stage → horizon
//! - target → padded and rounded window
//! - shipped date → month

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::audience::{Client, Engineering, Sales};
use crate::dates::{DatePolicy, Precision, Slack, Target, month_label, period_end, period_label};
use crate::diagnostic::Located;

use super::label::Labeled;
use super::vocabulary::{Horizon, Stage};

/// What clients are told in place of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicStatus {
    /// Being built.
    InProgress,
    /// Some customers have it.
    EarlyAccess,
    /// Decided.
    Planned,
    /// Everybody has it.
    Available,
    /// Laid aside.
    OnHold,
    /// Decided against.
    NotPlanned,
}

impl PublicStatus {
    /// In the order in which a legend explains them.
    pub const ALL: [PublicStatus; 6] = [
        PublicStatus::Planned,
        PublicStatus::InProgress,
        PublicStatus::EarlyAccess,
        PublicStatus::Available,
        PublicStatus::OnHold,
        PublicStatus::NotPlanned,
    ];

    /// Key, label and one-sentence meaning.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            PublicStatus::Planned => ("planned", "Planned", "We have decided to do this."),
            PublicStatus::InProgress => ("in-progress", "In progress", "We are building this."),
            PublicStatus::EarlyAccess => {
                ("early-access", "Early access", "Some customers are trying this with us.")
            }
            PublicStatus::Available => ("available", "Available", "You can use this today."),
            PublicStatus::OnHold => {
                ("on-hold", "On hold", "We have set this aside and will come back to it.")
            }
            PublicStatus::NotPlanned => {
                ("not-planned", "Not planned", "We have decided not to do this.")
            }
        }
    }
}

/// Stage → public status. `None` for undiscovered stages, which clients never see.
pub fn public_status(stage: Stage) -> Option<PublicStatus> {
    match stage {
        Stage::Idea | Stage::Discovery => None,
        Stage::Planned => Some(PublicStatus::Planned),
        Stage::InProgress => Some(PublicStatus::InProgress),
        Stage::Beta => Some(PublicStatus::EarlyAccess),
        Stage::Shipped => Some(PublicStatus::Available),
        Stage::Paused => Some(PublicStatus::OnHold),
        Stage::Declined => Some(PublicStatus::NotPlanned),
    }
}

/// [`public_status`] as a gate: the only way from the stage to something clients may read.
pub(in crate::vault) fn declassify_status(
    stage: &Labeled<Stage, Sales>,
) -> Option<Labeled<PublicStatus, Client>> {
    public_status(*stage.inspect()).map(|status| Labeled::new(Located::new(status, stage.span())))
}

/// [`horizon`] as a gate.
pub(in crate::vault) fn declassify_horizon(
    stage: &Labeled<Stage, Sales>,
) -> Option<Labeled<Horizon, Client>> {
    horizon(*stage.inspect()).map(|horizon| Labeled::new(Located::new(horizon, stage.span())))
}

/// [`window`] as a gate.
pub(in crate::vault) fn declassify_target(
    target: &Labeled<Target, Engineering>,
    policy: DatePolicy,
) -> Option<Labeled<Window, Client>> {
    window(*target.inspect(), policy)
        .map(|window| Labeled::new(Located::new(window, target.span())))
}

/// [`shipped_month`] as a gate.
pub(in crate::vault) fn declassify_shipped(day: &Labeled<Date, Sales>) -> Labeled<Month, Client> {
    Labeled::new(Located::new(shipped_month(*day.inspect()), day.span()))
}

/// Stage → horizon, where the author named none. `None`: shipped or declined, so no longer ahead.
pub fn horizon(stage: Stage) -> Option<Horizon> {
    match stage {
        Stage::InProgress | Stage::Beta => Some(Horizon::Now),
        Stage::Planned => Some(Horizon::Next),
        Stage::Idea | Stage::Discovery | Stage::Paused => Some(Horizon::Later),
        Stage::Shipped | Stage::Declined => None,
    }
}

/// A period in which something is expected, as clients may be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Window {
    #[serde(skip)]
    end: Date,
    /// For people: `Q1 2027`.
    label: String,
}

impl Window {
    /// The last day of the period.
    pub fn end(&self) -> Date {
        self.end
    }

    /// For people: `Q1 2027`.
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Target → window: pad by the slack, then round up to the precision. Never ends before the
/// target does.
pub fn window(target: Target, policy: DatePolicy) -> Option<Window> {
    let precision = policy.precision?;
    let padded = pad(target.last_day(), policy.slack)?;
    let end = period_end(padded, precision);
    Some(Window { end, label: period_label(end, precision) })
}

fn pad(day: Date, slack: Slack) -> Option<Date> {
    let span = i32::from(slack.months).months().days(i32::from(slack.days));
    day.checked_add(span).ok()
}

/// The latest day that, as a target, has the same window: what remains of a target when
/// everything but its window is erased.
pub fn representative(target: Target, policy: DatePolicy) -> Option<Date> {
    let wanted = window(target, policy)?.end;
    let same = |day: &Date| {
        let padded = pad(*day, policy.slack);
        padded.map(|day| period_end(day, policy.precision.unwrap_or(Precision::Day)))
            == Some(wanted)
    };
    let mut day = target.last_day();
    while let Some(next) = day.tomorrow().ok().filter(same) {
        day = next;
    }
    Some(day)
}

/// A month in which something shipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Month {
    /// `2026-08`.
    pub month: String,
    /// `August 2026`.
    pub label: String,
}

/// Shipped date → month.
pub fn shipped_month(day: Date) -> Month {
    Month { month: format!("{:04}-{:02}", day.year(), day.month()), label: month_label(day) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DatePolicy, Slack, Target, representative, shipped_month, window};
    use crate::dates::Precision;

    const PRECISIONS: [Precision; 4] =
        [Precision::Month, Precision::Quarter, Precision::Half, Precision::Year];

    fn policies() -> impl Iterator<Item = DatePolicy> {
        let slacks = [(0, 0), (0, 10), (1, 0), (3, 0), (12, 0), (2, 31)];
        PRECISIONS.into_iter().flat_map(move |precision| {
            slacks.into_iter().map(move |(months, days)| DatePolicy {
                precision: Some(precision),
                slack: Slack { months, days },
            })
        })
    }

    fn days() -> impl Iterator<Item = Target> {
        let first = date(2027, 11, 1);
        first
            .series(jiff::ToSpan::days(1))
            .take(500)
            .map(|day| Target::parse(&day.to_string()).expect("a day is a target"))
    }

    #[test]
    fn a_window_never_ends_before_the_padded_target() {
        for policy in policies() {
            for target in days() {
                let end = window(target, policy).expect("dates are told").end();
                assert!(end >= super::pad(target.last_day(), policy.slack).expect("near future"));
            }
        }
    }

    #[test]
    fn the_representative_has_the_same_window_and_is_its_own_representative() {
        for policy in policies() {
            for target in days() {
                let day = representative(target, policy).expect("dates are told");
                let again = Target::parse(&day.to_string()).expect("a day is a target");
                assert_eq!(window(again, policy), window(target, policy));
                assert_eq!(representative(again, policy), Some(day));
            }
        }
    }

    #[test]
    fn targets_with_one_window_have_one_representative() {
        for policy in policies() {
            let mut last = None;
            for target in days() {
                let now = (window(target, policy), representative(target, policy));
                if let Some((window, day)) = &last
                    && *window == now.0
                {
                    assert_eq!(*day, now.1);
                }
                last = Some(now);
            }
        }
    }

    #[test]
    fn no_precision_tells_no_date() {
        let policy = DatePolicy { precision: None, slack: Slack { months: 0, days: 0 } };
        let target = Target::parse("2026-Q4").expect("a quarter is a target");
        assert_eq!(window(target, policy), None);
        assert_eq!(representative(target, policy), None);
    }

    #[test]
    fn windows_read_as_people_say_them() {
        let target = Target::parse("2026-Q4").expect("a quarter is a target");
        let labels = PRECISIONS.map(|precision| {
            let slack = Slack { months: 3, days: 0 };
            let policy = DatePolicy { precision: Some(precision), slack };
            window(target, policy).expect("dates are told").label
        });
        assert_eq!(labels, ["March 2027", "Q1 2027", "First half of 2027", "2027"]);
    }

    #[test]
    fn days_of_one_month_ship_in_the_same_month() {
        assert_eq!(shipped_month(date(2026, 8, 1)), shipped_month(date(2026, 8, 31)));
        assert_ne!(shipped_month(date(2026, 8, 31)), shipped_month(date(2026, 9, 1)));
    }
}
