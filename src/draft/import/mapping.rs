//! Which column becomes which field.

use crate::diagnostic::{did_you_mean, quoted_list};

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

/// What made the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A spreadsheet.
    Csv,
    /// GitHub's command line.
    GitHub,
    /// Jira's CSV export.
    Jira,
}

impl Origin {
    /// The columns that are mapped without being asked.
    fn usual(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Origin::Csv => FIELDS.map(|field| (field, field)).into(),
            Origin::GitHub => vec![
                ("title", "title"),
                ("body", "body"),
                ("tags", "labels"),
                ("owner", "assignees"),
                ("target", "milestone.dueOn"),
            ],
            Origin::Jira => vec![
                ("title", "Summary"),
                ("body", "Description"),
                ("stage", "Status"),
                ("owner", "Assignee"),
                ("tags", "Labels"),
                ("target", "Due date"),
            ],
        }
    }
}

/// Fields with the columns that they are read from.
#[derive(Debug, Default)]
pub struct Mapping {
    places: Vec<(&'static str, usize)>,
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
        let mut mapping = Mapping::default();
        for (name, column) in asked {
            let field = FIELDS
                .into_iter()
                .find(|field| field == name)
                .ok_or_else(|| no_such("field to import", name, FIELDS.into_iter(), "fields"))?;
            if mapping.column(field).is_some() {
                return Err(format!("`{field}` is mapped twice; remove one `--map`"));
            }
            let at = find(columns, column).ok_or_else(|| {
                no_such("column", column, columns.iter().map(String::as_str), "columns")
            })?;
            mapping.places.push((field, at));
        }
        for (field, column) in origin.usual() {
            if let (None, Some(at)) = (mapping.column(field), find(columns, column)) {
                mapping.places.push((field, at));
            }
        }
        if mapping.column("title").is_none() {
            let known = quoted_list(columns.iter().map(String::as_str));
            return Err(format!(
                "no column is known to hold the titles; name it with `--map title=COLUMN`; \
                 columns: {known}"
            ));
        }
        Ok(mapping)
    }

    /// The place of the column that a field is read from.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.places.iter().find(|(name, _)| *name == field).map(|(_, at)| *at)
    }

    /// Whether a field is read from this column.
    pub fn uses(&self, at: usize) -> bool {
        self.places.iter().any(|(_, place)| *place == at)
    }
}

/// A column by its name; upper and lower case and `_` for a space count as equal.
fn find(columns: &[String], name: &str) -> Option<usize> {
    let plain = |name: &str| name.trim().to_lowercase().replace('_', " ");
    let exact = columns.iter().position(|column| column == name);
    exact.or_else(|| columns.iter().position(|column| plain(column) == plain(name)))
}

fn no_such<'a>(
    what: &str,
    wrong: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    them: &str,
) -> String {
    let near = did_you_mean(wrong, known.clone()).map(|hint| format!(": {hint}"));
    let near = near.unwrap_or_default();
    format!("there is no {what} `{wrong}`{near} ({them}: {})", quoted_list(known))
}
