//! How well the scan tells copied words from others, measured on a project: how many planted copies
//! it finds, by their length, and what it reports of the untouched sites.
//!
//! The project is this repository's sample, or the one that `ROADCAST_FIGURES` names:
//! `ROADCAST_FIGURES=../corpus cargo test --release --test suite figures -- --nocapture`.

use std::collections::{HashMap, HashSet};
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
    hidden: usize,
    /// Planted copies by their number of words.
    copies: Vec<Copies>,
    /// Reports of the untouched site, per kind of thing withheld.
    alarms: usize,
    doubtful: usize,
    files: usize,
}

/// Copies of so many words.
struct Copies {
    words: usize,
    /// Those that stand in so many documents that they are public; the scan does not look for them.
    public: usize,
    planted: usize,
    found: usize,
}

/// A row of words that stands in so many documents is public: `SHARED` of the scan.
const SHARED: usize = 10;

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
    let hidden: Vec<(&str, Vec<String>)> = bodies
        .flat_map(|place| {
            let text = &sources.text(place.span.file)[sources.clamp(place.span)];
            sentences(text).into_iter().map(|words| (sources.path(place.span.file), words))
        })
        .collect();
    let is_found = |copy: &&[String]| {
        let page = format!("<p>We say {} <b>here</b>.</p>", copy.join(" "));
        withheld.scan("items/a.html", page.as_bytes()).iter().any(|hit| hit.words > 0)
    };
    let copies = (5..=20).map(|words| {
        let (public, planted) = copies(&hidden, words);
        let found = planted.par_iter().filter(|copy| is_found(copy)).count();
        Copies { words, public, planted: planted.len(), found }
    });
    Measured {
        copies: copies.collect(),
        alarms: reports.iter().map(|report| report.leaks.len()).sum(),
        doubtful: reports.iter().map(|report| report.doubtful.len()).sum(),
        files: reports.len(),
        hidden: hidden.len(),
    }
}

/// Rows of so many words from the middle of sentences, each with its document: how many of them are
/// public, and the others.
fn copies<'a>(hidden: &'a [(&str, Vec<String>)], words: usize) -> (usize, Vec<&'a [String]>) {
    let long = hidden.iter().filter(|(_, sentence)| sentence.len() >= words);
    let copies: Vec<(&str, &[String])> = long
        .map(|(path, sentence)| (*path, &sentence[(sentence.len() - words) / 2..][..words]))
        .collect();
    let mut documents: HashMap<&[String], HashSet<&str>> =
        copies.iter().map(|(_, copy)| (*copy, HashSet::new())).collect();
    for (path, sentence) in hidden {
        for row in sentence.windows(words) {
            if let Some(known) = documents.get_mut(row) {
                known.insert(path);
            }
        }
    }
    let (public, planted): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|(_, copy)| documents[copy].len() >= SHARED);
    (public.len(), planted.into_iter().map(|(_, copy)| copy).collect())
}

#[test]
fn copied_sentences_are_found_and_untouched_sites_raise_no_alarm() {
    let measured = measure();
    println!("{} hidden sentences of plain words", measured.hidden);
    for Copies { words, public, planted, found } in &measured.copies {
        println!("copies of {words:>2} words: {found} of {planted} found; {public} are public");
    }
    for Copies { words, planted, found, .. } in &measured.copies {
        // Rows of little words (`of`, `and`) say nothing, however long they are; a word with a hyphen
        // counts as two; and what three documents show is public as well.
        let least =
            planted * [0, 89, 95][usize::from(*words >= RUN) + usize::from(*words > RUN)] / 100;
        let most = if *words < RUN - 1 { planted / 10 } else { *planted };
        assert!((least..=most).contains(found), "{words}: {found} of {planted}");
    }
    let Measured { alarms, doubtful, files, .. } = measured;
    println!("untouched site: {files} files, {alarms} places reported, {doubtful} doubtful");
    if std::env::var_os("ROADCAST_FIGURES").is_none() {
        assert!(measured.hidden > 100);
        assert_eq!((alarms, doubtful), (0, 0));
    }
}
