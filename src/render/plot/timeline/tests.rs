//! Nothing on a timeline covers anything else, whatever is on it.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::{Item, Timeline, days, timeline};

const TODAY: Date = date(2026, 11, 22);

fn item(at: usize, due: Option<(Date, Date)>, shipped: Option<Date>) -> Item {
    Item {
        title: format!("Entry number {at} with {}", "words ".repeat(at % 9)),
        url: format!("items/{at}.html"),
        key: "planned",
        note: "Planned".to_owned(),
        lane: at % 7,
        due,
        shipped,
        depends_on: at.checked_sub(3).into_iter().collect(),
    }
}

fn items(count: usize, spread: i32) -> Vec<Item> {
    let many = (0..count).map(|at| {
        let step = i32::try_from(at).expect("few") * 37 % spread;
        let first = date(2026, 1, 1) + step.days();
        let due = (at % 5 != 0).then(|| (first, first + ((at % 4) as i32 * 45).days()));
        item(at, due, (at % 3 == 0).then(|| first + 20.days()))
    });
    many.collect()
}

fn lanes() -> Vec<(String, Option<String>)> {
    (0..7).map(|at| (format!("Lane {at}"), None)).collect()
}

/// A timeline of all these items.
fn draw(items: &[Item]) -> Timeline {
    timeline(&lanes(), items, &(0..items.len()).collect(), days(items, TODAY), TODAY)
}

#[test]
fn entries_do_not_overlap_and_stay_inside() {
    for (count, spread) in [(0, 1), (1, 1), (60, 700), (500, 900), (500, 20_000)] {
        let drawn = draw(&items(count, spread));
        for (at, one) in drawn.marks.iter().enumerate() {
            assert!(one.room.x >= 0 && one.y > 0 && one.y < drawn.height, "{one:?}");
            assert!(one.room.x + one.room.width <= drawn.width.max(700), "{one:?}");
            for other in &drawn.marks[at + 1..] {
                let apart = one.room.x + one.room.width <= other.room.x
                    || other.room.x + other.room.width <= one.room.x;
                assert!(one.y != other.y || apart, "{one:?} {other:?}");
            }
        }
        for pair in drawn.lanes.windows(2) {
            assert_eq!(pair[0].y + pair[0].height, pair[1].y);
        }
    }
}

#[test]
fn the_same_entries_give_the_same_drawing() {
    assert_eq!(draw(&items(80, 700)), draw(&items(80, 700)));
}

#[test]
fn an_empty_timeline_is_the_quarter_of_today() {
    let drawn = draw(&[]);
    let labels: Vec<_> = drawn.ticks.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!((labels, drawn.marks.len()), (vec!["Q4 2026"], 0));
    assert!(drawn.today > 0 && drawn.today < drawn.width);
}

#[test]
fn precision_shows_as_width() {
    let mut widths = Vec::new();
    for (first, last) in [
        (date(2027, 1, 15), date(2027, 1, 15)),
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 6, 30)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ] {
        let drawn = draw(&[item(0, Some((first, last)), None)]);
        widths.push(drawn.marks[0].bar.expect("it has a target").width);
    }
    assert!(widths.is_sorted_by(|a, b| a < b), "{widths:?}");
}

#[test]
fn what_is_past_its_target_slips_until_today_or_until_it_shipped() {
    let due = Some((date(2026, 7, 1), date(2026, 9, 30)));
    let slip = |shipped| draw(&[item(0, due, shipped)]).marks[0].slip;
    let (open, late) = (slip(None), slip(Some(date(2026, 10, 20))));
    assert!(open.expect("late").width > late.expect("late").width);
    assert_eq!(slip(Some(date(2026, 9, 30))), None);
    let ahead = Some((date(2026, 10, 1), date(2026, 12, 31)));
    assert_eq!(draw(&[item(0, ahead, None)]).marks[0].slip, None);
}

#[test]
fn an_entry_without_a_date_is_not_drawn() {
    let drawn = draw(&[item(0, None, None)]);
    assert_eq!((drawn.marks.len(), drawn.lanes.len()), (0, 0));
}
