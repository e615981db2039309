//! Issues and boards of GitHub, in the shapes in which its command line and its API print them.

use super::{import, text};
use crate::support::{AS_OF, Outcome, Project};

fn imported(json: &str) -> (Project, Outcome) {
    let project = Project::new().file("issues.json", json);
    let made = import(&project, &["github", "issues.json", "--as-of", AS_OF]);
    (project, made)
}

#[test]
fn open_and_closed_issues_become_stages_by_the_reason_of_their_state() {
    let issue = |number: u32, title: &str, state: &str, reason: &str, closed: &str| {
        format!(
            r#"{{"number": {number}, "title": "{title}", "body": "", "labels": [], "assignees": [], "milestone": null,
               "state": "{state}", "stateReason": "{reason}", "closedAt": {closed},
               "url": "https://github.example/acme/app/issues/{number}"}}"#
        )
    };
    let day = "\"2026-10-02T10:00:00Z\"";
    let issues = [
        issue(1, "Open one", "OPEN", "", "null"),
        issue(2, "Done one", "CLOSED", "COMPLETED", day),
        issue(3, "Refused one", "CLOSED", "NOT_PLANNED", day),
        issue(4, "Double one", "CLOSED", "DUPLICATE", day),
        issue(5, "Reopened one", "OPEN", "REOPENED", "null"),
        issue(6, "Undated one", "CLOSED", "COMPLETED", "null"),
    ];
    let (project, made) = imported(&format!("[{}]", issues.join(",")));
    let made = made.succeeds();
    for (id, expected) in [
        ("open-one", "stage: idea\n"),
        ("done-one", "stage: shipped\nvisibility: engineering\nshipped_on: 2026-10-02\n"),
        ("refused-one", "stage: declined\n"),
        ("double-one", "stage: declined\n"),
        ("reopened-one", "stage: idea\n"),
        ("undated-one", "stage: in-progress\n"),
    ] {
        let made = text(&project, &format!("content/{id}.md"));
        assert!(made.contains(expected), "{id}: {made}");
    }
    assert!(made.stderr.starts_with("issue 6: `CLOSED` needs the day"), "{}", made.stderr);
    project.check(&[]).succeeds();
}

#[test]
fn a_closed_issue_without_a_reason_is_not_said_to_have_shipped() {
    let (project, made) = imported(
        r#"[{"number": 1, "title": "A", "state": "CLOSED", "closedAt": "2026-10-02T10:00:00Z"}]"#,
    );
    let made = made.succeeds();
    assert!(text(&project, "content/a.md").contains("stage: idea\n"));
    assert!(
        made.stderr.starts_with(
            "issue 1: `CLOSED` does not say whether it was done; export `stateReason` as well"
        ),
        "{}",
        made.stderr
    );
}

#[test]
fn a_board_is_read_with_its_own_fields_and_the_texts_of_its_issues() {
    let (project, made) = imported(
        r#"{"items": [
          {"assignees": ["kim"], "content": {"body": "Too slow.", "number": 12, "repository": "acme/app",
             "title": "Faster exports", "type": "Issue", "url": "https://github.example/acme/app/issues/12"},
           "id": "PVTI_lADO1", "labels": ["area: csv, tsv", "speed"], "priority": "P1",
           "repository": "https://github.example/acme/app", "status": "👀 In review",
           "target date": "2027-02-01", "title": "Faster exports"},
          {"content": {"body": "Only a draft.", "id": "DI_lADO2", "title": "Calm mode", "type": "DraftIssue"},
           "id": "PVTI_lADO2", "status": "📋 Backlog", "title": "Calm mode"},
          {"content": {"body": "", "number": 13, "repository": "acme/app", "title": "Fix a thing",
             "type": "PullRequest", "url": "https://github.example/acme/app/pull/13"},
           "id": "PVTI_lADO3", "status": "Done", "title": "Fix a thing"}
        ], "totalCount": 41}"#,
    );
    let made = made.succeeds();
    assert_eq!(made.stdout, "content/faster-exports.md\ncontent/calm-mode.md\n");
    assert!(
        made.stderr.starts_with(
            "the file has 3 of 41 items; export the rest as well, such as with `--limit 41`\n\
             1 pull request is left out: `13`\n"
        ),
        "{}",
        made.stderr
    );
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---\ntitle: Faster exports\nstage: in-progress\nvisibility: engineering\ntarget: 2027-02-01\n\
         owner: kim\ntags: [\"area: csv, tsv\", speed]\nextra:\n  id: PVTI_lADO1\n  number: \"12\"\n  \
         priority: P1\n  repository: \"acme/app\"\n  type: Issue\n  \
         url: \"https://github.example/acme/app/issues/12\"\n---\n\nToo slow.\n"
    );
    assert!(text(&project, "content/calm-mode.md").contains("stage: idea\n"));
    project.check(&[]).succeeds();
    let again = import(&project, &["github", "issues.json", "--as-of", AS_OF]).succeeds();
    assert_eq!(again.stdout, "", "{}", again.stderr);
}

/// What `gh api --paginate` prints: a list for each page, with pull requests among the issues.
const PAGES: &str = r#"[{"url": "https://api.github.example/repos/acme/app/issues/7", "html_url": "https://github.example/acme/app/issues/7",
   "events_url": "https://api.github.example/e", "node_id": "I_7", "id": 107, "number": 7, "title": "First page",
   "user": {"login": "robin", "id": 5, "avatar_url": "https://a.example/5"}, "labels": [{"id": 1, "name": "speed", "color": "fff"}],
   "state": "closed", "state_reason": "completed", "assignee": {"login": "kim", "id": 6}, "assignees": [{"login": "kim", "id": 6}],
   "milestone": {"title": "Winter", "due_on": "2026-12-18T08:00:00Z", "creator": {"login": "robin"}}, "comments": 2,
   "created_at": "2026-05-02T09:00:00Z", "closed_at": "2026-10-02T10:00:00Z", "reactions": {"total_count": 3}, "body": "One[^a] and [b].\r\n\r\n[here](docs/x.md)\r\n\r\n[^a]: A note.\r\n\r\n[b]: https://x.example"},
  {"html_url": "https://github.example/acme/app/pull/8", "number": 8, "title": "A change", "pull_request": {"url": "https://api.github.example/p/8"}, "state": "open"}]
[{"html_url": "https://github.example/acme/app/issues/9", "number": 9, "title": "Second page", "state": "open", "state_reason": null, "body": null},
 {"html_url": "https://github.example/acme/app/pull/10", "number": 10, "title": "Another", "pull_request": {"url": "https://api.github.example/p/10"}, "state": "open"}]
"#;

#[test]
fn pages_of_the_api_are_read_one_after_the_other_and_pull_requests_are_named() {
    let (project, made) = imported(PAGES);
    let made = made.succeeds();
    assert_eq!(made.stdout, "content/first-page.md\ncontent/second-page.md\n");
    assert!(
        made.stderr.starts_with("2 pull requests are left out: `8`, `10`\n"),
        "{}",
        made.stderr
    );
    assert!(
        made.stderr.contains(
            "not kept, since only programs need it: `events_url`, `node_id`, `reactions`\n"
        ),
        "{}",
        made.stderr
    );
    assert_eq!(
        text(&project, "content/first-page.md"),
        "---\ntitle: First page\nstage: shipped\nvisibility: engineering\ntarget: 2026-12-18\nowner: kim\n\
         tags: [speed]\nshipped_on: 2026-10-02\nextra:\n  comments: \"2\"\n  \
         created_at: \"2026-05-02T09:00:00Z\"\n  id: \"107\"\n  number: \"7\"\n  \
         url: \"https://github.example/acme/app/issues/7\"\n  user: robin\n  milestone.title: Winter\n---\n\n\
         One[^a] and [b].\n\n```text\n[here](docs/x.md)\n```\n\n[^a]: A note.\n\n[b]: https://x.example\n"
    );
    project.check(&[]).succeeds();
}

#[test]
fn lists_of_pages_and_lines_of_issues_are_read_as_well() {
    let issue = |n: u32| format!(r#"{{"number": {n}, "title": "Issue {n}", "state": "open"}}"#);
    for json in [
        format!("[[{}], [{}]]", issue(1), issue(2)),
        format!("{}\n{}\n", issue(1), issue(2)),
        format!(r#"{{"total_count": 2, "items": [{}, {}]}}"#, issue(1), issue(2)),
        format!("[{}][{}]", issue(1), issue(2)),
    ] {
        let (_, made) = imported(&json);
        assert_eq!(made.succeeds().stdout, "content/issue-1.md\ncontent/issue-2.md\n", "{json}");
    }
}

#[test]
fn the_same_number_of_two_repositories_names_two_issues() {
    let item = |repository: &str| {
        format!(
            r#"{{"content": {{"number": 4, "repository": "{repository}", "title": "", "type": "Issue",
               "url": "https://github.example/{repository}/issues/4"}}, "id": "{repository}"}}"#
        )
    };
    let (_, made) =
        imported(&format!(r#"{{"items": [{}, {}]}}"#, item("acme/app"), item("acme/web")));
    assert!(
        made.stderr.starts_with("issues acme/app#4, acme/web#4: there is no title; left out\n"),
        "{}",
        made.stderr
    );
}

#[test]
fn an_answer_of_the_api_that_is_no_issue_is_refused() {
    let (_, made) = imported(r#"{"message": "Not Found", "status": "404"}"#);
    assert_eq!(made.code, 2);
    assert!(made.stderr.contains("item 1 is not an issue"), "{}", made.stderr);
}
