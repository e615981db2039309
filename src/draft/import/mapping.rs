//! Which column becomes which field, and which value which.

use crate::diagnostic::{did_you_mean, quoted_list, value};
use crate::vault::Outline;
use crate::vault::vocabulary::{Confidence, Horizon, Origin as Source, Stage};
use crate::yaml::Choice;

use super::columns::{plain, usual};
use super::fields::{self, one_line};
use super::states;
use super::table::Table;

/// The fields that can be imported.
pub const FIELDS: [&str; 16] = [
    "title",
    "body",
    "summary",
    "stage",
    "theme",
    "horizon",
    "target",
    "shipped_on",
    "reviewed_on",
    "owner",
    "team",
    "origin",
    "confidence",
    "effort",
    "phase",
    "tags",
];

/// What is no field of an entry and yet tells something: which row it is, and how it ended.
const HELPERS: [&str; 2] = ["key", "resolution"];

/// Fields whose values nobody else names differently.
const UNEXCHANGED: [&str; 3] = ["title", "body", "key"];

/// What a resolution can mean.
const ENDINGS: [&str; 2] = ["shipped", "declined"];

/// What made the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A spreadsheet, or a tool without a name here.
    Csv,
    /// GitHub's command line.
    GitHub,
    /// Jira's CSV export.
    Jira,
}

/// Fields with the columns that they are read from.
#[derive(Debug)]
pub struct Mapping {
    origin: Origin,
    places: Vec<(&'static str, usize)>,
    exchanged: Vec<Exchange>,
}

/// A value of another tool, and what is meant by it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The field.
    pub field: String,
    /// What the file says.
    pub written: String,
    /// What is meant.
    pub meant: String,
}

impl Mapping {
    /// What was asked for, and what is usual for the rest.
    ///
    /// # Errors
    /// There is no such field or column, or no column with titles.
    pub fn of(
        origin: Origin,
        columns: &[String],
        asked: &[(String, String)],
    ) -> Result<Mapping, String> {
        let mut mapping = Mapping { origin, places: Vec::new(), exchanged: Vec::new() };
        for (name, column) in asked {
            let known = || FIELDS.into_iter().chain(HELPERS);
            let field = known()
                .find(|field| field == name)
                .ok_or_else(|| no_such("field to import", name, known(), "fields"))?;
            if mapping.columns(field).next().is_some() {
                return Err(format!("`{field}` is mapped twice; remove one `--map`"));
            }
            let at = find(columns, column).ok_or_else(|| {
                no_such("column", column, columns.iter().map(String::as_str), "columns")
            })?;
            mapping.places.push((field, at));
        }
        let asked: Vec<_> = mapping.places.iter().map(|(field, _)| *field).collect();
        for (field, names) in usual(origin) {
            let is_asked =
                asked.contains(&field) || (field == "window" && asked.contains(&"target"));
            let places = names.iter().filter_map(|name| find(columns, name));
            for at in places.filter(|_| !is_asked) {
                // A key stays where it is, whatever else is read from it.
                let is_free = field == "key" || !mapping.uses(at);
                let is_first = field != "title" || mapping.columns("title").next().is_none();
                if is_free && is_first && !mapping.places.contains(&(field, at)) {
                    mapping.places.push((field, at));
                }
            }
        }
        if mapping.columns("title").next().is_none() {
            let known = quoted_list(columns.iter().map(value)).in_full();
            return Err(format!(
                "no column is known to hold the titles; name it with `--map title=COLUMN`; \
                 columns: {known}"
            ));
        }
        Ok(mapping)
    }

    /// The same, with values that mean others.
    ///
    /// # Errors
    /// There is no such field, no such value to mean, or none that is written like this.
    pub fn exchanging(
        mut self,
        exchanged: &[Exchange],
        table: &Table,
        outline: &Outline,
    ) -> Result<Mapping, String> {
        for exchange in exchanged {
            let Exchange { field, written, meant } = exchange;
            let all = || FIELDS.into_iter().chain(HELPERS);
            let known = || all().filter(|field| !UNEXCHANGED.contains(field));
            let field = known().find(|known| known == field).ok_or_else(|| {
                no_such("field whose values can be named", field, known(), "fields")
            })?;
            is_meant(field, meant, outline)?;
            let columns: Vec<usize> = self.columns(field).collect();
            if columns.is_empty() {
                return Err(format!(
                    "`{field}` is read from no column; name it with `--map {field}=COLUMN`"
                ));
            }
            let cells = table.rows.iter().flat_map(|row| columns.iter().map(|at| &row.cells[*at]));
            let mut values: Vec<String> = cells.flatten().map(|value| one_line(value)).collect();
            values.sort_unstable();
            values.dedup();
            if !values.iter().any(|value| is_same(value, written)) {
                let column = &table.columns[columns[0]];
                let what = format!("value in `{column}`");
                let values = values.iter().map(String::as_str).take(20);
                return Err(no_such(&what, written, values, "values"));
            }
            self.exchanged.push(exchange.clone());
        }
        Ok(self)
    }

    /// What is meant by a value, if somebody said so.
    pub fn meant(&self, field: &str, written: &str) -> Option<&str> {
        let mut said = self.exchanged.iter().filter(|exchange| exchange.field == field);
        said.find(|exchange| is_same(&exchange.written, written)).map(|found| found.meant.as_str())
    }

    /// The places of the columns that a field is read from, the best first.
    pub fn columns(&self, field: &str) -> impl Iterator<Item = usize> {
        self.places.iter().filter(move |(name, _)| *name == field).map(|(_, at)| *at)
    }

    /// Whether a field is read from this column. A key is read and stays.
    pub fn uses(&self, at: usize) -> bool {
        self.places.iter().any(|(field, place)| *place == at && *field != "key")
    }

    /// What made the file.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}

/// Whether two values are the same but for case and spaces.
fn is_same(a: &str, b: &str) -> bool {
    one_line(a).to_lowercase() == one_line(b).to_lowercase()
}

/// Whether a field can have a value.
fn is_meant(field: &'static str, meant: &str, outline: &Outline) -> Result<(), String> {
    match field {
        "stage" => is_word::<Stage>(meant),
        "horizon" => is_word::<Horizon>(meant),
        "origin" => is_word::<Source>(meant),
        "confidence" => is_word::<Confidence>(meant),
        "resolution" if ENDINGS.contains(&meant) => Ok(()),
        "resolution" => Err(no_such("ending", meant, ENDINGS.into_iter(), "allowed")),
        "theme" if fields::theme(meant, outline).is_none() => {
            let ids = outline.theme_ids.iter().map(String::as_str);
            Err(no_such("theme", meant, ids, "themes"))
        }
        _ => fields::value(field, meant, outline).map(|_| ()),
    }
}

fn is_word<T: Choice>(meant: &str) -> Result<(), String> {
    let words = || T::ALL.iter().map(|member| member.word());
    let is_known = words().any(|word| word == states::plain(meant).replace(' ', "-"));
    let what = T::WHAT.split_once(' ').map_or(T::WHAT, |(_, noun)| noun);
    if is_known { Ok(()) } else { Err(no_such(what, meant, words(), "allowed")) }
}

/// A column by its name; upper and lower case and the signs between words count as equal.
fn find(columns: &[String], name: &str) -> Option<usize> {
    let exact = columns.iter().position(|column| column == name);
    let name = plain(name);
    exact.or_else(|| columns.iter().position(|column| !name.is_empty() && plain(column) == name))
}

fn no_such<'a>(
    what: &str,
    wrong: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    them: &str,
) -> String {
    let known = known.map(value);
    let near = did_you_mean(wrong, known.clone()).map(|hint| format!(": {}", hint.in_full()));
    let near = near.unwrap_or_default();
    format!("there is no {what} `{wrong}`{near} ({them}: {})", quoted_list(known).in_full())
}
