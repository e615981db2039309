//! The fuzz targets on their committed corpus: every input that was ever of interest, each time.

use std::panic::catch_unwind;
use std::path::Path;

use crate::fuzz_targets::{ALL, run};
use crate::support::read_all;

/// The most that the corpus may weigh: it is copied with every clone.
const MAX_BYTES: usize = 1024 * 1024;

fn corpus() -> crate::support::Files {
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus"))
}

/// Runs a target on all its inputs and names those that break its promise.
#[track_caller]
fn replay(target: &str) {
    let folder = format!("{target}/");
    let inputs = corpus().into_iter().filter(|(path, _)| path.starts_with(&folder));
    let mut count = 0;
    let broken: Vec<String> = inputs
        .inspect(|_| count += 1)
        .filter(|(_, bytes)| catch_unwind(|| run(target, bytes)).is_err())
        .map(|(path, _)| path)
        .collect();
    assert!(count >= 12, "{target} has {count} inputs");
    assert_eq!(broken, [""; 0]);
}

#[test]
fn any_front_matter_is_an_entry_or_a_mistake() {
    replay("front_matter");
}

#[test]
fn the_splitter_and_the_eraser_agree_on_any_body() {
    replay("blocks");
}

#[test]
fn any_markdown_becomes_safe_html() {
    replay("markdown");
}

#[test]
fn any_settings_are_settings_or_a_mistake() {
    replay("settings");
}

#[test]
fn any_drawing_is_refused_or_becomes_one_that_does_nothing() {
    replay("svg");
}

#[test]
fn a_phrase_is_found_among_any_bytes() {
    replay("scan");
}

#[test]
fn any_picture_is_refused_or_becomes_one_without_metadata() {
    replay("images");
}

#[test]
fn any_text_is_text_on_its_page() {
    replay("pages");
}

#[test]
fn every_target_has_a_corpus_a_dictionary_and_a_program() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).expect("it is committed");
    for (name, _) in ALL {
        assert!(
            manifest.contains(&format!("name = \"{name}\"\npath = \"bins/{name}.rs\"")),
            "{name}"
        );
        for file in [format!("bins/{name}.rs"), format!("dictionaries/{name}.dict")] {
            assert!(fuzz.join(&file).is_file(), "{file}");
        }
    }
    let folders: std::collections::BTreeSet<String> = corpus()
        .into_keys()
        .map(|path| path.split('/').next().unwrap_or_default().to_owned())
        .collect();
    let names: std::collections::BTreeSet<String> = ALL.map(|(name, _)| name.to_owned()).into();
    assert_eq!(folders, names);
    assert!(corpus().values().map(Vec::len).sum::<usize>() < MAX_BYTES);
}

/// A target that cannot fail proves nothing: each promise is broken on purpose.
#[test]
fn the_judges_of_html_find_planted_faults() {
    use crate::fuzz_targets::html::{check_fragment, check_page};
    for planted in [
        "<script>x</script>",
        "<p onclick=\"x\">a</p>",
        "<p style=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\" java\tscript:x\">a</a>",
        "<a href=\"data:text/html,x\">a</a>",
        "<a href=\"//evil.example\">a</a>",
        "<img src=\"vbscript:x\">",
        "<!-- a -->",
        "<p>a",
        "<b><i>a</b></i>",
        "<b title=\"\u{fdd0}\">a</b>",
        "<p>\u{7}</p>",
        "<iframe></iframe>",
    ] {
        assert!(catch_unwind(|| check_fragment(planted)).is_err(), "{planted}");
        assert!(catch_unwind(|| check_page(planted)).is_err(), "{planted}");
    }
    check_fragment("<p>a <a href=\"items/b.html#c\" rel=\"noopener\">b</a><br>&lt;script&gt;</p>");
    check_page("<!doctype html><html lang=\"en\"><body><p>a</p></body></html>");
}
