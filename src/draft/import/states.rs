//! The states of other tools as stages.

use crate::vault::vocabulary::Stage;

use Stage::{Beta, Declined, Discovery, Idea, InProgress, Paused, Planned, Shipped};

/// States of Jira, GitHub, Linear, Asana, Trello, Productboard and Aha!, and the usual names of columns of
/// their boards. A backlog is what somebody thought of; what is on a board to be done is decided.
const STATES: [(Stage, &[&str]); 8] = [
    (
        Idea,
        &[
            "backlog",
            "open",
            "new",
            "new idea",
            "ideas",
            "inbox",
            "icebox",
            "triage",
            "needs triage",
            "parking lot",
            "wishlist",
            "proposed",
            "submitted",
            "reported",
            "reopened",
            "draft",
        ],
    ),
    (
        Discovery,
        &[
            "in discovery",
            "research",
            "researching",
            "in research",
            "analysis",
            "in analysis",
            "investigating",
            "exploring",
            "under consideration",
            "considering",
            "evaluating",
            "candidate",
            "refinement",
            "in refinement",
            "shaping",
        ],
    ),
    (
        Planned,
        &[
            "to do",
            "todo",
            "not started",
            "unstarted",
            "selected for development",
            "ready",
            "ready for dev",
            "ready for development",
            "ready for delivery",
            "ready to start",
            "scheduled",
            "committed",
            "accepted",
            "approved",
            "next",
            "up next",
            "will do",
            "this sprint",
        ],
    ),
    (
        InProgress,
        &[
            "started",
            "doing",
            "active",
            "wip",
            "work in progress",
            "in development",
            "development",
            "in dev",
            "developing",
            "building",
            "implementing",
            "in implementation",
            "delivery",
            "in delivery",
            "in review",
            "review",
            "code review",
            "in code review",
            "ready for review",
            "testing",
            "in testing",
            "in test",
            "qa",
            "in qa",
            "ready for qa",
            "ready for test",
            "ready for testing",
            "ready for release",
            "ready to release",
            "ready to ship",
            "awaiting release",
        ],
    ),
    (
        Beta,
        &[
            "in beta",
            "private beta",
            "closed beta",
            "open beta",
            "public beta",
            "pilot",
            "early access",
        ],
    ),
    (
        Shipped,
        &[
            "done",
            "closed",
            "resolved",
            "complete",
            "completed",
            "finished",
            "fixed",
            "released",
            "live",
            "launched",
            "delivered",
            "deployed",
            "in production",
        ],
    ),
    (Paused, &["on hold", "hold", "blocked", "deferred", "postponed", "suspended", "stalled"]),
    (
        Declined,
        &[
            "wont do",
            "wont fix",
            "wontfix",
            "will not do",
            "will not fix",
            "will not implement",
            "not planned",
            "not doing",
            "rejected",
            "cancelled",
            "canceled",
            "duplicate",
            "obsolete",
            "abandoned",
            "invalid",
            "discarded",
            "closed as not planned",
            "closed as duplicate",
        ],
    ),
];

/// Why something was closed without being done.
const UNDONE: [&str; 19] = [
    "wont do",
    "wont fix",
    "wontfix",
    "will not do",
    "will not fix",
    "not planned",
    "duplicate",
    "duplicated",
    "declined",
    "rejected",
    "cancelled",
    "canceled",
    "obsolete",
    "abandoned",
    "invalid",
    "cannot reproduce",
    "not a bug",
    "works as designed",
    "incomplete",
];

/// Why something was closed: it was done.
const DONE: [&str; 10] = [
    "done",
    "fixed",
    "completed",
    "complete",
    "resolved",
    "implemented",
    "delivered",
    "released",
    "shipped",
    "finished",
];

/// What is said of how something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was done.
    Done,
    /// It was not, and will not be.
    Undone,
    /// It has not ended.
    Open,
    /// Nobody here knows the word.
    Unknown,
}

/// The stage that a state stands for.
pub fn stage(words: &str) -> Option<Stage> {
    let plain = plain(words);
    STATES.iter().find(|(_, states)| states.contains(&plain.as_str())).map(|(stage, _)| *stage)
}

/// What a resolution, or the reason of a state, says.
pub fn ending(words: &str) -> Ending {
    let plain = plain(words);
    match plain.as_str() {
        "" | "unresolved" | "reopened" | "none" => Ending::Open,
        word if DONE.contains(&word) => Ending::Done,
        word if UNDONE.contains(&word) => Ending::Undone,
        _ => Ending::Unknown,
    }
}

/// Lower case, single spaces, and none of the signs with which boards decorate their columns.
pub fn plain(words: &str) -> String {
    let words: String = words.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let words = words.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
