//! What is no mistake, but forgotten: targets that passed, entries that nobody looked at, pages
//! with nothing to read, signs of Markdown in plain values, pictures that nobody shows. Every finding is a warning.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};

use crate::audience::Audience;
use crate::dates::day_label;
use crate::diagnostic::{Diagnostic, Message, Span, message, place, value};
use crate::yaml::Choice as _;

use super::entry::{Document, Entry, Piece};
use super::policy::decide;
use super::values::markdown_in_values;
use super::vocabulary::{Horizon, Stage};
use super::{SourceFiles, Vault, declassify};

/// The codes of these warnings. There can be hundreds of each, so people are shown a few.
pub const CODES: [&str; 10] = [
    "past-target",
    "not-reviewed",
    "no-client-text",
    "empty-theme",
    "horizon-differs",
    "client-earlier",
    "future-date",
    "unused-image",
    "unsearchable-name",
    "markdown-in-value",
];

/// A target of an entry that is worked on `now` begins within so many months.
const NOW_MONTHS: i32 = 6;
/// The same for `next`.
const NEXT_MONTHS: i32 = 12;
/// A target of an entry for `later` does not end within so many months.
const LATER_MONTHS: i32 = 3;

impl Vault<'_> {
    /// Looks for what was forgotten. Call it for a project without mistakes.
    pub fn hygiene(&self, files: &SourceFiles) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for entry in &self.entries {
            if is_open(entry) {
                found.extend(past_target(entry, self.as_of));
                found.extend(not_reviewed(entry, self));
            }
            found.extend(no_client_text(entry));
            found.extend(horizon_differs(entry, self.as_of));
            found.extend(client_earlier(entry));
            found.extend(future_dates(entry, self.as_of));
        }
        found.extend(markdown_in_values(self));
        found.extend(unsearchable_names(self));
        found.extend(empty_themes(self));
        found.extend(unused_images(self, files));
        found
    }
}

/// Names of which nothing is left to search for.
fn unsearchable_names(vault: &Vault<'_>) -> impl Iterator<Item = Diagnostic> {
    let codenames = vault.entries.iter().flat_map(|entry| &entry.codenames);
    let codenames = codenames.map(|name| (name.inspect(), name.span(), "code name"));
    let requests = vault.entries.iter().flat_map(|entry| &entry.requests);
    let accounts = requests.map(|request| &request.inspect().account);
    let accounts = accounts.map(|account| (&account.value, account.span, "account"));
    let terms = vault.settings.never_publish.iter();
    let terms = terms.map(|term| (&term.value, term.span, "term"));
    let is_empty = |text: &str| !text.chars().any(char::is_alphanumeric);
    let all = codenames.chain(accounts).chain(terms);
    all.filter(move |(text, ..)| is_empty(text)).map(|(_, span, what)| {
        let message = message!(
            "this {} has no letter or digit, so that no site can be searched for it",
            what
        );
        Diagnostic::warning("unsearchable-name", span, message)
            .hint("name it in letters too, or make sure by hand that it stands nowhere else")
    })
}

/// Whether it is still to be done.
fn is_open(entry: &Entry) -> bool {
    !matches!(entry.stage.inspect(), Stage::Shipped | Stage::Declined)
}

fn past_target(entry: &Entry, as_of: Date) -> Option<Diagnostic> {
    let target = entry.target.as_ref()?;
    let last = target.inspect().last_day();
    (last < as_of).then(|| {
        let message = message!("the target of this entry passed on {}", value(day_label(last)));
        Diagnostic::warning("past-target", target.span(), message)
            .label(days_ago(last, as_of))
            .related(entry.stage.span(), "not shipped yet")
            .hint("set a new `target`; or `stage: shipped` with `shipped_on`, if it is done")
    })
}

fn not_reviewed(entry: &Entry, vault: &Vault<'_>) -> Option<Diagnostic> {
    let days = vault.settings.review_days?;
    let today = vault.as_of;
    let hint =
        message!("read it again, mend what changed, and set `reviewed_on: {}`", place(today));
    let Some(reviewed) = &entry.reviewed_on else {
        let message = message!("nobody has reviewed this entry; every {} days is the rule", days);
        return Some(
            Diagnostic::warning("not-reviewed", entry.title.span(), message)
                .label("no `reviewed_on`")
                .hint(hint),
        );
    };
    let last = *reviewed.inspect();
    let late = last.checked_add(i64::from(days).days()).is_ok_and(|due| due < today);
    late.then(|| {
        let message = message!("this entry was not reviewed for more than {} days", days);
        Diagnostic::warning("not-reviewed", reviewed.span(), message)
            .label(days_ago(last, today))
            .hint(hint)
    })
}

fn days_ago(day: Date, today: Date) -> Message {
    let span = day.until((Unit::Day, today)).expect("days between dates are few");
    match span.get_days() {
        1 => value("yesterday"),
        days => value(format_args!("{days} days ago")),
    }
}

/// Clients see a title and nothing to read.
fn no_client_text(entry: &Entry) -> Option<Diagnostic> {
    decide(entry.labels(), Audience::Client).ok()?;
    let has_block = entry.body.iter().any(|piece| match piece {
        Piece::Client(_) => true,
        Piece::Sales(_) | Piece::Engineering(_) => false,
    });
    (entry.shown_summary.is_none() && !has_block).then(|| {
        let message = "clients see this entry, but there is nothing for them to read";
        Diagnostic::warning("no-client-text", entry.visibility.span, message)
            .label("visible to clients")
            .hint("add `client: { summary: … }`, a `summary`, or a block `::: client`")
    })
}

/// `now`, `next` or `later` says something else than the target. Entries that are not on their
/// way to their target tell no window.
fn horizon_differs(entry: &Entry, as_of: Date) -> Option<Diagnostic> {
    let target = entry.target.as_ref()?;
    let (horizon, span) = internal_horizon(entry)?;
    if matches!(entry.stage.inspect(), Stage::Paused) {
        return None;
    }
    let (first, last) = (target.inspect().first_day(), target.inspect().last_day());
    let months = match horizon {
        Horizon::Now => NOW_MONTHS,
        Horizon::Next => NEXT_MONTHS,
        Horizon::Later => LATER_MONTHS,
    };
    let limit = as_of.checked_add(months.months()).ok()?;
    let (differs, rule) = match horizon {
        Horizon::Now | Horizon::Next => (first > limit, "begins within"),
        Horizon::Later => (as_of <= last && last < limit, "does not end within"),
    };
    let word = horizon.word();
    differs.then(|| {
        let message = message!("the target says something else than the horizon `{}`", word);
        Diagnostic::warning("horizon-differs", target.span(), message)
            .label(message!("the target of `{}` {} {} months", word, rule, months))
            .related(span, message!("this says `{}`", word))
            .hint("change `target` or `horizon`")
    })
}

/// The horizon that insiders read, and what says so.
fn internal_horizon(entry: &Entry) -> Option<(Horizon, Span)> {
    match &entry.horizon {
        Some(horizon) => Some((*horizon.inspect(), horizon.span())),
        None => {
            declassify::horizon(*entry.stage.inspect()).map(|horizon| (horizon, entry.stage.span()))
        }
    }
}

/// What clients are told must not be sooner than what is planned.
fn client_earlier(entry: &Entry) -> Option<Diagnostic> {
    decide(entry.labels(), Audience::Client).ok()?;
    let told = entry.client_horizon.as_ref()?;
    let (planned, span) = internal_horizon(entry)?;
    (*told.inspect() < planned).then(|| {
        let (told_word, planned) = (told.inspect().word(), planned.word());
        let message = message!("clients are told `{}`, but inside it is `{}`", told_word, planned);
        Diagnostic::warning("client-earlier", told.span(), message)
            .label("earlier than planned")
            .related(span, message!("this says `{}`", planned))
            .hint(message!("set `client.horizon` to `{}` or later, or remove it", planned))
    })
}

/// Days on which something has happened, but which have not come yet.
fn future_dates(entry: &Entry, as_of: Date) -> Vec<Diagnostic> {
    let reviewed = entry.reviewed_on.as_ref().map(|day| (*day.inspect(), day.span()));
    let decision = entry.decision.as_ref();
    let decided = decision.and_then(|decision| Some((decision.inspect().on?, decision.span())));
    let asked = (entry.requests.iter())
        .filter_map(|request| Some((request.inspect().asked_on?, request.span(), "asked_on")));
    let days = [reviewed.map(|(day, span)| (day, span, "reviewed_on"))];
    let days = days.into_iter().chain([decided.map(|(day, span)| (day, span, "decision.on"))]);
    days.flatten()
        .chain(asked)
        .filter(|(day, ..)| *day > as_of)
        .map(|(day, span, key)| {
            let message = message!("`{}` has not come yet: {}", key, value(day_label(day)));
            let hint = match key {
                "reviewed_on" => "write the day on which somebody looked at it",
                "decision.on" => "write the day on which it was decided",
                _ => "write the day on which somebody asked",
            };
            Diagnostic::warning("future-date", span, message)
                .label(message!("later than {}", place(day_label(as_of))))
                .hint(hint)
        })
        .collect()
}

fn empty_themes<'a>(vault: &'a Vault<'_>) -> impl Iterator<Item = Diagnostic> + 'a {
    let used: BTreeSet<&str> = (vault.entries.iter())
        .filter_map(|entry| entry.theme.as_ref().map(|theme| theme.inspect().as_str()))
        .collect();
    let empty = vault.themes.iter().filter(move |theme| !used.contains(theme.id.as_str()));
    empty.map(|theme| {
        let message = "no entry belongs to this theme";
        Diagnostic::warning("empty-theme", theme.title.span(), message)
            .hint(message!("write `theme: {}` in an entry, or delete the file", place(&theme.id)))
    })
}

fn unused_images<'a>(
    vault: &'a Vault<'_>,
    files: &'a SourceFiles,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let used: BTreeSet<&str> = vault.images.paths().collect();
    let unused = files.images.iter().filter(move |path| !used.contains(path.as_str()));
    unused.map(|path| {
        let message = message!("no text shows the image `{}`", place(path));
        Diagnostic::unplaced("unused-image", message)
            .into_warning()
            .hint("show it with `![…](…)`, or delete the file")
    })
}
