//! `search.js`: what the search of a site finds an entry by and no list shows.

use std::io::Write as _;

use crate::support::Project;

const SHOWN: &str = "title: Shown
stage: planned
visibility: sales
search_words: [zword, z word]
summary: Zsummary.
problem: Zproblem.
tags: [ztag]
client: { search_words: [zouter] }
sales: { say: Zsay., note: Znote., dont_say: Zmute., workaround: Ztool. }
requests: [{ account: Zaccount, by: zby@acme.example }]
codenames: [Zcode]";

fn file(line: &str) -> String {
    format!("globalThis.searchWords = {{\n{line}\n}};\n")
}

#[test]
fn the_search_of_each_site_knows_what_its_readers_read_and_nothing_else() {
    let hidden = SHOWN.replace("Shown", "Hidden").replace("visibility: sales", "team: Yteam");
    let hidden = hidden.replace('Z', "Y").replace('z', "y");
    let body = "Zinside.\n::: sales\nZ<b>sales</b> &amp; more.\n:::";
    let project = Project::new().entry("a", SHOWN, body).entry("b", &hidden, "");
    project.build(&[]).succeeds();
    let [words, facts] =
        ["zword, z word, zouter", "Zsummary. Zproblem. ztag Zsay. Znote. Zmute. Ztool."];
    let line =
        format!("\"items/shown.html\":[\"{words}\",\"{facts} Z sales & more.\",\"Zaccount\"]");
    assert_eq!(project.page("sales", "search.js"), file(&line));
    assert_eq!(project.page("client", "search.js"), file(""));
    let engineering = project.page("engineering", "search.js");
    assert!(engineering.contains(&format!("{facts} Zinside. Z sales & more.\"]")), "{engineering}");
}

#[test]
fn clients_find_an_entry_by_its_text_and_by_the_words_beside_the_title_that_they_read() {
    let front = "title: Inner\nstage: planned\nvisibility: client\nsearch_words: [zinner]";
    let body = "Zinside.\n::: sales\nZsales.\n:::\n::: client\n# Zhead\nZtext.\n:::";
    for (client, words) in [
        ("", "zinner"),
        ("client: { search_words: [zouter] }", "zinner, zouter"),
        ("client: { title: Inner, search_words: [zouter] }", "zouter"),
        ("client: { title: Inner }", ""),
    ] {
        let project = Project::new().entry("a", &format!("{front}\n{client}"), body);
        project.build(&[]).succeeds();
        let line = format!("\"items/inner.html\":[\"{words}\",\"Zhead Ztext.\"]");
        assert_eq!(project.page("client", "search.js"), file(&line), "{client}");
    }
}

/// Sixty kilobytes, packed, for six hundred entries: what a phone has in a second.
#[test]
fn the_index_of_six_hundred_long_entries_is_small_and_knows_the_beginning_of_each() {
    let mut project = Project::new();
    for at in 0..600_usize {
        // Words as many and as different as those of people.
        let word = |n: usize| format!("w{}", (at * 7919 + n * n * 31) % 9973);
        let text: Vec<String> = (0..400).map(word).collect();
        let front = format!(
            "title: Entry {at}\nstage: planned\nvisibility: client\nsearch_words: [sought{at}]\n\
             summary: {}",
            text[..12].join(" ")
        );
        let body = format!("::: client\n{}\n:::", text.join(" "));
        project = project.entry(&format!("e{at}"), &front, &body);
    }
    project.build(&[]).succeeds();
    for audience in ["client", "sales", "engineering"] {
        let file = project.page(audience, "search.js");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(file.as_bytes()).expect("it is written to memory");
        let size = packed.finish().expect("it is written to memory").len();
        assert!(size <= 60 * 1024, "{audience}: {size}");
        assert!(file.contains("[\"sought599\",\""), "{audience}");
        assert_eq!(file.matches("sought").count(), 600, "{audience}");
    }
}

#[test]
fn withheld_search_words_stop_a_build_where_they_are_marked_and_warn_in_small_letters() {
    let said = |words: &str, text: &str| {
        let hidden = format!("title: Quiet\nstage: idea\nsearch_words: [{words}]");
        let shown = "title: Shown\nstage: planned\nvisibility: client";
        let project = Project::new().entry("quiet", &hidden, "").entry(
            "shown",
            shown,
            &format!("::: client\n{text}\n:::"),
        );
        let outcome = project.check(&[]);
        (outcome.code, outcome.stderr.contains("warning[") || outcome.stderr.contains("error["))
    };
    for words in ["Blue Heron", "DIN-5008", "Route66"] {
        assert_eq!(said(words, &format!("We like {words} a lot.")), (1, true), "{words}");
    }
    assert_eq!(said("Blue Heron", "We saw a blue heron today."), (1, true));
    assert_eq!(said("blue heron", "We saw a blue heron today."), (0, true));
    assert_eq!(said("heron", "We saw a heron today."), (0, false));
}
