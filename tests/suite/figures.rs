//! How well the scan tells copied words from others, measured on a project: how many planted copies
//! it finds, by their length, and what it reports of the untouched sites.
//!
//! The project is this repository's sample, or the one that `ROADCAST_FIGURES` names:
//! `ROADCAST_FIGURES=../corpus cargo test --release --test suite figures -- --nocapture`.

use std::path::PathBuf;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use roadcast::accent::Accent;
use roadcast::audience::{Audience, Client};
use roadcast::config;
use roadcast::diagnostic::Sources;
use roadcast::render::{Templates, render};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{self, Vault, View as _};

/// From so many words on, a copy must be found: `RUN` of the scan.
const RUN: usize = 8;

/// What is searched, as a build makes it.
struct Measured {
    /// Sentences of hidden text, each a row of words.
    hidden: Vec<Vec<String>>,
    /// Found planted copies and all planted copies, by their number of words.
    found: Vec<(usize, usize, usize)>,
    /// Reports of the untouched site, per kind of thing withheld.
    alarms: usize,
    doubtful: usize,
    files: usize,
}

fn project() -> PathBuf {
    std::env::var_os("ROADCAST_FIGURES")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// Rows of plain words in a text, broken where a sentence or a line of markup ends.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let is_end = |c: char| ".!?:;|\n".contains(c);
    let words = |sentence: &str| -> Vec<String> {
        sentence.split_whitespace().map(str::to_owned).collect()
    };
    let is_plain = |words: &Vec<String>| {
        let long = words.iter().filter(|word| word.chars().count() >= 4).count();
        let plain = |word: &String| word.chars().all(|c| c.is_alphabetic() || ",'-".contains(c));
        words.iter().all(plain) && long * 2 >= words.len()
    };
    text.replace("\n\n", "|").replace('\n', " ").split(is_end).map(words).filter(is_plain).collect()
}

fn measure() -> Measured {
    let root = project();
    let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
    let yaml = std::fs::read(root.join(config::FILE_NAME)).expect("the project has settings");
    let file = vault::add_text(config::FILE_NAME, yaml, &mut sources, &mut mistakes);
    let settings = config::read(file.expect("it is UTF-8"), &sources, &mut mistakes)
        .unwrap_or_else(|| panic!("{mistakes:?}"));
    let files = vault::load(&root, &settings, &mut sources, &mut mistakes);
    let name = &settings.edition(Audience::Client).site_theme;
    let theme = SiteTheme::load(&root, name, &mut sources, &mut mistakes);
    let day = jiff::civil::date(2026, 11, 22);
    let vault = Vault::open(&root, &settings, day, &files, &sources, &mut mistakes)
        .unwrap_or_else(|| panic!("{mistakes:?}"));
    let edition = vault.edition::<Client>();
    let info = edition.view().site();
    let accent = Accent::of(&info.accent);
    let templates = Templates::compile(&theme, Audience::Client, &accent, &sources)
        .unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let site = render(edition, &templates).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let withheld = site.edition().withheld();
    let files = site.files().par_iter();
    let reports = files.map(|file| withheld.search(&file.path, &file.bytes, || file.bytes.hash()));
    let reports: Vec<_> = reports.collect();
    let bodies =
        withheld.places().iter().filter(|place| matches!(place.kind, vault::Kind::Body(_)));
    let hidden: Vec<_> = bodies
        .flat_map(|place| sentences(&sources.text(place.span.file)[sources.clamp(place.span)]))
        .collect();
    let found = (5..=20).map(|length| {
        let copies: Vec<&[String]> = hidden
            .iter()
            .filter(|sentence| sentence.len() >= length)
            .map(|sentence| &sentence[(sentence.len() - length) / 2..][..length])
            .collect();
        let is_found = |copy: &&&[String]| {
            let page = format!("<p>We say {} <b>here</b>.</p>", copy.join(" "));
            withheld.scan("items/a.html", page.as_bytes()).iter().any(|hit| hit.words > 0)
        };
        (length, copies.par_iter().filter(is_found).count(), copies.len())
    });
    Measured {
        found: found.collect(),
        alarms: reports.iter().map(|report| report.leaks.len()).sum(),
        doubtful: reports.iter().map(|report| report.doubtful.len()).sum(),
        files: reports.len(),
        hidden,
    }
}

#[test]
fn copied_sentences_are_found_and_untouched_sites_raise_no_alarm() {
    let measured = measure();
    println!("{} hidden sentences of plain words", measured.hidden.len());
    for (length, found, planted) in &measured.found {
        println!("copies of {length:>2} words: {found} of {planted} found");
        // Rows of little words (`of`, `and`) say nothing, however long they are; a word with a hyphen
        // counts as two.
        let least =
            planted * [0, 90, 95][usize::from(*length >= RUN) + usize::from(*length > RUN)] / 100;
        let most = if *length < RUN - 1 { planted / 10 } else { *planted };
        assert!((least..=most).contains(found), "{length}: {found} of {planted}");
    }
    let Measured { alarms, doubtful, files, .. } = measured;
    println!("untouched site: {files} files, {alarms} places reported, {doubtful} doubtful");
    if std::env::var_os("ROADCAST_FIGURES").is_none() {
        assert!(measured.hidden.len() > 100);
        assert_eq!((alarms, doubtful), (0, 0));
    }
}
