//! Free fields: shown to engineering as they were written, and searched for so elsewhere.

use crate::support::{Project, files_with};

/// Scalars that are numbers, truths or nothing to YAML, and that lose something when read so.
const SCALARS: [&str; 12] = [
    "1.10",
    "01234",
    "0x1F",
    "0o17",
    "1_000",
    "1234e5",
    "~",
    ".inf",
    "-0",
    "+49",
    "True",
    "123456789012345678901234567890",
];

#[test]
fn free_values_are_shown_as_they_were_written() {
    let lines: String = SCALARS
        .iter()
        .enumerate()
        .map(|(at, scalar)| format!("\n  key{at}: {scalar}\n  list{at}: [{scalar}, x{at}]"))
        .collect();
    let front = format!("title: A\nstage: planned\nextra:{lines}");
    let project = Project::new().entry("a", &front, "");
    project.build(&[]).succeeds();
    let json = project.page("engineering", "roadmap.json");
    let page = project.page("engineering", "items/a.html");
    for (at, scalar) in SCALARS.iter().enumerate() {
        let pair = format!("{{\"key\":\"key{at}\",\"value\":\"{scalar}\"}}");
        assert!(json.contains(&pair), "{pair} in {json}");
        assert!(json.contains(&format!("\"value\":\"{scalar}, x{at}\"")), "{scalar} in {json}");
        assert!(page.contains(&scalar.replace('+', "&#x2B;")) || page.contains(scalar), "{scalar}");
    }
}

#[test]
fn a_free_value_is_searched_for_as_it_was_written() {
    let front = "title: A\nstage: planned\nvisibility: client\nsummary: Version 0x1F45AB2.\n\
                 extra: { build: 0x1F45AB2 }";
    let project = Project::new().entry("a", front, "");
    assert_eq!(project.build(&[]).code, 1);
    let shown = Project::new().entry("a", &front.replace("Version 0x1F45AB2", "Soon"), "");
    shown.build(&[]).succeeds();
    assert!(files_with(&shown.site("client"), "0x1f45ab2").is_empty());
}
