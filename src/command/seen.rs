//! `roadcast seen`: who could read which words of an entry, and when. Read from the ledger alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audience::Audience;
use crate::cli::{Format, SeenArguments};
use crate::dates::day_label;
use crate::diagnostic::{self, MASK, Message, Readers, Sources, message, place, value};
use crate::ledger::{self, Ledger, Sighting, Story, all_readers, plain, stories};
use crate::vault;

use super::Exit;
use super::changes::standing;
use super::ending::{end, say, survey};
use super::pipeline::Failure;
use super::readers::Streams;

/// Finds what is meant in the ledger, and says who could read it.
pub fn run(arguments: &SeenArguments, streams: Streams) -> Exit {
    let outcome = seen(arguments, streams);
    end(outcome, &Sources::default(), streams.stderr)
}

fn seen(arguments: &SeenArguments, streams: Streams) -> Result<Exit, Failure> {
    let mut mistakes = Vec::new();
    let ledger = Ledger::read(&arguments.project, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(Failure::Content(mistakes));
    }
    if ledger.lines().is_empty() {
        return Err(Failure::Machine(
            "there is no ledger yet: `roadcast publish --record` begins one".into(),
        ));
    }
    let all: Vec<Story> = all_readers(&ledger)
        .iter()
        .filter(|readers| is_asked(arguments, readers))
        .flat_map(|readers| stories(&ledger, readers))
        .collect();
    let names = names(arguments);
    let is_meant = |story: &&Story| names.iter().any(|name| story.is_meant_by(name));
    let found: Vec<&Story> = all.iter().filter(is_meant).collect();
    if found.is_empty() {
        return Err(Failure::Machine(nothing(&arguments.entry, &all)));
    }
    let report = Report { arguments, found, readers: streams.stdout };
    match arguments.format {
        Format::Json => Ok(say(&format!("{:#}\n", report.to_json()))),
        Format::Human => Ok(say(&report.to_human())),
    }
}

/// Whether these readers are asked about. What clients can read, every account can.
fn is_asked(arguments: &SeenArguments, readers: &ledger::Readers) -> bool {
    match (readers, &arguments.by) {
        (ledger::Readers::Share { account, .. }, Some(by)) => {
            account.to_lowercase() == by.to_lowercase()
        }
        (ledger::Readers::Share { .. }, None) => arguments.audience.is_none(),
        (ledger::Readers::Audience(audience), Some(_)) => *audience == Audience::Client,
        (ledger::Readers::Audience(audience), None) => {
            arguments.audience.is_none_or(|asked| asked == *audience)
        }
    }
}

/// The names by which it may be found: the one that was typed, and if that is the name of a file of
/// the project, its addresses in all sites.
fn names(arguments: &SeenArguments) -> BTreeSet<String> {
    let mut names = BTreeSet::from([arguments.entry.clone()]);
    let stem = vault::stem(&arguments.entry);
    let project = &arguments.project;
    let mut sources = Sources::default();
    let Ok((settings, _)) = survey(project, &mut sources) else { return names };
    let mut mistakes = Vec::new();
    let mut sources = Sources::default();
    let files = vault::load(project, &settings, &mut sources, &mut mistakes);
    let today = jiff::Zoned::now().date();
    let vault = vault::Vault::open(project, &settings, today, &files, &sources, &mut mistakes);
    for pages in vault.iter().flat_map(vault::Vault::counterparts) {
        if pages.file == arguments.entry || vault::stem(&pages.file) == stem {
            names.extend(pages.pages.into_iter().filter_map(|(_, page)| page.ok()));
            names.insert(ledger::shared_path(&pages.client_title));
        }
    }
    names
}

fn nothing(entry: &str, all: &[Story]) -> Message {
    let shown: String = entry.escape_debug().take(60).collect();
    let message = message!("no publication shows `{}`", place(shown));
    let titles = all.iter().filter_map(Story::last).map(|last| value(&last.document.title));
    match diagnostic::did_you_mean(entry, titles) {
        Some(hint) => message.and("; ").and(hint),
        None => message.and("; name it by its title, its address, or the name of its file"),
    }
}

/// What was found, as it was asked for.
struct Report<'a> {
    arguments: &'a SeenArguments,
    found: Vec<&'a Story>,
    readers: Readers,
}

impl Report<'_> {
    /// The words of a sighting that are asked for.
    fn sightings<'a>(&self, story: &'a Story) -> Vec<&'a Sighting> {
        let on = self.arguments.on;
        let is_asked = |it: &&Sighting| on.is_none_or(|day| it.is_on(day));
        story.sightings().iter().filter(is_asked).collect()
    }

    /// Whether words for these readers must not be read by whoever can look at a log.
    fn is_masked(&self, sighting: &Sighting) -> bool {
        let is_public = sighting.readers == ledger::Readers::Audience(Audience::Client);
        self.readers == Readers::Anybody && !is_public
    }

    fn to_human(&self) -> String {
        let mut out = String::new();
        for story in &self.found {
            let Some(last) = story.last() else { continue };
            let title = if self.is_masked(last) { MASK } else { &last.document.title };
            let whom = match &last.readers {
                ledger::Readers::Audience(Audience::Client) => "clients".to_owned(),
                ledger::Readers::Audience(audience) => audience.name().to_owned(),
                ledger::Readers::Share { .. } if self.is_masked(last) => "one account".to_owned(),
                ledger::Readers::Share { share, account } => {
                    format!("{account}, by the share {share},")
                }
            };
            let begin = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{begin}{title}: {whom} could read");
            let sightings = self.sightings(story);
            if sightings.is_empty() {
                let _ = writeln!(out, "\n  nothing of it on that day");
            }
            sightings.iter().for_each(|sighting| self.draw(sighting, &mut out));
        }
        out.push_str(
            "\n\"Could\", not \"did\": the ledger knows what was published, not who has looked.\n",
        );
        out
    }

    fn draw(&self, sighting: &Sighting, out: &mut String) {
        let until = match sighting.until {
            Some(until) => format!("from {} to {}", day_label(sighting.from), day_label(until)),
            None => format!("since {}", day_label(sighting.from)),
        };
        let publications = match sighting.publications {
            (one, last) if one == last => format!("publication {one}"),
            (first, last) => format!("publications {first} to {last}"),
        };
        let _ = writeln!(out, "\n  {until} ({publications})");
        if self.is_masked(sighting) {
            let _ = writeln!(out, "    {MASK}");
            return;
        }
        let document = &sighting.document;
        let _ = writeln!(out, "    {}", document.title);
        let standing = standing(document);
        if !standing.is_empty() {
            let _ = writeln!(out, "    {standing}");
        }
        let is_told = |name: &str| matches!(name, "status" | "stage" | "shipped");
        for (name, words) in document.told().into_iter().filter(|(name, _)| !is_told(name)) {
            wrapped(out, &format!("    {name}: "), &words.join("; "));
        }
        for text in &document.texts {
            let first = match &text.readers {
                Some(readers) => format!("    text for {readers}: "),
                None => "    text: ".to_owned(),
            };
            for (at, row) in plain(&text.html).lines().enumerate() {
                wrapped(out, if at == 0 { &first } else { "      " }, row);
            }
        }
    }

    fn to_json(&self) -> Value {
        let mut list = Vec::new();
        for story in &self.found {
            for sighting in self.sightings(story) {
                let (audience, share, account) = match &sighting.readers {
                    ledger::Readers::Audience(audience) => (Some(audience.name()), None, None),
                    ledger::Readers::Share { share, account } => (None, Some(share), Some(account)),
                };
                let is_masked = self.is_masked(sighting);
                list.push(json!({
                    "audience": audience,
                    "share": share.filter(|_| !is_masked),
                    "account": account.filter(|_| !is_masked),
                    "subject": sighting.subject.name(),
                    "from": sighting.from,
                    "until": sighting.until,
                    "publications": [sighting.publications.0, sighting.publications.1],
                    "document": (!is_masked).then_some(&sighting.document),
                }));
            }
        }
        json!({
            "version": 1,
            "on": self.arguments.on,
            "redacted": self.readers == Readers::Anybody,
            "could_read": list,
        })
    }
}

fn wrapped(out: &mut String, first: &str, words: &str) {
    let options = textwrap::Options::new(100)
        .initial_indent(first)
        .subsequent_indent("      ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for row in textwrap::wrap(words, options) {
        let _ = writeln!(out, "{}", row.trim_end());
    }
}
