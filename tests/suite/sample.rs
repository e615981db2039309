//! The sample roadmap of this repository: it builds, it is worth reading, and its client site
//! keeps every secret that its sources hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{AS_OF, Files, Project, read_all};

/// A source file, read by means that share nothing with the program.
struct Source {
    path: String,
    front: Value,
    body: String,
}

impl Source {
    fn is_theme(&self) -> bool {
        Path::new(&self.path).parent().is_some_and(|folder| folder.ends_with("themes"))
    }

    /// Whether clients see it at all.
    fn is_shown(&self) -> bool {
        let visibility = &self.front["visibility"];
        let named = visibility.as_array().cloned().unwrap_or_else(|| vec![visibility.clone()]);
        named.contains(&"client".into())
    }

    /// A text at this path of keys; nothing if there is none.
    fn text(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().fold(&self.front, |value, key| &value[*key]).as_str()
    }

    /// The texts below a key of every request.
    fn of_requests(&self, key: &str) -> impl Iterator<Item = &str> {
        let requests = self.front["requests"].as_array().into_iter().flatten();
        requests.filter_map(move |request| request[key].as_str())
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample, copied to a folder of its own.
pub fn sample() -> Project {
    let mut project = Project::new();
    for folder in ["content", "ledger", "shares", "themes"] {
        for (path, bytes) in read_all(&repository().join(folder)) {
            project = project.file(&format!("{folder}/{path}"), bytes);
        }
    }
    let settings = fs::read(repository().join("roadcast.yaml")).expect("the sample has settings");
    project.file("roadcast.yaml", settings)
}

fn sources() -> Vec<Source> {
    let files = read_all(&repository().join("content"));
    let texts = files.into_iter().filter(|(path, _)| path.ends_with(".md"));
    let sources = texts.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).expect("the sample is UTF-8");
        let mut parts = text.strip_prefix("---\n").unwrap_or(&text).splitn(2, "\n---\n");
        let (front, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let front = serde_saphyr::from_str(front).expect("the sample is valid YAML");
        Source { path, front, body: body.to_owned() }
    });
    sources.collect()
}

fn entries() -> Vec<Source> {
    sources().into_iter().filter(|source| !source.is_theme()).collect()
}

#[test]
fn the_sample_builds() {
    let project = sample();
    project.build(&[]).succeeds();
    for audience in ["engineering", "sales", "client"] {
        assert!(!project.site(audience).is_empty(), "{audience}");
    }
}

#[test]
fn the_sample_is_worth_reading() {
    let entries = entries();
    let themes = sources().iter().filter(|source| source.is_theme()).count();
    assert!(entries.len() >= 45, "{} entries", entries.len());
    assert!(themes >= 7, "{themes} themes");
    let stages: BTreeSet<&str> =
        entries.iter().filter_map(|entry| entry.text(&["stage"])).collect();
    let all =
        ["beta", "declined", "discovery", "idea", "in-progress", "paused", "planned", "shipped"];
    assert_eq!(stages, BTreeSet::from(all));
    for key in ["requests", "decision", "sales", "codenames", "confidential", "phase", "client"] {
        assert!(entries.iter().any(|entry| !entry.front[key].is_null()), "no entry has `{key}`");
    }
}

/// Names that no client may read: owners, accounts, code names, and the titles of what is hidden.
fn secret_names(sources: &[Source]) -> BTreeSet<String> {
    let shown: BTreeSet<&str> =
        sources.iter().filter(|source| source.is_shown()).map(shown_title).collect();
    let mut names = BTreeSet::new();
    for source in sources {
        let code_names = source.front["codenames"].as_array().into_iter().flatten();
        names.extend(code_names.filter_map(Value::as_str));
        names.extend(
            [source.text(&["owner"]), source.text(&["decision", "by"])].into_iter().flatten(),
        );
        names.extend(source.of_requests("account").chain(source.of_requests("by")));
        names.extend(source.text(&["title"]).filter(|title| !shown.contains(title)));
    }
    names.into_iter().map(str::to_lowercase).collect()
}

fn shown_title(source: &Source) -> &str {
    source.text(&["client", "title"]).or(source.text(&["title"])).expect("all have a title")
}

#[test]
fn the_client_site_holds_no_owner_account_code_name_or_hidden_title() {
    let names = secret_names(&sources());
    assert!(names.len() > 60, "only {} names", names.len());
    assert_eq!(found_in(&client_site(), names), [""; 0]);
}

/// Exact dates, in both forms in which a page could show them.
fn secret_dates(sources: &[Source]) -> BTreeSet<String> {
    let mut dates = BTreeSet::new();
    for source in sources {
        let days = [&["shipped_on"][..], &["reviewed_on"], &["decision", "on"]];
        let days = days.into_iter().filter_map(|keys| source.text(keys));
        // The first of a month stands for the month in feeds.
        for day in days.chain(source.of_requests("asked_on")).filter(|day| !day.ends_with("-01")) {
            dates.extend([day.to_owned(), in_words(day)]);
        }
        // `2027` and `2026-11` are parts of what clients may read.
        dates.extend(
            source
                .text(&["target"])
                .filter(|t| t.len() > 4 && !AS_OF.starts_with(t))
                .map(str::to_owned),
        );
    }
    // Days of publications stand on every page, and in the history of an entry.
    let ledger = fs::read_to_string(repository().join("ledger/2026.jsonl")).expect("it is there");
    let days = ledger.lines().filter_map(|line| line.split("\"day\":\"").nth(1)?.get(..10));
    for day in days.chain([AS_OF]) {
        dates.remove(day);
        dates.remove(&in_words(day));
    }
    dates
}

/// `22 November 2026` of `2026-11-22`.
fn in_words(day: &str) -> String {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month: usize = day[5..7].parse().expect("the sample's days are right");
    format!("{} {} {}", day[8..].trim_start_matches('0'), months[month - 1], &day[..4])
}

#[test]
fn the_client_site_holds_no_internal_date() {
    let dates = secret_dates(&sources());
    assert!(dates.len() > 50, "only {} dates", dates.len());
    assert_eq!(found_in(&client_site(), dates), [""; 0]);
}

#[test]
fn the_client_site_holds_no_file_name_of_an_entry_theme_or_image() {
    let files = read_all(&repository().join("content"));
    let stems = files.keys().filter_map(|path| Path::new(path).file_stem()?.to_str());
    // `logo` is a word of any page.
    let stems: BTreeSet<String> =
        stems.filter(|stem| stem.contains('-')).map(str::to_lowercase).collect();
    assert!(stems.len() > 60, "only {} names", stems.len());
    assert_eq!(found_in(&client_site(), stems), [""; 0]);
}

#[test]
fn the_client_site_holds_no_sentence_of_a_hidden_text() {
    let sentences: BTreeSet<String> = sources().iter().flat_map(hidden_sentences).collect();
    assert!(sentences.len() > 300, "only {} sentences", sentences.len());
    let site = client_site();
    let texts: Vec<String> = site.values().map(|bytes| words_of_page(bytes)).collect();
    let found = |sentence: &&String| texts.iter().any(|text| text.contains(sentence.as_str()));
    assert_eq!(sentences.iter().filter(found).collect::<Vec<_>>(), [""; 0]);
}

/// Sentences of at least six words outside the blocks that clients read, in plain words.
fn hidden_sentences(source: &Source) -> Vec<String> {
    let mut hidden = String::new();
    let mut is_client = false;
    for line in source.body.lines() {
        match line.trim_end() {
            "::: client" => is_client = source.is_shown(),
            ":::" => is_client = false,
            "" => hidden.push_str(". "),
            line if !is_client => hidden.extend([line, " "]),
            _ => {}
        }
    }
    let sentences = hidden.split_inclusive(['.', '!', '?', ':']).map(words);
    sentences.filter(|sentence| sentence.split(' ').count() >= 6).collect()
}

/// The words of a page, without its markup.
fn words_of_page(bytes: &[u8]) -> String {
    let mut text = String::new();
    for part in String::from_utf8_lossy(bytes).split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    words(&entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter)))
}

/// Lowercase words with one space between them.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn client_site() -> Files {
    let project = sample();
    project.build(&["--audience", "client"]).succeeds();
    project.site("client")
}

/// The names that stand as words of their own in a path or in the bytes of a file, with that file.
fn found_in(site: &Files, names: BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in site {
        let text = format!("{path}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
        let names = names.iter().filter(|name| holds(&text, &name.to_lowercase()));
        found.extend(names.map(|name| format!("{name}: {path}")));
    }
    found
}

fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

#[test]
fn marking_any_shown_entry_undiscovered_fails_and_leaves_the_sites_as_they_were() {
    contradicts(
        "stage: discovery",
        "clients may never see an entry whose discovery is not finished",
    );
}

#[test]
fn marking_any_shown_entry_confidential_fails_and_leaves_the_sites_as_they_were() {
    contradicts("confidential: true", "clients may never see a confidential entry");
}

/// Puts a line into each shown entry in turn, in place of the line with the same key.
fn contradicts(line: &str, why: &str) {
    let project = sample();
    project.build(&[]).succeeds();
    project.age("dist");
    let before = project.state("dist");
    let shown: Vec<Source> = entries().into_iter().filter(Source::is_shown).collect();
    assert!(shown.len() >= 20, "only {} entries", shown.len());
    for entry in shown {
        let path = format!("content/{}", entry.path);
        let text = fs::read_to_string(project.path(&path)).expect("it was copied");
        let key = line.split(':').next().unwrap_or_default();
        let is_other =
            |old: &&str| !old.starts_with(&format!("{key}:")) && !old.starts_with("shipped_on:");
        let kept: Vec<&str> = text.lines().filter(is_other).collect();
        project.write(&path, format!("---\n{line}\n{}\n", kept[1..].join("\n")));
        let outcome = project.build(&[]);
        let said = &outcome.stderr;
        assert_eq!(outcome.code, 1, "{path}: {said}");
        assert!(said.contains(&format!("error[contradiction]: {why}")), "{path}: {said}");
        assert!(
            said.contains(&format!("2 | {line}")) && said.contains(" | visibility: "),
            "{path}: {said}"
        );
        project.write(&path, text);
    }
    assert!(project.state("dist") == before, "the sites were touched");
}
