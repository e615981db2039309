//! What histories tell, and what they do not.

use jiff::civil::{Date, date};

use super::super::snapshot::Span;
use super::super::snapshot::tests::{entry, published, snapshot};
use super::{Happening, History, Ledger, Slips, Step};
use crate::audience::{Audience, Client};
use crate::ledger::{Document, Word};
use crate::vault::vocabulary::Horizon;

const TEXT: &str = "Orders and stock travel both ways between the shop and the warehouse.";

/// An entry with a horizon and a status, as clients are told.
fn at(horizon: &str, status: &str) -> Document {
    let horizon = (!horizon.is_empty())
        .then(|| Word { key: horizon.to_owned(), label: horizon.to_uppercase() });
    let mut entry = Document { horizon, ..entry("A", "one", TEXT) };
    entry.facts.insert("status".to_owned(), vec![status.to_owned()]);
    entry
}

/// An entry that is expected at the end of a month of 2027.
fn expected(month: i8) -> Document {
    let until = date(2027, month, 28);
    let window = Some(Span { label: format!("month {month}"), until });
    Document { window, ..at("next", "Planned") }
}

fn november(day: usize) -> Date {
    date(2026, 11, i8::try_from(day).expect("a day of a month"))
}

/// A ledger of what was published on the first days of November.
fn ledger(editions: &[Vec<Document>]) -> Ledger {
    let mut ledger = Ledger::default();
    for (at, entries) in editions.iter().enumerate() {
        let published = published(november(at + 1), Audience::Client);
        let addition = ledger.add(&snapshot(entries.clone()), published).expect("in order");
        ledger.take(&addition);
    }
    ledger
}

/// The history of what is read the day after these were published, of which the last is not
/// recorded yet.
fn traced(mut editions: Vec<Vec<Document>>, slips: Slips) -> History<Client> {
    let now = editions.pop().expect("there is one now");
    let day = november(editions.len() + 1);
    History::trace(&ledger(&editions), &snapshot(now), day, slips)
}

/// What is told of the first entry: the day of the month, and the steps.
fn told(editions: Vec<Document>, slips: Slips) -> Vec<(i8, Vec<Step>)> {
    let history = traced(editions.into_iter().map(|entry| vec![entry]).collect(), slips);
    let tell = |it: &Happening| (it.on.day(), it.steps.clone());
    history.of("items/a.html").iter().map(tell).collect()
}

#[test]
fn every_step_forward_is_told_on_its_day_and_newest_first() {
    let way = vec![
        at("later", "Planned"),
        at("next", "Planned"),
        at("now", "In progress"),
        at("now", "Early access"),
        at("", "Available"),
    ];
    let expected = vec![
        (5, vec![Step::Shipped]),
        (4, vec![Step::Tried]),
        (3, vec![Step::Nearer(Horizon::Now), Step::Begun]),
        (2, vec![Step::Nearer(Horizon::Next)]),
    ];
    for slips in [Slips::Hidden, Slips::Shown] {
        assert_eq!(told(way.clone(), slips), expected);
    }
}

#[test]
fn a_step_that_was_taken_back_is_never_told() {
    let way = vec![
        at("later", "Planned"),
        at("now", "In progress"),
        at("later", "Planned"),
        at("later", "Planned"),
    ];
    assert_eq!(told(way.clone(), Slips::Hidden), []);
    let slip = vec![Step::Farther(Horizon::Later), Step::SetBack];
    assert_eq!(told(way, Slips::Shown), [(3, slip)]);
    // It shipped by mistake, and then in earnest.
    let way = vec![
        at("now", "Early access"),
        at("", "Available"),
        at("now", "Early access"),
        at("", "Available"),
    ];
    assert_eq!(told(way, Slips::Hidden), [(4, vec![Step::Shipped])]);
}

#[test]
fn only_the_present_window_is_told() {
    let none = || at("next", "Planned");
    let cases = [
        (vec![none(), expected(3)], vec![(2, vec![Step::Dated])], vec![]),
        (vec![expected(6), expected(3)], vec![(2, vec![Step::Earlier])], vec![]),
        (vec![expected(3), expected(6)], vec![], vec![(2, vec![Step::Later])]),
        (vec![none(), expected(3), expected(6)], vec![], vec![(3, vec![Step::Later])]),
        (vec![expected(3), none()], vec![], vec![(2, vec![Step::Undated])]),
    ];
    for (way, hidden, slips) in cases {
        assert_eq!(told(way.clone(), Slips::Hidden), hidden);
        let shown = [hidden, slips].concat();
        assert_eq!(told(way, Slips::Shown), shown);
    }
}

#[test]
fn what_rested_is_taken_up_again() {
    let way = |last: &str| vec![at("next", "On hold"), at("next", "Planned"), at("next", last)];
    assert_eq!(told(way("Planned"), Slips::Hidden), [(2, vec![Step::Resumed])]);
    assert_eq!(told(way("On hold"), Slips::Hidden), []);
    assert_eq!(told(way("On hold"), Slips::Shown), [(3, vec![Step::Paused])]);
    assert_eq!(told(way("Not planned"), Slips::Shown), [(3, vec![Step::Declined])]);
}

#[test]
fn what_was_there_from_the_first_publication_is_not_called_new_and_what_came_later_is() {
    let (a, b) = (at("now", "In progress"), entry("B", "two", "Something else."));
    let editions = vec![vec![a.clone()], vec![a.clone(), b.clone()], vec![b.clone(), a.clone()]];
    let history = traced(editions, Slips::Hidden);
    assert_eq!(history.first(), Some(november(1)));
    assert_eq!(history.of("items/a.html"), []);
    let added = Happening { on: november(2), steps: vec![Step::Added] };
    assert_eq!(history.of("items/b.html"), [added]);
}

#[test]
fn what_was_withdrawn_is_not_told_and_comes_back_as_new() {
    let (a, b) = (at("now", "In progress"), entry("B", "two", "Something else."));
    let with = || vec![a.clone(), b.clone()];
    let without = || vec![a.clone()];
    let history = traced(vec![without(), with(), without()], Slips::Shown);
    assert_eq!(history.of("items/b.html"), []);
    let history = traced(vec![with(), without(), with()], Slips::Shown);
    assert_eq!(history.of("items/b.html")[0].on, november(3));
    assert_eq!(history.of("items/b.html").len(), 1);
}

#[test]
fn a_renamed_entry_keeps_its_history() {
    let renamed = Document {
        title: "New name".to_owned(),
        path: "items/new-name.html".to_owned(),
        ..at("now", "Planned")
    };
    let editions = vec![vec![at("later", "Planned")], vec![at("now", "Planned")], vec![renamed]];
    let history = traced(editions, Slips::Hidden);
    let nearer = Happening { on: november(2), steps: vec![Step::Nearer(Horizon::Now)] };
    assert_eq!(history.of("items/new-name.html"), [nearer]);
}

#[test]
fn recording_what_is_read_changes_nothing() {
    let way = [at("later", "Planned"), at("now", "In progress"), at("", "Available")];
    for length in 1..=way.len() {
        let editions: Vec<_> = way[..length].iter().map(|entry| vec![entry.clone()]).collect();
        let (day, now) = (november(length), snapshot(editions[length - 1].clone()));
        let tell = |recorded: usize| {
            let ledger = ledger(&editions[..recorded]);
            let history = History::<Client>::trace(&ledger, &now, day, Slips::Shown);
            (history.first(), history.of("items/a.html").to_vec())
        };
        assert_eq!(tell(length - 1), tell(length), "{length}");
    }
}

#[test]
fn later_publications_and_those_for_others_are_not_looked_at() {
    let way = [at("later", "Planned"), at("now", "In progress"), at("next", "Planned")];
    let mut editions: Vec<_> = way.iter().map(|entry| vec![entry.clone()]).collect();
    // Seen from there, the entry would be new.
    editions[2].clear();
    let now = snapshot(editions[1].clone());
    let whole = ledger(&editions);
    let history = History::<Client>::trace(&whole, &now, november(2), Slips::Shown);
    let expected = ledger(&editions[..2]);
    let expected = History::<Client>::trace(&expected, &now, november(2), Slips::Shown);
    assert_eq!(history.of("items/a.html"), expected.of("items/a.html"));
    assert_eq!(history.of("items/a.html").len(), 1);

    let mut with_sales = ledger(&editions[..1]);
    let other = crate::ledger::Snapshot { audience: Audience::Sales, ..now.clone() };
    let published = published(november(1), Audience::Sales);
    let addition = with_sales.add(&other, published).expect("in order");
    with_sales.take(&addition);
    let history = History::<Client>::trace(&with_sales, &now, november(2), Slips::Shown);
    assert_eq!(history.of("items/a.html"), expected.of("items/a.html"));
}

#[test]
fn the_days_alone_are_no_news() {
    let passed = Span { label: "1 November".to_owned(), until: november(1) };
    let before = Document { window: Some(passed), ..at("next", "Planned") };
    assert_eq!(told(vec![before, at("next", "Planned")], Slips::Shown), []);
}

#[test]
fn nothing_published_before_has_no_history() {
    let now = snapshot(vec![at("now", "Planned")]);
    let none = History::<Client>::trace(&Ledger::default(), &now, november(2), Slips::Shown);
    assert_eq!(none.first(), None);
    let today = ledger(&[vec![at("later", "Planned")]]);
    let none = History::<Client>::trace(&today, &now, november(1), Slips::Shown);
    assert_eq!((none.first(), none.of("items/a.html")), (None, &[][..]));
}
