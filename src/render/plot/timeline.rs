//! Where everything on a timeline lies: quarters, lanes, bars, slips, arrows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{pixels, shorten, text_width};

/// Length of a year in pixels where quarters are told apart, and where they are not.
const YEAR: i32 = 760;
const FAR_YEAR: i32 = 96;
/// More quarters than this, and only years are told apart.
const MAX_QUARTERS: i32 = 24;
/// Least width of the drawing.
const MIN_WIDTH: i32 = 640;
const SIDE: i32 = 12;
const AXIS: i32 = 48;
const LANE_HEAD: i32 = 34;
const LANE_FOOT: i32 = 10;
const ROW: i32 = 56;
const MIN_BAR: i32 = 10;
/// Between two entries in a row.
const GAP: i32 = 20;
const TITLE_SIZE: i32 = 13;
const NOTE_SIZE: i32 = 12;
const MAX_TEXT: i32 = 330;

/// An entry to draw.
pub struct Item {
    /// Title.
    pub title: String,
    /// Relative to the site's root.
    pub url: String,
    /// Its stage, for the style.
    pub key: &'static str,
    /// What is said of it beneath the title.
    pub note: String,
    /// Its lane.
    pub lane: usize,
    /// First and last day of its target.
    pub due: Option<(Date, Date)>,
    /// When it shipped.
    pub shipped: Option<Date>,
    /// The items that it waits for.
    pub depends_on: Vec<usize>,
}

/// A timeline, in pixels.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// Of the drawing.
    pub width: i32,
    /// Of the drawing.
    pub height: i32,
    /// Quarters or years.
    pub ticks: Vec<Tick>,
    /// Where today is.
    pub today: i32,
    /// Whether the word for today stands before its line.
    pub today_before: bool,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// The entries.
    pub marks: Vec<Mark>,
    /// The dependencies.
    pub arrows: Vec<Arrow>,
}

/// The beginning of a quarter or year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Tick {
    /// Where.
    pub x: i32,
    /// `Q4 2026`.
    pub label: String,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Lane {
    /// Title.
    pub title: String,
    /// Relative to the site's root.
    pub url: Option<String>,
    /// Upper edge.
    pub y: i32,
    /// Height.
    pub height: i32,
}

/// A stretch of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stretch {
    /// Where it begins.
    pub x: i32,
    /// How long it is.
    pub width: i32,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Mark {
    /// Title.
    pub title: String,
    /// Title, as far as it fits.
    pub short: String,
    /// Beneath the title.
    pub note: String,
    /// Relative to the site's root.
    pub url: String,
    /// For the style.
    pub key: &'static str,
    /// Upper edge.
    pub y: i32,
    /// All that it takes up.
    pub room: Stretch,
    /// The target.
    pub bar: Option<Stretch>,
    /// From the target to today, or to the day it shipped.
    pub slip: Option<Stretch>,
    /// The day it shipped.
    pub dot: Option<i32>,
    /// Where the text begins, or ends.
    pub text_x: i32,
    /// Whether the text ends there.
    pub is_end: bool,
}

/// A dependency: from what is waited for to what waits.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Arrow {
    /// For the `d` of an SVG path.
    pub path: String,
    /// Address of what is waited for.
    pub from: String,
    /// Address of what waits.
    pub to: String,
    /// Whether what is waited for comes later than what waits.
    pub is_late: bool,
}

/// Days to pixels.
struct Scale {
    start: Date,
    year: i32,
}

impl Scale {
    fn x(&self, day: Date) -> i32 {
        let days = self.start.until(day).map_or(0, |span| span.get_days());
        // Two hundred years of pixels times days are more than 32 bits hold.
        let x = i64::from(days) * i64::from(self.year) / 365;
        SIDE + i32::try_from(x).unwrap_or(i32::MAX / 4)
    }

    /// From the morning of the first day to the evening of the last.
    fn stretch(&self, (first, last): (Date, Date)) -> Stretch {
        let x = self.x(first);
        let end = last.tomorrow().unwrap_or(last);
        Stretch { x, width: (self.x(end) - x).max(MIN_BAR) }
    }
}

/// The first and the last day of these items and today.
pub fn days(items: &[Item], today: Date) -> (Date, Date) {
    let due = |item: &Item| item.due.map(|(first, last)| [first, last]);
    let ends = |item: &Item| due(item).into_iter().flatten().chain(item.shipped);
    let days = || items.iter().flat_map(ends).chain([today]);
    (days().min().unwrap_or(today), days().max().unwrap_or(today))
}

/// Lays out the items at some places in lanes, on an axis of all [`days`]; lanes without items are
/// left out. Items without a date are not drawn.
pub fn timeline(
    lanes: &[(String, Option<String>)],
    items: &[Item],
    here: &BTreeSet<usize>,
    days: (Date, Date),
    today: Date,
) -> Timeline {
    let (scale, ticks, end) = axis(days);
    let width = (scale.x(end) + SIDE).max(MIN_WIDTH);
    let mark = |at: &usize| Some((*at, mark(&items[*at], &scale, width, today)?));
    let mut drawn: BTreeMap<usize, Mark> = here.iter().filter_map(mark).collect();
    let mut y = AXIS;
    let mut shown = Vec::new();
    for (at, (title, url)) in lanes.iter().enumerate() {
        let mut order: Vec<usize> =
            drawn.keys().copied().filter(|i| items[*i].lane == at).collect();
        if order.is_empty() {
            continue;
        }
        order.sort_by_key(|i| (drawn[i].room.x, *i));
        let rows = pack(&order, &mut drawn, y + LANE_HEAD);
        let height = LANE_HEAD + pixels(rows, ROW) + LANE_FOOT;
        shown.push(Lane { title: title.clone(), url: url.clone(), y, height });
        y += height;
    }
    let arrows = arrows(items, &drawn);
    let today_x = scale.x(today);
    Timeline {
        width,
        height: y + SIDE,
        ticks,
        today: today_x,
        today_before: today_x > width - 150,
        lanes: shown,
        marks: drawn.into_values().collect(),
        arrows,
    }
}

/// The scale, its ticks, and the first day after the last tick's period.
fn axis((first, last): (Date, Date)) -> (Scale, Vec<Tick>, Date) {
    let quarter = |day: Date| i32::from(day.year()) * 4 + i32::from((day.month() - 1) / 3);
    let far = quarter(last) - quarter(first) >= MAX_QUARTERS;
    let (months, year) = if far { (12, FAR_YEAR) } else { (3, YEAR) };
    let month = if far { 1 } else { (first.month() - 1) / 3 * 3 + 1 };
    let start = Date::new(first.year(), month, 1).expect("months 1 to 12 exist");
    let scale = Scale { start, year };
    let mut ticks = Vec::new();
    let mut day = start;
    while day <= last {
        let label = if far {
            day.year().to_string()
        } else {
            format!("Q{} {}", (day.month() - 1) / 3 + 1, day.year())
        };
        ticks.push(Tick { x: scale.x(day), label });
        let Ok(next) = day.checked_add(months.months()) else { break };
        day = next;
    }
    (scale, ticks, day)
}

fn mark(item: &Item, scale: &Scale, width: i32, today: Date) -> Option<Mark> {
    let bar = item.due.map(|due| scale.stretch(due));
    let dot = item.shipped.map(|day| scale.x(day));
    let over = match (item.due, item.shipped) {
        (Some((_, last)), Some(shipped)) if shipped > last => Some((last, shipped)),
        (Some((_, last)), None) if today > last => Some((last, today)),
        _ => None,
    };
    let slip = over.map(|(last, until)| {
        let x = scale.x(last.tomorrow().unwrap_or(last));
        Stretch { x, width: (scale.x(until) - x).max(2) }
    });
    let starts = bar.map(|bar| bar.x).into_iter().chain(dot.map(|x| x - MIN_BAR));
    let start = starts.min()?;
    let ends = [bar, slip].into_iter().flatten().map(|part| part.x + part.width);
    let end = ends.chain(dot.map(|x| x + MIN_BAR)).max()?;
    let short = shorten(&item.title, TITLE_SIZE, MAX_TEXT);
    let note = shorten(&item.note, NOTE_SIZE, MAX_TEXT + 60);
    let text = text_width(&short, TITLE_SIZE).max(text_width(&note, NOTE_SIZE));
    let is_end = start + text > width - SIDE && end - text >= SIDE;
    let (left, right) =
        if is_end { (start.min(end - text), end) } else { (start, end.max(start + text)) };
    Some(Mark {
        title: item.title.clone(),
        short,
        note,
        url: item.url.clone(),
        key: item.key,
        y: 0,
        room: Stretch { x: left, width: right - left },
        bar,
        slip,
        dot,
        text_x: if is_end { end } else { start },
        is_end,
    })
}

/// Gives each mark the first row in which it touches no other; returns how many rows there are.
fn pack(order: &[usize], marks: &mut BTreeMap<usize, Mark>, top: i32) -> usize {
    let mut ends: Vec<i32> = Vec::new();
    for at in order {
        let Some(mark) = marks.get_mut(at) else { continue };
        let row = ends.iter().position(|end| end + GAP <= mark.room.x).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0);
        }
        ends[row] = mark.room.x + mark.room.width;
        mark.y = top + pixels(row, ROW);
    }
    ends.len()
}

fn arrows(items: &[Item], marks: &BTreeMap<usize, Mark>) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for (at, to) in marks {
        let item = &items[*at];
        for dependency in &item.depends_on {
            let Some(from) = marks.get(dependency) else { continue };
            let (x1, y1) = (tip(from), from.y + 11);
            let (x2, y2) = (head(to), to.y + 11);
            let bend = ((x2 - x1).abs() / 2).clamp(24, 90);
            let path = format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend);
            let is_late = is_later(&items[*dependency], item);
            arrows.push(Arrow { path, from: from.url.clone(), to: to.url.clone(), is_late });
        }
    }
    arrows
}

/// Whether something comes later than what waits for it.
pub fn is_later(dependency: &Item, item: &Item) -> bool {
    let done = |item: &Item| item.shipped.or(item.due.map(|(_, last)| last));
    done(dependency) > done(item) && done(item).is_some()
}

/// Where an arrow leaves.
fn tip(mark: &Mark) -> i32 {
    let bar = mark.bar.map(|bar| bar.x + bar.width);
    mark.dot.map(|x| x + 7).or(bar).unwrap_or(mark.text_x) + 1
}

/// Where an arrow arrives.
fn head(mark: &Mark) -> i32 {
    mark.bar.map(|bar| bar.x).or(mark.dot.map(|x| x - 7)).unwrap_or(mark.text_x) - 3
}

#[cfg(test)]
mod tests;
