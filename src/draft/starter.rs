//! The project that `roadcast init` makes: the files of `starter/`, dated from the day it is made.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::dates::{Precision, Target};

use super::NewSource;

/// Where each file goes, and its template.
const FILES: [(&str, &str); 9] = [
    ("roadcast.yaml", include_str!("starter/roadcast.yaml")),
    ("content/approvals.md", include_str!("starter/content/approvals.md")),
    (
        "content/import-from-spreadsheets.md",
        include_str!("starter/content/import-from-spreadsheets.md"),
    ),
    ("content/new-price-list.md", include_str!("starter/content/new-price-list.md")),
    ("content/scheduled-reports.md", include_str!("starter/content/scheduled-reports.md")),
    (
        "content/themes/getting-started.md",
        include_str!("starter/content/themes/getting-started.md"),
    ),
    ("content/themes/reporting.md", include_str!("starter/content/themes/reporting.md")),
    (".github/workflows/roadmap.yml", include_str!("starter/workflow.yml")),
    (".gitignore", include_str!("starter/gitignore")),
];

/// The files of a new project.
///
/// Days lie around `today`, so that the project is neither stale nor late on the day it is made.
pub fn starter(today: Date) -> Vec<NewSource> {
    let next_month = today.saturating_add(1.month());
    let words = [
        ("%TODAY%", today.to_string()),
        ("%SHIPPED_ON%", today.saturating_sub(20.days()).to_string()),
        ("%ASKED_ON%", today.saturating_sub(30.days()).to_string()),
        ("%NEXT_MONTH%", Target::containing(next_month, Precision::Month).written()),
        (
            "%IN_TWO_QUARTERS%",
            Target::containing(today.saturating_add(6.months()), Precision::Quarter).written(),
        ),
        ("%VERSION%", env!("CARGO_PKG_VERSION").to_owned()),
    ];
    let filled = |template: &str| {
        words.iter().fold(template.to_owned(), |text, (word, value)| text.replace(word, value))
    };
    FILES.map(|(path, template)| NewSource::new(path, filled(template))).into()
}
