//! Issues as `gh issue list --json …` prints them, as a table.

use serde_json::Value;

use super::table::{Columns, Row, Table, clean, decode};

/// What to run instead, for messages.
const COMMAND: &str =
    "`gh issue list --json number,title,body,labels,state,milestone,assignees,createdAt,url`";

/// Reads a JSON list of issues.
///
/// # Errors
/// It is none.
pub fn read_issues(bytes: &[u8]) -> Result<Table, String> {
    let text = decode(bytes)?;
    let issues: Vec<Value> = serde_json::from_str(&text)
        .map_err(|error| format!("this is not what {COMMAND} prints: {error}"))?;
    let mut columns = Columns::default();
    let mut rows = Vec::new();
    for (at, issue) in issues.iter().enumerate() {
        if !issue.is_object() {
            return Err(format!("item {} is not an issue; export them with {COMMAND}", at + 1));
        }
        let mut found = Vec::new();
        flatten("", issue, &mut found);
        let mut cells = vec![Vec::new(); columns.names.len()];
        for (name, value) in found {
            let place = columns.place(&name, 0);
            cells.resize(columns.names.len(), Vec::new());
            cells[place].extend(clean(&value));
        }
        let number = issue.get("number").and_then(Value::as_u64);
        let number = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(at + 1);
        rows.push(Row { number, cells });
    }
    let columns = columns.names;
    for row in &mut rows {
        row.cells.resize(columns.len(), Vec::new());
    }
    Ok(Table { unit: "issue", columns, rows })
}

/// Names and values: `milestone.title` for a value in a value, several for a list.
fn flatten(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Bool(value) => found.push((name.to_owned(), value.to_string())),
        Value::Number(value) => found.push((name.to_owned(), value.to_string())),
        Value::String(value) => found.push((name.to_owned(), value.clone())),
        Value::Array(items) => {
            found.extend(items.iter().map(|item| (name.to_owned(), words(item))));
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&name, value, found);
            }
        }
    }
}

/// An item of a list by the name that people know it by.
fn words(item: &Value) -> String {
    let named = ["login", "name", "title"].iter().find_map(|key| item.get(key)?.as_str());
    match (named, item) {
        (Some(name), _) => name.to_owned(),
        (None, Value::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}
