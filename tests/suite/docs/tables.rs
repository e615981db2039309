//! The tables of keys in the documents, against the tables that the program reads by.

use std::collections::BTreeSet;

use roadcast::format::{ENTRY, Key, SETTINGS, SHARE, THEME};

use super::document;

/// The rows of all tables below a heading: the cells of each, without their code marks.
fn rows(markdown: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, rest) = markdown.split_once(heading).expect("the document has this section");
    let section = rest.split("\n## ").next().expect("a text has a beginning");
    let cells = |line: &str| {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim_matches(['|', ' ']).to_owned()).collect()
    };
    section.lines().filter(|line| line.starts_with("| `")).map(cells).collect()
}

/// What stands between the first two backticks.
fn name(cell: &str) -> &str {
    cell.split('`').nth(1).expect("the cell holds a name")
}

/// Keys that a table must name: those without a mapping of their own in it, and mappings whose row
/// names their parts.
fn missing(keys: &[Key], rows: &[Vec<String>]) -> Vec<&'static str> {
    let names: BTreeSet<_> = rows.iter().map(|row| name(&row[0]).to_owned()).collect();
    let is_named = |key: &Key| {
        let path = key.path.replace(".engineering.", ".NAME.");
        let path = path.replace(".sales.", ".NAME.").replace(".client.", ".NAME.");
        let (whole, part) = path.split_once(['.', '[']).unwrap_or((&path, ""));
        let part = part.trim_start_matches("].");
        let row_of_whole = rows.iter().find(|row| name(&row[0]) == whole);
        let within = row_of_whole.is_some_and(|row| row[1].contains(&format!("`{part}`")));
        let has_parts = names.iter().any(|name| name.starts_with(&format!("{path}.")));
        names.contains(&path) || within || has_parts
    };
    let is_site = |key: &Key| {
        let site = key.path.strip_prefix("editions.").or(key.path.strip_prefix("publish."));
        matches!(site, Some("sales" | "client" | "engineering"))
    };
    keys.iter().filter(|key| !is_site(key) && !is_named(key)).map(|key| key.path).collect()
}

#[test]
fn the_documents_list_every_key() {
    let format = document("docs/format.md");
    assert_eq!(missing(&ENTRY, &rows(&format, "## Entries\n")), [""; 0], "of entries");
    assert_eq!(missing(&THEME, &rows(&format, "## Themes\n")), [""; 0], "of themes");
    assert_eq!(missing(&SHARE, &rows(&format, "## Shares\n")), [""; 0], "of shares");
    let settings = document("docs/settings.md");
    assert_eq!(missing(&SETTINGS, &rows(&settings, "# Settings")), [""; 0], "of the settings");
}

#[test]
fn the_documents_list_no_key_that_is_none() {
    let format = document("docs/format.md");
    let lists =
        [("## Entries\n", &ENTRY[..]), ("## Themes\n", &THEME[..]), ("## Shares\n", &SHARE[..])];
    for (heading, keys) in lists {
        for row in rows(&format, heading) {
            assert!(keys.iter().any(|key| key.path == name(&row[0])), "{}", row[0]);
        }
    }
}

#[test]
fn the_outermost_reader_of_each_field_is_as_the_program_has_it() {
    let format = document("docs/format.md");
    for row in rows(&format, "## Entries\n") {
        let key = ENTRY.iter().find(|key| key.path == name(&row[0])).expect("it is a key");
        let reader = row.last().expect("a row has cells");
        let expected = match key.reach {
            roadcast::format::Reach::To(audience) => audience.to_string(),
            roadcast::format::Reach::UnlessGiven(_) => "client".to_owned(),
            roadcast::format::Reach::Coarser(_) => "client, as a ".to_owned(),
            roadcast::format::Reach::Nobody => "nobody".to_owned(),
        };
        assert!(reader.starts_with(&expected), "{}: {reader}, not {expected}", key.path);
    }
}

#[test]
fn a_key_that_a_table_lacks_is_noticed() {
    let table = "## Entries\n| `title` | one line | required | client |\n";
    let lacks = missing(&ENTRY, &rows(table, "## Entries\n"));
    assert!(lacks.contains(&"stage") && !lacks.contains(&"title"));
}
