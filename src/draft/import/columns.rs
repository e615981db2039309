//! The names that the columns of other tools have, by the field that each is read into.

use super::mapping::Origin;

/// A field and the columns that it is read from without being asked, the best first.
pub type Usual = (&'static str, &'static [&'static str]);

/// Columns of any tool. Sources of their own come first.
const ANY: [Usual; 19] = [
    (
        "key",
        &[
            "issue key",
            "key",
            "identifier",
            "issue id",
            "task id",
            "card id",
            "story id",
            "feature id",
            "reference",
            "reference num",
            "feature reference",
            "id",
            "number",
            "url",
        ],
    ),
    (
        "title",
        &[
            "title",
            "name",
            "task name",
            "card name",
            "feature name",
            "idea name",
            "issue title",
            "initiative name",
            "epic name",
            "subject",
            "task",
            "feature",
            "summary",
        ],
    ),
    (
        "body",
        &[
            "body",
            "description",
            "notes",
            "card description",
            "feature description",
            "task description",
            "task content",
            "details",
        ],
    ),
    ("summary", &["summary"]),
    (
        "stage",
        &["stage", "status", "state", "feature status", "list name", "section/column", "column"],
    ),
    ("resolution", &["resolution"]),
    ("theme", &["theme"]),
    ("horizon", &["horizon"]),
    (
        "target",
        &["target", "target date", "due date", "due on", "due", "deadline", "feature due date"],
    ),
    (
        "window",
        &[
            "timeframe",
            "quarter",
            "target quarter",
            "release",
            "release name",
            "milestone",
            "fix versions",
            "fix version/s",
        ],
    ),
    (
        "shipped_on",
        &[
            "shipped on",
            "shipped",
            "completed at",
            "completed on",
            "completed date",
            "date completed",
            "completed",
            "date done",
            "released on",
            "resolved",
            "closed at",
            "closed",
            "done date",
        ],
    ),
    ("reviewed_on", &["reviewed on"]),
    (
        "owner",
        &[
            "owner",
            "assignee",
            "assigned to",
            "assignees",
            "feature owner",
            "owner email",
            "responsible",
        ],
    ),
    ("team", &["team"]),
    ("origin", &["origin"]),
    ("confidence", &["confidence"]),
    ("effort", &["effort"]),
    ("phase", &["phase"]),
    ("tags", &["tags", "labels", "label", "keywords"]),
];

const GITHUB: [Usual; 9] = [
    ("key", &["url", "id", "number"]),
    ("title", &["title"]),
    ("body", &["body"]),
    ("stage", &["status", "state"]),
    ("resolution", &["stateReason", "state_reason"]),
    ("owner", &["assignees", "assignee"]),
    ("tags", &["labels"]),
    (
        "target",
        &["target date", "due date", "due", "target", "milestone.dueOn", "milestone.due_on"],
    ),
    ("shipped_on", &["closedAt", "closed_at"]),
];

const GITHUB_WINDOWS: Usual =
    ("window", &["quarter", "release", "milestone.title", "iteration.title"]);

const JIRA: [Usual; 10] = [
    ("key", &["Issue key", "Key", "Issue id"]),
    ("title", &["Summary"]),
    ("body", &["Description"]),
    ("stage", &["Status"]),
    ("resolution", &["Resolution"]),
    ("owner", &["Assignee"]),
    ("tags", &["Labels"]),
    ("target", &["Due date", "Custom field (Target end)", "Target end"]),
    ("window", &["Fix versions", "Fix Version/s", "Fix Version", "Custom field (Target release)"]),
    ("shipped_on", &["Resolved", "Resolution date", "Custom field (Actual end)"]),
];

/// Words in the names of columns whose values a tool has sets of: states, versions, priorities. Names
/// of people and of companies are in none of them.
const MECHANICAL: [&str; 39] = [
    "status",
    "state",
    "stage",
    "resolution",
    "priority",
    "severity",
    "urgency",
    "type",
    "issuetype",
    "label",
    "labels",
    "tag",
    "tags",
    "version",
    "versions",
    "component",
    "components",
    "sprint",
    "milestone",
    "iteration",
    "release",
    "section",
    "column",
    "list",
    "points",
    "estimate",
    "rank",
    "votes",
    "watches",
    "created",
    "updated",
    "resolved",
    "due",
    "date",
    "day",
    "at",
    "on",
    "flagged",
    "progress",
];

/// The fields with their usual columns.
pub fn usual(origin: Origin) -> Vec<Usual> {
    match origin {
        Origin::Csv => ANY.into(),
        Origin::GitHub => GITHUB.into_iter().chain([GITHUB_WINDOWS]).collect(),
        Origin::Jira => JIRA.into(),
    }
}

/// The name of a column as it is compared: lower case, and one space for all signs between words.
pub fn plain(name: &str) -> String {
    let mut plain = String::new();
    let mut before = ' ';
    for c in name.trim().chars() {
        // `dueOn` is `due on`.
        if c.is_uppercase() && before.is_lowercase() {
            plain.push(' ');
        }
        if c.is_alphanumeric() || c == '.' {
            plain.extend(c.to_lowercase());
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
        before = c;
    }
    plain.trim().to_owned()
}

/// Whether the values of a column are words of a tool rather than of its authors.
pub fn is_mechanical(name: &str) -> bool {
    let plain = plain(name).replace('.', " ");
    let plain = plain.strip_prefix("custom field ").unwrap_or(&plain);
    plain.split(' ').any(|word| MECHANICAL.contains(&word))
}
