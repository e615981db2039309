//! What the overviews of the engineering site say of one entry: dates, slips, names.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::vault::edition::{EngineeringEntry, EngineeringView};

/// The day the site was made for.
pub fn today(view: &EngineeringView) -> Date {
    view.site.as_of.iso.parse().expect("the projection writes days that can be read")
}

/// When it shipped.
pub fn shipped(entry: &EngineeringEntry) -> Option<Date> {
    entry.insider.shipped.as_ref().and_then(|day| day.get().date.parse().ok())
}

/// First and last day of its target.
pub fn due(entry: &EngineeringEntry) -> Option<(Date, Date)> {
    entry.due.as_ref().map(|due| (due.get().first_day(), due.get().last_day()))
}

/// Whether it is decided against.
pub fn is_declined(entry: &EngineeringEntry) -> bool {
    entry.insider.stage.get().key == "declined"
}

/// Whether its target is behind us and it is not there.
pub fn is_overdue(entry: &EngineeringEntry, today: Date) -> bool {
    let is_open = !matches!(entry.insider.stage.get().key, "shipped" | "declined");
    is_open && due(entry).is_some_and(|(_, last)| last < today)
}

/// How far it is or was behind its target, in words; none if it is not.
pub fn slip(entry: &EngineeringEntry, today: Date) -> Option<String> {
    let (_, last) = due(entry)?;
    let late = |until: Date| days(last.until(until).map_or(0, |span| span.get_days()));
    match shipped(entry) {
        Some(day) if day > last => Some(format!("shipped {} late", late(day))),
        None if is_overdue(entry, today) => Some(format!("{} past its target", late(today))),
        _ => None,
    }
}

fn days(count: i32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// Its stage, date, phase and slip in one line.
pub fn note(entry: &EngineeringEntry, today: Date) -> String {
    let insider = &entry.insider;
    let stage = insider.stage.get().label;
    let mut parts = match (&insider.shipped, &entry.due) {
        (Some(day), _) => vec![format!("Shipped {}", day.get().label)],
        (None, Some(due)) => vec![stage.to_owned(), due.get().label.clone()],
        (None, None) => vec![stage.to_owned()],
    };
    parts.extend(insider.phase.as_ref().map(|phase| format!("Phase {}", phase.get())));
    let slip = slip(entry, today);
    parts.extend(slip.map(|slip| slip.strip_prefix("shipped ").unwrap_or(&slip).to_owned()));
    parts.join(" · ")
}

/// Its theme's title and address.
pub fn theme(entry: &EngineeringEntry) -> Option<(&str, &str)> {
    let link = entry.insider.theme.as_ref()?.get();
    Some((&link.title, &link.url))
}

/// Positions of the entries that it waits for.
pub fn dependencies(view: &EngineeringView) -> Vec<Vec<usize>> {
    let at: std::collections::BTreeMap<&str, usize> = (view.entries.iter().enumerate())
        .map(|(at, entry)| (entry.insider.url.get().as_str(), at))
        .collect();
    let of = |entry: &EngineeringEntry| {
        let urls = entry.detail.depends_on.iter().map(|other| other.url.as_str());
        urls.filter_map(|url| at.get(url).copied()).collect()
    };
    view.entries.iter().map(of).collect()
}

/// The addresses of all entries and themes.
pub fn everything(view: &EngineeringView) -> Vec<String> {
    let entries = view.entries.iter().map(|entry| entry.insider.url.get().clone());
    entries.chain(view.themes.iter().map(|theme| theme.url.get().clone())).collect()
}

/// Addresses of these entries and of their themes; of everything, if these are all entries.
pub fn shows(view: &EngineeringView, entries: &[usize]) -> Vec<String> {
    if entries.len() == view.entries.len() {
        return everything(view);
    }
    let entries = || entries.iter().map(|at| &view.entries[*at]);
    let here: BTreeSet<&str> = entries().filter_map(theme).map(|(_, url)| url).collect();
    let themes = view.themes.iter().map(|theme| theme.url.get());
    let themes = themes.filter(|url| here.contains(url.as_str()));
    entries().map(|entry| entry.insider.url.get()).chain(themes).cloned().collect()
}
