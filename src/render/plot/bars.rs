//! Where everything in a plot of stacked bars lies.

use schemars::JsonSchema;
use serde::Serialize;

use super::{pixels, shorten, text_width};

const LABEL: i32 = 210;
const BAR: i32 = 560;
const NOTE: i32 = 190;
const ROW: i32 = 38;
const HEIGHT: i32 = 24;
const SIDE: i32 = 8;
const SIZE: i32 = 13;

/// A bar to draw: what it is of, how much of each series, and what stands behind it.
pub struct Row {
    /// What it is of.
    pub label: String,
    /// How much, by series.
    pub values: Vec<f64>,
    /// Behind the bar.
    pub note: String,
}

/// A plot of stacked bars, in pixels.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Bars {
    /// Of the drawing.
    pub width: i32,
    /// Of the drawing.
    pub height: i32,
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// Where bars begin.
    pub base: i32,
    /// How high a bar is.
    pub thickness: i32,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Bar {
    /// What it is of, as far as it fits.
    pub short: String,
    /// What it is of.
    pub label: String,
    /// Upper edge.
    pub y: i32,
    /// Behind the bar.
    pub note: String,
    /// Where the note stands.
    pub note_x: i32,
    /// The series in it, without those of which there is nothing.
    pub parts: Vec<Part>,
}

/// A series in a bar.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Part {
    /// Which series.
    pub series: usize,
    /// Where it begins.
    pub x: i32,
    /// How long it is.
    pub width: i32,
    /// How much.
    pub value: String,
    /// Whether the number fits into it.
    pub has_room: bool,
}

/// A number without needless decimals.
pub fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}

/// Lays out rows; the longest bar is as long as there is room.
pub fn bars(rows: &[Row]) -> Bars {
    let total = |row: &Row| row.values.iter().sum::<f64>();
    let most = rows.iter().map(total).fold(0.0, f64::max);
    let bars = rows.iter().enumerate().map(|(at, row)| bar(row, SIDE + pixels(at, ROW), most));
    Bars {
        width: SIDE * 2 + LABEL + BAR + NOTE,
        height: SIDE * 2 + pixels(rows.len(), ROW),
        bars: bars.collect(),
        base: SIDE + LABEL,
        thickness: HEIGHT,
    }
}

fn bar(row: &Row, y: i32, most: f64) -> Bar {
    let mut parts = Vec::new();
    let (mut sum, mut x) = (0.0, SIDE + LABEL);
    for (series, value) in row.values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
        sum += value;
        // Each end is rounded, not each length, so that parts add up.
        #[allow(clippy::cast_possible_truncation, reason = "a share of the width of a bar")]
        let end = SIDE + LABEL + (sum / most * f64::from(BAR)).round() as i32;
        let value = number(*value);
        let width = (end - x).max(0);
        let has_room = text_width(&value, SIZE) + 10 <= width;
        parts.push(Part { series, x, width, value, has_room });
        x = end;
    }
    Bar {
        short: shorten(&row.label, SIZE, LABEL - 16),
        label: row.label.clone(),
        y,
        note: shorten(&row.note, SIZE, NOTE - 8),
        note_x: x + 8,
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, bars};

    fn rows(count: usize) -> Vec<Row> {
        let values = |at: usize| (0..6).map(|s| ((at * 7 + s * 3) % 11) as f64 / 2.0).collect();
        let row = |at| Row { label: format!("Row {at}"), values: values(at), note: String::new() };
        (0..count).map(row).collect()
    }

    #[test]
    fn parts_follow_each_other_and_stay_inside() {
        for count in [0, 1, 10, 500] {
            let plot = bars(&rows(count));
            assert_eq!(plot.bars.len(), count);
            for bar in &plot.bars {
                for pair in bar.parts.windows(2) {
                    assert_eq!(pair[0].x + pair[0].width, pair[1].x, "{bar:?}");
                }
                for part in &bar.parts {
                    assert!(part.x >= plot.base && part.x + part.width < plot.width, "{bar:?}");
                }
            }
            for pair in plot.bars.windows(2) {
                assert!(pair[0].y + super::HEIGHT < pair[1].y);
            }
        }
    }

    #[test]
    fn lengths_are_in_proportion_and_nothing_has_none() {
        let row = |value| Row { label: String::new(), values: vec![value], note: String::new() };
        let plot = bars(&[row(10.0), row(5.0), row(0.0)]);
        let widths: Vec<i32> =
            plot.bars.iter().map(|bar| bar.parts.iter().map(|part| part.width).sum()).collect();
        assert_eq!(widths, [560, 280, 0]);
        assert_eq!(bars(&[row(0.0)]).bars[0].parts, []);
    }

    #[test]
    fn the_same_rows_give_the_same_drawing() {
        assert_eq!(bars(&rows(40)), bars(&rows(40)));
    }
}
