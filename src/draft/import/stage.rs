//! How far an entry has come: from its state, how it ended, and the day on which it did.

use crate::vault::vocabulary::Stage;

use super::fields::{self, one_line, shown};
use super::mapping::Origin;
use super::record::{Draft, Reading};
use super::states::{self, Ending};
use super::table::Row;

/// What a column says in a row.
struct Cell<'a> {
    column: &'a str,
    /// On one line.
    words: String,
}

/// Reads the stage of a row. What shipped needs a day that has come, and what did not has none.
pub fn settle(draft: &mut Draft, reading: Reading<'_>, row: &Row) {
    let state = cell(draft, reading, row, "stage");
    let ended = cell(draft, reading, row, "resolution");
    let day = cell(draft, reading, row, "shipped_on");
    let said = state.as_ref().and_then(|state| stage(draft, reading, state, ended.as_ref()));
    let shipped_on = day.as_ref().and_then(|day| shipped_on(draft, day));
    draft.stage = match (said, shipped_on) {
        (Some(Stage::Shipped), Some(on)) if on <= reading.today => {
            draft.fields.push(("shipped_on", on.to_string()));
            Stage::Shipped
        }
        // A day on which it was completed says that it was.
        (None, Some(on)) if state.is_none() && on <= reading.today => {
            let column = day.as_ref().map_or("shipped_on", |day| day.column);
            draft.remarks.push(format!("`{column}` has a day; imported as `shipped`"));
            draft.fields.push(("shipped_on", on.to_string()));
            Stage::Shipped
        }
        (Some(Stage::Shipped), on) => {
            let written = state.as_ref().map_or("shipped", |state| state.words.as_str());
            let why = match on {
                Some(on) => format!("`{}` is said of {on}, which has not come", shown(written)),
                None => format!(
                    "`{}` needs the day on which it shipped (`--map shipped_on=COLUMN`)",
                    shown(written)
                ),
            };
            draft.remarks.push(format!("{why}; imported as `in-progress`, kept under `extra`"));
            keep(draft, state.as_ref());
            if on.is_some() {
                keep(draft, day.as_ref());
            }
            Stage::InProgress
        }
        (said, on) => {
            if on.is_some() {
                keep(draft, day.as_ref());
            }
            said.unwrap_or(Stage::Idea)
        }
    };
    // What is over has no horizon.
    if matches!(draft.stage, Stage::Shipped | Stage::Declined)
        && let Some(at) = draft.fields.iter().position(|(field, _)| *field == "horizon")
    {
        let (_, horizon) = draft.fields.remove(at);
        draft.keep("horizon", &[horizon]);
    }
}

/// The first column of a field that says anything. The others are kept.
fn cell<'a>(draft: &mut Draft, reading: Reading<'a>, row: &Row, field: &str) -> Option<Cell<'a>> {
    let mut columns = reading.mapping.columns(field).filter(|at| !row.cells[*at].is_empty());
    let at = columns.next()?;
    for other in columns {
        draft.keep(&reading.table.columns[other], &row.cells[other]);
    }
    let (first, more) = row.cells[at].split_first()?;
    draft.keep(&reading.table.columns[at], more);
    Some(Cell { column: &reading.table.columns[at], words: one_line(first) })
}

/// The stage that a state means, given how the entry ended.
fn stage(
    draft: &mut Draft,
    reading: Reading<'_>,
    state: &Cell<'_>,
    ended: Option<&Cell<'_>>,
) -> Option<Stage> {
    let meant = reading.mapping.meant("stage", &state.words);
    let said = match fields::stage(meant.unwrap_or(&state.words)) {
        Ok(said) => said,
        Err(remark) => {
            draft.remarks.push(format!("{remark}; kept under `extra`"));
            keep(draft, Some(state));
            keep(draft, ended);
            return None;
        }
    };
    if said != Stage::Shipped {
        keep(draft, ended.filter(|ended| states::ending(&ended.words) != Ending::Open));
        return Some(said);
    }
    let Some(ended) = ended else {
        let has_reasons = reading.mapping.columns("resolution").next().is_some();
        let is_silent = reading.mapping.origin() == Origin::GitHub
            && meant.is_none()
            && states::plain(&state.words) == "closed"
            && !has_reasons;
        if is_silent {
            draft.remarks.push(format!(
                "`{}` does not say whether it was done; export `stateReason` as well; imported as \
                 `idea`, kept under `extra`",
                state.words
            ));
            keep(draft, Some(state));
            return None;
        }
        return Some(said);
    };
    let meant = reading.mapping.meant("resolution", &ended.words);
    match states::ending(meant.unwrap_or(&ended.words)) {
        Ending::Done | Ending::Open => Some(Stage::Shipped),
        Ending::Undone => {
            keep(draft, Some(ended));
            Some(Stage::Declined)
        }
        Ending::Unknown => {
            draft.remarks.push(format!(
                "`{written}` does not say whether it was done; say so with \
                 `--value \"resolution:{written}=shipped\"` (or `declined`); imported as `idea`, \
                 kept under `extra`",
                written = shown(&ended.words)
            ));
            keep(draft, Some(state));
            keep(draft, Some(ended));
            None
        }
    }
}

/// The day on which it shipped.
fn shipped_on(draft: &mut Draft, day: &Cell<'_>) -> Option<jiff::civil::Date> {
    // Some tools say that it is, and not when.
    let is_answer =
        ["yes", "no", "true", "false", "0", "1", "x"].contains(&&*states::plain(&day.words));
    match fields::day(&day.words) {
        Ok(day) => Some(day),
        Err(remark) => {
            if !is_answer {
                draft.remarks.push(format!("{remark}; kept under `extra`"));
            }
            keep(draft, Some(day));
            None
        }
    }
}

fn keep(draft: &mut Draft, cell: Option<&Cell<'_>>) {
    if let Some(cell) = cell {
        draft.keep(cell.column, std::slice::from_ref(&cell.words));
    }
}
