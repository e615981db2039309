//! How large a ledger becomes.

use std::fmt::Write as _;

use crate::support::{Project, document, read_all};

const ENTRIES: usize = 600;
/// One in twenty.
const CHANGED: usize = 30;
const WEEKS: usize = 52;
const LIMIT: usize = 20 << 20;

/// An entry that is longer, to each of its readers, than those of the sample are on average.
fn entry(number: usize, week: usize) -> String {
    let words = |what: &str, count: usize| {
        let mut text = String::new();
        for at in 0..count {
            let _ = write!(text, "{what}{} ", (at * 7919 + number * 104_729 + week * 13) % 4_000);
        }
        format!("{}.", text.trim_end())
    };
    let fields = format!(
        "title: Entry number {number}\nstage: planned\nvisibility: client\ntarget: 2027-Q1\n\
         summary: {}\nowner: ana{}@northwind.example\nteam: Team {}\neffort: 5",
        words("su", 18),
        number % 9,
        number % 7
    );
    let (inside, sales, client) = (words("in", 120), words("so", 60), words("sh", 140));
    document(&fields, &format!("{inside}\n\n::: sales\n{sales}\n:::\n\n::: client\n{client}\n:::"))
}

/// The bytes of the ledger, after recording all three sites.
fn recorded(project: &Project, week: usize) -> usize {
    let day = format!("2026-02-{:02}", week + 1);
    for audience in ["client", "sales", "engineering"] {
        let arguments = ["publish", "--record", "--audience", audience, "--on", &day];
        project.run_as_given(&[&arguments[..], &["--as-of", "2026-11-22"]].concat()).succeeds();
    }
    read_all(&project.path("ledger")).values().map(Vec::len).sum()
}

#[test]
fn a_year_of_weekly_publications_of_600_entries_stays_under_20_mb() {
    let settings = "product: Acme\ndates: { precision: quarter, slack: 1 quarter }\n";
    let project = Project::new().settings(settings);
    for number in 0..ENTRIES {
        project.write(&format!("content/e{number}.md"), entry(number, 0));
    }
    let first = recorded(&project, 0);
    let mut last = first;
    for week in 1..=2 {
        for at in 0..CHANGED {
            let number = (week * 211 + at * 17) % ENTRIES;
            project.write(&format!("content/e{number}.md"), entry(number, week));
        }
        last = recorded(&project, week);
    }
    let weekly = (last - first) / 2;
    let year = first + weekly * (WEEKS - 1);
    let mb = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    println!(
        "ledger: {ENTRIES} entries, all three sites: {:.2} MB at first, {:.3} MB a week, {:.2} MB a year",
        mb(first),
        mb(weekly),
        mb(year)
    );
    assert!(year < LIMIT, "{year} bytes");
    project.run(&["check", "--as-of", "2026-11-22"]).succeeds();
}
