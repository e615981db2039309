//! A canary in every hidden place of a project: none gets into a site that must not show it, and
//! each that is planted there, in whatever form and place, is found.

mod format;
mod forms;
mod places;
pub(crate) mod project;
mod words;

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};
use roadcast::audience::Audience::{self, Client, Engineering, Sales};
use roadcast::config;
use roadcast::diagnostic::{Sources, Span};
use roadcast::vault::{self, Kind, Vault, Withheld};

use crate::support::Files;
use forms::{FORMS, base64};
use places::PLACES;
use project::{Aviary, Canary, aviary, is_shown_to_engineering};

/// Keys of which the scan does not look for a value, each with its reason. None of them can get out
/// by a defect of the program all the same: the twin compares what they have an influence on.
const NOT_SEARCHED_FOR: [(&str, &str); 18] = [
    (
        "team",
        "a word that describes (`Integrations`, `sig-node`); shown text is full of such words",
    ),
    ("tags", "as `team`"),
    (
        "client.availability",
        "a few ordinary words (`Business plan`); from four words on it is a text",
    ),
    ("content", "a pattern of file names"),
    ("output", "the name of a folder"),
    ("logo", "the path of a picture; its name is not published"),
    ("fonts.text", "as `logo`"),
    ("fonts.bold", "as `logo`"),
    ("fonts.headings", "as `logo`"),
    ("shares.approvers", "whoever has approved a share is searched for where the share says so"),
    ("shares.secret_file", "the path of a file"),
    ("publish.project", "it stands in the marker of each place, which is searched for the rest"),
    ("publish.client.to", "the path of a folder"),
    ("publish.sales.to", "as `publish.client.to`"),
    ("publish.engineering.to", "as `publish.client.to`"),
    ("publish.shares.to", "as `publish.client.to`"),
    ("publish.sales.public", "a sentence for whoever reviews the settings"),
    ("publish.engineering.public", "as `publish.sales.public`"),
];

/// A scan finds something that is written in another way only if these hold.
fn is_beyond_the_scan(canary: &str, form: &str, place: &str) -> Option<&'static str> {
    let is_one_word = !canary.contains([' ', '-', '.', '_', '/']);
    let is_short_among_data = match place {
        place if place.ends_with("of a JPEG") => is_one_word || canary.ends_with(".png"),
        place => place.ends_with("of a GIF") && canary.ends_with(".png"),
    };
    match form {
        "a slug" if canary.starts_with('@') => Some("without its sign it is an ordinary word"),
        "small and large letters" if is_one_word => Some("each capital begins a word: `aPpLe`"),
        "letters that look alike" if is_short_among_data => {
            Some("a single word among data is read as it stands")
        }
        // There a reader sees the tags themselves.
        "markup between letters" if place.starts_with("an a") => Some("it is no markup there"),
        "a comment inside" if place == "a comment" => Some("the first end of a comment ends it"),
        _ => None,
    }
}

#[test]
fn no_site_holds_a_canary_that_its_readers_may_not_see() {
    let aviary = aviary();
    aviary.project.build(&[]).succeeds();
    for audience in [Client, Sales] {
        let site = spelled_out(&aviary.project.site(audience.name()));
        let hidden = aviary.canaries.iter().filter(|canary| canary.is_hidden_from(audience));
        let words =
            hidden.flat_map(|canary| traces(&canary.text).map(move |trace| (canary, trace)));
        let seen: BTreeSet<_> = words
            .filter(|(_, trace)| site.contains(trace.as_str()))
            .map(|(canary, _)| canary.place.as_str())
            .collect();
        assert_eq!(seen, BTreeSet::new(), "in the {audience} site");
    }
}

#[test]
fn every_canary_is_in_the_sites_of_those_who_may_see_it() {
    let aviary = aviary();
    aviary.project.build(&[]).succeeds();
    for audience in Audience::ALL {
        let site = spelled_out(&aviary.project.site(audience.name()));
        let shown = aviary.canaries.iter().filter(|canary| match audience {
            Engineering => is_shown_to_engineering(canary),
            Sales | Client => !canary.is_hidden_from(audience) && is_shown_to_engineering(canary),
        });
        let first_word = |canary: &Canary| traces(&canary.text).next().unwrap_or_default();
        let missing: Vec<_> = shown
            .filter(|canary| !site.contains(&first_word(canary)))
            .map(|canary| canary.place.as_str())
            .collect();
        assert_eq!(missing, [""; 0], "in the {audience} site");
    }
}

#[test]
fn every_canary_planted_in_whatever_form_and_place_is_found() {
    let aviary = aviary();
    for audience in [Client, Sales] {
        let planted = with_withheld(&aviary, audience, |withheld, sources| {
            plant(&aviary, audience, withheld, sources)
        });
        let (found, beyond): (usize, usize) =
            planted.iter().fold((0, 0), |(a, b), one| (a + one.found, b + one.beyond));
        let lost: Vec<_> = planted.iter().flat_map(|one| &one.lost).collect();
        let tried = planted.len();
        println!(
            "canaries in the {audience} site: {} forms, {} places, {tried} pairs of them, {} planted: {found} found, {beyond} \
             beyond the scan by design",
            FORMS.len(),
            PLACES.len(),
            found + beyond + lost.len(),
        );
        assert!(lost.is_empty(), "{} lost: {:#?}", lost.len(), &lost[..lost.len().min(40)]);
        assert!(found > 5_000 && beyond * 100 < found, "{found} {beyond}");
    }
}

#[test]
fn what_is_not_searched_for_by_design_is_so_indeed() {
    let aviary = aviary();
    with_withheld(&aviary, Client, |withheld, _| {
        for (key, reason) in NOT_SEARCHED_FOR {
            for canary in aviary.canaries.iter().filter(|canary| canary.key == key) {
                let page = format!("<p>{}</p>", canary.text);
                assert_eq!(withheld.scan("a.html", page.as_bytes()), [], "{key}: {reason}");
            }
        }
    });
}

/// What came of one form at one place.
struct Planted {
    found: usize,
    beyond: usize,
    lost: Vec<String>,
}

fn plant(
    aviary: &Aviary,
    audience: Audience,
    withheld: &Withheld,
    sources: &Sources,
) -> Vec<Planted> {
    let canaries: Vec<&Canary> = aviary
        .canaries
        .iter()
        .filter(|canary| aviary.is_searched_for(canary, audience))
        .filter(|canary| NOT_SEARCHED_FOR.iter().all(|(key, _)| *key != canary.key))
        .collect();
    // Texts that stand at one place are told apart by where it is.
    let stands_at = |canary: &Canary, kind: Kind, span: Span| {
        let text = &sources.text(span.file)[sources.clamp(span)];
        let is_there = match kind {
            Kind::FileName => canary.key == "file name",
            Kind::ExtraKey => canary.key == "extra: a key",
            _ => text.contains(&canary.text),
        };
        sources.path(span.file) == canary.file && is_there
    };
    let all = withheld.places().iter().map(|place| (place.kind, place.span));
    let at_place: HashMap<(Kind, Span), Vec<usize>> = all
        .map(|(kind, span)| {
            let here = (0..canaries.len()).filter(|at| stands_at(canaries[*at], kind, span));
            ((kind, span), here.collect())
        })
        .collect();
    let pairs = FORMS.iter().flat_map(|form| PLACES.iter().map(move |place| (form, place)));
    // The scan is the same for both; once all with all is enough.
    let is_wanted =
        |form: &str, place: &str| audience == Client || form == FORMS[0].0 || place == PLACES[0].0;
    let pairs: Vec<_> = pairs.filter(|(form, place)| is_wanted(form.0, place.0)).collect();
    pairs
        .into_par_iter()
        .map(|((form, write), (place, put))| {
            let texts: Vec<String> = canaries.iter().map(|canary| write(&canary.text)).collect();
            let (path, bytes) = put(&texts);
            let findings = withheld.search(&path, &bytes, || blake3::hash(&bytes));
            let hits = findings.leaks.iter().chain(&findings.doubtful);
            let places = hits.map(|hit| withheld.place(hit));
            let found: BTreeSet<usize> =
                places.flat_map(|place| &at_place[&(place.kind, place.span)]).copied().collect();
            let lost = (0..canaries.len()).filter(|at| !found.contains(at));
            let (beyond, lost): (Vec<_>, Vec<_>) =
                lost.partition(|at| is_beyond_the_scan(&canaries[*at].text, form, place).is_some());
            let lost = lost.into_iter().map(|at| canaries[at]);
            let lost = lost.map(|lost| format!("{form} in {place}: {}: {}", lost.place, lost.text));
            Planted { found: found.len(), beyond: beyond.len(), lost: lost.collect() }
        })
        .collect()
}

/// Opens the project as a build does, and hands over what is withheld from an audience.
fn with_withheld<T>(
    aviary: &Aviary,
    audience: Audience,
    look: impl FnOnce(&Withheld, &Sources) -> T,
) -> T {
    let root = aviary.project.path("");
    let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
    let yaml = std::fs::read(root.join(config::FILE_NAME)).expect("it was just written");
    let file = vault::add_text(config::FILE_NAME, yaml, &mut sources, &mut mistakes);
    let settings = config::read(file.expect("it is UTF-8"), &sources, &mut mistakes)
        .unwrap_or_else(|| panic!("{mistakes:?}"));
    let files = vault::load(&root, &settings, &mut sources, &mut mistakes);
    let day = jiff::civil::date(2026, 11, 22);
    let vault = Vault::open(&root, &settings, day, &files, &sources, &mut mistakes)
        .unwrap_or_else(|| panic!("{mistakes:?}"));
    match audience {
        Client => look(vault.edition::<roadcast::audience::Client>().withheld(), &sources),
        Sales => look(vault.edition::<roadcast::audience::Sales>().withheld(), &sources),
        Engineering => unreachable!("nothing is withheld from engineering"),
    }
}

/// All names and bytes of a site in one text, as they are and with escapes undone, in lower case.
fn spelled_out(site: &Files) -> String {
    let mut all = String::new();
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(bytes);
        all.extend([path.as_str(), "\n", &text, "\n"]);
    }
    all.to_lowercase()
}

/// What would remain of a text in whatever form: its words, and these in the usual encodings.
fn traces(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 9)
        .map(str::to_owned)
        .collect();
    words.into_iter().flat_map(|word| {
        let lower = word.to_lowercase();
        let hex: String = lower.bytes().map(|byte| format!("{byte:02x}")).collect();
        let inner = base64(word.as_bytes()).trim_end_matches('=').to_lowercase();
        let slug = slug::slugify(&lower);
        let reversed: String = lower.chars().rev().collect();
        [lower, slug, hex, inner, reversed]
    })
}
