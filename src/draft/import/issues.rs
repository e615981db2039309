//! Issues of GitHub as a table: what `gh issue list`, `gh project item-list` and `gh api` print.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::table::{Columns, Row, RowName, Table, clean, decode};

/// What to run instead, for messages.
const COMMAND: &str = "`gh issue list --json \
    number,title,body,labels,state,stateReason,milestone,assignees,createdAt,closedAt,url`";

/// Fields that say nothing about an issue: they lead programs from one part of GitHub to another.
const MACHINERY: [&str; 12] = [
    "node_id",
    "gravatar_id",
    "performed_via_github_app",
    "reactions",
    "author_association",
    "active_lock_reason",
    "locked",
    "timeline_url",
    "sub_issues_summary",
    "issue_dependencies_summary",
    "iterationId",
    "pinned_comment",
];

/// Reads issues: lists, one after the other or one in another, and single ones on lines.
///
/// # Errors
/// There is something else in it.
pub fn read_issues(bytes: &[u8]) -> Result<Table, String> {
    let text = decode(bytes)?;
    let mut items = Vec::new();
    let mut total = 0;
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let value = value.map_err(|error| format!("this is not what {COMMAND} prints: {error}"))?;
        collect(value, &mut items, &mut total);
    }
    let mut remarks = Vec::new();
    if total > items.len() {
        let found = items.len();
        remarks.push(format!(
            "the file has {found} of {total} items; export the rest as well, such as with `--limit {total}`"
        ));
    }
    let mut reader =
        Reader { columns: Columns::default(), rows: Vec::new(), dropped: BTreeSet::new() };
    let mut pull_requests = Vec::new();
    let several = repositories(&items) > 1;
    for (at, item) in items.into_iter().enumerate() {
        let is_issue = |item: &Map<_, _>| {
            ["title", "number", "content"].iter().any(|key| item.contains_key(*key))
        };
        let Some(item) = object(item).filter(is_issue) else {
            return Err(format!("item {} is not an issue; export them with {COMMAND}", at + 1));
        };
        let item = lifted(item);
        let name = row_name(&item, at, several);
        if is_pull_request(&item) {
            pull_requests.push(name.which);
        } else {
            reader.add(&item, name);
        }
    }
    remarks.extend(left_out(&pull_requests));
    if !reader.dropped.is_empty() {
        let names: Vec<_> = reader.dropped.iter().map(|name| format!("`{name}`")).collect();
        remarks.push(format!("not kept, since only programs need it: {}", names.join(", ")));
    }
    Ok(Table::new(reader.columns, reader.rows, remarks))
}

/// The issues in a value: of a list, of a list of pages, or under `items`.
fn collect(value: Value, items: &mut Vec<Value>, total: &mut usize) {
    match value {
        Value::Array(list) => {
            for value in list {
                match value {
                    Value::Array(page) => items.extend(page),
                    Value::Object(object) => collect(Value::Object(object), items, total),
                    other => items.push(other),
                }
            }
        }
        Value::Object(mut object) if object.get("items").is_some_and(Value::is_array) => {
            let said =
                ["totalCount", "total_count"].iter().find_map(|key| object.get(*key)?.as_u64());
            *total = (*total).max(said.and_then(|said| usize::try_from(said).ok()).unwrap_or(0));
            if let Some(Value::Array(list)) = object.remove("items") {
                items.extend(list);
            }
        }
        other => items.push(other),
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// How many repositories the issues are of.
fn repositories(items: &[Value]) -> usize {
    let names = items.iter().filter_map(|item| {
        item.pointer("/content/repository").or_else(|| item.get("repository_url"))?.as_str()
    });
    names.collect::<BTreeSet<_>>().len()
}

/// An item of a board with the fields of its issue beside its own.
fn lifted(mut item: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(content)) = item.remove("content") {
        for (key, value) in content {
            // The board's own id is the one that the board keeps.
            if key != "id" || !item.contains_key("id") {
                item.insert(key, value);
            }
        }
    }
    // Where the API has the address for programs, the command line has the one for people.
    if let Some(url) = item.remove("html_url") {
        item.insert("url".to_owned(), url);
    }
    item
}

fn is_pull_request(item: &Map<String, Value>) -> bool {
    let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
    item.get("pull_request").is_some_and(|found| !found.is_null())
        || text("type") == "PullRequest"
        || text("url").contains("/pull/")
}

/// By its number, which people know it by; else by its place in the file.
fn row_name(item: &Map<String, Value>, at: usize, several: bool) -> RowName {
    let Some(number) = item.get("number").and_then(Value::as_u64) else {
        return RowName { unit: "item", which: (at + 1).to_string() };
    };
    let repository = item.get("repository").or_else(|| item.get("repository_url"));
    let repository = repository.and_then(Value::as_str).filter(|_| several);
    let which = match repository.map(|path| path.rsplitn(3, '/').take(2).collect::<Vec<_>>()) {
        Some(parts) if parts.len() == 2 => format!("{}/{}#{number}", parts[1], parts[0]),
        _ => number.to_string(),
    };
    RowName { unit: "issue", which }
}

fn left_out(pull_requests: &[String]) -> Option<String> {
    let count = pull_requests.len();
    let names: Vec<_> = pull_requests.iter().map(|which| format!("`{which}`")).collect();
    let what = if count == 1 { "pull request is" } else { "pull requests are" };
    (count > 0).then(|| format!("{count} {what} left out: {}", names.join(", ")))
}

struct Reader {
    columns: Columns,
    rows: Vec<Row>,
    dropped: BTreeSet<String>,
}

impl Reader {
    fn add(&mut self, item: &Map<String, Value>, name: RowName) {
        let mut found = Vec::new();
        for (key, value) in item {
            // What is said once more, for one person.
            let is_again = key == "assignee" && item.contains_key("assignees");
            if !is_again {
                self.flatten(key, value, &mut found);
            }
        }
        let mut cells = vec![Vec::new(); self.columns.names.len()];
        for (name, value) in found {
            let place = self.columns.place(&name, 0);
            cells.resize(self.columns.names.len(), Vec::new());
            cells[place].extend(clean(&value));
        }
        self.rows.push(Row { name, cells, remarks: Vec::new() });
    }

    /// Names and values: `milestone.title` for a value in a value, several for a list.
    fn flatten(&mut self, name: &str, value: &Value, found: &mut Vec<(String, String)>) {
        let key = name.rsplit('.').next().unwrap_or(name);
        let is_inner_id = key == "id" && name != "id";
        if is_inner_id || key.ends_with("_url") || MACHINERY.contains(&key) {
            if !value.is_null() && !is_inner_id {
                self.dropped.insert(name.split('.').next().unwrap_or(name).to_owned());
            }
            return;
        }
        match value {
            Value::Null => {}
            Value::Bool(value) => found.push((name.to_owned(), value.to_string())),
            Value::Number(value) => found.push((name.to_owned(), value.to_string())),
            Value::String(value) => found.push((name.to_owned(), value.clone())),
            Value::Array(items) => {
                found.extend(items.iter().map(|item| (name.to_owned(), words(item))));
            }
            // Of a person, the name by which GitHub knows them.
            Value::Object(fields) if fields.contains_key("login") => {
                found.push((name.to_owned(), words(value)));
            }
            Value::Object(fields) => {
                for (key, value) in fields.iter().filter(|(key, _)| *key != "creator") {
                    self.flatten(&format!("{name}.{key}"), value, found);
                }
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
